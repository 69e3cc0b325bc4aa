"""A district's area as GeoJSON (RFC 7946), checked before it is believed: every report is held against it."""

import json
import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.values import geo
from bot.values.files import text as file_text
from bot.values.geo import Area, Point
from bot.values.refused import Refused

MOST_POINTS = 50_000
"""Of an outline; a sub-district drawn house by house has some thousands."""
MOST_BYTES = 4 * 2**20
"""Of a file; drawn house by house an outline takes a tenth."""
DEEPEST = 12
"""Collections within collections."""
METRES = 1000.0
"""Figures beyond this are no degrees, whatever was mixed up: they are metres of a projection."""

Shape = list[list[list[list[float]]]]
"""Polygons, each an outline and its holes, each a ring of ``[longitude, latitude]`` in degrees."""


@dataclass(frozen=True)
class AreaFile:
    """An area as one GeoJSON geometry in WGS-84, and what its reader should be told."""

    geometry: dict[str, Any]
    notes: tuple[tuple[str, dict[str, object]], ...] = ()


def read(path: Path, system: str = "wgs84") -> AreaFile:
    """The area in a file; Refused says what is wrong with it and what to do. *system* is that of its points."""
    found = file_text.read(path, "geojson", MOST_BYTES)
    try:
        data = json.loads(found.text, parse_constant=_no_number)
    except (ValueError, RecursionError) as wrong:
        line = getattr(wrong, "lineno", 1)
        raise Refused("area-no-json", file=path.name, line=line) from wrong
    shapes: list[tuple[str, Shape]] = list(_shapes(data, path.name, "", 0))
    if not shapes:
        raise Refused("area-no-polygon", file=path.name)
    polygons = [polygon for _, shape in shapes for polygon in shape]
    _degrees([p for polygon in polygons for ring in polygon for p in ring], path.name)
    polygons = [[[_moved(p, system) for p in ring] for ring in polygon] for polygon in polygons]
    geometry = _joined(polygons, path.name)
    notes = found.notes
    if len(shapes) > 1:
        names = ", ".join(name for name, _ in shapes if name) or "-"
        notes = (*notes, ("area-joined", {"file": path.name, "count": len(shapes), "names": names}))
    return AreaFile(geometry, notes)


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no JSON")


def _shapes(data: Any, file: str, name: str, depth: int) -> Iterator[tuple[str, Shape]]:
    """Every polygon or group of polygons in *data* with the name that its feature has, if any."""
    kind = data.get("type") if isinstance(data, dict) else None
    if depth > DEEPEST or not isinstance(kind, str):
        raise Refused("area-no-geojson", file=file)
    match kind:
        case "FeatureCollection" | "GeometryCollection":
            parts = data.get("features" if kind == "FeatureCollection" else "geometries")
            if not isinstance(parts, list):
                raise Refused("area-no-geojson", file=file)
            for part in parts:
                yield from _shapes(part, file, name, depth + 1)
        case "Feature":
            own = data.get("properties")
            called = own.get("name") or own.get("名称") or name if isinstance(own, dict) else name
            yield from _shapes(data.get("geometry"), file, str(called)[:40], depth + 1)
        case "Polygon":
            yield name, [_rings(data.get("coordinates"), file)]
        case "MultiPolygon":
            found = data.get("coordinates")
            if not isinstance(found, list) or not found:
                raise Refused("area-wrong-ring", file=file)
            yield name, [_rings(one, file) for one in found]
        case _:
            raise Refused("area-other-shape", file=file, shape=kind[:20])


def _rings(rings: Any, file: str) -> list[list[list[float]]]:
    if not isinstance(rings, list) or not rings:
        raise Refused("area-wrong-ring", file=file)
    found = []
    for ring in rings:
        points = [_position(one, file) for one in ring] if isinstance(ring, list) else []
        if points and points[0] != points[-1]:
            points.append(points[0])
        if len(points) < 4:
            raise Refused("area-wrong-ring", file=file)
        found.append(points)
    return found


def _position(one: Any, file: str) -> list[float]:
    if isinstance(one, list) and len(one) >= 2 and all(_is_number(figure) for figure in one[:2]):
        return [float(one[0]), float(one[1])]
    raise Refused("area-wrong-ring", file=file)


def _is_number(figure: Any) -> bool:
    is_number = isinstance(figure, int | float) and not isinstance(figure, bool)
    return is_number and abs(figure) < 1e12 and math.isfinite(figure)


def _degrees(points: Sequence[Sequence[float]], file: str) -> None:
    """Refused where the figures are metres, the wrong way round, or nowhere on earth."""
    if len(points) > MOST_POINTS:
        raise Refused("area-too-detailed", file=file, most=MOST_POINTS)
    lon, lat = (max(abs(p[part]) for p in points) for part in (0, 1))
    if lon <= 180 and lat <= 90:
        return
    if max(lon, lat) > METRES:
        raise Refused("area-in-metres", file=file)
    raise Refused("area-swapped" if lon <= 90 and lat <= 180 else "area-out-of-range", file=file)


def _moved(position: Sequence[float], system: str) -> list[float]:
    if system == "wgs84":
        return list(position)
    point = geo.SYSTEMS[system](Point(position[1], position[0]))
    return [point.lon, point.lat]


def _joined(polygons: Shape, file: str) -> dict[str, Any]:
    """One geometry of all; Refused where an outline crosses itself, naming where, or has no inside."""
    from shapely import is_valid_reason, union_all
    from shapely.errors import ShapelyError
    from shapely.geometry import Polygon, mapping

    try:
        shapes = [Polygon(outline, holes) for outline, *holes in polygons]
        for shape in shapes:
            if not shape.is_valid:
                reason, _, where = is_valid_reason(shape).partition("[")
                point = where.rstrip("]") or "-"
                raise Refused("area-crosses-itself", file=file, reason=reason.strip(), point=point)
        whole = shapes[0] if len(shapes) == 1 else union_all(shapes)
    except (ShapelyError, ValueError) as wrong:
        raise Refused("area-wrong-ring", file=file) from wrong
    if whole.is_empty or not whole.area:
        raise Refused("area-wrong-ring", file=file)
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return json.loads(json.dumps(mapping(whole)))  # type: ignore[no-any-return]  # tuples as lists, as JSON has them


# --- held against what the district says besides


def doubts(
    area: Mapping[str, Any] | None, points: Mapping[str, Point], *, shifted: bool = True
) -> tuple[tuple[str, dict[str, object]], ...]:
    """What is to be asked before it is brought in: which of the *points*, by name, lie outside, and what would help.

    *shifted*: maps that are made there may be.
    """
    if area is None or not points:
        return ()
    bounds = Area.from_geojson(dict(area))
    outside = [name for name, point in points.items() if not bounds.contains(point)]
    if not outside:
        return ()
    names: dict[str, object] = {"count": len(outside), "names": ", ".join(outside[:8])}
    if _all_in(bounds, points.values(), lambda p: Point(p.lon, p.lat) if abs(p.lon) <= 90 else p):
        return (("area-or-points-swapped", names),)
    for system in ("gcj02", "bd09") if shifted else ():
        if _all_in(bounds, points.values(), geo.SYSTEMS[system]):
            return (("area-points-shifted", {**names, "system": system}),)
    if shifted and _all_in(bounds, points.values(), geo.to_gcj):
        return (("area-itself-shifted", {**names, "system": "gcj02"}),)
    return (("area-leaves-out", names),)


def _all_in(bounds: Area, points: Collection[Point], moved: Callable[[Point], Point]) -> bool:
    return all(bounds.contains(moved(point)) for point in points)
