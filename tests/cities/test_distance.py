"""Distances between places on the Earth."""

import pytest

from cities.distance import distance_km

MUSCAT, AMMAN, KOBE = (23.58, 58.41), (31.96, 35.95), (34.69, 135.18)


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        (MUSCAT, MUSCAT, 0),
        ((0.0, 0.0), (0.0, 180.0), 20015),
        ((0.0, 0.0), (0.0, 1.0), 111),
        ((0.0, 179.5), (0.0, -179.5), 111),
        (AMMAN, (34.01, -6.83), 3967),
    ],
)
def test_distance_is_that_of_a_great_circle(here: tuple[float, float], there: tuple[float, float], km: int) -> None:
    assert distance_km(*here, *there) == pytest.approx(km, abs=1.5)


def test_distance_is_the_same_both_ways() -> None:
    assert distance_km(*MUSCAT, *KOBE) == pytest.approx(distance_km(*KOBE, *MUSCAT))
