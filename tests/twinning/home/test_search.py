"""The search over everything: each result says what it is, and nobody finds what is not open to her."""

import pytest
from django.test import Client

from agreements.choices import Status, Visibility
from cities.models import CityStatus
from tests.factories.agreements import AgreementFactory
from tests.factories.cities import CityFactory, CountryFactory, GovernorateFactory, OwnCityFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.core.text import normalise
from twinning.home.search import SearchResults

pytestmark = pytest.mark.django_db


def search(client: Client, text: str, language: str = "en") -> SearchResults:
    results = client.get(f"/{language}/search/", {"q": text}).context["results"]
    assert isinstance(results, SearchResults)
    return results


def kinds(results: SearchResults) -> list[tuple[str, str]]:
    return [(found.kind, found.name) for found in results.places]


@pytest.fixture
def oman() -> None:
    CountryFactory(code="OM", name_ar="سلطنة عُمان", name_en="Oman", key=f"|{normalise('عمان')}|oman|")
    place("amman")


@pytest.mark.parametrize("text", ["عمان", "عُمان", "عمّان", "عـمان"])
def test_the_city_amman_and_the_country_oman_are_both_found_each_as_what_it_is(
    client: Client, oman: None, text: str
) -> None:
    results = search(client, text)
    assert kinds(results) == [("city", "Amman"), ("country", "Oman")]
    page = client.get("/ar/search/", {"q": text}).content.decode()
    assert "مدينة" in page
    assert "دولة" in page


def test_a_city_says_in_which_country_and_governorate_it_lies(client: Client, oman: None) -> None:
    [amman] = [found for found in search(client, "amman").places if found.kind == "city"]
    assert amman.lies_in == ("Jordan", "Amman")
    assert amman.url == f"/en/cities/{place('amman').pk}/"


def test_governorates_are_found_with_their_country(client: Client) -> None:
    GovernorateFactory(code="OM.08", name_en="Dhofar", name_ar="ظفار", key="|dhofar|ظفار|")
    [found] = search(client, "dhofar").places
    assert (found.kind, found.lies_in, found.url) == ("governorate", ("Oman",), "/en/cities/governorates/OM.08/")


@pytest.mark.parametrize(("text", "code"), [("heritage", "heritage"), ("تراث", "heritage"), ("wat", "water")])
def test_focus_areas_are_found_by_a_beginning_in_either_language(client: Client, text: str, code: str) -> None:
    focus_area("heritage")
    focus_area("water")
    assert [area.code for area in search(client, text).areas] == [code]


def test_many_near_spellings_do_not_bury_what_was_meant(client: Client) -> None:
    CityFactory(name_en="Mascat", name_ar="ماسكات")
    for letter in "bdfgh":
        CityFactory(name_en=f"Mas{letter}at", name_ar=f"قرية {letter}", population=900_000)
    results = search(client, "mascat")
    assert results.places[0].name == "Mascat"
    assert sum(found.is_near_spelling for found in results.places) <= 3


@pytest.mark.parametrize("text", ["", "   ", "؟!", "ـ", "\u202e", "\x00"])
def test_signs_alone_are_not_searched_for(client: Client, text: str) -> None:
    answer = client.get("/en/search/", {"q": text})
    assert answer.status_code == 200
    assert answer.context["results"] is None


def test_what_goes_by_nothing_is_said_to_be_nothing(client: Client) -> None:
    answer = client.get("/en/search/", {"q": "qwertzuiop"})
    assert "Nothing goes by these words" in answer.content.decode()


def test_markup_in_the_text_is_only_text(client: Client) -> None:
    page = client.get("/en/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_agreements_are_found_only_by_those_who_may_know_of_them(
    client: Client, officer: User, amman_officer: User
) -> None:
    AgreementFactory(status=Status.IN_FORCE, title_en="Zephyr in force")
    AgreementFactory(status=Status.IN_FORCE, title_en="Zephyr within", visibility=Visibility.INTERNAL)
    AgreementFactory(status=Status.DRAFT, title_en="Zephyr to come")
    found = {}
    for who in (None, amman_officer, officer):
        if who:
            client.force_login(who)
        results = search(client, "zephyr")
        found[who] = results.agreements.number
        assert len(results.rows) == results.agreements.number
    assert found == {None: 1, amman_officer: 1, officer: 3}


def test_a_proposed_city_is_not_found(client: Client) -> None:
    OwnCityFactory(name_en="Proposedville", name_ar="مقترحة", status=CityStatus.PROPOSED)
    assert not search(client, "proposedville").places
