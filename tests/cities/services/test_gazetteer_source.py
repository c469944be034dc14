"""Places as GeoNames, our corrections and our own additions give them."""

import pytest

from cities.models import CityNameKind, CitySource
from cities.models.city import FIRST_OWN_ID
from cities.name_keys import name_key
from cities.services.gazetteer_source import PlaceRecord, read_places


@pytest.fixture(scope="module")
def places() -> dict[int, PlaceRecord]:
    """The largest places, all capitals and all corrected places."""
    return {place.id: place for place in read_places(min_population=5_000_000)}


@pytest.mark.parametrize(
    ("place", "name_ar", "name_en"),
    [
        (287286, "مسقط", "Muscat"),
        (286621, "صلالة", "Salalah"),
        (287830, "عبري", "Ibri"),
        (250441, "عمّان", "Amman"),
        (2538475, "الرباط", "Rabat"),
        (2553604, "الدار البيضاء", "Casablanca"),
        (3868121, "فينيا ديل مار", "Viña del Mar"),
        (2972315, "تولوز", "Toulouse"),
        (2965140, "كورك", "Cork"),
        (292223, "دبي", "Dubai"),
        (281184, "القدس", "Jerusalem"),
    ],
)
def test_a_known_city_has_its_proper_names(
    places: dict[int, PlaceRecord], place: int, name_ar: str, name_en: str
) -> None:
    assert (places[place].name_ar, places[place].name_en) == (name_ar, name_en)


@pytest.mark.parametrize("name", ["فينا دل مار", "Ciudad Jardín", "Vina del Mar"])
def test_vina_del_mar_goes_by_the_names_of_the_article(places: dict[int, PlaceRecord], name: str) -> None:
    assert name_key(name) in {record.key for record in places[3868121].names}


def test_duqm_is_added_in_our_own_range(places: dict[int, PlaceRecord]) -> None:
    duqm = next(place for place in places.values() if place.name_en == "Duqm")
    assert duqm.id >= FIRST_OWN_ID
    assert (duqm.source, duqm.name_ar, duqm.admin1_code) == (CitySource.REGISTER, "الدقم", "OM.03")


@pytest.mark.parametrize(("place", "is_capital"), [(250441, True), (287286, True), (2553604, False), (5128581, False)])
def test_capitals_are_known(places: dict[int, PlaceRecord], place: int, is_capital: bool) -> None:
    assert places[place].is_capital is is_capital


def test_smaller_places_are_left_out(places: dict[int, PlaceRecord]) -> None:
    assert len(places) < 1500
    # Aachen has a quarter of a million inhabitants.
    assert 3247449 not in places


def test_the_names_of_a_place_have_keys_of_their_own_and_one_official_name_per_language(
    places: dict[int, PlaceRecord],
) -> None:
    for place in places.values():
        keys = [name.key for name in place.names]
        assert len(keys) == len(set(keys))
        official = [name.language for name in place.names if name.kind == CityNameKind.OFFICIAL]
        assert len(official) == len(set(official)) <= 2


@pytest.mark.parametrize(
    ("place", "name", "kind"),
    [
        (292223, "DXB", CityNameKind.CODE),
        (287286, "masukatto", CityNameKind.TRANSLITERATION),
        (287286, "Mascate", CityNameKind.ALTERNATE),
        (287286, "Muscat", CityNameKind.OFFICIAL),
    ],
)
def test_names_are_told_apart(places: dict[int, PlaceRecord], place: int, name: str, kind: CityNameKind) -> None:
    assert {record.name: record.kind for record in places[place].names}[name] == kind
