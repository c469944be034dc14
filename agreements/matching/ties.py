"""The network of ties between the places of the register, kept by this process and built anew when a tie changes."""

import threading
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

import numpy as np
from django.apps import apps
from django.db.models import Max

from agreements.matching.evidence import public_relationships
from agreements.matching.facts import NetworkFacts
from agreements.matching.network import Integers, TieNetwork, signs_of
from agreements.matching.network_weights import learnt_curves
from agreements.matching.world import World
from agreements.matching.world_grid import Array
from agreements.models import RelationshipMember

# With fewer ties the signs of the network say nothing.
LEAST_TIES = 200
MOST_COMMON_SHOWN = 5
Signature = tuple[int, ...]
HISTORIES = ("RelationshipEvent", "RelationshipMemberEvent", "AgreementEvent")


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near each place is to one in the network: 0 to 1; all 0 where too few ties are known."""

    network: TieNetwork
    place: int
    values: Array

    def facts_of(self, other: int, world: World) -> NetworkFacts:
        """Why, in figures that can be checked."""
        common = np.intersect1d(self.network.partners_of(self.place), self.network.partners_of(other))
        countries = self.network.countries
        between = self.network.tie_counts_by_country[countries[self.place], countries[other]]
        return NetworkFacts(
            nearness=float(self.values[other]),
            common_partners=tuple(world.ids[common][:MOST_COMMON_SHOWN].tolist()),
            country_ties=int(between),
        )


def nearness_of(network: TieNetwork, place: int) -> Nearness:
    """The sum of what the learnt curves add for each sign, as a share of what they add for a sure partner."""
    if len(network.ties) < LEAST_TIES:
        return Nearness(network, place, np.zeros(network.size))
    curves = learnt_curves()
    return Nearness(network, place, np.clip(curves.sum_of(signs_of(network, place)) / curves.full, 0.0, 1.0))


class NetworkKeeper:
    """Keeps the network of this process."""

    kept: ClassVar[tuple[Signature, World, TieNetwork] | None] = None
    lock: ClassVar[threading.Lock] = threading.Lock()

    @classmethod
    def network(cls, world: World) -> TieNetwork:
        signature = _signature()
        kept = cls.kept
        if kept is not None and kept[0] == signature and kept[1] is world:
            return kept[2]
        with cls.lock:
            if cls.kept is None or cls.kept[0] != signature or cls.kept[1] is not world:
                cls.kept = (signature, world, read_network(world))
            return cls.kept[2]


def read_network(world: World) -> TieNetwork:
    """Every tie between two cities that anybody may know of; a tie of three cities makes three pairs."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    rows = RelationshipMember.objects.filter(relationship__in=public_relationships(), city__isnull=False)
    for relationship, city in rows.order_by().values_list("relationship_id", "city_id"):
        if city is not None:
            members[relationship].append(city)
    pairs = {pair for cities in members.values() for pair in combinations(sorted(set(cities)), 2)}
    return network_of(world, sorted(pairs))


def network_of(world: World, pairs: list[tuple[int, int]]) -> TieNetwork:
    """The places of the world with these ties between cities."""
    ends = world.places_of([city for pair in pairs for city in pair]).reshape(-1, 2)
    ties: Integers = ends[(ends >= 0).all(axis=1)]
    return TieNetwork(
        countries=world.countries,
        divisions=world.divisions,
        latitudes=world.latitudes,
        longitudes=world.longitudes,
        populations=world.populations,
        name_keys=world.name_keys,
        word_keys=world.word_keys,
        ties=ties,
    )


def _signature() -> Signature:
    newest = (
        apps.get_model("agreements", name)._default_manager.aggregate(newest=Max("pgh_id"))["newest"]
        for name in HISTORIES
    )
    return tuple(value or 0 for value in newest)
