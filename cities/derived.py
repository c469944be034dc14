"""What can be said of a place from what the gazetteer knows: computed, never typed, and said to be so.

Distances are great-circle kilometres to the nearest point of Natural Earth's 1:50 million coastline and to the nearest
seaport of a list of 1,610 (cities/data/README.md); both are good to a few kilometres.
"""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from babel.languages import get_official_languages
from django.db import models
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from cities.models import City

DATA_DIR = Path(__file__).resolve().parent / "data"
EARTH_RADIUS_KM = 6371.0
# Points of the coastline lie at most this far apart.
COAST_STEP_KM = 5.0
COASTAL_KM = 10
PORT_KM = 15


class SizeClass(models.TextChoices):
    """How many people live there, in the classes of the United Nations' urban reports, divided below 300,000."""

    VILLAGE = "village", _("Fewer than 5,000 inhabitants")
    TOWN = "town", _("5,000 to 50,000 inhabitants")
    SMALL_CITY = "small_city", _("50,000 to 100,000 inhabitants")
    MID_SIZE_CITY = "mid_size_city", _("100,000 to 500,000 inhabitants")
    LARGE_CITY = "large_city", _("500,000 to 1 million inhabitants")
    METROPOLIS = "metropolis", _("1 to 10 million inhabitants")
    MEGACITY = "megacity", _("10 million inhabitants and more")


class ClimateBand(models.TextChoices):
    """The belt of latitude; it says nothing of height, rain or sea."""

    TROPICAL = "tropical", _("Tropical belt (to 23.4° of latitude)")
    SUBTROPICAL = "subtropical", _("Subtropical belt (23.4° to 35°)")
    TEMPERATE = "temperate", _("Temperate belt (35° to 55°)")
    COLD = "cold", _("Cold belt (55° to 66.6°)")
    POLAR = "polar", _("Polar belt (beyond 66.6°)")


_SIZES = (
    (5_000, SizeClass.VILLAGE),
    (50_000, SizeClass.TOWN),
    (100_000, SizeClass.SMALL_CITY),
    (500_000, SizeClass.MID_SIZE_CITY),
    (1_000_000, SizeClass.LARGE_CITY),
    (10_000_000, SizeClass.METROPOLIS),
)
_BANDS = (
    (23.44, ClimateBand.TROPICAL),
    (35.0, ClimateBand.SUBTROPICAL),
    (55.0, ClimateBand.TEMPERATE),
    (66.56, ClimateBand.COLD),
)


@dataclass(frozen=True, slots=True)
class NearestPort:
    """The seaport nearest to a place."""

    name: str
    km: int


@dataclass(frozen=True, slots=True)
class DerivedFacts:
    """What is computed of a place; None or empty where the gazetteer does not know enough."""

    size_class: SizeClass | None
    climate_band: ClimateBand | None
    coast_km: int | None
    port: NearestPort | None
    languages: tuple[str, ...]
    utc_offset_hours: float | None

    @property
    def trait_codes(self) -> tuple[str, ...]:
        """The traits of likeness that follow from these facts."""
        coastal = self.coast_km is not None and self.coast_km <= COASTAL_KM
        has_port = self.port is not None and self.port.km <= PORT_KM
        found = (
            ("coastal_city", coastal),
            ("port_city", coastal and has_port),
            ("mid_size_city", self.size_class == SizeClass.MID_SIZE_CITY),
        )
        return tuple(code for code, holds in found if holds)


def derive(city: City, *, today: datetime.date) -> DerivedFacts:
    """Everything that follows from a place's inhabitants, position, country and time zone."""
    position = None if city.latitude is None or city.longitude is None else (city.latitude, city.longitude)
    return DerivedFacts(
        size_class=size_class_of(city.population),
        climate_band=climate_band_of(position[0]) if position else None,
        coast_km=coast_km_of(*position) if position else None,
        port=nearest_port_to(*position) if position else None,
        languages=languages_of(city.country_id),
        utc_offset_hours=utc_offset_of(city.time_zone, on=today),
    )


def size_class_of(population: int) -> SizeClass | None:
    """The class of a number of inhabitants; None where the gazetteer has none (0)."""
    if population <= 0:
        return None
    return next((size for limit, size in _SIZES if population < limit), SizeClass.MEGACITY)


def climate_band_of(latitude: float) -> ClimateBand:
    """The belt a latitude (degrees, -90 to 90) lies in."""
    return next((band for limit, band in _BANDS if abs(latitude) < limit), ClimateBand.POLAR)


def coast_km_of(latitude: float, longitude: float) -> int:
    """Whole kilometres to the nearest coastline."""
    return round(float(_distances_km(_coast(), latitude, longitude).min()))


def nearest_port_to(latitude: float, longitude: float) -> NearestPort:
    """The nearest seaport and how far it is."""
    names, points = _ports()
    distances = _distances_km(points, latitude, longitude)
    nearest = int(distances.argmin())
    return NearestPort(names[nearest], round(float(distances[nearest])))


def languages_of(country_code: str) -> tuple[str, ...]:
    """Codes of the official languages of a country, most spoken first (Unicode CLDR)."""
    return tuple(get_official_languages(country_code, de_facto=True))


def utc_offset_of(time_zone: str, *, on: datetime.date) -> float | None:
    """Hours ahead of UTC at noon of a day; None where the time zone is not known."""
    try:
        zone = ZoneInfo(time_zone) if time_zone else None
    except (KeyError, ValueError):
        return None
    if zone is None:
        return None
    offset = datetime.datetime.combine(on, datetime.time(12), tzinfo=zone).utcoffset()
    return None if offset is None else offset.total_seconds() / 3600


Points = NDArray[np.float64]


def _distances_km(points: Points, latitude: float, longitude: float) -> Points:
    """Great-circle distances from one place to points on the unit sphere."""
    place = _on_sphere(np.array([[latitude, longitude]]))[0]
    chords = np.linalg.norm(points - place, axis=1)
    distances: Points = 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chords / 2, 0, 1))
    return distances


def _on_sphere(degrees: Points) -> Points:
    """Latitude and longitude in degrees as points on the unit sphere."""
    latitude, longitude = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return np.column_stack(
        (np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)),
    )


@cache
def _ports() -> tuple[Sequence[str], Points]:
    rows = json.loads((DATA_DIR / "sea_ports.json").read_text(encoding="utf-8"))
    return [row[1] for row in rows], _on_sphere(np.array([row[2:4] for row in rows]))


@cache
def _coast() -> Points:
    topology = json.loads((DATA_DIR / "coastline.json").read_text(encoding="utf-8"))
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        steps = np.cumsum(np.array(arc, dtype=np.float64), axis=0)
        degrees = np.column_stack((steps[:, 1] * scale_y + bottom, steps[:, 0] * scale_x + left))
        lines.append(_dense(_on_sphere(degrees)))
    return np.concatenate(lines)


def _dense(line: Points) -> Points:
    """A line with points between its own, so that none lie further apart than COAST_STEP_KM."""
    lengths = np.linalg.norm(np.diff(line, axis=0), axis=1) * EARTH_RADIUS_KM
    parts = np.maximum(np.ceil(lengths / COAST_STEP_KM).astype(int), 1)
    starts = np.repeat(line[:-1], parts, axis=0)
    spans = np.repeat(np.diff(line, axis=0), parts, axis=0)
    counters = np.concatenate([np.arange(count) / count for count in parts])[:, None]
    dense: Points = np.vstack((starts + spans * counters, line[-1:]))
    return dense
