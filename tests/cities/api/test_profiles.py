"""A city's profile, calls and the catalogue through the API."""

import datetime
from typing import Any

import pytest

from cities.models import City, CityCall, ProfileEntry, ReferenceCity
from cities.services.vocabularies import load_growth_models, load_traits
from tests.api_callers import caller_for
from tests.factories.focus_areas import focus_area
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db

SENT = {
    "facet": "advantages",
    "text": {"en": "A historic harbour", "ar": ""},
    "traits": ["cruise_harbour"],
    "source": "Port authority",
    "as_of": "2025-12-31",
}


@pytest.fixture(autouse=True)
def traits(db: None) -> None:
    load_traits()


def test_a_statement_is_proposed_read_by_those_involved_and_accepted(
    muscat: City, officer: User, reviewer: User
) -> None:
    path = f"cities/{muscat.pk}/profile/"
    made = caller_for(officer).send(f"{path}entries/", SENT)
    assert made.status_code == 201
    assert made.json()["state"] == "proposed"
    one = f"{path}entries/{made.json()['id']}/"
    assert caller_for().read(one).status_code == 404
    assert caller_for().read(path).json()["entries"] == []
    assert caller_for(reviewer).send(f"{one}accept/", {}).status_code == 428
    accepted = caller_for(reviewer).send(f"{one}accept/", {}, if_match=made.headers["ETag"])
    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")
    shown = caller_for().read(path).json()
    assert [entry["traits"] for entry in shown["entries"]] == [["cruise_harbour"]]
    assert shown["derived"]["size_class"] == "large_city"
    assert shown["derived"]["coast_km"] < 10


def test_an_open_statement_is_worded_anew_under_its_version(muscat: City, officer: User, reviewer: User) -> None:
    made = caller_for(officer).send(f"cities/{muscat.pk}/profile/entries/", SENT)
    one = f"cities/{muscat.pk}/profile/entries/{made.json()['id']}/"
    better = {**SENT, "source": "Port authority, annual report"}
    stale = caller_for(officer).send(one, better, method="PUT", if_match='"7"')
    assert stale.status_code == 412
    again = caller_for(officer).send(one, better, method="PUT", if_match=made.headers["ETag"])
    assert (again.status_code, again.json()["source"]) == (200, better["source"])
    returned = caller_for(reviewer).send(f"{one}return/", {}, if_match=again.headers["ETag"])
    assert (returned.status_code, returned.json()["errors"][0]["pointer"]) == (400, "/comment")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"facet": "beauty"}, "/facet"),
        ({"text": {"en": "", "ar": ""}}, "/text"),
        ({"traits": ["long_beaches"]}, "/traits"),
        ({"as_of": "31.12.2025"}, "/as_of"),
        ({"as_of": "2999-01-01"}, "/as_of"),
        ({"state": "accepted"}, "/state"),
    ],
)
def test_what_is_wrong_is_pointed_at(muscat: City, officer: User, change: dict[str, Any], pointer: str) -> None:
    answer = caller_for(officer).send(f"cities/{muscat.pk}/profile/entries/", {**SENT, **change})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)
    assert not ProfileEntry.objects.exists()


def test_others_do_not_describe_a_city(muscat: City, amman_officer: User) -> None:
    assert caller_for(amman_officer).send(f"cities/{muscat.pk}/profile/entries/", SENT).status_code == 403
    assert caller_for().send(f"cities/{muscat.pk}/profile/entries/", SENT).status_code == 401


def test_a_call_is_published_found_changed_and_closed(muscat: City, officer: User, amman_officer: User) -> None:
    focus_area("heritage")
    sent = {"direction": "need", "focus_area": "heritage", "text": {"ar": "شريك", "en": ""}}
    assert caller_for(amman_officer).send("calls/", {**sent, "city": muscat.pk}).status_code == 403
    made = caller_for(officer).send("calls/", {**sent, "city": muscat.pk})
    assert made.status_code == 201
    one = f"calls/{made.json()['id']}/"
    assert caller_for().read("calls/?direction=need&focus=culture").json()["count"] == 1
    assert caller_for().read("calls/?country=JO").json()["count"] == 0
    changed = caller_for(officer).send(one, {**sent, "direction": "offer"}, method="PUT", if_match=made.headers["ETag"])
    assert changed.json()["direction"] == "offer"
    closed = caller_for(officer).send(f"{one}close/", {}, if_match=changed.headers["ETag"])
    assert closed.json()["is_open"] is False
    assert caller_for().read(one).status_code == 404
    assert not CityCall.objects.open().exists()


def test_the_catalogue_is_filtered_by_model_and_trait(muscat: City) -> None:
    load_growth_models()
    ReferenceCity.objects.create(
        city=muscat, growth_model_id="tourism", reason_en="An example", source="A list", as_of=datetime.date(2026, 1, 1)
    )
    assert caller_for().read("reference-cities/?growth_model=tourism").json()["count"] == 1
    assert caller_for().read("reference-cities/?growth_model=industry").json()["count"] == 0
    assert caller_for().read("reference-cities/?trait=cruise_harbour").json()["count"] == 0
    assert caller_for().read("reference-cities/?trait=nonsense").status_code == 400
    assert caller_for().read("traits/").json()["count"] > 60
