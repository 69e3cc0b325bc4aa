"""Points on the WGS-84 ellipsoid: distance, direction, areas, and the shifted coordinates of Chinese maps."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry
    from shapely.prepared import PreparedGeometry

NOWHERE_DEG = 0.01
"""So near to (0, 0), a kilometre, lies what a device says that does not know where it is; only the sea is there."""

COMPASS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")

_A, _E2 = 6378137.0, 0.00669437999014
"""WGS-84: semi-major axis in metres, first eccentricity squared."""


@dataclass(frozen=True, slots=True)
class Point:
    """A position: latitude and longitude in degrees, WGS-84."""

    lat: float
    lon: float

    @classmethod
    def read(cls, lat: object, lon: object) -> Point | None:
        """A point from what somebody sent; None for what lies at (0, 0), NaN, infinity, out of range, no numbers."""
        if not isinstance(lat, int | float) or not isinstance(lon, int | float):
            return None
        if not (math.isfinite(lat) and math.isfinite(lon)) or max(abs(lat), abs(lon)) < NOWHERE_DEG:
            return None
        return cls(float(lat), float(lon)) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


@lru_cache(maxsize=2_000)  # a tenth of a millisecond each, and the same teams are as far from the same cases
def metres(a: Point, b: Point) -> float:
    """The geodesic between two points in metres, exact on the ellipsoid (geopy, Karney's method)."""
    from geopy.distance import geodesic  # brings all its geocoders along, which no start needs

    return float(geodesic((a.lat, a.lon), (b.lat, b.lon)).meters)


def stand_ready() -> None:
    """Have the first distance cost no more than the next: what measures it takes a quarter of a second to read."""
    metres(Point(0, 1), Point(1, 0))


def bearing(a: Point, b: Point) -> float:
    """The direction from *a* to *b* in degrees clockwise from north, 0 to 360."""
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    d = math.radians(b.lon - a.lon)
    y = math.sin(d) * math.cos(lat2)
    x = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(d)
    return math.degrees(math.atan2(y, x)) % 360


def compass(a: Point, b: Point) -> str:
    """The direction from *a* to *b* as one of eight keys: n, ne, e, se, s, sw, w, nw."""
    return COMPASS[round(bearing(a, b) / 45) % 8]


def kmh(metres: float, a_at: datetime, b_at: datetime) -> float:
    """The speed in km/h of who covers so many *metres* between two instants; infinite where they are one."""
    hours = abs((b_at - a_at).total_seconds()) / 3600
    far = metres / 1000
    return far / hours if hours else (math.inf if far else 0.0)


def earth_centred(point: Point) -> tuple[float, float, float]:
    """Earth-centred coordinates in metres, on the surface of the ellipsoid."""
    lat, lon = math.radians(point.lat), math.radians(point.lon)
    n = _A / math.sqrt(1 - _E2 * math.sin(lat) ** 2)
    return (n * math.cos(lat) * math.cos(lon), n * math.cos(lat) * math.sin(lon), n * (1 - _E2) * math.sin(lat))


def chord(a: Point, b: Point) -> float:
    """The straight line between two points in metres: it orders as :func:`metres` does, and is quickly worked out."""
    return math.dist(earth_centred(a), earth_centred(b))


# --- GCJ-02, the shifted datum of maps made in China

_GCJ_A, _GCJ_E2 = 6378245.0, 0.00669342162296594323
_CHINA = (0.8293, 55.8271, 72.004, 137.8347)
"""Where the shift is applied: south, north, west, east, in degrees."""


def _in_china(point: Point) -> bool:
    south, north, west, east = _CHINA
    return south <= point.lat <= north and west <= point.lon <= east


def _shift(point: Point) -> tuple[float, float]:
    """The shift of GCJ-02 at *point* in degrees of latitude and longitude (the published polynomial)."""
    x, y = point.lon - 105.0, point.lat - 35.0
    root, pi = math.sqrt(abs(x)), math.pi
    waves = (20.0 * math.sin(6.0 * x * pi) + 20.0 * math.sin(2.0 * x * pi)) * 2.0 / 3.0
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    d_lat += (20.0 * math.sin(y * pi) + 40.0 * math.sin(y / 3.0 * pi)) * 2.0 / 3.0
    d_lat += (160.0 * math.sin(y / 12.0 * pi) + 320.0 * math.sin(y * pi / 30.0)) * 2.0 / 3.0
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    d_lon += (20.0 * math.sin(x * pi) + 40.0 * math.sin(x / 3.0 * pi)) * 2.0 / 3.0
    d_lon += (150.0 * math.sin(x / 12.0 * pi) + 300.0 * math.sin(x / 30.0 * pi)) * 2.0 / 3.0
    lat = math.radians(point.lat)
    w = 1 - _GCJ_E2 * math.sin(lat) ** 2
    along_lat = _GCJ_A * (1 - _GCJ_E2) / (w * math.sqrt(w))
    along_lon = _GCJ_A / math.sqrt(w) * math.cos(lat)
    return math.degrees(d_lat / along_lat), math.degrees(d_lon / along_lon)


def to_gcj(point: Point) -> Point:
    """WGS-84 to GCJ-02; unchanged outside China."""
    if not _in_china(point):
        return point
    d_lat, d_lon = _shift(point)
    return Point(point.lat + d_lat, point.lon + d_lon)


def from_gcj(point: Point) -> Point:
    """GCJ-02 to WGS-84 by iteration, to better than a centimetre; unchanged outside China."""
    if not _in_china(point):
        return point
    guess = point
    for _ in range(12):
        shifted = to_gcj(guess)
        d_lat, d_lon = shifted.lat - point.lat, shifted.lon - point.lon
        if abs(d_lat) < 1e-10 and abs(d_lon) < 1e-10:
            break
        guess = Point(guess.lat - d_lat, guess.lon - d_lon)
    return guess


# --- BD-09, which Baidu shifts once more

_BD_X, _BD_LON, _BD_LAT = math.pi * 3000 / 180, 0.0065, 0.006


def _to_bd(gcj: Point) -> Point:
    """GCJ-02 to BD-09 (the published formula)."""
    far = math.hypot(gcj.lon, gcj.lat) + 0.00002 * math.sin(gcj.lat * _BD_X)
    turned = math.atan2(gcj.lat, gcj.lon) + 0.000003 * math.cos(gcj.lon * _BD_X)
    return Point(far * math.sin(turned) + _BD_LAT, far * math.cos(turned) + _BD_LON)


def from_bd(point: Point) -> Point:
    """BD-09 to WGS-84 by iteration, to better than a centimetre; unchanged outside China."""
    if not _in_china(point):
        return point
    guess = Point(point.lat - _BD_LAT, point.lon - _BD_LON)
    for _ in range(12):
        shifted = _to_bd(guess)
        guess = Point(guess.lat + point.lat - shifted.lat, guess.lon + point.lon - shifted.lon)
    return from_gcj(guess)


SYSTEMS: dict[str, Callable[[Point], Point]] = {"wgs84": lambda point: point, "gcj02": from_gcj, "bd09": from_bd}
"""How points of each coordinate system become WGS-84: that of satellites, of Chinese maps, of Baidu's."""


# --- areas


@dataclass(frozen=True)
class Area:
    """A district's ground: one or more polygons of degrees WGS-84."""

    geometry: BaseGeometry
    prepared: PreparedGeometry[BaseGeometry]

    @classmethod
    def from_geojson(cls, data: dict[str, Any]) -> Area:
        """From a GeoJSON geometry, Feature, or FeatureCollection of one; raises ValueError for anything else."""
        return _area(_frozen(_geometry(data)))

    def contains(self, point: Point) -> bool:
        """Whether *point* lies in the area or on its edge."""
        from shapely.geometry import Point as Shape

        return bool(self.prepared.covers(Shape(point.lon, point.lat)))


def _geometry(data: dict[str, Any]) -> dict[str, Any]:
    if data.get("type") == "FeatureCollection":
        data = data["features"][0]
    if data.get("type") == "Feature":
        data = data["geometry"]
    if data.get("type") not in {"Polygon", "MultiPolygon"}:
        raise ValueError(f"area must be a Polygon or MultiPolygon, not {data.get('type')}")
    return data


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted((k, _frozen(v)) for k, v in value.items()))
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value


@lru_cache(maxsize=64)
def _area(frozen: Any) -> Area:
    from shapely.geometry import shape
    from shapely.prepared import prep

    geometry = shape(dict(frozen))
    return Area(geometry, prep(geometry))
