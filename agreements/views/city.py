"""The pages of cities: those with relationships, any place of the gazetteer by search, and one city."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from agreements.choices import Origin, Vitality
from agreements.counted import count_agreements
from agreements.place_filters import TiedCityFilterSet, countries_with_counts, governorates_with_counts
from agreements.places import Tie, results_of, summary_of, tied_cities, ties_of
from agreements.views.listing import ListQuery, Option, read_query
from cities.models import City, CitySource, Facet, NetworkMembership
from cities.policies import CityPolicy
from cities.profiles import FacetEntries, Growth, calls_of, facets_of, growth_of_city, networks_of
from cities.search import CityMatch, search_cities, search_key
from twinning.core.arc_fan import MOST_ENDS, ArcFan, FanEnd, draw_fan

MOST_FOUND = 30
MOST_IN_SIGHT = 10
FACET_ICONS = {
    Facet.CHARACTERISTICS: "mountain",
    Facet.ADVANTAGES: "anchor",
    Facet.NATURAL_RESOURCES: "sun",
    Facet.CULTURAL_MAKEUP: "building-arch",
    Facet.DEVELOPMENT_GOALS: "target",
}


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
        tied = tied_cities(City.objects.all(), person=request.user)
        query = read_query(request, TiedCityFilterSet, tied)
        text = query.chosen("q") or ""
        context = {
            "query": query,
            "text": text,
            **(_found(query, request) if text else _browsed(query)),
            **_facets(query),
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


def _facets(query: ListQuery[TiedCityFilterSet]) -> dict[str, Any]:
    countries, governorates = query.chosen("country") or [], query.chosen("governorate") or []
    in_world = query.filterset.narrowed(ignoring=("country", "governorate", "q"))
    with_reference = query.filterset.queryset.filter(reference_count__gt=0)
    in_countries = [
        Option(country.pk, country.name, count, country.pk in countries)
        for country, count in countries_with_counts(in_world, countries)
    ]
    in_countries.sort(key=lambda option: not option.is_selected)
    return {
        "countries": in_countries[:MOST_IN_SIGHT],
        "more_countries": in_countries[MOST_IN_SIGHT:],
        "governorates": [
            Option(place.pk, place.name, count, place.pk in governorates)
            for place, count in governorates_with_counts(in_world, countries)
        ],
        "origins": [
            Option(origin.value, origin.label, rows.count(), origin in (query.chosen("origin") or [Origin.REGISTERED]))
            for origin, rows in (
                (Origin.REGISTERED, query.filterset.queryset.filter(registered_count__gt=0)),
                (Origin.REFERENCE, with_reference),
            )
        ]
        if with_reference.exists()
        else [],
    }


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


class CityDetailView(TemplateView):
    """One city: how it grows, what it is like, its relationships, what it offers and seeks, what was achieved."""

    template_name = "cities/city_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        cities = CityPolicy.visible_to(request.user).select_related("country", "governorate__country")
        self.city = get_object_or_404(cities, pk=kwargs["pk"])
        if self.city.merged_into_id:
            return redirect("cities:city_detail", pk=self.city.merged_into_id, permanent=False)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        city, person = self.city, self.request.user
        ties = ties_of(city, person=person)
        facets, growth, networks = facets_of(city), growth_of_city(city), networks_of(city)
        return super().get_context_data(
            city=city,
            crumbs=_crumbs(city),
            growth=growth,
            facets=[(FACET_ICONS[group.facet], group) for group in facets],
            has_profile=any(group.entries for group in facets),
            ties=ties,
            summary=summary_of(ties, city.country),
            fan=_fan(ties),
            reference_ties=ties_of(city, person=person, origin=Origin.REFERENCE),
            calls=calls_of(city),
            networks=networks,
            sources=_sources(facets, growth, networks),
            results=results_of(city, person=person),
            agreements=count_agreements(self.request, city=city.pk),
            vitalities=Vitality.values,
            is_from_geonames=city.source == CitySource.GEONAMES,
            **kwargs,
        )


def _crumbs(city: City) -> list[dict[str, str]]:
    crumbs = [
        {"label": _("Cities"), "url": reverse("cities:city_list")},
        {"label": city.country.name, "url": reverse("cities:country_detail", args=[city.country_id])},
    ]
    if city.governorate:
        url = reverse("cities:governorate_detail", args=[city.governorate_id])
        crumbs.append({"label": city.governorate.name, "url": url})
    return [*crumbs, {"label": city.name, "url": ""}]


def _sources(
    facets: Sequence[FacetEntries],
    growth: Sequence[Growth],
    networks: Sequence[NetworkMembership],
) -> list[str]:
    """Whoever says what stands on the page, each once; GeoNames is named by the page itself."""
    said = [planned.source for planned in growth]
    said += [entry.source for group in facets for entry in group.entries]
    said += [membership.source for membership in networks]
    return list(dict.fromkeys(filter(None, said)))


def _fan(ties: Sequence[Tie]) -> ArcFan | None:
    """The picture of the relationships, oldest nearest; none where there is nothing to draw."""
    ends = [
        FanEnd(
            name=" – ".join(member.name for member in tie.partners),
            year=str(tie.relationship.since.value.year)
            if tie.relationship.since and tie.relationship.since.value
            else _("year not known"),
            vitality=tie.relationship.vitality,
        )
        for tie in ties[:MOST_ENDS]
    ]
    return draw_fan(ends, mirrored=get_language_bidi()) if ends else None
