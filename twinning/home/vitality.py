"""How a municipality's relationships live: the four states as bars, and those that nobody follows up."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Max, Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from agreements.choices import Vitality
from agreements.counted import CountedList, relationships_under, relationships_url
from agreements.facets import tally_relationships
from agreements.models import Activity, Relationship
from agreements.places import country_of
from agreements.policies import ActivityPolicy
from cities.models import City
from twinning.core.dates import PartialDate
from twinning.home.tiles import no_follow_up_since

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


def vitality_bars(request: HttpRequest, cities: Collection[City]) -> VitalityBars:
    """The states of the relationships of these cities, counted in one query."""
    ids = [city.pk for city in cities]
    rows = relationships_under(request, city=ids)
    tally = tally_relationships(rows)
    counts = tally.of("vitality")
    computed = rows.narrowed().aggregate(last=Max("vitality_on"))["last"]
    return VitalityBars(
        bars=[
            VitalityBar(
                state.value,
                state.label,
                CountedList(counts.get(state.value, 0), relationships_url(city=ids, vitality=state)),
            )
            for state in Vitality
        ],
        total=CountedList(tally.found, relationships_url(city=ids)),
        highest=max(counts.values(), default=0),
        computed=PartialDate.day(computed) if computed else None,
    )


def silent_ties(request: HttpRequest, cities: Collection[City], *, today: datetime.date) -> list[SilentTie]:
    """Relationships of these cities in which nothing substantive was done for a year, the youngest first."""
    ids = [city.pk for city in cities]
    done = ActivityPolicy.substantive_for(request.user).order_by(F("starts_on").desc(nulls_last=True))
    ties = (
        relationships_under(request, city=ids, no_activity_since=no_follow_up_since(today).isoformat())
        .qs.prefetch_related("members__city__country", "members__governorate__country")
        .prefetch_related(Prefetch("activities", done, to_attr="seen_activities"))
    )
    return [_silent(tie, ids, today) for tie in ties[:MOST_SHOWN]]


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
