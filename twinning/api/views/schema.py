"""The OpenAPI document of this API."""

from django.http import HttpResponse
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from twinning.accounts.permissions import ReadableByAnyone
from twinning.api.openapi import as_json, as_yaml


class SchemaView(APIView):
    """YAML unless JSON is asked for, by Accept or `?format=json`."""

    permission_classes = [ReadableByAnyone]
    renderer_classes = [
        OpenApiYamlRenderer,
        OpenApiYamlRenderer2,
        OpenApiJsonRenderer,
        OpenApiJsonRenderer2,
    ]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        chosen = request.accepted_renderer
        body = as_json() if isinstance(chosen, OpenApiJsonRenderer) else as_yaml()
        return HttpResponse(body, content_type=f"{chosen.media_type}; charset=utf-8")
