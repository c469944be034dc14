"""How every step of a run is taken: in portions, each its own transaction, so that a killed worker loses only one."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction

from twinning.accounts.models import User
from twinning.events.services import Happening, record
from twinning.imports.choices import RunState
from twinning.imports.exceptions import AlreadyAtWork, CancelAsked, ImportNotPermitted, NotNow
from twinning.imports.importers import RunFacts
from twinning.imports.models import ImportRun
from twinning.imports.policies import ImportPolicy

_LOCK_CLASS = 0x1AB0


@contextmanager
def portion(run: ImportRun) -> Iterator[ImportRun]:
    """One transaction of a step, which no other process takes at the same time.

    Raises: AlreadyAtWork; CancelAsked.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK_CLASS, run.pk % (1 << 31)])
            if not cursor.fetchone()[0]:
                raise AlreadyAtWork
        fresh = ImportRun.objects.get(pk=run.pk)
        if fresh.is_cancel_asked:
            raise CancelAsked
        yield fresh


def begin_step(run: ImportRun, state: RunState, *, at: datetime.datetime) -> None:
    """Put a run before the next step of work."""
    run.state, run.done_count, run.step_started_at, run.is_cancel_asked = state, 0, at, False
    run.save()


def advance_progress(run: ImportRun, done: int) -> None:
    """Say how far a step is, inside its transaction."""
    ImportRun.objects.filter(pk=run.pk).update(done_count=done)


def tell_progress_outside(run: ImportRun, done: int) -> bool:
    """Say how far a long transaction is, past that transaction; return whether stopping was asked for."""
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(
                "UPDATE imports_importrun SET done_count = %s WHERE id = %s RETURNING is_cancel_asked", [done, run.pk]
            )
            row = cursor.fetchone()
    finally:
        other.close()
    return bool(row and row[0])


def locked_for(run: ImportRun, *, by: User, states: tuple[RunState, ...]) -> ImportRun:
    """The locked row of a run that this person steers, in one of these states. Raises: ImportNotPermitted, NotNow."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if not ImportPolicy.can_steer(by, locked):
        raise ImportNotPermitted
    if locked.state not in states:
        raise NotNow
    return locked


def facts_of(run: ImportRun, *, by: User | None, at: datetime.datetime, today: datetime.date) -> RunFacts:
    """What the importer may know of a run."""
    answers = run.asked.exclude(answer="").values_list("key", "answer")
    return RunFacts(
        organisation=run.organisation,
        by=by,
        at=at,
        today=today,
        source=run.file_name,
        uses_1904_dates=bool(run.layout.get("uses_1904_dates")),
        answers=dict(answers),
        run_id=str(run.public_id),
    )


def note(run: ImportRun, event: str, *, by: User | None, at: datetime.datetime, facts: dict[str, Any]) -> None:
    """Record what happened to a run, in the transaction of its change."""
    payload = {"kind": run.kind, "organisation": run.organisation, "sha256": run.sha256, **facts}
    record(Happening(event, "import", str(run.public_id), 0, payload), by=by, at=at)
