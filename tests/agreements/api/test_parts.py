"""The parts of an agreement as lists."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.api.urls import PARTS
from agreements.choices import ActivityType, Status, TargetGroup, Visibility
from agreements.lifecycle import Act
from agreements.models import Agreement
from agreements.services.lifecycle import perform
from tests.api_callers import caller_for, pointers_of
from tests.factories.accounts import person
from tests.factories.agreement_parts import (
    ActivityFactory,
    FocalPointFactory,
    MeasurementFactory,
    ProjectFactory,
    PurposeFactory,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import country, place
from twinning.accounts.models import User
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


def part(agreement: Agreement, name: str, user: User | None = None) -> list[dict[str, Any]]:
    response = caller_for(user).read(f"agreements/{agreement.public_id}/{name}/")
    assert response.status_code == 200, response.content
    results: list[dict[str, Any]] = response.json()["results"]
    return results


def test_purposes_come_in_order_with_their_indicators(agreement: Agreement) -> None:
    PurposeFactory(agreement=agreement, focus_area=focus_area("water"), position=0, statement_en="Share water plans")
    agreement.purposes.filter(focus_area="heritage").update(position=1)
    rows = part(agreement, "purposes")
    assert [row["focus_area"]["code"] for row in rows] == ["water", "heritage"]
    assert rows[1]["indicators"][0]["unit"] == {"ar": "مبنى", "en": "buildings"}


def test_indicators_come_with_their_measurements(agreement: Agreement) -> None:
    purpose = agreement.purposes.get()
    MeasurementFactory(indicator=purpose.indicators.get(), value=Decimal("4.5"))
    row = part(agreement, "indicators")[0]
    assert row["purpose"] == str(purpose.public_id)
    assert row["baseline"] == "0.00"
    assert row["measurements"][0]["value"] == "4.50"


def test_activities_carry_grade_money_and_people(agreement: Agreement) -> None:
    activity = ActivityFactory(
        relationship=agreement.relationship,
        agreement=agreement,
        type=ActivityType.WORKING_GROUP,
        city=place("rabat"),
        cost=Decimal("1500.00"),
        currency="OMR",
    )
    activity.participants.create(target_group=TargetGroup.YOUTH, people=12)
    activity.purposes.add(agreement.purposes.get())
    row = part(agreement, "activities")[0]
    assert row["grade"] == 2
    assert row["cost"] == {"amount": "1500.00", "currency": "OMR"}
    assert row["participants"] == [{"target_group": "youth", "people": 12}]
    assert row["purposes"] == [str(agreement.purposes.get().public_id)]
    assert row["city"]["country"]["code"] == "MA"


def test_projects_carry_milestones_and_null_where_no_money_is_known(agreement: Agreement) -> None:
    project = ProjectFactory(agreement=agreement)
    project.milestones.create(name_ar="التصميم", name_en="Design")
    row = part(agreement, "projects")[0]
    assert row["budget"] is None
    assert row["milestones"][0]["name"] == {"ar": "التصميم", "en": "Design"}


@pytest.mark.parametrize("name", ["activities", "projects"])
def test_internal_ones_are_for_the_parties_alone(agreement: Agreement, name: str) -> None:
    ActivityFactory(relationship=agreement.relationship, agreement=agreement, visibility=Visibility.INTERNAL)
    ProjectFactory(agreement=agreement, visibility=Visibility.INTERNAL)
    assert part(agreement, name) == []
    assert part(agreement, name, person(Role.OFFICER, place("amman"))) == []
    assert len(part(agreement, name, person(Role.OFFICER, place("rabat")))) == 1
    assert len(part(agreement, name, person(Role.REVIEWER, country("OM")))) == 1


@pytest.mark.parametrize("name", ["", *(f"{name}/" for name in PARTS)])
def test_contacts_are_nowhere(agreement: Agreement, name: str) -> None:
    contact = FocalPointFactory(agreement=agreement, name="Salim of the contacts", phone="+968 2400 0000")
    response = caller_for(person(Role.ADMIN)).read(f"agreements/{agreement.public_id}/{name}")
    for secret in (contact.name, contact.email, contact.phone):
        assert secret not in response.content.decode()


@pytest.mark.parametrize("name", PARTS)
def test_a_part_takes_no_parameters_it_does_not_know(agreement: Agreement, name: str) -> None:
    response = caller_for().read(f"agreements/{agreement.public_id}/{name}/?agreement__owner_city=1")
    assert pointers_of(response) == {"/agreement__owner_city": "unknown_parameter"}


@pytest.mark.parametrize("name", PARTS)
def test_the_queries_of_a_part_do_not_grow_with_its_rows(agreement: Agreement, name: str) -> None:
    path = f"agreements/{agreement.public_id}/{name}/"
    caller = caller_for(person(Role.ANALYST))
    counts = []
    for _round in range(2):
        for _row in range(3):
            purpose = PurposeFactory(agreement=agreement)
            MeasurementFactory(indicator__purpose=purpose)
            activity = ActivityFactory(relationship=agreement.relationship, agreement=agreement, city=place("rabat"))
            activity.purposes.add(purpose)
            ProjectFactory(agreement=agreement).purposes.add(purpose)
        caller.read(path)
        with CaptureQueriesContext(connection) as queries:
            caller.read(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestHistory:
    @pytest.fixture
    def lived(self) -> Agreement:
        """An agreement that was submitted, returned with a comment, and recorded as historical in the end."""
        made: Agreement = AgreementFactory(
            signed_on=datetime.date(1984, 1, 1), signed_on_precision="year", source="Archive", is_historical=True
        )
        officer, reviewer = (
            person(Role.OFFICER, place("muscat"), name_en="Maryam"),
            person(Role.REVIEWER, country("OM")),
        )
        moment: dict[str, Any] = {"at": timezone.now(), "today": timezone.localdate()}
        perform(Act.SUBMIT, agreement=made, by=officer, **moment)
        perform(Act.RETURN, agreement=made, by=reviewer, comment="Not for other eyes", **moment)
        perform(Act.RECORD_HISTORICAL, agreement=made, by=officer, **moment)
        return made

    def test_the_keeping_side_reads_all_of_it(self, lived: Agreement) -> None:
        rows = part(lived, "history", person(Role.OFFICER, place("muscat")))
        assert [row["type"] for row in rows] == [
            "agreement.submitted",
            "agreement.returned",
            "agreement.recorded_as_historical",
        ]
        assert rows[0]["actor"]["name"]["en"] == "Maryam"
        assert rows[1]["reason"] == "Not for other eyes"
        assert [row["status"] for row in rows] == ["submitted", "returned", "historical"]

    def test_changed_fields_are_named_as_they_are_sent(self) -> None:
        officer = person(Role.OFFICER, place("muscat"))
        sent = {"title": {"ar": "عنوان", "en": "Title"}, "purposes": []}
        draft = caller_for(officer).send("agreements/", sent).json()
        rows = caller_for(officer).read(f"agreements/{draft['id']}/history/").json()["results"]
        assert [row["changed"] for row in rows] == [["purposes", "title"]]

    @pytest.mark.parametrize("who", ["anybody", "the other city"])
    def test_others_read_what_became_of_it_without_who_and_why(self, lived: Agreement, who: str) -> None:
        user = person(Role.OFFICER, place("rabat")) if who == "the other city" else None
        rows = part(lived, "history", user)
        assert [row["type"] for row in rows] == ["agreement.recorded_as_historical"]
        assert (rows[0]["actor"], rows[0]["reason"], rows[0]["changed"]) == (None, "", [])
