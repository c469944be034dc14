"""What the ties of the world say about two places: signs of nearness in the network, each a number that only helps.

The signs depend on the ties alone, not on how many places are ranked, so that they mean the same for the 22,080 places
of the benchmark and for all places of the gazetteer. Formulas, ranges and limits: docs/matching.md.
"""

import enum
import zlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from agreements.matching.world_grid import Array, Blur, Cells, around, bell, cells_of

Integers = NDArray[np.int64]

NEXT_DOOR_KM, NEAR_KM, WIDE_KM = 12.0, 35.0, 110.0
# Values are spread over the cells around a place, which widens a bell curve by itself.
NARROWED = 0.7
EARTH_RADIUS_KM = 6371.0
WALK_STEPS, WALK_RETURN = 6, 0.3
# So many ties of a country, or of a division, are assumed to go where the ties of the world go.
COUNTRY_PRIOR, DIVISION_PRIOR = 5.0, 2.0
UNKNOWN_SIZE_LIKENESS = -1.0
# Half the greatest distance on Earth stands for one that is not known.
UNKNOWN_KM = 10_000.0


class Sign(enum.StrEnum):
    """One thing the network says about a pair of places."""

    COMMON_PARTNERS = "common_partners"
    COMMON_SHARE = "common_share"
    WALK = "walk"
    PARTNERS_LIKE_OURS = "partners_like_ours"
    COUNTRY = "country"
    DIVISION = "division"
    TIES_TO_OUR_COUNTRY = "ties_to_our_country"
    SHARE_TO_OUR_COUNTRY = "share_to_our_country"
    TIES_TO_OUR_DIVISION = "ties_to_our_division"
    AREA = "area"
    WIDE_AREA = "wide_area"
    AREA_TIES = "area_ties"
    NEIGHBOURS_TIES = "neighbours_ties"
    NEXT_DOOR_TIES = "next_door_ties"
    NEW_AREA = "new_area"
    PARTNERS_NEARBY = "partners_nearby"
    PARTNERS_IN_COUNTRY = "partners_in_country"
    NEW_COUNTRY = "new_country"
    TIES = "ties"
    BOTH_CONNECTED = "both_connected"
    INHABITANTS = "inhabitants"
    SIZE = "size"
    DISTANCE = "distance"
    SAME_NAME = "same_name"
    SAME_WORD = "same_word"


@dataclass(frozen=True)
class TieNetwork:
    """Places and the ties between them, in arrays: place i has country, division (0: unknown), position and so on."""

    countries: Integers
    divisions: Integers
    latitudes: Array
    longitudes: Array
    populations: Array
    name_keys: Integers
    word_keys: Integers  # of the longest word of the name
    ties: Integers  # one row a tie: two places

    @property
    def size(self) -> int:
        return len(self.countries)

    @cached_property
    def ends(self) -> tuple[Integers, Integers]:
        """Every tie from both its ends, sorted by the first."""
        here = np.concatenate((self.ties[:, 0], self.ties[:, 1]))
        there = np.concatenate((self.ties[:, 1], self.ties[:, 0]))
        order = np.argsort(here, kind="stable")
        return here[order], there[order]

    @cached_property
    def starts(self) -> Integers:
        return np.searchsorted(self.ends[0], np.arange(self.size + 1))

    @cached_property
    def degrees(self) -> Array:
        return np.diff(self.starts).astype(np.float64)

    def partners_of(self, place: int) -> Integers:
        return self.ends[1][self.starts[place] : self.starts[place + 1]]

    def carry(self, values: Array) -> Array:
        """For each place the sum of the values of its partners."""
        here, there = self.ends
        return np.bincount(here, weights=values[there], minlength=self.size).astype(np.float64)

    @cached_property
    def tie_counts_by_country(self) -> Array:
        return _counts(self.countries, self.ends)

    def ties_between(self, country: int, other: int) -> int:
        """How many ties two countries have, by their numbers."""
        counts = self.tie_counts_by_country
        return int(counts[country, other]) if max(country, other) < len(counts) else 0

    @cached_property
    def country_lift(self) -> Array:
        """How much oftener two countries are tied than by chance: the logarithm of the (smoothed) ratio."""
        counts = self.tie_counts_by_country
        total = counts.sum(axis=1)
        share = (total + 0.5) / (total + 0.5).sum()
        lift: Array = np.log((counts + COUNTRY_PRIOR * share[None]) / (total[:, None] + COUNTRY_PRIOR) / share[None])
        return lift

    @cached_property
    def division_ties(self) -> tuple[Integers, Array]:
        """Pairs of divisions with their ties; a pair is one number: first times `division_count` plus second."""
        here, there = self.ends
        pairs = self.divisions[here] * self.division_count + self.divisions[there]
        known = (self.divisions[here] > 0) & (self.divisions[there] > 0)
        codes, counts = np.unique(pairs[known], return_counts=True)
        return codes, counts.astype(np.float64)

    @cached_property
    def division_count(self) -> int:
        return int(self.divisions.max(initial=0)) + 1

    @cached_property
    def division_totals(self) -> Array:
        return np.bincount(self.divisions, weights=self.degrees, minlength=self.division_count).astype(np.float64)

    @cached_property
    def points(self) -> Array:
        """Places on the unit sphere; the centre of the Earth where the position is not known."""
        latitudes, longitudes = np.radians(self.latitudes), np.radians(self.longitudes)
        flat = np.cos(latitudes)
        points = np.column_stack((flat * np.cos(longitudes), flat * np.sin(longitudes), np.sin(latitudes)))
        centred: Array = np.nan_to_num(points)
        return centred

    @cached_property
    def cells(self) -> Cells:
        return cells_of(self.latitudes, self.longitudes)

    @cached_property
    def blurs(self) -> tuple[Blur, Blur]:
        return bell(NARROWED * NEAR_KM), bell(WIDE_KM)

    @cached_property
    def tied_places_around(self) -> list[Array]:
        """How many places with a tie lie near, and further around, each place."""
        return around((self.degrees > 0).astype(np.float64), self.cells, self.blurs)

    def distances_km(self, place: int) -> Array:
        known = np.isfinite(self.latitudes + self.longitudes) & np.isfinite(self.latitudes[place])
        cosines = np.clip(self.points @ self.points[place], -1.0, 1.0)
        return np.where(known, EARTH_RADIUS_KM * np.arccos(cosines), UNKNOWN_KM)


def hash_of(word: str) -> int:
    """A number for a word, the same on every machine."""
    return zlib.crc32(word.encode())


def longest_word(name: str) -> str:
    return max(name.split() or [""], key=len)


def signs_of(network: TieNetwork, place: int) -> dict[Sign, Array]:
    """Every sign between one place and all places; larger always speaks for the pair."""
    distances = network.distances_km(place)
    return {
        **_signs_of_partners(network, place),
        **_signs_of_lands(network, place),
        **_signs_of_areas(network, place, distances),
        Sign.TIES: np.log1p(network.degrees),
        Sign.BOTH_CONNECTED: np.log1p(network.degrees) * np.log1p(network.degrees[place]),
        Sign.INHABITANTS: np.log10(np.maximum(network.populations, 1.0)),
        Sign.SIZE: _size_likeness(network.populations, place),
        Sign.DISTANCE: -np.log(distances + 30.0),
        Sign.SAME_NAME: (network.name_keys == network.name_keys[place]).astype(np.float64),
        Sign.SAME_WORD: _same_word(network.word_keys, place),
    }


def _signs_of_partners(network: TieNetwork, place: int) -> dict[Sign, Array]:
    degrees = np.maximum(network.degrees, 1.0)
    own = np.zeros(network.size)
    own[network.partners_of(place)] = 1.0
    rare = own / np.log(np.maximum(network.degrees, 2.0))
    # Three steps along ties, each weighed down by how many ties its ends have.
    roots = 1.0 / np.sqrt(degrees)
    onward = own * roots[place] * roots
    third = network.carry(network.carry(onward * roots) / degrees) * roots
    in_country = np.bincount(network.countries, weights=own)[network.countries]
    return {
        Sign.COMMON_PARTNERS: network.carry(rare),
        Sign.COMMON_SHARE: network.carry(own) / np.sqrt((network.degrees + 1) * (network.degrees[place] + 1)),
        Sign.WALK: np.log(_walk(network, place, degrees) / np.sqrt(network.degrees + 1.0) + 1e-8),
        Sign.PARTNERS_LIKE_OURS: third,
        Sign.PARTNERS_IN_COUNTRY: np.log1p(in_country),
        Sign.NEW_COUNTRY: (in_country == 0).astype(np.float64),
    }


def _walk(network: TieNetwork, place: int, degrees: Array) -> Array:
    """How often a walker along ties who keeps coming home is met at each place (personalised PageRank)."""
    home = np.zeros(network.size)
    home[place] = 1.0
    met = home
    for _ in range(WALK_STEPS):
        met = WALK_RETURN * home + (1 - WALK_RETURN) * network.carry(met / degrees)
    return met


def _signs_of_lands(network: TieNetwork, place: int) -> dict[Sign, Array]:
    lift = network.country_lift[network.countries[place]]
    division = int(network.divisions[place])
    counts, totals = np.zeros(network.division_count), network.division_totals
    codes, ties = network.division_ties
    first, last = np.searchsorted(codes, (division * network.division_count, (division + 1) * network.division_count))
    counts[codes[first:last] - division * network.division_count] = ties[first:last]
    expected = np.exp(lift[network.countries]) * totals[division] * totals[network.divisions] / max(1.0, totals.sum())
    ratio = np.log((counts[network.divisions] + DIVISION_PRIOR) / (expected + DIVISION_PRIOR))
    to_country = network.carry((network.countries == network.countries[place]).astype(np.float64))
    to_division = network.carry(((network.divisions == division) & (division > 0)).astype(np.float64))
    return {
        Sign.TIES_TO_OUR_COUNTRY: np.log1p(to_country),
        Sign.SHARE_TO_OUR_COUNTRY: to_country / (network.degrees + 1.0),
        Sign.TIES_TO_OUR_DIVISION: np.log1p(to_division),
        Sign.COUNTRY: lift[network.countries],
        Sign.DIVISION: np.where((network.divisions > 0) & (division > 0), ratio, 0.0),
    }


def _signs_of_areas(network: TieNetwork, place: int, distances: Array) -> dict[Sign, Array]:
    near = np.where(distances < 3 * NEAR_KM, np.exp(-0.5 * (distances / NEAR_KM) ** 2), 0.0)
    wide = np.where(distances < 3 * WIDE_KM, np.exp(-0.5 * (distances / WIDE_KM) ** 2), 0.0)
    next_door = np.where(distances < 3 * NEXT_DOOR_KM, np.exp(-0.5 * (distances / NEXT_DOOR_KM) ** 2), 0.0)
    near[place] = wide[place] = next_door[place] = 0.0
    own = np.zeros(network.size)
    own[network.partners_of(place)] = 1.0
    of_near, of_wide = network.carry(near), network.carry(wide)
    area = around(of_near, network.cells, network.blurs[:1])[0]
    wide_area = around(of_wide, network.cells, network.blurs[1:])[0]
    partners = around(own, network.cells, network.blurs[:1])[0]
    many_near, many_wide = network.tied_places_around
    return {
        Sign.AREA: np.log1p(1000 * area / np.sqrt((many_near[place] + 1) * (many_near + 1))),
        Sign.WIDE_AREA: np.log1p(1000 * wide_area / np.sqrt((many_wide[place] + 1) * (many_wide + 1))),
        Sign.AREA_TIES: np.log1p(10 * area),
        Sign.NEIGHBOURS_TIES: np.log1p(3 * of_near),
        Sign.NEXT_DOOR_TIES: np.log1p(3 * network.carry(next_door)),
        Sign.NEW_AREA: 1.0 / (1.0 + 5.0 * partners),
        Sign.PARTNERS_NEARBY: np.log1p(3 * partners),
    }


def _same_word(word_keys: Integers, place: int) -> Array:
    """The rarer a word of the name, the more it says that both have it."""
    same = word_keys == word_keys[place]
    rarity: Array = same * np.log(len(word_keys) / max(1, int(same.sum())))
    return rarity


def _size_likeness(populations: Array, place: int) -> Array:
    known = (populations > 0) & (populations[place] > 0)
    sizes = np.log10(np.maximum(populations, 1.0))
    return np.where(known, -np.abs(sizes - sizes[place]), UNKNOWN_SIZE_LIKENESS)


def _counts(groups: Integers, ends: tuple[Integers, Integers]) -> Array:
    number = int(groups.max(initial=0)) + 1
    counts = np.bincount(groups[ends[0]] * number + groups[ends[1]], minlength=number * number)
    return counts.reshape(number, number).astype(np.float64)
