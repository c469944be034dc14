"""Saving a draft: colliding edits lose nothing, edits of different parts do not collide, the page saves itself."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from agreements.models import Agreement
from agreements.services.agreements import change_agreement
from agreements.services.due_diligence import set_due_diligence
from tests.agreements.views.pages import page_url, send, text_of, version_of
from tests.factories.accounts import person
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
TERMS = {"is_historical": "no", "type": "twinning", "title_ar": "توأمة", "title_en": "Twinning", "visibility": "public"}
BY_ITSELF = {"X-Requested-With": "fetch"}


@pytest.fixture
def draft(client: Client, officer: User) -> Agreement:
    client.force_login(officer)
    agreement: Agreement = AgreementFactory(title_ar="توأمة", title_en="Twinning", created_by=officer)
    return agreement


@pytest.fixture
def colleague(draft: Agreement) -> User:
    return person("officer", draft.owner_city, name_en="Huda Al Balushi")


def change(draft: Agreement, by: User, **changes: Any) -> None:
    change_agreement(draft, changes, by=by, at=timezone.now(), today=datetime.date(2026, 11, 22))


def test_answers_are_kept_and_lead_back_to_the_task_list(client: Client, draft: Agreement) -> None:
    typed: dict[str, Any] = {
        **TERMS,
        "title_en": "Charter",
        "ends": "٣١/٣/٢٠٣١",
        "goals": ["best_experience"],
        "source": "Archive",
    }
    response = send(client, "draft_terms", draft, **typed)
    draft.refresh_from_db()
    assert response["Location"] == f"/en/agreements/register/{draft.public_id}/"
    assert draft.title_en == "Charter"
    assert draft.ends_on == datetime.date(2031, 3, 31)
    assert draft.goals == ["best_experience"]


def test_answers_that_did_not_change_write_nothing(client: Client, draft: Agreement) -> None:
    before = draft.version
    assert send(client, "draft_terms", draft, **TERMS).status_code == 302
    draft.refresh_from_db()
    assert draft.version == before


def test_colliding_edits_show_both_versions_and_lose_neither(client: Client, draft: Agreement, colleague: User) -> None:
    with translation.override("en"):
        url = page_url("draft_terms", draft)
    seen = version_of(client, url)
    change(draft, colleague, title_en="Theirs")
    response = client.post(url, {**TERMS, "version": seen, "title_en": "Mine"})
    page = text_of(response)
    assert response.status_code == 412
    assert "Changed meanwhile by Huda Al Balushi" in page
    assert "<bdi>Theirs</bdi>" in page
    assert 'value="Mine"' in page
    draft.refresh_from_db()
    assert draft.title_en == "Theirs"
    again = client.post(url, {**TERMS, "version": str(response.context["seen"]), "title_en": "Mine"})
    draft.refresh_from_db()
    assert (again.status_code, draft.title_en) == (302, "Mine")


def test_only_what_differs_is_compared(client: Client, draft: Agreement, colleague: User) -> None:
    with translation.override("en"):
        url = page_url("draft_terms", draft)
    seen = version_of(client, url)
    change(draft, colleague, title_en="Theirs", visibility="internal")
    response = client.post(url, {**TERMS, "version": seen, "title_en": "Mine"})
    found = {(difference.label, difference.stored) for difference in response.context["collision"].differences}
    assert found == {("Title in English", "Theirs"), ("Who may read it", "Internal")}


def test_a_mistake_in_a_page_seen_before_the_other_edit_does_not_hide_it(
    client: Client, draft: Agreement, colleague: User
) -> None:
    with translation.override("en"):
        url = page_url("draft_terms", draft)
    seen = version_of(client, url)
    change(draft, colleague, title_en="Theirs")
    wrong = client.post(url, {**TERMS, "version": seen, "title_en": "Mine", "signed": "31/2/2020"})
    assert wrong.status_code == 422
    mended = client.post(url, {**TERMS, "version": str(wrong.context["seen"]), "title_en": "Mine"})
    assert mended.status_code == 412


def test_work_on_another_part_is_no_collision(client: Client, draft: Agreement, colleague: User) -> None:
    url = page_url("draft_terms", draft)
    seen = version_of(client, url)
    set_due_diligence(draft, {"political": "Stable"}, by=colleague, at=timezone.now())
    assert client.post(url, {**TERMS, "version": seen, "title_en": "Mine"}).status_code == 302
    draft.refresh_from_db()
    assert draft.title_en == "Mine"


def test_two_people_who_write_the_same_do_not_collide(client: Client, draft: Agreement, colleague: User) -> None:
    url = page_url("draft_terms", draft)
    seen = version_of(client, url)
    change(draft, colleague, title_en="Same")
    assert client.post(url, {**TERMS, "version": seen, "title_en": "Same"}).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1.abc", "9" * 30, "0.abc"])
def test_a_page_that_does_not_say_what_it_has_seen_overwrites_nothing(
    client: Client, draft: Agreement, version: str
) -> None:
    response = client.post(page_url("draft_terms", draft), {**TERMS, "version": version, "title_en": "Mine"})
    draft.refresh_from_db()
    assert (response.status_code, draft.title_en) == (412, "Twinning")


def test_the_page_saves_itself_and_learns_what_it_has_seen(client: Client, draft: Agreement) -> None:
    url = page_url("draft_terms", draft)
    first = client.post(url, {**TERMS, "version": version_of(client, url), "title_en": "M"}, headers=BY_ITSELF)
    assert first.status_code == 200
    assert first.json()["saved_at"] == f"{timezone.localtime():%H:%M}"
    second = client.post(url, {**TERMS, "version": first.json()["version"], "title_en": "Mine"}, headers=BY_ITSELF)
    draft.refresh_from_db()
    assert (second.status_code, draft.title_en) == (200, "Mine")


def test_the_page_that_saves_itself_keeps_what_is_understood(client: Client, draft: Agreement) -> None:
    url = page_url("draft_terms", draft)
    typed = {**TERMS, "version": version_of(client, url), "title_en": "Mine", "signed": "31/2/20"}
    assert client.post(url, typed, headers=BY_ITSELF).status_code == 200
    draft.refresh_from_db()
    assert (draft.title_en, draft.signed) == ("Mine", None)


def test_the_page_that_saves_itself_never_overwrites_a_colleague(
    client: Client, draft: Agreement, colleague: User
) -> None:
    url = page_url("draft_terms", draft)
    seen = version_of(client, url)
    change(draft, colleague, title_en="Theirs")
    response = client.post(url, {**TERMS, "version": seen, "title_en": "Mine"}, headers=BY_ITSELF)
    draft.refresh_from_db()
    assert (response.status_code, draft.title_en) == (412, "Theirs")


def test_dates_that_contradict_each_other_are_not_saved_by_themselves(client: Client, draft: Agreement) -> None:
    url = page_url("draft_terms", draft)
    typed = {**TERMS, "version": version_of(client, url), "signed": "2020", "ends": "2019"}
    client.post(url, typed, headers=BY_ITSELF)
    draft.refresh_from_db()
    assert draft.ends is None


@pytest.mark.parametrize("heading", ["political", "cultural", "economic", "community_readiness", "local_adaptation"])
def test_each_heading_of_the_note_is_kept(client: Client, draft: Agreement, heading: str) -> None:
    assert send(client, "draft_due_diligence", draft, **{heading: "علاقات مستقرة"}).status_code == 302
    assert getattr(Agreement.objects.get(pk=draft.pk).due_diligence, heading) == "علاقات مستقرة"


def test_contacts_of_both_sides_are_kept(client: Client, draft: Agreement) -> None:
    typed = {
        "focal_points-count": "3",
        "focal_points-0-side": "lead",
        "focal_points-0-name": "سالم",
        "focal_points-0-email": "salim@example.org",
        "focal_points-1-side": "partner",
        "focal_points-1-name": "Amina",
        "focal_points-2-side": "partner",
    }
    assert send(client, "draft_contacts", draft, **typed).status_code == 302
    assert list(draft.focal_points.values_list("side", "name")) == [("lead", "سالم"), ("partner", "Amina")]


def test_a_contact_is_removed_by_its_tick(client: Client, draft: Agreement) -> None:
    row = {"focal_points-count": "1", "focal_points-0-side": "lead", "focal_points-0-name": "سالم"}
    send(client, "draft_contacts", draft, **row)
    send(client, "draft_contacts", draft, **row, **{"focal_points-0-remove": "on"})
    assert not draft.focal_points.exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"focal_points-0-email": "a@example.org"}, "Fill in: Name"),
        ({"focal_points-0-name": "A", "focal_points-0-email": "no address"}, "Write the e-mail address like"),
        ({"focal_points-0-name": "x" * 151}, "Name: at most 150 characters; this has 151."),
    ],
)
def test_what_is_wrong_with_a_contact_is_named(
    client: Client, draft: Agreement, typed: dict[str, str], message: str
) -> None:
    response = send(
        client, "draft_contacts", draft, **{"focal_points-count": "1", "focal_points-0-side": "lead", **typed}
    )
    assert response.status_code == 422
    assert text_of(response).count(message) == 2  # in the summary and at the field


def test_one_more_row_keeps_what_was_typed_without_judging_it(client: Client, draft: Agreement) -> None:
    typed = {"focal_points-count": "1", "focal_points-0-email": "no address", "act": "more"}
    response = client.post(page_url("draft_contacts", draft), typed)
    page = text_of(response)
    assert response.status_code == 200
    assert 'value="no address"' in page
    assert 'name="focal_points-1-name"' in page
    assert "error-summary" not in page


def test_the_row_count_of_a_page_cannot_be_blown_up(client: Client, draft: Agreement) -> None:
    response = client.post(page_url("draft_contacts", draft), {"focal_points-count": "999", "act": "more"})
    assert text_of(response).count('name="focal_points-') < 200


def test_signing_out_in_between_asks_to_sign_in_and_then_goes_on(client: Client, draft: Agreement) -> None:
    client.logout()
    url = page_url("draft_terms", draft)
    response = client.post(url, TERMS)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_after_a_collision_each_field_says_which_side_stands(client: Client, officer: User, approver: User) -> None:
    """Theirs where it is ticked, mine everywhere else; neither is lost on the way."""
    draft = AgreementFactory(created_by=officer)
    url = page_url("draft_due_diligence", draft)
    client.force_login(officer)
    mine = {"version": version_of(client, url), "political": "Mine", "cultural": "Mine too"}
    client.force_login(approver)
    client.post(url, {"version": version_of(client, url), "political": "Theirs", "cultural": "Theirs too"})
    client.force_login(officer)
    collided = client.post(url, mine)
    assert collided.status_code == 412
    shown = text_of(collided)
    assert "Theirs too" in shown
    assert "Mine too" in shown
    seen = str(collided.context["seen"])
    assert client.post(url, {**mine, "version": seen, "take": ["political"]}).status_code == 302
    draft.refresh_from_db()
    assert (draft.due_diligence.political, draft.due_diligence.cultural) == ("Theirs", "Mine too")
