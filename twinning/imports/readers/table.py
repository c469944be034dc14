"""A file as a table: which layout it has, where its headings stand, and its rows one after the other."""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from twinning.core.text import normalise
from twinning.imports.choices import FileFormat
from twinning.imports.readers.csv_rows import CsvLayout, layout_of, read_csv
from twinning.imports.readers.json_rows import read_json_rows
from twinning.imports.readers.rows import RawRow
from twinning.imports.readers.xlsx_rows import Book, Sheet, open_book, read_xlsx
from twinning.imports.words import Words, in_both

_HEADING_WITHIN = 15


@dataclass(slots=True)
class Table:
    """A file that was looked at: its headings, the row they stand in, its layout for the next reader, its notes."""

    headings: list[str]
    heading_row: int
    layout: dict[str, Any]
    notes: list[Words] = field(default_factory=list)


def open_table(file: IO[bytes], file_format: FileFormat, known: Collection[str]) -> Table:
    """Look at a file: `known` are the search keys of headings, by which the row of headings is told from a title.

    Raises: FileRefused.
    """
    if file_format is FileFormat.CSV:
        layout = layout_of(file)
        row = _heading_of(read_csv(file, layout), known)
        notes = [in_both(_MIXED)] if layout.is_mixed else []
        return Table(row.cells, row.number, asdict(layout), notes)
    if file_format is FileFormat.JSON:
        row = next(read_json_rows(file))
        return Table(row.cells, row.number, {})
    return _open_sheet(file, known)


def read_table(file: IO[bytes], file_format: FileFormat, layout: dict[str, Any]) -> Iterator[RawRow]:
    """All rows of a file in the layout that `open_table` found."""
    if file_format is FileFormat.CSV:
        return read_csv(file, CsvLayout(**layout))
    if file_format is FileFormat.JSON:
        return read_json_rows(file)
    book = open_book(file)
    sheet = next(sheet for sheet in book.sheets if sheet.name == layout["sheet"])
    return read_xlsx(file, sheet)


_HIDDEN = ngettext_lazy("%(count)s hidden sheet is not read.", "%(count)s hidden sheets are not read.", "count")
_MIXED = _("Some lines are written in another encoding than the rest; the rows concerned are marked as wrong.")


def _open_sheet(file: IO[bytes], known: Collection[str]) -> Table:
    """The visible sheet whose headings are known best; of equal ones the first."""
    book = open_book(file)
    found = [(sheet, _heading_of(read_xlsx(file, sheet), known)) for sheet in book.sheets[:10]]
    sheet, row = max(found, key=lambda one: _known_in(one[1], known))
    layout = {"sheet": sheet.name, "uses_1904_dates": book.uses_1904_dates}
    return Table(row.cells, row.number, layout, _notes_of(book, sheet))


def _notes_of(book: Book, chosen: Sheet) -> list[Words]:
    notes = []
    if len(book.sheets) > 1:
        notes.append(in_both(_("Only the sheet “%(name)s” is read."), name=chosen.name))
    if book.hidden:
        notes.append(in_both(_HIDDEN, count=len(book.hidden)))
    if chosen.merged_in:
        notes.append(in_both(_("Merged cells: each of their rows takes the value of the first.")))
    if chosen.has_formulas:
        notes.append(in_both(_("Formulas: their last calculated value is taken.")))
    return notes


def _heading_of(rows: Iterator[RawRow], known: Collection[str]) -> RawRow:
    """The row of headings: of the first rows the one with most known headings, else the first that says something."""
    first = [row for row in islice(rows, _HEADING_WITHIN) if not row.is_blank]
    return max(first, key=lambda row: _known_in(row, known), default=RawRow(1))


def _known_in(row: RawRow, known: Collection[str]) -> int:
    return sum(normalise(cell) in known for cell in row.cells if cell)
