"""Keeping the names of one city."""

import pytest

from cities.models import City, CityName, CityNameKind
from cities.search import search_cities
from cities.services.gazetteer import add_alias, keep_names
from tests.factories.cities import CityFactory, CountryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def toulouse() -> City:
    return CityFactory(country__code="FR", name_ar="تولوز", name_en="Toulouse", population=433_055)


def names_of(city: City) -> set[tuple[str, str, bool]]:
    return set(city.names.values_list("name", "language", "is_preferred"))


def test_a_city_goes_by_its_own_names(toulouse: City) -> None:
    assert names_of(toulouse) == {("تولوز", "ar", True), ("Toulouse", "en", True)}


def test_keeping_names_twice_keeps_them_once(toulouse: City) -> None:
    keep_names(city=toulouse)
    assert toulouse.names.count() == 2


def test_an_alias_becomes_the_preferred_name_when_the_city_takes_it(toulouse: City) -> None:
    add_alias(city=toulouse, name="Tolosa")
    toulouse.name_en = "Tolosa"
    keep_names(city=toulouse)
    assert ("Tolosa", "en", True) in names_of(toulouse)


def test_all_names_follow_the_city_to_another_country_and_rank(toulouse: City) -> None:
    add_alias(city=toulouse, name="La Ville Rose")
    toulouse.country = CountryFactory(code="ES")
    toulouse.population = 1_000_000
    toulouse.save()
    keep_names(city=toulouse)
    kept = {name.kind: (name.country_id, name.rank) for name in toulouse.names.all()}
    assert kept == {CityNameKind.OFFICIAL: ("ES", 1_000_000), CityNameKind.ALIAS: ("ES", 125_000)}


def test_an_alias_finds_its_city(toulouse: City) -> None:
    add_alias(city=toulouse, name="La Ville Rose", language="fr")
    assert [match.city for match in search_cities("ville rose")] == [toulouse]


def test_a_name_the_city_goes_by_already_is_not_added_again(toulouse: City) -> None:
    alias = add_alias(city=toulouse, name="TOULOUSE!")
    assert alias == toulouse.names.get(language="en")


@pytest.mark.parametrize("name", ["", " ", "!?", "ًٌٍ"])
def test_a_name_without_a_letter_is_no_alias(toulouse: City, name: str) -> None:
    assert add_alias(city=toulouse, name=name) is None
    assert CityName.objects.count() == 2
