"""The entry of the API: where everything is."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from twinning.accounts.permissions import ReadableByAnyone

RESOURCES = {
    "agreements": "api:agreement-list",
    "relationships": "api:relationship-list",
    "cities": "api:city-list",
    "countries": "api:country-list",
    "governorates": "api:governorate-list",
    "focus_areas": "api:focus-area-list",
    "growth_models": "api:growth-model-list",
    "networks": "api:network-list",
    "imports": "api:import-list",
    "vocabularies": "api:vocabulary-list",
    "me": "api:me",
    "schema": "api:schema",
    "docs": "api:docs",
}
ADDRESSES_SCHEMA = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}


class RootView(APIView):
    """Every resource with its address."""

    permission_classes = [ReadableByAnyone]

    @extend_schema(
        summary="List the resources",
        operation_id="root_read",
        responses={(200, "application/json"): ADDRESSES_SCHEMA},
    )
    def get(self, request: Request) -> Response:
        return Response({name: reverse(view, request=request) for name, view in RESOURCES.items()})
