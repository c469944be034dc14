"""The last day of a statutory clock, and the sets of steps that are asked by it."""

import datetime
from typing import Any

import pytest

from agreements.choices import AuthorisationState, Lapse, Status
from agreements.clocks import Beginnings, due_days, last_day
from agreements.models import Agreement, Authorisation
from tests.factories.agreement_parts import AuthorisationFactory
from tests.factories.agreements import AgreementFactory
from twinning.core.dates import PartialDate, parse_date

TODAY = datetime.date(2026, 3, 1)
SUBMITTED, SIGNED = PartialDate.day(datetime.date(2026, 1, 5)), PartialDate.day(datetime.date(2026, 2, 1))


@pytest.mark.parametrize(
    ("days", "start", "expected"),
    [
        (14, "2026-02-01", datetime.date(2026, 2, 15)),
        (0, "2026-02-01", datetime.date(2026, 2, 1)),
        (14, "2026-02", datetime.date(2026, 3, 14)),
        (14, "1984", datetime.date(1985, 1, 14)),
        (None, "2026-02-01", None),
        (14, None, None),
        (14, "unknown", None),
    ],
)
def test_the_last_day_is_counted_from_the_latest_day_the_beginning_can_mean(
    days: int | None, start: str | None, expected: datetime.date | None
) -> None:
    date = None if start is None else PartialDate.unknown() if start == "unknown" else parse_date(start)
    assert last_day(days, date) == expected


def step(position: int, **fields: Any) -> Authorisation:
    made = {"pk": position, "position": position, "clock_days": 10, "state": "open", "side": "lead", **fields}
    return Authorisation(**made)


def test_each_clock_counts_from_what_it_says() -> None:
    granted = {"state": "granted", "dated_on": datetime.date(2026, 2, 20), "dated_on_precision": "day"}
    steps = [
        step(1, **granted),
        step(2, clock_from="step_before"),
        step(3, clock_from="signing"),
        step(4, clock_days=None),
        step(5, side="partner", clock_from="step_before"),
    ]
    assert due_days(steps, Beginnings(SUBMITTED, SIGNED)) == {
        1: datetime.date(2026, 1, 15),
        2: datetime.date(2026, 3, 2),
        3: datetime.date(2026, 2, 11),
        4: None,
        5: None,
    }


@pytest.mark.parametrize("state", ["open", "refused", "not_required", "unknown"])
def test_a_clock_does_not_start_on_a_step_before_that_was_not_granted(state: str) -> None:
    before = step(1, state=state, dated_on=datetime.date(2026, 2, 20), dated_on_precision="day")
    assert due_days([before, step(2, clock_from="step_before")], Beginnings())[2] is None


def test_what_has_not_begun_has_no_last_day() -> None:
    assert due_days([step(1), step(2, clock_from="signing")], Beginnings()) == {1: None, 2: None}


def due(days_from_today: int, status: Status = Status.SUBMITTED, **fields: Any) -> Authorisation:
    agreement: Agreement = AgreementFactory(status=status)
    day = TODAY + datetime.timedelta(days=days_from_today)
    values = {"state": AuthorisationState.OPEN, "due_on": day, **fields}
    made: Authorisation = AuthorisationFactory(agreement=agreement, **values)
    return made


@pytest.mark.django_db
def test_overdue_are_the_open_duties_of_agreements_that_go_on() -> None:
    late = [due(-1), due(-30, Status.IN_FORCE), due(-1, Status.SIGNED)]
    for other in (
        {"days_from_today": 0},
        {"days_from_today": 5},
        {"days_from_today": -1, "state": AuthorisationState.GRANTED},
        {"days_from_today": -1, "on_lapse": Lapse.DEEMED},
        {"days_from_today": -1, "status": Status.RETURNED},
        {"days_from_today": -1, "status": Status.WITHDRAWN},
        {"days_from_today": -1, "status": Status.TERMINATED},
    ):
        due(**other)
    assert list(Authorisation.objects.overdue(on=TODAY).order_by("pk")) == late
    assert [one.is_overdue(on=TODAY) for one in late] == [True] * 3


@pytest.mark.django_db
def test_due_within_are_those_from_today_on() -> None:
    due(-1)
    near = [due(0), due(30)]
    due(31)
    assert list(Authorisation.objects.due_within(30, on=TODAY).order_by("pk")) == near
