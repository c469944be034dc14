"""Asking for partners: of a city, for a focus area or a growth model; what pages and API call."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from agreements.matching.candidates import Match, Search
from agreements.matching.cautions import Against, against, read_circumstances
from agreements.matching.criteria import Criterion
from agreements.matching.evidence import read_evidence, seeker_of
from agreements.matching.facts import Seeker
from agreements.matching.ties import NetworkKeeper, nearness_of
from agreements.matching.vocabulary import read_vocabulary
from agreements.matching.world import WorldKeeper
from agreements.models import RelationshipMember
from agreements.places import relationships_of
from agreements.policies import Person
from cities.models import City


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A match with the city itself and what speaks against it."""

    match: Match
    city: City
    against: tuple[Against, ...]


def search_for_city(city: City, *, person: Person, weights: Mapping[Criterion, int], today: datetime.date) -> Search:
    """The question a city puts; places with which this person knows it to be tied are left out."""
    world = WorldKeeper.world()
    evidence = read_evidence(world, today=today)
    place = world.place_of(city.pk)
    return Search(
        seeker=seeker_of(city, world, evidence, today=today),
        weights=weights,
        world=world,
        evidence=evidence,
        vocabulary=read_vocabulary(evidence),
        nearness=nearness_of(NetworkKeeper.network(world), place, world) if place >= 0 else None,
        excluded=tied_with(city, person=person),
        today=today,
    )


def search_for(seeker: Seeker, *, weights: Mapping[Criterion, int], today: datetime.date) -> Search:
    """The question of a focus area or a growth model, without a city that asks."""
    world = WorldKeeper.world()
    evidence = read_evidence(world, today=today)
    return Search(
        seeker=seeker,
        weights=weights,
        world=world,
        evidence=evidence,
        vocabulary=read_vocabulary(evidence),
        nearness=None,
        excluded=frozenset(),
        today=today,
    )


def tied_with(city: City, *, person: Person) -> frozenset[int]:
    """The cities with which a city has a tie this person may know of, registered or reference."""
    members = RelationshipMember.objects.filter(relationship__in=relationships_of(city, person=person))
    cities = members.exclude(city=city).filter(city__isnull=False).values_list("city_id", flat=True)
    return frozenset(cities)


def suggest(search: Search, limit: int) -> list[Suggestion]:
    """The best places, each with its city and what speaks against it."""
    return explain(search, search.best(limit))


def explain(search: Search, matches: list[Match]) -> list[Suggestion]:
    """Matches with their cities, read together."""
    cities = City.objects.with_place().in_bulk([match.city_id for match in matches])
    circumstances = read_circumstances(search.seeker, cities)
    return [
        Suggestion(match, cities[match.city_id], tuple(against(match, search.seeker, circumstances)))
        for match in matches
    ]
