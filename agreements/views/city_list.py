"""The list of cities with relationships, and the search over every place of the gazetteer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from agreements.choices import Origin
from agreements.place_filters import TiedCityFilterSet, countries_with_counts, governorates_with_counts
from agreements.places import tied_cities
from agreements.views.listing import FacetGroup, Link, ListQuery, Option, read_query
from cities.models import City, Country, Governorate
from cities.search import CityMatch, search_cities, search_key
from twinning.core.display import number

MOST_FOUND = 30
MOST_IN_SIGHT = 10


@dataclass(frozen=True, slots=True)
class FoundCity:
    """A place found by name, and how many relationships of it this person may know of."""

    match: CityMatch
    registered_count: int
    reference_count: int

    @property
    def other_name(self) -> str:
        """The name by which it was found, where the page shows another one."""
        city = self.match.city
        return "" if self.match.name in (city.name_ar, city.name_en) else self.match.name


class CityListView(View):
    """Cities with relationships by country and governorate; with `q`, every place of the gazetteer by its names."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = read_query(request, TiedCityFilterSet, tied_cities(City.objects.all(), person=request.user))
        words = CityListWords(query)
        text = query.chosen("q") or ""
        context = {
            "query": query,
            "text": text,
            "facets": words.facets(),
            "chips": words.chips(),
            "tabs": [] if text else words.tabs(),
            "origin": (query.chosen("origin") or [""])[0],
            "clear_url": query.path,
            **(_found(query, request) if text else _browsed(query)),
        }
        return render(request, "cities/city_list.html", context, status=query.status)


def _browsed(query: ListQuery[TiedCityFilterSet]) -> dict[str, Any]:
    rows = query.filterset.qs.select_related("country", "governorate")
    page = query.paginate(rows, query.filterset.narrowed().count())
    return {"page": page, "total": page.paginator.count}


def _found(query: ListQuery[TiedCityFilterSet], request: HttpRequest) -> dict[str, Any]:
    """What the search over the whole gazetteer finds in the chosen countries and governorates."""
    countries, governorates = query.chosen("country") or [], query.chosen("governorate") or []
    only_country = countries[0] if len(countries) == 1 else None
    matches = [
        match
        for match in search_cities(query.chosen("q"), country=only_country, limit=MOST_FOUND)
        if (not countries or match.city.country_id in countries)
        and (not governorates or match.city.governorate_id in governorates)
    ]
    return {
        "found": found_cities(matches, request),
        "is_too_short": not search_key(query.chosen("q")),
        "most_found": MOST_FOUND,
    }


class CityListWords:
    """Facets, chips and tabs of the list of cities."""

    def __init__(self, query: ListQuery[TiedCityFilterSet]) -> None:
        self._query = query
        self._countries: list[str] = query.chosen("country") or []
        self._governorates: list[str] = query.chosen("governorate") or []

    def facets(self) -> list[FacetGroup]:
        """Countries, and the governorates of the chosen ones, each with the number of cities."""
        in_world = self._query.filterset.narrowed(ignoring=("country", "governorate", "q"))
        countries = [
            Option(country.pk, country.name, count, country.pk in self._countries)
            for country, count in countries_with_counts(in_world, self._countries)
        ]
        governorates = [
            Option(place.pk, place.name, count, place.pk in self._governorates)
            for place, count in governorates_with_counts(in_world, self._countries)
        ]
        groups = [_group("country", _("Country"), countries), _group("governorate", _("Governorate"), governorates)]
        return [group for group in groups if group.options]

    def chips(self) -> list[Link]:
        """The conditions in force, each with the list without it."""
        text = self._query.chosen("q")
        chips = [Link(_("Search: %(text)s") % {"text": text}, self._query.without("q"))] if text else []
        for name, codes in (("country", self._countries), ("governorate", self._governorates)):
            chips += [Link(self._names[code], self._query.without(name, code)) for code in codes]
        return chips

    @cached_property
    def _names(self) -> dict[str, str]:
        countries = Country.objects.filter(pk__in=self._countries)
        governorates = Governorate.objects.filter(pk__in=self._governorates)
        return {place.pk: place.name for place in (*countries, *governorates)}

    def tabs(self) -> list[dict[str, Any]]:
        """The same conditions on registered and on reference ties; none where there are no reference ties."""
        rows = self._query.filterset.narrowed(ignoring=("origin",))
        counts = {origin: rows.filter(**{f"{origin}_count__gt": 0}).count() for origin in Origin}
        if not counts[Origin.REFERENCE]:
            return []
        chosen = set(self._query.chosen("origin") or [Origin.REGISTERED])
        rest = self._query.without("origin")
        also = "&" if "?" in rest else "?"
        labels = {Origin.REGISTERED: _("Registered ties"), Origin.REFERENCE: _("Reference ties")}
        return [
            {
                "label": f"{label} ({number(counts[origin])})",
                "url": rest if origin == Origin.REGISTERED else f"{rest}{also}origin={origin}",
                "is_active": chosen == {origin},
            }
            for origin, label in labels.items()
        ]


def _group(name: str, title: str, options: list[Option]) -> FacetGroup:
    """Chosen options first, then those with most cities; the rest folded away."""
    options.sort(key=lambda option: not option.is_selected)
    in_sight = len(options) if len(options) <= MOST_IN_SIGHT + 1 else MOST_IN_SIGHT
    return FacetGroup(
        name=name,
        title=title,
        options=options[:in_sight],
        rest=options[in_sight:],
        rest_label=_("All (%(number)s)") % {"number": len(options)},
        is_searchable=True,
    )


def found_cities(matches: Sequence[CityMatch], request: HttpRequest) -> list[FoundCity]:
    """Matches of a search with the relationships of each."""
    cities = City.objects.filter(pk__in=[match.city.pk for match in matches])
    tied = {city.pk: city for city in tied_cities(cities, person=request.user)}
    return [
        FoundCity(
            match,
            registered_count=getattr(tied.get(match.city.pk), "registered_count", 0),
            reference_count=getattr(tied.get(match.city.pk), "reference_count", 0),
        )
        for match in matches
    ]
