"""`manage.py load_demo`: demo data and demo accounts, on demo installations only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from twinning.demo.loading import load_demo


class Command(BaseCommand):
    """Adds what is missing; running it again changes nothing else."""

    help = "Load the demo data and give the demo accounts their passwords."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="add no agreements where there are any already")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.SITE_IS_DEMO:
            raise CommandError("This is not a demo installation: demo data and demo accounts are not for it.")
        report = load_demo(today=timezone.localdate(), if_empty=options["if_empty"])
        added = f"{report.historical} historical and {report.fictional} made-up agreements added"
        self.stdout.write(self.style.SUCCESS(f"{added}; passwords are in {report.accounts_file}"))
