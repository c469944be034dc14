"""The lists of activities and projects: counts beside the filters, conditions in words, why a list is empty."""

from collections import Counter
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.choices import GRADE_OF, ActivityType, Grade, ProjectState, TargetGroup
from agreements.evidence_filtersets import OTHERS, ActivityFilterSet, EvidenceFilterSet, ProjectFilterSet
from agreements.facets import Tally
from agreements.models import ActivityParticipants, Purpose
from agreements.policies import AgreementPolicy, Person, RelationshipPolicy
from agreements.views.list_words import EmptyList, Names, chips_of
from agreements.views.listing import FacetGroup, Link, ListQuery, facet_group
from twinning.core.display import number
from twinning.focus_areas.choices import Axis, Goal
from twinning.focus_areas.models import FocusArea

GRADE_LABELS = {grade.name.lower(): grade.label for grade in reversed(Grade)}
GROUP_LABELS = {**dict(TargetGroup.choices), OTHERS: gettext_lazy("Others")}


def tally_activities(filterset: ActivityFilterSet) -> Tally:
    """How many activities are found, and how many each choice of grade, area and group would leave."""
    by_type = filterset.narrowed(ignoring=("grade",)).values_list("type").annotate(Count("pk"))
    grades: Counter[str] = Counter()
    for kind, count in by_type:
        grades[GRADE_OF[kind].name.lower()] += count
    people = ActivityParticipants.objects.filter(activity__in=filterset.narrowed(ignoring=("group",)))
    groups = people.values_list("target_group").annotate(Count("activity", distinct=True))
    return Tally(
        found=filterset.narrowed().count(),
        everything=filterset.queryset.count(),
        facets={
            "grade": grades,
            "group": {group or OTHERS: count for group, count in groups},
            "focus": _areas(filterset, "activities"),
        },
    )


def tally_projects(filterset: ProjectFilterSet) -> Tally:
    """How many projects are found, and how many each choice of state, area and group would leave."""
    states = dict(filterset.narrowed(ignoring=("state",)).values_list("state").annotate(Count("pk")))
    groups: Counter[str] = Counter()
    for found in filterset.narrowed(ignoring=("group",)).values_list("target_groups", flat=True):
        groups.update(found)
    return Tally(
        found=filterset.narrowed().count(),
        everything=filterset.queryset.count(),
        facets={"state": states, "group": groups, "focus": _areas(filterset, "projects")},
    )


def _areas(filterset: EvidenceFilterSet, kind: str) -> dict[str, int]:
    """How many rows serve a purpose in each root area."""
    served = Purpose.objects.filter(**{f"{kind}__in": filterset.narrowed(ignoring=("focus",))})
    counts: dict[str, set[int]] = {}
    for code, root, row in served.values_list("focus_area_id", "focus_area__parent_id", kind):
        counts.setdefault(root or code, set()).add(row)
    return {code: len(rows) for code, rows in counts.items()}


class EvidenceListWords:
    """The words that the lists of activities and projects share."""

    facet_names: ClassVar[tuple[str, ...]] = ("focus", "group")

    def __init__(self, query: ListQuery[Any], tally: Tally, person: Person) -> None:
        self.query = query
        self.tally = tally
        self._person = person

    @cached_property
    def _areas(self) -> list[FocusArea]:
        return list(FocusArea.objects.order_by("position"))

    def focus_facet(self) -> FacetGroup:
        roots = [(area.pk, area.name) for area in self._areas if area.parent_id is None]
        return facet_group(self.query, self.tally, "focus", roots, in_sight=4, kind="focus")

    def group_facet(self) -> FacetGroup:
        return facet_group(self.query, self.tally, "group", list(GROUP_LABELS.items()), in_sight=7)

    def chips(self) -> list[Link]:
        """The conditions in force, each with the list without it."""
        data = self.query.data
        agreements = AgreementPolicy.visible_to(self._person).filter(public_id__in=data.getlist("agreement"))
        ties = RelationshipPolicy.visible_to(self._person).filter(public_id__in=data.getlist("relationship"))
        names: dict[str, Names] = {
            "focus": {area.code: area.name for area in self._areas},
            "group": GROUP_LABELS,
            "grade": GRADE_LABELS,
            "type": dict(ActivityType.choices),
            "state": dict(ProjectState.choices),
            "goal": dict(Goal.choices),
            "axis": dict(Axis.choices),
        }
        chips = chips_of(self.query, names, untold=("agreement", "relationship"))
        own = [("agreement", agreement.title or agreement.reference or "") for agreement in agreements]
        own += [("relationship", str(tie)) for tie in ties]
        facet = self.query.filterset.filters
        return [Link(f"{facet[name].label}: {words}", self.query.without(name)) for name, words in own] + chips

    def total(self) -> tuple[str, str]:
        """ "12 activities", "of 40": the first half is set in bold."""
        found = self.found_words(self.tally.found)
        if self.tally.found == self.tally.everything:
            return found, ""
        return found, _("of %(total)s") % {"total": number(self.tally.everything)}

    def found_words(self, count: int) -> str:
        raise NotImplementedError


class ActivityListWords(EvidenceListWords):
    """The facets and words of the list of activities."""

    facet_names: ClassVar[tuple[str, ...]] = ("grade", "focus", "group")

    def facets(self) -> list[FacetGroup]:
        grades = facet_group(self.query, self.tally, "grade", list(GRADE_LABELS.items()), in_sight=4)
        return [group for group in (grades, self.focus_facet(), self.group_facet()) if group.options]

    def found_words(self, count: int) -> str:
        return ngettext("%(number)s activity", "%(number)s activities", count) % {"number": number(count)}

    def empty(self) -> EmptyList:
        if not self.tally.everything:
            return EmptyList(
                title=_("No activity is on file yet"),
                text=_("What cities do together stands here as soon as one of them records it."),
                acts=[Link(_("See the agreements"), reverse("agreements:agreement_list"))],
            )
        return EmptyList(
            title=_("No activity meets all these conditions"),
            text=_("There are activities on file, but none to which every chosen condition applies."),
            acts=[Link(_("Clear all filters"), self.query.path)],
        )


class ProjectListWords(EvidenceListWords):
    """The facets and words of the list of projects."""

    facet_names: ClassVar[tuple[str, ...]] = ("state", "focus", "group")

    def facets(self) -> list[FacetGroup]:
        states = facet_group(self.query, self.tally, "state", ProjectState.choices, in_sight=4)
        return [group for group in (states, self.focus_facet(), self.group_facet()) if group.options]

    def found_words(self, count: int) -> str:
        return ngettext("%(number)s project", "%(number)s projects", count) % {"number": number(count)}

    def empty(self) -> EmptyList:
        if not self.tally.everything:
            return EmptyList(
                title=_("No project is on file yet"),
                text=_("Larger undertakings of cities together stand here as soon as one of them records it."),
                acts=[Link(_("See the agreements"), reverse("agreements:agreement_list"))],
            )
        return EmptyList(
            title=_("No project meets all these conditions"),
            text=_("There are projects on file, but none to which every chosen condition applies."),
            acts=[Link(_("Clear all filters"), self.query.path)],
        )
