"""Agreements that end soon: the line of the next ninety days, and the agreements on it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_bidi

from agreements.counted import CountedList, counted
from agreements.filtersets import AgreementFilterSet
from agreements.models import Agreement
from agreements.querysets import AgreementQuerySet
from agreements.views.agreement_rows import AgreementRow, row_of
from twinning.core.dates import PartialDate
from twinning.home.lists import FURTHEST_END, WINDOWS

# The nearer the end, the louder: within a week, within a month, later.
TONES = {7: "bad", 30: "attention", 90: "neutral"}
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class EndingAgreement:
    """An agreement, its last day, and how many days are left."""

    row: AgreementRow
    day: PartialDate | None
    days: int
    tone: str


@dataclass(frozen=True, slots=True)
class EndingWindow:
    """How many agreements end within so many days."""

    days: int
    counted: CountedList


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the line in percent of its width, and its tone."""

    start: float
    width: float
    tone: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the line in percent of its width: an agreement, or the end of a zone."""

    at: float
    tone: str
    days: int


@dataclass(frozen=True, slots=True)
class EndingLine:
    """Everything that ends within ninety days, drawn and listed."""

    windows: Sequence[EndingWindow]
    agreements: Sequence[EndingAgreement]
    zones: Sequence[Zone]
    marks: Sequence[Mark]
    dots: Sequence[Mark]
    today_at: float


def ending_line(ending: Mapping[int, AgreementFilterSet], *, today: datetime.date) -> EndingLine:
    """What ends soon: the lists within 7, 30 and 90 days, and the first rows of the last of them."""
    rows: AgreementQuerySet = ending[FURTHEST_END].qs
    agreements = [_ending(agreement, today) for agreement in rows.with_list_parts()[:MOST_SHOWN]]
    return EndingLine(
        windows=[EndingWindow(days, counted(ending[days])) for days in WINDOWS],
        agreements=agreements,
        zones=_zones(),
        marks=[Mark(_at(days), TONES[days], days) for days in WINDOWS],
        dots=[Mark(_at(agreement.days), agreement.tone, agreement.days) for agreement in agreements],
        today_at=_at(0),
    )


def tone_of(days: int) -> str:
    """How urgent an end in so many days is."""
    return TONES[next((window for window in WINDOWS if days <= window), WINDOWS[-1])]


def _ending(agreement: Agreement, today: datetime.date) -> EndingAgreement:
    days = (agreement.ends_on - today).days if agreement.ends_on else 0
    return EndingAgreement(row_of(agreement), agreement.ends, days, tone_of(days))


def _at(days: int) -> float:
    """Where a day stands on the line: today at its start, which is the right in Arabic."""
    share = 100 * days / FURTHEST_END
    return 100 - share if get_language_bidi() else share


def _zones() -> list[Zone]:
    starts = (0, *WINDOWS[:-1])
    return [
        Zone(min(_at(start), _at(end)), abs(_at(end) - _at(start)), TONES[end])
        for start, end in zip(starts, WINDOWS, strict=True)
    ]
