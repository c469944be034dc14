"""Work done in the background: the one module through which jobs are declared and put into the queue.

An app declares its jobs in `<app>/jobs.py`, which the worker finds by that name. A job that is put into the queue
inside a transaction exists only once the transaction is committed. A worker may be killed at any point and its job is
then run again, so a job must come to the same result when it is run twice.
"""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.job_context import JobContext
from procrastinate.retry import RetryStrategy
from procrastinate.tasks import Task

P = ParamSpec("P")

DEFAULT_ATTEMPTS = 5
FIRST_PAUSE_SECONDS = 3
FINISHED_JOBS_ARE_KEPT_HOURS = 14 * 24

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job(Generic[P]):
    """A function that the worker runs; its arguments are kept as JSON. Calling it runs it here and now."""

    function: Callable[P, None]
    queued: Task[P, None, P]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self.function(*args, **kwargs)


def task(*, attempts: int = DEFAULT_ATTEMPTS, is_single: bool = False) -> Callable[[Callable[P, None]], Job[P]]:
    """Declare a function with keyword arguments as a job.

    It is tried `attempts` times with pauses of 3, 9, 27 … seconds. Of a job that `is_single` no second one waits.
    """

    def declare(function: Callable[P, None]) -> Job[P]:
        name = _name_of(function)
        again = RetryStrategy(max_attempts=attempts - 1, exponential_wait=FIRST_PAUSE_SECONDS)
        lock = name if is_single else None
        queued = app.task(name=name, retry=again if attempts > 1 else False, queueing_lock=lock)(function)
        return Job(function, queued)

    return declare


def periodic(cron: str) -> Callable[[Callable[[datetime.datetime], None]], Job[[int]]]:
    """Declare a function of the planned time as a job for the times of a cron line, read in UTC.

    A time that passed while no worker ran is made up for once, for up to PROCRASTINATE_PERIODIC_DEFAULTS["max_delay"].
    """

    def declare(function: Callable[[datetime.datetime], None]) -> Job[[int]]:
        def run_at(timestamp: int) -> None:
            function(datetime.datetime.fromtimestamp(timestamp, tz=datetime.UTC))

        name = _name_of(function)
        queued = app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(run_at))
        return Job(run_at, queued)

    return declare


def defer(job: Job[P], *args: P.args, **kwargs: P.kwargs) -> bool:
    """Put a job into the queue, with keyword arguments only. Return False where its only one waits already."""
    if args:
        raise TypeError("A job takes keyword arguments only: they are kept by name.")
    arguments: dict[str, Any] = {**kwargs}
    try:
        job.queued.configure(task_kwargs=arguments).defer()
    except AlreadyEnqueued:
        return False
    return True


def _name_of(function: Callable[..., None]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


@app.periodic(cron="*/2 * * * *")
@app.task(name="twinning.core.jobs.run_lost_jobs_again", queueing_lock="run_lost_jobs_again", pass_context=True)
async def run_lost_jobs_again(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  every periodic job is told its time
    """Put the jobs of a worker that died without a word back into the queue."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        logger.warning("Job %s of a lost worker is run again.", job.task_name)
        await manager.retry_job(job)


@app.periodic(cron="17 1 * * *")
@app.task(name="twinning.core.jobs.remove_finished_jobs", queueing_lock="remove_finished_jobs", pass_context=True)
async def remove_finished_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  every periodic job is told its time
    """Remove jobs that succeeded two weeks ago; failed ones stay for a person to look at."""
    await context.app.job_manager.delete_old_jobs(nb_hours=FINISHED_JOBS_ARE_KEPT_HOURS)
