"""The pages of activities: recorded in one short page, listed with filters, changed, voided; nothing hidden shows."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from agreements.choices import ActivityType, Status, Visibility
from agreements.models import Activity, Agreement
from tests.agreements.views.pages import text_of, version_of
from tests.factories.accounts import person
from tests.factories.agreement_parts import ActivityFactory, DocumentFactory, pdf_upload
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


def url(name: str, *args: Any, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"agreements:{name}", args=args)


def short_answers(agreement: Agreement, **given: Any) -> dict[str, Any]:
    """The handful of answers that the page shows first."""
    answers = {
        "key": "k",
        "type": "training",
        "title_en": "Training of bus drivers",
        "starts": "١٠/٢/٢٠٢٦",
        "city": str(agreement.owner_city_id),
        "people": "٢٤",
        "visibility": "public",
    }
    return {**answers, **given}


def activity_of(agreement: Agreement, **fields: Any) -> Activity:
    made: Activity = ActivityFactory(agreement=agreement, relationship=agreement.relationship, **fields)
    return made


class TestRecording:
    def test_a_handful_of_answers_is_enough(self, client: Client, agreement: Agreement, officer: User) -> None:
        client.force_login(officer)
        response = client.post(url("activity_add", agreement.public_id), short_answers(agreement))
        activity = Activity.objects.get()
        assert response.headers["Location"] == url("activity_detail", activity.public_id)
        assert activity.starts == PartialDate.day(datetime.date(2026, 2, 10))
        assert [(row.target_group, row.people) for row in activity.participants.all()] == [("", 24)]

    def test_the_page_presets_today_the_own_city_and_the_only_purpose(
        self, client: Client, agreement: Agreement
    ) -> None:
        client.force_login(person(Role.OFFICER, place("rabat")))
        form = client.get(url("activity_add", agreement.public_id)).context["form"]
        assert form.initial["starts"] == PartialDate.day(timezone.localdate())
        assert form.initial["city"] == str(place("rabat").pk)
        assert form.initial["purposes"] == [str(agreement.purposes.get().public_id)]

    def test_details_are_kept_too(self, client: Client, agreement: Agreement, officer: User) -> None:
        client.force_login(officer)
        kept = DocumentFactory(agreement=agreement)
        given = short_answers(
            agreement,
            people_youth="20",
            cost="1,500",
            currency="OMR",
            purposes=[str(agreement.purposes.get().public_id)],
            documents=[str(kept.public_id)],
            uploads=[pdf_upload("list.pdf")],
            title_ar="تدريب سائقي الحافلات",
        )
        client.post(url("activity_add", agreement.public_id), given)
        activity = Activity.objects.get()
        assert {row.target_group: row.people for row in activity.participants.all()} == {"youth": 20, "": 4}
        assert (activity.cost, activity.currency) == (Decimal(1500), "OMR")
        assert activity.documents.count() == 2
        assert activity.documents.exclude(pk=kept.pk).get().visibility == Visibility.PUBLIC

    def test_sent_twice_it_is_one(self, client: Client, agreement: Agreement, officer: User) -> None:
        client.force_login(officer)
        for _ in range(2):
            client.post(url("activity_add", agreement.public_id), short_answers(agreement))
        assert Activity.objects.count() == 1

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"title_en": ""}, "Say in a few words what happened."),
            ({"type": ""}, "Choose what kind of activity it was."),
            ({"type": "war"}, "choose from the list"),
            ({"starts": "31/2/2026"}, "there is no day 31 in February"),
            ({"starts": "1/1/2999"}, "the year must lie between"),
            ({"starts": "1/1/2199"}, "this day lies ahead"),
            ({"people": "many"}, "must be a whole number"),
            ({"people": "3", "people_youth": "5"}, "add up to 5"),
            ({"cost": "5", "currency": ""}, "Say in which currency"),
            ({"purposes": [NOBODY]}, "Which purposes did it serve?"),
        ],
    )
    def test_what_cannot_be_comes_back_with_everything_that_was_typed(
        self, client: Client, agreement: Agreement, officer: User, given: dict[str, Any], words: str
    ) -> None:
        client.force_login(officer)
        typed = short_answers(agreement, result_en="Twenty drivers passed", **given)
        response = client.post(url("activity_add", agreement.public_id), typed)
        assert response.status_code == 422
        assert words in text_of(response)
        assert "Twenty drivers passed" in text_of(response)
        assert not Activity.objects.exists()

    @pytest.mark.parametrize(("role", "where", "status"), [(Role.OFFICER, "kobe", 403), (Role.ANALYST, None, 403)])
    def test_others_do_not_record(
        self, client: Client, agreement: Agreement, role: Role, where: str | None, status: int
    ) -> None:
        client.force_login(person(role, place(where) if where else None))
        assert client.get(url("activity_add", agreement.public_id)).status_code == status

    def test_a_hidden_agreement_is_not_there(self, client: Client) -> None:
        hidden = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL)
        client.force_login(person(Role.OFFICER, place("kobe")))
        assert client.get(url("activity_add", hidden.public_id)).status_code == 404


class TestStarting:
    def test_the_desk_leads_to_the_likeliest_agreement(
        self, client: Client, agreement: Agreement, officer: User
    ) -> None:
        AgreementFactory(status=Status.EXPIRED, partners=[place("kobe")])
        client.force_login(officer)
        response = client.get(url("activity_start"))
        assert response.headers["Location"] == url("activity_add", agreement.public_id)

    def test_a_relationship_leads_to_its_own(self, client: Client, agreement: Agreement, officer: User) -> None:
        other = AgreementFactory(status=Status.EXPIRED, partners=[place("kobe")])
        client.force_login(officer)
        response = client.get(url("activity_start"), {"relationship": str(other.relationship.public_id)})
        assert response.headers["Location"] == url("activity_add", other.public_id)

    def test_without_an_agreement_the_desk_says_so(self, client: Client, officer: User) -> None:
        client.force_login(officer)
        assert client.get(url("activity_start")).status_code == 302

    def test_nonsense_is_not_found(self, client: Client, officer: User) -> None:
        client.force_login(officer)
        assert client.get(url("activity_start"), {"relationship": "x"}).status_code == 404


class TestChanging:
    def test_a_change_keeps_what_was_not_touched(self, client: Client, agreement: Agreement, officer: User) -> None:
        activity = activity_of(agreement, title_en="Old title", funding_source="The city")
        client.force_login(officer)
        page = url("activity_change", activity.public_id)
        stored = client.get(page).context["form"].initial
        typed = short_answers(agreement, title_en="New title", title_ar=stored["title_ar"], funding_source="The city")
        response = client.post(page, {**typed, "version": version_of(client, page)})
        activity.refresh_from_db()
        assert response.status_code == 302
        assert (activity.title_en, activity.funding_source, activity.version) == ("New title", "The city", 2)

    def test_two_at_once_lose_nothing(self, client: Client, agreement: Agreement, officer: User) -> None:
        activity = activity_of(agreement)
        client.force_login(officer)
        page = url("activity_change", activity.public_id)
        seen = version_of(client, page)
        client.post(page, {**short_answers(agreement, title_en="First"), "version": seen})
        second = client.post(page, {**short_answers(agreement, title_en="Second"), "version": seen})
        assert second.status_code == 412
        assert "Second" in text_of(second)
        assert "First" in text_of(second)
        again = client.post(page, {**short_answers(agreement, title_en="Second"), "version": second.context["seen"]})
        activity.refresh_from_db()
        assert (again.status_code, activity.title_en) == (302, "Second")

    def test_evidence_that_is_not_hers_to_read_stays(self, client: Client, agreement: Agreement, admin: User) -> None:
        activity = activity_of(agreement)
        activity.documents.add(DocumentFactory(agreement=agreement))
        client.force_login(admin)
        page = url("activity_change", activity.public_id)
        documents = [str(document.public_id) for document in activity.documents.all()]
        typed = short_answers(agreement, documents=documents, version=version_of(client, page))
        client.post(page, typed)
        assert activity.documents.count() == 1

    def test_voiding_wants_a_reason_and_leaves_the_page_with_it(
        self, client: Client, agreement: Agreement, officer: User
    ) -> None:
        activity = activity_of(agreement)
        client.force_login(officer)
        page = url("activity_void", activity.public_id)
        assert client.post(page, {"reason": "", "version": "1"}).status_code == 422
        client.post(page, {"reason": "Recorded twice", "version": "1"})
        assert "Recorded twice" in text_of(client.get(url("activity_detail", activity.public_id)))
        assert activity.title_en not in text_of(client.get(url("activity_list")))
        client.logout()
        assert client.get(url("activity_detail", activity.public_id)).status_code == 404


class TestReading:
    def test_internal_ones_are_not_there_for_others(self, client: Client, agreement: Agreement, officer: User) -> None:
        activity = activity_of(agreement, visibility=Visibility.INTERNAL, title_en="Secret visit")
        page, listing = url("activity_detail", activity.public_id), url("activity_list")
        assert client.get(page).status_code == 404
        assert "Secret visit" not in text_of(client.get(listing))
        client.force_login(officer)
        assert client.get(page).status_code == 200
        assert "Secret visit" in text_of(client.get(listing))

    def test_internal_evidence_is_not_named(self, client: Client, agreement: Agreement) -> None:
        activity = activity_of(agreement)
        activity.documents.add(
            DocumentFactory(agreement=agreement, title="Open report", visibility=Visibility.PUBLIC),
            DocumentFactory(agreement=agreement, title="Closed report"),
        )
        text = text_of(client.get(url("activity_detail", activity.public_id)))
        assert "Open report" in text
        assert "Closed report" not in text

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ({}, 3),
            ({"grade": "symbolic"}, 1),
            ({"grade": ["symbolic", "delivered"]}, 2),
            ({"type": "training"}, 1),
            ({"since": "2026"}, 2),
            ({"until": "2025-12"}, 1),
            ({"q": "bus"}, 1),
            ({"group": "youth"}, 1),
            ({"focus": "culture"}, 1),
            ({"city": "AGREEMENT"}, 3),
            ({"agreement": NOBODY}, 0),
        ],
    )
    def test_filters_narrow_the_list(
        self, client: Client, agreement: Agreement, query: dict[str, Any], count: int
    ) -> None:
        bus = activity_of(
            agreement, type=ActivityType.TRAINING, title_en="Bus drivers", starts_on=datetime.date(2026, 1, 5)
        )
        bus.participants.create(target_group="youth", people=3)
        bus.purposes.add(agreement.purposes.get())
        activity_of(agreement, type=ActivityType.SIGNING, starts_on=datetime.date(2025, 1, 5))
        activity_of(agreement, type=ActivityType.INVESTMENT, starts_on=datetime.date(2026, 2, 5))
        given = {name: agreement.owner_city_id if value == "AGREEMENT" else value for name, value in query.items()}
        response = client.get(url("activity_list"), given)
        assert (response.status_code, response.context["page"].paginator.count) == (200, count)

    @pytest.mark.parametrize("query", ["grade=huge", "agreement=x", "color=red", "since=yesterday"])
    def test_what_is_not_understood_is_named(self, client: Client, agreement: Agreement, query: str) -> None:
        assert client.get(f"{url('activity_list')}?{query}").status_code == 400

    def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
        self, client: Client, agreement: Agreement, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(12):
            activity_of(agreement)
        with django_assert_max_num_queries(16):
            client.get(url("activity_list"))
