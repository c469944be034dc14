"""When the yearly review of a relationship is due, and when it is asked for."""

import datetime
from dataclasses import dataclass

from twinning.core.dates import PartialDate, Precision

LEAP_DAY = (2, 29)


@dataclass(frozen=True, slots=True)
class ReviewRhythm:
    """So many weeks before the day it is due; `month` and `day` for ties of which no day of beginning is known."""

    weeks_before: int = 6
    month: int = 12
    day: int = 1


@dataclass(frozen=True, slots=True)
class DueReview:
    """The review of one year and its day."""

    year: int
    due_on: datetime.date


def review_to_ask(since: PartialDate | None, *, today: datetime.date, rhythm: ReviewRhythm) -> DueReview | None:
    """The review that is to be asked for on `today`; None before its weeks, and in a tie's first year."""
    for year in (today.year, today.year + 1):
        due_on = _due_in(year, since, rhythm)
        if today <= due_on <= today + datetime.timedelta(weeks=rhythm.weeks_before):
            is_first = since is not None and since.value is not None and since.value.year >= year
            return None if is_first else DueReview(year, due_on)
    return None


def _due_in(year: int, since: PartialDate | None, rhythm: ReviewRhythm) -> datetime.date:
    """The anniversary of a beginning known to the day, else the fixed day; 29 February counts as the 28th."""
    if since is None or since.value is None or since.precision != Precision.DAY:
        return datetime.date(year, rhythm.month, rhythm.day)
    month, day = since.value.month, since.value.day
    return datetime.date(year, month, 28 if (month, day) == LEAP_DAY else day)
