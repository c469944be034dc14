"""How often one caller may ask."""

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tests.api_callers import caller_for, problem_of
from tests.factories.accounts import person
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = {"anonymous": 2, "signed_in": 4}
    cache.clear()


def test_a_call_too_many_is_told_how_long_to_wait() -> None:
    caller = caller_for()
    answers = [caller.read("vocabularies/") for _call in range(6)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused  # Not always the third: the minute may have turned in between.
    assert problem_of(refused[0], 429)["code"] == "throttled"
    assert 1 <= int(refused[0].headers["Retry-After"]) <= 60


def test_people_are_counted_apart_from_their_address() -> None:
    anonymous, analyst = caller_for(), caller_for(person(Role.ANALYST))
    for _call in range(6):
        anonymous.read("vocabularies/")
    assert analyst.read("vocabularies/").status_code == 200


def test_nobody_escapes_by_naming_another_address() -> None:
    caller = caller_for()
    answers = [caller.read("vocabularies/", x_forwarded_for=f"10.0.0.{n}").status_code for n in range(8)]
    assert 429 in answers


def test_a_limit_of_zero_is_none(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = {"anonymous": 0, "signed_in": 0}
    caller = caller_for()
    assert {caller.read("vocabularies/").status_code for _call in range(8)} == {200}
