"""Opening and closing the short look at a relationship after a mayor or a contact changed."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements import events
from agreements.checks import LONGEST_TEXT, check_texts
from agreements.choices import ContinuityCause, Standing
from agreements.exceptions import CheckIsClosed
from agreements.models import ContinuityCheck, Relationship
from agreements.services.follow_up import record_of, require_care, staff_of, tell
from cities.models import City
from twinning.accounts.models import User
from twinning.core.exceptions import FieldProblem, InvalidInput, StaleVersion

LONGEST_NOTE = 300


@transaction.atomic
def open_check(
    relationship: Relationship,
    *,
    cause: ContinuityCause,
    by: User,
    at: datetime.datetime,
    city: City | None = None,
    note: str = "",
) -> ContinuityCheck:
    """Ask both sides to look at a tie; an open check stays the only one. Raises: ActNotPermitted, InvalidInput."""
    require_care(relationship, by=by)
    problems = check_texts([("note", note, LONGEST_NOTE)])
    if problems:
        raise InvalidInput(problems)
    check, is_new = ContinuityCheck.objects.get_or_create(
        relationship=relationship,
        closed_at__isnull=True,
        defaults={"cause": cause, "city": city, "note": note.strip(), "opened_by": by},
    )
    if is_new:
        key = f"continuity_check:{check.public_id}"
        tell(staff_of(relationship), "continuity_check", relationship, key=key, at=at)
        record_of(relationship, events.CHECK_OPENED, by=by, at=at, facts={"cause": cause})
    return check


@transaction.atomic
def record_change_of_mayor(
    city: City, *, ties: list[Relationship], note: str, by: User, at: datetime.datetime
) -> list[ContinuityCheck]:
    """A new mayor in a city asks about each of its ties that this person looks after."""
    return [open_check(tie, cause=ContinuityCause.MAYOR, by=by, at=at, city=city, note=note) for tie in ties]


@transaction.atomic
def close_check(
    check: ContinuityCheck,
    *,
    standing: str,
    contact: str,
    continues: str,
    by: User,
    at: datetime.datetime,
    expected_version: int | None = None,
) -> ContinuityCheck:
    """Answer the three questions. Raises: ActNotPermitted, CheckIsClosed, StaleVersion, InvalidInput."""
    require_care(check.relationship, by=by)
    locked: ContinuityCheck = (
        ContinuityCheck.objects.select_for_update(of=("self",)).select_related("relationship").get(pk=check.pk)
    )
    if locked.closed_at is not None:
        raise CheckIsClosed
    if expected_version is not None and locked.version != expected_version:
        raise StaleVersion(_("Somebody has changed this record since you read it. Read it again, then send."))
    problems = check_texts([("contact", contact, LONGEST_NOTE), ("continues", continues, LONGEST_TEXT)])
    if standing not in Standing.values:
        problems.append(FieldProblem("standing", "required", _("Say whether the tie still stands.")))
    if not contact.strip():
        problems.append(FieldProblem("contact", "required", _("Say who the contact is now, or that nobody is.")))
    if problems:
        raise InvalidInput(problems)
    locked.standing, locked.contact, locked.continues = standing, contact.strip(), continues.strip()
    locked.closed_at, locked.closed_by = at, by
    locked.version += 1
    locked.save()
    record_of(locked.relationship, events.CHECK_CLOSED, by=by, at=at, facts={"standing": standing})
    return locked
