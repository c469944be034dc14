"""How well hidden twinnings are found among all places: `python -m tests.benchmarks.partner_matching`.

A fixed random 2,000 of the world's ties are hidden. From the rest the network part of matching is built, and all 22,080
places are ranked for both ends of each hidden tie (without the place itself and the partners it has). Ties of score
share the mean rank. The weights never saw a hidden tie of either seed (tests/benchmarks/_learn_network.py).
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from agreements.matching.network import Sign, TieNetwork, signs_of
from agreements.matching.network_weights import learnt_curves
from agreements.matching.world_grid import Array
from tests.benchmarks._world_ties import DEFAULT_FOLDER, SEEDS, World, read_world

LEAST_HITS, LEAST_MRR = 0.35, 0.12
Scorer = Callable[[TieNetwork, int, dict[Sign, Array]], Array]


@dataclass
class Ranking:
    """One way to rank, with the ranks of the hidden partners."""

    name: str
    scorer: Scorer
    ranks: list[float] = field(default_factory=list)

    def take(self, scores: Array, partner: int) -> None:
        above, level = (scores > scores[partner]).sum(), (scores == scores[partner]).sum()
        self.ranks.append(1 + float(above) + (float(level) - 1) / 2)

    @property
    def mrr(self) -> float:
        return float((1 / np.array(self.ranks)).mean())

    def hits(self, most: int) -> float:
        return float((np.array(self.ranks) <= most).mean())

    def report(self) -> str:
        hits = "".join(f"{self.hits(most):>9.3f}" for most in (10, 50, 100))
        return f"{self.name:<34}{self.mrr:>8.3f}{hits}{np.median(self.ranks):>10.0f}\n"


def rankings(seed: int) -> list[Ranking]:
    """Ours, and what it is held against."""
    chance, curves = np.random.default_rng(seed), learnt_curves()
    return [
        Ranking("ours", lambda _network, _place, signs: curves.sum_of(signs)),
        Ranking("random", lambda network, _place, _signs: chance.random(network.size)),
        Ranking("degree", lambda network, _place, _signs: network.degrees),
        Ranking(
            "common neighbours (Adamic–Adar)",
            lambda network, _place, signs: signs[Sign.COMMON_PARTNERS] * 1e6 + network.degrees,
        ),
        Ranking(
            "country affinity, then degree",
            lambda network, place, _signs: (
                network.tie_counts_by_country[network.countries[place]][network.countries] * 1e6 + network.degrees
            ),
        ),
    ]


def run(world: World, seed: int, most: int | None) -> bool:
    """Rank for both ends of every hidden tie of a seed; whether the goals are met."""
    hidden, rest = world.split(seed)
    network, compared = world.network(rest), rankings(seed)
    for here, there in np.concatenate((hidden, hidden[:, ::-1]))[:: _stride(2 * len(hidden), most)]:
        signs = signs_of(network, int(here))
        out = np.append(network.partners_of(int(here)), here)
        for ranking in compared:
            scores = ranking.scorer(network, int(here), signs).astype(np.float64)
            scores[out] = -np.inf
            ranking.take(scores, int(there))
    sys.stdout.write(f"seed {seed}: {len(hidden):,} hidden ties of {len(world.ties):,}, {network.size:,} places\n")
    sys.stdout.write(f"{'':<34}{'MRR':>8}{'hit@10':>9}{'hit@50':>9}{'hit@100':>9}{'median':>10}\n")
    sys.stdout.writelines(ranking.report() for ranking in compared)
    ours = compared[0]
    is_good = ours.hits(100) >= LEAST_HITS and ours.mrr >= LEAST_MRR
    sys.stdout.write(f"goals: hit@100 ≥ {LEAST_HITS}, MRR ≥ {LEAST_MRR}: {'met' if is_good else 'MISSED'}\n\n")
    return is_good


def _stride(queries: int, most: int | None) -> int:
    return 1 if most is None else -(-queries // most)


def main() -> int:
    """Both seeds; 1 where a goal is missed, 0 where the data is not there to measure with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ties", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--queries", type=int, help="only so many of the 4,000 queries of a seed, evenly chosen")
    asked = parser.parse_args()
    if not asked.ties.is_dir():
        sys.stdout.write(f"no ties to measure with in {asked.ties}\n")
        return 0
    world = read_world(asked.ties)
    results = [run(world, seed, asked.queries) for seed in SEEDS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
