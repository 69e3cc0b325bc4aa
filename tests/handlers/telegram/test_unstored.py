"""Who hears of a call for help that could not be stored."""

import asyncio
import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from bot.health.roll import Roll
from bot.words import Words
from bot.work.inbox import InboxRow
from handlers.telegram.transport.unstored import TRIED, Unstored
from tests.waiting import until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CRY = {"message": {"text": "/sos", "chat": {"id": 7}, "from": {"id": 7, "first_name": "Wang"}}}


class Phones:
    """A bot whose call to captain 1 is answered only when captain 2 has heard."""

    username = "patrol_bot"

    def __init__(self) -> None:
        self.second_heard = asyncio.Event()
        self.heard: list[int] = []

    async def send_message(self, chat_id: int, _text: str) -> None:
        """One more has heard."""
        if chat_id == 1:
            await self.second_heard.wait()
        self.heard.append(chat_id)
        if chat_id == 2:
            self.second_heard.set()


async def test_a_captain_who_cannot_be_reached_holds_up_no_other() -> None:
    """They are told at one time."""
    phones, clock = Phones(), SimpleNamespace(now=lambda: NOON)
    register = SimpleNamespace(spelled=lambda name: (SimpleNamespace(name=name), ""))
    board = SimpleNamespace(clock=clock)
    beside = Unstored(cast("Any", phones), cast("Any", board), Words(), cast("Any", register))
    beside.rolls = (Roll(-100, "here", "en", {1: "en", 2: "en"}, {7: "Wang"}),)
    row = InboxRow(5, 1, 7, json.dumps(CRY), NOON)
    for _ in range(TRIED):
        beside.unstored([row], "locked")
    await until(lambda: beside.is_idle)
    assert phones.heard == [2, 1]
