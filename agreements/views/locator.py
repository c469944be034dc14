"""A small picture of where a project lies: the places of the gazetteer around it as dots; nothing from outside."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.models import Project
from cities.distance import distance_km
from cities.models import City

WIDTH, HEIGHT = 416, 300
HALF_HEIGHT_DEGREES = 1.1  # about 122 km to the north and to the south
MOST_PLACES = 260
MOST_NAMES = 4
KM_OF_A_DEGREE = 111.19
SCALE_KM = 50
LARGEST_DOT, SMALLEST_DOT = 4.0, 1.6
NAME_GAP = 30.0  # picture units that two names keep from each other


@dataclass(frozen=True, slots=True)
class Dot:
    """One place on the picture; named where there is room."""

    x: float
    y: float
    radius: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Locator:
    """The places around, the project in the middle, and the words that say the same."""

    dots: Sequence[Dot]
    city: Dot | None
    scale: float
    words: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def pin(self) -> tuple[float, float]:
        return WIDTH / 2, HEIGHT / 2

    @property
    def scale_end(self) -> float:
        return 16 + self.scale

    @property
    def scale_middle(self) -> float:
        return 16 + self.scale / 2

    @property
    def scale_words(self) -> str:
        return _("%(km)s km") % {"km": SCALE_KM}


def locator_of(project: Project) -> Locator | None:
    """The picture of a project with a place on the map; None without one. Maps are never mirrored."""
    latitude, longitude = project.latitude, project.longitude
    if latitude is None or longitude is None:
        return None
    per_degree = HEIGHT / (2 * HALF_HEIGHT_DEGREES)
    narrowing = max(math.cos(math.radians(latitude)), 0.05)
    half_width = WIDTH / 2 / (per_degree * narrowing)
    around = City.objects.filter(
        country_id=project.city.country_id,
        latitude__range=(latitude - HALF_HEIGHT_DEGREES, latitude + HALF_HEIGHT_DEGREES),
        longitude__range=(longitude - half_width, longitude + half_width),
    )

    def dot_of(city: City, index: int) -> Dot:
        x = WIDTH / 2 + ((city.longitude or 0) - longitude) * per_degree * narrowing
        y = HEIGHT / 2 - ((city.latitude or 0) - latitude) * per_degree
        return Dot(x, y, max(SMALLEST_DOT, LARGEST_DOT - index / 12), city.name)

    places = list(around.selectable().order_by("-rank", "pk")[:MOST_PLACES])
    dots = [dot_of(city, index) for index, city in enumerate(places) if city.pk != project.city_id]
    return Locator(
        dots=_named_where_there_is_room(dots),
        city=dot_of(project.city, 0) if project.city.latitude is not None else None,
        scale=SCALE_KM / KM_OF_A_DEGREE * per_degree,
        words=_words(project, latitude, longitude),
    )


def _named_where_there_is_room(dots: Sequence[Dot]) -> list[Dot]:
    """The largest places keep their names, as long as names do not lie on each other or on the pin."""
    taken = [(WIDTH / 2, HEIGHT / 2)]
    shown = []
    for dot in dots:
        is_free = all(abs(dot.x - x) > 2 * NAME_GAP or abs(dot.y - y) > NAME_GAP for x, y in taken)
        is_inside = 2 * NAME_GAP < dot.x < WIDTH - 2 * NAME_GAP and NAME_GAP < dot.y < HEIGHT - NAME_GAP
        if is_free and is_inside and len(taken) <= MOST_NAMES:
            taken.append((dot.x, dot.y))
            shown.append(dot)
        else:
            shown.append(Dot(dot.x, dot.y, dot.radius))
    return shown


def _words(project: Project, latitude: float, longitude: float) -> str:
    """How far from the middle of its city, and in which direction."""
    city = project.city
    if city.latitude is None or city.longitude is None:
        return ""
    away = distance_km(city.latitude, city.longitude, latitude, longitude)
    if away < 1:
        return _("In the centre of %(city)s") % {"city": city.name}
    north, east = latitude - city.latitude, (longitude - city.longitude) * math.cos(math.radians(latitude))
    sectors = [
        _("%(km)s km north of the centre of %(city)s"),
        _("%(km)s km north-east of the centre of %(city)s"),
        _("%(km)s km east of the centre of %(city)s"),
        _("%(km)s km south-east of the centre of %(city)s"),
        _("%(km)s km south of the centre of %(city)s"),
        _("%(km)s km south-west of the centre of %(city)s"),
        _("%(km)s km west of the centre of %(city)s"),
        _("%(km)s km north-west of the centre of %(city)s"),
    ]
    sector = round(math.degrees(math.atan2(east, north)) % 360 / 45) % 8
    return sectors[sector] % {"km": f"{away:.0f}", "city": city.name}
