"""Activities: recorded by either side once the agreement is published, changed on top of the last version, voided."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from agreements.choices import ActivityType, Grade, Status, TargetGroup, Visibility
from agreements.exceptions import ActNotPermitted, AlreadyVoid, NotFollowedYet
from agreements.models import Activity, Agreement
from agreements.policies import ActivityPolicy
from agreements.services.activities import ActivityInput, change_activity, record_activity, void_activity
from agreements.services.documents import DocumentInput
from tests.agreements.services.acting import AT, TODAY, codes
from tests.factories.accounts import person
from tests.factories.agreement_parts import DocumentFactory, PurposeFactory, pdf_upload
from tests.factories.agreements import AgreementFactory
from tests.factories.places import country, place
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate, Precision
from twinning.core.exceptions import InvalidInput, StaleVersion
from twinning.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


def answers(**given: Any) -> ActivityInput:
    values: dict[str, Any] = {
        "type": ActivityType.TRAINING,
        "title_ar": "تدريب مشترك",
        "starts": PartialDate.day(datetime.date(2026, 2, 10)),
    }
    return ActivityInput(**{**values, **given})


def recorded(agreement: Agreement, by: User, **given: Any) -> Activity:
    return record_activity(agreement, answers(**given), by=by, at=AT, today=TODAY)


def test_an_activity_keeps_people_money_purposes_and_evidence(agreement: Agreement, officer: User) -> None:
    purpose, document = agreement.purposes.get(), DocumentFactory(agreement=agreement)
    upload = DocumentInput(upload=pdf_upload("attendance.pdf"))
    given = answers(
        participants={TargetGroup.YOUTH: 24, "": 6, TargetGroup.OLDER_PEOPLE: 0},
        cost=Decimal("1500.50"),
        currency="OMR",
        purposes=[purpose],
        documents=[document],
    )
    activity = record_activity(agreement, given, by=officer, at=AT, today=TODAY, uploads=[upload])
    assert {row.target_group: row.people for row in activity.participants.all()} == {"youth": 24, "": 6}
    assert (activity.cost, activity.currency, activity.grade) == (Decimal("1500.50"), "OMR", Grade.EXCHANGE)
    assert activity.relationship_id == agreement.relationship_id
    assert activity.documents.count() == 2
    event = Event.objects.get(subject_id=str(activity.public_id))
    assert (event.type, event.payload["purposes"]) == ("activity.recorded", [str(purpose.public_id)])


@pytest.mark.parametrize(
    ("role", "where", "may"),
    [
        (Role.OFFICER, "muscat", True),
        (Role.APPROVER, "muscat", True),
        (Role.PARTNER, "muscat", True),
        (Role.OFFICER, "rabat", True),
        (Role.OFFICER, "kobe", False),
        (Role.REVIEWER, "OM", False),
        (Role.ANALYST, None, False),
        (Role.ADMIN, None, True),
    ],
)
def test_either_side_records_and_nobody_else(agreement: Agreement, role: Role, where: str | None, may: bool) -> None:
    who = person(role, country(where) if where == "OM" else place(where) if where else None)
    if may:
        assert recorded(agreement, who).pk
    else:
        with pytest.raises(ActNotPermitted):
            recorded(agreement, who)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.AUTHORISED, Status.REJECTED])
def test_nothing_is_recorded_before_the_agreement_is_published(status: Status, officer: User) -> None:
    with pytest.raises(NotFollowedYet):
        recorded(AgreementFactory(status=status), officer)


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"title_ar": " "}, "title_ar", "required"),
        ({"title_ar": "أ" * 301}, "title_ar", "max_length"),
        ({"starts": None}, "starts", "required"),
        ({"starts": PartialDate.day(TODAY + datetime.timedelta(days=1))}, "starts", "in_the_future"),
        ({"starts": PartialDate.year(TODAY.year + 1)}, "starts", "in_the_future"),
        ({"ends": PartialDate.year(2025)}, "ends", "before_start"),
        ({"cost": Decimal(5)}, "currency", "required"),
        ({"cost": Decimal(5), "currency": "ZZZ"}, "currency", "required"),
        ({"cost": Decimal(-5), "currency": "OMR"}, "cost", "too_small"),
        ({"participants": {"giants": 3}}, "participants", "invalid_choice"),
        ({"participants": {"youth": 10_000_001}}, "participants.youth", "out_of_range"),
    ],
)
def test_what_cannot_be_is_refused_by_field(
    agreement: Agreement, officer: User, given: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        recorded(agreement, officer, **given)
    assert codes(refusal.value) == {field: code}


@pytest.mark.parametrize(
    "starts",
    [PartialDate.year(TODAY.year), PartialDate(TODAY, Precision.MONTH), PartialDate.unknown(), PartialDate.day(TODAY)],
)
def test_a_day_may_be_known_in_part(agreement: Agreement, officer: User, starts: PartialDate) -> None:
    activity = recorded(agreement, officer, starts=starts)
    activity.refresh_from_db()
    assert activity.starts == starts


def test_purposes_and_documents_of_another_agreement_are_refused(agreement: Agreement, officer: User) -> None:
    other = AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")])
    with pytest.raises(InvalidInput) as refusal:
        recorded(
            agreement,
            officer,
            purposes=[PurposeFactory(agreement=other)],
            documents=[DocumentFactory(agreement=other)],
        )
    assert codes(refusal.value) == {"purposes": "does_not_exist", "documents": "does_not_exist"}


def test_the_same_id_sent_twice_records_one_activity(agreement: Agreement, officer: User) -> None:
    key = agreement.public_id
    both = [record_activity(agreement, answers(), by=officer, at=AT, today=TODAY, public_id=key).pk for _ in range(2)]
    assert len(set(both)) == 1


def test_a_change_raises_the_version_and_a_stale_one_is_refused(agreement: Agreement, officer: User) -> None:
    activity = recorded(agreement, officer, participants={"youth": 3}, cost=Decimal(5), currency="OMR")
    change: dict[str, Any] = {"by": officer, "at": AT, "today": TODAY, "expected_version": 1}
    changed = change_activity(activity, answers(participants={"": 4}), **change)
    assert (changed.version, changed.cost, changed.currency) == (2, None, "")
    assert [(row.target_group, row.people) for row in changed.participants.all()] == [("", 4)]
    with pytest.raises(StaleVersion):
        change_activity(activity, answers(), **change)


def test_a_voided_activity_is_in_no_list_and_stays_on_record_with_its_reason(
    agreement: Agreement, officer: User, analyst: User
) -> None:
    activity = recorded(agreement, officer)
    act: dict[str, Any] = {"by": officer, "at": AT, "today": TODAY}
    with pytest.raises(InvalidInput):
        void_activity(activity, reason="  ", **act)
    void_activity(activity, reason="سُجِّل مرتين", **act)
    assert not ActivityPolicy.readable_by(officer).exists()
    assert not ActivityPolicy.visible_to(officer, agreement).exists()
    assert ActivityPolicy.on_record_for(officer).get().void_reason == "سُجِّل مرتين"
    with pytest.raises(AlreadyVoid):
        change_activity(activity, answers(), **act)


def test_who_is_of_neither_side_does_not_open_what_was_voided(agreement: Agreement, officer: User) -> None:
    activity = recorded(agreement, officer)
    void_activity(activity, reason="خطأ", by=officer, at=AT, today=TODAY)
    stranger = person(Role.OFFICER, place("kobe"))
    assert not ActivityPolicy.on_record_for(stranger).exists()


@pytest.mark.parametrize(
    ("role", "where", "sees"),
    [
        (None, None, False),
        (Role.OFFICER, "kobe", False),
        (Role.OFFICER, "rabat", True),
        (Role.REVIEWER, "OM", True),
        (Role.ANALYST, None, True),
    ],
)
def test_internal_activities_are_for_insiders(
    agreement: Agreement, officer: User, role: Role | None, where: str | None, sees: bool
) -> None:
    recorded(agreement, officer, visibility=Visibility.INTERNAL)
    place_or_country = country(where) if where == "OM" else place(where) if where else None
    who = person(role, place_or_country) if role else AnonymousUser()
    assert ActivityPolicy.readable_by(who).exists() is sees
    assert ActivityPolicy.visible_to(who, agreement).exists() is sees
