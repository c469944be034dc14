"""Recording what the cities did together: one activity, with people, money, result and evidence."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT, LONGEST_TITLE, check_texts
from agreements.choices import ActivityType, TargetGroup, Visibility
from agreements.exceptions import NotFollowedYet
from agreements.models import Activity, ActivityParticipants, Agreement, Document, Purpose
from agreements.services.documents import DocumentInput, add_documents
from agreements.services.evidence import (
    check_belongs,
    check_money,
    check_order,
    mark_void,
    record_evidence,
    require_follow_up,
    require_standing,
)
from cities.models import City
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.core.exceptions import FieldProblem, InvalidInput

MOST_PEOPLE = 10_000_000
TEXTS = {
    "title_ar": LONGEST_TITLE,
    "title_en": LONGEST_TITLE,
    "place": 200,
    "funding_source": 200,
    "result_ar": LONGEST_TEXT,
    "result_en": LONGEST_TEXT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityInput:
    """An activity as typed or sent. `participants` counts people by target group; "" are those of none.

    Each person counts in one group. A cost says its currency.
    """

    type: ActivityType
    starts: PartialDate | None
    title_ar: str = ""
    title_en: str = ""
    ends: PartialDate | None = None
    city: City | None = None
    place: str = ""
    purposes: Sequence[Purpose] = ()
    participants: Mapping[str, int] = field(default_factory=dict)
    cost: Decimal | None = None
    currency: str = ""
    funding_source: str = ""
    result_ar: str = ""
    result_en: str = ""
    documents: Sequence[Document] = ()
    visibility: Visibility = Visibility.PUBLIC


@transaction.atomic
def record_activity(
    agreement: Agreement,
    activity: ActivityInput,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    uploads: Sequence[DocumentInput] = (),
    public_id: uuid.UUID | None = None,
) -> Activity:
    """Record an activity under a published agreement, with the evidence that came along.

    Whoever sends the id twice, as after a double click, has recorded one activity.
    Raises: NotFollowedYet, ActNotPermitted, InvalidInput.
    """
    require_follow_up(agreement, by=by)
    relationship = agreement.relationship
    if relationship is None:
        raise NotFollowedYet
    if public_id is not None:
        made: Activity | None = Activity.objects.filter(public_id=public_id, agreement=agreement).first()
        if made is not None:
            return made
    row = Activity(
        public_id=public_id or uuid.uuid4(),
        relationship=relationship,
        agreement=agreement,
        is_fictional=agreement.is_fictional,
        version=0,
    )
    _put(row, activity, today=today)
    _add_evidence(row, uploads, by=by, at=at)
    record_evidence(row, "activity.recorded", agreement=agreement, by=by, at=at, today=today, facts=_facts(row))
    return row


@transaction.atomic
def change_activity(
    activity: Activity,
    answers: ActivityInput,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    uploads: Sequence[DocumentInput] = (),
    expected_version: int | None = None,
) -> Activity:
    """Write the answers over an activity on record; its history keeps what stood there.

    Raises: ActNotPermitted, AlreadyVoid, StaleVersion, InvalidInput.
    """
    locked, agreement = _lock(activity, by=by, expected_version=expected_version)
    _put(locked, answers, today=today)
    _add_evidence(locked, uploads, by=by, at=at)
    record_evidence(locked, "activity.changed", agreement=agreement, by=by, at=at, today=today, facts=_facts(locked))
    return locked


@transaction.atomic
def void_activity(
    activity: Activity,
    *,
    reason: str,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    expected_version: int | None = None,
) -> Activity:
    """Take an activity that was recorded wrongly out of every list and figure; it stays on record with the reason.

    Raises: ActNotPermitted, AlreadyVoid, StaleVersion, InvalidInput (no reason).
    """
    locked, agreement = _lock(activity, by=by, expected_version=expected_version)
    mark_void(locked, reason=reason, at=at)
    locked.version += 1
    locked.save()
    record_evidence(
        locked, "activity.voided", agreement=agreement, by=by, at=at, today=today, reason=locked.void_reason
    )
    return locked


def _lock(activity: Activity, *, by: User, expected_version: int | None) -> tuple[Activity, Agreement]:
    locked: Activity = Activity.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=activity.pk)
    if locked.agreement is None:
        raise NotFollowedYet
    require_follow_up(locked.agreement, by=by)
    require_standing(locked, expected_version=expected_version)
    return locked, locked.agreement


def _put(row: Activity, answers: ActivityInput, *, today: datetime.date) -> None:
    assert row.agreement is not None, "An activity is recorded under an agreement."  # noqa: S101  narrows the type
    problems = _problems(row.agreement, answers, today=today)
    if problems:
        raise InvalidInput(problems)
    for name in TEXTS:
        setattr(row, name, getattr(answers, name).strip())
    row.type, row.visibility, row.city = answers.type, answers.visibility, answers.city
    row.starts, row.ends = answers.starts, answers.ends
    row.cost = answers.cost
    row.currency = answers.currency if answers.cost is not None else ""
    row.version += 1
    row.save()
    row.purposes.set(answers.purposes)
    row.documents.set(answers.documents)
    _put_participants(row, answers.participants)


def _put_participants(row: Activity, wanted: Mapping[str, int]) -> None:
    """Write the counts; a group that keeps its number keeps its row."""
    counts = {group: people for group, people in wanted.items() if people}
    stored = {one.target_group: one for one in row.participants.all()}
    for group, one in stored.items():
        if group not in counts:
            one.delete()
    for group, people in counts.items():
        one = stored.get(group) or ActivityParticipants(activity=row, target_group=group, people=0)
        if one.people != people:
            one.people = people
            one.save()


def _add_evidence(row: Activity, uploads: Sequence[DocumentInput], *, by: User, at: datetime.datetime) -> None:
    if uploads and row.agreement is not None:
        row.documents.add(*add_documents(row.agreement, list(uploads), by=by, at=at))


def _facts(row: Activity) -> dict[str, object]:
    return {
        "type": row.type,
        "purposes": [str(purpose.public_id) for purpose in row.purposes.all()],
        "documents": [str(document.public_id) for document in row.documents.all()],
    }


def _problems(agreement: Agreement, answers: ActivityInput, *, today: datetime.date) -> list[FieldProblem]:
    problems = check_texts((name, getattr(answers, name), most) for name, most in TEXTS.items())
    if not (answers.title_ar.strip() or answers.title_en.strip()):
        problems.append(FieldProblem("title_ar", "required", _("Say in a few words what happened.")))
    if answers.starts is None:
        problems.append(FieldProblem("starts", "required", _("Give the day, or say that it is not known.")))
    elif answers.starts.is_surely_after_day(today):
        message = _("An activity is recorded once it has happened; this day lies ahead.")
        problems.append(FieldProblem("starts", "in_the_future", message))
    problems += check_order(answers.starts, answers.ends)
    problems += check_money("cost", answers.cost, answers.currency)
    problems += check_belongs(agreement, purposes=answers.purposes, documents=answers.documents)
    for group, people in answers.participants.items():
        if group and group not in TargetGroup.values:
            problems.append(FieldProblem("participants", "invalid_choice", _("This target group is not known.")))
        if not 0 <= people <= MOST_PEOPLE:
            wanted = _("Give a number of people from 0 to %(most)s.") % {"most": f"{MOST_PEOPLE:,}"}
            problems.append(FieldProblem(f"participants.{group or 'others'}", "out_of_range", wanted))
    return problems
