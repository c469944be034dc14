"""The page of a governorate: how it is planned to grow, its cities and their relationships."""

from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from agreements.counted import count_agreements
from agreements.models import Relationship
from agreements.places import relationships_of, tied_cities
from cities.models import City, Governorate
from cities.profiles import growth_of_governorate

MOST_CITIES = 50


class GovernorateDetailView(TemplateView):
    """A governorate as the register knows it."""

    template_name = "cities/governorate_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = str(kwargs["code"]).upper()
        governorate = get_object_or_404(Governorate.objects.select_related("country"), pk=code)
        country = governorate.country
        cities = tied_cities(City.objects.filter(governorate=governorate), person=self.request.user)
        return super().get_context_data(
            governorate=governorate,
            crumbs=[
                {"label": _("Cities"), "url": reverse("cities:city_list")},
                {"label": country.name, "url": reverse("cities:country_detail", args=[country.pk])},
                {"label": governorate.name},
            ],
            growth=growth_of_governorate(governorate),
            cities=cities.with_place()[:MOST_CITIES],
            own_relationships=self._own_relationships(governorate),
            agreements=count_agreements(self.request, governorate=governorate.pk),
            **kwargs,
        )

    def _own_relationships(self, governorate: Governorate) -> list[Relationship]:
        """Ties that the governorate itself has, beside those of its cities."""
        ties = relationships_of(governorate, person=self.request.user).filter(Q(members__governorate=governorate))
        return list(ties.prefetch_related("members__city__country", "members__governorate__country"))
