"""What a simulated crew reads on its phone: which case it goes on with, what comes next, and where it is pressed."""

import random
from datetime import UTC, datetime

import pytest

from bot.values.geo import Point
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people import crew, offers
from handlers.drill.people.crew import Command, Crew
from handlers.drill.people.offers import Key
from handlers.drill.people.player import Player
from handlers.drill.people.scenario import Crews
from handlers.drill.people.seen import Button, Seen
from handlers.drill.world.chats import Message
from handlers.process.clock import HandClock
from tests.handlers.drill.conftest import CAPTAIN, GROUP, WANG

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


# --- on the phone


def sent(world: DrillTelegram, chat: int, *data: str, text: str = "#9") -> Message:
    """A message of the bot with these buttons."""
    rows = [[{"text": one, "callback_data": one}] for one in data]
    return world.post(world.chat(chat), world.bot, {"text": text, "reply_markup": {"inline_keyboard": rows}})


def pressed_on(world: DrillTelegram) -> list[tuple[str, int]]:
    """What was pressed so far, and on which message."""
    return [(one.data, one.message.message_id) for one in world.queries.values()]


async def test_a_crew_goes_where_help_is_called_for_and_comes_back(world: DrillTelegram, clock: HandClock) -> None:
    """From the middle of a case: on its way, there, and on with the case once the call is over."""
    one = Crew("t1", Player(world, WANG), Point(30.3, 120.2), Crews((1, 2), (30, 40)), random.Random(1))

    async def wait(seconds: int) -> None:
        for _ in range(seconds):
            one.act(clock.now())
            await clock.turn(1)

    order = sent(world, WANG, "incident:1.7:resolve")
    await wait(5)
    alarm = sent(world, WANG, "sos:1.9:set_off")
    await wait(5)
    world.edit(alarm, {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "sos:1.9:reach"}]]}})
    await wait(22)
    assert pressed_on(world) == [("sos:1.9:set_off", alarm.message_id), ("sos:1.9:reach", alarm.message_id)]
    world.edit(alarm, {"text": "#9 is over"}, drop=["reply_markup"])
    await wait(60)
    assert pressed_on(world)[2] == ("incident:1.7:resolve", order.message_id)


async def test_a_press_on_what_is_gone_stops_nobody(world: DrillTelegram, clock: HandClock) -> None:
    """The message was deleted in the same second: the next one that offers it is pressed."""
    one = Crew("t1", Player(world, WANG), Point(30.3, 120.2), Crews((1, 2)), random.Random(1))
    first, second = sent(world, WANG, "incident:1.7:accept"), sent(world, WANG, "incident:1.7:accept")
    one.act(clock.now())
    world.delete(second)
    for _ in range(int(crew.AGAIN_S) + 5):
        await clock.turn(1)
        one.act(clock.now())
    assert ("incident:1.7:accept", first.message_id) in pressed_on(world)


async def test_a_captain_takes_a_call_clears_it_and_confirms_wherever_it_is_asked(
    world: DrillTelegram, clock: HandClock
) -> None:
    """The call first; a question in private is answered there; nothing is pressed twice in a minute."""
    Player(world, CAPTAIN).start_private()
    command = Command(Player(world, CAPTAIN), world, clock, GROUP)
    card, private = sent(world, GROUP, "incident:1.7:confirm"), sent(world, CAPTAIN, "incident:1.8:confirm")
    alarm = sent(world, CAPTAIN, "sos:1.9:acknowledge", "sos:1.9:clear", "sos:1.9:false_alarm")
    for _ in range(59):
        command.act(clock.now())
        await clock.turn(1)
    assert pressed_on(world) == [
        ("incident:1.7:confirm", card.message_id),
        ("sos:1.9:acknowledge", alarm.message_id),
        ("incident:1.8:confirm", private.message_id),
    ]
    world.edit(alarm, {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "sos:1.9:clear"}]]}})
    for _ in range(150):
        command.act(clock.now())
        await clock.turn(1)
    assert ("sos:1.9:clear", alarm.message_id) in pressed_on(world)
