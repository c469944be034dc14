"""How far two places lie apart."""

import math

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The way along the surface of the Earth, taken as a sphere (haversine), from degrees; 0 to about 20,015 km."""
    here, there = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    half_chord = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half_chord)))
