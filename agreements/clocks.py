"""Statutory clocks of the legal chain: from when a step counts its days, and the last of them.

Pure: reads steps and dates, saves nothing, knows no today.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from agreements.choices import AuthorisationState, ClockStart
from agreements.models import Authorisation
from twinning.core.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Beginnings:
    """The days from which the clocks of one agreement may count, as far as they are known."""

    submitted: PartialDate | None = None
    signed: PartialDate | None = None


def due_days(steps: Iterable[Authorisation], beginnings: Beginnings) -> dict[int, datetime.date | None]:
    """The last day of every step by its key; the step before is the one before it on the same side."""
    due: dict[int, datetime.date | None] = {}
    before: dict[str, PartialDate | None] = {}
    for step in sorted(steps, key=lambda step: (step.position, step.pk)):
        due[step.pk] = last_day(step.clock_days, _start(step, beginnings, before.get(step.side)))
        before[step.side] = step.dated if step.state in _DECIDED else None
    return due


def last_day(days: int | None, start: PartialDate | None) -> datetime.date | None:
    """The last of so many days after a date; of a date known by its year alone, counted from the end of the year.

    Nothing is called late that may still be in time.
    """
    if days is None or start is None or start.last_day is None:
        return None
    return start.last_day + datetime.timedelta(days=days)


_DECIDED = (AuthorisationState.GRANTED, AuthorisationState.DEEMED)


def _start(step: Authorisation, beginnings: Beginnings, before: PartialDate | None) -> PartialDate | None:
    starts = {
        ClockStart.SUBMISSION: beginnings.submitted,
        ClockStart.SIGNING: beginnings.signed,
        ClockStart.STEP_BEFORE: before,
    }
    return starts[ClockStart(step.clock_from)]
