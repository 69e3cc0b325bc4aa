"""What was opened is closed: after a life, a restart, an outage, a stop in the middle of work, nothing is left open."""

import gc
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.app.settings import Web
from tests.stories.conftest import Street, a_street


async def _a_case(street: Street) -> None:
    number = await street.report("shared_bike_parking")
    street.wang.say(1002, f"/accept {number}")
    street.wang.send_photo(1002)
    await street.turn(3)


async def _a_restart(street: Street) -> None:
    await _a_case(street)
    await street.stop()
    await street.start()
    await street.settle()


async def _an_outage_to_the_end(street: Street) -> None:
    await _a_case(street)
    street.world.outage(600)
    street.reporter.say(1006, "/start")
    await street.turn(5)


async def _answers_that_are_lost(street: Street) -> None:
    for method in ("getUpdates", "sendMessage"):
        street.world.lose_answer(method)
        street.captain.say(1001, "/board")
        await street.turn(3)


async def _words_that_nobody_answers_any_more(street: Street) -> None:
    for _ in range(20):
        street.reporter.say(1006, "/handbook")


@pytest.mark.parametrize(
    "lives",
    [_a_case, _a_restart, _an_outage_to_the_end, _answers_that_are_lost, _words_that_nobody_answers_any_more],
)
async def test_nothing_is_left_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lives: Callable[[Street], Awaitable[None]]
) -> None:
    """Sockets, connections and tasks of a bot with its web server, swept together at once."""
    gc.collect()
    left: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: left.append(f"{found.exc_value!r} in {found.object!r}"))
    async with a_street(tmp_path, "zh", web=Web(language="zh")) as street:
        await lives(street)
    del street
    gc.collect()
    assert left == []


async def test_what_is_left_open_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail: a file that nobody closes is found."""
    left: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: left.append(repr(found.exc_value)))
    (tmp_path / "open").open("wb")
    gc.collect()
    assert ["unclosed file" in one for one in left] == [True]
