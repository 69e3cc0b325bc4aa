"""The cells of a grid by which places are found near a point: a cell is a number, a row of them a range. Pure.

A plain grid in degrees: what is asked for are boxes, and in it a box is one range of numbers a row, so that an ordinary
index finds it in both databases. Cells of a library would have to be listed one by one.
"""

import math

from bot.places.register import Box
from bot.values.geo import Point

STEP_DEG = 0.002
"""The side of a cell: about 220 m from north to south."""

ROW = 1 << 18
"""More than the cells of one row around the earth."""

RINGS_M = (60.0, 400.0)
"""How far is looked for the nearest before all is that somebody asks for."""

M_PER_DEG = 110_574.0
"""Metres of one degree of latitude, where it is shortest."""


def of(point: Point) -> int:
    """The number of the cell that *point* lies in."""
    return _row(point.lat) * ROW + _column(point.lon)


def rows(box: Box) -> tuple[int, int]:
    """The first and last row that *box* touches."""
    return _row(box.south), _row(box.north)


def columns(box: Box) -> tuple[int, int]:
    """The first and last column that *box* touches, within a row; none lie beyond the ends of it."""
    return _column(max(box.west, -180.0)), _column(min(box.east, 180.0))


def covering(box: Box) -> list[tuple[int, int]]:
    """The first and last cell of each row that *box* touches."""
    (first, last), (west, east) = rows(box), columns(box)
    return [(row * ROW + west, row * ROW + east) for row in range(first, last + 1)]


def around(point: Point, metres: float) -> Box:
    """A box that holds all that is no farther than *metres* from *point*. It may reach over the dateline."""
    d_lat = metres / M_PER_DEG
    d_lon = d_lat / narrowing(min(abs(point.lat) + d_lat, 90.0))
    south, north = max(point.lat - d_lat, -90.0), min(point.lat + d_lat, 90.0)
    return Box(south, point.lon - d_lon, north, point.lon + d_lon)


def turns(point: Point, metres: float) -> tuple[float, ...]:
    """By how many degrees a point has to be turned, too, so that a box around it holds what is beyond the dateline."""
    box = around(point, metres)
    return (0.0, *((360.0,) if box.west < -180.0 else ()), *((-360.0,) if box.east > 180.0 else ()))


def narrowing(lat: float) -> float:
    """How much shorter a degree of longitude is than one of latitude."""
    return max(math.cos(math.radians(lat)), 0.01)


def _row(lat: float) -> int:
    return math.floor((lat + 90.0) / STEP_DEG)


def _column(lon: float) -> int:
    return math.floor((lon + 180.0) / STEP_DEG)
