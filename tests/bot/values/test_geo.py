"""Points, directions, areas, and the shifted coordinates of Chinese maps."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.values import geo
from bot.values.geo import Area, Point

WGS, GCJ = Point(30.314722, 120.274139), Point(30.312285, 120.278613)


@pytest.mark.parametrize(
    ("lat", "lon"), [(0, 0), (float("nan"), 120), (30, float("inf")), (91, 0), (0, 181), (None, 3), ("30", 120)]
)
def test_what_is_no_position_is_none(lat: object, lon: object) -> None:
    """(0, 0), NaN, infinity, out of range, no number."""
    assert Point.read(lat, lon) is None


def test_a_known_pair_of_plain_and_shifted_coordinates() -> None:
    """The same spot in both datums, to a decimetre."""
    assert geo.metres(geo.to_gcj(WGS), GCJ) < 0.2
    assert geo.metres(geo.from_gcj(GCJ), WGS) < 0.2


@given(st.floats(18, 53), st.floats(74, 134))
def test_shifting_there_and_back_is_exact_to_a_centimetre(lat: float, lon: float) -> None:
    """Anywhere in China."""
    point = Point(lat, lon)
    assert geo.metres(geo.from_gcj(geo.to_gcj(point)), point) < 0.01


def test_outside_china_nothing_is_shifted() -> None:
    """London stays where it is."""
    london = Point(51.5, -0.12)
    assert geo.to_gcj(london) == geo.from_gcj(london) == london


@pytest.mark.parametrize(
    ("lat", "lon", "key"),
    [(31, 120, "n"), (30.5, 120.58, "ne"), (30, 121, "e"), (29, 120, "s"), (30, 119, "w"), (29.5, 119.42, "sw")],
)
def test_direction_as_one_of_eight(lat: float, lon: float, key: str) -> None:
    """From the place to the point."""
    assert geo.compass(Point(30, 120), Point(lat, lon)) == key


def test_an_area_contains_its_inside_and_its_edge() -> None:
    """A square of a hundredth of a degree."""
    ring = [[120.0, 30.0], [120.01, 30.0], [120.01, 30.01], [120.0, 30.01], [120.0, 30.0]]
    area = Area.from_geojson({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}})
    assert area.contains(Point(30.005, 120.005))
    assert area.contains(Point(30.0, 120.005))
    assert not area.contains(Point(30.02, 120.005))
    with pytest.raises(ValueError, match="Polygon"):
        Area.from_geojson({"type": "Point", "coordinates": [1, 2]})


def test_earth_centred_points_lie_on_the_ellipsoid() -> None:
    """The poles at the short half-axis, the equator at the long one."""
    assert math.isclose(geo.earth_centred(Point(90, 0))[2], 6356752.314245, abs_tol=1e-3)
    assert math.isclose(geo.earth_centred(Point(0, 90))[1], 6378137.0, abs_tol=1e-3)
