"""What is read of a place: growth of its own or inherited, the five facets, offers and needs, networks."""

import datetime

import pytest

from cities.models import (
    CallDirection,
    City,
    CityCall,
    CityNetwork,
    Facet,
    GrowthModel,
    NetworkMembership,
    PlannedGrowth,
    ProfileEntry,
)
from cities.profiles import calls_of, facets_of, growth_of_city, growth_of_governorate, networks_of
from tests.factories.focus_areas import focus_area
from tests.factories.places import governorate, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def models() -> dict[str, GrowthModel]:
    return {
        code: GrowthModel.objects.get_or_create(code=code, defaults={"name_en": code, "position": position})[0]
        for position, code in enumerate(("innovation", "industry", "tourism"))
    }


def test_a_city_without_a_plan_inherits_its_governorates(muscat: City, models: dict[str, GrowthModel]) -> None:
    PlannedGrowth.objects.create(
        growth_model=models["innovation"], governorate=governorate("OM.06"), source="Plan 2040", is_illustrative=True
    )
    [growth] = growth_of_city(muscat)
    assert (growth.model.pk, growth.source, growth.is_illustrative) == ("innovation", "Plan 2040", True)
    assert growth.inherited_from == governorate("OM.06")


def test_a_plan_of_its_own_stands_before_the_governorates(muscat: City, models: dict[str, GrowthModel]) -> None:
    PlannedGrowth.objects.create(growth_model=models["innovation"], governorate=governorate("OM.06"))
    PlannedGrowth.objects.create(growth_model=models["tourism"], city=muscat)
    PlannedGrowth.objects.create(growth_model=models["industry"], city=muscat)
    growth = growth_of_city(muscat)
    assert [(planned.model.pk, planned.inherited_from) for planned in growth] == [("industry", None), ("tourism", None)]
    assert [planned.inherited_from for planned in growth_of_governorate(governorate("OM.06"))] == [None]


def test_a_place_without_any_plan_has_no_growth_model(models: dict[str, GrowthModel]) -> None:
    assert growth_of_city(place("doha")) == []


def test_all_five_facets_are_there_even_where_nothing_is_on_file(muscat: City) -> None:
    day = datetime.date(2026, 1, 1)
    ProfileEntry.objects.create(city=muscat, facet=Facet.ADVANTAGES, text_en="A port", source="Survey", as_of=day)
    ProfileEntry.objects.create(city=place("amman"), facet=Facet.ADVANTAGES, text_en="Hills", source="x", as_of=day)
    facets = facets_of(muscat)
    assert [group.facet for group in facets] == list(Facet)
    assert [str(entry) for group in facets for entry in group.entries] == ["A port"]


def test_only_open_calls_are_read_each_on_its_side(muscat: City) -> None:
    area = focus_area("heritage")
    for direction, text, is_open in (("offer", "Restoration", True), ("need", "Funds", True), ("need", "Old", False)):
        CityCall.objects.create(city=muscat, direction=direction, focus_area=area, text_en=text, is_open=is_open)
    calls = calls_of(muscat)
    assert [call.text_en for call in calls.offers] == ["Restoration"]
    assert [call.text_en for call in calls.needs] == ["Funds"]
    assert {call.direction for call in calls.needs} == {CallDirection.NEED}


def test_a_city_without_calls_is_told_apart(muscat: City) -> None:
    assert not calls_of(muscat)


def test_networks_are_read_with_the_years(muscat: City) -> None:
    network = CityNetwork.objects.get_or_create(code="test_network", defaults={"name_en": "Network"})[0]
    NetworkMembership.objects.create(city=muscat, network=network, joined_year=1983)
    assert [(row.network.pk, row.joined_year) for row in networks_of(muscat)] == [("test_network", 1983)]
