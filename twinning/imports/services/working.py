"""One call that takes a run as far as it goes without a person: what the background job and the command run."""

import datetime

import pghistory
from django.db import transaction

from twinning.accounts.models import User
from twinning.imports.choices import AT_WORK, RunState
from twinning.imports.exceptions import CancelAsked
from twinning.imports.models import ImportRun
from twinning.imports.services.applying import apply_rows, results_of
from twinning.imports.services.checking import check_rows, counts_of
from twinning.imports.services.reading import read_file
from twinning.imports.services.steps import begin_step, locked_for, note
from twinning.imports.services.undoing import undo_rows

_MOST_STEPS = 4


def work_on(run: ImportRun, *, at: datetime.datetime, today: datetime.date) -> ImportRun:
    """Take the step of work the run stands before, and those that follow without a person.

    Run again after a crash, it goes on where the last portion was kept. Raises: AlreadyAtWork.
    """
    for _step in range(_MOST_STEPS):
        run = ImportRun.objects.select_related("created_by", "applied_by").get(pk=run.pk)
        if not run.is_at_work:
            break
        try:
            with pghistory.context(user=_actor(run), import_run=str(run.public_id)):
                _take_step(run, at=at, today=today)
        except CancelAsked:
            _stop(run, at=at)
    return ImportRun.objects.get(pk=run.pk)


def _take_step(run: ImportRun, *, at: datetime.datetime, today: datetime.date) -> None:
    if run.state == RunState.READING:
        read_file(run, at=at)
    elif run.state == RunState.CHECKING:
        check_rows(run, by=run.created_by, at=at, today=today)
    elif run.state == RunState.APPLYING:
        apply_rows(run, at=at, today=today)
    elif run.state == RunState.UNDOING:
        undo_rows(run, at=at, today=today)


def _actor(run: ImportRun) -> int | None:
    is_changing = run.state in (RunState.APPLYING, RunState.UNDOING)
    return run.applied_by_id if is_changing else run.created_by_id


@transaction.atomic
def ask_to_cancel(run: ImportRun, *, by: User, at: datetime.datetime) -> ImportRun:
    """Stop a run: at once where a person's turn is, else as soon as its job looks up.

    Raises: ImportNotPermitted, NotNow.
    """
    states = (RunState.READING, RunState.MATCHING, RunState.CHECKING, RunState.REVIEW, RunState.APPLYING)
    locked = locked_for(run, by=by, states=states)
    if locked.state in AT_WORK:
        locked.is_cancel_asked = True
        locked.save(update_fields=["is_cancel_asked", "updated_at"])
    else:
        begin_step(locked, RunState.CANCELLED, at=at)
        note(locked, "import.cancelled", by=by, at=at, facts={})
    return locked


@transaction.atomic
def _stop(run: ImportRun, *, at: datetime.datetime) -> None:
    """End a run that was cancelled at work; what it has written already can be undone."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if not locked.is_at_work:
        return
    locked.counts, locked.result_counts = counts_of(locked), results_of(locked)
    begin_step(locked, RunState.APPLIED if locked.result_counts else RunState.CANCELLED, at=at)
    note(locked, "import.cancelled", by=locked.applied_by or locked.created_by, at=at, facts={})
