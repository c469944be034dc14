"""The agreements of a relationship on a line of years: one arc each, from its signing to its end."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agreements.choices import PUBLISHED_STATUSES, Status
from agreements.coverage import Span as OpenSpan
from agreements.models import Agreement

WIDTH = 760.0
SIDE = 28.0
GROUND = 118.0
HEIGHT = 146.0
# An arc rises with the years it spans, within these bounds.
LOWEST, HIGHEST = 26.0, 96.0
_RUNNING = (Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Span:
    """One agreement as an arc over the line; a running one is drawn to today with an open foot."""

    path: str
    start: float
    end: float
    is_running: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch of the line without certain coverage: a gap, or not known."""

    kind: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the line."""

    x: float
    year: int


@dataclass(frozen=True, slots=True)
class ChainPicture:
    """Everything the template prints; earliest at the inline start."""

    spans: Sequence[Span]
    ticks: Sequence[Tick]
    breaks: Sequence[Break] = ()
    width: float = WIDTH
    height: float = HEIGHT
    ground: float = GROUND
    side: float = SIDE
    right: float = WIDTH - SIDE


def chain_picture(
    agreements: Iterable[Agreement], *, today: datetime.date, mirrored: bool, spans: Iterable[OpenSpan] = ()
) -> ChainPicture | None:
    """The picture of the agreements with a known signing; none where nothing can be drawn."""
    dated = [a for a in agreements if a.signed_on and a.status in PUBLISHED_STATUSES]
    if not dated:
        return None
    first = min(a.signed_on.year for a in dated if a.signed_on)
    last = max([today.year + 1, *(_end_of(a, today).year for a in dated if a.status not in _RUNNING)])
    scale = _Scale(first, max(last, first + 1), mirrored=mirrored)
    arcs = [_span(agreement, scale, today) for agreement in dated]
    years = sorted({first, *(a.signed_on.year for a in dated if a.signed_on), today.year})
    ticks = _apart([Tick(scale.at(datetime.date(year, 1, 1)), year) for year in years])
    return ChainPicture(arcs, ticks, [_break(span, scale, today) for span in spans if span.after])


class _Scale:
    def __init__(self, first: int, last: int, *, mirrored: bool) -> None:
        self._first, self._years, self._mirrored = first, last - first, mirrored

    def at(self, day: datetime.date) -> float:
        share = (day.year + (day.timetuple().tm_yday - 1) / 366 - self._first) / self._years
        x = SIDE + min(1.0, max(0.0, share)) * (WIDTH - 2 * SIDE)
        return WIDTH - x if self._mirrored else x


def _end_of(agreement: Agreement, today: datetime.date) -> datetime.date:
    if agreement.status in _RUNNING:
        return today
    return agreement.ended_on or agreement.ends_on or today


def _break(span: OpenSpan, scale: _Scale, today: datetime.date) -> Break:
    start = span.after.last_day if span.after and span.after.last_day else today
    until = span.until.value if span.until and span.until.value else today
    return Break(span.kind.value, scale.at(start), scale.at(until))


def _span(agreement: Agreement, scale: _Scale, today: datetime.date) -> Span:
    begins = agreement.signed_on or today
    start, end = scale.at(begins), scale.at(max(_end_of(agreement, today), begins))
    rise = min(HIGHEST, max(LOWEST, abs(end - start) / 4))
    top = GROUND - rise * 4 / 3
    path = f"M{start:.1f},{GROUND} C{start:.1f},{top:.1f} {end:.1f},{top:.1f} {end:.1f},{GROUND}"
    return Span(path, start, end, agreement.status in _RUNNING, agreement.status == Status.IN_FORCE)


def _apart(ticks: Sequence[Tick]) -> list[Tick]:
    """The ticks whose years do not run into each other; the first and the last always stay."""
    kept = [ticks[0]]
    for tick in ticks[1:-1]:
        if abs(tick.x - kept[-1].x) >= 44 and abs(ticks[-1].x - tick.x) >= 44:
            kept.append(tick)
    if len(ticks) > 1:
        if abs(ticks[-1].x - kept[-1].x) < 44 and len(kept) > 1:
            kept.pop()
        kept.append(ticks[-1])
    return kept
