"""Starting and changing the record of an agreement."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT, LONGEST_TITLE, check_dates, check_texts
from agreements.choices import Link, PartyRole, Side
from agreements.exceptions import ActNotPermitted
from agreements.models import Agreement, AgreementParty
from agreements.policies import AgreementPolicy
from agreements.services.records import lock_for_change, save_changed
from cities.models import City
from twinning.accounts.models import User
from twinning.core.exceptions import FieldProblem, InvalidInput

# Attributes of an agreement that people may set while it is a draft; dates are `PartialDate` attributes.
DATES = ("signed", "in_force", "ends")
TEXTS = {
    "title_ar": LONGEST_TITLE,
    "title_en": LONGEST_TITLE,
    "likeness_ar": LONGEST_TEXT,
    "likeness_en": LONGEST_TEXT,
    "implementation_ar": LONGEST_TEXT,
    "implementation_en": LONGEST_TEXT,
    "link_reason": 500,
    "source": 300,
}
CHANGEABLE = frozenset(
    {
        *DATES,
        *TEXTS,
        "type",
        "visibility",
        "is_historical",
        "has_no_end",
        "likeness_facets",
        "goals",
        "axes",
        "link",
        "predecessor",
    },
)


@transaction.atomic
def create_draft(
    *,
    city: City,
    by: User,
    at: datetime.datetime,
    public_id: uuid.UUID | None = None,
) -> Agreement:
    """Start a draft kept by `city`, with the city as its lead municipality.

    Asked again with the same `public_id`, as by a double click, it answers with the draft made the first time.
    Raises: ActNotPermitted when `by` may not register for this city.
    """
    if public_id is not None:
        # Two requests at once wait for each other here, so that the second finds the draft of the first.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [public_id.int >> 65])
        made = Agreement.objects.filter(public_id=public_id, created_by=by).first()
        if made is not None:
            return made
    agreement = start_record(city=city, by=by, public_id=public_id)
    save_changed(agreement, "agreement.created", by=by, at=at)
    return agreement


def start_record(*, city: City, by: User, public_id: uuid.UUID | None = None, is_taken_in: bool = False) -> Agreement:
    """The new row of a draft with its lead municipality; the caller ends the write with `save_changed`.

    What is taken in from a file may come from the city's ministry too.
    Raises: ActNotPermitted when `by` may not register for this city.
    """
    if not (AgreementPolicy.can_take_in if is_taken_in else AgreementPolicy.can_create)(by, city):
        raise ActNotPermitted
    agreement = Agreement.objects.create(
        public_id=public_id or uuid.uuid4(),
        owner_city=city,
        created_by=by,
        version=0,
    )
    AgreementParty.objects.create(
        agreement=agreement,
        role=PartyRole.LEAD_MUNICIPALITY,
        side=Side.LEAD,
        city=city,
        country_id=city.country_id,
    )
    return agreement


@transaction.atomic
def change_agreement(
    agreement: Agreement,
    changes: Mapping[str, Any],
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    expected_version: int | None = None,
) -> Agreement:
    """Change attributes of a draft or returned agreement (names in `CHANGEABLE`); the rest stays.

    Raises: ActNotPermitted, NotEditable, StaleVersion, InvalidInput.
    """
    locked = lock_for_change(agreement, by=by, expected_version=expected_version)
    put_changes(locked, changes, today=today)
    save_changed(locked, "agreement.changed", by=by, at=at, facts={"changed": sorted(changes)})
    return locked


def put_changes(locked: Agreement, changes: Mapping[str, Any], *, today: datetime.date) -> None:
    """Set attributes of a locked agreement; the caller ends the write with `save_changed`.

    Raises: InvalidInput; ValueError for a name outside `CHANGEABLE`.
    """
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise ValueError(f"These cannot be changed: {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(locked, name, value)
    problems = _problems(locked, changes, today=today)
    if problems:
        raise InvalidInput(problems)


def _problems(agreement: Agreement, changes: Mapping[str, Any], *, today: datetime.date) -> list[FieldProblem]:
    problems = check_texts((name, changes[name], most) for name, most in TEXTS.items() if name in changes)
    if any(name in changes for name in DATES):
        problems += check_dates({name: getattr(agreement, name) for name in DATES}, today=today)
    if agreement.has_no_end and agreement.ends_on is not None:
        problems.append(
            FieldProblem("ends", "end_of_endless", _("Give an end date or choose “no end date”, not both.")),
        )
    return problems + _link_problems(agreement, changes)


def _link_problems(agreement: Agreement, changes: Mapping[str, Any]) -> list[FieldProblem]:
    if "link" not in changes and "predecessor" not in changes:
        return []
    problems = []
    if agreement.link == Link.SEPARATE and not agreement.link_reason:
        problems.append(FieldProblem("link_reason", "required", _("Say why this agreement is separate.")))
    if agreement.link and agreement.link != Link.SEPARATE and agreement.predecessor is None:
        problems.append(FieldProblem("predecessor", "required", _("Choose the earlier agreement this one refers to.")))
    return problems
