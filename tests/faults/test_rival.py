"""A second program polls with our token: said plainly to those in charge, and all goes on by itself when it is gone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.health.figures import POLL, Check
from tests.faults.after_trouble import numbers_of_pins, whole
from tests.stories.conftest import CENTRE, GROUP, OWNER, TOKEN, Street

pytestmark = pytest.mark.parametrize("street", ["zh"], indirect=True)

MOST_MINUTES = 30


@asynccontextmanager
async def _rival(street: Street, *, takes: bool) -> AsyncIterator[None]:
    """Another program that polls all the time; *takes*: it confirms what it gets, so that it never reaches us."""

    async def poll() -> None:
        async with httpx.AsyncClient(timeout=30) as client:
            asked: dict[str, int] = {"timeout": 25}
            while True:
                answer = await client.post(f"{street.server.url}/bot{TOKEN}/getUpdates", data=asked)
                found = answer.json().get("result", [])
                if takes and found:
                    asked["offset"] = found[-1]["update_id"] + 1
                await asyncio.sleep(0.01)

    task = asyncio.create_task(poll())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _minutes(street: Street, count: int) -> None:
    """Minute after minute, with the auditor's look."""
    for _ in range(count):
        for _ in range(12):
            await street.clock.turn(5)
            await asyncio.sleep(0.03)
        await street.house.tick.turn()
        await street.house.care.auditor.turn()
    await street.settle()


async def _until(street: Street, key: str) -> None:
    """Minutes pass until the check of the poll says so; how many polls go into one is the machine's affair."""
    for _ in range(MOST_MINUTES):
        await _minutes(street, 1)
        if (await _poll(street)).key == key:
            return
    assert (await _poll(street)).key == key


async def _poll(street: Street) -> Check:
    return next(c for c in await street.house.care.watch.checks() if c.name == POLL)


def _told(street: Street, key: str) -> int:
    part = street.said(key, count=1, minutes="§").split("§")[0]
    return len(street.private(OWNER, part))


@pytest.mark.parametrize("takes", [False, True])
async def test_it_is_told_once_and_when_it_is_gone_all_goes_on(street: Street, takes: bool) -> None:
    """Also while every poll of ours is refused; what it did not confirm is worked off afterwards."""
    pins = [street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon).message_id]
    await street.settle()
    async with _rival(street, takes=takes):
        await _until(street, "unwell-poll-rival")
        pins.append(street.reporter.send_location(GROUP, CENTRE.lat + 0.01, CENTRE.lon).message_id)
        await _minutes(street, 3)
        assert _told(street, "late-rival") == 1
        assert not (await _poll(street)).ok
    pins.append(street.reporter.send_location(GROUP, CENTRE.lat + 0.02, CENTRE.lon).message_id)
    await _minutes(street, 3)
    assert (_told(street, "late-rival"), _told(street, "well-again-rival")) == (1, 1)
    assert (await _poll(street)).ok
    await street.turn(5)
    taken = await numbers_of_pins(street)
    await whole(street, pins if not takes else [pin for pin in pins if pin != pins[1] or pin in taken])


async def test_one_conflict_alone_is_none(street: Street) -> None:
    """As after a restart, when Telegram still holds our own last poll."""
    street.world.fail_next("getUpdates", 409)
    street.world.updates.interrupt()
    await _minutes(street, 4)
    assert _told(street, "late-rival") == 0
    assert (await _poll(street)).ok
