"""The closed vocabularies, and the reference data beside them."""

import pytest
from django.utils import translation

from agreements.choices import Status
from cities.models import CityNetwork, GrowthModel
from tests.api_callers import caller_for, pointers_of, problem_of
from tests.factories.accounts import person
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.accounts.roles import Role
from twinning.accounts.scopes import Scope
from twinning.api.vocabularies import VOCABULARIES

pytestmark = pytest.mark.django_db


def test_every_code_has_a_label_in_both_languages() -> None:
    results = caller_for().read("vocabularies/").json()["results"]
    assert [vocabulary["code"] for vocabulary in results] == sorted(VOCABULARIES)
    for vocabulary in results:
        for term in vocabulary["terms"]:
            assert term["code"]
            assert term["label"]["ar"]
            assert term["label"]["en"]


def test_labels_are_those_people_read() -> None:
    results = {one["code"]: one["terms"] for one in caller_for().read("vocabularies/").json()["results"]}
    labels = {term["code"]: term["label"] for term in results["agreement_status"]}
    with translation.override("ar"):
        arabic = str(Status.IN_FORCE.label)
    assert labels["in_force"] == {"ar": arabic, "en": "In force"}
    assert [term["code"] for term in results["activity_grade"]] == ["0", "1", "2", "3"]


def test_focus_areas_are_a_flat_list_with_parents() -> None:
    focus_area("heritage")
    rows = {row["code"]: row for row in caller_for().read("focus-areas/").json()["results"]}
    assert rows["culture"]["parent"] is None
    assert rows["heritage"]["parent"] == "culture"
    assert rows["heritage"]["name"] == {"ar": "التراث والأحياء التاريخية", "en": "Heritage and historic quarters"}


def test_one_focus_area_is_read_by_its_code() -> None:
    focus_area("heritage")
    assert caller_for().read("focus-areas/heritage/").json()["parent"] == "culture"
    problem_of(caller_for().read("focus-areas/football/"), 404)


def test_growth_models_come_in_their_order() -> None:
    GrowthModel.objects.create(code="second", name_ar="ثان", name_en="Second", position=9002)
    GrowthModel.objects.create(code="first", name_ar="أول", name_en="First", position=9001)
    codes = [row["code"] for row in caller_for().read("growth-models/").json()["results"]]
    assert codes[-2:] == ["first", "second"]
    assert caller_for().read("growth-models/first/").json()["name"] == {"ar": "أول", "en": "First"}


def test_a_network_is_read_with_its_cities() -> None:
    network = CityNetwork.objects.create(code="test-network", name_ar="شبكة", name_en="Network")
    network.memberships.create(city=place("amman"), joined_year=2015, source="Its website")
    body = caller_for().read("networks/test-network/").json()
    assert body["members"][0]["city"]["name"]["en"] == "Amman"
    assert body["members"][0]["joined_year"] == 2015
    rows = caller_for().read("networks/").json()["results"]
    assert [row["code"] for row in rows if row["code"] == "test-network"] == ["test-network"]


@pytest.mark.parametrize("path", ["focus-areas/", "growth-models/", "networks/"])
def test_reference_data_takes_no_parameter_it_does_not_know(path: str) -> None:
    assert pointers_of(caller_for().read(f"{path}?parent__code=x")) == {"/parent__code": "unknown_parameter"}


@pytest.mark.parametrize("path", ["focus-areas/", "growth-models/", "networks/", "vocabularies/"])
def test_reference_data_is_public_whatever_a_tokens_scopes_say(path: str) -> None:
    assert caller_for(person(Role.PARTNER, place("muscat")), Scope.WEBHOOKS_MANAGE).read(path).status_code == 200


@pytest.mark.parametrize("path", ["focus-areas/", "growth-models/", "networks/", "vocabularies/", "me/", ""])
def test_reference_data_is_not_written_here(path: str) -> None:
    response = caller_for(person(Role.ADMIN)).send(path, {})
    assert problem_of(response, 405)["code"] == "method_not_allowed"
