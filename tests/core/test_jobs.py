"""Background jobs: declared, queued with the transaction, run, tried again, made up for."""

import datetime

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.testing import InMemoryConnector

from twinning.core import jobs

done: list[object] = []


@jobs.task()
def note(*, text: str) -> None:
    done.append(text)


@jobs.task(is_single=True)
def tidy() -> None:
    done.append("tidied")


@jobs.task(attempts=3)
def fail() -> None:
    raise OSError


@jobs.periodic("0 2 * * *")
def look_at_clock(at: datetime.datetime) -> None:
    done.append(at)


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


@pytest.fixture
def queue() -> InMemoryConnector:
    return InMemoryConnector()


def work(queue: InMemoryConnector) -> dict[str, str]:
    """Run all that is queued; return by its name how each job stands after it."""
    with app.replace_connector(queue):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    return {str(job["task_name"]).rpartition(".")[2]: str(job["status"]) for job in queue.jobs.values()}


def test_calling_a_job_runs_it_at_once() -> None:
    note(text="now")
    assert done == ["now"]


def test_a_queued_job_is_run_by_the_worker(queue: InMemoryConnector) -> None:
    with app.replace_connector(queue):
        assert jobs.defer(note, text="later")
    assert done == []
    assert work(queue)["note"] == "succeeded"
    assert "later" in done


def test_of_a_single_job_no_second_one_waits(queue: InMemoryConnector) -> None:
    with app.replace_connector(queue):
        assert [jobs.defer(tidy), jobs.defer(tidy)] == [True, False]


def test_a_job_that_fails_waits_to_be_tried_again(queue: InMemoryConnector) -> None:
    with app.replace_connector(queue):
        jobs.defer(fail)
    assert work(queue)["fail"] == "todo"


def test_a_time_that_passed_while_no_worker_ran_is_made_up_for(queue: InMemoryConnector) -> None:
    assert work(queue)["look_at_clock"] == "succeeded"
    assert len(done) == 1


def test_arguments_without_a_name_are_refused() -> None:
    with pytest.raises(TypeError, match="keyword arguments only"):
        jobs.defer(note, "text")  # type: ignore[call-arg]  # this is the mistake


def test_a_periodic_job_is_told_its_time_in_utc() -> None:
    look_at_clock(1_772_676_000)
    assert done == [datetime.datetime(2026, 3, 5, 2, 0, tzinfo=datetime.UTC)]


@pytest.mark.django_db(transaction=True)
def test_a_job_exists_only_once_its_transaction_is_committed() -> None:
    with pytest.raises(OSError), transaction.atomic():  # noqa: PT011, PT012  raised by this very test
        jobs.defer(note, text="never")
        raise OSError
    assert not ProcrastinateJob.objects.exists()
    with transaction.atomic():
        jobs.defer(note, text="soon")
    assert ProcrastinateJob.objects.get().args == {"text": "soon"}
