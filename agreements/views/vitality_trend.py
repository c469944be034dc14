"""The vitality of the last years as a small step picture, month by month, with its numbers beside it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from agreements.choices import Vitality
from agreements.models import Relationship, VitalityPoint
from twinning.core.dates import PartialDate, Precision

MONTHS_SHOWN = 36
MONTHS_OF_YEAR = 12
WIDTH, HEIGHT, EDGE = 288.0, 72.0, 6.0
_LEVELS = {Vitality.LIVING: 0, Vitality.QUIET: 1, Vitality.DORMANT: 2, Vitality.UNKNOWN: 3}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months one after the other in one state: from, to, how many, and its line in the picture."""

    state: str
    first: PartialDate
    last: PartialDate
    months: int
    x1: float
    x2: float
    y: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The states of the last months; `years` are the marks under the line."""

    stretches: Sequence[Stretch]
    years: Sequence[tuple[str, float]]
    has_hindsight: bool
    width: float = WIDTH
    height: float = HEIGHT
    ground: float = HEIGHT - 3 * EDGE


def trend_of(relationship: Relationship, *, today: datetime.date, mirrored: bool) -> Trend | None:
    """The trend up to `today`, as everybody may know it; None while there is less than two months of it."""
    points = list(VitalityPoint.objects.filter(relationship=relationship, on__lte=today).order_by("on"))
    months = _states_by_month(points, today)
    if len(months) < 2:
        return None
    step = (WIDTH - 2 * EDGE) / len(months)

    def across(position: float) -> float:
        return WIDTH - EDGE - position * step if mirrored else EDGE + position * step

    stretches, position = [], 0
    for state, group in groupby(months, key=lambda month: month[1]):
        first, *_rest = rows = list(group)
        stretches.append(
            Stretch(
                state=state,
                first=_month(first[0]),
                last=_month(rows[-1][0]),
                months=len(rows),
                x1=across(position),
                x2=across(position + len(rows)),
                y=EDGE + _LEVELS[Vitality(state)] * (HEIGHT - 4 * EDGE) / 3,
            )
        )
        position += len(rows)
    years = [
        (str(number // MONTHS_OF_YEAR), across(index))
        for index, (number, _state) in enumerate(months)
        if number % MONTHS_OF_YEAR == 0
    ]
    return Trend(stretches, years, any(point.is_hindsight for point in points))


def _states_by_month(points: Sequence[VitalityPoint], today: datetime.date) -> list[tuple[int, str]]:
    """For each month from the first point, at most the last ones, the state at its end."""
    known = {_number(point.on): point.vitality for point in points}
    if not known:
        return []
    last, state = _number(today), ""
    months = []
    for number in range(min(known), last + 1):
        state = known.get(number, state)
        months.append((number, state))
    return months[-MONTHS_SHOWN:]


def _number(day: datetime.date) -> int:
    return day.year * MONTHS_OF_YEAR + day.month - 1


def _month(number: int) -> PartialDate:
    year, month = divmod(number, MONTHS_OF_YEAR)
    return PartialDate(datetime.date(year, month + 1, 1), Precision.MONTH)
