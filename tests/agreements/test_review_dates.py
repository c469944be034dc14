"""When the yearly report of a relationship is asked for."""

import datetime

import pytest

from agreements.review_dates import DueReview, ReviewRhythm, review_to_ask
from twinning.core.dates import PartialDate

RHYTHM = ReviewRhythm(weeks_before=6, month=12, day=1)
DAY_KNOWN = PartialDate.day(datetime.date(2020, 2, 29))


@pytest.mark.parametrize(
    ("since", "today", "asked"),
    [
        (DAY_KNOWN, "2026-01-16", None),
        (DAY_KNOWN, "2026-01-17", "2026-02-28"),
        (DAY_KNOWN, "2026-02-28", "2026-02-28"),
        (DAY_KNOWN, "2026-03-01", None),
        (PartialDate.day(datetime.date(1999, 1, 5)), "2026-12-20", "2027-01-05"),
        (PartialDate.year(1988), "2026-11-01", "2026-12-01"),
        (None, "2026-11-01", "2026-12-01"),
        (PartialDate.unknown(), "2026-10-01", None),
        (PartialDate.day(datetime.date(2026, 3, 1)), "2026-02-20", None),
        (PartialDate.year(2026), "2026-11-20", None),
    ],
)
def test_it_is_asked_some_weeks_before_its_day(since: PartialDate | None, today: str, asked: str | None) -> None:
    due = review_to_ask(since, today=datetime.date.fromisoformat(today), rhythm=RHYTHM)
    day = datetime.date.fromisoformat(asked) if asked else None
    assert due == (DueReview(day.year, day) if day else None)
