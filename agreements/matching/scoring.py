"""From contributions to a score: a sum of parts between 0 and 100, by weights that everybody may change."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from agreements.matching.criteria import RULES, Contribution, Criterion
from agreements.matching.facts import Candidate, Seeker, Vocabulary
from agreements.matching.world_grid import Array

MOST_WEIGHT = 100
FULL_SCORE = 100.0
# Points are counted in tenths and rounded down, so that they add up and never pass what a criterion may give.
TENTHS = 10.0
ROUNDING = 1e-6

DEFAULT_WEIGHTS: Mapping[Criterion, int] = {
    Criterion.GROWTH_MODEL: 30,
    Criterion.DEVELOPMENT_GOALS: 11,
    Criterion.OFFERS_NEEDS: 18,
    Criterion.CHARACTERISTICS: 5,
    Criterion.ADVANTAGES: 8,
    Criterion.NATURAL_RESOURCES: 5,
    Criterion.CULTURAL_MAKEUP: 5,
    Criterion.EXPERIENCE: 6,
    Criterion.NETWORK: 5,
    Criterion.LANGUAGE_TIME: 3,
    Criterion.SIZE: 2,
    Criterion.PRACTICALITY: 2,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: what it gives, what it could give at most, and why."""

    criterion: Criterion
    points: float
    most: float
    contribution: Contribution


@dataclass(frozen=True, slots=True)
class Score:
    """The whole: the parts in the order of the criteria."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> float:
        return round(sum(round(part.points * TENTHS) for part in self.parts) / TENTHS, 1)


def shares_of(weights: Mapping[Criterion, int]) -> dict[Criterion, float]:
    """What each criterion may give of the 100 points; weights that are all 0 give nothing."""
    total = sum(weights.get(criterion, 0) for criterion in Criterion)
    return {c: FULL_SCORE * weights.get(c, 0) / total if total else 0.0 for c in Criterion}


def points_of(strength: Array, share: float) -> Array:
    """Points for a strength of 0 to 1, in whole tenths."""
    return np.floor(strength * share * TENTHS + ROUNDING) / TENTHS


def score(seeker: Seeker, candidate: Candidate, weights: Mapping[Criterion, int], vocabulary: Vocabulary) -> Score:
    """The explained score of one candidate."""
    shares = shares_of(weights)
    return Score(tuple(_part(c, rule(seeker, candidate, vocabulary), shares[c]) for c, rule in RULES.items()))


def _part(criterion: Criterion, contribution: Contribution, share: float) -> Part:
    points = float(points_of(np.array(contribution.strength), share))
    return Part(criterion, points=round(points, 1), most=round(share, 1), contribution=contribution)
