"""The dates of an agreement that somebody must not miss: pure, from its facts and a day."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import Status
from twinning.core.dates import PartialDate, Precision

ROUND_YEARS = 5
UNSIGNED_AFTER_DAYS = 90
EXPIRED_FOR_DAYS = 365
HORIZON_DAYS = 400
LATE = 0


class DueKind(models.TextChoices):
    """Why a day matters."""

    EXPIRED = "expired", _("Expired")
    EXPIRY = "expiry", _("End of an agreement")
    NOTICE = "notice", _("Last day to give notice")
    CLOCK = "clock", _("Statutory clock")
    UNSIGNED = "unsigned", _("Authorised, not signed")
    REVIEW = "review", _("Annual review")
    ANNIVERSARY = "anniversary", _("Anniversary")


# How many days ahead each kind is told of, nearest last; what is past is told as late where somebody must still act.
WINDOWS: dict[DueKind, tuple[int, ...]] = {
    DueKind.EXPIRED: (),
    DueKind.EXPIRY: (90, 30, 7),
    DueKind.NOTICE: (30, 7),
    DueKind.CLOCK: (14, 3),
    DueKind.UNSIGNED: (30,),
    DueKind.REVIEW: (30, 7),
    DueKind.ANNIVERSARY: (30,),
}
CAN_BE_LATE = frozenset({DueKind.EXPIRED, DueKind.CLOCK, DueKind.UNSIGNED, DueKind.REVIEW})


@dataclass(frozen=True, slots=True)
class Clock:
    """An open step of the legal chain whose clock runs: its id, and its last day."""

    id: str
    last_day: datetime.date


@dataclass(frozen=True, slots=True)
class DueFacts:
    """What is known of an agreement."""

    status: str
    signed: PartialDate | None = None
    ends: PartialDate | None = None
    notice_days: int | None = None
    authorised_on: datetime.date | None = None
    clocks: Sequence[Clock] = ()
    reviews: Sequence[Clock] = ()


@dataclass(frozen=True, slots=True)
class DueDate:
    """One day that matters; `mark` tells two of one kind apart, `years` is the age of an anniversary."""

    kind: DueKind
    day: datetime.date
    mark: str = ""
    years: int = 0

    def days_left(self, today: datetime.date) -> int:
        return (self.day - today).days

    def is_late(self, today: datetime.date) -> bool:
        return self.day < today and self.kind in CAN_BE_LATE

    def stage(self, today: datetime.date) -> int | None:
        """The nearest window the day has come into, in days; 0 once it is late; None while nobody need be told."""
        if self.is_late(today):
            return LATE
        left = self.days_left(today)
        return min((window for window in WINDOWS[self.kind] if 0 <= left <= window), default=None)


def dates_of(facts: DueFacts, *, today: datetime.date) -> list[DueDate]:
    """Every date ahead within `HORIZON_DAYS`, and what is late, in their order. A date known to no day makes none."""
    dates = [*_end(facts), *_chain(facts), *_anniversary(facts, today)]
    dates += [DueDate(DueKind.REVIEW, review.last_day, review.id) for review in facts.reviews]
    last = today + datetime.timedelta(days=HORIZON_DAYS)
    wanted = [due for due in dates if due.day <= last and (due.day >= today or due.is_late(today))]
    return sorted(
        (due for due in wanted if due.kind != DueKind.EXPIRED or due.days_left(today) >= -EXPIRED_FOR_DAYS),
        key=lambda due: (due.day, due.kind, due.mark),
    )


def _end(facts: DueFacts) -> list[DueDate]:
    last = facts.ends.last_day if facts.ends is not None and facts.ends.precision != Precision.YEAR else None
    if last is None:
        return []
    if facts.status == Status.EXPIRED:
        return [DueDate(DueKind.EXPIRED, last)]
    if facts.status not in (Status.IN_FORCE, Status.SUSPENDED):
        return []
    dates = [DueDate(DueKind.EXPIRY, last)]
    if facts.notice_days:
        dates.append(DueDate(DueKind.NOTICE, last - datetime.timedelta(days=facts.notice_days)))
    return dates


def _chain(facts: DueFacts) -> list[DueDate]:
    dates = [DueDate(DueKind.CLOCK, clock.last_day, clock.id) for clock in facts.clocks]
    if facts.status == Status.AUTHORISED and facts.authorised_on is not None:
        day = facts.authorised_on + datetime.timedelta(days=UNSIGNED_AFTER_DAYS)
        dates.append(DueDate(DueKind.UNSIGNED, day))
    return dates


def _anniversary(facts: DueFacts, today: datetime.date) -> list[DueDate]:
    """The next round year of signing, where the day of signing is known."""
    signed = facts.signed
    is_alive = facts.status in (Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED, Status.HISTORICAL)
    if signed is None or signed.value is None or signed.precision != Precision.DAY or not is_alive:
        return []
    first = max(today.year - signed.value.year, 1)
    for years in range(first, first + 2):
        day = _same_day(signed.value, signed.value.year + years)
        if years % ROUND_YEARS == 0 and day >= today:
            return [DueDate(DueKind.ANNIVERSARY, day, years=years)]
    return []


def _same_day(day: datetime.date, year: int) -> datetime.date:
    """That day in another year; the 29th of February falls on the 28th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
