"""Registered places: found in what people write, the nearest to a point."""

from dataclasses import replace

import pytest

from bot.places import register
from bot.places.register import Place
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
    found = register.find_in(text, PLACES)
    assert found is not None
    assert (found.places, " ".join(found.rest.split())) == ((place,), rest)


@pytest.mark.parametrize("text", ["", "a stall somewhere", "No", "Nort", "g11"])
def test_words_that_name_no_place(text: str) -> None:
    """Too few letters are like every name; a code is a whole word, and so is each word of a name."""
    assert register.find_in(text, PLACES) is None


def test_two_that_fit_equally_well_are_both_named() -> None:
    """A guess between two gates would send a team to the wrong one: it is asked."""
    two = (GATE, replace(GATE, code="g2", name="Worth Gate"))
    assert register.find_in("Forth Gate", two) == register.Named(two, "")
    assert register.find_in("North Gate", two) == register.Named((GATE,), "")


def test_the_nearest_place_says_how_far_and_where() -> None:
    """The direction is from the place to the point; two kilometres say nothing any more."""
    north = register.nearest_place(Point(SPOT.lat + 0.001, SPOT.lon), PLACES)
    assert north is not None
    assert (north.place, round(north.metres), north.compass, north.is_near) == (GATE, 111, "n", True)
    far = register.nearest_place(Point(SPOT.lat - 0.02, SPOT.lon), PLACES)
    assert far is not None
    assert (far.place, far.compass, far.is_near) == (GATE, "s", False)
    assert register.nearest_place(SPOT, ()) is None


def test_the_nearest_is_found_across_the_date_line() -> None:
    """By the distance on the ground, not by the figures."""
    east, west = replace(GATE, point=Point(0.0, 179.9)), replace(MARKET, point=Point(0.0, -170.0))
    near = register.nearest_place(Point(0.0, -179.9), (west, east))
    assert near is not None
    assert near.place is east
