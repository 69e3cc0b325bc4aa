"""The stream of changes: everything at first, then only what is new, and all that was missed when one comes back."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.drill.stream import Stream
from handlers.process.clock import DrillClock
from tests.handlers.drill.conftest import CAPTAIN, GROUP, LI, WANG

PATIENCE_S = 10


@pytest.fixture
async def clock() -> DrillClock:
    """A drill's clock."""
    return DrillClock(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))


@pytest.fixture
def stream(world: DrillTelegram, clock: DrillClock) -> Stream:
    """The stream, with something beside the world."""
    return Stream(world, clock, lambda: {"playing": world.bot.username})


class Viewer:
    """Somebody who looks on."""

    def __init__(self, events: AsyncIterator[str]) -> None:
        self.events = events
        self.last = ""

    async def next(self) -> dict[str, Any]:
        """The next event's content."""
        while True:
            async with asyncio.timeout(PATIENCE_S):
                lines = (await anext(self.events)).splitlines()
            if lines[0].startswith("id: "):
                self.last = lines[0].removeprefix("id: ")
                found: dict[str, Any] = json.loads(lines[1].removeprefix("data: "))
                return found

    async def until(self, name: str) -> Any:
        """The next event that has something of that name."""
        while name not in (found := await self.next()):
            pass
        return found[name]


async def test_it_begins_with_everything_and_goes_on_with_what_is_new(stream: Stream, wang: Player) -> None:
    """A message, its edit and its deletion come one by one; what did not change is not told again."""
    first = wang.say(GROUP, "before")
    viewer = Viewer(stream.events(""))
    everything = await viewer.next()
    assert everything["anew"]
    assert [one["text"] for one in everything["messages"]] == ["before"]
    assert everything["playing"] == stream.world.bot.username
    assert everything["clock"] == {"now": everything["clock"]["now"], "speed": 1.0, "stands": False}
    second = wang.say(GROUP, "after")
    told = await viewer.next()
    assert [one["text"] for one in told["messages"]] == ["after"]
    assert "playing" not in told
    wang.edit_text(first, "changed")
    assert [(one["text"], one["edits"]) for one in await viewer.until("messages")] == [("changed", 1)]
    wang.delete(second)
    assert [one["gone"] for one in await viewer.until("messages")] == [True]


async def test_whoever_comes_back_gets_what_was_missed(stream: Stream, wang: Player) -> None:
    """With the id of the last event; with one of another ground everything comes anew."""
    viewer = Viewer(stream.events(""))
    await viewer.next()
    wang.say(GROUP, "missed")
    back = Viewer(stream.events(viewer.last))
    missed = await back.next()
    assert "anew" not in missed
    assert [one["text"] for one in missed["messages"]] == ["missed"]
    for stale in ("0000-1", "nonsense", viewer.last.replace("-", "-x")):
        assert (await Viewer(stream.events(stale)).next())["anew"]


async def test_answers_and_pins_and_who_is_away_are_told(
    stream: Stream, wang: Player, captain: Player, bot: Bot, world: DrillTelegram
) -> None:
    """What is no message is told when it changes."""
    button = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="b")]])
    sent = await bot.send_message(GROUP, "press", reply_markup=button)
    viewer = Viewer(stream.events(""))
    begin = await viewer.next()
    assert begin["pins"] == {}
    assert begin["closed"] == [CAPTAIN, LI]
    query = wang.press(sent.message_id, "b", GROUP)
    await bot.answer_callback_query(query, "well done", show_alert=True)
    [answer] = await viewer.until("answers")
    assert (answer["id"], answer["from"], answer["text"], answer["alert"]) == (query, WANG, "well done", True)
    await bot.pin_chat_message(GROUP, sent.message_id)
    assert await viewer.until("pins") == {str(GROUP): sent.message_id}
    wang.leave(GROUP)
    assert await viewer.until("away") == {str(GROUP): [WANG]}
    world.outage(60)
    captain.say(GROUP, "anybody?")
    assert (await viewer.until("out_until")) > 0


async def test_the_stream_ends_with_the_server(world: DrillTelegram, stream: Stream) -> None:
    """Nobody holds the server up."""
    async with DrillServer(world):
        events = stream.events("")
        viewer = Viewer(events)
        await viewer.next()
        waiting = asyncio.create_task(anext(events))
        await asyncio.sleep(0.01)
    async with asyncio.timeout(PATIENCE_S):
        with pytest.raises(StopAsyncIteration):
            await waiting
            await anext(events)
