"""`manage.py expire_agreements`: what the nightly job does, for a day of one's choice."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agreements.services.lifecycle import expire_ended
from twinning.core.dates import DateNotUnderstood, Precision, parse_date


class Command(BaseCommand):
    """Expires agreements whose last day lies before the day given."""

    help = "Expire every agreement in force whose last day has passed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="DAY", help="as if this were today, such as 2026-12-31")

    def handle(self, *_args: Any, **options: Any) -> None:
        today = _day(options["on"]) if options["on"] else timezone.localdate()
        count = expire_ended(today=today, at=timezone.now())
        self.stdout.write(f"{count} agreements expired, as of {today.isoformat()}")


def _day(text: str) -> datetime.date:
    try:
        date = parse_date(text)
    except DateNotUnderstood as error:
        raise CommandError(f"{text} is not a day such as 2026-12-31.") from error
    if date.precision != Precision.DAY or date.value is None:
        raise CommandError(f"{text} is not a whole day such as 2026-12-31.")
    return date.value
