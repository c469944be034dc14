"""What came of agreements, assembled from what one person may read: targets, people, results, goals, money.

Each figure carries the filters of the list that holds its rows, so that number and rows always agree.
"""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.http import QueryDict
from django.utils.functional import Promise

from agreements.choices import GRADE_OF, ActivityType, Direction, Grade, ProjectState, TargetGroup
from agreements.evidence_filtersets import OTHERS, ActivityFilterSet, EvidenceFilterSet, ProjectFilterSet
from agreements.models import ActivityParticipants, Agreement, Indicator, Measurement
from agreements.policies import ActivityPolicy, AgreementPolicy, Person, ProjectPolicy
from agreements.querysets import AgreementQuerySet
from cities.models import City
from twinning.focus_areas.choices import Axis, Goal
from twinning.focus_areas.models import FocusArea

Filters: TypeAlias = Mapping[str, str | tuple[str, ...]]
SUBSTANTIVE = tuple(grade.name.lower() for grade in Grade if grade > Grade.SYMBOLIC)
MOST_TARGETS = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it counts, and the filters under which its list holds the rows behind it."""

    code: str
    label: str | Promise
    number: int
    filters: Filters


@dataclass(frozen=True, slots=True)
class TagFigures:
    """What agreements that name one goal or axis brought: activities beyond visits, people, delivered projects."""

    code: str
    label: str | Promise
    activities: Figure
    people: Figure
    delivered: Figure


@dataclass(frozen=True, slots=True)
class MoneyFigure:
    """The money of projects in one currency, None where none is recorded; another currency is another figure."""

    currency: str
    budget: Decimal | None
    spent: Decimal | None
    projects: int


@dataclass(frozen=True, slots=True)
class Targets:
    """How many indicators there are, how many were measured, how many reached their target; the first of them."""

    total: int
    measured: int
    reached: int
    shown: Sequence[Indicator]


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything an impact page shows, as of one day."""

    as_of: datetime.date
    targets: Targets
    people: Sequence[Figure]
    people_total: Figure
    grades: Sequence[Figure]
    practices: Figure
    projects: Sequence[Figure]
    axes: Sequence[TagFigures]
    goals: Sequence[TagFigures]
    money: Sequence[MoneyFigure]

    @property
    def delivered(self) -> Figure:
        """Projects that were delivered."""
        return next(figure for figure in self.projects if figure.code == ProjectState.DELIVERED)

    @property
    def is_empty(self) -> bool:
        return not (self.targets.total or any(f.number for f in (*self.grades, *self.projects)))


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked about: its agreements, which of their indicators, and the filters of the lists."""

    agreements: Q
    indicators: Q
    filters: Filters = field(default_factory=dict)


def scope_of_agreement(agreement: Agreement) -> Scope:
    return Scope(Q(pk=agreement.pk), Q(), {"agreement": str(agreement.public_id)})


def scope_of_city(city: City) -> Scope:
    """All agreements with a party in the city, or in one that was merged into it."""
    in_city = Q(parties__city=city) | Q(parties__city__merged_into=city)
    return Scope(in_city, Q(), {"city": str(city.pk)})


def scope_of_focus_area(area: FocusArea) -> Scope:
    """The purposes in the area and what served them; a root includes its sub-areas."""
    in_area = Q(purpose__focus_area=area) | Q(purpose__focus_area__parent=area)
    named = Q(purposes__focus_area=area) | Q(purposes__focus_area__parent=area)
    return Scope(named, in_area, {"focus": area.pk})


def impact_of(scope: Scope, *, person: Person, today: datetime.date) -> Impact:
    """What came of the agreements in scope, as far as this person may know of it."""
    activities = _rows(ActivityFilterSet, scope.filters, ActivityPolicy.readable_by(person))
    projects = _rows(ProjectFilterSet, scope.filters, ProjectPolicy.readable_by(person))
    by_type: dict[str, int] = dict(activities.values_list("type").annotate(Count("pk")))
    groups: dict[str, int] = dict(
        ActivityParticipants.objects.filter(activity__in=activities).values_list("target_group").annotate(Sum("people"))
    )
    project_rows = list(
        projects.values("state", "budget", "spent", "currency", "agreement__goals", "agreement__axes").order_by()
    )
    tags = _Tags(scope.filters, activities, project_rows)
    states = Counter(row["state"] for row in project_rows)
    return Impact(
        as_of=today,
        targets=_targets(scope, AgreementPolicy.visible_to(person)),
        people=_people(scope.filters, groups),
        people_total=Figure("people", "", sum(groups.values()), scope.filters),
        grades=_grades(scope.filters, by_type),
        practices=_figure(
            scope.filters,
            "type",
            ActivityType.ADOPTED_POLICY.value,
            ActivityType.ADOPTED_POLICY.label,
            by_type.get(ActivityType.ADOPTED_POLICY, 0),
        ),
        projects=[_figure(scope.filters, "state", s.value, s.label, states.get(s.value, 0)) for s in ProjectState],
        axes=[tags.of("axis", axis.value, axis.label) for axis in Axis],
        goals=[tags.of("goal", goal.value, goal.label) for goal in Goal],
        money=_money(project_rows),
    )


def _rows(filterset_class: type[EvidenceFilterSet], filters: Filters, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows that the list shows under these filters."""
    return filterset_class(QueryDict(urlencode(dict(filters), doseq=True)), queryset=rows).narrowed()


def _figure(filters: Filters, name: str, code: str, label: str | Promise, number: int) -> Figure:
    return Figure(code, label, number, {**filters, name: code})


def _people(filters: Filters, groups: Mapping[str, int]) -> list[Figure]:
    """People by target group in the order of the vocabulary, those of no group last."""
    named = [_figure(filters, "group", group.value, group.label, groups.get(group.value, 0)) for group in TargetGroup]
    return [*(figure for figure in named if figure.number), _figure(filters, "group", OTHERS, "", groups.get("", 0))]


def _grades(filters: Filters, by_type: Mapping[str, int]) -> list[Figure]:
    counts: Counter[Grade] = Counter()
    for kind, number in by_type.items():
        counts[GRADE_OF[kind]] += number
    return [_figure(filters, "grade", grade.name.lower(), grade.label, counts[grade]) for grade in reversed(Grade)]


class _Tags:
    """Counts of what agreements with a goal or an axis brought; an agreement that names two counts under both."""

    def __init__(self, filters: Filters, activities: QuerySet[Any], projects: Sequence[Mapping[str, Any]]) -> None:
        self._filters = filters
        substantive = [kind for kind, grade in GRADE_OF.items() if grade > Grade.SYMBOLIC]
        tagged = ("agreement__goals", "agreement__axes")
        of_activities = activities.filter(type__in=substantive).values_list(*tagged).annotate(Count("pk"))
        of_people = (
            ActivityParticipants.objects.filter(activity__in=activities)
            .values_list("activity__agreement__goals", "activity__agreement__axes")
            .annotate(Sum("people"))
        )
        self._activities = _by_tag(of_activities)
        self._people = _by_tag(of_people)
        self._delivered = _by_tag(
            (row["agreement__goals"], row["agreement__axes"], 1)
            for row in projects
            if row["state"] == ProjectState.DELIVERED
        )

    def of(self, name: str, code: str, label: str | Promise) -> TagFigures:
        filters = {**self._filters, name: code}
        is_delivered = {"state": ProjectState.DELIVERED.value}
        return TagFigures(
            code=code,
            label=label,
            activities=Figure("activities", "", self._activities[code], {**filters, "grade": SUBSTANTIVE}),
            people=Figure("people", "", self._people[code], filters),
            delivered=Figure("delivered", "", self._delivered[code], {**filters, **is_delivered}),
        )


def _by_tag(rows: Any) -> Counter[str]:
    """Sums by goal and by axis of rows (goals, axes, number)."""
    sums: Counter[str] = Counter()
    for goals, axes, number in rows:
        for code in {*(goals or ()), *(axes or ())}:
            sums[code] += number
    return sums


def _money(projects: Sequence[Mapping[str, Any]]) -> list[MoneyFigure]:
    """Budgets and spending by currency; what has no amount is not among them."""
    sums: dict[str, list[Any]] = {}
    for row in projects:
        if row["currency"]:
            entry = sums.setdefault(row["currency"], [None, None, 0])
            for place, name in enumerate(("budget", "spent")):
                if row[name] is not None:
                    entry[place] = row[name] + (entry[place] or 0)
            entry[2] += 1
    return [MoneyFigure(currency, *sums[currency]) for currency in sorted(sums)]


def _targets(scope: Scope, visible: AgreementQuerySet) -> Targets:
    """The indicators of published agreements; those that were measured lately come first."""
    agreements = visible.published().registered().filter(scope.agreements)
    latest = Measurement.objects.standing().filter(indicator=OuterRef("pk")).order_by("-as_of", "-pk")
    indicators = (
        Indicator.objects.filter(scope.indicators, purpose__agreement__in=agreements.values("pk"))
        .annotate(latest_value=Subquery(latest.values("value")[:1]), latest_day=Subquery(latest.values("as_of")[:1]))
        .order_by(F("latest_day").desc(nulls_last=True), "pk")
    )
    reached = Q(direction=Direction.RISE, latest_value__gte=F("target")) | Q(
        direction=Direction.FALL, latest_value__lte=F("target")
    )
    counts = indicators.order_by().aggregate(
        total=Count("pk"), measured=Count("pk", filter=Q(latest_value__isnull=False)), met=Count("pk", filter=reached)
    )
    shown = indicators.select_related("purpose__focus_area__parent", "purpose__agreement").prefetch_related(
        Prefetch("measurements", Measurement.objects.standing().select_related("document"))
    )
    return Targets(counts["total"], counts["measured"], counts["met"], list(shown[:MOST_TARGETS]))
