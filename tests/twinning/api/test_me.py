"""Who am I."""

import pytest
from pytest_django import Settings

from tests.api_callers import caller_for, problem_of, session_of
from tests.factories.accounts import person
from tests.factories.places import country, place
from twinning.accounts.roles import Role
from twinning.accounts.scopes import Scope

pytestmark = pytest.mark.django_db


def test_a_token_says_whose_it_is_and_what_it_carries() -> None:
    user = person(Role.PARTNER, place("muscat"), name_en="Port system")
    body = caller_for(user, Scope.STATISTICS_READ).read("me/").json()
    assert body["email"] == user.email
    assert body["name"]["en"] == "Port system"
    assert body["memberships"] == [
        {
            "role": "partner",
            "city": {"id": place("muscat").pk, "name": {"ar": "مسقط", "en": "Muscat"}},
            "country": None,
        },
    ]
    assert body["scopes"] == ["statistics:read"]
    assert body["token"]["label"] == "test"
    assert "secret" not in str(body)


def test_a_session_carries_every_scope_and_no_token() -> None:
    body = session_of(person(Role.REVIEWER, country("OM"))).read("me/").json()
    assert body["token"] is None
    assert body["scopes"] == Scope.values
    assert body["memberships"][0]["country"]["code"] == "OM"


def test_limits_are_those_that_hold(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = {"anonymous": 5, "signed_in": 77}
    limits = caller_for(person(Role.ANALYST)).read("me/").json()["limits"]
    assert limits["requests_per_minute"] == 77
    assert limits["page_size"] == 200
    assert limits["document_bytes"] == settings.DOCUMENT_MAX_BYTES


def test_nobody_in_particular_is_asked_to_sign_in() -> None:
    assert problem_of(caller_for().read("me/"), 401)["code"] == "not_authenticated"
