"""Files for tests of imports, and a run taken as far as it goes."""

import csv
import datetime
import io
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl import Workbook

from twinning.accounts.models import User
from twinning.imports.choices import Mode, RunState
from twinning.imports.importers import importer_of
from twinning.imports.models import ImportRow, ImportRun
from twinning.imports.services.applying import start_applying
from twinning.imports.services.matching import match_columns
from twinning.imports.services.undoing import start_undoing
from twinning.imports.services.uploads import take_in
from twinning.imports.services.working import work_on

TODAY = datetime.date(2026, 3, 5)
Rows = Sequence[Sequence[Any]]


def csv_bytes(rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """The rows as a text file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows: Rows, *, title: str = "Sheet1") -> bytes:
    """The rows as an Excel file."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook as the bytes of its file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def uploaded(
    content: bytes, *, by: User, organisation: str = "", kind: str = "agreements", name: str = "list.csv"
) -> ImportRun:
    """A file that was taken in and not read yet."""
    file = ContentFile(content, name=name)
    return take_in(file, importer=importer_of(kind), organisation=organisation, by=by, at=timezone.now())


def worked(run: ImportRun) -> ImportRun:
    """The run after the background has done what it can."""
    return work_on(run, at=timezone.now(), today=TODAY)


def checked(content: bytes, *, by: User, **where: Any) -> ImportRun:
    """A file that was read, matched as guessed, and checked."""
    run = worked(uploaded(content, by=by, **where))
    if run.state == RunState.MATCHING:
        run = worked(match_columns(run, run.matching, by=by, at=timezone.now()))
    return run


def applied(run: ImportRun, *, by: User, mode: Mode = Mode.EACH) -> ImportRun:
    """The run with its rows written."""
    return worked(start_applying(run, mode=mode, by=by, at=timezone.now()))


def undone(run: ImportRun, *, by: User) -> ImportRun:
    """The run with its rows taken back."""
    return worked(start_undoing(run, by=by, at=timezone.now()))


def outcomes(run: ImportRun) -> list[str]:
    """The outcome of each row."""
    return list(run.rows.order_by("number").values_list("outcome", flat=True))


def problems(run: ImportRun) -> dict[int, list[tuple[str, str]]]:
    """Row → the (field, code) of everything that is wrong with it."""
    return {
        row.number: [(problem["field"], problem["code"]) for problem in row.problems]
        for row in ImportRow.objects.filter(run=run).order_by("number")
        if row.problems
    }
