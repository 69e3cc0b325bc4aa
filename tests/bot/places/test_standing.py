"""Which of several doors a case is at, and by which cases a place is coloured. Pure."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.incidents import at_door
from bot.incidents.at_door import Confirmed, Rule
from bot.places.register import Near, Place
from bot.places.standing import linking
from bot.places.standing.links import How
from bot.values.geo import Point
from tests.bot.builders import NOW, SPOT

METRE = 1 / 111_200
FIRST = Place("K1", "二号楼东门", "residential", SPOT)
SECOND = Place("K2", "二号楼西门", "residential", Point(SPOT.lat + 5 * METRE, SPOT.lon))
THIRD = Place("K3", "老王便利店", "shop", Point(SPOT.lat + 20 * METRE, SPOT.lon))
NEAR = [Near.of(place, SPOT) for place in (FIRST, SECOND, THIRD)]


@pytest.mark.parametrize(
    ("words", "code", "how", "others"),
    [
        ("", "K1", How.NEAR, ["K2"]),
        ("有人占道", "K1", How.NEAR, ["K2"]),
        ("二号楼西门堆了杂物", "K2", How.NAME, []),
        ("老王便利店门口", "K3", How.NAME, []),
    ],
    ids=["nothing said", "nothing named", "the other entrance is named", "a farther one is named"],
)
def test_which_of_several_doors_is_meant(words: str, code: str, how: How, others: list[str]) -> None:
    """The nearest, unless the words name another; those right beside it are offered."""
    spot = linking.pick(NEAR, words)
    assert (spot.code, spot.how, [one.code for one in spot.others]) == (code, how, others)


def test_where_nothing_stands_nothing_is_linked() -> None:
    """Whatever the words say."""
    assert linking.pick([], "老王便利店") == linking.Spot()


def case(day: int, reporter_id: int | None = 1, **more: object) -> Confirmed:
    """Confirmed so many days ago."""
    one = Confirmed(day, NOW - timedelta(days=day), "pothole", 1, reporter_id, None, None, self_found=False)
    return replace(one, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "days_left"),
    [
        ([], None),
        ([case(1, 1), case(2, 1), case(3, 1), case(4, 2)], None),
        ([case(1, 1), case(2, 2), case(3, 3)], 27),
        ([case(1, 1), case(2, 2), case(3, 3), case(9, 4), case(20, 1)], 27),
        ([case(1, 1), case(2, 2), case(3, 3, self_found=True)], None),
        ([case(1, 1), case(2, 9, program_id=4), case(3, 9, source="12345"), case(4, 9, source="12345")], 27),
        ([case(1, 9, program_id=4), case(2, None, program_id=4), case(3, None, program_id=4)], None),
    ],
    ids=[
        "nothing",
        "a zealous neighbour and one more",
        "three others",
        "more than three: the third newest ends it",
        "what a team found itself",
        "a person, a program and a hotline",
        "one program",
    ],
)
def test_how_long_a_place_is_orange(found: list[Confirmed], days_left: int | None) -> None:
    """Three of different reporters, each by their newest case."""
    until = at_door.coloured_until(found, Rule())
    assert until == (None if days_left is None else NOW + timedelta(days=days_left))


def test_the_rule_is_data() -> None:
    """Two are enough where a district says so."""
    two = [case(1, 1), case(5, 2)]
    assert at_door.coloured_until(two, Rule(2, 14)) == NOW + timedelta(days=9)
    assert at_door.coloured_until(two, Rule(3, 14)) is None
