"""Outages of the Bot API, and what must hold after each: nothing lost, nobody told twice in silence, all sent."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.health.figures import POLL, is_well
from handlers.drill.server import DrillServer
from handlers.telegram.transport import api
from tests.faults.after_trouble import whole
from tests.stories.conftest import CENTRE, GROUP, Street

pytestmark = pytest.mark.parametrize("street", ["zh"], indirect=True)


@asynccontextmanager
async def _refused(street: Street, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Nothing listens at the address: every connection is refused."""
    port = street.server.port
    await street.server.__aexit__(None, None, None)
    yield
    street.server = DrillServer(street.world, port=port)
    await street.stack.enter_async_context(street.server)


@asynccontextmanager
async def _no_answer(street: Street, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Connections are taken and nothing is ever answered; the client's patience is 0.1 s of the machine."""
    plain = api.CountedRequest.do_request

    async def impatient(self: api.CountedRequest, *about: Any, **more: Any) -> tuple[int, bytes]:
        return await plain(self, *about, **(more | {"read_timeout": 0.1}))

    async with _refused(street, monkeypatch):
        with socket.create_server(("127.0.0.1", street.server.port), backlog=1000), monkeypatch.context() as patch:
            patch.setattr(api.CountedRequest, "do_request", impatient)
            yield


@asynccontextmanager
async def _bad_gateway(street: Street, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Every call gets a 502."""
    street.world.outage(10**9)
    yield
    street.world.faults.clear()


@asynccontextmanager
async def _token_refused(street: Street, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Every call gets a 401."""
    street.world.faults.token_revoked = True
    yield
    street.world.faults.clear()


TROUBLES = {"refused": _refused, "no answer": _no_answer, "502": _bad_gateway, "401": _token_refused}


@pytest.mark.parametrize(
    ("trouble", "seconds"),
    [
        ("refused", 1), ("refused", 60), ("refused", 3600),
        ("no answer", 1), ("no answer", 60),
        ("502", 1), ("502", 60),
        ("401", 60),
    ],
)  # fmt: skip
async def test_after_an_outage_nothing_is_lost_and_nothing_was_said_twice(
    street: Street, monkeypatch: pytest.MonkeyPatch, trouble: str, seconds: float
) -> None:
    """People go on sending while a case is open; the server queues it; afterwards all is as if it had been there."""
    number = await street.report(item="street_stall")
    pins = [m.message_id for m in street.world.messages(GROUP) if m.author.id == 1006]
    street.wang.say(1002, f"/accept {number}")
    await street.turn(6)
    async with TROUBLES[trouble](street, monkeypatch):
        await _moments(street, seconds / 2)
        street.wang.say(1002, f"/arrived {number}")
        for k in range(3):
            pins.append(street.reporter.send_location(GROUP, CENTRE.lat + 0.002 * (k + 1), CENTRE.lon).message_id)
            street.reporter.say(1006, f"/case {number}")
        await _moments(street, seconds / 2)
        assert len(street.world.updates) == 7
    await street.turn(100)
    await whole(street, pins)
    assert (await street.case(number)).state == "on_scene"
    for other in range(number, number + 4):
        assert f"#{other}" in street.card(other).text
    late = street.said("late-mark").strip()
    assert len([m for m in street.private(1002, late) if f"#{number}" in m.text]) == (1 if seconds > 900 else 0)
    assert not [m for m in street.private(1002) if m.text.count(f"#{number}") > 1]
    assert is_well(tuple(c for c in await street.house.care.watch.checks() if c.name == POLL))


async def _moments(street: Street, seconds: float) -> None:
    """Time passes while nothing can be worked off: every sleeper's hour comes, and the tick's."""
    left = seconds
    while left > 0:
        step = min(left, 30.0)
        await street.clock.turn(step, _a_moment)
        await street.house.tick.turn()
        left -= step


async def _a_moment() -> None:
    for _ in range(10):
        await asyncio.sleep(0.001)
