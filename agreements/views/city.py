"""The page of one city."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from agreements.choices import Origin, Vitality
from agreements.counted import count_agreements
from agreements.derived_words import describe
from agreements.places import Tie, results_of, summary_of, ties_of
from cities.derived import derive
from cities.models import City, CitySource, Facet, NetworkMembership, ReferenceCity
from cities.policies import CityPolicy, ProfilePolicy
from cities.profiles import FacetEntries, Growth, calls_of, facets_of, growth_of_city, networks_of
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
            references=ReferenceCity.objects.listed().filter(city=city),
            derived=describe(derive(city, today=timezone.localdate()), today=timezone.localdate()),
            can_describe=ProfilePolicy.can_propose(person, city) or ProfilePolicy.can_review(person, city),
            can_merge=CityPolicy.can_merge(person, city),
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
    return list(dict.fromkeys(source.rstrip(". ") for source in said if source))


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
