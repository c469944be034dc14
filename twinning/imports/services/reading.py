"""The first step of work: the file's rows are laid down in the database as they stand, some thousand at a time."""

import datetime
import json
from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from twinning.imports.choices import FileFormat, RunState
from twinning.imports.exceptions import FileRefused
from twinning.imports.headings import guess_matching, heading_key, known_headings, missing_columns
from twinning.imports.importers import importer_of
from twinning.imports.models import ImportRow, ImportRun, RememberedColumn
from twinning.imports.readers.rows import RawRow
from twinning.imports.readers.table import open_table, read_table
from twinning.imports.services.steps import begin_step, portion

_ROWS_AT_ONCE = 2_000
_COPY = """
COPY imports_importrow (
    run_id, number, cells, flaws, outcome, key, target, problems, changes, notes, questions, content, result, subject,
    before, result_words
) FROM STDIN
"""
_NOTHING = ("", "", "", "[]", "[]", "[]", "{}", "{}", "", "", "{}", "{}")


def read_file(run: ImportRun, *, at: datetime.datetime) -> None:
    """Lay the rows of a run's file down and go on to its columns; done again, it goes on where it was.

    Raises: AlreadyAtWork, CancelAsked.
    """
    try:
        _read(run)
    except FileRefused as error:
        with portion(run) as fresh:
            fresh.problem = {"code": error.code, "words": error.words}
            fresh.rows.all().delete()
            begin_step(fresh, RunState.FAILED, at=at)
        return
    with portion(run) as fresh:
        fresh.row_count = fresh.rows.count()
        begin_step(fresh, _next_state(fresh), at=at)


def _read(run: ImportRun) -> None:
    importer = importer_of(run.kind)
    with run.file.open("rb") as file:
        table = open_table(file, FileFormat(run.format), known_headings(importer.columns))
        if not any(table.headings):
            raise FileRefused(_("The file holds no row of headings."), code="no_headings")
        with portion(run) as fresh:
            fresh.headings, fresh.layout = table.headings, table.layout
            fresh.notes = table.notes
            fresh.matching = guess_matching(table.headings, importer.columns, _remembered(fresh))
            fresh.save()
            last = fresh.rows.order_by("-number").values_list("number", flat=True).first() or table.heading_row
            laid_down = fresh.rows.count()
        rows = (row for row in read_table(file, FileFormat(run.format), table.layout) if not row.is_blank)
        _lay_down(run, (row for row in rows if row.number > last), laid_down)


def _lay_down(run: ImportRun, rows: Iterator[RawRow], count: int) -> None:
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        count += len(batch)
        if count > settings.IMPORT_MAX_ROWS:
            raise FileRefused(_TOO_MANY, code="too_many_rows", most=f"{settings.IMPORT_MAX_ROWS:,}")
        with portion(run):
            _copy(run, batch)
            ImportRun.objects.filter(pk=run.pk).update(done_count=count, row_count=count)
    if count == 0:
        raise FileRefused(_("The file has headings but no rows."), code="no_rows")


_TOO_MANY = _("The file has more than %(most)s rows. Divide it into several files.")


def _copy(run: ImportRun, rows: Iterable[RawRow]) -> None:
    with connection.cursor() as cursor, cursor.cursor.copy(_COPY) as copy:
        for row in rows:
            cells = json.dumps(row.cells, ensure_ascii=False)
            flaws = json.dumps([flaw.as_json() for flaw in row.flaws])
            copy.write_row((run.pk, row.number, cells, flaws, *_NOTHING))


def _remembered(run: ImportRun) -> dict[str, str]:
    columns = RememberedColumn.objects.filter(kind=run.kind, organisation=run.organisation)
    return dict(columns.values_list("heading", "field"))


def _next_state(run: ImportRun) -> RunState:
    """Straight on to the check where this organisation has matched each of these columns before."""
    remembered = _remembered(run)
    is_known = all(heading_key(heading) in remembered for heading in run.headings if heading)
    is_whole = not missing_columns(run.matching, importer_of(run.kind).columns)
    return RunState.CHECKING if is_known and is_whole else RunState.MATCHING


def first_rows(run: ImportRun, count: int = 5) -> list[ImportRow]:
    """Some rows by which a person sees what stands in each column."""
    return list(run.rows.order_by("number")[:count])
