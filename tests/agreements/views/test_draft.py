"""Starting a draft, its task list, checking the answers, sending, and the confirmation."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from agreements.choices import Status
from agreements.models import Agreement, FieldComment, Submission
from cities.models import City
from tests.agreements.views.pages import page_url
from tests.factories.accounts import CityMembershipFactory
from tests.factories.agreements import AgreementFactory
from twinning.accounts.models import User
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db
START = "/en/agreements/register/"


def start_key(client: Client) -> str:
    """The hidden key of the start page."""
    key: str = client.get(START).context["form"].initial["key"]
    return key


def test_the_start_page_makes_nothing_by_being_read(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get(START).status_code == 200
    assert not Agreement.objects.exists()


def test_an_officer_of_one_city_starts_with_one_click(client: Client, officer: User, muscat: City) -> None:
    client.force_login(officer)
    response = client.post(START, {"key": start_key(client)})
    draft = Agreement.objects.get()
    assert response["Location"] == f"/en/agreements/register/{draft.public_id}/"
    assert (draft.owner_city, draft.created_by, draft.status) == (muscat, officer, Status.DRAFT)


def test_a_double_click_makes_one_draft(client: Client, officer: User) -> None:
    client.force_login(officer)
    key = start_key(client)
    first, second = client.post(START, {"key": key}), client.post(START, {"key": key})
    assert first["Location"] == second["Location"]
    assert Agreement.objects.count() == 1


def test_the_same_key_makes_two_people_a_draft_each(client: Client, officer: User, amman_officer: User) -> None:
    for user in (officer, amman_officer):
        client.force_login(user)
        client.post(START, {"key": "the same"})
    assert Agreement.objects.count() == 2


def test_a_page_left_open_until_its_draft_was_sent_leads_to_the_record(client: Client, officer: User) -> None:
    client.force_login(officer)
    client.post(START, {"key": "k"})
    Agreement.objects.update(status=Status.WITHDRAWN)
    draft = Agreement.objects.get()
    assert client.post(START, {"key": "k"})["Location"] == f"/en/agreements/{draft.public_id}/"


def test_an_officer_of_two_cities_must_choose(client: Client, officer: User, salalah: City) -> None:
    CityMembershipFactory(user=officer, role=Role.OFFICER, city=salalah)
    client.force_login(officer)
    refused = client.post(START, {"key": "k"})
    assert refused.status_code == 422
    assert "Choose the city for which you register." in refused.content.decode()
    client.post(START, {"key": "k", "own_city": str(salalah.pk)})
    assert Agreement.objects.get().owner_city == salalah


def test_an_officer_cannot_start_for_a_city_of_others(
    client: Client, officer: User, salalah: City, amman: City
) -> None:
    CityMembershipFactory(user=officer, role=Role.OFFICER, city=salalah)
    client.force_login(officer)
    assert client.post(START, {"key": "k", "own_city": str(amman.pk)}).status_code == 422
    assert not Agreement.objects.exists()


def test_an_administrator_names_the_city(client: Client, admin: User, amman: City) -> None:
    client.force_login(admin)
    assert client.post(START, {"key": "k", "city": ""}).status_code == 422
    client.post(START, {"key": "k", "city": amman.name_en, "city_id": str(amman.pk)})
    assert Agreement.objects.get().owner_city == amman


@pytest.mark.parametrize("who", ["reviewer", "analyst"])
def test_who_writes_no_drafts_starts_none(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(START).status_code == 403
    assert client.post(START, {"key": "k"}).status_code == 403


def test_the_task_list_counts_what_is_complete(client: Client, officer: User) -> None:
    client.force_login(officer)
    with translation.override("en"):
        page = client.get(page_url("draft_tasks", AgreementFactory())).content.decode()
    assert "4 of 7 tasks complete" in page
    assert "Everything that must be there is there." in page


def test_the_check_stays_closed_until_every_law_is_met(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory(focus=())
    with translation.override("en"):
        tasks = client.get(page_url("draft_tasks", draft)).content.decode()
        check = client.get(page_url("draft_check", draft)).content.decode()
    assert "Cannot start yet" in tasks
    assert "Add at least one purpose" in check
    assert f"/en/agreements/register/{draft.public_id}/purposes/" in check
    assert "Send for review" not in check


def test_what_the_reviewer_said_stands_on_the_list_and_at_its_task(
    client: Client, officer: User, reviewer: User
) -> None:
    returned = AgreementFactory(status=Status.RETURNED)
    submission = Submission.objects.get(agreement=returned)
    submission.comment, submission.decided_by, submission.decided_at = "مؤشر واحد لا يكفي", reviewer, timezone.now()
    submission.save()
    FieldComment.objects.create(submission=submission, field="purposes", text="حدّدوا الأحياء")
    client.force_login(officer)
    tasks = client.get(page_url("draft_tasks", returned)).content.decode()
    assert "مؤشر واحد لا يكفي" in tasks
    assert "حدّدوا الأحياء" in tasks
    assert "حدّدوا الأحياء" in client.get(page_url("draft_purposes", returned)).content.decode()
    assert "حدّدوا الأحياء" not in client.get(page_url("draft_terms", returned)).content.decode()


def test_sending_gives_a_reference_and_says_what_is_next(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory()
    with translation.override("en"):
        response = client.post(page_url("draft_check", draft), {"version": draft.version}, follow=True)
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED
    assert draft.reference in response.content.decode()
    assert "The agreement is sent for review" in response.content.decode()


def test_sending_twice_sends_once(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory()
    for _ in range(2):
        response = client.post(page_url("draft_check", draft), {"version": draft.version})
        assert response.status_code == 302
    assert draft.submissions.count() == 1


def test_an_old_instrument_is_recorded_not_sent(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory(is_historical=True, signed_on="1984-01-01", signed_on_precision="year")
    with translation.override("en"):
        assert "Record as historical" in client.get(page_url("draft_check", draft)).content.decode()
        page = client.post(page_url("draft_check", draft), {"version": draft.version}, follow=True).content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.HISTORICAL
    assert "The agreement is recorded" in page


def test_an_instrument_that_no_date_shows_to_be_old_is_sent_to_the_ministry(
    client: Client, officer: User, reviewer: User
) -> None:
    client.force_login(officer)
    draft = AgreementFactory(is_historical=True, signed_on_precision="unknown", source="Archive")
    with translation.override("en"):
        check = client.get(page_url("draft_check", draft)).content.decode()
    assert "The ministry reads the record and confirms it as historical" in check
    client.post(page_url("draft_check", draft), {"version": draft.version})
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED
    assert not draft.authorisations.exists()
    client.force_login(reviewer)
    address = reverse("agreements:agreement_act", args=[draft.public_id, "confirm_historical"])
    assert client.post(address, {"version": draft.version}).status_code == 302
    confirmed = Agreement.objects.get(pk=draft.pk)
    assert (confirmed.status, confirmed.submissions.get().outcome) == (Status.HISTORICAL, "confirmed")


def test_what_the_law_forbids_is_not_sent(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory(focus=())
    response = client.post(page_url("draft_check", draft), {"version": draft.version})
    draft.refresh_from_db()
    assert (response.status_code, draft.status) == (409, Status.DRAFT)


@pytest.mark.parametrize("version", ["", "0", "x", "9" * 30])
def test_answers_that_changed_since_they_were_read_are_not_sent(client: Client, officer: User, version: str) -> None:
    client.force_login(officer)
    draft = AgreementFactory(version=7)
    with translation.override("en"):
        response = client.post(page_url("draft_check", draft), {"version": version})
    draft.refresh_from_db()
    assert (response.status_code, draft.status) == (412, Status.DRAFT)
    assert "The draft has changed since you opened this page" in response.content.decode()


def test_there_is_no_confirmation_before_sending(client: Client, officer: User) -> None:
    client.force_login(officer)
    draft = AgreementFactory()
    response = client.get(reverse("agreements:draft_sent", args=[draft.public_id]))
    assert response["Location"].endswith(f"/register/{draft.public_id}/")


def test_an_unknown_draft_is_not_found(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get(f"{START}{uuid.uuid4()}/").status_code == 404
