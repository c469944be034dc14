"""Who may know of which place."""

import pytest
from django.contrib.auth.models import AnonymousUser

from cities.models import City, CityStatus, Country
from cities.policies import CityPolicy
from tests.factories.accounts import UserFactory, person
from tests.factories.cities import OwnCityFactory
from tests.factories.places import country, place
from twinning.accounts.models import User
from twinning.accounts.roles import Role

pytestmark = pytest.mark.django_db


def somebody(who: str) -> User | AnonymousUser:
    if who == "anonymous":
        return AnonymousUser()
    if who == "without a role":
        nobody: User = UserFactory()
        return nobody
    role = Role(who.removeprefix("disabled "))
    places: dict[Role, City | Country] = {
        Role.OFFICER: place("muscat"),
        Role.PARTNER: place("muscat"),
        Role.REVIEWER: country("OM"),
    }
    return person(role, places.get(role), is_active=not who.startswith("disabled"))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("anonymous", False),
        ("without a role", False),
        ("analyst", False),
        ("disabled officer", False),
        ("officer", True),
        ("partner", True),
        ("reviewer", True),
        ("admin", True),
    ],
)
def test_a_proposed_place_is_known_to_those_who_work_with_records(who: str, sees: bool) -> None:
    proposed = OwnCityFactory(status=CityStatus.PROPOSED)
    seen = CityPolicy.visible_to(somebody(who))
    assert seen.filter(pk=proposed.pk).exists() is sees


@pytest.mark.parametrize("who", ["anonymous", "officer"])
def test_everybody_knows_the_other_places_merged_ones_too(who: str) -> None:
    merged = OwnCityFactory(status=CityStatus.MERGED, merged_into=place("muscat"))
    seen = CityPolicy.visible_to(somebody(who))
    assert {merged.pk, place("muscat").pk} <= set(seen.values_list("pk", flat=True))
