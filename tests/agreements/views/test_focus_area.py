"""The pages of focus areas: every number is that of its list, and only visible agreements count."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agreements.choices import Status, Visibility
from agreements.views.focus_area import CountedArea
from cities.models import CallDirection, CityCall, CityStatus
from tests.factories.agreements import AgreementFactory
from tests.factories.cities import OwnCityFactory
from tests.factories.focus_areas import focus_area
from tests.factories.places import place
from twinning.accounts.models import User
from twinning.focus_areas.services import load_focus_areas

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tree() -> None:
    load_focus_areas()


def register() -> None:
    AgreementFactory(status=Status.IN_FORCE, focus=("heritage", "water"))
    AgreementFactory(status=Status.SIGNED, focus=("water", "sustainable_transport"))
    AgreementFactory(status=Status.DRAFT, focus=("water",))
    AgreementFactory(status=Status.IN_FORCE, focus=("aerospace",), visibility=Visibility.INTERNAL)


def every_area(client: Client) -> Iterator[CountedArea]:
    for root in client.get("/en/focus-areas/").context["roots"]:
        yield root
        yield from root.sub_areas


def test_the_four_roots_stand_with_all_their_parts(client: Client) -> None:
    roots = client.get("/en/focus-areas/").context["roots"]
    assert [(root.area.code, len(root.sub_areas)) for root in roots] == [
        ("education", 4),
        ("trade", 8),
        ("culture", 4),
        ("sustainability", 8),
    ]


@pytest.mark.parametrize("who", [None, "officer", "amman_officer", "analyst"])
def test_every_number_is_that_of_the_list_it_opens(
    client: Client, who: str | None, request: pytest.FixtureRequest
) -> None:
    if who:
        client.force_login(request.getfixturevalue(who))
    register()
    numbers = {area.area.code: area.number for area in every_area(client) if area.number}
    assert numbers == {
        area.area.code: client.get(area.url).context["tally"].found
        for area in every_area(client)
        if area.area.code in numbers
    }


def test_an_agreement_counts_once_for_a_root_whatever_the_number_of_its_parts(client: Client) -> None:
    register()
    numbers = {area.area.code: area.number for area in every_area(client)}
    assert (numbers["sustainability"], numbers["water"], numbers["sustainable_transport"]) == (2, 2, 1)
    assert numbers["aerospace"] == 0


@pytest.mark.parametrize("code", ["culture", "heritage"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_area_shows_its_agreements_and_the_cities_that_offer_and_seek(
    client: Client, code: str, language: str
) -> None:
    register()
    for direction in CallDirection:
        CityCall.objects.create(
            city=place("muscat"), direction=direction, focus_area=focus_area("heritage"), text_en=direction.value
        )
    answer = client.get(f"/{language}/focus-areas/{code}/")
    assert answer.context["counted"].number == len(answer.context["rows"]) == 1
    assert [len(answer.context[side]) for side in ("offers", "needs")] == [1, 1]


def test_calls_of_proposed_cities_and_closed_ones_are_left_out(client: Client) -> None:
    area = focus_area("heritage")
    proposed = OwnCityFactory(status=CityStatus.PROPOSED)
    CityCall.objects.create(city=proposed, direction=CallDirection.OFFER, focus_area=area, text_en="x")
    CityCall.objects.create(
        city=place("muscat"), direction=CallDirection.OFFER, focus_area=area, text_en="y", is_open=False
    )
    assert client.get("/en/focus-areas/heritage/").context["offers"] == []


def test_a_draft_shows_to_its_city_alone(client: Client, officer: User, amman_officer: User) -> None:
    AgreementFactory(status=Status.DRAFT, focus=("water",))
    seen = []
    for who in (amman_officer, officer):
        client.force_login(who)
        seen.append(client.get("/en/focus-areas/water/").context["counted"].number)
    assert seen == [0, 1]


def test_an_empty_area_says_so(client: Client) -> None:
    assert "No agreement in this area yet" in client.get("/en/focus-areas/water/").content.decode()


def test_an_unknown_code_is_a_missing_page(client: Client) -> None:
    assert client.get("/en/focus-areas/astrology/").status_code == 404


def test_the_tree_is_read_in_a_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    register()
    with django_assert_max_num_queries(5):
        client.get("/en/focus-areas/")
