"""Loading the demo: people, places, Amman's real ties, made-up agreements with their lives, passwords."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from agreements.models import Agreement
from agreements.services.vitality import reconstruct, refresh_all
from twinning.demo.accounts import give_passwords
from twinning.demo.acts import Life
from twinning.demo.cast import Cast, assemble_cast
from twinning.demo.days import DemoCalendar, moment
from twinning.demo.drafts import public_id_of
from twinning.demo.entries import read_agreements
from twinning.demo.follow_up import FollowUp
from twinning.demo.historical import record_historical_ties
from twinning.demo.places import describe_places

MONTHS_OF_TREND = 36


@dataclass(frozen=True, slots=True)
class LoadReport:
    """How many agreements were added, and where the passwords are."""

    historical: int
    fictional: int
    accounts_file: Path


def load_demo(*, today: datetime.date, if_empty: bool = False) -> LoadReport:
    """Add what is missing of the demo; with `if_empty` no agreements where there are any.

    The records come in one transaction: a load that is cut off leaves none. Raises: CommandError without a gazetteer.
    """
    with transaction.atomic():
        cast, calendar = assemble_cast(), DemoCalendar(today)
        historical = fictional = 0
        if not (if_empty and Agreement.objects.exists()):
            describe_places(cast, calendar)
            historical = record_historical_ties(cast, calendar)
            fictional = _enter_agreements(cast, calendar)
            if historical or fictional:
                # What is entered in a minute took years: their trend is worked out afterwards.
                reconstruct(until=today, months=MONTHS_OF_TREND)
                refresh_all(today=today, at=moment(today))
    return LoadReport(historical, fictional, give_passwords())


def _enter_agreements(cast: Cast, calendar: DemoCalendar) -> int:
    count = 0
    for entry in read_agreements():
        if Agreement.objects.filter(public_id=public_id_of("agreement", entry.key)).exists():
            continue
        agreement = Life(entry, cast, calendar).lead()
        FollowUp(agreement, entry, cast, calendar).write()
        count += 1
    return count
