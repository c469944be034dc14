"""How the weights of the network signs were learnt: `python -m tests.benchmarks._learn_network` writes them anew.

The hidden ties of every seed of the benchmark are taken away first. Of the rest a further part is hidden, the signs are
computed from what remains, and a choice model (which of all places is the hidden partner?) is fitted by SciPy: steps of
each sign with weights that cannot be negative, so that more of a sign never speaks against a pair.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from agreements.matching.network import Integers, Sign, TieNetwork, signs_of
from agreements.matching.network_weights import WEIGHTS_FILE
from agreements.matching.world_grid import Array
from tests.benchmarks._world_ties import DEFAULT_FOLDER, SEEDS, World, read_world

SEED = 7
LEARNT_FROM = 5_000
LIKELY, CHANCE = 100, 100
STEPS = 7
# Signs of presence, told by one step.
PLAIN = {Sign.SAME_NAME, Sign.NEW_COUNTRY}
PENALTY = 0.3
# The sum that so many true partners stay below counts as fully near.
FULL_QUANTILE = 0.95


@dataclass(frozen=True)
class Choices:
    """Sampled choices: for each asking place the partner it has, and others it has not."""

    signs: Array  # rows × signs
    starts: Integers
    offsets: Array  # the logarithm of how many places a row stands for


def main() -> None:
    """Read the ties, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ties", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE)
    asked = parser.parse_args()
    world = read_world(asked.ties)
    choices = sample(world, np.random.default_rng(SEED))
    knots = {sign: _knots(choices.signs[:, column], sign) for column, sign in enumerate(Sign)}
    steps = np.column_stack([_steps(choices.signs[:, column], knots[sign]) for column, sign in enumerate(Sign)])
    weights = fit(steps.astype(np.float32), choices)
    full = round(float(np.quantile(steps[choices.starts] @ weights, FULL_QUANTILE)), 3)
    asked.out.write_text(json.dumps({**_as_data(knots, weights), "full": full}, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{asked.out}: {len(weights)} steps\n")


def open_ties(world: World) -> Integers:
    """The ties that no seed of the benchmark hides."""
    hidden = {tuple(tie) for seed in SEEDS for tie in world.split(seed)[0].tolist()}
    return np.array([tie for tie in world.ties.tolist() if tuple(tie) not in hidden])


def sample(world: World, chance: np.random.Generator) -> Choices:
    """Hide a part of the open ties and compute the signs of both their ends from the rest."""
    ties = chance.permutation(open_ties(world))
    network = world.network(ties[LEARNT_FROM:])
    rows, lengths, offsets = [], [], []
    for here, there in np.concatenate((ties[:LEARNT_FROM], ties[:LEARNT_FROM, ::-1])):
        found = signs_of(network, int(here))
        signs = np.stack([found[sign] for sign in Sign], axis=1)
        others, offset = _others(network, signs, int(here), int(there), chance)
        rows.append(signs[np.concatenate(([there], others))].astype(np.float32))
        offsets.append(np.concatenate(([0.0], offset)))
        lengths.append(len(others) + 1)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    return Choices(np.concatenate(rows).astype(np.float64), starts, np.concatenate(offsets))


def _others(
    network: TieNetwork, signs: Array, here: int, there: int, chance: np.random.Generator
) -> tuple[Integers, Array]:
    """The places that look likely, each standing for itself, and places by chance that stand for all the others."""
    column = {sign: number for number, sign in enumerate(Sign)}
    looks = sum(
        (signs[:, column[sign]] for sign in (Sign.COUNTRY, Sign.TIES, Sign.AREA, Sign.DIVISION)),
        5 * signs[:, column[Sign.COMMON_PARTNERS]] + signs[:, column[Sign.WALK]] / 2,
    )
    out = np.concatenate((network.partners_of(here), [here, there]))
    looks[out] = -np.inf
    likely = np.argpartition(-looks, LIKELY)[:LIKELY]
    by_chance = chance.integers(0, network.size, CHANCE)
    by_chance = by_chance[~np.isin(by_chance, np.concatenate((likely, out)))]
    weight = np.log((network.size - LIKELY) / len(by_chance))
    return np.concatenate((likely, by_chance)), np.repeat([0.0, weight], [LIKELY, len(by_chance)])


def fit(steps: NDArray[np.float32], choices: Choices) -> Array:
    """The weights that make the partners there are likeliest, none of them negative."""
    lengths = np.diff(np.append(choices.starts, len(steps)))
    group = np.repeat(np.arange(len(lengths)), lengths)
    chosen = steps[choices.starts].sum(axis=0)

    def loss(weights: Array) -> tuple[float, Array]:
        scores = steps @ weights.astype(np.float32) + choices.offsets
        shares = np.exp(scores - np.maximum.reduceat(scores, choices.starts)[group])
        shares /= np.add.reduceat(shares, choices.starts)[group]
        value = -np.log(shares[choices.starts] + 1e-30).sum() + PENALTY * (weights @ weights)
        return float(value), (shares.astype(np.float32) @ steps - chosen + 2 * PENALTY * weights).astype(np.float64)

    found = minimize(
        loss,
        np.zeros(steps.shape[1]),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None)] * steps.shape[1],
        options={"maxiter": 150},
    )
    sys.stdout.write(f"mean loss {found.fun / len(lengths):.3f}\n")
    weights: Array = found.x
    return weights


def _knots(values: Array, sign: Sign) -> Array:
    """Where the steps of a sign begin and end: quantiles of the values that say something."""
    if sign in PLAIN:
        return np.array([0.0, 1.0])
    is_sparse = (values == 0).mean() > 0.5
    telling = values[values != 0] if is_sparse else values
    knots = np.quantile(telling, np.concatenate((np.linspace(0, 0.95, STEPS - 2), [0.99, 0.999, 1.0])))
    lowest = 0.0 if is_sparse and telling.min() > 0 else values.min()
    unique: Array = np.unique(np.round(np.concatenate(([lowest], knots)), 6))
    return unique


def _steps(values: Array, knots: Array) -> Array:
    """How far a value has climbed each step, 0 to 1."""
    return np.clip((values[:, None] - knots[None, :-1]) / np.diff(knots)[None], 0.0, 1.0)


def _as_data(knots: dict[Sign, Array], weights: Array) -> dict[str, object]:
    curves, begin = {}, 0
    for sign, ends in knots.items():
        heights = np.concatenate(([0.0], np.cumsum(weights[begin : begin + len(ends) - 1])))
        begin += len(ends) - 1
        curves[sign.value] = [[float(end), round(float(height), 4)] for end, height in zip(ends, heights, strict=True)]
    command = "python -m tests.benchmarks._learn_network"
    learnt = f"{command}: seed {SEED}, {LEARNT_FROM} ties; the hidden ones of seeds {SEEDS} unseen"
    return {"learnt_by": learnt, "curves": curves}


if __name__ == "__main__":
    main()
