"""The list of cities: those with relationships, and any place by search."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agreements.choices import Origin, Status, Visibility
from cities.models import CityStatus
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.cities import OwnCityFactory
from tests.factories.places import place
from twinning.accounts.models import User

pytestmark = pytest.mark.django_db
ADDRESS = "/en/cities/"


def listed(client: Client, **query: str | list[str]) -> list[tuple[str, int, int]]:
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200
    return [(city.name, city.registered_count, city.reference_count) for city in answer.context["page"]]


@pytest.fixture
def register() -> None:
    AgreementFactory(status=Status.IN_FORCE, owner_city=place("muscat"), partners=[place("kobe")])
    AgreementFactory(status=Status.SIGNED, owner_city=place("muscat"), partners=[place("kobe")])
    AgreementFactory(status=Status.IN_FORCE, owner_city=place("muscat"), partners=[place("rabat")])
    AgreementFactory(
        status=Status.IN_FORCE,
        owner_city=place("salalah"),
        partners=[place("cork")],
        visibility=Visibility.INTERNAL,
    )
    relationship_of(place("kobe"), place("sydney"), origin=Origin.REFERENCE)
    place("doha")


def test_cities_with_registered_relationships_stand_there_most_tied_first(client: Client, register: None) -> None:
    assert listed(client) == [("Muscat", 2, 0), ("Rabat", 1, 0), ("Kobe", 1, 1)]


def test_ties_from_outside_sources_are_a_list_of_their_own(client: Client, register: None) -> None:
    assert listed(client, origin="reference") == [("Kobe", 1, 1), ("Sydney", 0, 1)]
    tabs = client.get(ADDRESS).context["tabs"]
    assert [tab["label"] for tab in tabs] == ["Registered ties (3)", "Reference ties (2)"]


def test_internal_relationships_show_to_insiders_alone(client: Client, register: None, analyst: User) -> None:
    client.force_login(analyst)
    assert {name for name, _registered, _reference in listed(client)} >= {"Salalah", "Cork"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"country": "OM"}, ["Muscat"]),
        ({"country": ["JP", "MA"]}, ["Rabat", "Kobe"]),
        ({"governorate": "JP.13"}, ["Kobe"]),
        ({"country": "om"}, ["Muscat"]),
    ],
)
def test_country_and_governorate_narrow_the_list(
    client: Client, register: None, query: dict[str, str | list[str]], names: list[str]
) -> None:
    assert [name for name, _registered, _reference in listed(client, **query)] == names


def test_facets_count_cities_and_name_the_chosen_one_even_where_it_has_none(client: Client, register: None) -> None:
    facets = client.get(ADDRESS, {"country": "QA"}).context["facets"]
    [countries] = [facet for facet in facets if facet.name == "country"]
    assert [(option.value, option.count, option.is_selected) for option in countries.options] == [
        ("QA", 0, True),
        ("JP", 1, False),
        ("MA", 1, False),
        ("OM", 1, False),
    ]


@pytest.mark.parametrize("text", ["doha", "الدوحة", "Dohaa"])
def test_search_finds_places_without_relationships_too(client: Client, register: None, text: str) -> None:
    found = client.get(ADDRESS, {"q": text}).context["found"]
    assert [(place_.match.city.name, place_.registered_count) for place_ in found] == [("Doha", 0)]


def test_a_found_city_tells_how_many_relationships_it_has(client: Client, register: None) -> None:
    found = client.get(ADDRESS, {"q": "kobe"}).context["found"]
    assert [(place_.registered_count, place_.reference_count) for place_ in found] == [(1, 1)]


def test_search_within_a_country_leaves_the_others_out(client: Client, register: None) -> None:
    assert client.get(ADDRESS, {"q": "kobe", "country": "OM"}).context["found"] == []


def test_a_proposed_city_is_not_found(client: Client) -> None:
    OwnCityFactory(name_en="Proposedville", name_ar="مقترحة", status=CityStatus.PROPOSED)
    answer = client.get(ADDRESS, {"q": "proposedville"})
    assert answer.context["found"] == []
    assert "No place of this name" in answer.content.decode()


@pytest.mark.parametrize("text", ["؟", "--"])
def test_signs_alone_ask_for_a_letter(client: Client, text: str) -> None:
    assert "Write at least one letter of the name" in client.get(ADDRESS, {"q": text}).content.decode()


@pytest.mark.parametrize(
    ("query", "named"),
    [({"colour": "blue"}, "colour"), ({"country": "XX"}, "country"), ({"page": "9"}, "page")],
)
def test_what_is_not_understood_is_named_and_the_list_still_shown(
    client: Client, register: None, query: dict[str, str], named: str
) -> None:
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 400
    assert f"<code>{named}</code>" in answer.content.decode()
    assert "Muscat" in answer.content.decode()


def test_the_queries_do_not_grow_with_the_cities(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("rabat", "kobe", "cork", "doha", "ankara", "toulouse", "amman"):
        AgreementFactory(status=Status.IN_FORCE, partners=[place(name)])
    with django_assert_max_num_queries(10):
        client.get(ADDRESS)
