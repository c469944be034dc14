"""The OpenAPI document: made once per process, in English, whoever asks."""

import functools
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer


@functools.cache
def document() -> dict[str, Any]:
    """The document as plain values; nobody may change them."""
    with translation.override("en"):
        made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # the library has none
    return made


@functools.cache
def as_yaml() -> bytes:
    """The document as it is kept in docs/openapi.yaml."""
    text: bytes = OpenApiYamlRenderer().render(document(), renderer_context={})  # type: ignore[no-untyped-call]  # as above
    return text


@functools.cache
def as_json() -> bytes:
    """The document as JSON."""
    text: bytes = OpenApiJsonRenderer().render(document(), renderer_context={})
    return text
