"""What every request goes through: its id, the context of its changes, and who may keep its answer."""

import contextlib
import re
import uuid
from collections.abc import Callable
from typing import Any, cast

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from pghistory.middleware import HistoryMiddleware

from twinning.core.text import clean_bidi
from twinning.core.trace import Trace, current_trace

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
REASON_MAX_LENGTH = 500
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class TracedRequest(HttpRequest):
    """A request after RequestIdMiddleware, for type checks only."""

    request_id: str


class RequestIdMiddleware:
    """Give each request an id, its caller's where that is sane, and name it in the answer and in every log line."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        offered = request.headers.get("X-Request-Id", "")
        request_id = offered if _REQUEST_ID.fullmatch(offered) else uuid.uuid4().hex
        cast("TracedRequest", request).request_id = request_id
        token = current_trace.set(Trace(request_id=request_id, reason=_change_reason(request)))
        try:
            with structlog.contextvars.bound_contextvars(request_id=request_id):
                response = self.get_response(request)
        finally:
            current_trace.reset(token)
        response.headers["X-Request-Id"] = request_id
        return response


class LargestRequestMiddleware:
    """Turn away by its announced length what nothing here would read, before a byte of it is written to disk."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) <= settings.REQUEST_MAX_BYTES:
            return self.get_response(request)
        words = "ما أُرسل أكبر من أن يُقرأ هنا. / More was sent than is read here."
        return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")


class HistoryContextMiddleware(HistoryMiddleware):
    """Write user, request id and reason beside every row version that a changing request makes.

    The parent follows a user who is known only later, in the view, as with a token of the API.
    """

    get_response: GetResponse

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)  # type: ignore[no-untyped-call]  # the library has none

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        response: HttpResponseBase = super().__call__(request)  # type: ignore[no-untyped-call]  # the library has none
        return response

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        trace = current_trace.get()
        user = super().get_context(request)["user"]
        return {"user": user, "request_id": trace.request_id, "reason": trace.reason}


class PrivateCacheMiddleware:
    """Keep answers to signed-in people out of every cache, and tell caches what else an answer depends on.

    A view that sets its own Cache-Control keeps it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _is_personal(request):
            response.headers.setdefault("Cache-Control", "no-store, private")
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
        return response


def _is_personal(request: HttpRequest) -> bool:
    """Return whether the answer may be meant for one person, without asking a database that may be down."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers:
        return True
    user = getattr(request, "_cached_user", None)
    return user is not None and user.is_authenticated


def _change_reason(request: HttpRequest) -> str:
    """Return why the caller makes a change, as one line; header bytes are read as UTF-8 where they are."""
    if request.method in SAFE_METHODS:
        return ""
    raw = request.headers.get("X-Change-Reason", "")
    with contextlib.suppress(UnicodeError):
        raw = raw.encode("latin-1").decode("utf-8")
    printable = "".join(character if character.isprintable() else " " for character in clean_bidi(raw))
    return " ".join(printable.split())[:REASON_MAX_LENGTH]
