"""How many names of real tables are resolved, and how rightly: `python -m tests.benchmarks.resolution`.

Truth is the position the table gives: an answer within 25 km of it is right; a governorate is right where one of its
places lies as near. The names are divided in two halves; only the first is looked at while rules are made.
"""

import argparse
import csv
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twinning.settings.local")
django.setup()

from django.db import connection  # noqa: E402  Django must be set up before its models are imported

from cities.distance import distance_km  # noqa: E402  as above
from cities.models import City, CityName  # noqa: E402  as above
from cities.resolution import Mention, Resolver  # noqa: E402  as above
from cities.resolution.lookup import ids_near  # noqa: E402  as above
from twinning.core.text import normalise  # noqa: E402  as above

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
RIGHT_KM = 25


@dataclass(frozen=True, slots=True)
class End:
    """One end of a tie as a table gives it, and the position that tells whether an answer is right."""

    name: str
    country: str
    truth: tuple[float, float] | None

    @property
    def half(self) -> int:
        return crc32(f"{self.name}|{self.country}".encode()) % 2


@dataclass(frozen=True, slots=True)
class Answer:
    """The place that was taken for sure; nothing where none was."""

    position: tuple[float | None, float | None]
    division: str = ""
    label: str = ""


Answers = Callable[[Sequence[End]], list[Answer | None]]


def ends_of(path: Path, sides: Sequence[str]) -> list[End]:
    """The ends of all ties of a table, each as often as it stands there."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_end(row, side) for row in csv.DictReader(file) for side in sides]


def _end(row: dict[str, str], side: str) -> End:
    latitude, longitude = row[f"{side}_lat"], row[f"{side}_lon"]
    if side == "target" and "target_geocode" in row and not row["target_geonameid"]:
        latitude = ""  # its geocoder put many names anywhere: only where name and position agree it tells
    truth = (float(latitude), float(longitude)) if latitude and longitude else None
    return End(row[f"{side}_city"], row[f"{side}_country"], truth)


def resolver(*, with_position: bool) -> Answers:
    """The answers of the resolver, told the positions or not."""

    def answer(ends: Sequence[End]) -> list[Answer | None]:
        mentions = [
            Mention(end.name, end.country, "", *(end.truth or (None, None)))
            if with_position
            else Mention(end.name, end.country)
            for end in ends
        ]
        return [
            Answer((place.latitude, place.longitude), place.governorate_code, f"{place.name_en} {place.country_code}")
            if (place := resolution.place)
            else None
            for resolution in Resolver().resolve_many(mentions)
        ]

    return answer


def plain(ends: Sequence[End]) -> list[Answer | None]:
    """The plain rule to compare with: the normalised name, else another name, and of several the largest."""
    keys = {normalise(end.name) for end in ends}
    rows = CityName.objects.filter(key__in=keys).order_by("kind", "city__population")
    best: dict[tuple[str, str], dict[bool, Answer]] = {}
    for key, country, kind, latitude, longitude in rows.values_list(
        "key", "country_id", "kind", "city__latitude", "city__longitude"
    ):
        best.setdefault((key, country), {})[kind == "official"] = Answer((latitude, longitude))
    return [
        found.get(True) or found.get(False) if (found := best.get((normalise(end.name), end.country))) else None
        for end in ends
    ]


@dataclass
class Tally:
    """How often an answer was given, and how often it was right where that can be told."""

    ends: int = 0
    answered: int = 0
    told: int = 0
    right: int = 0

    @property
    def coverage(self) -> float:
        return self.answered / self.ends if self.ends else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 0.0


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached."""

    coverage: float = 0.0
    precision: float = 0.0


class Judge:
    """Tells right answers from wrong ones; the division of a point is that of the places around it."""

    def __init__(self) -> None:
        self._divisions: dict[tuple[float, float], set[str]] = {}

    def is_right(self, answer: Answer, truth: tuple[float, float]) -> bool:
        if answer.division:
            return answer.division in self._divisions_at(truth)
        latitude, longitude = answer.position
        return latitude is not None and longitude is not None and distance_km(*truth, latitude, longitude) <= RIGHT_KM

    def _divisions_at(self, point: tuple[float, float]) -> set[str]:
        """The divisions of the places around a point: of the middle of a desert, of those at its edge."""
        if point not in self._divisions:
            for km in (RIGHT_KM, 100, 300):
                ids = ids_near({0: point}, km=km).get(0, [])
                codes = City.objects.filter(pk__in=ids).order_by().values_list("governorate_id", flat=True).distinct()
                self._divisions[point] = {code for code in codes if code}
                if ids:
                    break
        return self._divisions[point]


def measure(label: str, ends: Sequence[End], answers: Answers, goal: Goal, *, shown: Counter[str] | None) -> bool:
    """Print coverage and precision of the whole and of each half; return whether the goal is reached."""
    start = time.perf_counter()
    distinct = list(dict.fromkeys(ends))
    given = dict(zip(distinct, answers(distinct), strict=True))
    seconds = time.perf_counter() - start
    judge, tallies = Judge(), [Tally(), Tally(), Tally()]
    for end in ends:
        answer = given[end]
        is_right = bool(answer and end.truth and judge.is_right(answer, end.truth))
        for tally in (tallies[0], tallies[1 + end.half]):
            tally.ends += 1
            tally.answered += answer is not None
            tally.told += answer is not None and end.truth is not None
            tally.right += is_right
        if shown is not None and end.half == 0 and ((not is_right and end.truth) or not answer):
            shown[f"{end.name} | {end.country} | {answer.label if answer else '-'}"] += 1
    whole = tallies[0]
    is_good = whole.coverage >= goal.coverage and whole.precision >= goal.precision
    cells = "".join(f"{tally.coverage:>9.2%}{tally.precision:>9.2%}" for tally in tallies)
    wanted = f"{goal.coverage:>7.0%}{goal.precision:>7.1%}" if goal.coverage else ""
    sys.stdout.write(f"{label:<34}{len(ends):>7}{cells}{seconds:>7.1f}{wanted}{'' if is_good else '  MISSED'}\n")
    return is_good


def workloads() -> Iterator[tuple[str, list[End], Answers, Goal]]:
    ties = ends_of(DATA / "ties" / "twinnings.csv", ["source", "target"])
    german = ends_of(DATA / "german-sample" / "rgre_dev_nrw.csv", ["target"])
    yield "ties, plain rule", ties, plain, Goal()
    yield "ties, name and country", ties, resolver(with_position=False), Goal(0.95, 0.985)
    yield "ties, with position", ties, resolver(with_position=True), Goal(0.97, 0.995)
    yield "German sample, plain rule", german, plain, Goal()
    yield "German sample, name and country", german, resolver(with_position=False), Goal(0.92, 0.985)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", type=int, default=0, help="list so many failures of the first half")
    options = parser.parse_args()
    if not DATA.exists():
        sys.stdout.write(f"No data at {DATA}: nothing is measured.\n")
        return 0
    sys.stdout.write(
        f"{City.objects.count():,} places, {connection.vendor}; first half for making rules, second held out\n"
    )
    sys.stdout.write(f"{'':<34}{'ends':>7}{'whole':^18}{'first half':^18}{'second half':^18}{'s':>7}{'goal':^14}\n")
    sys.stdout.write(f"{'':<41}{'cover':>9}{'precise':>9}{'cover':>9}{'precise':>9}{'cover':>9}{'precise':>9}\n")
    is_good = True
    for label, ends, answers, goal in workloads():
        shown: Counter[str] | None = Counter() if options.failures and goal.coverage else None
        is_good &= measure(label, ends, answers, goal, shown=shown)
        for line, count in (shown or Counter()).most_common(options.failures):
            sys.stdout.write(f"    {count:>4}  {line}\n")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
