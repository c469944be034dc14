"""Errors of the API as RFC 9457 problem details, in the caller's language, with fixed codes and JSON pointers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response

from twinning.core.exceptions import Conflict, DomainError, InvalidInput, NotPermitted, StaleVersion

CONTENT_TYPE = "application/problem+json"
DOMAIN_STATUSES: list[tuple[type[DomainError], int]] = [
    (InvalidInput, status.HTTP_400_BAD_REQUEST),
    (NotPermitted, status.HTTP_403_FORBIDDEN),
    (StaleVersion, status.HTTP_412_PRECONDITION_FAILED),
    (Conflict, status.HTTP_409_CONFLICT),
]


class PreconditionRequired(exceptions.APIException):
    """A change was sent without saying which version of the record it changes."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "precondition_required"


def titles() -> dict[int, str]:
    """What each status means, in the caller's language."""
    return {
        400: _("The request is not valid"),
        401: _("Please sign in"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("This method is not offered here"),
        406: _("This format is not offered here"),
        409: _("It cannot be done as things stand"),
        412: _("The record has changed"),
        415: _("This content type is not read here"),
        428: _("Say which version you are changing"),
        429: _("Too many requests"),
    }


def problem_response(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal as a problem; None (a real 500) for what nobody foresaw."""
    request: Request | None = context.get("request")
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, DomainError):
        return _respond(request, _status_of(error), str(error.message), error.code, list(_domain_errors(error)))
    if isinstance(error, exceptions.ValidationError):
        errors = list(_validation_errors(error.detail, ""))
        return _respond(request, 400, _("Some fields are not valid."), "invalid", errors)
    if isinstance(error, exceptions.APIException):
        headers = _headers_of(error)
        code = error.get_codes()
        return _respond(
            request,
            error.status_code,
            str(error.detail),
            code if isinstance(code, str) else error.default_code,
            [],
            headers,
        )
    return None


def _headers_of(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return headers


def _status_of(error: DomainError) -> int:
    return next((code for kind, code in DOMAIN_STATUSES if isinstance(error, kind)), status.HTTP_409_CONFLICT)


def _respond(
    request: Request | None,
    status_code: int,
    detail: str,
    code: str,
    errors: list[dict[str, str]],
    headers: dict[str, str] | None = None,
) -> Response:
    body = {
        "type": f"urn:city-twinning:problem:{code}",
        "title": titles().get(status_code, _("The request failed")),
        "status": status_code,
        "detail": detail,
        "code": code,
        "instance": request.path if request else "",
        "errors": errors,
    }
    return Response(body, status=status_code, headers=headers, content_type=CONTENT_TYPE)


def _domain_errors(error: DomainError) -> Iterator[dict[str, str]]:
    if isinstance(error, InvalidInput):
        for problem in error.problems:
            path = problem.field.replace(".", "/")
            yield {
                "pointer": f"/{path}" if path else "",
                "code": problem.code,
                "detail": str(problem.message),
            }


def _validation_errors(detail: Any, pointer: str) -> Iterator[dict[str, str]]:
    if isinstance(detail, Mapping):
        for field, inner in detail.items():
            step = "" if field == "non_field_errors" else f"/{field}"
            yield from _validation_errors(inner, pointer + step)
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, (Mapping, list))
            yield from _validation_errors(inner, f"{pointer}/{index}" if nested else pointer)
    else:
        yield {"pointer": pointer, "code": getattr(detail, "code", "invalid"), "detail": str(detail)}
