"""The gap report of a country."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from agreements.gaps import OVER_SERVED_FROM, gap_report_of
from cities.models import Country


class GapReportView(TemplateView):
    """Where a country lacks living partners, and which partners many of its cities share."""

    template_name = "cities/gap_report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        country = get_object_or_404(Country, pk=kwargs["code"].upper())
        return super().get_context_data(
            country=country,
            report=gap_report_of(country, person=self.request.user),
            over_served_from=OVER_SERVED_FROM,
            today=timezone.localdate(),
            active_entry="cities",
            crumbs=[
                {"label": _("Cities"), "url": reverse("cities:city_list")},
                {"label": country.name, "url": reverse("cities:country_detail", args=[country.pk])},
                {"label": _("Gap report"), "url": ""},
            ],
            **kwargs,
        )
