"""What follows from the gazetteer's facts: sizes, belts, coasts, ports, languages, hours."""

import datetime

import pytest

from cities.derived import (
    ClimateBand,
    SizeClass,
    climate_band_of,
    coast_km_of,
    derive,
    languages_of,
    nearest_port_to,
    size_class_of,
    utc_offset_of,
)
from cities.models import City
from tests.factories.cities import CityFactory

DAY = datetime.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (0, None),
        (4_999, SizeClass.VILLAGE),
        (5_000, SizeClass.TOWN),
        (163_140, SizeClass.MID_SIZE_CITY),
        (797_000, SizeClass.LARGE_CITY),
        (10_000_000, SizeClass.MEGACITY),
    ],
)
def test_inhabitants_give_the_size(population: int, size: SizeClass | None) -> None:
    assert size_class_of(population) == size


@pytest.mark.parametrize(
    ("latitude", "band"),
    [(17.0, ClimateBand.TROPICAL), (-33.0, ClimateBand.SUBTROPICAL), (51.9, ClimateBand.TEMPERATE), (69.6, "polar")],
)
def test_latitude_gives_the_belt_on_both_sides_of_the_equator(latitude: float, band: str) -> None:
    assert climate_band_of(latitude) == band


@pytest.mark.parametrize(
    ("latitude", "longitude", "least", "most"),
    [
        (17.015, 54.092, 0, 10),  # Salalah
        (-33.025, -71.552, 0, 10),  # Viña del Mar
        (31.955, 35.945, 90, 125),  # Amman; the Dead Sea is no coast
        (43.604, 1.444, 120, 160),  # Toulouse
        (-16.8, -179.95, 0, 25),  # beside the date line
    ],
)
def test_the_coast_is_as_far_as_on_the_map(latitude: float, longitude: float, least: int, most: int) -> None:
    assert least <= coast_km_of(latitude, longitude) <= most


def test_the_nearest_port_is_named() -> None:
    port = nearest_port_to(24.347, 56.709)
    assert (port.name, port.km < 5) == ("Sohar", True)


def test_languages_and_hours_come_from_public_tables() -> None:
    assert languages_of("OM") == ("ar",)
    assert {"nl", "fr", "de"} == set(languages_of("BE"))
    assert utc_offset_of("Asia/Muscat", on=DAY) == 4
    assert utc_offset_of("Asia/Kathmandu", on=DAY) == 5.75
    assert utc_offset_of("Nowhere/Land", on=DAY) is None
    assert utc_offset_of("", on=DAY) is None


@pytest.mark.django_db
def test_a_place_without_a_position_has_no_coast(muscat: City) -> None:
    nowhere = CityFactory.create(latitude=None, longitude=None, population=0, time_zone="")
    facts = derive(nowhere, today=DAY)
    assert (facts.coast_km, facts.port, facts.climate_band, facts.size_class) == (None, None, None, None)
    assert facts.trait_codes == ()
    assert derive(muscat, today=DAY).trait_codes == ("coastal_city", "port_city")
