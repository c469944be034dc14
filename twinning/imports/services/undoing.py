"""Taking a whole run back: what nobody has edited since goes, the rest stays and is said."""

import datetime
import json
from collections.abc import Sequence

from django.db import connection, transaction

from twinning.accounts.models import User
from twinning.imports.choices import Result, RunState
from twinning.imports.exceptions import NotNow
from twinning.imports.importers import Undone, WrittenRow, importer_of
from twinning.imports.models import ImportRun
from twinning.imports.services.applying import results_of
from twinning.imports.services.steps import begin_step, facts_of, locked_for, note, portion
from twinning.imports.words import in_both

_UPDATE = """
UPDATE imports_importrow AS kept SET result = found.result, result_words = found.words
FROM jsonb_to_recordset(%s::jsonb) AS found(number int, result text, words jsonb)
WHERE kept.run_id = %s AND kept.number = found.number
"""


@transaction.atomic
def start_undoing(run: ImportRun, *, by: User, at: datetime.datetime) -> ImportRun:
    """Put an applied run before its undoing. Raises: ImportNotPermitted, NotNow."""
    locked = locked_for(run, by=by, states=(RunState.APPLIED,))
    if not locked.is_undoable:
        raise NotNow
    locked.applied_by = by
    begin_step(locked, RunState.UNDOING, at=at)
    return locked


def undo_rows(run: ImportRun, *, at: datetime.datetime, today: datetime.date) -> None:
    """Take back every row that was written, the last first; done again, it goes on where it was.

    Raises: AlreadyAtWork, CancelAsked.
    """
    importer = importer_of(run.kind)
    facts = facts_of(run, by=run.applied_by, at=at, today=today)
    while True:
        with portion(run) as fresh:
            rows = list(fresh.rows.filter(result=Result.APPLIED).order_by("-number")[: importer.rows_at_once])
            if not rows:
                break
            written = [WrittenRow(row.number, row.subject, row.before) for row in rows]
            _keep(fresh, importer.undo(written, facts))
            ImportRun.objects.filter(pk=run.pk).update(done_count=fresh.done_count + len(rows))
    with portion(run) as fresh:
        fresh.result_counts = results_of(fresh)
        fresh.state, fresh.undone_at, fresh.done_count = RunState.UNDONE, at, fresh.row_count
        fresh.save()
        note(fresh, "import.undone", by=facts.by, at=at, facts={"rows": fresh.result_counts})


def _keep(run: ImportRun, undone: Sequence[Undone]) -> None:
    found = [
        {
            "number": one.number,
            "result": Result.UNDONE.value if one.is_undone else Result.KEPT.value,
            "words": in_both(one.words) if one.words else {},
        }
        for one in undone
    ]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [json.dumps(found, ensure_ascii=False), run.pk])
