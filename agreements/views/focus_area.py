"""The pages of focus areas: the tree with what is agreed in each, and one area with its agreements and cities."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from agreements.counted import agreements_under, agreements_url
from agreements.facets import Tally, tally_agreements
from agreements.views.agreement_rows import AgreementRow, rows_of
from cities.models import CallDirection, City, CityCall
from twinning.focus_areas.models import FocusArea

MOST_AGREEMENTS = 10


@dataclass(frozen=True, slots=True)
class CountedArea:
    """A focus area with the number of agreements in it and their list; a root with its sub-areas."""

    area: FocusArea
    number: int
    url: str
    sub_areas: tuple["CountedArea", ...] = ()


class FocusAreaListView(TemplateView):
    """The tree of focus areas."""

    template_name = "focus_areas/focus_area_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(roots=counted_tree(self.request), **kwargs)


class FocusAreaDetailView(TemplateView):
    """One focus area, root or sub-area."""

    template_name = "focus_areas/focus_area_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        area = get_object_or_404(FocusArea.objects.select_related("parent"), pk=kwargs["code"])
        calls = _calls_in(area)
        return super().get_context_data(
            area=area,
            crumbs=_crumbs(area),
            counted=_with_counts(area, tally_of_everything(self.request)),
            rows=self._latest(area),
            offers=[call for call in calls if call.direction == CallDirection.OFFER],
            needs=[call for call in calls if call.direction == CallDirection.NEED],
            **kwargs,
        )

    def _latest(self, area: FocusArea) -> list[AgreementRow]:
        latest = agreements_under(self.request, focus=area.pk).qs.with_list_parts()
        return rows_of(latest[:MOST_AGREEMENTS])


def tally_of_everything(request: HttpRequest) -> Tally:
    """All counts of the unfiltered list of agreements."""
    return tally_agreements(agreements_under(request))


def counted_tree(request: HttpRequest, tally: Tally | None = None) -> list[CountedArea]:
    """The four roots with their sub-areas, each with the number of agreements this person may know of."""
    tally = tally or tally_of_everything(request)
    roots = FocusArea.objects.filter(parent__isnull=True).prefetch_related("sub_areas")
    return [_with_counts(root, tally) for root in roots]


def _with_counts(area: FocusArea, tally: Tally) -> CountedArea:
    is_root = area.parent_id is None
    return CountedArea(
        area=area,
        number=tally.of("focus_root" if is_root else "focus").get(area.pk, 0),
        url=agreements_url(focus=area.pk),
        sub_areas=tuple(_with_counts(sub_area, tally) for sub_area in area.sub_areas.all()) if is_root else (),
    )


def _crumbs(area: FocusArea) -> list[dict[str, str]]:
    crumbs = [{"label": _("Focus areas"), "url": reverse("focus_areas:focus_area_list")}]
    if area.parent:
        url = reverse("focus_areas:focus_area_detail", args=[area.parent.pk])
        crumbs.append({"label": area.parent.name, "url": url})
    return [*crumbs, {"label": area.name, "url": ""}]


def _calls_in(area: FocusArea) -> list[CityCall]:
    """Open offers and needs in an area; a root's include those in its sub-areas."""
    calls = CityCall.objects.filter(
        Q(focus_area=area) | Q(focus_area__parent=area),
        is_open=True,
        city__in=City.objects.selectable(),
    )
    return list(calls.select_related("city__country", "focus_area__parent"))
