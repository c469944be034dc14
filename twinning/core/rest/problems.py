"""Errors of the API as RFC 9457 problem details, in the caller's language, with fixed codes and JSON pointers."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status

from twinning.core.exceptions import Conflict, DomainError, InvalidInput, NotPermitted, StaleVersion

CONTENT_TYPE = "application/problem+json"
DOMAIN_STATUSES: list[tuple[type[DomainError], int]] = [
    (InvalidInput, status.HTTP_400_BAD_REQUEST),
    (NotPermitted, status.HTTP_403_FORBIDDEN),
    (StaleVersion, status.HTTP_412_PRECONDITION_FAILED),
    (Conflict, status.HTTP_409_CONFLICT),
]
# The two columns of a bilingual text are one object in the API: title_ar is /title/ar.
_BILINGUAL_COLUMN = re.compile(r"^(?P<name>.+)_(?P<language>ar|en)$")


class PreconditionRequired(exceptions.APIException):
    """A change was sent without saying which version of the record it changes."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "precondition_required"


class BodyTooLarge(exceptions.APIException):
    """More was sent than is read here."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


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
        413: _("Too much was sent"),
        415: _("This content type is not read here"),
        428: _("Say which version you are changing"),
        429: _("Too many requests"),
        500: _("Something broke on our side"),
        503: _("The register is resting for a moment"),
    }


def problem(
    path: str,
    status_code: int,
    *,
    detail: str,
    code: str,
    errors: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """One refusal as an answer of the API.

    It is written here and not by a renderer, since the renderer of the view may be one for files or YAML.
    """
    body = {
        "type": f"urn:city-twinning:problem:{code}",
        "title": titles().get(status_code, _("The request failed")),
        "status": status_code,
        "detail": detail,
        "code": code,
        "instance": path,
        "errors": errors or [],
    }
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return HttpResponse(content, status=status_code, content_type=CONTENT_TYPE, headers=headers)


def problem_response(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """DRF's exception handler: every refusal as a problem; None (a real 500) for what nobody foresaw."""
    request = context.get("request")
    path = request.path if request else ""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, DomainError):
        errors = list(_domain_errors(error))
        return problem(path, _status_of(error), detail=str(error.message), code=error.code, errors=errors)
    if isinstance(error, exceptions.ValidationError):
        errors = list(_validation_errors(error.detail, ""))
        return problem(path, 400, detail=_("Some fields are not valid."), code="invalid", errors=errors)
    if isinstance(error, exceptions.APIException):
        code = error.get_codes()
        return problem(
            path,
            error.status_code,
            detail=str(error.detail),
            code=code if isinstance(code, str) else error.default_code,
            headers=_headers_of(error),
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


def _domain_errors(error: DomainError) -> Iterator[dict[str, str]]:
    for found in error.problems:
        yield {"pointer": pointer_to(found.field), "code": found.code, "detail": str(found.message)}


def pointer_to(field: str) -> str:
    """The JSON pointer (RFC 6901) of a field of the domain: `parties.1.name_ar` is `/parties/1/name/ar`."""
    steps: list[str] = []
    for step in field.split(".") if field else []:
        match = _BILINGUAL_COLUMN.match(step)
        steps += [match["name"], match["language"]] if match else [step]
    return "".join(f"/{_escaped(step)}" for step in steps)


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")


def _validation_errors(detail: Any, pointer: str) -> Iterator[dict[str, str]]:
    if isinstance(detail, Mapping):
        for field, inner in detail.items():
            step = "" if field == "non_field_errors" else f"/{_escaped(str(field))}"
            yield from _validation_errors(inner, pointer + step)
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, (Mapping, list))
            yield from _validation_errors(inner, f"{pointer}/{index}" if nested else pointer)
    else:
        yield {"pointer": pointer, "code": getattr(detail, "code", "invalid"), "detail": str(detail)}
