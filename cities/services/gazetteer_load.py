"""The bulk load of the gazetteer: staged by COPY, then written set by set; what people entered stays as it is."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from cities.models.city import City, CityName, CitySource
from cities.services.gazetteer_indexes import set_aside
from cities.services.gazetteer_source import PlaceRecord

Report = Callable[[str], None]

_LOCK = 0x6A7A  # any number, the same in every process: two loads at once would wait for each other's rows
_STAGE = """
CREATE TEMPORARY TABLE stage_city (
    id bigint, source text, country_id text, admin1_code text, name_ar text, name_en text, latitude double precision,
    longitude double precision, population integer, time_zone text, is_capital boolean, rank integer
);
CREATE TEMPORARY TABLE stage_name (
    city_id bigint, country_id text, name text, key text COLLATE "C", kind text, language text, script text,
    is_preferred boolean, rank integer, neighbours integer[]
);
"""
# Rows are written largest first, so that what is looked for most lies together, and the first rows of a bitmap are
# those of the largest places.
_INSERT_CITIES = """
INSERT INTO cities_city AS kept (
    id, source, country_id, governorate_id, admin1_code, name_ar, name_en, name_local, kind, status, latitude,
    longitude, population, time_zone, is_capital, rank, version, created_at, updated_at
)
SELECT stage.id, stage.source, stage.country_id, governorate.code, stage.admin1_code, stage.name_ar, stage.name_en,
    '', 'city', 'active', stage.latitude, stage.longitude, stage.population, stage.time_zone, stage.is_capital,
    stage.rank, 1, statement_timestamp(), statement_timestamp()
FROM stage_city AS stage
JOIN cities_country AS country ON country.code = stage.country_id
LEFT JOIN cities_governorate AS governorate ON governorate.code = stage.admin1_code
ORDER BY stage.rank DESC, stage.id
"""
# A place that people have edited here (its version tells) keeps its names; GeoNames still corrects its figures.
_UPDATE_CITIES = """
ON CONFLICT (id) DO UPDATE SET
    country_id = excluded.country_id, governorate_id = excluded.governorate_id, admin1_code = excluded.admin1_code,
    name_ar = CASE WHEN kept.version = 1 THEN excluded.name_ar ELSE kept.name_ar END,
    name_en = CASE WHEN kept.version = 1 THEN excluded.name_en ELSE kept.name_en END,
    latitude = excluded.latitude, longitude = excluded.longitude, population = excluded.population,
    time_zone = excluded.time_zone, is_capital = excluded.is_capital, rank = excluded.rank,
    updated_at = excluded.updated_at
WHERE kept.source = 'geonames' AND (
    kept.country_id, kept.governorate_id, kept.admin1_code, kept.latitude, kept.longitude, kept.population,
    kept.time_zone, kept.is_capital, kept.rank
) IS DISTINCT FROM (
    excluded.country_id, excluded.governorate_id, excluded.admin1_code, excluded.latitude, excluded.longitude,
    excluded.population, excluded.time_zone, excluded.is_capital, excluded.rank
) OR kept.source = 'geonames' AND kept.version = 1
    AND (kept.name_ar, kept.name_en) IS DISTINCT FROM (excluded.name_ar, excluded.name_en)
"""
_INSERT_NAMES = """
INSERT INTO cities_cityname AS kept (
    city_id, country_id, name, key, kind, language, script, is_preferred, rank, neighbours
)
SELECT stage.city_id, stage.country_id, stage.name, stage.key, stage.kind, stage.language, stage.script,
    stage.is_preferred AND city.version = 1, stage.rank, stage.neighbours
FROM stage_name AS stage
JOIN cities_city AS city ON city.id = stage.city_id AND city.status <> 'merged'
ORDER BY stage.rank DESC, stage.city_id
"""
# The name people gave a place (an alias) is never rewritten, nor are the preferred names of a place they edited.
_UPDATE_NAMES = """
ON CONFLICT (city_id, key) DO UPDATE SET
    country_id = excluded.country_id, rank = excluded.rank,
    name = CASE WHEN kept.is_preferred AND NOT excluded.is_preferred THEN kept.name ELSE excluded.name END,
    kind = CASE WHEN kept.is_preferred AND NOT excluded.is_preferred THEN kept.kind ELSE excluded.kind END,
    language = CASE WHEN kept.is_preferred AND NOT excluded.is_preferred THEN kept.language ELSE excluded.language END,
    is_preferred = kept.is_preferred OR excluded.is_preferred
WHERE kept.kind <> 'alias' AND (
    (kept.country_id, kept.rank) IS DISTINCT FROM (excluded.country_id, excluded.rank)
    OR (NOT kept.is_preferred OR excluded.is_preferred)
    AND (kept.name, kept.kind, kept.language, kept.is_preferred)
        IS DISTINCT FROM (excluded.name, excluded.kind, excluded.language, excluded.is_preferred)
)
"""
_PLACE_CAPITALS = """
UPDATE cities_country AS country SET latitude = capital.latitude, longitude = capital.longitude
FROM (
    SELECT DISTINCT ON (country_id) country_id, latitude, longitude FROM cities_city WHERE is_capital
    ORDER BY country_id, rank DESC
) AS capital
WHERE capital.country_id = country.code
    AND (country.latitude, country.longitude) IS DISTINCT FROM (capital.latitude, capital.longitude)
"""
_PLACES_AT_ONCE = 5000
_NEEDS_ESCAPE = re.compile(r"[\\\t\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": " ", "\n": " ", "\r": " "})


def has_gazetteer() -> bool:
    """Whether places of GeoNames are there; half a load never is, it is one transaction."""
    return City.objects.filter(source=CitySource.GEONAMES).exists()


def load_gazetteer(places: Iterable[PlaceRecord], *, report: Report = lambda _line: None) -> int:
    """Write the places and their names; return how many were read. Their countries must be there already.

    What changed is updated, nothing is deleted, and what people entered or edited here stays.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # Minutes of work in one transaction: the limits of web requests would end it.
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL work_mem = '256MB'")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        # A table with foreign keys still to be checked cannot have its own set aside.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_STAGE)
        count = _stage(cursor, places, report)
        if City.objects.exists():
            _write(cursor, _INSERT_CITIES + _UPDATE_CITIES, _INSERT_NAMES + _UPDATE_NAMES, report)
        else:
            # Rows go in three times as fast without indexes and constraints, and each is then built in one go.
            with set_aside(cursor, [City, CityName], report=report):
                _write(cursor, _INSERT_CITIES, _INSERT_NAMES, report)
        cursor.execute("DROP TABLE stage_city, stage_name")
    _tidy()
    return count


def _stage(cursor: CursorWrapper, places: Iterable[PlaceRecord], report: Report) -> int:
    count, stream = 0, iter(places)
    while batch := list(islice(stream, _PLACES_AT_ONCE)):
        _copy(cursor, "stage_city", (_city_row(place) for place in batch))
        _copy(cursor, "stage_name", (row for place in batch for row in _name_rows(place)))
        if (count + len(batch)) // 50_000 > count // 50_000:
            report(f"{count + len(batch):,} places read")
        count += len(batch)
    cursor.execute("ANALYZE stage_city; ANALYZE stage_name")
    return count


def _write(cursor: CursorWrapper, cities: str, names: str, report: Report) -> None:
    cursor.execute(cities)
    report(f"{cursor.rowcount:,} places written")
    cursor.execute(names)
    report(f"{cursor.rowcount:,} names written")
    cursor.execute(_PLACE_CAPITALS)


def _copy(cursor: CursorWrapper, table: str, rows: Iterator[str]) -> None:
    with cursor.cursor.copy(f"COPY {table} FROM STDIN") as copy:
        copy.write("".join(rows))


def _city_row(place: PlaceRecord) -> str:
    return (
        f"{place.id}\t{place.source}\t{place.country}\t{place.admin1_code}\t{_escape(place.name_ar)}\t"
        f"{_escape(place.name_en)}\t{place.latitude}\t{place.longitude}\t{place.population}\t{place.time_zone}\t"
        f"{place.is_capital}\t{place.rank}\n"
    )


def _name_rows(place: PlaceRecord) -> Iterator[str]:
    for name in place.names:
        neighbours = ",".join(map(str, name.neighbours))
        yield (
            f"{place.id}\t{place.country}\t{_escape(name.name)}\t{name.key}\t{name.kind}\t{name.language}\t"
            f"{name.script}\t{name.is_preferred}\t{name.rank}\t{{{neighbours}}}\n"
        )


def _escape(text: str) -> str:
    """A text as the text format of COPY wants it; search keys, codes and numbers never need it."""
    return text.translate(_ESCAPES) if _NEEDS_ESCAPE.search(text) else text


def _tidy() -> None:
    """Let the planner know the tables, and index-only scans work, at once rather than when autovacuum comes by."""
    command = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
    with connection.cursor() as cursor:
        for model in (City, CityName):
            cursor.execute(f'{command} "{model._meta.db_table}"')
