"""How runs and their rows read on the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from twinning.imports.choices import Outcome, Result, RunState
from twinning.imports.importers import Importer, Person, importer_of
from twinning.imports.models import ImportRow, ImportRun
from twinning.imports.sheets import heading_of
from twinning.imports.words import read

TONES = {
    RunState.READING: ("progress", "hourglass"),
    RunState.MATCHING: ("attention", "columns"),
    RunState.CHECKING: ("progress", "hourglass"),
    RunState.REVIEW: ("attention", "eye"),
    RunState.APPLYING: ("progress", "hourglass"),
    RunState.APPLIED: ("good", "circle-check"),
    RunState.UNDOING: ("progress", "hourglass"),
    RunState.UNDONE: ("closed", "arrow-back-up"),
    RunState.CANCELLED: ("closed", "ban"),
    RunState.FAILED: ("bad", "alert-circle"),
}
_CELLS_IN_SIGHT = 4
_LONGEST_CELL = 80


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One field, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """What is wrong, and in which column."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class RowWords:
    """A row of the preview."""

    row: ImportRow
    cells: Sequence[str]
    changes: Sequence[ChangeWords]
    problems: Sequence[ProblemWords]
    notes: Sequence[str]
    result: str
    url: str


def organisation_name(run: ImportRun, person: Person) -> str:
    """The name of the organisation as this person knows it."""
    found = importer_of(run.kind).organisations(person)
    return next((one.name for one in found if one.key == run.organisation), "")


def row_of_list(run: ImportRun, person: Person) -> dict[str, Any]:
    """A run in the list of imports."""
    tone, icon_name = TONES[RunState(run.state)]
    return {
        "run": run,
        "kind": importer_of(run.kind).label,
        "organisation": organisation_name(run, person),
        "state": RunState(run.state).label,
        "tone": tone,
        "icon_name": icon_name,
        "url": reverse("imports:run_detail", args=[run.public_id]),
        "counts": [(Outcome(code).label, run.counts[code]) for code in Outcome.values if run.counts.get(code)],
    }


def row_words(run: ImportRun, row: ImportRow, importer: Importer) -> RowWords:
    """A row as people read it: what stands in it, what it would change, what is wrong."""
    columns = {column.field: str(column.label) for column in importer.columns}
    result = str(Result(row.result).label) if row.result else ""
    told = read(row.result_words)
    is_there = row.result in (Result.APPLIED, Result.KEPT) or (not row.result and bool(row.target))
    return RowWords(
        row=row,
        cells=_in_sight(run, row),
        changes=[
            ChangeWords(columns.get(one["field"], one["field"]), read(one["before"]), read(one["after"]))
            for one in row.changes
        ],
        problems=[
            ProblemWords(
                heading_of(run, one["field"]) or columns.get(one["field"], ""),
                read(one["words"]),
            )
            for one in row.problems
        ],
        notes=[read(note) for note in row.notes],
        result=f"{result}: {told}" if result and told else result,
        url=importer.address_of(row.subject or row.target) if is_there and (row.subject or row.target) else "",
    )


def _in_sight(run: ImportRun, row: ImportRow) -> list[str]:
    """The first cells that say something and fill a field."""
    told = [cell for field, cell in zip(run.matching, row.cells, strict=False) if field and cell]
    return [cell if len(cell) <= _LONGEST_CELL else f"{cell[: _LONGEST_CELL - 1]}…" for cell in told[:_CELLS_IN_SIGHT]]
