"""The page of a country: its governorates and the relationships of its cities."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from agreements.counted import count_agreements, count_relationships
from agreements.places import tied_cities
from cities.models import City, Country, Governorate

MOST_CITIES = 50


class CountryDetailView(TemplateView):
    """A country as the register knows it."""

    template_name = "cities/country_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        country = get_object_or_404(Country, pk=str(kwargs["code"]).upper())
        cities = tied_cities(City.objects.filter(country=country), person=self.request.user)
        return super().get_context_data(
            country=country,
            crumbs=[{"label": _("Cities"), "url": reverse("cities:city_list")}, {"label": country.name}],
            cities=cities.with_place()[:MOST_CITIES],
            governorates=governorates_of(country),
            agreements=count_agreements(self.request, country=country.pk),
            relationships=count_relationships(self.request, country=country.pk),
            **kwargs,
        )


def governorates_of(country: Country) -> list[Governorate]:
    """The first-level divisions of a country in the order of their names, with their growth models."""
    governorates = country.governorates.prefetch_related("planned_growth__growth_model")
    return sorted(governorates, key=lambda governorate: governorate.name)
