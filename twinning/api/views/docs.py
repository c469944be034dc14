"""The page that people read the API by: no script, nothing from elsewhere."""

import dataclasses
import functools
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from twinning.api.openapi import document
from twinning.api.reader import Group, Shape, groups_of, shapes_of
from twinning.core.context import site

PARAMETER = "lang"


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document as a page, in the frame of the site; `?lang=` chooses the frame's language."""
    asked = request.GET.get(PARAMETER, "")
    language = asked if asked in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(language):
        response = render(request, "api/docs.html", _context(request))
    response.headers["Content-Language"] = language
    return response


def _context(request: HttpRequest) -> dict[str, Any]:
    groups, shapes = _contents()
    frame = site(request)["frame"]
    sections = [
        {"anchor": "first-call", "label": _("A first call")},
        {"anchor": "errors", "label": _("Errors")},
        *({"anchor": group.anchor, "label": group.label} for group in groups),
        {"anchor": "shapes", "label": _("Shapes")},
    ]
    return {
        # The page has one address for both languages, so the switch is a parameter and not another path.
        "frame": dataclasses.replace(frame, other_language_url=f"?{PARAMETER}={frame.other_language}"),
        "base_url": request.build_absolute_uri("/api/v1/"),
        "groups": groups,
        "shapes": shapes,
        "sections": sections,
    }


@functools.cache
def _contents() -> tuple[list[Group], list[Shape]]:
    return groups_of(document()), shapes_of(document())
