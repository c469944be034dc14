"""Writing the rows of a reviewed run: each for itself in portions, or all of them or none."""

import datetime
import json
from collections.abc import Iterator, Sequence

from django.db import DatabaseError, connection, transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from twinning.accounts.models import User
from twinning.core.exceptions import DomainError, InvalidInput
from twinning.imports.choices import APPLICABLE, Mode, Outcome, Result, RunState
from twinning.imports.exceptions import CancelAsked
from twinning.imports.importers import CheckedRow, Importer, RunFacts, Written, importer_of
from twinning.imports.models import ImportRow, ImportRun
from twinning.imports.services.steps import begin_step, facts_of, locked_for, note, portion, tell_progress_outside
from twinning.imports.words import Words, in_both, joined

_UPDATE = """
UPDATE imports_importrow AS kept SET
    result = found.result, subject = found.subject, before = found.before, result_words = found.words
FROM jsonb_to_recordset(%s::jsonb) AS found(number int, result text, subject text, before jsonb, words jsonb)
WHERE kept.run_id = %s AND kept.number = found.number
"""
BROKEN = _("Something broke while this row was written. Nothing of it was kept.")


class _WholeRefused(Exception):
    """One row of a whole run could not be written."""

    def __init__(self, row: CheckedRow, words: Words) -> None:
        super().__init__(row.number)
        self.number, self.words = row.number, words


@transaction.atomic
def start_applying(run: ImportRun, *, mode: Mode, by: User, at: datetime.datetime) -> ImportRun:
    """Put a reviewed run before its writing. Raises: ImportNotPermitted, NotNow."""
    locked = locked_for(run, by=by, states=(RunState.REVIEW,))
    locked.mode, locked.applied_by, locked.problem = mode, by, {}
    begin_step(locked, RunState.APPLYING, at=at)
    return locked


def apply_rows(run: ImportRun, *, at: datetime.datetime, today: datetime.date) -> None:
    """Write every new and changed row that is not written yet; done again, it goes on where it was.

    Raises: AlreadyAtWork, CancelAsked.
    """
    importer = importer_of(run.kind)
    facts = facts_of(run, by=run.applied_by, at=at, today=today)
    if run.mode == Mode.WHOLE:
        _apply_whole(run, importer, facts)
        return
    while _apply_portion(run, importer, facts):
        pass
    with portion(run) as fresh:
        _finish(fresh, facts)


def _apply_portion(run: ImportRun, importer: Importer, facts: RunFacts) -> int:
    with portion(run) as fresh:
        rows = [_checked(row) for row in _waiting(fresh)[: min(importer.rows_at_once, 200)]]
        if rows:
            _keep(fresh, _written_singly(rows, importer, facts))
            ImportRun.objects.filter(pk=run.pk).update(done_count=fresh.done_count + len(rows))
    return len(rows)


def _written_singly(rows: Sequence[CheckedRow], importer: Importer, facts: RunFacts) -> list[Written]:
    """All at once where that goes well; else row by row, so that one does not spoil the others."""
    try:
        with transaction.atomic():
            return importer.write(rows, facts)
    except (DomainError, DatabaseError):
        written: list[Written] = []
        for row in rows:
            written += _written_alone(row, importer, facts)
        return written


def _written_alone(row: CheckedRow, importer: Importer, facts: RunFacts) -> list[Written]:
    try:
        with transaction.atomic():
            return importer.write([row], facts)
    except DomainError as error:
        return [Written(row.number, words=words_of(error), refused=True)]
    except DatabaseError:
        return [Written(row.number, words=BROKEN, refused=True)]


def _apply_whole(run: ImportRun, importer: Importer, facts: RunFacts) -> None:
    try:
        with portion(run) as fresh:
            done = 0
            for rows in _batches(fresh, importer.rows_at_once):
                written = _write_or_refuse(rows, importer, facts)
                _keep(fresh, written)
                done += len(rows)
                if tell_progress_outside(fresh, done):
                    raise CancelAsked
            fresh.refresh_from_db()
            _finish(fresh, facts)
    except _WholeRefused as refused:
        with portion(run) as fresh:
            problem = {"field": "", "code": "refused", "words": refused.words}
            fresh.rows.filter(number=refused.number).update(outcome=Outcome.WRONG, problems=[problem])
            fresh.counts = dict(fresh.rows.order_by().values_list("outcome").annotate(count=Count("id")))
            fresh.problem = {"code": "whole_refused", "row": refused.number, "words": refused.words}
            begin_step(fresh, RunState.REVIEW, at=facts.at)


def _write_or_refuse(rows: Sequence[CheckedRow], importer: Importer, facts: RunFacts) -> list[Written]:
    """Raises: _WholeRefused naming the first row that cannot be written."""
    try:
        with transaction.atomic():
            written = importer.write(rows, facts)
    except (DomainError, DatabaseError) as error:
        for row in rows:
            for alone in _written_alone(row, importer, facts):
                if alone.refused:
                    raise _WholeRefused(row, in_both(alone.words)) from error
        raise
    for row, one in zip(rows, written, strict=True):
        if one.refused:
            raise _WholeRefused(row, in_both(one.words))
    return written


def _waiting(run: ImportRun) -> "list[ImportRow]":
    return list(run.rows.filter(outcome__in=APPLICABLE, result="").order_by("number")[:2_000])


def _batches(run: ImportRun, size: int) -> Iterator[list[CheckedRow]]:
    last = 0
    while True:
        rows = list(run.rows.filter(outcome__in=APPLICABLE, result="", number__gt=last).order_by("number")[:size])
        if not rows:
            return
        last = rows[-1].number
        yield [_checked(row) for row in rows]


def _checked(row: ImportRow) -> CheckedRow:
    return CheckedRow(row.number, row.outcome, row.target, row.content)


def _keep(run: ImportRun, written: Sequence[Written]) -> None:
    found = [
        {
            "number": one.number,
            "result": Result.REFUSED.value if one.refused else Result.APPLIED.value,
            "subject": one.subject,
            "before": dict(one.before),
            "words": in_both(one.words) if one.words else {},
        }
        for one in written
    ]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [json.dumps(found, ensure_ascii=False), run.pk])


def _finish(run: ImportRun, facts: RunFacts) -> None:
    run.result_counts = results_of(run)
    run.state, run.applied_at, run.done_count = RunState.APPLIED, facts.at, run.row_count
    run.save()
    note(run, "import.applied", by=facts.by, at=facts.at, facts={"rows": run.result_counts, "mode": run.mode})


def results_of(run: ImportRun) -> dict[str, int]:
    """How many rows have which result."""
    return dict(run.rows.exclude(result="").order_by().values_list("result").annotate(count=Count("id")))


def words_of(error: DomainError) -> Words:
    """What the domain refuses, in both languages, with each of its problems."""
    problems = error.problems if isinstance(error, InvalidInput) or error.problems else ()
    return joined([in_both(problem.message) for problem in problems]) if problems else in_both(error.message)
