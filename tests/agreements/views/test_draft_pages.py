"""Every page of a draft: who may open it, in both languages, and what it shows."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from agreements.choices import Status
from agreements.models import Agreement
from tests.agreements.views.pages import DRAFT_PAGES, page_url
from tests.factories.agreement_parts import AuthorisationFactory
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(officer: User) -> Agreement:
    agreement: Agreement = AgreementFactory(created_by=officer)
    AuthorisationFactory(agreement=agreement)
    return agreement


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", DRAFT_PAGES)
def test_a_page_of_ones_own_draft_opens(
    client: Client, officer: User, draft: Agreement, name: str, language: str
) -> None:
    client.force_login(officer)
    with translation.override(language):
        response = client.get(page_url(name, draft))
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("name", DRAFT_PAGES)
def test_the_draft_of_another_city_is_as_unknown_as_one_that_is_not(
    client: Client, amman_officer: User, draft: Agreement, name: str
) -> None:
    client.force_login(amman_officer)
    assert client.get(page_url(name, draft)).status_code == 404
    assert client.post(page_url(name, draft), {"act": "add", "city": "x"}).status_code == 404
    draft.public_id = uuid.uuid4()
    assert client.get(reverse("agreements:draft_tasks", args=[draft.public_id])).status_code == 404


@pytest.mark.parametrize("name", DRAFT_PAGES)
def test_a_page_of_a_draft_asks_strangers_to_sign_in(client: Client, draft: Agreement, name: str) -> None:
    response = client.get(page_url(name, draft))
    assert response.status_code == 302
    assert "login" in response["Location"]


@pytest.mark.parametrize("name", DRAFT_PAGES)
def test_who_only_reads_a_returned_agreement_may_not_change_it(client: Client, reviewer: User, name: str) -> None:
    returned = AgreementFactory(status=Status.RETURNED)
    client.force_login(reviewer)
    assert client.get(page_url(name, returned)).status_code == 403


@pytest.mark.parametrize("name", [name for name in DRAFT_PAGES if name != "draft_sent"])
def test_what_was_sent_is_no_draft_any_more(client: Client, officer: User, name: str) -> None:
    sent = AgreementFactory(status=Status.SUBMITTED)
    client.force_login(officer)
    response = client.post(page_url(name, sent))
    assert response.status_code == 302
    assert response["Location"].endswith(f"/agreements/{sent.public_id}/")


@pytest.mark.parametrize("name", DRAFT_PAGES)
def test_a_page_without_its_form_is_never_an_error_of_ours(
    client: Client, officer: User, draft: Agreement, name: str
) -> None:
    client.force_login(officer)
    assert client.post(page_url(name, draft)).status_code < 500
