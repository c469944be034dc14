"""Rows of an Excel file: the first visible sheet that fits, formulas by their value, merged cells filled."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from twinning.imports.exceptions import FileRefused
from twinning.imports.readers.rows import Flaw, RawRow, clean_row

MOST_COLUMNS = 200
MOST_MERGED_ROWS = 50_000
UNREADABLE = (ValueError, KeyError, TypeError, SyntaxError, zipfile.BadZipFile, EOFError)
_CHUNK = 1 << 20
_MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_FORMULA = re.compile(rb"<f[\s>/]")
# What a number format says beside the date: words in quotation marks, colours and conditions in brackets.
_NOT_DATE_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(slots=True)
class Sheet:
    """A visible sheet, as far as it must be known before its rows are read."""

    name: str
    path: str
    has_formulas: bool = False
    # Row → the (column, first row) of each range that is merged over it and others.
    merged_in: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    kept_texts: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(slots=True)
class Book:
    """An Excel file: its visible sheets, the names of hidden ones, and how it counts days."""

    sheets: list[Sheet]
    hidden: list[str]
    uses_1904_dates: bool


def open_book(file: IO[bytes]) -> Book:
    """What the file holds. Raises: FileRefused where it is damaged or shows no sheet."""
    workbook = _load(file, data_only=True)
    try:
        visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
        paths = {sheet.title: _path_of(sheet) for sheet in visible}
        uses_1904 = workbook.epoch == CALENDAR_MAC_1904
    finally:
        workbook.close()
    if not paths:
        raise FileRefused(_("The file shows no sheet."), code="no_sheet")
    file.seek(0)
    sheets = []
    with zipfile.ZipFile(file) as archive:
        for name, path in paths.items():
            sheets.append(_look_over(archive, Sheet(name, path)))
    return Book(sheets, hidden, uses_1904)


def read_xlsx(file: IO[bytes], sheet: Sheet) -> Iterator[RawRow]:
    """The rows of a sheet, numbered as the sheet numbers them, blank ones too."""
    values = _load(file, data_only=True)
    try:
        formulas = _load(file, data_only=False) if sheet.has_formulas else None
        try:
            for number, (cells, written) in enumerate(_pairs(values, formulas, sheet.name), start=1):
                row = _row(number, cells, written or ())
                _fill_merged(row, sheet)
                yield row
        except FileRefused:
            raise
        except UNREADABLE as error:
            raise _damaged() from error
        finally:
            if formulas is not None:
                formulas.close()
    finally:
        values.close()


def _load(file: IO[bytes], *, data_only: bool) -> Workbook:
    file.seek(0)
    try:
        return load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
    except (*UNREADABLE, AttributeError, OSError) as error:
        raise _damaged() from error


def _damaged() -> FileRefused:
    return FileRefused(_("The Excel file is damaged and cannot be opened."), code="damaged")


def _path_of(sheet: Any) -> str:
    path: str = sheet._worksheet_path  # noqa: SLF001  the library tells the part of the archive in no other way
    return path.lstrip("/")


def _look_over(archive: zipfile.ZipFile, sheet: Sheet) -> Sheet:
    """Find formulas and merged cells, which the library does not tell when it reads row by row."""
    tail = b""
    with archive.open(sheet.path) as part:
        while chunk := part.read(_CHUNK):
            text = tail + chunk
            sheet.has_formulas = sheet.has_formulas or bool(_FORMULA.search(text))
            # Only finds that end in this chunk's own bytes: those of the tail were counted before.
            for found in _MERGED.finditer(text):
                if found.end() > len(tail):
                    _note_merged(sheet, _place(found[1]), int(found[2]), int(found[4]))
            tail = text[-100:]
    return sheet


def _note_merged(sheet: Sheet, left: int, top: int, bottom: int) -> None:
    if bottom == top or left >= MOST_COLUMNS:
        return
    if bottom - top + len(sheet.merged_in) > MOST_MERGED_ROWS:
        raise FileRefused(_("The sheet has too many merged cells. Undo the merging and send it again."), code="merged")
    for number in range(top, bottom + 1):
        sheet.merged_in.setdefault(number, []).append((left, top))


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


def _pairs(values: Workbook, formulas: Workbook | None, name: str) -> Iterator[tuple[Any, Any]]:
    rows = _rows_of(values, name)
    return zip_longest(rows, _rows_of(formulas, name)) if formulas is not None else ((row, None) for row in rows)


def _rows_of(book: Workbook, name: str) -> Iterator[Any]:
    sheet: Any = book[name]
    sheet.reset_dimensions()  # what the file says of its size is often wrong
    rows: Iterator[Any] = sheet.iter_rows()
    return rows


def _row(number: int, cells: Any, written: Any) -> RawRow:
    texts: list[str] = []
    flaws: list[Flaw] = []
    for place, cell in enumerate(cells or ()):
        value = cell.value
        texts.append(_text(cell, value))
        formula = written[place].value if place < len(written) else None
        if value is None and isinstance(formula, str) and formula.startswith("="):
            flaws.append(Flaw(place, "formula", formula[:40]))
        elif cell.data_type == "e":
            flaws.append(Flaw(place, "error_value", str(value)))
    row = clean_row(number, texts, flaws)
    if len(row.cells) > MOST_COLUMNS:
        message = _("Row %(row)s has more than %(most)s columns.")
        raise FileRefused(message, code="too_many_columns", row=number, most=MOST_COLUMNS)
    return row


def _text(cell: Any, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date_text(value, str(getattr(cell, "number_format", "")))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _date_text(value: datetime.date, number_format: str) -> str:
    """A date as precisely as the sheet shows it: a cell formatted as a year says a year."""
    day = value.date() if isinstance(value, datetime.datetime) else value
    shown = _NOT_DATE_LETTERS.sub("", number_format).lower()
    if "y" in shown and "d" not in shown:
        return day.isoformat()[:7] if "m" in shown else day.isoformat()[:4]
    return day.isoformat()


def _fill_merged(row: RawRow, sheet: Sheet) -> None:
    """Each row of a merged range says what its first one says, as a person reads it."""
    for left, top in sheet.merged_in.get(row.number, ()):
        if row.number == top:
            sheet.kept_texts[left, top] = row.cells[left] if left < len(row.cells) else ""
            continue
        row.cells.extend([""] * (left + 1 - len(row.cells)))
        row.cells[left] = row.cells[left] or sheet.kept_texts.get((left, top), "")
