"""Reading what is on file about places beyond the gazetteer: public facts only, so that no suggestion tells a secret.

Whoever asks, the same evidence counts: accepted statements, open offers and needs, the catalogue, and the ties that
the public may know of. Internal agreements lend no place a point.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet

from agreements.choices import Vitality
from agreements.matching.facts import Evidence, Seeker
from agreements.matching.world import World
from agreements.models import Purpose, Relationship, RelationshipMember
from agreements.policies import AgreementPolicy, RelationshipPolicy
from cities.derived import derive
from cities.models import (
    CallDirection,
    City,
    CityCall,
    EntryState,
    NetworkMembership,
    PlannedGrowth,
    ProfileEntry,
    ReferenceCity,
)
from cities.profiles import growth_of_city

Codes = Mapping[int, set[str]]
# The way to the sea takes a thousandth of a second a city, and never changes.
MOST_DERIVED = 10_000
_DERIVED: dict[tuple[int, float | None, float | None, int], frozenset[str]] = {}


def public_relationships() -> QuerySet[Relationship]:
    """The ties that anybody may know of, registered and reference ones."""
    return RelationshipPolicy.visible_to(AnonymousUser())


def read_evidence(world: World, *, today: datetime.date) -> dict[int, Evidence]:
    """City id → what is on file about it, for those places about which anything is."""
    embodies, plans = _codes(_references()), _plans(world)
    offers, needs = _calls(CallDirection.OFFER), _calls(CallDirection.NEED)
    traits, networks = _codes(_traits()), _codes(_networks())
    for city in City.objects.filter(pk__in=set(embodies) | set(traits)):
        traits[city.pk].update(derived_traits(city, today=today))
    experience = _experience()
    cities = {*embodies, *plans, *offers, *needs, *traits, *networks, *experience}
    return {
        city: Evidence(
            embodies=frozenset(embodies.get(city, ())),
            plans=frozenset(plans.get(city, ())),
            offers=frozenset(offers.get(city, ())),
            needs=frozenset(needs.get(city, ())),
            traits=frozenset(traits.get(city, ())),
            experience=experience.get(city, {}),
            networks=frozenset(networks.get(city, ())),
        )
        for city in cities
    }


def seeker_of(city: City, world: World, evidence: Mapping[int, Evidence], *, today: datetime.date) -> Seeker:
    """What a city brings to the search: its plans, its profile, its open calls, its setting."""
    own = evidence.get(city.pk, Evidence())
    place = world.place_of(city.pk)
    return Seeker(
        city_id=city.pk,
        growth_models=frozenset(growth.model.code for growth in growth_of_city(city)),
        needs=own.needs,
        offers=own.offers,
        traits=own.traits | derived_traits(city, today=today),
        networks=own.networks,
        setting=world.setting_of(place, today=today) if place >= 0 else Seeker().setting,
    )


def derived_traits(city: City, *, today: datetime.date) -> frozenset[str]:
    """The traits that follow from what the gazetteer knows; computed once for each position and size."""
    key = (city.pk, city.latitude, city.longitude, city.population)
    found = _DERIVED.get(key)
    if found is None:
        if len(_DERIVED) >= MOST_DERIVED:
            _DERIVED.clear()
        found = _DERIVED[key] = frozenset(derive(city, today=today).trait_codes)
    return found


def _codes(pairs: Iterable[tuple[int, str]]) -> defaultdict[int, set[str]]:
    codes: defaultdict[int, set[str]] = defaultdict(set)
    for city, code in pairs:
        codes[city].add(code)
    return codes


def _references() -> QuerySet[ReferenceCity, tuple[int, str]]:
    return ReferenceCity.objects.filter(is_listed=True).values_list("city_id", "growth_model_id")


def _traits() -> QuerySet[ProfileEntry, tuple[int, str]]:
    entries = ProfileEntry.objects.filter(state=EntryState.ACCEPTED, traits__isnull=False)
    return entries.values_list("city_id", "traits__code")


def _networks() -> QuerySet[NetworkMembership, tuple[int, str]]:
    return NetworkMembership.objects.filter(left_year__isnull=True).values_list("city_id", "network_id")


def _calls(direction: CallDirection) -> Codes:
    calls = CityCall.objects.filter(is_open=True, direction=direction)
    return _codes(calls.values_list("city_id", "focus_area_id"))


def _plans(world: World) -> Codes:
    """Growth models planned for cities, and for those without one the models of their governorate."""
    plans = _codes(PlannedGrowth.objects.filter(city__isnull=False).values_list("city_id", "growth_model_id"))
    own = set(plans)
    numbers = {code: number for number, code in enumerate(world.governorate_codes)}
    inherited = PlannedGrowth.objects.filter(governorate__isnull=False).values_list("governorate_id", "growth_model_id")
    for governorate, model in inherited:
        for city in world.ids[world.governorates == numbers.get(governorate, -1)].tolist():
            if city not in own:
                plans[city].add(model)
    return plans


def _experience() -> dict[int, Counter[str]]:
    """Focus areas of the living relationships of each city, each relationship counted once an area."""
    living = public_relationships().filter(vitality=Vitality.LIVING)
    areas = (
        Purpose.objects.filter(
            agreement__in=AgreementPolicy.visible_to(AnonymousUser()), agreement__relationship__in=living
        )
        .values_list(F("agreement__relationship_id"), "focus_area_id")
        .distinct()
    )
    by_relationship = _codes(areas)
    members = RelationshipMember.objects.filter(relationship__in=by_relationship.keys(), city__isnull=False)
    experience: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for relationship, city in members.values_list("relationship_id", "city_id"):
        if city is not None:
            experience[city].update(by_relationship[relationship])
    return dict(experience)
