"""Suggested partners through the API: of a city, for a growth model, for a focus area."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError as ValidationProblem
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.api.serializers.matches import MatchesSerializer, say
from agreements.forms.matches import MOST_LIMIT, WEIGHT, MatchForm
from agreements.match_words import lexicon_for
from agreements.matching.candidates import Search
from agreements.matching.criteria import Criterion
from agreements.matching.facts import Seeker
from agreements.matching.scoring import DEFAULT_WEIGHTS, MOST_WEIGHT
from agreements.matching.suggestions import explain, search_for, search_for_city
from cities.models import GrowthModel
from cities.policies import CityPolicy
from twinning.accounts.permissions import ReadableByAnyone
from twinning.core.filtersets import refuse_parameters
from twinning.focus_areas.models import FocusArea

ABOUT = "about"
WEIGHT_PARAMETERS = [
    OpenApiParameter(
        f"{WEIGHT}{criterion.value}",
        {"type": "integer", "minimum": 0, "maximum": MOST_WEIGHT, "default": DEFAULT_WEIGHTS[criterion]},
        description="Weight of this criterion; 0 leaves it out.",
    )
    for criterion in Criterion
]
PARAMETERS = [
    OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST_LIMIT, "default": 10}),
    OpenApiParameter(ABOUT, OpenApiTypes.INT64, description="Explain this city too, whatever its rank: why not it?"),
    *WEIGHT_PARAMETERS,
]
KNOWN = ["format", "limit", ABOUT, *(f"{WEIGHT}{criterion.value}" for criterion in Criterion)]


def _details(errors: Iterable[ValidationProblem]) -> list[ErrorDetail]:
    return [ErrorDetail(text, code=error.code or "invalid") for error in errors for text in error.messages]


class MatchListView(APIView):
    """The best partners among all places, by weights the caller may set."""

    permission_classes = [ReadableByAnyone]

    def answer(self, request: Request, search: Search, form: MatchForm) -> Response:
        about = self.about(request)
        matches = search.best(form.wanted)
        asked = search.match_of(about) if about is not None else None
        suggestions = explain(search, [*matches, *([asked] if asked else [])])
        lexicon = lexicon_for(suggestions)
        said = [say(one, lexicon) for one in suggestions]
        body = {
            "weights": {criterion.value: weight for criterion, weight in form.weights.items()},
            "number_of_places": search.world.size,
            "results": said[: len(matches)],
            "about": said[-1] if asked else None,
        }
        return Response(MatchesSerializer(body).data)

    @staticmethod
    def form(request: Request) -> MatchForm:
        """The weights asked for.

        Raises: ValidationError naming each parameter that is unknown or wrong.
        """
        refuse_parameters(request, KNOWN)
        form = MatchForm(request.query_params)
        if not form.is_valid():
            errors = form.errors.as_data()
            raise ValidationError(
                {
                    name: [
                        ErrorDetail(text, code=error.code or "invalid") for error in found for text in error.messages
                    ]
                    for name, found in errors.items()
                },
            )
        return form

    @staticmethod
    def about(request: Request) -> int | None:
        text = request.query_params.get(ABOUT, "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < len(str(2**63))):
            raise ValidationError({ABOUT: [ErrorDetail("Give the id of a city.", code="invalid")]})
        return int(text)


class CityMatchListView(MatchListView):
    @extend_schema(
        operation_id="cities_matches_list",
        summary="Suggest partners of a city",
        parameters=PARAMETERS,
        responses=MatchesSerializer,
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        form = self.form(request)
        cities = CityPolicy.visible_to(request.user).with_place().filter(merged_into__isnull=True)
        city = get_object_or_404(cities, pk=kwargs["id"])
        today = timezone.localdate()
        return self.answer(request, search_for_city(city, person=request.user, weights=form.weights, today=today), form)


class GrowthModelMatchListView(MatchListView):
    @extend_schema(
        operation_id="growth_models_matches_list",
        summary="Suggest cities for a growth model",
        parameters=PARAMETERS,
        responses=MatchesSerializer,
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        form = self.form(request)
        model = get_object_or_404(GrowthModel, pk=kwargs["code"])
        seeker = Seeker(growth_models=frozenset([model.code]))
        return self.answer(request, search_for(seeker, weights=form.weights, today=timezone.localdate()), form)


class FocusAreaMatchListView(MatchListView):
    @extend_schema(
        operation_id="focus_areas_matches_list",
        summary="Suggest cities for a focus area",
        parameters=PARAMETERS,
        responses=MatchesSerializer,
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        form = self.form(request)
        area = get_object_or_404(FocusArea, pk=kwargs["code"])
        seeker = Seeker(needs=frozenset({area.code, *area.sub_areas.values_list("code", flat=True)}))
        return self.answer(request, search_for(seeker, weights=form.weights, today=timezone.localdate()), form)
