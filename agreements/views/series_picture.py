"""The picture of an indicator over time: its values, its baseline, its target; the table beside it says the same."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.models import Indicator, Measurement

WIDTH, HEIGHT = 640, 180
SIDE, TOP, BOTTOM = 28, 26, 30


@dataclass(frozen=True, slots=True)
class Point:
    """One value on the picture."""

    x: float
    y: float
    value: Decimal
    year: str


@dataclass(frozen=True, slots=True)
class SeriesPicture:
    """Points from the earliest to the latest, and the heights of the two lines."""

    points: Sequence[Point]
    target_y: float
    baseline_y: float | None
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self) -> str:
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def series_picture(
    indicator: Indicator, measurements: Sequence[Measurement], *, mirrored: bool
) -> SeriesPicture | None:
    """The picture of at least two values; in Arabic time runs from right to left."""
    if len(measurements) < 2:
        return None
    figures = [measurement.value for measurement in measurements] + [indicator.target]
    figures += [] if indicator.baseline is None else [indicator.baseline]
    lowest, highest = min(figures), max(figures)
    days = [measurement.as_of for measurement in measurements]
    first, last = min(days), max([*days, indicator.due_on or datetime.date.min])

    def x_of(day: datetime.date) -> float:
        share = (day - first).days / ((last - first).days or 1)
        across = SIDE + share * (WIDTH - 2 * SIDE)
        return WIDTH - across if mirrored else across

    def y_of(value: Decimal) -> float:
        share = float((value - lowest) / ((highest - lowest) or 1))
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    return SeriesPicture(
        points=[Point(x_of(one.as_of), y_of(one.value), one.value, str(one.as_of.year)) for one in measurements],
        target_y=y_of(indicator.target),
        baseline_y=None if indicator.baseline is None else y_of(indicator.baseline),
    )
