"""City search as you type, and the site's search of places."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, CityStatus
from cities.search import MatchKind, PlaceKind, search_cities, search_places
from cities.services.gazetteer_vocabularies import place_key
from tests.factories.cities import CityFactory, CountryFactory, GovernorateFactory, OwnCityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> dict[str, City]:
    """A few cities that are easily mistaken for each other."""
    oman = CountryFactory(code="OM", key=place_key(["سلطنة عُمان", "عُمان", "Oman"]))
    jordan = CountryFactory(code="JO", key=place_key(["الأردن", "Jordan"]))
    return {
        "amman": CityFactory(country=jordan, name_ar="عمّان", name_en="Amman", population=1_275_857),
        "muscat": CityFactory(country=oman, name_ar="مسقط", name_en="Muscat", population=797_000),
        "salalah": CityFactory(country=oman, name_ar="صلالة", name_en="Salalah", population=163_140),
        "ajman": CityFactory(country__code="AE", name_ar="عجمان", name_en="Ajman", population=490_035),
        "rabat": CityFactory(country__code="MA", name_ar="الرباط", name_en="Rabat", population=1_655_753),
        "casablanca": CityFactory(
            country__code="MA",
            name_ar="الدار البيضاء",
            name_en="Casablanca",
            aliases=["كازابلانكا", "Dar el Beida"],
            population=3_665_954,
        ),
        "vina": CityFactory(
            country__code="CL",
            name_ar="فينيا ديل مار",
            name_en="Viña del Mar",
            aliases=["فينا دل مار"],
            population=294_551,
        ),
        "muscatine": CityFactory(country__code="US", name_ar="", name_en="Muscatine", population=23_819),
        "mary": CityFactory(country__code="TM", name_ar="", name_en="Mary", population=114_680),
    }


def found(text: str, **options: object) -> list[int]:
    return [match.city.pk for match in search_cities(text, **options)]  # type: ignore[arg-type]  # options by name


@pytest.mark.parametrize(
    ("text", "name", "by"),
    [
        ("عمان", "amman", MatchKind.PREFIX),
        ("عُمان", "amman", MatchKind.PREFIX),
        ("عمّا", "amman", MatchKind.PREFIX),
        ("amm", "amman", MatchKind.PREFIX),
        ("AMMAN", "amman", MatchKind.PREFIX),
        ("m", "muscat", MatchKind.PREFIX),
        ("الرباط", "rabat", MatchKind.PREFIX),
        ("رباط", "rabat", MatchKind.PREFIX),
        ("ربا", "rabat", MatchKind.PREFIX),
        ("الصلالة", "salalah", MatchKind.PREFIX),
        ("صلاله", "salalah", MatchKind.PREFIX),
        ("دار البيضا", "casablanca", MatchKind.PREFIX),
        ("كازا", "casablanca", MatchKind.ALIAS),
        ("dar el beida", "casablanca", MatchKind.ALIAS),
        ("البيضاء الدار", "casablanca", MatchKind.WORD),
        ("بيضاء", "casablanca", MatchKind.WORD),
        ("فيـنا دل مار", "vina", MatchKind.ALIAS),
        ("vina del mar", "vina", MatchKind.PREFIX),
        ("del mar", "vina", MatchKind.WORD),
        ("mar vina", "vina", MatchKind.WORD),
        ("casablnca", "casablanca", MatchKind.TYPO),
        ("casablannca", "casablanca", MatchKind.TYPO),
        ("casabkanca", "casablanca", MatchKind.TYPO),
        ("casabalnca", "casablanca", MatchKind.TYPO),
        ("vinadelmar", "vina", MatchKind.TYPO),
        ("مسقظ", "muscat", MatchKind.TYPO),
        ("ضلالة", "salalah", MatchKind.TYPO),
        ("لرباط", "rabat", MatchKind.TYPO),
    ],
)
def test_a_city_is_found(world: dict[str, City], text: str, name: str, by: MatchKind) -> None:
    best = search_cities(text)[0]
    assert (best.city, best.matched_by) == (world[name], by)


def test_an_exact_name_comes_before_a_beginning_and_a_beginning_before_a_near_spelling(world: dict[str, City]) -> None:
    assert found("muscat")[:2] == [world["muscat"].pk, world["muscatine"].pk]
    assert found("عمان") == [world["amman"].pk, world["ajman"].pk]


def test_larger_cities_come_first_among_equals() -> None:
    cities = [CityFactory(name_en="San José", name_ar="", population=population) for population in (500, 90_000, 7000)]
    assert found("san jose") == [cities[1].pk, cities[2].pk, cities[0].pk]


def test_a_capital_stands_before_a_larger_namesake() -> None:
    large = CityFactory(name_en="San José", name_ar="", population=1_000_000)
    capital = CityFactory(name_en="San José", name_ar="", population=340_000, is_capital=True)
    assert found("San José") == [capital.pk, large.pk]


def test_what_a_city_is_mostly_called_counts_more_than_another_name() -> None:
    CityFactory(name_en="Bellevue", name_ar="", aliases=["Yorkton"], population=8_000)
    york = CityFactory(name_en="Yorkville", name_ar="", population=5_000)
    assert found("york")[0] == york.pk


def test_a_better_match_has_a_higher_score(world: dict[str, City]) -> None:
    scores = [search_cities(text)[0].score for text in ("muscat", "musca", "mar vina", "casablnca")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


def test_a_search_within_a_country_gives_its_cities_only(world: dict[str, City]) -> None:
    assert found("muscat", country="US") == [world["muscatine"].pk]
    assert found("m", country="TM") == [world["mary"].pk]
    assert found("muscatt", country="JO") == []


def test_no_more_cities_than_asked_for_are_given() -> None:
    for number in range(15):
        CityFactory(name_en=f"Springfield {number}")
    assert len(search_cities("springfield", limit=5)) == 5
    assert len(search_cities("springfield")) == 10


def test_a_word_and_a_near_spelling_are_shown_beside_ten_beginnings() -> None:
    for number in range(12):
        CityFactory(name_en=f"Yorkville {number}", name_ar="")
    new_york = CityFactory(name_en="New York", name_ar="", population=8_000_000)
    cork = CityFactory(name_en="Cork", name_ar="", population=124_000)
    ids = found("york")
    assert len(ids) == 10
    assert {new_york.pk, cork.pk} <= set(ids)


@pytest.mark.parametrize("status", [CityStatus.PROPOSED, CityStatus.MERGED])
def test_a_proposed_or_merged_place_is_not_offered(world: dict[str, City], status: CityStatus) -> None:
    place = world["muscat"]
    place.status = status
    place.merged_into = world["salalah"] if status == CityStatus.MERGED else None
    place.save()
    assert place.pk not in found("muscat")


def test_a_proposed_place_is_offered_to_those_who_ask_for_it() -> None:
    duqm = OwnCityFactory(name_ar="الدقم", name_en="Duqm", status=CityStatus.PROPOSED)
    assert found("دقم", include_proposed=True) == [duqm.pk]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\x00",
        "ًٌٍَُِّْـ",
        "\u202e\u202d\u2066",
        "!?.,;:",
        "%%%",
        "q" * 10_000,
        "م" * 10_000,
        "نيويورك " * 2000,
        "\ud800",
        "'; DROP TABLE cities_city; --",
        "xyz:* & ! ('",
    ],
)
def test_odd_input_finds_nothing_and_breaks_nothing(world: dict[str, City], text: str) -> None:
    assert search_cities(text) == []
    assert search_places(text) == []


def test_a_name_between_control_characters_is_found(world: dict[str, City]) -> None:
    assert found("\x00\u202eMus\u200bcat\x00")[0] == world["muscat"].pk


def test_a_search_asks_the_database_twice_whatever_it_finds(world: dict[str, City]) -> None:
    GovernorateFactory()
    with CaptureQueriesContext(connection) as queries:
        for match in search_cities("muscat"):
            assert match.city.country.name
            assert match.city.governorate is None
    assert len(queries) == 2


def test_the_sites_search_labels_the_city_and_the_country_of_one_name(world: dict[str, City]) -> None:
    first, second = search_places("عمان")[:2]
    assert (first.kind, first.place) == (PlaceKind.CITY, world["amman"])
    assert (second.kind, second.place.pk) == (PlaceKind.COUNTRY, "OM")


@pytest.mark.parametrize("text", ["العاصمة", "عاصمة", "محافظة العاصمة", "Capital"])
def test_the_sites_search_finds_governorates(world: dict[str, City], text: str) -> None:
    names = ["محافظة العاصمة", "Capital Governorate"]
    governorate = GovernorateFactory(country__code="JO", name_ar=names[0], name_en=names[1], key=place_key(names))
    assert [(match.kind, match.place) for match in search_places(text)] == [(PlaceKind.GOVERNORATE, governorate)]
