"""Places on the map: points where few are in view, else so many as one. Looked at stretch by stretch."""

import math

from bot.places import cells
from bot.places.register import PLACES, Box
from bot.places.standing.colours import COLOURS
from bot.screens.places import standing
from bot.screens.places.shown import SHOWN, Cluster, Spot, Which
from bot.values.geo import Point
from bot.work.work import Work

MOST_POINTS = 1500
"""More places than that in view are drawn as clusters."""

APART_PX = 76.0
"""How far the middles of clusters are apart on the screen, about."""

_TILE_PX = 256.0

BEFORE_ALL = -1
"""Before the first cell."""

Cells = tuple[int, int | None]
Square = tuple[int, int]


def side(zoom: float) -> int:
    """How many cells of the register's grid the side of a cluster's square has at *zoom* of a web map."""
    degrees = APART_PX * 360.0 / (_TILE_PX * math.pow(2.0, zoom))
    return max(1, round(degrees / cells.STEP_DEG))


async def points(
    work: Work, *, box: Box, which: Which, after: int, most: int
) -> tuple[list[tuple[Spot, str | None]], int | None]:
    """At most *most* places of the next stretch with their colours; and its last cell, None where it is the last."""
    shown, own = work.tx[SHOWN], work.district.id
    end = await shown.stretch(own, box, which, after)
    spots = await shown.spots(own, box, which, (after, end), most)
    colours = await standing.colours(work, [one.code for one in spots])
    return [(one, colours.get(one.code)) for one in spots], end


async def counts(
    work: Work, *, box: Box, which: Which, after: int, side: int
) -> tuple[dict[Square, Cluster], int | None]:
    """The clusters of the next stretch by their squares; and its last cell, None where it is the last stretch."""
    shown, own = work.tx[SHOWN], work.district.id
    end = await shown.stretch(own, box, which, after)
    return await shown.clusters(own, box, which, (after, end), side), end


async def mark(work: Work, *, which: Which) -> tuple[int, int]:
    """Other numbers after every change of the register and, where places of a colour are shown, of a colour."""
    own = work.district.id
    return await work.tx[PLACES].mark(own), await work.tx[COLOURS].mark(own) if which.colour else 0


def holds(box: Box, point: Point) -> bool:
    """Whether *point* lies in *box*."""
    return box.south <= point.lat <= box.north and box.west <= point.lon <= box.east


def together(one: Cluster | None, other: Cluster) -> Cluster:
    """Two parts of a cluster as one."""
    if one is None:
        return other
    count = one.count + other.count
    lat = (one.point.lat * one.count + other.point.lat * other.count) / count
    lon = (one.point.lon * one.count + other.point.lon * other.count) / count
    return Cluster(count, Point(lat, lon))
