"""An area before it is believed: parts, order, units, crossings, and what it leaves out."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.imports import area_file
from bot.values import geo
from bot.values.geo import Area, Point
from bot.values.refused import Refused
from bot.words import Words

WORDS = Words(strict=True)
SQUARE = [[120.0, 30.0], [120.1, 30.0], [120.1, 30.1], [120.0, 30.1], [120.0, 30.0]]
NEXT = [[lon + 0.1, lat] for lon, lat in SQUARE]
MIDDLE = Point(30.05, 120.05)


def area(tmp_path: Path, data: Any, system: str = "wgs84") -> area_file.AreaFile:
    """What a GeoJSON file says."""
    file = tmp_path / "area.geojson"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf8")
    return area_file.read(file, system)


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    """A polygon."""
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(geometry: Any, name: str = "") -> dict[str, Any]:
    """A feature with a name."""
    return {"type": "Feature", "properties": {"name": name} if name else None, "geometry": geometry}


def test_one_polygon_is_kept_as_it_was_written(tmp_path: Path) -> None:
    """Same file, same result."""
    for data in (
        polygon(SQUARE),
        feature(polygon(SQUARE)),
        feature({"type": "MultiPolygon", "coordinates": [[SQUARE]]}),
    ):
        assert area(tmp_path, data).geometry == polygon(SQUARE)
    assert area(tmp_path, polygon(SQUARE[:-1])).geometry == polygon(SQUARE)


def test_several_parts_are_joined_and_named(tmp_path: Path) -> None:
    """A district of three communities is all three, never the first alone."""
    data = {"type": "FeatureCollection", "features": [feature(polygon(SQUARE), "东"), feature(polygon(NEXT), "西")]}
    found = area(tmp_path, data)
    assert found.notes == (("area-joined", {"file": "area.geojson", "count": 2, "names": "东, 西"}),)
    bounds = Area.from_geojson(found.geometry)
    assert bounds.contains(MIDDLE)
    assert bounds.contains(Point(30.05, 120.15))


SWAPPED = [[lat, lon] for lon, lat in SQUARE]
METRES = [[lon * 111_000, lat * 111_000] for lon, lat in SQUARE]
CROSSED = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (polygon(SWAPPED), "area-swapped"),
        (polygon(METRES), "area-in-metres"),
        (polygon([[400, 300], [401, 300], [401, 301]]), "area-out-of-range"),
        (polygon(CROSSED), "area-crosses-itself"),
        (polygon(SQUARE[:2]), "area-wrong-ring"),
        (polygon([[120, 30], [120.1, 30], [120.2, 30]]), "area-crosses-itself"),
        (polygon([*SQUARE, [120.0, None]]), "area-wrong-ring"),
        (polygon([*SQUARE, [True, 30.0]]), "area-wrong-ring"),
        ({"type": "Polygon"}, "area-wrong-ring"),
        ({"type": "MultiPolygon", "coordinates": None}, "area-wrong-ring"),
        (feature(None), "area-no-geojson"),
        ({"type": "FeatureCollection", "features": []}, "area-no-polygon"),
        ({"type": "FeatureCollection", "features": None}, "area-no-geojson"),
        (feature({"type": "Point", "coordinates": [120, 30]}), "area-other-shape"),
        ({"type": "GeometryCollection", "geometries": [{"type": "LineString"}]}, "area-other-shape"),
        ([1, 2], "area-no-geojson"),
        (None, "area-no-geojson"),
        ({"type": ["Polygon"]}, "area-no-geojson"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 30], [120, 30], [120, 31]]]}', "area-no-json"),
        ('{"type": "Polygon", "coordinates": [[[1e999, 30], [120, 30], [120, 31]]]}', "area-wrong-ring"),
        ("[" * 2000, "area-no-json"),
        ('{"a":' * 2000 + "1" + "}" * 2000, "area-no"),
        ("", "area-no-json"),
        ("<kml></kml>", "file-of-other-kind"),
    ],
)
def test_what_cannot_be_an_area_is_refused(tmp_path: Path, data: Any, key: str) -> None:
    """With a sentence in both languages, before anything is brought in."""
    with pytest.raises(Refused, match=key) as refused:
        area(tmp_path, data)
    for language in WORDS.languages:
        assert "area.geojson" in WORDS.say(language, refused.value.key, **refused.value.facts)


def test_nested_collections_come_to_an_end(tmp_path: Path) -> None:
    """However deep."""
    data: Any = polygon(SQUARE)
    for _ in range(30):
        data = {"type": "GeometryCollection", "geometries": [data]}
    with pytest.raises(Refused, match="area-no-geojson"):
        area(tmp_path, data)


def test_an_outline_of_a_chinese_map_is_moved(tmp_path: Path) -> None:
    """Every point of it."""
    there = [[p.lon, p.lat] for lon, lat in SQUARE for p in [geo.to_gcj(Point(lat, lon))]]
    found = area(tmp_path, polygon(there), "gcj02").geometry["coordinates"][0]
    assert all(
        geo.metres(Point(b, a), Point(lat, lon)) < 0.01 for (a, b), (lon, lat) in zip(found, SQUARE, strict=True)
    )


EDGE = Point(30.0001, 120.05)


@pytest.mark.parametrize(
    ("points", "key"),
    [
        ({"centre": MIDDLE, "一队": EDGE}, None),
        ({"centre": MIDDLE, "一队": Point(29.9, 120.05)}, "area-leaves-out"),
        ({"centre": geo.to_gcj(MIDDLE), "一队": geo.to_gcj(Point(30.0999, 120.05))}, None),
        ({"centre": geo.to_gcj(MIDDLE), "一队": geo.to_gcj(Point(30.05, 120.0999))}, "area-points-shifted"),
        ({"centre": MIDDLE, "一队": Point(120.05, 30.05)}, "area-or-points-swapped"),
    ],
)  # fmt: skip
def test_what_lies_outside_is_asked_about(points: dict[str, Point], key: str | None) -> None:
    """With the guess that would put all of it inside, if there is one."""
    doubts = area_file.doubts(polygon(SQUARE), points)
    assert [one for one, _ in doubts] == ([key] if key else [])
    for language in WORDS.languages:
        for one, facts in doubts:
            assert "一队" in WORDS.say(language, one, **facts)


def test_an_area_of_a_chinese_map_is_guessed() -> None:
    """Where what lies outside would lie in it, were it moved; nothing is moved unasked."""
    there = [[p.lon, p.lat] for lon, lat in SQUARE for p in [geo.to_gcj(Point(lat, lon))]]
    points = {"centre": MIDDLE, "一队": Point(30.05, 120.0001)}
    assert [key for key, _ in area_file.doubts(polygon(there), points)] == ["area-itself-shifted"]
