"""Taking a project from one state to the next, and marking its milestones as reached."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agreements.checks import LONGEST_TEXT, check_texts
from agreements.choices import ProjectState
from agreements.exceptions import WrongProjectState
from agreements.models import Milestone, Project
from agreements.project_states import PROJECT_TRANSITIONS, ProjectAct, ProjectTransition
from agreements.services.evidence import record_evidence
from agreements.services.projects import facts_of, lock_project
from twinning.accounts.models import User
from twinning.core.dates import PartialDate
from twinning.core.exceptions import FieldProblem, InvalidInput

LONGEST_STATE_REASON = 500


@transaction.atomic
def perform_on_project(
    act: ProjectAct,
    project: Project,
    *,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    on: PartialDate | None = None,
    reason: str = "",
    result_ar: str = "",
    result_en: str = "",
    expected_version: int | None = None,
) -> Project:
    """Start, deliver, stop or take up a project again; `on` is the day, today where none is given.

    Delivering asks what came of it, stopping and taking up again ask why.
    Raises: ActNotPermitted, AlreadyVoid, StaleVersion, WrongProjectState, InvalidInput.
    """
    locked = lock_project(project, by=by, expected_version=expected_version)
    transition = PROJECT_TRANSITIONS[act]
    if locked.state not in transition.sources:
        raise WrongProjectState(locked.state)
    locked.result_ar = result_ar.strip() or locked.result_ar
    locked.result_en = result_en.strip() or locked.result_en
    day = on or PartialDate.day(today)
    _require_what_is_asked(transition, locked, reason=reason, day=day, today=today)
    locked.state = transition.target
    locked.state_reason = reason.strip() if transition.asks_reason else ""
    if act == ProjectAct.START and (locked.starts is None or on is not None):
        locked.starts = day
    if transition.target in (ProjectState.DELIVERED, ProjectState.STOPPED):
        locked.ends = day
    locked.version += 1
    locked.save()
    record_evidence(
        locked,
        "project.state_changed",
        agreement=locked.agreement,
        by=by,
        at=at,
        today=today,
        reason=locked.state_reason,
        facts=facts_of(locked),
    )
    return locked


@transaction.atomic
def reach_milestone(
    project: Project,
    position: int,
    *,
    on: PartialDate,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    expected_version: int | None = None,
) -> Project:
    """Mark a milestone as reached; one that was reached before keeps its day.

    Raises: ActNotPermitted, AlreadyVoid, StaleVersion, InvalidInput; Milestone.DoesNotExist.
    """
    locked = lock_project(project, by=by, expected_version=expected_version)
    step: Milestone = locked.milestones.get(position=position)
    if step.is_done:
        return locked
    if on.is_surely_after_day(today):
        message = _("A milestone is reached when it is reached; this day lies ahead.")
        raise InvalidInput([FieldProblem(f"milestones.{position}.done", "in_the_future", message)])
    step.done = on
    step.save()
    locked.version += 1
    locked.save()
    facts = {**facts_of(locked), "milestone": position}
    record_evidence(locked, "project.changed", agreement=locked.agreement, by=by, at=at, today=today, facts=facts)
    return locked


def _require_what_is_asked(
    transition: ProjectTransition, project: Project, *, reason: str, day: PartialDate, today: datetime.date
) -> None:
    problems = check_texts(
        [
            ("reason", reason, LONGEST_STATE_REASON),
            ("result_ar", project.result_ar, LONGEST_TEXT),
            ("result_en", project.result_en, LONGEST_TEXT),
        ],
    )
    if transition.asks_reason and not reason.strip():
        problems.append(FieldProblem("reason", "required", _("Say why; the reason stays with the project.")))
    if transition.asks_result and not project.result:
        message = _("Say what was delivered, and what it changed for people.")
        problems.append(FieldProblem("result_ar", "required", message))
    if day.is_surely_after_day(today):
        problems.append(FieldProblem("on", "in_the_future", _("This day lies ahead.")))
    if problems:
        raise InvalidInput(problems)
