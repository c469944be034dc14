"""The API of what came of agreements: recorded, read, changed with If-Match, voided; nothing hidden is told."""

from typing import Any

import pytest

from agreements.choices import ProjectState, Status, Visibility
from agreements.models import Activity, Agreement, Measurement, Project
from tests.api_callers import caller_for, pointers_of, problem_of
from tests.factories.accounts import person
from tests.factories.agreement_parts import ActivityFactory, DocumentFactory, MeasurementFactory, ProjectFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db
ACTIVITY = {
    "type": "training",
    "title": {"ar": "تدريب", "en": "Training"},
    "starts": {"value": "2026-02-01", "precision": "month"},
    "participants": [{"target_group": "youth", "people": 20}, {"people": 4}],
    "cost": {"amount": "1500.50", "currency": "OMR"},
}
PROJECT = {
    "name": {"ar": "الحي النموذجي", "en": ""},
    "latitude": 31.9632,
    "longitude": 35.9106,
    "budget": {"amount": "1900000", "currency": "JOD"},
    "spent": {"amount": "640000", "currency": "JOD"},
    "target_groups": ["older_people", "persons_with_disabilities"],
    "milestones": [{"name": {"ar": "الاستماع"}, "done": {"value": "2025-01-01", "precision": "year"}}],
}


@pytest.fixture
def agreement() -> Agreement:
    made: Agreement = AgreementFactory(status=Status.IN_FORCE)
    return made


def test_an_activity_is_recorded_read_changed_and_voided(agreement: Agreement, officer: User) -> None:
    caller = caller_for(officer)
    body = {**ACTIVITY, "purposes": [str(agreement.purposes.get().public_id)], "city": agreement.owner_city_id}
    made = caller.send(f"agreements/{agreement.public_id}/activities/", body)
    assert made.status_code == 201, made.content
    data = made.json()
    assert (data["grade"], data["cost"]) == (1, {"amount": "1500.50", "currency": "OMR"})
    assert data["agreement"] == str(agreement.public_id)
    address, tag = f"activities/{data['id']}/", made.headers["ETag"]
    assert caller.read(address, if_none_match=tag).status_code == 304
    changed = caller.change(address, {"title": {"en": "Training of drivers"}, "cost": None}, tag=tag)
    assert changed.status_code == 200, changed.content
    assert (changed.json()["title"], changed.json()["cost"]) == ({"ar": "تدريب", "en": "Training of drivers"}, None)
    assert sum(row["people"] for row in changed.json()["participants"]) == 24
    problem_of(caller.change(address, {"place": "Hall"}, tag=tag), 412)
    problem_of(caller.send(address, {"place": "Hall"}, method="PATCH"), 428)
    void = caller.send(f"{address}void/", {"reason": "Twice"}, if_match=changed.headers["ETag"])
    assert void.status_code == 204
    assert caller.read(address).status_code == 404
    assert Activity.objects.get().void_reason == "Twice"


def test_a_project_is_recorded_and_taken_further(agreement: Agreement, officer: User) -> None:
    caller = caller_for(officer)
    body = {**PROJECT, "city": agreement.owner_city_id}
    made = caller.send(f"agreements/{agreement.public_id}/projects/", body)
    assert made.status_code == 201, made.content
    address = f"projects/{made.json()['id']}/"
    assert made.json()["state"] == "planned"
    assert made.json()["spent"] == {"amount": "640000.00", "currency": "JOD"}
    started = caller.send(f"{address}start/", {}, if_match=made.headers["ETag"])
    assert started.json()["state"] == "running"
    refused = caller.send(f"{address}deliver/", {}, if_match=started.headers["ETag"])
    assert pointers_of(refused) == {"/result/ar": "required"}
    delivered = caller.send(f"{address}deliver/", {"result": {"ar": "حي للجميع"}}, if_match="*")
    assert delivered.json()["state"] == "delivered"
    assert problem_of(caller.send(f"{address}start/", {}, if_match="*"), 409)["code"] == "wrong_state"
    assert Project.objects.get().state == ProjectState.DELIVERED


def test_a_measurement_is_recorded_and_voided(agreement: Agreement, officer: User) -> None:
    caller = caller_for(officer)
    indicator = agreement.purposes.get().indicators.get()
    address = f"agreements/{agreement.public_id}/indicators/{indicator.public_id}/measurements/"
    document = DocumentFactory(agreement=agreement)
    body = {
        "value": "34.5",
        "as_of": {"value": "2025-01-01", "precision": "year"},
        "source": "Report",
        "document": str(document.public_id),
    }
    made = caller.send(address, body)
    assert made.status_code == 201, made.content
    assert made.json()["as_of"] == {"value": "2025-01-01", "precision": "year"}
    assert made.json()["document"] == str(document.public_id)
    assert caller_for().read(address).json()["results"][0]["document"] is None
    void = caller.send(f"{address}{made.json()['id']}/void/", {"reason": "Wrong"}, if_match='"1"')
    assert void.status_code == 204
    assert caller.read(address).json()["count"] == 0
    assert Measurement.objects.get().is_void


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"starts": {"value": "2199-01-01", "precision": "day"}}, "/starts"),
        ({"title": {"ar": "", "en": ""}}, "/title/ar"),
        ({"cost": {"amount": "-1", "currency": "OMR"}}, "/cost/amount"),
        ({"cost": {"amount": "1", "currency": "ZZZ"}}, "/cost/currency"),
        ({"cost": 5}, "/cost"),
        ({"purposes": ["00000000-0000-4000-8000-000000000000"]}, "/purposes/0"),
        ({"participants": [{"people": 1}, {"people": 2}]}, "/participants"),
        ({"city": 1}, "/city"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_what_cannot_be_is_named_by_its_pointer(
    agreement: Agreement, officer: User, change: dict[str, Any], pointer: str
) -> None:
    response = caller_for(officer).send(f"agreements/{agreement.public_id}/activities/", {**ACTIVITY, **change})
    assert list(pointers_of(response)) == [pointer]
    assert not Activity.objects.exists()


def test_amounts_of_two_currencies_are_refused(agreement: Agreement, officer: User) -> None:
    body = {**PROJECT, "city": agreement.owner_city_id, "spent": {"amount": "1", "currency": "EUR"}}
    response = caller_for(officer).send(f"agreements/{agreement.public_id}/projects/", body)
    assert pointers_of(response) == {"/spent": "other_currency"}


def test_others_are_refused_and_drafts_wait(agreement: Agreement, officer: User) -> None:
    stranger = caller_for(person(Role.OFFICER, place("kobe")))
    problem_of(stranger.send(f"agreements/{agreement.public_id}/activities/", ACTIVITY), 403)
    draft = AgreementFactory(partners=[place("kobe")])
    refused = caller_for(officer).send(f"agreements/{draft.public_id}/activities/", ACTIVITY)
    assert problem_of(refused, 409)["code"] == "not_followed_yet"


@pytest.mark.parametrize(("name", "factory"), [("activities", ActivityFactory), ("projects", ProjectFactory)])
def test_what_is_internal_is_for_insiders(agreement: Agreement, officer: User, name: str, factory: Any) -> None:
    own = {"relationship": agreement.relationship} if name == "activities" else {}
    hidden = factory(agreement=agreement, visibility=Visibility.INTERNAL, **own)
    open_one = factory(agreement=agreement, **own)
    open_one.documents.add(DocumentFactory(agreement=agreement))
    public = caller_for().read(f"{name}/").json()
    assert [row["id"] for row in public["results"]] == [str(open_one.public_id)]
    assert public["results"][0]["documents"] == []
    assert caller_for().read(f"{name}/{hidden.public_id}/").status_code == 404
    insider = caller_for(officer).read(f"{name}/").json()
    assert insider["count"] == 2
    assert any(row["documents"] for row in insider["results"])


@pytest.mark.parametrize("name", ["activities", "projects"])
def test_lists_ask_the_same_number_of_questions(
    agreement: Agreement, name: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(8):
        if name == "activities":
            ActivityFactory(agreement=agreement, relationship=agreement.relationship)
        else:
            ProjectFactory(agreement=agreement)
    with django_assert_max_num_queries(10):
        assert caller_for().read(f"{name}/").json()["count"] == 8


def test_filters_are_those_of_the_page(agreement: Agreement) -> None:
    ActivityFactory(agreement=agreement, relationship=agreement.relationship)
    assert caller_for().read("activities/?grade=exchange").json()["count"] == 1
    assert caller_for().read("activities/?grade=symbolic").json()["count"] == 0
    problem_of(caller_for().read("activities/?grade=huge"), 400)


def test_indicators_tell_their_direction_and_values(agreement: Agreement) -> None:
    MeasurementFactory(indicator=agreement.purposes.get().indicators.get())
    row = caller_for().read(f"agreements/{agreement.public_id}/indicators/").json()["results"][0]
    assert row["direction"] == "rise"
    assert row["measurements"][0]["as_of"] == {"value": "2025-06-30", "precision": "day"}
