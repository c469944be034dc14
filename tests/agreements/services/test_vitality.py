"""Vitality as it is kept: worked out on every write that matters, every night, for two audiences, with its history."""

import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from agreements.choices import ActivityType, ProjectState, Side, Status, Visibility, Vitality
from agreements.models import Agreement, Relationship, VitalityPoint
from agreements.services.activities import ActivityInput, record_activity, void_activity
from agreements.services.vitality import reconstruct, refresh, refresh_all
from tests.agreements.services.acting import AT, TODAY
from tests.factories.accounts import person
from tests.factories.agreement_parts import ActivityFactory, FocalPointFactory, MeasurementFactory, ProjectFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate
from twinning.events.models import Event
from twinning.events.verify import verify_chain

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


def tie_of(agreement: Agreement) -> Relationship:
    assert agreement.relationship is not None
    return Relationship.objects.get(pk=agreement.relationship.pk)


def worked_out(agreement: Agreement, *, today: datetime.date = TODAY) -> Relationship:
    refresh(tie_of(agreement), today=today, at=AT)
    return tie_of(agreement)


def told() -> list[tuple[str, str, str]]:
    events = Event.objects.filter(type__startswith="relationship.").order_by("id")
    return [(event.type, event.payload["was"], event.payload["vitality"]) for event in events]


def test_recording_and_voiding_an_activity_move_the_tie_at_once(agreement: Agreement) -> None:
    officer = person(Role.OFFICER, place("muscat"))
    entered = ActivityInput(type=ActivityType.JOINT_PUBLICATION, starts=PartialDate.day(TODAY), title_ar="دليل مشترك")
    activity = record_activity(agreement, entered, by=officer, at=AT, today=TODAY)
    tie = tie_of(agreement)
    assert (tie.vitality, tie.whole_vitality, tie.vitality_on) == (Vitality.LIVING, Vitality.LIVING, TODAY)
    assert [reason["code"] for reason in tie.vitality_reasons][:1] == ["active"]
    void_activity(activity, reason="سُجّل مرتين", by=officer, at=AT, today=TODAY)
    assert tie_of(agreement).vitality == Vitality.UNKNOWN
    assert told() == [
        ("relationship.vitality_changed", "unknown", "living"),
        ("relationship.vitality_changed", "living", "unknown"),
    ]
    assert verify_chain().first_broken_id is None


def test_three_visits_and_a_signing_change_nothing(agreement: Agreement) -> None:
    officer = person(Role.OFFICER, place("muscat"))
    for kind in [ActivityType.COURTESY_VISIT] * 3 + [ActivityType.SIGNING]:
        entered = ActivityInput(type=kind, starts=PartialDate.day(TODAY), title_ar="زيارة")
        record_activity(agreement, entered, by=officer, at=AT, today=TODAY)
    assert tie_of(agreement).vitality == Vitality.UNKNOWN
    assert told() == []


@pytest.mark.parametrize("of", ["activity", "agreement"])
def test_internal_facts_move_only_the_whole_vitality_and_its_own_event(of: str) -> None:
    hidden = {of: Visibility.INTERNAL}
    agreement = AgreementFactory(status=Status.IN_FORCE, visibility=hidden.get("agreement", Visibility.PUBLIC))
    ActivityFactory(
        agreement=agreement,
        relationship=agreement.relationship,
        starts_on=TODAY,
        visibility=hidden.get("activity", Visibility.PUBLIC),
    )
    tie = worked_out(agreement)
    assert (tie.vitality, tie.whole_vitality) == (Vitality.UNKNOWN, Vitality.LIVING)
    assert told() == [("relationship.whole_vitality_changed", "unknown", "living")]
    assert "active" not in [reason["code"] for reason in tie.vitality_reasons]


def test_what_hangs_on_an_unpublished_agreement_counts_for_nobody() -> None:
    agreement = AgreementFactory(status=Status.AUTHORISED)
    ActivityFactory(agreement=agreement, relationship=agreement.relationship, starts_on=TODAY)
    assert worked_out(agreement).whole_vitality == Vitality.UNKNOWN


def test_projects_measurements_and_contacts_are_read(agreement: Agreement) -> None:
    ProjectFactory(
        agreement=agreement,
        state=ProjectState.DELIVERED,
        ends_on=datetime.date(2025, 12, 1),
        ends_on_precision="day",
    )
    ProjectFactory(agreement=agreement, state=ProjectState.RUNNING, budget=1000, currency="OMR")
    MeasurementFactory(indicator=agreement.purposes.get().indicators.get(), as_of=datetime.date(2026, 1, 1))
    for side in Side:
        FocalPointFactory(agreement=agreement, side=side, confirmed_on=TODAY)
    tie = worked_out(agreement)
    assert [reason["code"] for reason in tie.vitality_reasons] == [
        "active",
        "evidence_fresh",
        "delivered",
        "funded",
        "contacts_confirmed",
    ]


def test_the_night_finds_what_fell_silent_and_run_again_finds_nothing(agreement: Agreement) -> None:
    ActivityFactory(agreement=agreement, relationship=agreement.relationship, starts_on=datetime.date(2024, 2, 1))
    states = []
    for month in (datetime.date(2025, 2, 1), datetime.date(2025, 3, 1), datetime.date(2026, 2, 1), TODAY):
        moved = refresh_all(today=month, at=AT)
        states.append((tie_of(agreement).vitality, len(moved), any(one.has_fallen_dormant for one in moved)))
        assert refresh_all(today=month, at=AT) == []
    assert states == [("living", 1, False), ("quiet", 1, False), ("quiet", 0, False), ("dormant", 1, True)]


def test_history_keeps_changes_and_one_point_a_month(agreement: Agreement) -> None:
    ActivityFactory(agreement=agreement, relationship=agreement.relationship, starts_on=datetime.date(2025, 1, 15))
    for day in ("2026-01-05", "2026-01-06", "2026-01-20", "2026-02-02", "2026-02-17", "2026-02-18"):
        refresh_all(today=datetime.date.fromisoformat(day), at=AT)
    points = VitalityPoint.objects.filter(relationship=agreement.relationship).values_list("on", "vitality")
    assert [(str(day), state) for day, state in points] == [
        ("2026-01-05", "living"),
        ("2026-02-02", "living"),
        ("2026-02-17", "quiet"),
    ]


def test_past_months_are_worked_out_afterwards_and_say_so(agreement: Agreement) -> None:
    ActivityFactory(agreement=agreement, relationship=agreement.relationship, starts_on=datetime.date(2025, 11, 20))
    assert reconstruct(until=TODAY, months=5) == 5
    assert reconstruct(until=TODAY, months=5) == 0
    points = VitalityPoint.objects.filter(relationship=agreement.relationship)
    assert [point.vitality for point in points] == ["unknown", "unknown", "living", "living", "living"]
    assert all(point.is_hindsight for point in points)


def test_entering_the_past_does_not_turn_the_clock_back(agreement: Agreement) -> None:
    refresh_all(today=TODAY, at=AT)
    assert worked_out(agreement, today=datetime.date(2020, 1, 1)).vitality_on == TODAY


def test_the_work_does_not_grow_with_the_number_of_ties(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for city in ("rabat", "kobe", "cork", "toulouse"):
        made = AgreementFactory(status=Status.IN_FORCE, partners=[place(city)])
        ActivityFactory(agreement=made, relationship=made.relationship, starts_on=TODAY)
    with django_assert_num_queries(17):
        refresh_all(today=TODAY, at=AT)
