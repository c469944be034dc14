"""Legal coverage of a relationship: from when to when an agreement was in force, and where none was.

Pure: reads facts of instruments and a day. A date known by its year alone makes no gap, and an end that nobody knows is
not known, never a gap.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.choices import Link, Status
from agreements.models import Agreement
from twinning.core.dates import PartialDate

_ONE_DAY = datetime.timedelta(days=1)
_RUNNING = (Status.IN_FORCE, Status.SUSPENDED)
_SUCCEEDED = (Status.RENEWED, Status.REPLACED)
_COVERING = (*_RUNNING, *_SUCCEEDED, Status.EXPIRED, Status.TERMINATED, Status.HISTORICAL)


class SpanKind(models.TextChoices):
    """What is said of a span of time between or after instruments."""

    GAP = "gap", _("No agreement in force")
    UNKNOWN = "unknown", _("Not known whether an agreement was in force")


@dataclass(frozen=True, slots=True)
class Span:
    """A span without certain coverage: after a date, until the next beginning, or until today where that is None."""

    kind: SpanKind
    after: PartialDate | None
    until: PartialDate | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """From when to when one instrument held, as far as it is known.

    `ends` None means open while it runs, and not known once it does not; `over_by` is when what followed it began.
    """

    begins: PartialDate | None
    ends: PartialDate | None
    is_running: bool = False
    over_by: PartialDate | None = None

    @property
    def has_unknown_end(self) -> bool:
        return self.ends is None and not self.is_running

    def may_hold_after(self, day: datetime.date) -> bool:
        """Whether, for all that is known, the instrument still held on some day after this one."""
        if self.over_by is not None and _last_day(self.over_by) <= day:
            return False
        if self.begins is None and self.ends is not None:
            return _last_day(self.ends) > day
        # What runs since a day that nobody knows may have run all the time.
        return self.has_unknown_end or (self.begins is None and self.is_running)


def coverage_of(agreement: Agreement, successors: Iterable[Agreement]) -> Coverage | None:
    """The span of one agreement; None for what never held by itself: drafts, what is only signed, amendments."""
    if agreement.status not in _COVERING or agreement.link == Link.AMENDS:
        return None
    begins = _known(agreement.in_force) or _known(agreement.signed)
    if agreement.status in _RUNNING:
        return Coverage(begins, _known(agreement.ends), is_running=True)
    stated = _known(agreement.ended) or _known(agreement.ends)
    if agreement.status not in _SUCCEEDED:
        return Coverage(begins, stated)
    followers = [_known(one.in_force) or _known(one.signed) for one in successors if one.status in _COVERING]
    over_by = min((date for date in followers if date), key=_first_day, default=None)
    if stated is None and not agreement.is_historical:
        stated = over_by  # It held until what renewed or replaced it began.
    return Coverage(begins, stated, over_by=over_by)


def open_spans(coverages: Iterable[Coverage], *, today: datetime.date) -> list[Span]:
    """Where no instrument was in force, or nobody knows, from the first known beginning until today."""
    known = list(coverages)
    dated = sorted((one for one in known if one.begins), key=lambda one: _first_day(one.begins))
    spans: list[Span] = []
    for number, following in enumerate(dated[1:], start=1):
        spans += _between(dated[:number], following.begins, known)
    return spans + _until_today(dated, known, today) if dated else []


def _between(earlier: Sequence[Coverage], begins: PartialDate | None, known: Sequence[Coverage]) -> list[Span]:
    last = _last_end(earlier)
    first_day = begins.value if begins else None
    if first_day is None or (last is not None and first_day <= _last_day(last) + _ONE_DAY):
        return []
    if any(one.is_running and one.ends is None for one in earlier):
        return []
    return [_span(earlier, last, begins, known)]


def _until_today(dated: Sequence[Coverage], known: Sequence[Coverage], today: datetime.date) -> list[Span]:
    last = _last_end(dated)
    if any(one.is_running and (one.ends is None or _last_day(one.ends) >= today) for one in known):
        return []
    if last is not None and _last_day(last) >= today:
        return []
    return [_span(dated, last, None, known)]


def _span(
    earlier: Sequence[Coverage], last: PartialDate | None, until: PartialDate | None, known: Sequence[Coverage]
) -> Span:
    """A gap, unless an instrument whose end or beginning nobody knows may have held meanwhile."""
    undated = [one for one in known if one.begins is None]
    day = _last_day(last) if last else datetime.date.min
    is_unknown = last is None or any(one.may_hold_after(day) for one in [*earlier, *undated])
    if not is_unknown:
        return Span(SpanKind.GAP, last, until)
    open_ended = [one.begins for one in earlier if one.may_hold_after(day) and one.begins]
    after = max([date for date in (last, *open_ended) if date], key=_first_day, default=None)
    return Span(SpanKind.UNKNOWN, after, until)


def _last_end(coverages: Iterable[Coverage]) -> PartialDate | None:
    return max((one.ends for one in coverages if one.ends), key=_last_day, default=None)


def _known(date: PartialDate | None) -> PartialDate | None:
    return date if date is not None and date.value is not None else None


def _first_day(date: PartialDate | None) -> datetime.date:
    return date.value if date and date.value else datetime.date.min


def _last_day(date: PartialDate) -> datetime.date:
    return date.last_day or datetime.date.max
