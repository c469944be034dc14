"""Reading the facts of vitality: for a stretch of relationships at once, for everybody and with internal ones."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db.models import Case, Max, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField

from agreements.choices import GRADE_OF, PUBLISHED_STATUSES, Grade, ProjectState, Side, Status, Visibility
from agreements.models import Activity, FocalPoint, Measurement, Milestone, Project, Purpose
from agreements.vitality import Deed, Facts, Undertaking
from twinning.core.dates import PartialDate, Precision

# Of what was replaced, renewed or ended nobody expects evidence any more.
STANDING_STATUSES = [Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.HISTORICAL]
# First and last row number of a stretch of relationships.
Stretch: TypeAlias = tuple[int, int]


@dataclass(slots=True)
class _Gathered:
    """What was read so far of one relationship for one audience."""

    deeds: list[Deed] = field(default_factory=list)
    purposes: int = 0
    measured: list[datetime.date] = field(default_factory=list)
    undertakings: list[Undertaking] = field(default_factory=list)
    confirmed: dict[Side, datetime.date] = field(default_factory=dict)

    def as_facts(self) -> Facts:
        return Facts(
            deeds=tuple(self.deeds),
            purposes=self.purposes,
            measured=tuple(self.measured),
            undertakings=tuple(self.undertakings),
            confirmed=self.confirmed,
        )


@dataclass(frozen=True, slots=True)
class FactsOfTie:
    """The facts of one relationship: those everybody may know, and all of them."""

    public: Facts = field(default_factory=Facts)
    whole: Facts = field(default_factory=Facts)


def facts_of(stretch: Stretch, *, today: datetime.date) -> dict[int, FactsOfTie]:
    """The facts of the relationships numbered in `stretch` as known by `today`; without an entry: none at all."""
    gathering = _Gathering()
    _read_activities(gathering, stretch)
    _read_projects(gathering, stretch)
    _read_purposes(gathering, stretch, today)
    _read_contacts(gathering, stretch, today)
    return gathering.facts()


class _Gathering:
    """Sorts rows by relationship and audience."""

    def __init__(self) -> None:
        self._public: defaultdict[int, _Gathered] = defaultdict(_Gathered)
        self._whole: defaultdict[int, _Gathered] = defaultdict(_Gathered)

    def of(self, relationship: int, *, is_public: bool) -> Iterable[_Gathered]:
        """Where a row belongs: always to the whole, to the public where everybody may know it."""
        yield self._whole[relationship]
        if is_public:
            yield self._public[relationship]

    def facts(self) -> dict[int, FactsOfTie]:
        return {
            pk: FactsOfTie(
                public=self._public[pk].as_facts() if pk in self._public else Facts(),
                whole=whole.as_facts(),
            )
            for pk, whole in self._whole.items()
        }


def _read_activities(gathering: _Gathering, stretch: Stretch) -> None:
    counted = Q(agreement__isnull=True) | Q(agreement__status__in=PUBLISHED_STATUSES)
    of_public = Q(agreement__isnull=True) | Q(agreement__visibility=Visibility.PUBLIC)
    rows = _told(
        Activity.objects.standing().filter(counted, **_within("relationship", stretch)),
        Q(visibility=Visibility.PUBLIC) & of_public,
    ).values_list("relationship", "is_told", "type", "starts_on", "starts_on_precision", "ends_on", "ends_on_precision")
    for relationship, is_public, kind, starts, starts_as, ends, ends_as in rows.iterator():
        deed = Deed(GRADE_OF[kind], _date(starts, starts_as), _date(ends, ends_as))
        for gathered in gathering.of(relationship, is_public=is_public):
            gathered.deeds.append(deed)


def _read_projects(gathering: _Gathering, stretch: Stretch) -> None:
    projects = _told(
        Project.objects.standing().filter(
            **_within("agreement__relationship", stretch),
            agreement__status__in=PUBLISHED_STATUSES,
            state__in=[ProjectState.RUNNING, ProjectState.DELIVERED],
        ),
        Q(visibility=Visibility.PUBLIC, agreement__visibility=Visibility.PUBLIC),
    )
    columns = ("state", "starts_on", "starts_on_precision", "ends_on", "ends_on_precision", "budget")
    rows = projects.values_list("agreement__relationship", "is_told", *columns)
    for relationship, is_public, state, starts, starts_as, ends, ends_as, budget in rows.iterator():
        begun, ended = _date(starts, starts_as), _date(ends, ends_as)
        for gathered in gathering.of(relationship, is_public=is_public):
            if state == ProjectState.DELIVERED:
                gathered.deeds.append(Deed(Grade.DELIVERED, begun, ended))
            else:
                gathered.undertakings.append(Undertaking(ended, bool(budget)))
    # A milestone reached is joint work, whatever became of the project.
    milestones = _told(
        Milestone.objects.filter(
            project__voided_at__isnull=True,
            **_within("project__agreement__relationship", stretch),
            project__agreement__status__in=PUBLISHED_STATUSES,
            done_on__isnull=False,
        ),
        Q(project__visibility=Visibility.PUBLIC, project__agreement__visibility=Visibility.PUBLIC),
    )
    reached = milestones.values_list("project__agreement__relationship", "is_told", "done_on", "done_on_precision")
    for relationship, is_public, done, done_as in reached.iterator():
        for gathered in gathering.of(relationship, is_public=is_public):
            gathered.deeds.append(Deed(Grade.JOINT_PLANNING, _date(done, done_as)))


def _read_purposes(gathering: _Gathering, stretch: Stretch, today: datetime.date) -> None:
    is_public = Q(agreement__visibility=Visibility.PUBLIC)
    purposes = Purpose.objects.filter(
        **_within("agreement__relationship", stretch), agreement__status__in=STANDING_STATUSES
    )
    for relationship, told in _told(purposes, is_public).values_list("agreement__relationship", "is_told").iterator():
        for gathered in gathering.of(relationship, is_public=told):
            gathered.purposes += 1
    measurements = Measurement.objects.standing().filter(
        **_within("indicator__purpose__agreement__relationship", stretch),
        indicator__purpose__agreement__status__in=STANDING_STATUSES,
        as_of__lte=today,
    )
    last = (
        _told(measurements, Q(indicator__purpose__agreement__visibility=Visibility.PUBLIC))
        .values_list("indicator__purpose__agreement__relationship", "is_told", "indicator__purpose")
        .annotate(last=Max("as_of"))
        .order_by()
    )
    for relationship, told, _purpose, day in last.iterator():
        for gathered in gathering.of(relationship, is_public=told):
            gathered.measured.append(day)


def _read_contacts(gathering: _Gathering, stretch: Stretch, today: datetime.date) -> None:
    contacts = FocalPoint.objects.filter(
        **_within("agreement__relationship", stretch),
        agreement__status__in=STANDING_STATUSES,
        confirmed_on__lte=today,
    )
    rows = (
        _told(contacts, Q(agreement__visibility=Visibility.PUBLIC))
        .values_list("agreement__relationship", "is_told", "side")
        .annotate(last=Max("confirmed_on"))
        .order_by()
    )
    for relationship, told, side, day in rows.iterator():
        for gathered in gathering.of(relationship, is_public=told):
            known = gathered.confirmed.get(Side(side))
            gathered.confirmed[Side(side)] = max(known, day) if known else day


def _within(path: str, stretch: Stretch) -> dict[str, int]:
    """The condition on the path to a relationship: a foreign key knows bounds, but no range."""
    first, last = stretch
    return {f"{path}__gte": first, f"{path}__lte": last}


def _told(rows: QuerySet[Any], condition: Q) -> QuerySet[Any]:
    """The rows, each with whether everybody may know it."""
    told: QuerySet[Any] = rows.annotate(
        is_told=Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
    )
    return told.order_by()


def _date(value: datetime.date | None, precision: str) -> PartialDate | None:
    return PartialDate(value, Precision(precision)) if precision else None
