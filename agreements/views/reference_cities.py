"""The catalogue of cities that embody a growth model."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from agreements.views.listing import read_query
from cities.filtersets import ReferenceCityFilterSet
from cities.models import EntryState, GrowthModel, ProfileEntry, ReferenceCity, Region, Trait


@dataclass(frozen=True, slots=True)
class ModelGroup:
    """A growth model with its reference cities."""

    model: GrowthModel
    references: tuple[ReferenceCity, ...]


class ReferenceCityListView(View):
    """All reference cities by growth model, each with its facts and their sources."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = read_query(request, ReferenceCityFilterSet, ReferenceCity.objects.listed())
        accepted = ProfileEntry.objects.filter(state=EntryState.ACCEPTED).prefetch_related("traits")
        references = list(
            query.filterset.qs.prefetch_related(Prefetch("city__profile_entries", accepted, to_attr="facts"))
        )
        models = {reference.growth_model for reference in references}
        context = {
            "query": query,
            "total": len(references),
            "groups": [
                ModelGroup(model, tuple(one for one in references if one.growth_model_id == model.pk))
                for model in sorted(models, key=lambda model: model.position)
            ],
            "growth_models": GrowthModel.objects.all(),
            "traits": Trait.objects.all(),
            "regions": Region.choices,
            "chosen": {name: (query.chosen(name) or [""])[0] for name in ("growth_model", "trait", "region")},
            "active_entry": "cities",
        }
        return render(request, "cities/reference_city_list.html", context, status=query.status)
