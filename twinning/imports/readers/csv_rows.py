"""Rows of a text file with any usual delimiter."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from twinning.imports.exceptions import FileRefused
from twinning.imports.readers.encoding import encoding_of
from twinning.imports.readers.rows import Flaw, RawRow, clean_row, without_guard

DELIMITERS = (",", ";", "\t", "|", "،", "؛")
_SAMPLE_CHARACTERS = 100_000
_SAMPLE_ROWS = 60


@dataclass(frozen=True, slots=True)
class CsvLayout:
    """How a text file is written."""

    encoding: str
    delimiter: str
    is_mixed: bool = False


def layout_of(file: IO[bytes]) -> CsvLayout:
    """Tell encoding and delimiter from the content."""
    encoding = encoding_of(file)
    with _text_of(file, encoding.codec) as text:
        sample = text.read(_SAMPLE_CHARACTERS)
    file.seek(0)
    first = sample.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == len("sep=") + 1:
        return CsvLayout(encoding.codec, first[-1], encoding.is_mixed)
    return CsvLayout(encoding.codec, _delimiter_of(sample), encoding.is_mixed)


def read_csv(file: IO[bytes], layout: CsvLayout) -> Iterator[RawRow]:
    """The rows of a text file, numbered from 1, blank ones too. Raises: FileRefused for a cell without end."""
    with _text_of(file, layout.encoding) as text:
        lines = (line.replace("\x00", "\u2400") for line in text)
        reader = csv.reader(lines, delimiter=layout.delimiter)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                if number == 1 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep="):
                    continue
                yield _row(number, cells)
        except csv.Error as error:
            message = _("Row %(row)s holds a cell without an end: a quotation mark is missing.")
            raise FileRefused(message, code="endless_cell", row=number + 1) from error


def _row(number: int, cells: list[str]) -> RawRow:
    flaws = [Flaw(place, "formula", cell[:40]) for place, cell in enumerate(cells) if cell.startswith("=")]
    return clean_row(number, [without_guard(cell) for cell in cells], flaws)


def _text_of(file: IO[bytes], codec: str) -> "_Borrowed":
    file.seek(0)
    errors = "surrogateescape" if codec == "utf-8-sig" else "replace"
    return _Borrowed(file, encoding=codec, errors=errors, newline="")


class _Borrowed(io.TextIOWrapper):
    """Reads a file as text and leaves it open."""

    def close(self) -> None:
        if not self.buffer.closed:
            self.detach()


def _delimiter_of(sample: str) -> str:
    """The delimiter by which most rows have the same number of cells, more than one."""
    scores = {delimiter: _regularity(sample, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else ","


def _regularity(sample: str, delimiter: str) -> float:
    rows = csv.reader(io.StringIO(sample.replace("\x00", "")), delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        for row in rows:
            widths[len(row)] += bool(row)
            if widths.total() >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    if not widths:
        return 0
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]))
    return 0 if width < 2 else count / widths.total() * (1 + min(width, 30) / 10)
