"""The page on which the ministry merges a city into its successor, and takes that back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from agreements.forms.city_merger import CityMergerForm
from agreements.models import CityMerger
from agreements.services.city_mergers import MergerPlan, MergerRefused, merge_city, plan_merger, undo_merger
from agreements.views.people import signed_in
from cities.models import City
from cities.policies import CityPolicy
from twinning.core.exceptions import DomainError, StaleVersion

UNPROCESSABLE, CONFLICT = 422, 409


class CityMergerView(LoginRequiredMixin, View):
    """Merging: the plan is shown before anything is changed, relationships that collide are named."""

    city: City

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            cities = CityPolicy.visible_to(request.user).select_related("country", "merged_into")
            self.city = get_object_or_404(cities, pk=kwargs["pk"])
            if not CityPolicy.can_merge(request.user, self.city):
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(CityMergerForm(taken=[self.city.pk]))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.POST.get("act") == "undo":
            return self._undo()
        form = CityMergerForm(request.POST, taken=[self.city.pk])
        if not form.is_valid() or form.chosen is None:
            return self._page(form, status=UNPROCESSABLE)
        if request.POST.get("act") != "merge" or request.POST.get("successor") != str(form.chosen.pk):
            return self._page(form, plan=plan_merger(self.city, form.chosen))
        return self._merge(form, form.chosen)

    def _merge(self, form: CityMergerForm, successor: City) -> HttpResponse:
        version = self.request.POST.get("version", "")
        try:
            merge_city(
                city=self.city,
                successor=successor,
                taken=form.cleaned_data["taken"],
                reason=form.cleaned_data["reason"],
                by=signed_in(self.request),
                at=timezone.now(),
                expected_version=int(version) if version.isdigit() and len(version) < 10 else 0,
            )
        except (MergerRefused, StaleVersion) as refused:
            form.add_error("city", str(refused))
            return self._page(form, status=CONFLICT)
        except DomainError as refused:
            raise Http404 from refused
        messages.success(self.request, _("The city was merged into its successor."))
        return redirect("cities:city_detail", pk=successor.pk)

    def _undo(self) -> HttpResponse:
        merger = get_object_or_404(CityMerger, city=self.city, undone_at=None)
        try:
            undo_merger(merger=merger, by=signed_in(self.request), at=timezone.now())
        except MergerRefused as refused:
            messages.error(self.request, str(refused))
            return redirect("cities:city_merger", pk=self.city.pk)
        messages.success(self.request, _("The merger was undone."))
        return redirect("cities:city_detail", pk=self.city.pk)

    def _page(self, form: CityMergerForm, *, plan: MergerPlan | None = None, status: int = 200) -> HttpResponse:
        merger = CityMerger.objects.filter(city=self.city, undone_at=None).select_related("successor").first()
        context = {
            "active_entry": "cities",
            "city": self.city,
            "form": form,
            "plan": plan,
            "successor": form.chosen,
            "merger": merger,
            "back_url": reverse("cities:city_detail", args=[self.city.pk]),
            "crumbs": [
                {"label": _("Cities"), "url": reverse("cities:city_list")},
                {"label": self.city.name, "url": reverse("cities:city_detail", args=[self.city.pk])},
                {"label": _("Merge"), "url": ""},
            ],
        }
        return render(self.request, "cities/city_merger.html", context, status=status)
