"""The arcs of one city to its partners, side by side above one ground line, as numbers a template can print."""

from collections.abc import Sequence
from dataclasses import dataclass

from twinning.core.arc import INSET, Point

WIDTH = 560.0
MOST_ENDS = 7
_SIDE = 56.0
_RISE = 0.40
_HEAD = 10.0
_LABEL_ROW = 38.0
# With more partners than this their names would touch: every second one stands a row lower.
_ENDS_IN_ONE_ROW = 4


@dataclass(frozen=True, slots=True)
class FanEnd:
    """A partner at the far end of an arc: its name, the year of the tie, and how the tie lives."""

    name: str
    year: str
    vitality: str


@dataclass(frozen=True, slots=True)
class PlacedEnd:
    """A partner with its foot on the ground line, the curve that leads there and the place of its two lines of text."""

    end: FanEnd
    at: Point
    path: str
    text: Point


@dataclass(frozen=True, slots=True)
class ArcFan:
    """Everything a template needs to draw a city with the arcs to its partners."""

    width: float
    height: float
    home: Point
    ground_end: Point
    ends: tuple[PlacedEnd, ...]


def draw_fan(ends: Sequence[FanEnd], *, mirrored: bool) -> ArcFan:
    """The arcs from a city at the start of the line to at most seven partners, the first nearest."""
    shown = list(ends[:MOST_ENDS])
    span = WIDTH - 2 * _SIDE
    ground = _HEAD + span * _RISE
    rows = 2 if len(shown) > _ENDS_IN_ONE_ROW else 1

    def across(distance: float) -> float:
        return WIDTH - _SIDE - distance if mirrored else _SIDE + distance

    placed = []
    for index, end in enumerate(shown, start=1):
        distance = span * index / len(shown)
        lift = ground - distance * _RISE * 4 / 3
        inset = distance * INSET
        curve = (
            f"M{across(0):.1f},{ground:.1f} C{across(inset):.1f},{lift:.1f} "
            f"{across(distance - inset):.1f},{lift:.1f} {across(distance):.1f},{ground:.1f}"
        )
        row = (index - 1) % rows
        text = Point(across(distance), ground + 24 + row * _LABEL_ROW)
        placed.append(PlacedEnd(end, Point(across(distance), ground), curve, text))
    return ArcFan(
        width=WIDTH,
        height=ground + 24 + rows * _LABEL_ROW,
        home=Point(across(0), ground),
        ground_end=Point(across(span), ground),
        ends=tuple(placed),
    )
