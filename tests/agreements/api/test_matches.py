"""Suggested partners through the API."""

import pytest

from tests.agreements.matching.worlds import describe, make_world
from tests.api_callers import caller_for, pointers_of
from tests.factories.places import place

pytestmark = pytest.mark.django_db
VINA = 3868121


def test_a_suggestion_tells_score_parts_with_reasons_and_what_speaks_against() -> None:
    make_world()
    salalah = describe("salalah", "tourism")
    body = caller_for().read(f"cities/{salalah.pk}/matches/").json()
    best = body["results"][0]
    assert (best["city"]["id"], best["rank"]) == (VINA, 1)
    assert best["score"] == pytest.approx(sum(part["points"] for part in best["parts"]))
    part = best["parts"][0]
    assert part["criterion"] == "growth_model"
    assert "reference city" in part["reason"]["en"]
    assert "مدينة مرجعية" in part["reason"]["ar"]
    assert "no_country_tie" in [said["code"] for said in best["against"]]


def test_weights_are_parameters_and_told_back() -> None:
    make_world()
    salalah = describe("salalah", "tourism")
    body = (
        caller_for()
        .read(f"cities/{salalah.pk}/matches/?weight_growth_model=0&limit=3&about={place('muscat').pk}")
        .json()
    )
    assert body["weights"]["growth_model"] == 0
    assert len(body["results"]) == 3
    assert all(one["parts"][0]["points"] == 0 for one in body["results"])
    assert body["about"]["rank"] is None


@pytest.mark.parametrize("query", ["weight_size=101", "weight_size=x", "limit=0", "about=x", "nonsense=1"])
def test_a_wrong_parameter_is_a_400_that_names_it(query: str) -> None:
    answer = caller_for().read(f"cities/{place('muscat').pk}/matches/?{query}")
    assert answer.status_code == 400
    assert [pointer.strip("/#") for pointer in pointers_of(answer)] == [query.split("=", maxsplit=1)[0]]


def test_models_and_areas_have_suggestions_too() -> None:
    make_world()
    model = caller_for().read("growth-models/tourism/matches/").json()
    assert model["results"][0]["parts"][0]["code"] == "embodies_model"
    area = caller_for().read("focus-areas/aerospace/matches/").json()
    assert area["results"][0]["parts"][2]["code"] == "answers_needs"
    assert caller_for().read("growth-models/none/matches/").status_code == 404
