"""Reading countries, governorates and cities; all of it is public."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from cities.api.serializers import (
    CityDetailSerializer,
    CountrySerializer,
    FoundCitySerializer,
    GovernorateSerializer,
)
from cities.filtersets import CityFilterSet, CountryFilterSet, GovernorateFilterSet
from cities.models import City, Country, Governorate
from cities.search import matches_of, rank_cities
from twinning.accounts.permissions import ReadableByAnyone
from twinning.core.filtersets import StrictFilterBackend
from twinning.core.rest.conditional import ETAG, IF_NONE_MATCH, etag, is_known_to_caller, with_etag
from twinning.core.rest.pagination import PagePagination

# A name is found on the first page or spelt otherwise: what comes after this many is noise.
MOST_FOUND = 100


@extend_schema_view(
    list=extend_schema(summary="List countries"),
    retrieve=extend_schema(summary="Read a country"),
)
class CountryViewSet(ReadOnlyModelViewSet[Country]):
    """Countries and territories by their ISO 3166-1 alpha-2 code."""

    permission_classes = [ReadableByAnyone]
    filter_backends = [StrictFilterBackend]
    filterset_class = CountryFilterSet
    queryset = Country.objects.order_by("code")
    serializer_class = CountrySerializer
    lookup_field = "code"
    lookup_value_converter = "slug"


@extend_schema_view(
    list=extend_schema(summary="List governorates"),
    retrieve=extend_schema(summary="Read a governorate"),
)
class GovernorateViewSet(ReadOnlyModelViewSet[Governorate]):
    """First-level divisions by their GeoNames code, such as OM.06."""

    permission_classes = [ReadableByAnyone]
    filter_backends = [StrictFilterBackend]
    filterset_class = GovernorateFilterSet
    queryset = Governorate.objects.select_related("country").order_by("code")
    serializer_class = GovernorateSerializer
    lookup_field = "code"
    lookup_value_converter = "str"


class CityViewSet(ReadOnlyModelViewSet[City]):
    """Places of the world, larger first; with `q` those that go by the name, the best match first."""

    permission_classes = [ReadableByAnyone]
    filter_backends = [StrictFilterBackend]
    filterset_class = CityFilterSet
    serializer_class = FoundCitySerializer
    lookup_field = "id"
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[City]:
        """Proposed places are nobody's business until they are accepted, and merged ones are not listed."""
        places = City.objects.with_place()
        return places.selectable() if self.action == "list" else places.public()

    @extend_schema(summary="List or search cities", responses=FoundCitySerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        filterset = self.filterset_class(request.query_params, queryset=self.get_queryset(), request=request)
        if problems := filterset.problems():
            raise ValidationError(problems, code="invalid")
        if filterset.text:
            return self._found(request, filterset)
        page = self.paginate_queryset(filterset.qs) or []
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        summary="Read a city",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: CityDetailSerializer, 304: OpenApiResponse(description="Not changed")},
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        city = get_object_or_404(self.get_queryset(), pk=kwargs["id"])
        # GeoNames corrects figures without a new version.
        tag = etag(city.version, int(city.updated_at.timestamp() * 1_000_000))
        if is_known_to_caller(request, tag):
            return with_etag(Response(status=status.HTTP_304_NOT_MODIFIED), tag)
        return with_etag(Response(CityDetailSerializer(city).data), tag)

    def _found(self, request: Request, filterset: CityFilterSet) -> Response:
        shown = PagePagination().get_page_size(request)
        hits = rank_cities(filterset.text, scope=filterset.scope, limit=MOST_FOUND, shown=shown)
        matches = matches_of(self.paginate_queryset(hits) or [])
        context = {**self.get_serializer_context(), "matches": {match.city.pk: match for match in matches}}
        cities = [match.city for match in matches]
        return self.get_paginated_response(self.get_serializer(cities, many=True, context=context).data)
