"""How a municipality's relationships live: the four states as bars, and those that nobody follows up."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Max, Prefetch
from django.urls import reverse
from django.utils.functional import Promise

from agreements.choices import Vitality
from agreements.counted import CountedList, relationships_url
from agreements.facets import tally_relationships
from agreements.filtersets import RelationshipFilterSet
from agreements.models import Activity, Relationship
from agreements.places import country_of
from agreements.policies import ActivityPolicy, Person
from twinning.core.dates import PartialDate

MOST_SHOWN = 5
DAYS_OF_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class VitalityBar:
    """One state: how many relationships are in it, and their list."""

    code: str
    label: str | Promise
    counted: CountedList


@dataclass(frozen=True, slots=True)
class VitalityBars:
    """The four states of all relationships of a municipality, and the day they were computed."""

    bars: Sequence[VitalityBar]
    total: CountedList
    highest: int
    computed: PartialDate | None


@dataclass(frozen=True, slots=True)
class SilentTie:
    """A relationship without follow-up: with whom, since when, and for how long nothing was done."""

    url: str
    partners: tuple[str, ...]
    countries: tuple[str, ...]
    since: str
    vitality: str
    last: PartialDate | None
    silent_months: int


def vitality_bars(ties: RelationshipFilterSet) -> VitalityBars:
    """The states of the relationships of a list, counted in one query."""
    tally = tally_relationships(ties)
    counts = tally.of("vitality")
    computed = ties.narrowed().aggregate(last=Max("vitality_on"))["last"]
    where = dict(ties.data.lists())
    return VitalityBars(
        bars=[
            VitalityBar(
                state.value,
                state.label,
                CountedList(counts.get(state.value, 0), relationships_url(**where, vitality=state)),
            )
            for state in Vitality
        ],
        total=CountedList(tally.found, relationships_url(**where)),
        highest=max(counts.values(), default=0),
        computed=PartialDate.day(computed) if computed else None,
    )


def silent_ties(
    silent: RelationshipFilterSet, city_ids: Collection[int], *, person: Person, today: datetime.date
) -> list[SilentTie]:
    """The first rows of a list of relationships without follow-up, seen from these cities."""
    done = ActivityPolicy.substantive_for(person).order_by(F("starts_on").desc(nulls_last=True))
    ties = silent.qs.prefetch_related(
        "members__city__country",
        "members__governorate__country",
        Prefetch("activities", done, to_attr="seen_activities"),
    )
    return [_silent(tie, city_ids, today) for tie in ties[:MOST_SHOWN]]


def _silent(tie: Relationship, ids: Collection[int], today: datetime.date) -> SilentTie:
    activities: list[Activity] = tie.seen_activities  # type: ignore[attr-defined]  # the prefetch above
    last = activities[0].starts if activities else None
    partners = [member for member in tie.members.all() if member.city_id not in ids]
    return SilentTie(
        url=reverse("agreements:relationship_detail", args=[tie.public_id]),
        partners=tuple(member.name for member in partners),
        countries=tuple(dict.fromkeys(country_of(member).name for member in partners)),
        since=str(tie.since.value.year) if tie.since and tie.since.value else "",
        vitality=tie.vitality,
        last=last,
        silent_months=int((today - last.value).days / DAYS_OF_A_MONTH) if last and last.value else 0,
    )
