"""A worker that is killed in the middle: the run goes on where it was, nothing is written twice."""

import os
import signal
from typing import Any

import pytest
from django.db import connections

from agreements.models import Agreement
from cities.models import City
from tests.factories.places import place
from tests.imports import applied, checked, csv_bytes, uploaded, worked
from twinning.accounts.models import User
from twinning.imports.choices import Mode, Outcome, RunState
from twinning.imports.importers import importer_of
from twinning.imports.models import ImportRun
from twinning.imports.services import applying
from twinning.imports.services.applying import start_applying
from twinning.imports.services.working import ask_to_cancel

pytestmark = pytest.mark.django_db(transaction=True)
YEARS = range(1950, 1962)


@pytest.fixture
def content(muscat: City, rabat: City) -> bytes:
    place("kobe")
    return csv_bytes([["partner", "type", "signed"], *[["Kobe", "memorandum", str(year)] for year in YEARS]])


def killed_in_the_middle(run: ImportRun, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Work in a child process that is killed by -9 when it has written some rows."""
    importer = importer_of(run.kind)
    monkeypatch.setattr(type(importer), "rows_at_once", 4)
    write, written = importer.write, []

    def write_and_die(rows: Any, facts: Any) -> Any:
        done = write(rows, facts)
        written.extend(done)
        if len(written) > after:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    for connection in connections.all():
        connection.close()
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(importer, "write", write_and_die)
        worked(run)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


@pytest.mark.parametrize(("mode", "kept"), [(Mode.EACH, 4), (Mode.WHOLE, 0)])
def test_a_killed_worker_is_taken_over_without_a_trace(
    content: bytes, officer: User, monkeypatch: pytest.MonkeyPatch, mode: Mode, kept: int
) -> None:
    city = officer.memberships.get().city_id
    run = checked(content, by=officer, organisation=f"city:{city}")
    run = start_applying(run, mode=mode, by=officer, at=run.created_at)
    killed_in_the_middle(run, monkeypatch, after=5)
    assert Agreement.objects.count() == kept
    run = worked(run)
    assert (run.state, run.result_counts) == (RunState.APPLIED, {"applied": len(YEARS)})
    assert Agreement.objects.count() == len(YEARS)


def test_reading_and_checking_go_on_where_they_were(content: bytes, officer: User) -> None:
    run = uploaded(content, by=officer, organisation=f"city:{officer.memberships.get().city_id}")
    run = worked(run)
    run.rows.filter(number__gt=5).delete()
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.READING)
    run = worked(run)
    assert run.rows.count() == len(YEARS)
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.CHECKING)
    run.rows.filter(number__gt=3).update(outcome="")
    assert worked(run).counts == {Outcome.NEW.value: len(YEARS)}


def test_cancelling_stops_at_the_next_portion_and_can_be_undone(
    content: bytes, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = checked(content, by=officer, organisation=f"city:{officer.memberships.get().city_id}")
    monkeypatch.setattr(type(importer_of(run.kind)), "rows_at_once", 4)
    keep = applying._keep

    def keep_and_cancel(kept: Any, written: Any) -> None:
        keep(kept, written)
        ask_to_cancel(run, by=officer, at=run.created_at)

    monkeypatch.setattr(applying, "_keep", keep_and_cancel)
    run = applied(run, by=officer)
    assert (run.state, run.result_counts) == (RunState.APPLIED, {"applied": 4})
    assert Agreement.objects.count() == 4
