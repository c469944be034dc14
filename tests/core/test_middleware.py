"""What every request goes through."""

import re
from collections.abc import Callable

import pytest
import structlog
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory
from pghistory.runtime import Context
from pghistory.runtime import _tracker as tracker

from twinning.accounts.models import User
from twinning.core.middleware import HistoryContextMiddleware, PrivateCacheMiddleware, RequestIdMiddleware
from twinning.core.trace import current_trace

requests = RequestFactory()
View = Callable[[HttpRequest], HttpResponseBase]


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("answer")


@pytest.mark.parametrize("offered", ["a", "3f2b-1.x_Y", "x" * 64])
def test_a_sane_request_id_is_kept_and_given_back(offered: str) -> None:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.extend([current_trace.get().request_id, structlog.contextvars.get_contextvars()["request_id"]])
        return HttpResponse()

    response = RequestIdMiddleware(view)(requests.get("/", headers={"X-Request-Id": offered}))
    assert response.headers["X-Request-Id"] == offered
    assert seen == [offered, offered]


@pytest.mark.parametrize("offered", ["", "x" * 65, "a b", "a\nb", "<script>", "عمّان"])
def test_any_other_request_id_is_replaced(offered: str) -> None:
    response = RequestIdMiddleware(answer)(requests.get("/", headers={"X-Request-Id": offered}))
    assert re.fullmatch("[0-9a-f]{32}", response.headers["X-Request-Id"])


def test_nothing_of_a_request_is_left_after_it() -> None:
    def fail(_request: HttpRequest) -> HttpResponse:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011  the view of this test raises it bare
        RequestIdMiddleware(fail)(requests.get("/", headers={"X-Request-Id": "one"}))
    assert current_trace.get().request_id == ""
    assert "request_id" not in structlog.contextvars.get_contextvars()


@pytest.mark.parametrize(
    ("method", "given", "kept"),
    [
        ("post", "Signed at the ceremony", "Signed at the ceremony"),
        ("patch", "تصحيح التاريخ".encode().decode("latin-1"), "تصحيح التاريخ"),
        ("post", " two\tlines\r\nand \u202e more ".encode().decode("latin-1"), "two lines and more"),
        ("post", "x" * 600, "x" * 500),
        ("post", "", ""),
        ("get", "Reading needs no reason", ""),
    ],
    ids=["plain", "arabic", "control characters", "long", "none", "safe method"],
)
def test_the_reason_of_a_change_is_read_as_one_clean_line(method: str, given: str, kept: str) -> None:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(current_trace.get().reason)
        return HttpResponse()

    RequestIdMiddleware(view)(getattr(requests, method)("/", headers={"X-Change-Reason": given}))
    assert seen == [kept]


def context_seen_by(method: str, user: User | AnonymousUser, user_of_view: User | None = None) -> Context | None:
    seen: list[Context | None] = []

    def view(request: HttpRequest) -> HttpResponse:
        if user_of_view:
            request.user = user_of_view
        seen.append(getattr(tracker, "value", None))
        return HttpResponse()

    headers = {"X-Request-Id": "one", "X-Change-Reason": "because"}
    request = getattr(requests, method)("/", headers=headers)
    request.user = user
    RequestIdMiddleware(HistoryContextMiddleware(view))(request)
    return seen[0]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_changing_request_is_named_in_the_history(method: str, officer: User) -> None:
    context = context_seen_by(method, officer)
    assert context
    assert context.metadata == {"user": officer.pk, "request_id": "one", "reason": "because"}


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_reading_request_opens_no_history(method: str, officer: User) -> None:
    assert context_seen_by(method, officer) is None


def test_a_user_known_only_in_the_view_is_named_in_the_history(officer: User) -> None:
    context = context_seen_by("post", AnonymousUser(), user_of_view=officer)
    assert context
    assert context.metadata["user"] == officer.pk


@pytest.mark.parametrize(
    "request_",
    [
        requests.get("/", headers={"Cookie": "sessionid=one"}),
        requests.get("/", headers={"Authorization": "Bearer one"}),
    ],
    ids=["session", "token"],
)
def test_a_personal_answer_is_kept_out_of_every_cache(request_: HttpRequest) -> None:
    response = PrivateCacheMiddleware(answer)(request_)
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["Vary"] == "Cookie, Accept-Language"


def test_the_answer_to_a_sign_in_is_personal() -> None:
    def sign_in(request: HttpRequest) -> HttpResponse:
        request._cached_user = User(pk=1)  # type: ignore[attr-defined]  # as Django's own middleware keeps it
        return HttpResponse()

    assert PrivateCacheMiddleware(sign_in)(requests.post("/")).headers["Cache-Control"] == "no-store, private"


def test_an_anonymous_answer_may_be_kept_apart_by_cookie_and_language() -> None:
    response = PrivateCacheMiddleware(answer)(requests.get("/"))
    assert "Cache-Control" not in response.headers
    assert response.headers["Vary"] == "Cookie, Accept-Language"


def test_a_view_that_says_how_long_its_answer_keeps_is_obeyed() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "private, max-age=60"})

    response = PrivateCacheMiddleware(view)(requests.get("/", headers={"Cookie": "sessionid=one"}))
    assert response.headers["Cache-Control"] == "private, max-age=60"
