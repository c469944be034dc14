"""Asking for a certificate on the page and through the API, and who may read it."""

import uuid

import pytest
from django.test import Client

from agreements.choices import Status, Visibility
from agreements.models import Agreement, Certificate
from tests.agreements.papers import text_of_pdf
from tests.agreements.services.test_certificates import issue
from tests.agreements.views.pages import text_of
from tests.api_callers import caller_for
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


def test_a_press_of_the_button_shows_the_paper(client: Client, officer: User, agreement: Agreement) -> None:
    client.force_login(officer)
    response = client.post(f"/en/agreements/{agreement.public_id}/certificates/", {"language": "en"}, follow=True)
    assert response.headers["Content-Type"] == "application/pdf"
    assert f'filename="{agreement.reference}-en.pdf"' in response.headers["Content-Disposition"]
    text = text_of_pdf(response.content)
    assert str(agreement.reference) in text
    assert "http://testserver/en/agreements/verify/" in text


def test_the_page_offers_papers_to_whoever_signed_in(client: Client, officer: User, agreement: Agreement) -> None:
    page = f"/en/agreements/{agreement.public_id}/"
    assert "Certificate of registration" not in text_of(client.get(page))
    client.force_login(officer)
    assert "Certificate of registration" in text_of(client.get(page))


def test_a_draft_has_no_certificate(client: Client, officer: User) -> None:
    draft = AgreementFactory(created_by=officer)
    client.force_login(officer)
    response = client.post(f"/en/agreements/{draft.public_id}/certificates/", {"language": "en"}, follow=True)
    assert "This cannot be done while the agreement is “Draft”." in text_of(response)
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("language", ["", "fr", "x" * 99])
def test_a_language_that_is_not_printed_is_no_page(
    client: Client, officer: User, agreement: Agreement, language: str
) -> None:
    client.force_login(officer)
    url = f"/en/agreements/{agreement.public_id}/certificates/"
    assert client.post(url, {"language": language}).status_code == 404


def test_a_paper_is_read_by_whom_it_was_given_to_and_by_keepers(
    client: Client, officer: User, amman_officer: User, agreement: Agreement
) -> None:
    paper = issue(agreement, amman_officer)
    url = f"/en/agreements/{agreement.public_id}/certificates/{paper.public_id}/"
    seen = {}
    for name, user in {"to whom": amman_officer, "keeper": officer}.items():
        client.force_login(user)
        seen[name] = client.get(url).status_code
    client.logout()
    seen["nobody"] = client.get(url).status_code
    assert seen == {"to whom": 200, "keeper": 200, "nobody": 302}
    other = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL)
    client.force_login(amman_officer)
    assert client.get(f"/en/agreements/{other.public_id}/certificates/{uuid.uuid4()}/").status_code == 404


def test_the_api_issues_lists_and_hands_out(officer: User, agreement: Agreement) -> None:
    caller = caller_for(officer)
    made = caller.send(f"agreements/{agreement.public_id}/certificates/", {"language": "ar"})
    assert made.status_code == 201, made.content
    listed = caller.read(f"agreements/{agreement.public_id}/certificates/").json()["results"]
    assert [row["id"] for row in listed] == [made.json()["id"]]
    assert caller.get(made.json()["href"]).content.startswith(b"%PDF")
    assert made.json()["code"] in made.json()["verify_url"]


def test_strangers_do_not_learn_who_asked(officer: User, agreement: Agreement) -> None:
    issue(agreement, officer)
    assert caller_for().read(f"agreements/{agreement.public_id}/certificates/").json()["results"] == []
