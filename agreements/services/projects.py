"""Recording projects: place, milestones, money, for whom, what stays local; and how they go on."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT, LONGEST_TITLE, check_texts
from agreements.choices import TargetGroup, Visibility
from agreements.models import Agreement, Document, Milestone, Project, Purpose
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

TEXTS = {
    "name_ar": LONGEST_TITLE,
    "name_en": LONGEST_TITLE,
    "place": 200,
    "funding_source": 200,
    "local_adaptation_ar": LONGEST_TEXT,
    "local_adaptation_en": LONGEST_TEXT,
    "result_ar": LONGEST_TEXT,
    "result_en": LONGEST_TEXT,
}
LONGEST_MILESTONE = 200
MOST_MILESTONES = 40


@dataclass(frozen=True, slots=True)
class MilestoneInput:
    """One step of a project; `done` unknown means reached on a day that nobody knows."""

    name_ar: str = ""
    name_en: str = ""
    due: PartialDate | None = None
    done: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectInput:
    """A project as typed or sent; budget and what is spent are of one currency."""

    city: City
    name_ar: str = ""
    name_en: str = ""
    purposes: Sequence[Purpose] = ()
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    budget: Decimal | None = None
    spent: Decimal | None = None
    currency: str = ""
    funding_source: str = ""
    target_groups: Sequence[TargetGroup] = ()
    local_adaptation_ar: str = ""
    local_adaptation_en: str = ""
    result_ar: str = ""
    result_en: str = ""
    milestones: Sequence[MilestoneInput] = ()
    documents: Sequence[Document] = ()
    visibility: Visibility = Visibility.PUBLIC


@transaction.atomic
def record_project(
    agreement: Agreement,
    project: ProjectInput,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    uploads: Sequence[DocumentInput] = (),
    public_id: uuid.UUID | None = None,
) -> Project:
    """Record a planned project under a published agreement; the id sent twice has recorded one project.

    Raises: NotFollowedYet, ActNotPermitted, InvalidInput.
    """
    require_follow_up(agreement, by=by)
    if public_id is not None:
        made: Project | None = Project.objects.filter(public_id=public_id, agreement=agreement).first()
        if made is not None:
            return made
    row = Project(
        public_id=public_id or uuid.uuid4(), agreement=agreement, is_fictional=agreement.is_fictional, version=0
    )
    _put(row, project, today=today)
    _add_documents(row, uploads, by=by, at=at)
    record_evidence(row, "project.recorded", agreement=agreement, by=by, at=at, today=today, facts=facts_of(row))
    return row


@transaction.atomic
def change_project(
    project: Project,
    answers: ProjectInput,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    uploads: Sequence[DocumentInput] = (),
    expected_version: int | None = None,
) -> Project:
    """Write the answers over a project on record; its state changes by acts alone.

    Raises: ActNotPermitted, AlreadyVoid, StaleVersion, InvalidInput.
    """
    locked = lock_project(project, by=by, expected_version=expected_version)
    _put(locked, answers, today=today)
    _add_documents(locked, uploads, by=by, at=at)
    facts = facts_of(locked)
    record_evidence(locked, "project.changed", agreement=locked.agreement, by=by, at=at, today=today, facts=facts)
    return locked


@transaction.atomic
def void_project(
    project: Project,
    *,
    reason: str,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    expected_version: int | None = None,
) -> Project:
    """Take a project that was recorded wrongly out of every list and figure; it stays on record with the reason.

    Raises: ActNotPermitted, AlreadyVoid, StaleVersion, InvalidInput (no reason).
    """
    locked = lock_project(project, by=by, expected_version=expected_version)
    mark_void(locked, reason=reason, at=at)
    locked.version += 1
    locked.save()
    record_evidence(
        locked,
        "project.voided",
        agreement=locked.agreement,
        by=by,
        at=at,
        today=today,
        reason=locked.void_reason,
    )
    return locked


def lock_project(project: Project, *, by: User, expected_version: int | None) -> Project:
    """The locked row of a project this person may change now.

    Raises: ActNotPermitted, AlreadyVoid, StaleVersion.
    """
    locked: Project = Project.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=project.pk)
    require_follow_up(locked.agreement, by=by)
    require_standing(locked, expected_version=expected_version)
    return locked


def facts_of(row: Project) -> dict[str, object]:
    """What the event of a project tells."""
    return {
        "state": row.state,
        "purposes": [str(purpose.public_id) for purpose in row.purposes.all()],
        "documents": [str(document.public_id) for document in row.documents.all()],
    }


def _put(row: Project, answers: ProjectInput, *, today: datetime.date) -> None:
    problems = _problems(row.agreement, answers, today=today)
    if problems:
        raise InvalidInput(problems)
    for name in TEXTS:
        setattr(row, name, getattr(answers, name).strip())
    for name in ("city", "visibility", "latitude", "longitude", "starts", "ends", "budget", "spent"):
        setattr(row, name, getattr(answers, name))
    row.currency = "" if answers.budget is None and answers.spent is None else answers.currency
    row.target_groups = list(answers.target_groups)
    row.version += 1
    row.save()
    row.purposes.set(answers.purposes)
    row.documents.set(answers.documents)
    _put_milestones(row, answers.milestones)


def _put_milestones(row: Project, milestones: Sequence[MilestoneInput]) -> None:
    """Write the steps in their order; what keeps its place keeps its row and its history."""
    stored = list(row.milestones.order_by("position", "pk"))
    for surplus in stored[len(milestones) :]:
        surplus.delete()
    for position, wanted in enumerate(milestones):
        step = stored[position] if position < len(stored) else Milestone(project=row)
        step.position = position
        step.name_ar, step.name_en = wanted.name_ar.strip(), wanted.name_en.strip()
        step.due, step.done = wanted.due, wanted.done
        step.save()


def _add_documents(row: Project, uploads: Sequence[DocumentInput], *, by: User, at: datetime.datetime) -> None:
    if uploads:
        row.documents.add(*add_documents(row.agreement, list(uploads), by=by, at=at))


def _problems(agreement: Agreement, answers: ProjectInput, *, today: datetime.date) -> list[FieldProblem]:
    problems = check_texts((name, getattr(answers, name), most) for name, most in TEXTS.items())
    if not (answers.name_ar.strip() or answers.name_en.strip()):
        problems.append(FieldProblem("name_ar", "required", _("Name the project.")))
    problems += check_order(answers.starts, answers.ends)
    problems += check_money("budget", answers.budget, answers.currency)
    if answers.budget is None:
        problems += check_money("spent", answers.spent, answers.currency)
    elif answers.spent is not None and answers.spent < 0:
        problems.append(FieldProblem("spent", "too_small", _("An amount is 0 or more.")))
    problems += check_belongs(agreement, purposes=answers.purposes, documents=answers.documents)
    return problems + _place_problems(answers) + _milestone_problems(answers.milestones, today=today)


def _place_problems(answers: ProjectInput) -> list[FieldProblem]:
    latitude, longitude = answers.latitude, answers.longitude
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        return [FieldProblem(missing, "required", _("A place on the map needs both coordinates."))]
    problems = []
    if latitude is not None and not -90 <= latitude <= 90:
        problems.append(FieldProblem("latitude", "out_of_range", _("A latitude lies between -90 and 90.")))
    if longitude is not None and not -180 <= longitude <= 180:
        problems.append(FieldProblem("longitude", "out_of_range", _("A longitude lies between -180 and 180.")))
    return problems


def _milestone_problems(milestones: Sequence[MilestoneInput], *, today: datetime.date) -> list[FieldProblem]:
    problems = []
    if len(milestones) > MOST_MILESTONES:
        too_many = _("At most %(most)s milestones.") % {"most": MOST_MILESTONES}
        problems.append(FieldProblem("milestones", "max_length", too_many))
    for number, step in enumerate(milestones):
        where = f"milestones.{number}"
        if not (step.name_ar.strip() or step.name_en.strip()):
            problems.append(FieldProblem(f"{where}.name_ar", "required", _("Name the milestone.")))
        problems += check_texts(
            (f"{where}.{name}", getattr(step, name), LONGEST_MILESTONE) for name in ("name_ar", "name_en")
        )
        if step.done is not None and step.done.is_surely_after_day(today):
            message = _("A milestone is reached when it is reached; this day lies ahead.")
            problems.append(FieldProblem(f"{where}.done", "in_the_future", message))
    return problems
