"""Reading the gazetteer for many mentions at once: names by key, names one letter away, places, places near a point."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from math import cos, radians

from django.db import connection
from django.db.models import Count, F, Max, Min
from django.db.models.functions import Coalesce
from rapidfuzz.distance import OSA

from cities.distance import distance_km
from cities.models import City, CityKind, CityName, CityNameKind, CityStatus, Governorate
from cities.name_keys import neighbours_of

KM_PER_DEGREE = 111.2
# One look at each index for each thing wanted, as the search does: asked for all at once the planner reads the table.
_NEAR_NAMES = """
SELECT wanted.key, name.city_id, name.name, name.key, name.kind
FROM unnest(%s::text[], %s::integer[]) AS wanted (key, neighbour)
CROSS JOIN LATERAL (
    SELECT city_id, name, key, kind FROM cities_cityname WHERE neighbours @> ARRAY[wanted.neighbour]
) AS name
"""
_LONGER_NAMES = """
SELECT wanted.key, name.city_id, name.name, name.key, name.kind
FROM unnest(%s::text[], %s::text[]) AS wanted (key, country)
CROSS JOIN LATERAL (
    SELECT city_id, name, key, kind FROM cities_cityname
    WHERE country_id = wanted.country AND key >= wanted.key || ' ' AND key < wanted.key || '!' LIMIT 60
) AS name
"""
_NEAR_PLACES = """
SELECT wanted.number, city.id
FROM unnest(%s::integer[], %s::float8[], %s::float8[], %s::float8[], %s::float8[])
    AS wanted (number, west, south, east, north)
CROSS JOIN LATERAL (
    SELECT id FROM cities_city
    WHERE point(longitude, latitude) <@ box(point(wanted.west, wanted.south), point(wanted.east, wanted.north))
        AND status = 'active'
) AS city
"""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of the register that has a key that was asked for, or one a letter away from it."""

    city_id: int
    name: str
    key: str
    kind: CityNameKind


@dataclass(frozen=True, slots=True)
class Extent:
    """The middle of a governorate, and how far from it the places of the governorate lie."""

    latitude: float | None = None
    longitude: float | None = None
    reach_km: float = 0.0


NOWHERE = Extent()


@dataclass(frozen=True, slots=True)
class Place:
    """What weighing needs of a city, or of a governorate, which has no number but reaches far."""

    city_id: int | None
    country: str
    division: str
    name_ar: str
    name_en: str
    latitude: float | None
    longitude: float | None
    population: int
    kind: str
    succeeds: bool = False
    reach_km: float = 0.0
    fame: int = 1

    @classmethod
    def of_governorate(cls, row: Governorate, extent: "Extent", *, weight: int) -> "Place":
        """A governorate, weighed as if it were a city of so many inhabitants."""
        names = (row.name_ar, row.name_en)
        middle = (extent.latitude, extent.longitude)
        return cls(None, row.country_id, row.pk, *names, *middle, weight, CityKind.REGION, reach_km=extent.reach_km)

    @property
    def key(self) -> str:
        """The place as the keys of relationships write it."""
        return f"c:{self.city_id}" if self.city_id else f"g:{self.division}"


def names_by_key(keys: Collection[str]) -> dict[str, list[NameHit]]:
    """The names of the register that have one of these keys."""
    found: dict[str, list[NameHit]] = defaultdict(list)
    rows = CityName.objects.filter(key__in=keys).order_by().values_list("key", "city_id", "name", "kind")
    for key, city_id, name, kind in rows.iterator(chunk_size=10_000):
        found[key].append(NameHit(city_id, name, key, CityNameKind(kind)))
    return found


def names_of(ids: Collection[int]) -> dict[int, list[NameHit]]:
    """All names of these cities."""
    found: dict[int, list[NameHit]] = defaultdict(list)
    rows = CityName.objects.filter(city__in=ids).order_by().values_list("key", "city_id", "name", "kind")
    for key, city_id, name, kind in rows.iterator(chunk_size=10_000):
        found[city_id].append(NameHit(city_id, name, key, CityNameKind(kind)))
    return found


def name_counts(ids: Collection[int]) -> dict[int, int]:
    """By how many names each of these cities is known."""
    return dict(CityName.objects.filter(city__in=ids).order_by().values_list("city_id").annotate(Count("pk")))


def names_near(keys: Iterable[str]) -> dict[str, list[NameHit]]:
    """For each key the names one letter left out, put in, exchanged or swapped away from it."""
    wanted = [(key, neighbour) for key in keys for neighbour in neighbours_of(key)]
    found: dict[str, dict[tuple[int, str], NameHit]] = defaultdict(dict)
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(_NEAR_NAMES, [list(column) for column in zip(*wanted, strict=True)])
            for asked, city_id, name, key, kind in cursor.fetchall():
                if OSA.distance(asked.replace(" ", ""), key.replace(" ", ""), score_cutoff=1) <= 1:
                    found[asked].setdefault((city_id, key), NameHit(city_id, name, key, CityNameKind(kind)))
    return {key: list(hits.values()) for key, hits in found.items()}


def names_beginning(keys: Iterable[tuple[str, str]]) -> dict[str, list[NameHit]]:
    """For each key and country the longer names there that begin with it: Seefeld in Tirol for Seefeld."""
    wanted = list(keys)
    found: dict[str, list[NameHit]] = defaultdict(list)
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(_LONGER_NAMES, [list(column) for column in zip(*wanted, strict=True)])
            for asked, city_id, name, key, kind in cursor.fetchall():
                found[asked].append(NameHit(city_id, name, key, CityNameKind(kind)))
    return found


def ids_near(points: Mapping[int, tuple[float, float]], *, km: float) -> dict[int, list[int]]:
    """The cities in the square of so many kilometres around each numbered point."""
    boxes = [(number, *_box(*point, km=km)) for number, point in points.items()]
    found: dict[int, list[int]] = defaultdict(list)
    if boxes:
        with connection.cursor() as cursor:
            cursor.execute(_NEAR_PLACES, [list(column) for column in zip(*boxes, strict=True)])
            for number, city_id in cursor.fetchall():
                found[number].append(city_id)
    return found


def places_by_id(ids: Collection[int]) -> dict[int, Place]:
    """The places with these ids that may be chosen; a merged place is answered by the one it was merged into."""
    places = _active_places(ids)
    missing = set(ids) - places.keys()
    merged = City.objects.filter(pk__in=missing, status=CityStatus.MERGED, merged_into__isnull=False)
    successors = dict(merged.order_by().values_list("pk", "merged_into_id")) if missing else {}
    later = _active_places(set(successors.values())) if successors else {}
    return places | {old: replace(later[new], succeeds=True) for old, new in successors.items() if new in later}


def extents_of(codes: Collection[str]) -> dict[str, Extent]:
    """Where governorates lie, as far as their places tell."""
    places = City.objects.filter(governorate__in=codes, latitude__isnull=False).order_by()
    rows = places.values_list("governorate_id").annotate(
        Min("latitude"), Max("latitude"), Min("longitude"), Max("longitude")
    )
    return {code: _extent(*sides) for code, *sides in rows} if codes else {}


def _extent(south: float, north: float, west: float, east: float) -> Extent:
    latitude, longitude = (south + north) / 2, (west + east) / 2
    return Extent(latitude, longitude, distance_km(latitude, longitude, north, east))


def _active_places(ids: Collection[int]) -> dict[int, Place]:
    division = Coalesce(F("governorate_id"), F("admin1_code"))
    rows = City.objects.filter(pk__in=ids, status=CityStatus.ACTIVE).order_by().values_list(
        "pk", "country_id", division, "name_ar", "name_en", "latitude", "longitude", "population", "kind",
    )  # fmt: skip
    return {facts[0]: Place(*facts) for facts in rows.iterator(chunk_size=10_000)}


def _box(latitude: float, longitude: float, *, km: float) -> tuple[float, float, float, float]:
    """West, south, east and north of the square; it ends at the date line, where nobody twins."""
    high = km / KM_PER_DEGREE
    wide = high / max(0.05, cos(radians(latitude)))
    return longitude - wide, latitude - high, longitude + wide, latitude + high
