"""What place a mention means: sure, several or none."""

import datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from cities.models import City, CityStatus, Owner
from cities.resolution import Mention, ReasonCode, Resolution, Resolver, Verdict
from cities.services.gazetteer_vocabularies import load_countries, load_governorates
from cities.services.remembered_names import remember
from tests.factories.cities import CityFactory
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def world() -> None:
    """Countries, governorates and a few places with namesakes."""
    load_countries()
    load_governorates()
    city(1, "Cape Town", "ZA", 4_700_000, -33.93, 18.42, aliases=["Kapstadt", "Le Cap"])
    city(2, "Perth", "AU", 2_000_000, -31.95, 115.86)
    city(3, "Perth", "GB", 47_000, 56.40, -3.43, "GB.SCT")
    city(4, "Springfield", "US", 114_000, 39.80, -89.64, "US.IL")
    city(5, "Springfield", "US", 153_000, 42.10, -72.59, "US.MA")
    city(6, "Springfield", "US", 160_000, 37.21, -93.29, "US.MO")
    city(7, "Bethlehem", "PS", 29_000, 31.70, 35.20)
    city(8, "Bethlehem", "US", 76_000, 40.63, -75.37, "US.PA")
    city(9, "Muscat", "OM", 797_000, 23.58, 58.41, "OM.06")
    city(10, "Muscatine", "US", 24_000, 41.42, -91.06, "US.IA")
    city(11, "Berlin", "DE", 3_600_000, 52.52, 13.41, "DE.16")
    city(12, "Steglitz", "DE", 73_000, 52.46, 13.33, "DE.16")
    city(13, "Saint Petersburg", "RU", 5_300_000, 59.94, 30.31)
    city(14, "Kyiv", "UA", 2_900_000, 50.45, 30.52, aliases=["Kiew", "Kiev"])
    city(15, "Saint-Denis", "RE", 150_000, -20.88, 55.45)
    city(16, "Saint-Denis", "FR", 113_000, 48.94, 2.35, "FR.11")
    city(17, "Atlanta", "US", 500_000, 33.75, -84.39, "US.GA")
    city(18, "Larissa", "GR", 148_000, 39.64, 22.42)


def city(
    pk: int,
    name: str,
    country: str,
    population: int,
    latitude: float,
    longitude: float,
    division: str = "",
    aliases: list[str] | None = None,
) -> City:
    return CityFactory(
        id=pk,
        name_en=name,
        name_ar="",
        country_id=country,
        country=None,
        governorate_id=division or None,
        admin1_code=division,
        population=population,
        latitude=latitude,
        longitude=longitude,
        aliases=aliases,
    )


def resolve(name: str, country: str = "", **known: Any) -> Resolution:
    return Resolver().resolve(Mention(name, country, **known))


def codes_of(resolution: Resolution) -> set[ReasonCode]:
    return {reason.code for reason in resolution.candidates[0].reasons}


@pytest.mark.parametrize(
    ("name", "country", "pk"),
    [
        ("Kapstadt", "Südafrika", 1),
        ("City of Cape Town", "ZA", 1),
        ("Cape Twon", "South Africa", 1),
        ("Perth", "Australia", 2),
        ("Perth", "Scotland", 3),
        ("Perth (Scotland)", "", 3),
        ("Perth", "Vereinigtes Königreich", 3),
        ("Springfield, Illinois", "USA", 4),
        ("Springfield, MA", "US", 5),
        ("Springfield (Missouri)", "United States", 6),
        ("Bethlehem", "PS", 7),
        ("Bethlehem", "Palästina", 7),
        ("Bethlehem", "US", 8),
        ("Muscat", "OM", 9),
        ("Muscatine", "US", 10),
        ("Berlin – Steglitz", "Deutschland", 12),
        ("Berlin", "Allemagne", 11),
        ("St. Petersburg", "Russian Federation", 13),
        ("Sankt Petersburg", "Russland", 13),
        ("Saint Denis", "Réunion", 15),
        ("Atlanta", "Georgia", 17),
    ],
)
def test_a_place_is_known_for_sure(name: str, country: str, pk: int) -> None:
    resolution = resolve(name, country)
    assert (resolution.verdict, resolution.candidates[0].city_id) == (Verdict.SURE, pk)


@pytest.mark.parametrize(
    ("name", "country", "note"),
    [
        ("Springfield", "US", ReasonCode.HOMONYMS),
        ("Perth", "", ReasonCode.HOMONYMS),
        ("Bethlehem", "", ReasonCode.HOMONYMS),
        ("Kiew", "UdSSR", ReasonCode.COUNTRY_HISTORIC),
        ("Perth", "Wales", ReasonCode.OUT_OF_REGION),
        ("Muscat", "Jordan", ReasonCode.ELSEWHERE),
        ("Larissa County", "Greece", ReasonCode.DIVISION_UNKNOWN),
        ("Berlin – Nirgendwo", "DE", ReasonCode.PART_UNKNOWN),
    ],
)
def test_what_no_evidence_decides_is_left_to_a_person(name: str, country: str, note: ReasonCode) -> None:
    resolution = resolve(name, country)
    assert resolution.verdict == Verdict.SEVERAL
    assert resolution.note is not None
    assert resolution.note.code == note


@pytest.mark.parametrize("name", ["Nowhereville", "", "?", "—"])
def test_a_name_of_no_place_finds_none(name: str) -> None:
    resolution = resolve(name, "OM")
    assert (resolution.verdict, resolution.candidates) == (Verdict.NONE, ())


def test_the_position_decides_between_namesakes() -> None:
    resolution = resolve("Springfield", "US", latitude=42.1, longitude=-72.6)
    assert (resolution.verdict, resolution.candidates[0].city_id) == (Verdict.SURE, 5)
    assert ReasonCode.NEAR in codes_of(resolution)


def test_a_position_far_from_every_place_of_the_name_is_a_doubt() -> None:
    resolution = resolve("Muscat", "OM", latitude=17.0, longitude=54.1)
    assert resolution.verdict == Verdict.SEVERAL
    assert resolution.note is not None
    assert resolution.note.code == ReasonCode.POSITION_DISAGREES


def test_a_like_name_where_the_position_lies_is_the_place() -> None:
    resolution = resolve("Musqat", "OM", latitude=23.6, longitude=58.4)
    assert (resolution.verdict, resolution.candidates[0].city_id) == (Verdict.SURE, 9)


def test_the_number_of_geonames_decides() -> None:
    assert resolve("Whatever", "US", geonames_id=9).candidates[0].city_id == 9


def test_a_governorate_is_a_party_of_its_own_kind() -> None:
    resolution = resolve("Dhofar Governorate", "OM")
    assert (resolution.verdict, resolution.candidates[0].governorate_code) == (Verdict.SURE, "OM.08")


def test_a_merged_place_leads_to_the_one_it_was_merged_into() -> None:
    City.objects.filter(pk=12).update(status=CityStatus.MERGED, merged_into=11)
    resolution = resolve("Steglitz", "DE")
    assert (resolution.verdict, resolution.candidates[0].city_id) == (Verdict.SURE, 11)
    assert ReasonCode.SUCCEEDED in codes_of(resolution)


def test_a_choice_is_remembered_for_its_owner_only(officer: User) -> None:
    mention, owner = Mention("Springfield", "USA"), Owner(city_id=9)
    remember(mention=mention, place=City.objects.get(pk=4), owner=owner, by=officer, at=NOW)
    assert Resolver(owner=owner).resolve(mention).candidates[0].city_id == 4
    assert Resolver(owner=owner).resolve(mention).verdict == Verdict.SURE
    assert Resolver().resolve(mention).verdict == Verdict.SEVERAL


def test_a_later_choice_replaces_the_earlier(officer: User) -> None:
    mention, owner = Mention("Springfield", "USA"), Owner(city_id=9)
    for pk in (4, 5):
        remember(mention=mention, place=City.objects.get(pk=pk), owner=owner, by=officer, at=NOW)
    assert Resolver(owner=owner).resolve(mention).candidates[0].city_id == 5


def test_many_mentions_need_no_more_queries_than_one(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    mentions = [Mention(f"Perth {n}", "AU", latitude=-31.9, longitude=115.8) for n in range(200)]
    with django_assert_max_num_queries(12):
        Resolver().resolve_many([*mentions, Mention("Perth", "AU"), Mention("Kapstadt")])


def test_every_reason_has_words() -> None:
    for resolution in Resolver().resolve_many([Mention("Springfield", "US"), Mention("Kiew", "USSR"), Mention("x")]):
        assert all("%(" not in str(reason) for one in resolution.candidates for reason in one.reasons)
        assert resolution.note is not None
        assert str(resolution.note)
