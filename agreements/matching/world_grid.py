"""Sums over the neighbourhood of every place at once, on a grid of half degrees.

A value at each place is gathered into its cell; every cell then reads the cells around it, weighed by distance with a
bell curve. Rows are convolved by Fourier transform, since a degree of longitude is shorter the nearer it lies to a
pole. The cells make this good to some 30 km, which is what a neighbourhood of towns asks for.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CELL_DEGREES = 0.5
ROWS, COLUMNS = 360, 720
KM_PER_DEGREE = 111.195
# Beyond this latitude a row of cells is a point: nobody is twinned there.
LEAST_COSINE = 0.2


@dataclass(frozen=True, slots=True)
class Blur:
    """The Fourier transforms of a bell curve: one for each row of the grid and each row so many further."""

    rows_away: tuple[int, ...]
    transforms: tuple[NDArray[np.complex128], ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """The four cells around each place and how much of it lies in each; a place that is not known lies in none."""

    numbers: NDArray[np.int64]  # 4 × places
    shares: Array  # 4 × places


def cells_of(latitudes: Array, longitudes: Array) -> Cells:
    """The cells of each place, so that a place between two cells counts in both."""
    known = np.isfinite(latitudes) & np.isfinite(longitudes)
    rows = (np.nan_to_num(latitudes) + 90) / CELL_DEGREES - 0.5
    columns = (np.nan_to_num(longitudes) + 180) / CELL_DEGREES - 0.5
    low_rows, low_columns = np.floor(rows), np.floor(columns)
    up, right = rows - low_rows, columns - low_columns
    numbers, shares = [], []
    for row, row_share in ((low_rows, 1 - up), (low_rows + 1, up)):
        for column, column_share in ((low_columns, 1 - right), (low_columns + 1, right)):
            line = np.clip(row, 0, ROWS - 1).astype(np.int64)
            numbers.append(line * COLUMNS + column.astype(np.int64) % COLUMNS)
            shares.append(np.where(known, row_share * column_share, 0.0))
    return Cells(np.stack(numbers), np.stack(shares))


@cache
def bell(km: float) -> Blur:
    """A bell curve with this standard deviation."""
    reach = int(np.ceil(2 * km / KM_PER_DEGREE / CELL_DEGREES))
    cosines = np.maximum(np.cos(np.radians((np.arange(ROWS) + 0.5) * CELL_DEGREES - 90)), LEAST_COSINE)
    steps = np.minimum(np.arange(COLUMNS), COLUMNS - np.arange(COLUMNS)) * CELL_DEGREES * KM_PER_DEGREE
    away = tuple(range(-reach, reach + 1))
    transforms = tuple(
        np.fft.rfft(_weights(np.hypot(steps[None] * cosines[:, None], rows * CELL_DEGREES * KM_PER_DEGREE), km), axis=1)
        for rows in away
    )
    return Blur(rows_away=away, transforms=transforms)


def around(values: Array, cells: Cells, blurs: tuple[Blur, ...]) -> list[Array]:
    """For each blur and each place the weighed sum of `values` around it; 0 for a place that is not known."""
    filled = np.flatnonzero(values)
    if not len(filled):
        return [np.zeros(len(values)) for _ in blurs]
    parts = (cells.shares[:, filled] * values[filled]).ravel()
    grid = np.bincount(cells.numbers[:, filled].ravel(), weights=parts, minlength=ROWS * COLUMNS)
    grid = grid.reshape(ROWS, COLUMNS)
    rows = np.flatnonzero(grid.any(axis=1))
    transformed = np.fft.rfft(grid[rows], axis=1)
    return [(_spread(transformed, rows, blur)[cells.numbers] * cells.shares).sum(axis=0) for blur in blurs]


def _spread(transformed: NDArray[np.complex128], rows: NDArray[np.int64], blur: Blur) -> Array:
    total = np.zeros((ROWS, COLUMNS // 2 + 1), dtype=np.complex128)
    for away, transform in zip(blur.rows_away, blur.transforms, strict=True):
        targets = rows + away
        inside = (targets >= 0) & (targets < ROWS)
        total[targets[inside]] += transformed[inside] * transform[rows[inside]]
    spread = np.zeros((ROWS, COLUMNS))
    filled = np.flatnonzero(total.any(axis=1))
    spread[filled] = np.fft.irfft(total[filled], n=COLUMNS, axis=1)
    return np.maximum(spread, 0.0).ravel()


def _weights(distances: Array, km: float) -> Array:
    weights: Array = np.where(distances <= 2.5 * km, np.exp(-0.5 * (distances / km) ** 2), 0.0)
    return weights
