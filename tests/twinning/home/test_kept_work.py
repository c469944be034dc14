"""A form sent after the session ended is not lost: it waits, and goes on once its sender has signed in again."""

import pytest
from django.conf import settings
from django.test import Client

from agreements.models import Agreement
from tests.agreements.views.pages import page_url, text_of, version_of
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough pass phrase"
FORMS = ["draft_terms", "draft_due_diligence", "draft_contacts", "draft_purposes", "draft_party_add", "draft_step_add"]


@pytest.fixture
def draft(officer: User) -> Agreement:
    made: Agreement = AgreementFactory(created_by=officer)
    return made


def lose_session(client: Client) -> None:
    client.cookies.pop(settings.SESSION_COOKIE_NAME, None)


def test_what_was_typed_comes_back_after_signing_in(client: Client, officer: User, draft: Agreement) -> None:
    officer.set_password(PASSWORD)
    officer.save()
    client.force_login(officer)
    url = page_url("draft_due_diligence", draft)
    typed = {"version": version_of(client, url), "political": "سطران\nكُتبا", "cultural": "<b>"}
    lose_session(client)
    sent = client.post(url, typed)
    assert sent.headers["Location"].endswith("/account/login/?next=%2Far%2Fkept%2F")
    signed = client.post(sent.headers["Location"], {"login": officer.email, "password": PASSWORD}, follow=True)
    assert signed.request["PATH_INFO"] == "/ar/kept/"
    work = signed.context["work"]
    assert work.address == url
    assert "&lt;b&gt;" in text_of(signed)
    client.post(work.address, dict(work.typed))
    draft.refresh_from_db()
    assert draft.due_diligence.political == "سطران\nكُتبا"


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_the_record_is_kept(client: Client, draft: Agreement, name: str) -> None:
    client.post(page_url(name, draft), {"version": "1.x", "anything": "typed"})
    assert client.session["kept_work"]["typed"] == [["version", "1.x"], ["anything", "typed"]]


def test_acts_are_kept_too(client: Client, draft: Agreement) -> None:
    client.post(f"/en/agreements/{draft.public_id}/acts/withdraw/", {"comment": "typed"})
    assert client.session["kept_work"]["address"] == f"/en/agreements/{draft.public_id}/acts/withdraw/"


def test_a_page_that_saves_itself_is_told_that_nothing_was_kept(client: Client, draft: Agreement) -> None:
    answer = client.post(page_url("draft_terms", draft), {"a": "b"}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 401
    assert "kept_work" not in client.session


def test_passwords_and_too_much_are_not_kept(client: Client, draft: Agreement) -> None:
    client.post("/ar/account/login/", {"login": "x@example.org", "password": "secret"})
    client.post(page_url("draft_terms", draft), {"a": "b" * 300_000})
    assert "kept_work" not in client.session


def test_nothing_kept_leads_home(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get("/ar/kept/").headers["Location"] == "/ar/"


def test_what_is_not_wanted_is_dropped(client: Client, officer: User, draft: Agreement) -> None:
    client.post(page_url("draft_terms", draft), {"a": "b"})
    client.force_login(officer)
    client.post("/ar/kept/")
    assert client.get("/ar/kept/").status_code == 302
