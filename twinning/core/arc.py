"""The arc that ties two cities: its curve, beads, open crown and mirroring, as numbers a template can print."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# Shares of the span: how far the control points stand inside the feet, how high the crown rises.
INSET = 0.17
RISE = 0.186
OPEN_SHARE = 0.26
# Beads keep clear of the feet: the first and the last stand at these parameters of the curve.
FIRST_BEAD, LAST_BEAD = 0.175, 0.825
MOST_BEADS = 5
# Half the usual width of a letter at 14 px, and how far a text may reach beyond the picture's edge.
HALF_LETTER, SIDE_ROOM = 3.5, 12.0
_STEPS = 200


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture; y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bead:
    """One agreement on the arc: its year over its kind; the filled one is the page you are on.

    `short` is the kind in one word for a narrow screen, where "Twinning agreement" has no room.
    """

    year: str
    label: str
    is_current: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Foot:
    """One city at a foot of the arc, as the header shows it."""

    name: str
    country: str = ""
    role: str = ""
    latitude: float | None = None
    longitude: float | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlacedBead:
    """A bead with its place, the side whose colour it takes and the place of its two lines of text."""

    bead: Bead
    at: Point
    side: str
    text: Point


@dataclass(frozen=True, slots=True)
class Arc:
    """Everything a template needs to draw one arc between the lead's foot and the partner's foot."""

    width: float
    height: float
    lead: Point
    partner: Point
    crown: Point
    paths: tuple[str, ...]
    beads: tuple[PlacedBead, ...]
    is_mirrored: bool
    is_open: bool
    blend: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Curve:
    start: Point
    first: Point
    second: Point
    end: Point

    def at(self, t: float) -> Point:
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        points = (self.start, self.first, self.second, self.end)
        pairs = list(zip(weights, points, strict=True))
        return Point(sum(w * p.x for w, p in pairs), sum(w * p.y for w, p in pairs))

    def until(self, t: float) -> "_Curve":
        """The part of the curve from its start to parameter `t` (de Casteljau)."""
        a, b, c = (
            _between(self.start, self.first, t),
            _between(self.first, self.second, t),
            _between(self.second, self.end, t),
        )
        ab, bc = _between(a, b, t), _between(b, c, t)
        return _Curve(self.start, a, ab, _between(ab, bc, t))

    def reversed(self) -> "_Curve":
        return _Curve(self.end, self.second, self.first, self.start)

    def path(self) -> str:
        points = (self.first, self.second, self.end)
        return f"M{_pair(self.start)} C" + " ".join(_pair(point) for point in points)

    def parameter_at_share(self, share: float) -> float:
        """The parameter at which `share` (0 to 1) of the curve's length is behind."""
        points = [self.at(step / _STEPS) for step in range(_STEPS + 1)]
        lengths = [0.0]
        for before, after in pairwise(points):
            lengths.append(lengths[-1] + ((after.x - before.x) ** 2 + (after.y - before.y) ** 2) ** 0.5)
        wanted = share * lengths[-1]
        return next(step for step, length in enumerate(lengths) if length >= wanted) / _STEPS


def _between(a: Point, b: Point, t: float) -> Point:
    return Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)


def _pair(point: Point) -> str:
    return f"{point.x:.1f},{point.y:.1f}"


def draw_arc(
    *,
    width: float,
    mirrored: bool,
    beads: Sequence[Bead] = (),
    is_open: bool = False,
    head: float = 12,
) -> Arc:
    """The arc in a picture `width` units wide; `mirrored` puts the lead city's foot on the right.

    `head` is the room above the crown (for bead texts or a score), in the same units.
    """
    foot = 14.0
    span = width - 2 * foot
    ground = head + span * RISE
    start, end = Point(foot, ground), Point(width - foot, ground)
    if mirrored:
        start, end = end, start
    towards = -1 if mirrored else 1
    lift = ground - span * RISE * 4 / 3
    curve = _Curve(
        start,
        Point(start.x + towards * span * INSET, lift),
        Point(end.x - towards * span * INSET, lift),
        end,
    )
    middle = width / 2
    sixth = span / 12
    return Arc(
        width=width,
        height=ground + foot,
        lead=start,
        partner=end,
        crown=Point(middle, head),
        paths=_open_paths(curve) if is_open else (curve.path(),),
        beads=_place(curve, beads, width),
        is_mirrored=mirrored,
        is_open=is_open,
        blend=(middle - towards * sixth, middle + towards * sixth),
    )


def _open_paths(curve: _Curve) -> tuple[str, str]:
    """The two sides of an arc whose keystone is missing: 26 % of its length at the crown."""
    until = curve.parameter_at_share((1 - OPEN_SHARE) / 2)
    return curve.until(until).path(), curve.reversed().until(until).path()


def _place(curve: _Curve, beads: Sequence[Bead], width: float) -> tuple[PlacedBead, ...]:
    shown = _most_telling(beads)
    placed = []
    for index, bead in enumerate(shown):
        share = 0.5 if len(shown) == 1 else index / (len(shown) - 1)
        t = FIRST_BEAD + (LAST_BEAD - FIRST_BEAD) * share
        at = curve.at(t)
        # Beads on the flanks carry their text a little outwards, where the curve leaves room.
        outwards = (0.5 - share) * 0.12 * (curve.start.x - curve.end.x)
        side = "lead" if share < 0.5 else "partner"
        half = len(bead.label) * HALF_LETTER - SIDE_ROOM
        text = min(max(at.x + outwards, half), width - half)
        placed.append(PlacedBead(bead, at, side, Point(text, at.y - 18)))
    return tuple(placed)


def _most_telling(beads: Sequence[Bead]) -> list[Bead]:
    """At most five beads: the first, the latest, and the one this page is about are always among them."""
    if len(beads) <= MOST_BEADS:
        return list(beads)
    current = [index for index, bead in enumerate(beads) if bead.is_current]
    wanted = {0, len(beads) - 1, *current[:1]}
    for index in range(len(beads) - 2, 0, -1):
        if len(wanted) == MOST_BEADS:
            break
        wanted.add(index)
    return [beads[index] for index in sorted(wanted)]
