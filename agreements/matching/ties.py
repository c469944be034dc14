"""The network of ties between the places of the register, kept by this process and built anew when a tie changes."""

import threading
from collections import defaultdict
from collections.abc import Sequence
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
class TiedPlaces:
    """The network of those places that have a tie; node i of the network is place `places[i]` of the world."""

    places: Integers
    network: TieNetwork

    def with_place(self, place: int, world: World) -> "TiedPlaces":
        """The same network with one more place, where it has no tie yet."""
        if self.node_of(place) is not None:
            return self
        ties = self.places[self.network.ties] if len(self.network.ties) else self.network.ties
        return tied_places(world, ties, also=[place])

    def node_of(self, place: int) -> int | None:
        node = int(np.searchsorted(self.places, place))
        return node if node < len(self.places) and self.places[node] == place else None


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near each place of the world is to one in the network: 0 to 1; 0 for a place without a known tie."""

    tied: TiedPlaces
    place: int
    values: Array

    def facts_of(self, other: int, world: World) -> NetworkFacts:
        """Why, in figures that can be checked."""
        network, here, there = self.tied.network, self.tied.node_of(self.place), self.tied.node_of(other)
        common = (
            np.intersect1d(network.partners_of(here), network.partners_of(there))
            if here is not None and there is not None
            else np.zeros(0, dtype=np.int64)
        )
        return NetworkFacts(
            nearness=float(self.values[other]),
            common_partners=tuple(world.ids[self.tied.places[common]][:MOST_COMMON_SHOWN].tolist()),
            country_ties=network.ties_between(int(world.countries[self.place]), int(world.countries[other])),
        )


def nearness_of(kept: TiedPlaces, place: int, world: World) -> Nearness:
    """The sum of what the learnt curves add for each sign, as a share of what they add for a sure partner."""
    values = np.zeros(world.size)
    if len(kept.network.ties) < LEAST_TIES:
        return Nearness(kept, place, values)
    tied, curves = kept.with_place(place, world), learnt_curves()
    node = tied.node_of(place)
    if node is not None:
        near = curves.sum_of(signs_of(tied.network, node)) / curves.full
        values[tied.places] = np.where(tied.network.degrees > 0, np.clip(near, 0.0, 1.0), 0.0)
    return Nearness(tied, place, values)


class NetworkKeeper:
    """Keeps the network of this process."""

    kept: ClassVar[tuple[Signature, World, TiedPlaces] | None] = None
    lock: ClassVar[threading.Lock] = threading.Lock()

    @classmethod
    def network(cls, world: World) -> TiedPlaces:
        signature = _signature()
        kept = cls.kept
        if kept is not None and kept[0] == signature and kept[1] is world:
            return kept[2]
        with cls.lock:
            if cls.kept is None or cls.kept[0] != signature or cls.kept[1] is not world:
                cls.kept = (signature, world, read_network(world))
            return cls.kept[2]


def read_network(world: World) -> TiedPlaces:
    """Every tie between two cities that anybody may know of; a tie of three cities makes three pairs."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    rows = RelationshipMember.objects.filter(relationship__in=public_relationships(), city__isnull=False)
    for relationship, city in rows.order_by().values_list("relationship_id", "city_id"):
        if city is not None:
            members[relationship].append(city)
    pairs = {pair for cities in members.values() for pair in combinations(sorted(set(cities)), 2)}
    return network_of(world, sorted(pairs))


def network_of(world: World, pairs: Sequence[tuple[int, int]]) -> TiedPlaces:
    """The network of these ties between cities; a city that is not among the places is left out."""
    ends = world.places_of([city for pair in pairs for city in pair]).reshape(-1, 2)
    return tied_places(world, ends[(ends >= 0).all(axis=1)])


def tied_places(world: World, ties: Integers, also: Sequence[int] = ()) -> TiedPlaces:
    """The network of ties between places of the world, with some more places."""
    places = np.unique(np.concatenate((ties.ravel(), np.array(also, dtype=np.int64))))
    network = TieNetwork(
        countries=world.countries[places],
        divisions=world.divisions[places],
        latitudes=world.latitudes[places],
        longitudes=world.longitudes[places],
        populations=world.populations[places],
        name_keys=world.name_keys[places],
        word_keys=world.word_keys[places],
        ties=np.searchsorted(places, ties),
    )
    return TiedPlaces(places, network)


def _signature() -> Signature:
    newest = (
        apps.get_model("agreements", name)._default_manager.aggregate(newest=Max("pgh_id"))["newest"]
        for name in HISTORIES
    )
    return tuple(value or 0 for value in newest)
