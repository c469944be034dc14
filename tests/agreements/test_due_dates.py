"""The dates of an agreement, from its facts and a day."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.choices import Status
from agreements.due_dates import HORIZON_DAYS, WINDOWS, Clock, DueDate, DueFacts, DueKind, dates_of
from twinning.core.dates import PartialDate, Precision

TODAY = datetime.date(2026, 11, 24)
DAY = PartialDate.day


def after(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (DueFacts(Status.IN_FORCE, ends=DAY(after(40))), [("expiry", 40)]),
        (DueFacts(Status.IN_FORCE, ends=DAY(after(40)), notice_days=30), [("notice", 10), ("expiry", 40)]),
        (DueFacts(Status.IN_FORCE, ends=DAY(after(20)), notice_days=30), [("expiry", 20)]),
        (DueFacts(Status.IN_FORCE, ends=DAY(after(401))), []),
        (DueFacts(Status.IN_FORCE, ends=PartialDate(datetime.date(2027, 1, 1), Precision.YEAR)), []),
        (DueFacts(Status.IN_FORCE, ends=PartialDate(datetime.date(2026, 12, 1), Precision.MONTH)), [("expiry", 37)]),
        (DueFacts(Status.IN_FORCE), []),
        (DueFacts(Status.EXPIRED, ends=DAY(after(-3))), [("expired", -3)]),
        (DueFacts(Status.EXPIRED, ends=DAY(after(-366))), []),
        (DueFacts(Status.RENEWED, ends=DAY(after(-3))), []),
        (DueFacts(Status.TERMINATED, ends=DAY(after(30))), []),
        (DueFacts(Status.SIGNED, clocks=[Clock("a", after(5)), Clock("b", after(-2))]), [("clock", -2), ("clock", 5)]),
        (DueFacts(Status.AUTHORISED, authorised_on=after(-80)), [("unsigned", 10)]),
        (DueFacts(Status.AUTHORISED, authorised_on=after(-200)), [("unsigned", -110)]),
        (DueFacts(Status.SIGNED, authorised_on=after(-200)), []),
        (DueFacts(Status.IN_FORCE, reviews=[Clock("r", after(-1))]), [("review", -1)]),
        (DueFacts(Status.IN_FORCE, signed=DAY(datetime.date(2016, 12, 1))), [("anniversary", 7)]),
        (DueFacts(Status.IN_FORCE, signed=DAY(datetime.date(2017, 12, 1))), [("anniversary", 372)]),
        (DueFacts(Status.IN_FORCE, signed=DAY(datetime.date(2018, 12, 1))), []),
        (DueFacts(Status.HISTORICAL, signed=PartialDate(datetime.date(1986, 1, 1), Precision.YEAR)), []),
        (DueFacts(Status.TERMINATED, signed=DAY(datetime.date(2016, 12, 1))), []),
    ],
)
def test_dates_follow_from_the_facts(facts: DueFacts, expected: list[tuple[str, int]]) -> None:
    found = [(due.kind.value, due.days_left(TODAY)) for due in dates_of(facts, today=TODAY)]
    assert found == expected


@pytest.mark.parametrize(
    ("kind", "days", "stage"),
    [
        (DueKind.EXPIRY, 91, None),
        (DueKind.EXPIRY, 90, 90),
        (DueKind.EXPIRY, 31, 90),
        (DueKind.EXPIRY, 30, 30),
        (DueKind.EXPIRY, 7, 7),
        (DueKind.EXPIRY, 0, 7),
        (DueKind.EXPIRY, -1, None),
        (DueKind.CLOCK, -1, 0),
        (DueKind.CLOCK, 14, 14),
        (DueKind.EXPIRED, -10, 0),
        (DueKind.ANNIVERSARY, 30, 30),
        (DueKind.ANNIVERSARY, -1, None),
    ],
)
def test_people_are_told_when_a_day_comes_near_or_is_late(kind: DueKind, days: int, stage: int | None) -> None:
    assert DueDate(kind, after(days)).stage(TODAY) == stage


def test_an_anniversary_of_the_29th_of_february_is_kept_on_the_28th() -> None:
    facts = DueFacts(Status.IN_FORCE, signed=DAY(datetime.date(2016, 2, 29)))
    assert dates_of(facts, today=datetime.date(2026, 1, 1))[0].day == datetime.date(2026, 2, 28)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ends=st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 1, 1)), notice=st.integers(1, 4000))
def test_nothing_lies_beyond_the_horizon_or_behind_unless_it_is_late(ends: datetime.date, notice: int) -> None:
    for status in Status:
        for due in dates_of(DueFacts(status, ends=DAY(ends), notice_days=notice), today=TODAY):
            assert due.days_left(TODAY) <= HORIZON_DAYS
            assert due.days_left(TODAY) >= 0 or due.is_late(TODAY)


def test_windows_are_asked_from_the_widest_to_the_nearest() -> None:
    assert all(list(windows) == sorted(windows, reverse=True) for windows in WINDOWS.values())
