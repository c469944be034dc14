"""Writing tables as files: text that every program opens, Excel sheets in the reader's direction."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

import xlsxwriter

from twinning.core.dates import PartialDate, Precision

BOM = "\ufeff"
DATE_FORMATS = {Precision.DAY: "yyyy-mm-dd", Precision.MONTH: "yyyy-mm", Precision.YEAR: "yyyy"}
_RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIRST_EXCEL_YEAR = 1900
_ROWS_AT_ONCE = 200
_WIDEST = 60

Cell: TypeAlias = str | int | PartialDate


def guarded(text: str) -> str:
    """A text that no spreadsheet runs as a formula; readers of this register take the apostrophe off again."""
    return f"'{text}" if text.startswith(_RUN_AS_FORMULA) else text


def plain(cell: Cell) -> str:
    """A cell as text."""
    return cell.as_text() if isinstance(cell, PartialDate) else str(cell)


def csv_chunks(rows: Iterable[Sequence[Cell]], *, delimiter: str = ",") -> Iterator[bytes]:
    """A text file in UTF-8 with the mark by which Excel knows it, some hundred rows at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    buffer.write(BOM)
    for number, row in enumerate(rows, start=1):
        writer.writerow([guarded(plain(cell)) for cell in row])
        if number % _ROWS_AT_ONCE == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write: the first of its rows are its headings; `marked` is the place of a column to stand out."""

    name: str
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()
    is_right_to_left: bool = False
    marked: int | None = None


def write_xlsx(target: IO[bytes] | Path, sheets: Sequence[Sheet]) -> None:
    """Write sheets row by row with bounded memory: frozen headings, typed dates, nothing that is run."""
    book = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    formats = _formats(book)
    for sheet in sheets:
        _write_sheet(book, sheet, formats)
    book.close()


def _formats(book: Any) -> dict[str, Any]:
    plain_look = {"text_wrap": True, "valign": "top"}
    return {
        "head": book.add_format({**plain_look, "bold": True, "bg_color": "#E4EFF1", "bottom": 1}),
        "text": book.add_format(plain_look),
        "marked": book.add_format({**plain_look, "font_color": "#8C1D18", "bg_color": "#FBE9E7"}),
        **{
            precision.value: book.add_format({**plain_look, "num_format": number_format, "align": "center"})
            for precision, number_format in DATE_FORMATS.items()
        },
    }


def _write_sheet(book: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name[:31])
    page.freeze_panes(1, 0)
    if sheet.is_right_to_left:
        page.right_to_left()
    for place, width in enumerate(sheet.widths):
        page.set_column(place, place, min(width, _WIDEST))
    for number, row in enumerate(sheet.rows):
        for place, cell in enumerate(row):
            look = "head" if number == 0 else "marked" if place == sheet.marked and cell else "text"
            _write_cell(page, (number, place), cell, formats, look)


def _write_cell(page: Any, at: tuple[int, int], cell: Cell, formats: dict[str, Any], look: str) -> None:
    if isinstance(cell, PartialDate) and cell.value is not None and cell.value.year >= _FIRST_EXCEL_YEAR:
        moment = datetime.datetime.combine(cell.value, datetime.time())
        page.write_datetime(*at, moment, formats[cell.precision.value])
    elif isinstance(cell, int):
        page.write_number(*at, cell, formats[look])
    elif text := plain(cell):
        page.write_string(*at, text[:32_767], formats[look])
