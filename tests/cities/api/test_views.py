"""Countries, governorates and cities through the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, CityStatus, Region
from tests.api_callers import Caller
from tests.factories.cities import CityFactory, CountryFactory, GovernorateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anybody() -> Caller:
    return Caller()


@pytest.fixture
def amman() -> City:
    jordan = CountryFactory(code="JO")
    return CityFactory(
        id=250441,
        country=jordan,
        governorate=GovernorateFactory(code="JO.16", country=jordan, name_ar="محافظة العاصمة", name_en="Amman"),
        name_ar="عمّان",
        name_en="Amman",
        latitude=31.95522,
        longitude=35.94503,
        population=1_275_857,
        time_zone="Asia/Amman",
        is_capital=True,
    )


@pytest.fixture
def muscat() -> City:
    return CityFactory(id=287286, country=CountryFactory(code="OM"), name_ar="مسقط", name_en="Muscat")


def ids(answer: object) -> list[int]:
    return [city["id"] for city in answer.json()["results"]]  # type: ignore[attr-defined]  # the test client's answer


AMMAN = {
    "id": 250441,
    "name": {"ar": "عمّان", "en": "Amman"},
    "country": {"code": "JO", "name": {"ar": "الأردن", "en": "Jordan"}},
    "governorate": {"code": "JO.16", "name": {"ar": "محافظة العاصمة", "en": "Amman"}},
    "kind": "city",
    "latitude": 31.95522,
    "longitude": 35.94503,
    "population": 1_275_857,
    "time_zone": "Asia/Amman",
    "is_capital": True,
    "status": "active",
}


def test_a_city_has_the_shape_of_the_contract(anybody: Caller, amman: City) -> None:
    assert anybody.read("cities/250441/").json() == {**AMMAN, "merged_into": None}


def test_a_city_without_governorate_says_so(anybody: Caller, muscat: City) -> None:
    assert anybody.read("cities/287286/").json()["governorate"] is None


def test_cities_are_listed_large_first_without_a_match(anybody: Caller, amman: City, muscat: City) -> None:
    answer = anybody.read("cities/").json()
    assert (answer["count"], [city["id"] for city in answer["results"]]) == (2, [250441, 287286])
    assert answer["results"][0] == AMMAN


def test_a_search_says_by_which_name_and_how_a_city_was_found(anybody: Caller, amman: City, muscat: City) -> None:
    answer = anybody.read("cities/?q=عمان").json()
    assert answer["results"] == [{**AMMAN, "match": {"name": "عمّان", "by": "prefix"}}]
    assert answer["count"] == 1


def test_a_near_spelling_is_called_one(anybody: Caller, muscat: City) -> None:
    assert anybody.read("cities/?q=muscta").json()["results"][0]["match"] == {"name": "Muscat", "by": "typo"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=JO", [250441]),
        ("country=jo", [250441]),
        ("country=JO&country=OM", [250441, 287286]),
        ("governorate=JO.16", [250441]),
        ("country=OM&governorate=JO.16", []),
        ("q=m&country=OM", [287286]),
        ("q=amman&country=OM", []),
        ("q=amman&governorate=JO.16", [250441]),
        ("q=amman&country=OM&country=JO", [250441]),
        ("q=%00", [250441, 287286]),
        ("q=!!!", []),
    ],
)
def test_a_filter_leaves_what_fits(anybody: Caller, amman: City, muscat: City, query: str, expected: list[int]) -> None:
    assert ids(anybody.read(f"cities/?{query}")) == expected


def test_a_search_is_paged(anybody: Caller) -> None:
    springfields = [CityFactory(name_en=f"Springfield {n}", name_ar="", population=100 - n).pk for n in range(7)]
    first = anybody.read("cities/?q=springfield&page_size=3")
    assert (first.json()["count"], ids(first)) == (7, springfields[:3])
    assert 'rel="next"' in first["Link"]
    assert ids(anybody.read("cities/?q=springfield&page_size=3&page=3")) == springfields[6:]
    assert anybody.read("cities/?q=springfield&page_size=3&page=4").status_code == 404


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("cities/?colour=blue", "colour"),
        ("cities/?country__code=OM", "country__code"),
        ("cities/?country=XX", "country"),
        ("cities/?governorate=OM.99", "governorate"),
        ("cities/?page_size=0", "page_size"),
        ("cities/?q=a&page=x", "page"),
        ("cities/?q=" + "a" * 201, "q"),
        ("countries/?region=atlantis", "region"),
        ("countries/?q=oman", "q"),
        ("governorates/?country=Oman", "country"),
    ],
)
def test_a_parameter_that_is_not_understood_is_named(anybody: Caller, amman: City, path: str, pointer: str) -> None:
    answer = anybody.read(path)
    assert answer.status_code == 400
    assert [pointer in error["pointer"] for error in answer.json()["errors"]] == [True]


@pytest.mark.parametrize("status", [CityStatus.PROPOSED, CityStatus.MERGED])
def test_only_active_places_are_listed(anybody: Caller, amman: City, muscat: City, status: CityStatus) -> None:
    muscat.status, muscat.merged_into = status, amman if status == CityStatus.MERGED else None
    muscat.save()
    assert ids(anybody.read("cities/")) == [250441]
    assert ids(anybody.read("cities/?q=muscat")) == []


def test_a_merged_place_can_still_be_read_and_names_its_successor(anybody: Caller, amman: City, muscat: City) -> None:
    muscat.status, muscat.merged_into = CityStatus.MERGED, amman
    muscat.save()
    answer = anybody.read("cities/287286/").json()
    assert (answer["status"], answer["merged_into"]) == ("merged", 250441)


@pytest.mark.parametrize("path", ["cities/1/", "cities/99999999999999999999/", "countries/XX/", "governorates/OM.99/"])
def test_what_does_not_exist_is_not_found(anybody: Caller, path: str) -> None:
    assert anybody.read(path).status_code == 404


def test_a_proposed_place_is_as_unknown_as_one_that_does_not_exist(anybody: Caller, muscat: City) -> None:
    muscat.status = CityStatus.PROPOSED
    muscat.save()
    assert anybody.read("cities/287286/").status_code == 404


def test_a_city_that_has_not_changed_is_not_sent_again(anybody: Caller, muscat: City) -> None:
    tag = anybody.read("cities/287286/")["ETag"]
    assert anybody.read("cities/287286/", if_none_match=tag).status_code == 304
    muscat.save()
    assert anybody.read("cities/287286/", if_none_match=tag).status_code == 200


@pytest.mark.parametrize("path", ["cities/", "cities/287286/", "countries/", "countries/OM/", "governorates/"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_places_are_not_written_through_the_api(anybody: Caller, muscat: City, path: str, method: str) -> None:
    assert anybody.send(path, {}, method=method).status_code == 405


def test_a_country_has_the_shape_of_the_contract(anybody: Caller) -> None:
    CountryFactory(code="OM", latitude=23.58, longitude=58.41)
    assert anybody.read("countries/OM/").json() == {
        "code": "OM",
        "alpha3": "OMN",
        "name": {"ar": "سلطنة عُمان", "en": "Oman"},
        "region": "arab_states",
        "latitude": 23.58,
        "longitude": 58.41,
    }


def test_namibia_is_a_country_and_not_a_missing_value(anybody: Caller) -> None:
    CountryFactory(code="NA", region=Region.SUB_SAHARAN_AFRICA)
    CountryFactory(code="OM")
    answer = anybody.read("countries/?region=sub_saharan_africa").json()
    assert [country["code"] for country in answer["results"]] == ["NA"]


def test_a_governorate_has_the_shape_of_the_contract(anybody: Caller) -> None:
    GovernorateFactory(code="OM.06", iso_code="OM-MA", name_ar="مسقط", name_en="Muscat")
    GovernorateFactory(code="JO.16", country__code="JO")
    assert anybody.read("governorates/?country=OM").json()["results"] == [
        {
            "code": "OM.06",
            "iso_code": "OM-MA",
            "name": {"ar": "مسقط", "en": "Muscat"},
            "country": {"code": "OM", "name": {"ar": "سلطنة عُمان", "en": "Oman"}},
        },
    ]
    assert anybody.read("governorates/OM.06/").json()["iso_code"] == "OM-MA"


@pytest.mark.parametrize(("path", "most"), [("cities/", 2), ("cities/?q=place", 3), ("governorates/", 2)])
def test_a_list_asks_the_database_as_often_for_twenty_rows_as_for_two(anybody: Caller, path: str, most: int) -> None:
    for number in range(20):
        CityFactory(name_en=f"Place {number}", governorate=GovernorateFactory())
    with CaptureQueriesContext(connection) as queries:
        assert len(anybody.read(path).json()["results"]) == 20
    assert len(queries) <= most
