"""What a simulated crew reads on its phone: which case it goes on with, what comes next, and where it is pressed."""

from datetime import UTC, datetime

import pytest

from bot.values.geo import Point
from handlers.drill.people import crew, offers
from handlers.drill.people.offers import Key
from handlers.drill.people.seen import Button, Seen

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SEVEN, EIGHT, CALL = ("incident", 7), ("incident", 8), ("sos", 9)


def message(number: int, *moves: str, change: int = 0, text: str = "", by_bot: bool = True, url: str = "") -> Seen:
    """One of the bot's with a button for each of *moves* (``7:arrive``, ``steps/7:tick:1``, ``sos/9:reach``)."""
    rows = []
    for move in moves:
        kind, _, rest = move.rpartition("/")
        rows.append((Button(move, f"{kind or 'incident'}:1.{rest}"),))
    if url:
        rows.append((Button("way", url=url),))
    return Seen(number, 1, 1, "bot", text, NOW, tuple(rows), change=change or number, by_bot=by_bot)


def pressed(*messages: Seen) -> dict[Key, tuple[str, int]]:
    """The next step of each case, and the message where it is pressed."""
    told = offers.steps(offers.of(messages))
    return {case: (one.move, one.message.id) for case, one in told.items()}


ORDER = message(10, "7:arrive", "7:backup", "7:undo", change=14)


def test_a_list_of_steps_that_can_be_handed_over_is_no_order() -> None:
    """Ticks, the handbook and *transfer* beneath the newest message: the order says what comes next."""
    steps = message(12, "steps/7:tick:1.1.gas", "handbook/7:show:gas", "7:transfer:item")
    assert pressed(ORDER, steps) == {SEVEN: ("arrive", 10)}


@pytest.mark.parametrize("also", ["7:transfer:item", "7:hold", "steps/7:tick:1.1.gas", "8:merge", "welfare/3:well"])
def test_whatever_else_a_newer_message_shows_the_next_step_stands(also: str) -> None:
    """No other button makes a case stand still."""
    assert pressed(ORDER, message(20, also))[SEVEN] == ("arrive", 10)


def test_the_newest_message_that_has_the_next_step_is_pressed() -> None:
    """*Arrived* on the list of steps, *Done* on the answer to the last photo."""
    assert pressed(ORDER, message(12, "7:transfer:item", "7:arrive")) == {SEVEN: ("arrive", 12)}
    order = message(10, "7:resolve", "7:resolve:minor", "7:backup", change=30)
    assert pressed(order, message(31, "7:resolve")) == {SEVEN: ("resolve", 31)}


def test_what_changed_last_says_what_comes_next() -> None:
    """The order was edited after the arrival; *Arrived* still stands on the older list of steps."""
    order = message(10, "7:resolve", "7:undo", change=30)
    assert pressed(order, message(12, "7:arrive")) == {SEVEN: ("resolve", 10)}


def test_what_was_taken_back_is_done_anew() -> None:
    """After *undo* the order offers the former step; *Done* on an older answer is not pressed."""
    assert pressed(message(10, "7:arrive", change=40), message(31, "7:resolve")) == {SEVEN: ("arrive", 10)}


def test_a_button_without_a_choice_comes_first() -> None:
    """*Done* before *a warning was given*; where only choices are left, the first of them."""
    done = offers.of([message(10, "7:resolve:minor", "7:resolve", "7:resolve:gone")])
    assert offers.steps(done)[SEVEN].data == "incident:1.7:resolve"
    only = offers.of([message(10, "7:resolve:minor", "7:resolve:gone")])
    assert offers.steps(only)[SEVEN].data == "incident:1.7:resolve:minor"
    assert offers.steps(only)[SEVEN].bare == "incident:1.7:resolve"


def test_where_the_plain_way_does_not_help_each_choice_is_a_way() -> None:
    """*Done* first, then the outcomes in their order, each once; those of other cases are none."""
    order = message(10, "7:resolve", "7:resolve:minor", "7:resolve:ordered")
    told = offers.of([order, message(20, "8:resolve:gone"), message(30, "7:resolve")])
    ways = offers.ways(told, offers.steps(told)[SEVEN])
    assert [one.data for one in ways] == [f"incident:1.7:resolve{choice}" for choice in ("", ":minor", ":ordered")]
    assert ways[0].message.id == 30


def test_evidence_is_sent_as_it_was_asked_for_last() -> None:
    """By the newest question of this case, and only by one that came after what was sent last."""
    told = offers.of(
        [
            message(10, "piece/7:want:after"),
            message(20, "piece/7:want:audio_video", "piece/7:cannot:audio_video"),
            message(30, "piece/8:want:sign", "piece/7:kinds:4"),
        ]
    )
    assert offers.wanted(told, 7, 0) == "audio_video"
    assert offers.wanted(told, 7, 20) == ""
    assert offers.wanted(told, 8, 20) == "sign"


def test_a_captains_buttons_and_ones_own_messages_are_no_steps() -> None:
    """Confirm, assign, the button that calls for help, pages of lists, and what a person sent."""
    mine = message(11, "7:accept", by_bot=False)
    assert pressed(mine, message(12, "7:confirm", "7:dispatch", "sos/0:call", "cases/0:page:1", "nonsense")) == {}


def test_each_case_has_its_own_next_step() -> None:
    """Two orders at once, in the order in which they came."""
    told = offers.steps(offers.of([message(10, "7:resolve", change=30), message(20, "8:accept", "8:decline")]))
    assert {case: one.move for case, one in told.items()} == {SEVEN: "resolve", EIGHT: "accept"}
    assert list(told) == [SEVEN, EIGHT]


def test_help_comes_first_then_what_was_begun_then_what_came_last() -> None:
    """So does a team choose among several."""
    seven, eight, call = message(10, "7:arrive"), message(20, "8:arrive"), message(30, "sos/9:reach")
    both, all_three = offers.steps(offers.of([seven, eight])), offers.steps(offers.of([seven, eight, call]))
    assert offers.chosen(both, None) == EIGHT
    assert offers.chosen(both, SEVEN) == SEVEN
    assert offers.chosen(both, ("incident", 3)) == EIGHT
    assert offers.chosen(all_three, SEVEN) == CALL
    assert offers.chosen({}, SEVEN) is None


WAY = "https://uri.amap.com/marker?position=120.270000,30.310000&coordinate=wgs84&callnative=1&name=7"


def test_the_way_leads_to_the_case_that_is_meant() -> None:
    """The button that leads there, of this case; without one, the pin that came after its order."""
    pin = Seen(11, 1, 1, "bot", "", NOW, location={"latitude": 30.3, "longitude": 120.2}, by_bot=True)
    seven, eight = message(10, "7:arrive", url=WAY), message(20, "8:arrive", url=WAY.replace("name=7", "name=8"))
    here = offers.of([seven, eight])
    assert crew.place(SEVEN, here, [seven, pin, eight]) == Point(30.31, 120.27)
    bare = message(10, "7:arrive")
    assert crew.place(SEVEN, offers.of([bare]), [bare, pin, eight]) == Point(30.3, 120.2)
    assert crew.place(SEVEN, offers.of([bare]), [bare, eight]) is None


def test_photos_are_counted_for_the_case_that_is_meant() -> None:
    """The message of this case that changed last, whatever the other cases lack."""
    seven = message(10, "7:resolve", text="📷 3/3", change=30)
    eight = message(20, "8:resolve", text="📷 evidence 1/3")
    here = offers.of([seven, eight])
    assert not crew.is_short_of_photos(SEVEN, here)
    assert crew.is_short_of_photos(EIGHT, here)
    assert not crew.is_short_of_photos(CALL, here)
