"""How far a person reaches: the cities and countries in which a capability holds."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from cities.models import City, CityMembership, CityStatus
from cities.querysets import CityQuerySet
from twinning.accounts.models import User
from twinning.accounts.roles import CAPABILITIES, Capability, Role

# The user object of a request remembers its memberships under this name, as Django does with permissions.
KEPT = "kept_memberships"


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody may do something: listed cities, listed countries, or everywhere."""

    city_ids: frozenset[int] = frozenset()
    country_codes: frozenset[str] = frozenset()
    is_everywhere: bool = False

    def __bool__(self) -> bool:
        return self.is_everywhere or bool(self.city_ids or self.country_codes)

    def includes(self, *, city_id: int | None, country_code: str | None) -> bool:
        return self.is_everywhere or city_id in self.city_ids or country_code in self.country_codes


def memberships_of(user: AbstractBaseUser | AnonymousUser) -> list[CityMembership]:
    """The memberships of an active signed-in person, read once and kept on the user object."""
    if not isinstance(user, User) or not user.is_active:
        return []
    kept: list[CityMembership] | None = getattr(user, KEPT, None)
    if kept is None:
        kept = list(user.memberships.select_related("city", "country"))
        setattr(user, KEPT, kept)
    return kept


def reach_of(user: AbstractBaseUser | AnonymousUser, capability: Capability) -> Reach:
    """Where `user` has `capability`."""
    memberships = [m for m in memberships_of(user) if capability in CAPABILITIES[Role(m.role)]]
    return Reach(
        city_ids=frozenset(m.city_id for m in memberships if m.city_id is not None),
        country_codes=frozenset(m.country_id for m in memberships if m.country_id is not None),
        is_everywhere=any(m.city_id is None and m.country_id is None for m in memberships),
    )


def roles_of(user: AbstractBaseUser | AnonymousUser) -> set[Role]:
    """The roles a person has anywhere."""
    return {Role(m.role) for m in memberships_of(user)}


class CityPolicy:
    """Places of the gazetteer are public; a proposed one is known to whoever writes, reviews or administers."""

    @staticmethod
    def visible_to(person: AbstractBaseUser | AnonymousUser) -> CityQuerySet:
        """Every place this person may know of, merged ones too: they lead to the place they were merged into."""
        cities = City.objects.all()
        insiders = (Capability.WRITE_DRAFTS, Capability.REVIEW, Capability.ADMINISTER)
        if any(reach_of(person, capability) for capability in insiders):
            return cities
        return cities.exclude(status=CityStatus.PROPOSED)
