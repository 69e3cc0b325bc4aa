"""What the ground tells the page of a case: how far it is, what it lacks, which messages are about it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import samples
from bot.app.drill import opening
from bot.app.drill.standing import Ground
from bot.app.settings import load
from bot.outbox.letters import Posting
from bot.words import Words
from handlers.drill import cases
from handlers.drill.people.player import Player
from handlers.process.clock import DrillClock
from tests.bot.builders import an_incident

NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
GROUP, LI = -100500, 1004
PATIENCE_S = 30


def a_posting(**differs: Any) -> Posting:
    """The card in the group."""
    return replace(Posting(GROUP, 7, "card", NOW), **differs)


@pytest.mark.parametrize(
    ("state", "far"),
    [
        ("open", "reported"), ("dispatched", "sent"), ("accepted", "accepted"), ("on_scene", "arrived"),
        ("resolved", "done"), ("closed", "over"), ("cancelled", "over"), ("merged", "over"), ("transferred", "over"),
    ],
)  # fmt: skip
def test_how_far_a_case_is(state: str, far: str) -> None:
    """By its state and its team, never by words."""
    assert cases.reached(an_incident(state)) == far


def test_the_newest_card_and_whose_orders_hold() -> None:
    """Former orders are told as such; what was deleted is not told."""
    case = an_incident("dispatched")
    postings = [
        a_posting(), a_posting(message_id=9), a_posting(message_id=11, gone=True),
        a_posting(chat_id=LI, message_id=2, purpose="order-former"),
        a_posting(chat_id=LI, message_id=3, purpose="order:1"),
        a_posting(message_id=12, purpose="order:1"),
    ]  # fmt: skip
    part = cases.part_of(case, (1, 3), postings, GROUP, late=True)
    assert part["card"] == 9
    assert part["orders"] == [
        {"user": LI, "message": 2, "holds": False},
        {"user": LI, "message": 3, "holds": True},
    ]
    assert (part["have"], part["need"], part["overdue"]) == (1, 3, True)


@pytest.fixture
async def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Ground]:
    """A drill ground that stands."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with AsyncExitStack() as stack:
        opened = opening.opened(
            load(None), Words(), DrillClock(NOW), samples.ALL[0].path, tmp_path / "patrol.db",
            scenarios=samples.ALL[0].drills,
        )  # fmt: skip
        ground, _ = await stack.enter_async_context(opened)
        yield ground


async def test_the_stream_tells_each_case_until_it_is_over(made: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the report to the end, with the card's message; while the bot is away what is known stays."""
    monkeypatch.setattr(cases, "LOOK_S", 0.0)
    reporter = Player(made.world, made.file.people[-2].user_id)
    reporter.say(made.file.chat_id, "共享单车乱停放")
    reporter.send_location(made.file.chat_id, 30.3150, 120.2750)

    async def until(reached: str) -> dict[str, Any]:
        for _ in range(PATIENCE_S * 20):
            part = (await made.cases()).get("case:1")
            if part and part["reached"] == reached and part["card"]:
                return part
            await made.settled()
        raise AssertionError(await made.cases())

    part = await until("sent")
    assert made.world.message(made.file.chat_id, part["card"]).message_id == part["card"]
    assert part["point"] == pytest.approx([30.3150, 120.2750])
    assert part["have"] < part["need"]
    await made.stop()
    assert (await made.cases())["case:1"] == part
    await made.restart()
    captain = Player(made.world, 1001)
    captain.say(1001, "/cancel 1 误报")
    sure = await made.world.wait_for(
        lambda: next((m for m in captain.sees(1001) if m.buttons and not m.location), None)
    )
    captain.press_data(sure, str(sure.buttons[0][0].data))
    assert (await until("over"))["state"] == "cancelled"
