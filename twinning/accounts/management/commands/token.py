"""`manage.py token`: print a new API token once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from twinning.accounts.models import User
from twinning.accounts.scopes import Scope
from twinning.accounts.services import UnknownScope, issue_token


class Command(BaseCommand):
    help = "Prints an API token for an account; it is shown once and kept only as a hash."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="the account the token belongs to")
        parser.add_argument("--scope", action="append", required=True, help=f"one of {', '.join(Scope.values)}")
        parser.add_argument("--days", type=int, default=30, help="how long the token lives")
        parser.add_argument("--label", default="command line")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"], is_active=True).first()
        if user is None:
            raise CommandError(f"No active account has the e-mail address {options['email']}.")
        if not 1 <= options["days"] <= 366:
            raise CommandError("--days must lie between 1 and 366.")
        try:
            issued = issue_token(
                user=user,
                scopes=options["scope"],
                label=options["label"],
                days=options["days"],
                at=timezone.now(),
            )
        except UnknownScope as error:
            raise CommandError(f"Unknown scope: {error}. Known: {', '.join(Scope.values)}.") from error
        self.stdout.write(issued.secret)
