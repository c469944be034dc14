"""How long bringing in the world's ties takes, first and again: `python -m tests.benchmarks.ties`; nothing is kept."""

import csv
import datetime
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twinning.settings.local")
django.setup()

from django.db import transaction  # noqa: E402  Django must be set up before its models are imported

from agreements.importers.ties import TieImporter  # noqa: E402  as above
from agreements.models import Relationship  # noqa: E402  as above
from agreements.tie_quality import cliques  # noqa: E402  as above
from twinning.imports.choices import APPLICABLE  # noqa: E402  as above
from twinning.imports.headings import guess_matching  # noqa: E402  as above
from twinning.imports.importers import CheckedRow, RunFacts, SourceRow, Verdict  # noqa: E402  as above

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "ties" / "twinnings.csv"
FIRST_GOAL_SECONDS, AGAIN_GOAL_SECONDS, MEMORY_GOAL_MB = 120, 60, 1024


def rows_of(path: Path, importer: TieImporter) -> list[SourceRow]:
    """The rows of the file by the fields that its headings fill."""
    with path.open(encoding="utf-8", newline="") as file:
        headings, *cells = csv.reader(file)
    fields = guess_matching(headings, importer.columns)
    return [
        SourceRow(number, {field: cell for field, cell in zip(fields, row, strict=True) if field})
        for number, row in enumerate(cells, start=2)
    ]


def portions(rows: Sequence[SourceRow], size: int) -> list[Sequence[SourceRow]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def timed(label: str, work: Callable[[], Counter[str]], goal: float | None = None) -> float:
    start = time.perf_counter()
    counts = work()
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
    missed = goal is not None and (seconds > goal or memory > MEMORY_GOAL_MB)
    sys.stdout.write(f"{label:<22}{seconds:>8.1f} s{memory:>8.0f} MB  {told}{'  MISSED' if missed else ''}\n")
    return seconds


class Run:
    """One run over the file, as the engine drives it: portion by portion."""

    def __init__(self, rows: Sequence[SourceRow], run_id: str) -> None:
        self.importer = TieImporter()
        now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
        self.facts = RunFacts(organisation="", by=None, at=now, today=now.date(), source="ties", run_id=run_id)
        self.portions = portions(rows, self.importer.rows_at_once)
        self.verdicts: list[list[Verdict]] = []

    def check(self) -> Counter[str]:
        self.verdicts = [self.importer.check(portion, self.facts) for portion in self.portions]
        return Counter(verdict.outcome.value for found in self.verdicts for verdict in found)

    def apply(self) -> Counter[str]:
        written = 0
        for portion, verdicts in zip(self.portions, self.verdicts, strict=True):
            rows = [
                CheckedRow(row.number, one.outcome, one.target, one.content)
                for row, one in zip(portion, verdicts, strict=True)
                if one.outcome in APPLICABLE
            ]
            written += len(self.importer.write(rows, self.facts))
        return Counter(written=written)


def main() -> int:
    if not DATA.exists():
        sys.stdout.write(f"No data at {DATA}: nothing is measured.\n")
        return 0
    rows = rows_of(DATA, TieImporter())
    with transaction.atomic():
        first, again = Run(rows, "first"), Run(rows, "again")
        seconds = timed("dry run", first.check) + timed("apply", first.apply)
        repeated = timed("the same file again", again.check, AGAIN_GOAL_SECONDS)
        sys.stdout.write(f"dry run and apply {seconds:.1f} s of {FIRST_GOAL_SECONDS}\n")
        edges = [
            (one, other)
            for one, _plus, other in (
                key.partition("+") for key in Relationship.objects.values_list("members_key", flat=True)
            )
            if "+" not in other
        ]
        timed("cliques of 8 and more", lambda: Counter({str(len(group)): 1 for group in cliques(edges)}))
        transaction.set_rollback(True)
    return 0 if seconds <= FIRST_GOAL_SECONDS and repeated <= AGAIN_GOAL_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
