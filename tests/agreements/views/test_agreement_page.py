"""The page of one agreement: what it shows, to whom, and how it writes what is not known."""

import datetime
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from agreements.choices import AuthorisationKind, AuthorisationState, Link, Side, Status, Visibility, Vitality
from agreements.lifecycle import Act
from agreements.models import Agreement
from agreements.services.lifecycle import perform
from agreements.vitality_words import reasons_in_words
from tests.factories.accounts import person
from tests.factories.agreement_parts import (
    ActivityFactory,
    AuthorisationFactory,
    DocumentFactory,
    DueDiligenceFactory,
    FocalPointFactory,
    IndicatorFactory,
    MeasurementFactory,
    ProjectFactory,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate, Precision

pytestmark = pytest.mark.django_db


def html_of(client: Client, agreement: Agreement, *, language: str = "en", status: int = 200) -> str:
    answer = client.get(f"/{language}/agreements/{agreement.public_id}/")
    assert answer.status_code == status
    return answer.content.decode()


def text_of(html: str) -> str:
    """What one reads: no tags, single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.partition("<main")[2]))


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")])
    return made


class TestVisibility:
    @pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.AUTHORISED, Status.WITHDRAWN])
    def test_what_is_not_published_does_not_exist_for_outsiders(
        self, status: Status, client: Client, amman_officer: User, officer: User
    ) -> None:
        hidden = AgreementFactory(status=status, partners=[place("amman")])
        html_of(client, hidden, status=404)
        client.force_login(amman_officer)
        html_of(client, hidden, status=404)
        client.force_login(officer)
        html_of(client, hidden)

    def test_internal_agreements_are_for_both_sides_and_analysts(
        self, client: Client, amman_officer: User, analyst: User
    ) -> None:
        internal = AgreementFactory(status=Status.IN_FORCE, visibility=Visibility.INTERNAL, partners=[place("amman")])
        html_of(client, internal, status=404)
        client.force_login(person(Role.OFFICER, place("salalah")))
        html_of(client, internal, status=404)
        for insider in (amman_officer, analyst):
            client.force_login(insider)
            html_of(client, internal)

    def test_contacts_internal_documents_and_notes_stay_inside(
        self, client: Client, agreement: Agreement, officer: User, analyst: User
    ) -> None:
        FocalPointFactory(agreement=agreement, name="Salim", email="salim@muscat.example")
        DocumentFactory(agreement=agreement, title="Open text", visibility=Visibility.PUBLIC)
        DocumentFactory(agreement=agreement, title="Inner note", visibility=Visibility.INTERNAL)
        DueDiligenceFactory(agreement=agreement, political="Stable ties")
        ActivityFactory(
            relationship=agreement.relationship, agreement=agreement, title_en="Closed talk", visibility="internal"
        )
        ProjectFactory(agreement=agreement, name_en="Closed plan", visibility=Visibility.INTERNAL)
        inner = ["salim@muscat.example", "Inner note", "Stable ties", "Closed talk", "Closed plan"]
        public = html_of(client, agreement)
        assert "Open text" in public
        assert [words for words in inner if words in public] == []
        for insider in (officer, analyst):
            client.force_login(insider)
            inside = html_of(client, agreement)
            assert [words for words in inner if words not in inside] == []

    def test_the_other_side_reads_contacts_but_not_the_keepers_notes(self, client: Client, amman_officer: User) -> None:
        agreement = AgreementFactory(status=Status.IN_FORCE, partners=[place("amman")])
        FocalPointFactory(agreement=agreement, email="salim@muscat.example")
        DueDiligenceFactory(agreement=agreement, political="Stable ties")
        client.force_login(amman_officer)
        html = html_of(client, agreement)
        assert "salim@muscat.example" in html
        assert "Stable ties" not in html

    def test_only_agreements_one_may_see_stand_in_the_chain(
        self, client: Client, agreement: Agreement, officer: User
    ) -> None:
        renewal = AgreementFactory(status=Status.SUBMITTED, partners=[place("kobe")], type="renewal")
        assert renewal.relationship == agreement.relationship
        assert str(renewal.public_id) not in html_of(client, agreement)
        client.force_login(officer)
        assert str(renewal.public_id) in html_of(client, agreement)

    def test_an_earlier_agreement_one_may_not_see_is_not_named(self, client: Client, agreement: Agreement) -> None:
        earlier = AgreementFactory(
            status=Status.RENEWED,
            visibility=Visibility.INTERNAL,
            partners=[place("kobe")],
            title_en="Secret pact",
        )
        Agreement.objects.filter(pk=agreement.pk).update(predecessor=earlier, link=Link.RENEWS)
        assert "Secret pact" not in html_of(client, agreement)
        earlier.visibility = Visibility.PUBLIC
        earlier.save()
        assert "Secret pact" in html_of(client, agreement)


class TestHead:
    def test_shows_cities_dates_with_hijri_distance_and_state(self, client: Client, agreement: Agreement) -> None:
        text = text_of(html_of(client, agreement))
        for words in ("Muscat", "Kobe", "20 May 2024", "12 Dhu al-Qadah 1445 AH", "7,", " km", "In force"):
            assert words in text
        assert agreement.reference
        assert agreement.reference in text

    def test_reads_in_arabic_too(self, client: Client, agreement: Agreement) -> None:
        text = text_of(html_of(client, agreement, language="ar"))
        assert agreement.title_ar in text
        assert "20 مايو 2024" in text

    def test_offers_exactly_the_acts_one_may_try(
        self, client: Client, agreement: Agreement, officer: User, approver: User
    ) -> None:
        client.force_login(officer)
        assert "/acts/" not in html_of(client, agreement)
        client.force_login(approver)
        acts = set(re.findall(r"/acts/(\w+)/", html_of(client, agreement)))
        assert acts == {"suspend", "renew", "replace", "terminate"}

    def test_offers_to_continue_a_draft_to_its_own_city(self, client: Client, officer: User, admin: User) -> None:
        draft = AgreementFactory(status=Status.DRAFT)
        client.force_login(officer)
        assert f"/agreements/register/{draft.public_id}/" in html_of(client, draft)

    def test_draws_an_open_arc_until_something_is_signed(self, client: Client, officer: User) -> None:
        draft = AgreementFactory(status=Status.DRAFT)
        client.force_login(officer)
        assert "arc-open" in html_of(client, draft)
        signed = AgreementFactory(status=Status.SIGNED)
        assert "arc-open" not in html_of(client, signed)

    def test_says_not_yet_of_a_draft_and_not_known_of_an_old_instrument(self, client: Client, officer: User) -> None:
        client.force_login(officer)
        draft = text_of(html_of(client, AgreementFactory(status=Status.DRAFT)))
        assert "Not signed yet" in draft
        assert "Not yet" in draft
        old = text_of(html_of(client, AgreementFactory(status=Status.HISTORICAL)))
        assert "Not signed yet" not in old
        assert "Not known" in old


class TestLegalBasis:
    def test_keeps_each_side_on_its_own_side_in_the_order_of_dates(self, client: Client, agreement: Agreement) -> None:
        agreement.authorisations.all().delete()
        AuthorisationFactory(agreement=agreement, side=Side.PARTNER, authority_en="Kobe council", position=0)
        AuthorisationFactory(
            agreement=agreement,
            kind=AuthorisationKind.ROYAL_DECREE,
            authority_en="The Sultan",
            position=1,
            dated_on=datetime.date(2024, 1, 5),
            number="",
        )
        html = html_of(client, agreement)
        steps = re.findall(r'chain-step chain-(\w+)".*?chain-title"><bdi>([^<]+)<', html, re.DOTALL)
        assert steps == [
            ("lead", "The Sultan"),
            ("partner", "Kobe council"),
            ("shared", "Signing"),
            ("shared", "Entry into force"),
        ]
        assert "Number not known · 5 January 2024" in text_of(html)

    def test_an_open_step_is_not_decided_and_may_be_recorded_by_its_keepers(
        self, client: Client, officer: User
    ) -> None:
        agreement = AgreementFactory(status=Status.SUBMITTED)
        client.force_login(officer)
        html = html_of(client, agreement)
        assert "not decided yet" in html
        assert f"/agreements/{agreement.public_id}/authorisations/" in html

    def test_to_be_authorised_is_not_to_be_signed(self, client: Client, officer: User) -> None:
        agreement = AgreementFactory(status=Status.AUTHORISED)
        client.force_login(officer)
        assert "Signing: still to come" in html_of(client, agreement)

    def test_an_old_instrument_reads_honestly(self, client: Client) -> None:
        agreement = AgreementFactory(status=Status.HISTORICAL, partners=[place("casablanca")], focus=[], type="charter")
        AuthorisationFactory(
            agreement=agreement,
            kind=AuthorisationKind.ROYAL_DECREE,
            authority_en="His Majesty the Sultan",
            number="",
            dated_on=datetime.date(1984, 1, 1),
            dated_on_precision=Precision.YEAR,
        )
        text = text_of(html_of(client, agreement))
        assert "Nothing is known of it after the authorisation" in text
        assert "The last thing known: Royal decree, 1984" in text
        assert "1984 (day not known)" in text
        assert "Signing: not known whether and when" in text
        assert "Entry into force: not known" in text
        assert "لا يُعرف" in text_of(html_of(client, agreement, language="ar"))

    def test_an_old_instrument_with_traces_is_not_called_unknown(self, client: Client) -> None:
        agreement = AgreementFactory(status=Status.HISTORICAL)
        ActivityFactory(relationship=agreement.relationship, agreement=agreement)
        text = text_of(html_of(client, agreement))
        assert "Nothing is known of it after" not in text
        assert "recorded from what is known" in text


class TestPurposes:
    def test_show_baseline_latest_measurement_and_target(self, client: Client, agreement: Agreement) -> None:
        indicator = agreement.purposes.get().indicators.get()
        MeasurementFactory(indicator=indicator, value=Decimal(7), as_of=datetime.date(2025, 6, 30))
        MeasurementFactory(indicator=indicator, value=Decimal(3), as_of=datetime.date(2024, 6, 30))
        text = text_of(html_of(client, agreement))
        for words in ("Baseline 0 buildings", "Now 7 buildings", "Target 12 buildings", "As of 30 June 2025"):
            assert words in text

    def test_say_when_nothing_was_measured_or_no_baseline_is_known(self, client: Client, agreement: Agreement) -> None:
        indicator = agreement.purposes.get().indicators.get()
        indicator.baseline = None
        indicator.save()
        text = text_of(html_of(client, agreement))
        assert "No measurement yet. Baseline not known." in text

    def test_say_when_there_is_no_indicator(self, client: Client) -> None:
        agreement = AgreementFactory(status=Status.IN_FORCE, indicators=0)
        assert "No indicator yet" in html_of(client, agreement)

    def test_link_a_measurement_to_its_document_only_for_those_who_may_read_it(
        self, client: Client, agreement: Agreement, officer: User
    ) -> None:
        evidence = DocumentFactory(agreement=agreement, visibility=Visibility.INTERNAL)
        MeasurementFactory(indicator=agreement.purposes.get().indicators.get(), document=evidence)
        assert str(evidence.public_id) not in html_of(client, agreement)
        client.force_login(officer)
        assert str(evidence.public_id) in html_of(client, agreement)


class TestHistory:
    @pytest.fixture
    def signed(self, officer: User, approver: User, reviewer: User) -> Agreement:
        """An agreement taken from submission to signing by three people."""
        made = AgreementFactory(status=Status.AUTHORISED, partners=[place("kobe")], created_by=officer)
        now, today = timezone.now(), timezone.localdate()
        on = PartialDate.day(datetime.date(2025, 3, 1))
        perform(Act.SIGN, agreement=made, by=approver, at=now, today=today, on=on)
        day = PartialDate.day(datetime.date(2025, 4, 1))
        perform(Act.BRING_INTO_FORCE, agreement=made, by=approver, at=now, today=today, on=day)
        made.refresh_from_db()
        return made

    def test_tells_the_public_how_the_status_changed_and_not_who_did_it(
        self, client: Client, signed: Agreement, approver: User
    ) -> None:
        text = text_of(html_of(client, signed))
        assert "Status: Signed → In force" in text
        assert approver.name_en not in text

    def test_tells_those_who_keep_the_record_who_did_it(
        self, client: Client, signed: Agreement, approver: User, officer: User
    ) -> None:
        client.force_login(officer)
        assert approver.name_en in text_of(html_of(client, signed))

    def test_folds_a_long_history(self, client: Client, signed: Agreement, approver: User) -> None:
        for act, comment in [(Act.SUSPEND, "Storm damage"), (Act.RESUME, "")] * 3:
            now, today = timezone.now(), timezone.localdate()
            perform(act, agreement=signed, by=approver, at=now, today=today, comment=comment)
        html = html_of(client, signed)
        assert "All changes (8)" in html
        assert "Storm damage" not in html
        client.force_login(approver)
        assert "Storm damage" in html_of(client, signed)


def test_vitality_stands_with_its_reasons(client: Client, agreement: Agreement) -> None:
    relationship = agreement.relationship
    assert relationship is not None
    relationship.vitality = Vitality.QUIET
    relationship.vitality_on = datetime.date(2026, 1, 2)
    relationship.vitality_reasons = [{"code": "nothing_delivered", "is_good": False, "numbers": {"months": 36}}]
    relationship.save()
    text = text_of(html_of(client, agreement))
    with override("en"):
        [reason] = reasons_in_words(relationship.vitality_reasons)
    for words in ("Quiet", reason.text, "never raise the vitality", "2 January 2026"):
        assert words in text


def test_the_comments_of_a_review_reach_the_keepers_alone(client: Client, officer: User, analyst: User) -> None:
    returned = AgreementFactory(status=Status.RETURNED)
    client.force_login(officer)
    assert "يرجى استكمال مؤشر الغرض الأول" in html_of(client, returned)


def test_the_page_takes_the_same_number_of_queries_whatever_the_number_of_parts(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    agreement = AgreementFactory(status=Status.IN_FORCE, focus=["heritage", "water", "aerospace"], indicators=3)
    for purpose in agreement.purposes.all():
        for indicator in IndicatorFactory.create_batch(2, purpose=purpose):
            MeasurementFactory.create_batch(3, indicator=indicator)
    ActivityFactory.create_batch(9, relationship=agreement.relationship, agreement=agreement)
    ProjectFactory.create_batch(3, agreement=agreement)
    DocumentFactory.create_batch(4, agreement=agreement, visibility=Visibility.PUBLIC)
    for state in AuthorisationState.values:
        AuthorisationFactory(agreement=agreement, state=state)
    AgreementFactory.create_batch(4, status=Status.SIGNED)
    with django_assert_max_num_queries(15):
        html = html_of(client, agreement)
    assert "All activities (9)" in html
