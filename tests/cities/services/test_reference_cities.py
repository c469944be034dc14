"""The catalogue of reference cities: its file holds together, and loading adds without overwriting."""

import json
from pathlib import Path
from typing import Any

import pytest

from cities.models import Facet, ProfileEntry, ReferenceCity, Trait
from cities.services.gazetteer_vocabularies import DATA_DIR
from cities.services.reference_cities import load_reference_cities
from cities.services.vocabularies import load_growth_models, load_traits
from tests.factories.cities import CityFactory, CountryFactory

VINA_DEL_MAR, TOULOUSE, CORK = 3868121, 2972315, 2965140
MODEL_OF = {VINA_DEL_MAR: "tourism", TOULOUSE: "innovation", CORK: "industry"}


def read(name: str) -> Any:
    return json.loads(Path(DATA_DIR, f"{name}.json").read_text(encoding="utf-8"))


ROWS = read("reference_cities")
FACET_OF = {trait[0]: group["facet"] for group in read("traits") for trait in group["traits"]}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_fact_has_its_traits_texts_and_source(row: dict[str, Any]) -> None:
    assert row["reason_ar"]
    assert row["reason_en"]
    assert row["source"]
    assert len({fact["facet"] for fact in row["facts"]}) == len(row["facts"])
    for fact in row["facts"]:
        assert fact["ar"]
        assert fact["en"]
        assert fact["source"]
        assert {FACET_OF[trait] for trait in fact["traits"]} == {fact["facet"]}


def test_the_catalogue_covers_every_model_with_the_cities_of_the_article() -> None:
    assert len(ROWS) >= 63
    assert {row["growth_model"] for row in ROWS} == {"innovation", "industry", "tourism"}
    assert {row["city"]: row["growth_model"] for row in ROWS if row["city"] in MODEL_OF} == MODEL_OF
    assert set(FACET_OF.values()) == set(Facet.values)


@pytest.mark.django_db
def test_loading_again_adds_nothing_and_keeps_what_was_edited() -> None:
    load_growth_models()
    load_traits()
    cork = CityFactory.create(id=CORK, country=CountryFactory.create(code="IE"))
    assert load_reference_cities().added == 1
    reference = ReferenceCity.objects.get(city=cork)
    assert ProfileEntry.objects.filter(city=cork, traits="natural_harbour").exists()
    ReferenceCity.objects.filter(pk=reference.pk).update(reason_en="Edited here", is_listed=False)
    again = load_reference_cities()
    assert (again.added, again.unknown) == (0, len(ROWS) - 1)
    reference.refresh_from_db()
    assert (reference.reason_en, reference.is_listed) == ("Edited here", False)
    assert Trait.objects.count() == len(FACET_OF)
