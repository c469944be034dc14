"""All places that may be suggested, in arrays kept by this process and built anew when the gazetteer changes.

235,000 places take some 15 MB. A change shows in the number of places or in the row history of cities, which is asked
before every use.
"""

import datetime
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import ClassVar

import numpy as np
from django.apps import apps
from django.db.models import Max
from numpy.typing import NDArray

from agreements.matching.facts import Setting
from agreements.matching.network import Integers, hash_of, longest_word
from agreements.matching.world_grid import Array
from cities.derived import languages_of, utc_offset_of
from cities.models import City
from cities.name_keys import name_key

Signature = tuple[int, int]
COLUMNS = (
    "pk",
    "country_id",
    "governorate_id",
    "admin1_code",
    "latitude",
    "longitude",
    "population",
    "rank",
    "time_zone",
    "name_en",
)


@dataclass(frozen=True)
class World:
    """Place i of every array is the same place; ids ascend."""

    ids: Integers
    countries: Integers
    country_codes: Sequence[str]
    governorates: Integers
    governorate_codes: Sequence[str]
    divisions: Integers
    latitudes: Array
    longitudes: Array
    populations: Array
    ranks: Integers
    zones: Integers
    zone_names: Sequence[str]
    name_keys: Integers
    word_keys: Integers

    @property
    def size(self) -> int:
        return len(self.ids)

    def places_of(self, ids: Sequence[int]) -> NDArray[np.int64]:
        """The places with these ids; -1 for an id that is not among them."""
        wanted = np.array(ids, dtype=np.int64)
        if not self.size:
            return np.full(len(wanted), -1)
        found = np.minimum(np.searchsorted(self.ids, wanted), self.size - 1)
        return np.where(self.ids[found] == wanted, found, -1)

    def place_of(self, city_id: int) -> int:
        return int(self.places_of([city_id])[0])

    @cached_property
    def order(self) -> Integers:
        """The place of each place where scores are equal: larger first, then by id."""
        places: Integers = np.empty(self.size, dtype=np.int64)
        places[np.lexsort((self.ids, -self.ranks))] = np.arange(self.size)
        return places

    def offsets_on(self, day: datetime.date) -> Array:
        """Hours ahead of UTC of every place on a day; nan where not known."""
        return _offsets(tuple(self.zone_names), day)[self.zones]

    def setting_of(self, place: int, *, today: datetime.date) -> Setting:
        """The same facts as in the arrays, of one place."""
        latitude, longitude = float(self.latitudes[place]), float(self.longitudes[place])
        country = self.country_codes[self.countries[place]]
        return Setting(
            country=country,
            languages=languages_in(country),
            utc_offset=utc_offset_of(self.zone_names[self.zones[place]], on=today),
            population=int(self.populations[place]),
            latitude=None if np.isnan(latitude) else latitude,
            longitude=None if np.isnan(longitude) else longitude,
        )


@lru_cache(maxsize=400)
def languages_in(country: str) -> frozenset[str]:
    """The official languages of a country (Unicode CLDR)."""
    return frozenset(languages_of(country))


class WorldKeeper:
    """Keeps the arrays of this process; one thread builds while others wait."""

    kept: ClassVar[tuple[Signature, World] | None] = None
    lock: ClassVar[threading.Lock] = threading.Lock()

    @classmethod
    def world(cls) -> World:
        signature = _signature()
        kept = cls.kept
        if kept is not None and kept[0] == signature:
            return kept[1]
        with cls.lock:
            if cls.kept is None or cls.kept[0] != signature:
                cls.kept = (signature, read_world())
            return cls.kept[1]


def read_world() -> World:
    """Read every place that may be chosen, in the order of ids."""
    rows = list(City.objects.selectable().order_by("pk").values_list(*COLUMNS).iterator(20_000))
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
    ids, countries, governorates, divisions, latitudes, longitudes, populations, ranks, zones, names = columns
    country_codes, country_numbers = numbered(countries)
    governorate_codes, governorate_numbers = numbered([code or "" for code in governorates])
    zone_names, zone_numbers = numbered(zones)
    named = [f"{country}.{code}" if code else "" for country, code in zip(countries, divisions, strict=True)]
    keys = [name_key(name) for name in names]
    return World(
        ids=np.array(ids, dtype=np.int64),
        countries=country_numbers,
        country_codes=country_codes,
        governorates=governorate_numbers,
        governorate_codes=governorate_codes,
        # The first number means that the division is not known.
        divisions=numbered(["", *named])[1][1:],
        latitudes=np.array(latitudes, dtype=np.float64),
        longitudes=np.array(longitudes, dtype=np.float64),
        populations=np.array(populations, dtype=np.float64),
        ranks=np.array(ranks, dtype=np.int64),
        zones=zone_numbers,
        zone_names=zone_names,
        name_keys=np.array([hash_of(key) for key in keys], dtype=np.int64),
        word_keys=np.array([hash_of(longest_word(key)) for key in keys], dtype=np.int64),
    )


@lru_cache(maxsize=4)
def _offsets(zone_names: tuple[str, ...], day: datetime.date) -> Array:
    hours = [utc_offset_of(name, on=day) for name in zone_names]
    return np.array([np.nan if value is None else value for value in hours])


def _signature() -> Signature:
    history = apps.get_model("cities", "CityEvent")
    newest = history._default_manager.aggregate(newest=Max("pgh_id"))["newest"]
    return City.objects.selectable().count(), newest or 0


def numbered(words: Sequence[str]) -> tuple[list[str], Integers]:
    codes, numbers = np.unique(np.array(words, dtype=str), return_inverse=True)
    return codes.tolist(), numbers.astype(np.int64)
