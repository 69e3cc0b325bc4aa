"""Registered places: found in what people write, the nearest to a point."""

from dataclasses import replace

import pytest
from geopy import distance

from bot.places import cells, in_texts
from bot.places.register import Box, Near, Place
from bot.values.geo import Point
from tests.bot.builders import SPOT

GATE = Place("g1", "North Gate", "gate", SPOT)
MARKET = Place("m1", "北门菜场", "market", Point(30.32, 120.28))
SHORT = Place("n1", "北门", "gate", Point(30.33, 120.29))
PLACES = (GATE, MARKET, SHORT)


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("a stall at north gate again", GATE, "a stall at again"),
        ("北门菜场有摊贩", MARKET, "有摊贩"),
        ("北门有摊贩", SHORT, "有摊贩"),
        ("stall g1 blocked", GATE, "stall blocked"),
        ("北门莱场 摊贩", SHORT, "莱场 摊贩"),
        ("Nort Gate", GATE, ""),
    ],
    ids=[
        "in small letters",
        "the longer name",
        "the shorter name",
        "a code",
        "a slip after a name",
        "a slip in a name",
    ],
)
def test_a_place_is_found_in_words(text: str, place: Place, rest: str) -> None:
    """With the rest of the words, which say what is the matter there."""
    found = in_texts.find_in(text, PLACES)
    assert found is not None
    assert (found.places, " ".join(found.rest.split())) == ((place,), rest)


@pytest.mark.parametrize("text", ["", "a stall somewhere", "No", "Nort", "g11"])
def test_words_that_name_no_place(text: str) -> None:
    """Too few letters are like every name; a code is a whole word, and so is each word of a name."""
    assert in_texts.find_in(text, PLACES) is None


def test_two_that_fit_equally_well_are_both_named() -> None:
    """A guess between two gates would send a team to the wrong one: it is asked."""
    two = (GATE, replace(GATE, code="g2", name="Worth Gate"))
    assert in_texts.find_in("Forth Gate", two) == in_texts.Named(two, "")
    assert in_texts.find_in("North Gate", two) == in_texts.Named((GATE,), "")


def test_near_says_how_far_and_where() -> None:
    """The direction is from the place to the point; two kilometres say nothing any more."""
    north = Near.of(GATE, Point(SPOT.lat + 0.001, SPOT.lon))
    assert (round(north.metres), north.compass, north.is_near) == (111, "n", True)
    far = Near.of(GATE, Point(SPOT.lat - 0.02, SPOT.lon))
    assert (far.compass, far.is_near) == ("s", False)


@pytest.mark.parametrize("point", [SPOT, Point(0.0, -179.9999), Point(-16.5, 179.9999), Point(75.0, 12.0)])
@pytest.mark.parametrize("metres", [60.0, 2000.0])
def test_boxes_around_a_point_hold_all_that_is_near(point: Point, metres: float) -> None:
    """In each direction just within that distance, also beyond the date line."""
    for bearing in range(0, 360, 45):
        there = distance.distance(meters=metres - 1).destination((point.lat, point.lon), bearing)
        found = Point(there.latitude, (there.longitude + 180) % 360 - 180)
        assert any(
            _holds(cells.around(Point(point.lat, point.lon + turn), metres), found)
            for turn in cells.turns(point, metres)
        )


def _holds(box: Box, point: Point) -> bool:
    """Whether it lies in the box, and its cell among those that the box touches."""
    row, column = divmod(cells.of(point), cells.ROW)
    (first, last), (west, east) = cells.rows(box), cells.columns(box)
    in_cells = first <= row <= last and west <= column <= east
    return in_cells and box.south <= point.lat <= box.north and box.west <= point.lon <= box.east
