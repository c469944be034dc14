"""The best partners among all places: the criteria over whole arrays, then the few best explained one by one.

What hardly any place has (catalogue, profiles, calls, living ties) is asked place by place with the very rules of
`criteria.py`; what every place has (country, time zone, inhabitants, position, network) is computed for all at once
with the formulas those rules use. The outcome is that of scoring every place alone (tests/agreements/matching).
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from agreements.matching.criteria import (
    NEAR_IN_THE_NETWORK,
    RULES,
    SHARED_HOURS,
    SHARED_LANGUAGE,
    Criterion,
    hours_in_common,
    nearness,
    size_likeness,
)
from agreements.matching.facts import Candidate, Evidence, NetworkFacts, Seeker, Vocabulary
from agreements.matching.scoring import Score, points_of, score, shares_of
from agreements.matching.ties import Nearness
from agreements.matching.world import World, languages_in
from agreements.matching.world_grid import Array
from cities.distance import EARTH_RADIUS_KM

BY_EVIDENCE = (
    Criterion.GROWTH_MODEL,
    Criterion.DEVELOPMENT_GOALS,
    Criterion.OFFERS_NEEDS,
    Criterion.CHARACTERISTICS,
    Criterion.ADVANTAGES,
    Criterion.NATURAL_RESOURCES,
    Criterion.CULTURAL_MAKEUP,
    Criterion.EXPERIENCE,
    Criterion.NETWORK,
)


@dataclass(frozen=True, slots=True)
class Match:
    """A place with its rank among all that may be suggested (None: it may not) and its explained score."""

    candidate: Candidate
    rank: int | None
    score: Score

    @property
    def city_id(self) -> int:
        return self.candidate.city_id


@dataclass(frozen=True)
class Search:
    """One question put to all places."""

    seeker: Seeker
    weights: Mapping[Criterion, int]
    world: World
    evidence: Mapping[int, Evidence]
    vocabulary: Vocabulary
    nearness: Nearness | None
    excluded: frozenset[int]
    today: datetime.date

    def best(self, limit: int) -> list[Match]:
        """The best places, best first; places without a single point are no suggestion."""
        most = min(limit, self.world.size)
        if not most:
            return []
        # Ties of score go to the larger place, whatever the order of the rows.
        keys = np.where(
            self.is_open & (self.totals > 0), np.round(self.totals * 10) * self.world.size - self.world.order, -np.inf
        )
        places = np.argpartition(-keys, most - 1)[:most]
        places = places[np.isfinite(keys[places])]
        ordered = places[np.argsort(-keys[places])]
        return [self._match(int(place), number) for number, place in enumerate(ordered, start=1)]

    def match_of(self, city_id: int) -> Match | None:
        """One place explained, with its rank where it may be suggested; None for a place that is not known."""
        place = self.world.place_of(city_id)
        if place < 0:
            return None
        candidate, explained = self._explained(place)
        return Match(candidate, self._rank_of(place) if self.is_open[place] else None, explained)

    @cached_property
    def totals(self) -> Array:
        """The score of every place."""
        shares = shares_of(self.weights)
        total = np.zeros(self.world.size)
        for criterion, strength in self.strengths.items():
            total += points_of(strength, shares[criterion])
        return np.round(total, 1)

    @cached_property
    def strengths(self) -> dict[Criterion, Array]:
        """How far every place meets each criterion."""
        found = {criterion: np.zeros(self.world.size) for criterion in Criterion}
        found[Criterion.LANGUAGE_TIME] = self._language_time()
        found[Criterion.SIZE] = size_likeness(
            np.array(float(self.seeker.setting.population)),
            self.world.populations,
        )
        found[Criterion.PRACTICALITY] = self._practicality()
        if self.nearness is not None:
            found[Criterion.NETWORK] = NEAR_IN_THE_NETWORK * self.nearness.values
        cities = list(self.evidence)
        for city, place in zip(cities, self.world.places_of(cities).tolist(), strict=True):
            if place >= 0:
                self._put_evidence(found, city, place)
        return found

    @cached_property
    def is_open(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which places may be suggested: abroad, not the seeker itself, none with which it is tied already."""
        opened = np.ones(self.world.size, dtype=bool)
        closed = self.world.places_of([*self.excluded, *([self.seeker.city_id] if self.seeker.city_id else [])])
        opened[closed[closed >= 0]] = False
        home = self.seeker.setting.country
        if home in self.world.country_codes:
            opened[self.world.countries == list(self.world.country_codes).index(home)] = False
        return opened

    def _put_evidence(self, found: dict[Criterion, Array], city: int, place: int) -> None:
        near = float(self.nearness.values[place]) if self.nearness is not None else 0.0
        candidate = Candidate(city, evidence=self.evidence[city], network=NetworkFacts(nearness=near))
        for criterion in BY_EVIDENCE:
            found[criterion][place] = RULES[criterion](self.seeker, candidate, self.vocabulary).strength

    def _language_time(self) -> Array:
        own = self.seeker.setting
        shares = np.array([bool(own.languages & languages_in(code)) for code in self.world.country_codes], dtype=float)
        strength: Array = SHARED_LANGUAGE * shares[self.world.countries] if self.world.size else np.zeros(0)
        if own.utc_offset is None:
            return strength
        apart = np.abs(self.world.offsets_on(self.today) - own.utc_offset)
        return strength + SHARED_HOURS * np.nan_to_num(hours_in_common(apart))

    def _practicality(self) -> Array:
        own = self.seeker.setting
        if own.latitude is None or own.longitude is None:
            return np.zeros(self.world.size)
        kilometres = _distances_km(own.latitude, own.longitude, self.world)
        return np.nan_to_num(nearness(kilometres))

    def _match(self, place: int, rank: int) -> Match:
        candidate, explained = self._explained(place)
        return Match(candidate, rank, explained)

    def _explained(self, place: int) -> tuple[Candidate, Score]:
        city = int(self.world.ids[place])
        candidate = Candidate(
            city,
            setting=self.world.setting_of(place, today=self.today),
            evidence=self.evidence.get(city, Evidence()),
            network=self.nearness.facts_of(place, self.world) if self.nearness is not None else NetworkFacts(),
        )
        return candidate, score(self.seeker, candidate, self.weights, self.vocabulary)

    def _rank_of(self, place: int) -> int:
        order = self.world.order
        level = (self.totals == self.totals[place]) & (order < order[place])
        return 1 + int((((self.totals > self.totals[place]) | level) & self.is_open).sum())


def _distances_km(latitude: float, longitude: float, world: World) -> Array:
    """As `cities.distance.distance_km`, for every place; nan where the position is not known."""
    here, there = np.radians(latitude), np.radians(world.latitudes)
    across = np.radians(world.longitudes - longitude)
    half_chord = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(across / 2) ** 2
    kilometres: Array = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half_chord)))
    return kilometres
