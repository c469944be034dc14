"""The page on which anybody checks a paper, and the same through the API."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from agreements.choices import Status, Visibility
from agreements.models import Agreement, Certificate
from tests.agreements.services.test_certificates import issue
from tests.agreements.views.pages import text_of
from tests.api_callers import caller_for
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
PAGE = "/en/agreements/verify/"


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE, title_en="Harbour charter")
    return made


@pytest.fixture
def paper(agreement: Agreement, officer: User) -> Certificate:
    return issue(agreement, officer, language="en")


def ask(client: Client, paper: Certificate, **given: str) -> Any:
    return client.get(PAGE, {"reference": paper.facts["reference"], "code": paper.code_in_groups, **given})


def verdict(response: Any) -> str:
    return str(response.context["finding"].verdict)


def test_a_valid_paper_is_confirmed_with_what_it_says(client: Client, paper: Certificate) -> None:
    response = ask(client, paper)
    assert verdict(response) == "unchanged"
    assert "Harbour charter" in text_of(response)
    assert "Muscat" in text_of(response)


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_code_is_understood_however_it_is_typed(client: Client, paper: Certificate, typed: Any) -> None:
    assert verdict(ask(client, paper, code=typed(paper.code_in_groups))) == "unchanged"


def test_arabic_digits_are_understood(client: Client, paper: Certificate) -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    typed = {"reference": paper.facts["reference"].translate(arabic), "code": paper.code.translate(arabic)}
    assert verdict(ask(client, paper, **typed)) == "unchanged"


def test_a_changed_record_is_told_and_the_paper_stays_valid(
    client: Client, paper: Certificate, agreement: Agreement
) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(title_en="Another charter")
    response = ask(client, paper)
    assert verdict(response) == "changed"
    assert "Harbour charter" in text_of(response)
    assert "Another charter" not in text_of(response)


def test_a_wrong_code_and_a_reference_of_nothing_are_one_answer(client: Client, paper: Certificate) -> None:
    wrong_code = ask(client, paper, code="AAAA-BBBB-CCCC-DDDD")
    no_such = ask(client, paper, reference="OM-1900-0001", code="AAAA-BBBB-CCCC-DDDD")
    other = ask(client, paper, reference="OM-1900-0001")
    assert {verdict(wrong_code), verdict(no_such), verdict(other)} == {"unknown"}
    bodies = [
        text_of(answer).replace(paper.facts["reference"], "R").replace("OM-1900-0001", "R")
        for answer in (wrong_code, no_such)
    ]
    assert bodies[0] == bodies[1]


def test_nothing_found_costs_the_same_questions(
    client: Client, paper: Certificate, django_assert_num_queries: Any
) -> None:
    for given in ({"code": "AAAA-BBBB-CCCC-DDDD"}, {"code": "x"}, {"reference": "OM-1900-0001", "code": "y" * 16}):
        with django_assert_num_queries(1):
            ask(client, paper, **given)


def test_an_internal_record_is_confirmed_and_not_told(client: Client, officer: User) -> None:
    hidden = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL, title_en="Quiet accord")
    response = ask(client, issue(hidden, officer))
    assert verdict(response) == "unchanged"
    text = text_of(response)
    assert "Quiet accord" not in text
    assert "Rabat" not in text
    assert str(hidden.public_id) not in text


def test_empty_boxes_are_named(client: Client) -> None:
    response = client.get(PAGE, {"reference": "", "code": ""})
    assert response.status_code == 422
    assert "Fill in: Reference" in text_of(response)


def test_no_cache_and_no_search_engine_keeps_the_question(client: Client, paper: Certificate) -> None:
    headers = ask(client, paper).headers
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_whoever_guesses_is_asked_to_wait_on_page_and_api_together(
    client: Client, paper: Certificate, settings: Settings
) -> None:
    settings.VERIFICATIONS_PER_MINUTE = 3
    cache.clear()
    answers = [ask(client, paper) for _guess in range(4)]
    answers += [caller_for().read(f"certificates/verify/?reference=x&code={guess}") for guess in range(4)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert all(1 <= int(answer.headers["Retry-After"]) <= 60 for answer in refused)


def test_the_api_gives_the_same_verdicts(paper: Certificate) -> None:
    asked = f"certificates/verify/?reference={paper.facts['reference']}&code={paper.code_in_groups}"
    found = caller_for().read(asked).json()
    assert found["verdict"] == "unchanged"
    assert found["fingerprint"] == paper.fingerprint
    assert found["paper"]["title"]["en"] == "Harbour charter"
    missing = caller_for().read("certificates/verify/?reference=OM-1900-1&code=none").json()
    assert missing == {"verdict": "unknown", "issued_at": None, "fingerprint": "", "paper": None}
