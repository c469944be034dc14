"""`manage.py verify_events`: prove that the chain of events is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from twinning.events.verify import verify_chain


class Command(BaseCommand):
    """Ends with an error that names the first event that does not fit."""

    help = "Verify the chain of events; exit with an error where it is broken."

    def handle(self, *_args: Any, **options: Any) -> None:
        report = verify_chain()
        if report.first_broken_id is not None:
            raise CommandError(
                f"The chain is broken at event {report.first_broken_id}; {report.checked} events before it are whole.",
            )
        self.stdout.write(f"{report.checked} events, an unbroken chain")
