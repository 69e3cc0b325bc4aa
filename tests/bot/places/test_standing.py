"""Which of several doors a case is at, and by which cases a place is coloured. Pure."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.hazards import moving
from bot.incidents import at_door
from bot.incidents.at_door import Confirmed, Rule
from bot.places.door import Memory
from bot.places.register import Near, Place
from bot.places.standing import linking
from bot.places.standing.doors import Door
from bot.places.standing.links import How
from bot.values.geo import Point
from bot.work.at_door import Colour, Look, Mark
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


@pytest.mark.parametrize(
    ("metres", "words", "code"),
    [
        (45, "通盛路便利店门口占道", "K4"),
        (45, "有人占道", ""),
        (45, "k7m4qx 占道", ""),
        (130, "通盛路便利店门口占道", ""),
    ],
)
def test_a_name_counts_farther_than_a_door(metres: float, words: str, code: str) -> None:
    """A pin is seldom sent from the threshold; what is farther than a hundred metres only tells the way."""
    shop = Place("K4", "通盛路便利店", "shop", Point(SPOT.lat + metres * METRE, SPOT.lon))
    assert linking.pick([Near.of(shop, SPOT)], words).code == code
    assert linking.pick([*NEAR, Near.of(shop, SPOT)], words).code == (code or "K1")


def marks(*said: tuple[int, str, bool]) -> Memory:
    """What is known there: order, sentence, whether it always stands on the order."""
    return Memory(tuple(Mark(order, word, always=always) for order, word, always in said))


@pytest.mark.parametrize(
    ("memory", "shown", "more"),
    [
        (marks((15, "hazard", False), (40, "cases", False), (70, "last", False)), ["hazard", "cases"], 1),
        (
            marks(
                (10, "dog", True), (10, "shaft", True), (10, "gas", True), (12, "closed", True), (40, "cases", False)
            ),
            ["dog", "shaft", "gas", "closed"],
            1,
        ),
        (marks((10, "dog", True), (15, "hazard", False), (40, "cases", False)), ["dog", "hazard"], 1),
        (marks((10, "dog", True)), ["dog"], 0),
    ],
)
def test_no_alert_note_is_left_out_of_an_order(memory: Memory, shown: list[str], more: int) -> None:
    """Two lines, and whatever may hurt somebody beyond them; the others are counted."""
    head, *lines = Door(FIRST, How.NEAR, memory).on_order()
    assert head["word"] == "door-line"
    assert [one.get("said") for one in lines if "said" in one] == shown
    assert [one["count"] for one in lines if "count" in one] == ([more] if more else [])


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


def test_nothing_is_near_to_what_lies_nobody_knows_where() -> None:
    """How far it is is not known, and never guessed."""
    nowhere = replace(FIRST, point=None)
    assert Near.known(nowhere, SPOT) is None
    assert Near.known(FIRST, SPOT) == Near.of(FIRST, SPOT)
    assert not moving.is_near(nowhere, SPOT)
    assert moving.is_near(FIRST, SPOT)


@pytest.mark.parametrize(
    ("marks", "look"),
    [
        ((), Look.UNKNOWN),
        ((Mark(10, "a dog in the yard", tells=False),), Look.UNKNOWN),
        ((Mark(10, "read this first", first=True, tells=False),), Look.FIRST),
        ((Mark(30, "the last check passed"), Mark(10, "read this first", first=True, tells=False)), Look.FIRST),
        ((Mark(30, "the last check passed"), Mark(10, "a dog in the yard", tells=False)), Look.GREEN),
        ((Mark(20, "a hazard", Colour.RED), Mark(10, "read this first", first=True, tells=False)), Look.RED),
    ],
    ids=["nothing", "a note", "a note to be read", "a good check and such a note", "a good check", "a hazard"],
)
def test_green_is_only_what_is_known_to_be_good(marks: tuple[Mark, ...], look: Look) -> None:
    """Of what nobody knows anything it is said so; a note that is to be read first stands above *nothing is wrong*."""
    assert Memory(marks).look is look
