"""Activities and projects as the pages of agreements and relationships show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.choices import Grade, ProjectState, TargetGroup, Visibility
from agreements.models import Activity, Project
from twinning.core.dates import PartialDate
from twinning.core.display import number


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity: what it was, how much it means, what is known of it."""

    title: str
    kind: str
    grade: int
    facts: Sequence[str]
    date: PartialDate | None
    is_internal: bool
    is_fictional: bool


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project: for whom, where, with what money, how far, and what stays local."""

    name: str
    state: str | Promise
    tone: str
    facts: Sequence[str]
    progress: str
    groups: list[str | Promise]
    adaptation: str
    is_internal: bool
    is_fictional: bool


_TONES = {
    ProjectState.PLANNED: "neutral",
    ProjectState.RUNNING: "progress",
    ProjectState.DELIVERED: "good",
    ProjectState.STOPPED: "closed",
}


def activity_rows(activities: Iterable[Activity]) -> list[ActivityRow]:
    """Activities read with their city and participants."""
    return [_activity(activity) for activity in activities]


def _activity(activity: Activity) -> ActivityRow:
    people = sum(row.people for row in activity.participants.all())
    facts = [
        activity.result if activity.grade == Grade.DELIVERED else "",
        activity.place or (activity.city.name if activity.city else ""),
        ngettext("%(people)s participant", "%(people)s participants", people) % {"people": number(people)}
        if people
        else "",
        _money(activity.cost, activity.currency),
    ]
    return ActivityRow(
        title=activity.title or str(activity.get_type_display()),
        kind=str(activity.get_type_display()) if activity.title else "",
        grade=activity.grade,
        facts=[fact for fact in facts if fact],
        date=activity.starts,
        is_internal=activity.visibility == Visibility.INTERNAL,
        is_fictional=activity.is_fictional,
    )


def project_rows(projects: Iterable[Project]) -> list[ProjectRow]:
    """Projects read with their city and milestones."""
    return [_project(project) for project in projects]


def _project(project: Project) -> ProjectRow:
    years = [str(date.value.year) for date in (project.starts, project.ends) if date and date.value]
    facts = [
        project.city.name + (f" ({project.place})" if project.place else ""),
        "–".join(dict.fromkeys(years)),
        _money(project.budget, project.currency),
        project.funding_source,
    ]
    return ProjectRow(
        name=project.name,
        state=project.get_state_display(),
        tone=_TONES[ProjectState(project.state)],
        facts=[fact for fact in facts if fact],
        progress=_progress([milestone.done_on is not None for milestone in project.milestones.all()]),
        groups=[TargetGroup(group).label for group in project.target_groups],
        adaptation=project.local_adaptation,
        is_internal=project.visibility == Visibility.INTERNAL,
        is_fictional=project.is_fictional,
    )


def _progress(done: Sequence[bool]) -> str:
    if not done:
        return ""
    return ngettext(
        "%(done)s of %(number)s milestone reached",
        "%(done)s of %(number)s milestones reached",
        len(done),
    ) % {"done": sum(done), "number": len(done)}


def _money(amount: object, currency: str) -> str:
    if amount is None:
        return ""
    return _("%(amount)s %(currency)s") % {"amount": number(str(amount)), "currency": currency}
