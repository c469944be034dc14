"""Where a role holds: the database refuses a reach that does not fit the role."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from cities.models import CityMembership
from cities.policies import Reach, reach_of, roles_of
from tests.factories.accounts import CityMembershipFactory, UserFactory, person
from tests.factories.places import country, place
from twinning.accounts.roles import CAPABILITIES, Capability, Role, roles_with

FITS = [
    (Role.OFFICER, "city"),
    (Role.APPROVER, "city"),
    (Role.PARTNER, "city"),
    (Role.REVIEWER, "country"),
    (Role.ANALYST, "everywhere"),
    (Role.ADMIN, "everywhere"),
]
REACHES = ("city", "country", "both", "everywhere")


def membership(role: Role, reach: str) -> CityMembership:
    return CityMembership(
        user=UserFactory(),
        role=role,
        city=place("muscat") if reach in ("city", "both") else None,
        country=country("OM") if reach in ("country", "both") else None,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("reach", REACHES)
@pytest.mark.parametrize("role", Role)
def test_a_role_holds_only_where_it_can(role: Role, reach: str) -> None:
    if (role, reach) in FITS:
        membership(role, reach).save()
        assert CityMembership.objects.count() == 1
    else:
        with pytest.raises(IntegrityError, match="membership_reach_fits_role"), transaction.atomic():
            membership(role, reach).save()


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "reach"), FITS)
def test_a_membership_is_given_once(role: Role, reach: str) -> None:
    first = membership(role, reach)
    first.save()
    second = membership(role, reach)
    second.user = first.user
    with pytest.raises(IntegrityError, match="membership_once"), transaction.atomic():
        second.save()


@pytest.mark.django_db
def test_a_capability_reaches_as_far_as_the_memberships_that_carry_it() -> None:
    somebody = person(Role.OFFICER, place("muscat"))
    CityMembershipFactory(user=somebody, role=Role.APPROVER, city=place("salalah"))
    CityMembershipFactory(user=somebody, role=Role.REVIEWER, country=country("JO"))
    muscat, salalah = place("muscat").pk, place("salalah").pk
    assert reach_of(somebody, Capability.WRITE_DRAFTS) == Reach(frozenset({muscat, salalah}))
    assert reach_of(somebody, Capability.SIGN) == Reach(frozenset({salalah}))
    assert reach_of(somebody, Capability.REVIEW) == Reach(country_codes=frozenset({"JO"}))
    assert not reach_of(somebody, Capability.ADMINISTER)
    assert roles_of(somebody) == {Role.OFFICER, Role.APPROVER, Role.REVIEWER}


@pytest.mark.django_db
def test_nobody_disabled_or_unknown_reaches_anything() -> None:
    disabled = person(Role.ADMIN, is_active=False)
    for who in (AnonymousUser(), UserFactory(), disabled):
        assert not any(reach_of(who, capability) for capability in Capability)
        assert roles_of(who) == set()


def test_a_reach_that_is_empty_includes_nothing() -> None:
    assert not Reach().includes(city_id=None, country_code=None)
    assert Reach(is_everywhere=True).includes(city_id=1, country_code="OM")


def test_every_role_reads_and_only_some_decide() -> None:
    assert set(CAPABILITIES) == set(Role)
    assert roles_with(Capability.READ_RECORDS) == list(Role)
    assert roles_with(Capability.REVIEW) == [Role.REVIEWER, Role.ADMIN]
    assert roles_with(Capability.SIGN) == [Role.APPROVER, Role.ADMIN]
