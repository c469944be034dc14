"""The bulk load of the gazetteer: what it writes, mends and leaves alone."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cities.models import City, CityName, CityNameKind, CitySource, CityStatus, Country
from cities.name_keys import indexed_neighbours, name_key, name_rank, script_of
from cities.search import search_cities
from cities.services.gazetteer import add_alias
from cities.services.gazetteer_load import has_gazetteer, load_gazetteer
from cities.services.gazetteer_source import NameRecord, PlaceRecord
from tests.factories.cities import CityFactory, CountryFactory, GovernorateFactory, OwnCityFactory

pytestmark = pytest.mark.django_db


def named(name: str, *, rank: int, language: str = "", kind: CityNameKind = CityNameKind.ALTERNATE) -> NameRecord:
    key = name_key(name)
    rank = name_rank(rank, kind)
    return NameRecord(name, key, kind, language, script_of(name), rank, indexed_neighbours(key, kind))


def place(**changes: Any) -> PlaceRecord:
    """Muscat as GeoNames gives it, with changes."""
    names = [
        named("Muscat", rank=1_797_000, language="en", kind=CityNameKind.OFFICIAL),
        named("مسقط", rank=1_797_000, language="ar", kind=CityNameKind.OFFICIAL),
        named("Mascate", rank=1_797_000),
    ]
    muscat = PlaceRecord(
        id=287286,
        source=CitySource.GEONAMES,
        country="OM",
        admin1_code="OM.06",
        name_ar="مسقط",
        name_en="Muscat",
        latitude=23.58413,
        longitude=58.40778,
        population=797_000,
        time_zone="Asia/Muscat",
        is_capital=True,
        rank=1_797_000,
        names=names,
    )
    return replace(muscat, **changes)


@pytest.fixture(autouse=True)
def oman() -> Country:
    return CountryFactory(code="OM")


@pytest.fixture
def muscat_governorate(oman: Country) -> None:
    GovernorateFactory(code="OM.06", country=oman)


def load(*places: PlaceRecord) -> list[str]:
    """The lines the load reported."""
    lines: list[str] = []
    assert load_gazetteer(places, report=lines.append) == len(places)
    return lines


def written(lines: Iterable[str]) -> list[int]:
    """How many places and names the load says it wrote."""
    return [int(match[1]) for line in lines if (match := re.match(r"(\d+) (?:places|names) written", line))]


def test_a_place_is_written_with_its_names(muscat_governorate: None) -> None:
    assert written(load(place())) == [1, 3]
    city = City.objects.get()
    assert (city.pk, city.name_ar, city.country_id, city.governorate_id) == (287286, "مسقط", "OM", "OM.06")
    assert (city.version, city.status, city.source) == (1, CityStatus.ACTIVE, CitySource.GEONAMES)
    assert set(city.names.filter(is_preferred=True).values_list("language", flat=True)) == {"ar", "en"}


@pytest.mark.parametrize("text", ["Muscat", "مسق", "Muscta", "mascate"])
def test_what_was_loaded_is_found(text: str) -> None:
    load(place())
    assert [match.city.pk for match in search_cities(text)] == [287286]


def test_a_loaded_name_is_the_same_as_a_saved_one() -> None:
    load(place())
    for name in CityName.objects.all():
        loaded = (name.key, name.script, name.neighbours, name.country_id, name.rank)
        name.save()
        assert (name.key, name.script, name.neighbours, name.country_id, name.rank) == loaded


def test_a_place_in_an_unknown_division_has_no_governorate() -> None:
    load(place(admin1_code="OM.99"))
    city = City.objects.get()
    assert (city.admin1_code, city.governorate) == ("OM.99", None)


def test_a_place_in_an_unknown_country_is_left_out() -> None:
    assert written(load(place(country="XX"))) == [0, 0]


def test_the_capital_gives_its_country_a_place_on_the_map(oman: Country) -> None:
    load(place())
    oman.refresh_from_db()
    assert (oman.latitude, oman.longitude) == (23.58413, 58.40778)


def test_loading_twice_writes_nothing_the_second_time(muscat_governorate: None) -> None:
    load(place())
    before = City.objects.get().updated_at
    assert written(load(place())) == [0, 0]
    assert City.objects.get().updated_at == before


def test_what_changed_at_geonames_is_mended_and_references_stay() -> None:
    load(place())
    neighbour = CityFactory(country__code="OM", status=CityStatus.MERGED, merged_into_id=287286)
    assert written(load(place(population=900_000, name_en="Masqat"))) == [1, 0]
    neighbour.refresh_from_db()
    assert (neighbour.merged_into.population, neighbour.merged_into.name_en) == (900_000, "Masqat")


def test_a_place_that_geonames_no_longer_has_stays() -> None:
    load(place(), place(id=288967, names=[]))
    load(place())
    assert City.objects.count() == 2


def test_the_names_of_a_place_edited_here_are_kept_while_its_figures_are_mended() -> None:
    load(place())
    City.objects.update(name_ar="مسقط العامرة", version=2)
    load(place(population=900_000, name_ar="مسكت"))
    city = City.objects.get()
    assert (city.name_ar, city.population) == ("مسقط العامرة", 900_000)


def test_a_place_of_the_register_is_added_once_and_then_left_alone() -> None:
    own = place(id=10_000_000_001, source=CitySource.REGISTER, name_en="Duqm", names=[])
    load(place(), own)
    City.objects.filter(pk=own.id).update(name_en="Ad Duqm", population=12)
    load(place(), own)
    city = City.objects.get(pk=own.id)
    assert (city.name_en, city.population) == ("Ad Duqm", 12)


def test_places_and_aliases_entered_by_people_stay_as_they_are() -> None:
    load(place())
    mine = OwnCityFactory(name_en="Quiet Harbour")
    alias = add_alias(city=City.objects.get(pk=287286), name="Mascate la Vieille")
    renamed = named("MASCATE la vieille", rank=1)
    load(place(names=[renamed]))
    mine.refresh_from_db()
    assert alias is not None
    alias.refresh_from_db()
    assert (mine.name_en, alias.name, alias.kind) == ("Quiet Harbour", "Mascate la Vieille", CityNameKind.ALIAS)


def test_a_name_with_tabs_and_backslashes_arrives_whole() -> None:
    load(place(name_en="Mus\\cat", names=[named("Mus\\cat", rank=1), named("a\tb\nc", rank=1)]))
    assert City.objects.get().name_en == "Mus\\cat"
    assert set(CityName.objects.values_list("name", flat=True)) == {"Mus\\cat", "a b c"}


def test_the_first_load_leaves_every_index_and_constraint_in_place() -> None:
    before = definitions()
    lines = load(place())
    assert definitions() == before
    assert any("indexes and constraints built" in line for line in lines)


def definitions() -> list[tuple[str]]:
    """Indexes and constraints of the tables that the load fills, as the database tells them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename IN ('cities_city', 'cities_cityname') UNION ALL "
            "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid IN ('cities_city'::regclass, 'cities_cityname'::regclass) ORDER BY 1",
        )
        return list(cursor.fetchall())


def test_the_ids_of_places_entered_later_do_not_meet_those_that_come_with_the_register() -> None:
    assert OwnCityFactory().pk >= 10_000_001_000


def test_the_command_wants_countries_first() -> None:
    Country.objects.all().delete()
    with pytest.raises(CommandError, match="load_vocabularies"):
        call_command("load_gazetteer")


def test_the_command_leaves_a_loaded_gazetteer_alone_when_asked_to(capsys: pytest.CaptureFixture[str]) -> None:
    load(place())
    call_command("load_gazetteer", if_empty=True)
    assert "already" in capsys.readouterr().out
    assert City.objects.count() == 1


def test_places_of_the_register_alone_are_no_gazetteer() -> None:
    OwnCityFactory()
    assert not has_gazetteer()


def test_the_command_loads_the_largest_places_of_the_world(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_vocabularies", verbosity=0)
    call_command("load_gazetteer", min_population=5_000_000)
    assert City.objects.get(pk=250441).governorate_id == "JO.16"
    assert search_cities("عمان")[0].city.pk == 250441
    assert [match.city.name_en for match in search_cities("الدقم")] == ["Duqm"]
    assert Country.objects.get(pk="JO").latitude is not None
    assert "places loaded" in capsys.readouterr().out
