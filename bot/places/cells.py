"""The cells of a grid by which places are found near a point: a fine one is a number, a row of them a range. Pure.

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

RINGS_M = (60.0, 250.0, 1000.0)
"""How far is looked for the nearest, one after the other."""

MOST = 4000
"""Places of one look around a point."""

_M_PER_DEG = 110_574.0
"""Metres of one degree of latitude, where it is shortest."""


def of(point: Point) -> int:
    """The number of the cell that *point* lies in."""
    return _row(point.lat) * ROW + _column(point.lon)


def covering(box: Box) -> list[tuple[int, int]]:
    """The first and last cell of each row that *box* touches."""
    west, east = _column(box.west), _column(box.east)
    return [(row * ROW + west, row * ROW + east) for row in range(_row(box.south), _row(box.north) + 1)]


def around(point: Point, metres: float) -> tuple[Box, ...]:
    """Boxes that hold all that is no farther than *metres* from *point*: two where the dateline runs between."""
    d_lat = metres / _M_PER_DEG
    wide = max(math.cos(math.radians(min(abs(point.lat) + d_lat, 90.0))), 0.01)
    d_lon = d_lat / wide
    south, north = max(point.lat - d_lat, -90.0), min(point.lat + d_lat, 90.0)
    west, east = point.lon - d_lon, point.lon + d_lon
    if west < -180.0:
        return Box(south, west + 360.0, north, 180.0), Box(south, -180.0, north, east)
    if east > 180.0:
        return Box(south, west, north, 180.0), Box(south, -180.0, north, east - 360.0)
    return (Box(south, west, north, east),)


def _row(lat: float) -> int:
    return math.floor((lat + 90.0) / STEP_DEG)


def _column(lon: float) -> int:
    return math.floor((lon + 180.0) / STEP_DEG)
