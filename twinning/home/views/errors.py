"""Answers of the whole site when a request cannot be served: problems for the API, pages for people."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views import defaults

from twinning.core.rest.problems import CONTENT_TYPE, titles

API_PREFIX = "/api/"
RETRY_AFTER_SECONDS = "5"
CODES = {400: "bad_request", 403: "permission_denied", 404: "not_found", 500: "server_error", 503: "unavailable"}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that could not be read at all, such as one for a foreign host."""
    return _problem(request, 400) if _is_for_api(request) else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A signed-in person asked for what her account does not reach."""
    return _problem(request, 403) if _is_for_api(request) else defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or a record that is not open to whoever asks: the same answer."""
    return _problem(request, 404) if _is_for_api(request) else defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw, or a database that is away: the page is drawn without asking it anything."""
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if is_away else 500
    response = (
        _problem(request, status)
        if _is_for_api(request)
        else HttpResponse(render_to_string(f"{status}.html"), status=status)
    )
    if is_away:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _is_for_api(request: HttpRequest) -> bool:
    return request.path.startswith(API_PREFIX)


def _problem(request: HttpRequest, status: int) -> JsonResponse:
    code = CODES[status]
    title = titles()[status]
    body = {
        "type": f"urn:city-twinning:problem:{code}",
        "title": title,
        "status": status,
        "detail": title,
        "code": code,
        "instance": request.path,
        "errors": [],
    }
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False})
