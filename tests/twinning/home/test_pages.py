"""The frame of the site: first address, language switch, health, robots, errors, about."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from tests.factories.places import place
from twinning.accounts.models import User
from twinning.home.views.errors import permission_denied, server_error

pytestmark = pytest.mark.django_db


def test_the_bare_address_leads_to_the_arabic_first_page(client: Client) -> None:
    answer = client.get("/?from=letter")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ar/?from=letter")


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/ar/", "/en/"),
        ("/en/cities/?country=OM&amp;page=1", "/ar/cities/?country=OM&amp;page=1"),
        ("/ar/search/?q=%D8%B9%D9%85%D8%A7%D9%86", "/en/search/?q=%D8%B9%D9%85%D8%A7%D9%86"),
        ("/ar/nowhere/at-all/?x=1", "/en/nowhere/at-all/?x=1"),
    ],
)
def test_switching_the_language_keeps_page_and_query(client: Client, address: str, other: str) -> None:
    place("muscat")
    page = client.get(address.replace("&amp;", "&")).content.decode()
    assert f'href="{other}"' in page


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("page", ["about", "components"])
def test_pages_without_records_open_in_both_languages(client: Client, page: str, language: str) -> None:
    answer = client.get(f"/{language}/{page}/")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "says"), [("office@register.example", "mailto:office@register.example"), ("", "administrator at your")]
)
def test_about_says_whom_to_write_to(client: Client, address: str, says: str) -> None:
    with override_settings(SITE_CONTACT_EMAIL=address):
        assert says in client.get("/en/about/").content.decode()


def test_health_tells_of_a_reachable_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "reachable"})
    assert "no-store" in answer.headers["Cache-Control"]


def test_health_tells_of_a_database_that_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "refused" not in answer.content.decode()


def test_health_is_asked_by_reading_only(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.parametrize(("is_demo", "line"), [(True, "Disallow: /\n"), (False, "Disallow: /ar/account/\n")])
def test_robots_stay_out_of_a_demonstration_and_of_accounts(client: Client, is_demo: bool, line: str) -> None:
    with override_settings(SITE_IS_DEMO=is_demo):
        assert line in client.get("/robots.txt").content.decode()


def test_the_old_address_of_the_icon_leads_to_the_mark(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"].endswith("mark.svg")


@pytest.mark.parametrize(("language", "says"), [("ar", 'dir="rtl"'), ("en", "There is no such page")])
def test_a_missing_page_is_a_page_in_the_readers_language(client: Client, language: str, says: str) -> None:
    answer = client.get(f"/{language}/nothing/here/")
    assert answer.status_code == 404
    assert says in answer.content.decode()


def test_a_missing_resource_of_the_api_is_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/nothing/", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"], body["instance"]) == (404, "not_found", "/api/v1/nothing/")


def test_a_form_that_was_open_too_long_gets_a_page_of_its_own(officer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    with translation.override("en"):
        answer = client.post("/en/account/logout/", {})
    assert answer.status_code == 403
    assert "This form has been open too long" in answer.content.decode()


@pytest.mark.parametrize(("path", "kind"), [("/ar/x", "text/html"), ("/api/v1/x", "application/problem+json")])
def test_a_refusal_answers_in_the_callers_form(path: str, kind: str, officer: User) -> None:
    request = RequestFactory().get(path)
    request.user = officer
    answer = permission_denied(request, PermissionDenied())
    assert answer.status_code == 403
    assert answer.headers["Content-Type"].startswith(kind)


def failing(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    """The handler of broken requests, called as Django does: while the error is being dealt with."""

    def answer(request: HttpRequest) -> HttpResponse:
        try:
            raise error
        except Exception:  # noqa: BLE001  whatever a view may raise
            return server_error(request)

    return answer


@pytest.mark.parametrize("path", ["/en/", "/api/v1/agreements/"])
@pytest.mark.parametrize(("error", "status"), [(ValueError("secret"), 500), (OperationalError("secret host"), 503)])
def test_what_breaks_is_told_without_asking_the_database_and_without_its_reason(
    path: str, error: Exception, status: int, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = failing(error)(RequestFactory().get(path))
    assert answer.status_code == status
    assert "secret" not in answer.content.decode()
    assert ("Retry-After" in answer.headers) is (status == 503)
