"""Activities and projects as the pages of agreements and relationships show them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.choices import Grade, ProjectState, TargetGroup, Visibility
from agreements.models import Activity, Document, Milestone, Project, Purpose
from twinning.core.date_text import date_text
from twinning.core.dates import PartialDate
from twinning.core.display import number, pair
from twinning.core.money import money_text


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
    url: str
    pair: SafeString | str = ""


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """One activity on its own page: every fact with its label, people by group, purposes, evidence."""

    row: ActivityRow
    rule: str | Promise
    facts: Sequence[tuple[str, str]]
    people: Sequence[tuple[str | Promise, str]]
    total: str
    purposes: Sequence[Purpose]
    documents: Sequence[Document]


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project: for whom, where, with what money, how far, and what stays local."""

    name: str
    url: str
    state: str | Promise
    tone: str
    facts: Sequence[str]
    progress: str
    groups: list[str | Promise]
    adaptation: str
    is_internal: bool
    is_fictional: bool


GRADE_RULES = {
    Grade.SYMBOLIC: gettext_lazy(
        "Symbolic: a signing, a courtesy visit or an anniversary. It is kept, and visits alone never make a tie living."
    ),
    Grade.EXCHANGE: gettext_lazy("Exchange: people, knowledge or works went from one city to the other."),
    Grade.JOINT_PLANNING: gettext_lazy("Joint planning: both cities listened and worked out together what to do."),
    Grade.DELIVERED: gettext_lazy("Delivered: something is there now that was not there before."),
}
_TONES = {
    ProjectState.PLANNED: "neutral",
    ProjectState.RUNNING: "progress",
    ProjectState.DELIVERED: "good",
    ProjectState.STOPPED: "closed",
}


def activity_rows(activities: Iterable[Activity], *, names_pair: bool = False) -> list[ActivityRow]:
    """Activities read with their city and participants; `names_pair` wants the members of their relationship too."""
    return [_activity(activity, names_pair=names_pair) for activity in activities]


def _activity(activity: Activity, *, names_pair: bool = False) -> ActivityRow:
    people = sum(row.people for row in activity.participants.all())
    facts = [
        activity.result if activity.grade == Grade.DELIVERED else "",
        activity.place or (activity.city.name if activity.city else ""),
        ngettext("%(people)s participant", "%(people)s participants", people) % {"people": number(people)}
        if people
        else "",
        money_text(activity.cost, activity.currency),
    ]
    return ActivityRow(
        title=activity.title or str(activity.get_type_display()),
        kind=str(activity.get_type_display()) if activity.title else "",
        grade=activity.grade,
        facts=[fact for fact in facts if fact],
        date=activity.starts,
        is_internal=activity.visibility == Visibility.INTERNAL,
        is_fictional=activity.is_fictional,
        url=reverse("agreements:activity_detail", args=[activity.public_id]),
        pair=pair(activity.relationship.members.all()) if names_pair else "",
    )


def activity_page(activity: Activity, readable: Collection[int]) -> ActivityPage:
    """The page of an activity; evidence with a key in `readable` is named."""
    counts = {row.target_group: row.people for row in activity.participants.all()}
    ordered = [(TargetGroup(group).label, number(counts[group])) for group in TargetGroup.values if group in counts]
    others = [(_("Others"), number(counts[""]))] if "" in counts else []
    places = filter(None, (activity.place, activity.city.name if activity.city else ""))
    lasted = _("%(start)s to %(end)s") % {"start": date_text(activity.starts), "end": date_text(activity.ends)}
    facts = [
        (_("When"), lasted if activity.ends else date_text(activity.starts)),
        (_("Where"), " · ".join(places)),
        (_("Cost"), money_text(activity.cost, activity.currency)),
        (_("Paid by"), activity.funding_source),
    ]
    return ActivityPage(
        row=_activity(activity),
        rule=GRADE_RULES[activity.grade],
        facts=[fact for fact in facts if fact[1]],
        people=[*ordered, *others],
        total=number(sum(counts.values())) if counts else "",
        purposes=list(activity.purposes.all()),
        documents=[one for one in activity.documents.all() if one.pk in readable],
    )


def project_rows(projects: Iterable[Project]) -> list[ProjectRow]:
    """Projects read with their city and milestones."""
    return [_project(project) for project in projects]


def _project(project: Project) -> ProjectRow:
    years = [str(date.value.year) for date in (project.starts, project.ends) if date and date.value]
    facts = [
        project.city.name + (f" ({project.place})" if project.place else ""),
        "–".join(dict.fromkeys(years)),
        money_text(project.budget, project.currency),
        project.funding_source,
    ]
    return ProjectRow(
        name=project.name,
        url=reverse("agreements:project_detail", args=[project.public_id]),
        state=project.get_state_display(),
        tone=_TONES[ProjectState(project.state)],
        facts=[fact for fact in facts if fact],
        progress=_progress([milestone.is_done for milestone in project.milestones.all()]),
        groups=[TargetGroup(group).label for group in project.target_groups],
        adaptation=project.local_adaptation,
        is_internal=project.visibility == Visibility.INTERNAL,
        is_fictional=project.is_fictional,
    )


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """One project on its own page."""

    row: ProjectRow
    facts: Sequence[tuple[str, str]]
    milestones: Sequence[Milestone]
    purposes: Sequence[Purpose]
    documents: Sequence[Document]


def project_page(project: Project, readable: Collection[int]) -> ProjectPage:
    """The page of a project; documents with a key in `readable` are named."""
    facts = [
        (_("City"), project.city.name),
        (_("Place"), project.place),
        (_("Begins"), date_text(project.starts) if project.starts else ""),
        (_("Ends"), date_text(project.ends) if project.ends else ""),
        (_("Budget"), money_text(project.budget, project.currency)),
        (_("Spent so far"), money_text(project.spent, project.currency)),
        (_("Paid by"), project.funding_source),
    ]
    return ProjectPage(
        row=_project(project),
        facts=[fact for fact in facts if fact[1]],
        milestones=list(project.milestones.all()),
        purposes=list(project.purposes.all()),
        documents=[one for one in project.documents.all() if one.pk in readable],
    )


def _progress(done: Sequence[bool]) -> str:
    if not done:
        return ""
    return ngettext(
        "%(done)s of %(number)s milestone reached",
        "%(done)s of %(number)s milestones reached",
        len(done),
    ) % {"done": sum(done), "number": len(done)}
