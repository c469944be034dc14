"""The learnt curves of the network signs: what each value of a sign adds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from agreements.matching.network import Sign
from agreements.matching.world_grid import Array

WEIGHTS_FILE = Path(__file__).resolve().parent / "data" / "network_weights.json"


@dataclass(frozen=True, slots=True)
class Curves:
    """For each sign the values at which its line bends, and what it adds there; no line ever falls.

    `full` is the sum that nineteen in twenty true partners stay below.
    """

    bends: Mapping[Sign, Array]
    heights: Mapping[Sign, Array]
    full: float

    def parts_of(self, signs: Mapping[Sign, Array]) -> dict[Sign, Array]:
        """What each sign adds for each place."""
        return {sign: np.interp(values, self.bends[sign], self.heights[sign]) for sign, values in signs.items()}

    def sum_of(self, signs: Mapping[Sign, Array]) -> Array:
        total: Array = np.sum(list(self.parts_of(signs).values()), axis=0)
        return total


@cache
def learnt_curves() -> Curves:
    """The curves of the data file; `tests/benchmarks/_learn_network.py` says how they came about."""
    learnt = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    points = {Sign(name): np.array(rows) for name, rows in learnt["curves"].items()}
    return Curves(
        bends={sign: rows[:, 0] for sign, rows in points.items()},
        heights={sign: rows[:, 1] for sign, rows in points.items()},
        full=float(learnt["full"]),
    )
