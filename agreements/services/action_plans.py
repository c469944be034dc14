"""Writing action plans; a plan both sides agreed to is recorded as joint planning, once."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements import events
from agreements.checks import check_texts
from agreements.choices import ActivityType, PlanProgress, Visibility
from agreements.exceptions import ActNotPermitted
from agreements.models import ActionPlan, Activity, PlanItem, Purpose, Relationship
from agreements.policies import AgreementPolicy
from agreements.services.activities import ActivityInput, record_activity
from agreements.services.follow_up import record_of, require_care
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.core.exceptions import FieldProblem, InvalidInput, StaleVersion

LONGEST = {"title": 200, "what": 300, "who": 150}


@dataclass(frozen=True, slots=True)
class ItemInput:
    """One step as typed."""

    what: str
    who: str = ""
    due_on: datetime.date | None = None
    purpose: Purpose | None = None
    progress: PlanProgress = PlanProgress.PLANNED


@dataclass(frozen=True, slots=True)
class PlanInput:
    """A plan as typed; without steps it is none."""

    title: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    agreed_on: datetime.date | None = None
    items: Sequence[ItemInput] = field(default_factory=tuple)


@transaction.atomic
def save_plan(
    relationship: Relationship,
    answers: PlanInput,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    plan: ActionPlan | None = None,
    expected_version: int | None = None,
    public_id: uuid.UUID | None = None,
) -> ActionPlan:
    """Make a plan, or write the answers over one; whoever sends one id twice has made one plan.

    Raises: ActNotPermitted, StaleVersion, InvalidInput (fields `title`, `items.<n>.what` …).
    """
    require_care(relationship, by=by)
    row = _row(relationship, plan, by=by, expected_version=expected_version, public_id=public_id)
    if plan is None and row.version:
        return row
    problems = _problems(relationship, answers, today=today)
    if problems:
        raise InvalidInput(problems)
    row.title = answers.title.strip()
    assert answers.starts_on is not None and answers.ends_on is not None, "Checked above."  # noqa: S101, PT018  types
    row.starts_on, row.ends_on, row.agreed_on = answers.starts_on, answers.ends_on, answers.agreed_on
    row.version += 1
    if row.agreed_on is not None and row.activity is None:
        row.activity = _record_planning(relationship, row, by=by, at=at, today=today)
    row.save()
    _put_items(row, answers.items)
    event = events.PLAN_MADE if plan is None else events.PLAN_CHANGED
    record_of(relationship, event, by=by, at=at, facts={"plan": str(row.public_id), "items": len(answers.items)})
    return row


def _row(
    relationship: Relationship,
    plan: ActionPlan | None,
    *,
    by: User,
    expected_version: int | None,
    public_id: uuid.UUID | None,
) -> ActionPlan:
    if plan is None:
        made = ActionPlan.objects.filter(relationship=relationship, public_id=public_id).first() if public_id else None
        new_id = public_id or uuid.uuid4()
        return made or ActionPlan(relationship=relationship, public_id=new_id, created_by=by, version=0)
    locked: ActionPlan = ActionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk, relationship=relationship)
    if expected_version is not None and locked.version != expected_version:
        raise StaleVersion(_("Somebody has changed this record since you read it. Read it again, then send."))
    return locked


def _put_items(plan: ActionPlan, items: Sequence[ItemInput]) -> None:
    stored = list(plan.items.all())
    for position, item in enumerate(items):
        row = stored[position] if position < len(stored) else PlanItem(plan=plan)
        row.position, row.what, row.who = position, item.what.strip(), item.who.strip()
        row.due_on, row.purpose, row.progress = item.due_on, item.purpose, item.progress
        row.save()
    for surplus in stored[len(items) :]:
        surplus.delete()


def _record_planning(
    relationship: Relationship, plan: ActionPlan, *, by: User, at: datetime.datetime, today: datetime.date
) -> Activity:
    agreement = AgreementPolicy.followed_by(by).filter(relationship=relationship).order_by("-signed_on", "-pk").first()
    if agreement is None:
        raise ActNotPermitted
    agreed = plan.agreed_on or today
    planning = ActivityInput(
        type=ActivityType.ACTION_PLAN,
        starts=PartialDate.day(agreed),
        title_ar=f"خطة عمل مشتركة حتى {plan.ends_on.year}",
        title_en=f"Joint action plan until {plan.ends_on.year}",
        visibility=Visibility.PUBLIC,
    )
    return record_activity(agreement, planning, by=by, at=at, today=today)


def _problems(relationship: Relationship, answers: PlanInput, *, today: datetime.date) -> list[FieldProblem]:
    problems = check_texts([("title", answers.title, LONGEST["title"])])
    if not answers.title.strip():
        problems.append(FieldProblem("title", "required", _("Give the plan a title.")))
    for name, day in (("starts_on", answers.starts_on), ("ends_on", answers.ends_on)):
        if day is None:
            problems.append(FieldProblem(name, "required", _("Give the day.")))
    if answers.starts_on and answers.ends_on and answers.ends_on < answers.starts_on:
        problems.append(FieldProblem("ends_on", "before_start", _("The end cannot lie before the beginning.")))
    if answers.agreed_on and answers.agreed_on > today:
        problems.append(
            FieldProblem("agreed_on", "in_the_future", _("This day lies ahead; leave it empty until then."))
        )
    return problems + _problems_of_items(relationship, answers.items)


def _problems_of_items(relationship: Relationship, items: Sequence[ItemInput]) -> list[FieldProblem]:
    if not items:
        return [FieldProblem("items", "required", _("Write at least one step: what, who and by when."))]
    problems = []
    for number, item in enumerate(items):
        at = f"items.{number}"
        problems += check_texts((f"{at}.{name}", getattr(item, name), LONGEST[name]) for name in ("what", "who"))
        if not item.what.strip():
            problems.append(FieldProblem(f"{at}.what", "required", _("Say what will be done.")))
        if item.purpose is not None and item.purpose.agreement.relationship_id != relationship.pk:
            message = _("Choose purposes of this relationship.")
            problems.append(FieldProblem(f"{at}.purpose", "does_not_exist", message))
    return problems
