"""The page from which an agreement is renewed, replaced or amended, and the same by the API."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from agreements.choices import Status
from agreements.models import Agreement
from tests.api_callers import caller_for
from tests.factories.agreement_parts import FocalPointFactory
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db


def address(agreement: Agreement) -> str:
    return reverse("agreements:successor_start", args=[agreement.public_id])


@pytest.fixture
def earlier() -> Agreement:
    agreement: Agreement = AgreementFactory(status=Status.IN_FORCE)
    FocalPointFactory(agreement=agreement)
    return agreement


def test_one_draft_comes_of_a_page_however_often_it_is_sent(client: Client, officer: User, earlier: Agreement) -> None:
    client.force_login(officer)
    answers = {"link": "renews", "parts": ["parties", "purposes"], "key": uuid.uuid4().hex}
    places = {client.post(address(earlier), answers)["Location"] for _time in range(2)}
    draft = Agreement.objects.get(predecessor=earlier)
    assert len(places) == 1
    with translation.override("en"):
        check = client.get(reverse("agreements:draft_check", args=[draft.public_id])).content.decode()
    assert "Beside the earlier agreement" in check
    assert "As it stood" in check


def test_without_a_link_nothing_begins(client: Client, officer: User, earlier: Agreement) -> None:
    client.force_login(officer)
    assert client.post(address(earlier), {"link": "separate"}).status_code == 422
    assert not Agreement.objects.filter(predecessor=earlier).exists()


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("admin", 200), ("analyst", 403), ("amman_officer", 403)]
)
def test_who_writes_for_one_of_its_places_opens_the_page(
    client: Client, request: pytest.FixtureRequest, earlier: Agreement, who: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(earlier)).status_code == status


def test_of_what_is_not_hers_to_know_there_is_no_page(client: Client, amman_officer: User) -> None:
    client.force_login(amman_officer)
    assert client.get(address(AgreementFactory(status=Status.IN_FORCE, visibility="internal"))).status_code == 404


def test_the_api_takes_over_what_it_is_asked_to(officer: User, amman_officer: User, earlier: Agreement) -> None:
    sent = {"predecessor": str(earlier.public_id), "link": "renews", "carry_over": ["parties", "purposes", "contacts"]}
    titled = {**sent, "title": {"ar": "تجديد", "en": "Renewal"}}
    assert caller_for(officer).send("agreements/", titled).status_code == 201
    draft = Agreement.objects.get(predecessor=earlier)
    assert (draft.title_en, draft.focal_points.count(), draft.purposes.count()) == ("Renewal", 1, 1)
    assert caller_for(amman_officer).send("agreements/", sent).status_code == 403
    for missing in ("predecessor", "link"):
        rest = {name: value for name, value in sent.items() if name != missing}
        assert caller_for(officer).send("agreements/", rest).status_code == 400
