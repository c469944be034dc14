"""The pages of the confirmation: with an account, and by a one-time link."""

import datetime
import re

import pytest
from django.core.cache import cache
from django.test import Client

from agreements.choices import Side, Status, Visibility
from agreements.confirmed_facts import fingerprint_of
from agreements.models import Agreement, Confirmation
from agreements.services.confirmations import ask
from tests.factories.accounts import person
from tests.factories.agreement_parts import DueDiligenceFactory, FocalPointFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import OneTimeLink, User
from twinning.accounts.roles import Role
from twinning.notices.models import Letter

NOW = datetime.datetime.now(tz=datetime.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limit_from_other_tests() -> None:
    cache.clear()


def link_for(agreement: Agreement) -> str:
    FocalPointFactory(agreement=agreement, side=Side.PARTNER, email="contact@rabat.example", name="Nadia")
    ask(agreement, by=person(Role.OFFICER, place("muscat")), at=NOW)
    found = re.search(r"(/ar/agreements/confirm/[^/\s]+/)", Letter.objects.latest("pk").text)
    assert found
    return found[1]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_opening_the_link_uses_nothing_up_and_names_itself_to_nobody(client: Client) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    url = link_for(agreement)
    for _ in range(3):
        page = client.get(url)
        assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert OneTimeLink.objects.get().used_at is None


def test_the_page_shows_the_record_and_nothing_the_other_side_may_not_know(client: Client) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL, link_reason="Secret reason")
    DueDiligenceFactory(agreement=agreement, political="Secret assessment")
    page = client.get(link_for(agreement)).content.decode()
    assert agreement.title_ar in page
    assert "Secret" not in page
    assert "contact@rabat.example" not in page


def test_the_link_confirms_in_english_too(client: Client) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    url = link_for(agreement).replace("/ar/", "/en/")
    sent = {"verdict": "right", "name": "Nadia", "fingerprint": fingerprint_of(agreement)}
    assert "Thank you" in client.post(url, sent).content.decode()
    assert Confirmation.objects.get().answered_name == "Nadia"
    assert client.get(url).status_code == 410
    assert client.post(url, sent).status_code == 410


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"verdict": "right"}, "name"),
        ({"name": "Nadia"}, "verdict"),
        ({"verdict": "wrong", "name": "Nadia"}, "verdict"),
        ({"verdict": "right", "wrong_title": "x", "name": "Nadia"}, "verdict"),
        ({"verdict": "wrong", "wrong_title": "x" * 5001, "name": "Nadia"}, "wrong_title"),
        ({"verdict": "wrong", "wrong_title": "\x00", "name": "Nadia"}, "wrong_title"),
    ],
)
def test_a_wrong_answer_names_its_field_and_keeps_what_was_typed(
    client: Client, sent: dict[str, str], problem: str
) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    page = client.post(link_for(agreement), {**sent, "fingerprint": fingerprint_of(agreement)})
    assert page.status_code == 422
    assert problem in page.context["form"].errors
    assert Confirmation.objects.get().state == "asked"


@pytest.mark.parametrize("secret", ["x", "x" * 43, "x" * 500])
def test_an_unknown_link_is_gone_whatever_it_was(client: Client, secret: str) -> None:
    assert client.get(f"/en/agreements/confirm/{secret}/").status_code == 410


def test_opening_links_is_limited(client: Client) -> None:
    answers = {client.get("/en/agreements/confirm/abcdef/").status_code for _ in range(40)}
    assert answers == {410, 429}


def test_their_officer_disputes_and_ours_settles() -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    ours, theirs = person(Role.OFFICER, place("muscat")), person(Role.OFFICER, place("rabat"))
    url = f"/en/agreements/{agreement.public_id}/confirmation/"
    assert signed_in(ours).post(url, {"step": "ask"}).status_code == 302
    answer = {
        "step": "answer",
        "verdict": "wrong",
        "wrong_title": "Other <b>title</b>",
        "fingerprint": fingerprint_of(agreement),
    }
    assert signed_in(theirs).post(url, answer).status_code == 302
    record = f"/en/agreements/{agreement.public_id}/"
    public = Client().get(record).content.decode()
    assert "Disputed by the other side" in public
    assert "Other" not in public, "the words of a dispute are for the two sides"
    assert "Other &lt;b&gt;title" in signed_in(ours).get(record).content.decode()
    assert signed_in(theirs).post(url, {"step": "settle", "settlement": "x"}).status_code == 403
    assert signed_in(ours).post(url, {"step": "settle", "settlement": ""}).status_code == 422
    assert signed_in(ours).post(url, {"step": "settle", "settlement": "Agreed"}).status_code == 302
    assert "Disputed by the other side" not in Client().get(record).content.decode()


@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        (Role.OFFICER, "muscat", 200),
        (Role.OFFICER, "rabat", 200),
        (Role.ANALYST, None, 200),
        (Role.OFFICER, "amman", 403),
    ],
)
def test_the_page_is_for_the_two_sides(role: Role, where: str | None, status: int) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    user = person(role, place(where) if where else None)
    assert signed_in(user).get(f"/en/agreements/{agreement.public_id}/confirmation/").status_code == status


def test_an_internal_record_does_not_exist_for_others() -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL)
    client = signed_in(person(Role.OFFICER, place("amman")))
    assert client.get(f"/en/agreements/{agreement.public_id}/confirmation/").status_code == 404


@pytest.mark.parametrize("step", ["", "answer", "settle", "nonsense"])
def test_a_step_that_is_not_open_changes_nothing(step: str) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE)
    client = signed_in(person(Role.OFFICER, place("muscat")))
    assert client.post(f"/en/agreements/{agreement.public_id}/confirmation/", {"step": step}).status_code in (403, 422)
    assert not Confirmation.objects.exists()
