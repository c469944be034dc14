"""Keeping the vitality of relationships: after every write that matters, and every night for all."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from agreements.choices import Vitality
from agreements.events import VITALITY_CHANGED, WHOLE_VITALITY_CHANGED
from agreements.models import Relationship, VitalityPoint
from agreements.vitality import Finding, Thresholds, assess
from agreements.vitality_facts import FactsOfTie, Stretch, facts_of
from twinning.events.services import Happening, record_all

AT_ONCE = 2_000
MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Assessed:
    """One relationship, the states it had, whether they had ever been worked out, and what was found now."""

    relationship: Relationship
    public: Finding
    whole: Finding
    was: str
    whole_was: str
    last_on: datetime.date | None

    @property
    def has_moved(self) -> bool:
        return self.has_moved_for_all or self.whole.state != self.whole_was

    @property
    def has_moved_for_all(self) -> bool:
        return self.public.state != self.was

    @property
    def has_fallen_dormant(self) -> bool:
        return self.last_on is not None and self.whole.state == Vitality.DORMANT != self.whole_was

    def is_first_of_month(self, day: datetime.date) -> bool:
        return self.last_on is None or (self.last_on.year, self.last_on.month) != (day.year, day.month)


def thresholds() -> Thresholds:
    """The thresholds of this installation."""
    return Thresholds(**settings.VITALITY)


@transaction.atomic
def refresh(relationship: Relationship, *, today: datetime.date, at: datetime.datetime) -> Assessed:
    """Work the vitality of one relationship out again, after something it rests on was written.

    Call it inside the transaction of the write, before the event of the write is recorded: rows are locked before the
    chain of events is. A day before the last one computed (somebody enters the past) counts as that last day.
    """
    (assessed,) = _refresh_rows((relationship.pk, relationship.pk), today=today, at=at)
    for name in ("vitality", "vitality_reasons", "whole_vitality", "whole_vitality_reasons", "vitality_on"):
        setattr(relationship, name, getattr(assessed.relationship, name))
    return assessed


def refresh_all(*, today: datetime.date, at: datetime.datetime) -> list[Assessed]:
    """Work the vitality of every relationship out for `today`; returns those that changed their state.

    Each stretch is a transaction of its own: cut off, the rest is done by the next run, and run again it finds nothing.
    """
    moved: list[Assessed] = []
    for stretch in _stretches():
        with transaction.atomic():
            moved += [one for one in _refresh_rows(stretch, today=today, at=at) if one.has_moved]
    return moved


def reconstruct(*, until: datetime.date, months: int) -> int:
    """Add the points that are missing for the first days of past months, from what is recorded now of those days.

    For a register into which years were entered at once; each such point says that it was worked out afterwards.
    """
    count = 0
    for back in range(months, 0, -1):
        day = _month_before(until, back)
        for stretch in _stretches():
            found = facts_of(stretch, today=day)
            rows = Relationship.objects.filter(pk__range=stretch).exclude(vitality_points__on=day)
            points = [_point(one, day, is_hindsight=True) for one in _assess(rows, found, day)]
            count += len(VitalityPoint.objects.bulk_create(points, ignore_conflicts=True))
    return count


def _refresh_rows(stretch: Stretch, *, today: datetime.date, at: datetime.datetime) -> list[Assessed]:
    rows = list(Relationship.objects.select_for_update().filter(pk__range=stretch).order_by("pk"))
    day = max([today, *(row.vitality_on for row in rows if row.vitality_on)]) if len(rows) == 1 else today
    assessed = _assess(rows, facts_of(stretch, today=day), day)
    _write([one for one in assessed if _settle(one, day)])
    Relationship.objects.filter(pk__range=stretch).exclude(vitality_on=day).update(vitality_on=day)
    VitalityPoint.objects.bulk_create(
        [_point(one, day) for one in assessed if one.has_moved or one.is_first_of_month(day)],
        update_conflicts=True,
        unique_fields=["relationship", "on"],
        update_fields=["vitality", "whole_vitality", "is_hindsight"],
    )
    record_all([happening for one in assessed for happening in _happenings(one)], by=None, at=at)
    return assessed


def _assess(rows: Iterable[Relationship], found: Mapping[int, FactsOfTie], day: datetime.date) -> list[Assessed]:
    limits, nothing = thresholds(), FactsOfTie()
    assessed = []
    for row in rows:
        facts = found.get(row.pk, nothing)
        whole = assess(facts.whole, today=day, thresholds=limits)
        public = whole if facts.public == facts.whole else assess(facts.public, today=day, thresholds=limits)
        assessed.append(Assessed(row, public, whole, row.vitality, row.whole_vitality, row.vitality_on))
    return assessed


def _settle(one: Assessed, day: datetime.date) -> bool:
    """Put what was found into the row; returns whether that changed anything but the day."""
    row = one.relationship
    public, whole = ([reason.as_json() for reason in found.reasons] for found in (one.public, one.whole))
    is_other = one.has_moved or row.vitality_reasons != public or row.whole_vitality_reasons != whole
    row.vitality, row.vitality_reasons = one.public.state, public
    row.whole_vitality, row.whole_vitality_reasons = one.whole.state, whole
    row.vitality_on = day
    return is_other


def _write(changed: Sequence[Assessed]) -> None:
    """Write the findings in one statement, whatever their number."""
    if not changed:
        return
    rows = [one.relationship for one in changed]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agreements_relationship AS r SET vitality = n.v, vitality_reasons = n.r::jsonb,"
            " whole_vitality = n.wv, whole_vitality_reasons = n.wr::jsonb, vitality_on = n.d"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::date[])"
            " AS n (pk, v, r, wv, wr, d) WHERE r.id = n.pk",
            [
                [row.pk for row in rows],
                [str(row.vitality) for row in rows],
                [json.dumps(row.vitality_reasons) for row in rows],
                [str(row.whole_vitality) for row in rows],
                [json.dumps(row.whole_vitality_reasons) for row in rows],
                [row.vitality_on for row in rows],
            ],
        )


def _point(one: Assessed, day: datetime.date, *, is_hindsight: bool = False) -> VitalityPoint:
    return VitalityPoint(
        relationship=one.relationship,
        on=day,
        vitality=one.public.state,
        whole_vitality=one.whole.state,
        is_hindsight=is_hindsight,
    )


def _happenings(one: Assessed) -> Iterator[Happening]:
    """What the chain of events hears; what internal facts alone tell has an event of its own."""
    row = one.relationship
    if one.has_moved_for_all:
        facts = {"vitality": one.public.state, "was": one.was}
        yield Happening(VITALITY_CHANGED, "relationship", str(row.public_id), row.version, facts)
    if one.whole.state != one.whole_was and (one.whole.state, one.whole_was) != (one.public.state, one.was):
        facts = {"vitality": one.whole.state, "was": one.whole_was}
        yield Happening(WHOLE_VITALITY_CHANGED, "relationship", str(row.public_id), row.version, facts)


def _stretches() -> Iterator[Stretch]:
    """The numbers of all relationships, so many at once."""
    last = 0
    while True:
        numbers = list(Relationship.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not numbers:
            return
        last = numbers[-1]
        yield numbers[0], last


def _month_before(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month that lies so many months before the month of `day`."""
    year, month = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 - months, MONTHS_OF_YEAR)
    return datetime.date(year, month + 1, 1)
