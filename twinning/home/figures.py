"""Figures of the whole register as far as a reader may know it: for the first page, analysts and administrators."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.choices import PUBLISHED_STATUSES, Status, Vitality
from agreements.counted import (
    CountedList,
    agreements_under,
    agreements_url,
    count_agreements,
    relationships_under,
    relationships_url,
)
from agreements.facets import Tally, tally_agreements, tally_relationships
from agreements.place_filters import TiedCityFilterSet, countries_with_counts
from agreements.places import tied_cities
from agreements.views.agreement_rows import AgreementRow, rows_of
from agreements.views.focus_area import CountedArea, counted_tree
from cities.models import City
from twinning.home.tiles import Tile

MOST_NEW = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a small bar chart: a state, how many, and their list."""

    code: str
    label: str | Promise
    counted: CountedList


@dataclass(frozen=True, slots=True)
class Figures:
    """The register in numbers; every one opens its list."""

    tiles: Sequence[Tile]
    statuses: Sequence[Bar]
    vitalities: Sequence[Bar]
    areas: Sequence[CountedArea]
    quality: Sequence[Bar]

    @property
    def most_of_a_status(self) -> int:
        return max((bar.counted.number for bar in self.statuses), default=0)

    @property
    def most_of_a_vitality(self) -> int:
        return max((bar.counted.number for bar in self.vitalities), default=0)

    @property
    def most_of_an_area(self) -> int:
        return max((area.number for area in self.areas), default=0)


@dataclass(frozen=True, slots=True)
class Landing:
    """What the first page shows to everybody."""

    tiles: Sequence[Tile]
    areas: Sequence[CountedArea]
    newest: Sequence[AgreementRow]


def landing(request: HttpRequest) -> Landing:
    """The public register in numbers, and what was signed last."""
    tally = tally_agreements(agreements_under(request))
    newest = agreements_under(request, status=PUBLISHED_STATUSES).qs.with_list_parts()
    return Landing(
        tiles=_tiles(request, tally, _ties(request)),
        areas=counted_tree(request, tally),
        newest=rows_of(newest[:MOST_NEW]),
    )


def figures(request: HttpRequest, *, today: datetime.date) -> Figures:
    """The register in numbers as an analyst reads it."""
    tally, ties = tally_agreements(agreements_under(request)), _ties(request)
    return Figures(
        tiles=_tiles(request, tally, ties),
        statuses=_statuses(tally),
        vitalities=[
            Bar(
                state.value,
                state.label,
                CountedList(ties.of("vitality").get(state, 0), relationships_url(vitality=state)),
            )
            for state in Vitality
        ],
        areas=counted_tree(request, tally),
        quality=_quality(request, tally, today),
    )


def _ties(request: HttpRequest) -> Tally:
    return tally_relationships(relationships_under(request))


def _tiles(request: HttpRequest, tally: Tally, ties: Tally) -> list[Tile]:
    tied = tied_cities(City.objects.all(), person=request.user)
    cities = TiedCityFilterSet(QueryDict(), queryset=tied, request=request).narrowed()
    countries = len(countries_with_counts(cities, ()))
    cities_url = reverse("cities:city_list")
    return [
        Tile(_("Agreements"), CountedList(tally.found, agreements_url()), "file-text", _("each legal instrument once")),
        Tile(
            _("Relationships"),
            CountedList(ties.found, relationships_url()),
            "arrows-left-right",
            _("registered by their cities"),
        ),
        Tile(_("Cities"), CountedList(cities.count(), cities_url), "building-community", _("with relationships")),
        Tile(
            _("Countries"), CountedList(countries, f"{cities_url}#countries"), "world", _("in which these cities lie")
        ),
    ]


def _statuses(tally: Tally) -> list[Bar]:
    counts = tally.of("status")
    return [
        Bar(status.value, status.label, CountedList(counts[status], agreements_url(status=status)))
        for status in Status
        if counts.get(status)
    ]


def _quality(request: HttpRequest, tally: Tally, today: datetime.date) -> list[Bar]:
    """What an analyst would ask the cities to mend."""
    yesterday = today - datetime.timedelta(days=1)
    overdue = count_agreements(request, status=Status.IN_FORCE, ends_before=yesterday.isoformat())
    undocumented = CountedList(tally.of("documented").get("false", 0), agreements_url(documented="false"))
    return [
        Bar("overdue", _("In force although the end has passed"), overdue),
        Bar("undocumented", _("Without a document"), undocumented),
    ]
