"""How far a person reaches: the cities and countries in which a capability holds."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cities.models import City, CityMembership, CityStatus, EntryState, ProfileEntry
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

    @staticmethod
    def can_merge(person: AbstractBaseUser | AnonymousUser, *cities: City) -> bool:
        """Whoever administers, or the ministry of the country of all these cities."""
        if reach_of(person, Capability.ADMINISTER).is_everywhere:
            return True
        codes = reach_of(person, Capability.REVIEW).country_codes
        return bool(cities) and all(city.country_id in codes for city in cities)


class ProfilePolicy:
    """A city describes itself; its country's ministry accepts; everybody reads what was accepted."""

    @staticmethod
    def can_propose(person: AbstractBaseUser | AnonymousUser, city: City) -> bool:
        """Whether this person speaks for the city: its own staff."""
        return reach_of(person, Capability.WRITE_DRAFTS).includes(city_id=city.pk, country_code=None)

    @staticmethod
    def can_review(person: AbstractBaseUser | AnonymousUser, city: City) -> bool:
        """Whether this person accepts or returns what is said of the city: the reviewer of its country."""
        return reach_of(person, Capability.REVIEW).includes(city_id=None, country_code=city.country_id)

    @classmethod
    def can_decide(cls, person: AbstractBaseUser | AnonymousUser, entry: ProfileEntry) -> bool:
        """Whether this person decides about this statement: never about her own."""
        return cls.can_review(person, entry.city) and entry.proposed_by_id != person.pk

    @classmethod
    def can_withdraw(cls, person: AbstractBaseUser | AnonymousUser, entry: ProfileEntry) -> bool:
        """Whether this person takes the statement back: the ministry what it accepted, the city what still waits."""
        if entry.state == EntryState.ACCEPTED:
            return cls.can_review(person, entry.city)
        return cls.can_propose(person, entry.city)

    @classmethod
    def visible_to(cls, person: AbstractBaseUser | AnonymousUser, city: City) -> QuerySet[ProfileEntry]:
        """The statements about a city this person may read: accepted ones, and for those involved what is open."""
        entries = city.profile_entries.select_related("city", "proposed_by", "decided_by", "replaces")
        if cls.can_propose(person, city) or cls.can_review(person, city):
            return entries.filter(state__in=[EntryState.ACCEPTED, EntryState.PROPOSED, EntryState.RETURNED])
        return entries.filter(state=EntryState.ACCEPTED)

    @staticmethod
    def awaiting(person: AbstractBaseUser | AnonymousUser) -> QuerySet[ProfileEntry]:
        """The statements that await this reviewer's word, the oldest first."""
        reach = reach_of(person, Capability.REVIEW)
        proposed = ProfileEntry.objects.filter(state=EntryState.PROPOSED).exclude(proposed_by=person.pk)
        if not reach.is_everywhere:
            proposed = proposed.filter(city__country_id__in=reach.country_codes)
        return proposed.select_related("city__country", "proposed_by").order_by("created_at")
