"""Programs of other systems: a captain makes a key, and the program shows it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from tests.stories.conftest import Street

SPOT = [30.3149, 120.2741]


async def a_key(street: Street, name: str = "12345 hotline", by: int = 1001) -> str:
    """A key, as it was sent to the captain who asked for it."""
    street.who(by).say(by, f"/apikey {name}")
    await street.turn(3)
    sent = [m.text for m in street.who(by).sees(by) if m.by_bot and "/api" in m.text and name in m.text]
    found = re.findall(r"[\w-]{43}", sent[-1])
    assert found, sent
    return str(found[0])


async def a_key_to_places(street: Street, reach: str) -> str:
    """A key whose program may *look* at places or *change* them, as a captain lets it with two taps."""
    secret = await a_key(street)
    await street.say(1001, "/apikey")
    listed = street.private(1001, "12345 hotline")[-1]
    assert any(b.data == "program:1.1:places" for row in listed.buttons for b in row)
    street.captain.press_data(listed, "program:1.1:places")
    await street.turn(3)
    asked = street.private(1001, "12345 hotline")[-1]
    assert [b.data for row in asked.buttons for b in row] == ["program:1.1:places:look", "program:1.1:places:change"]
    street.captain.press_data(asked, f"program:1.1:places:{reach}")
    await street.turn(3)
    return secret


@asynccontextmanager
async def showing(street: Street, secret: str) -> AsyncIterator[httpx.AsyncClient]:
    """A program that shows a key."""
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}
    async with httpx.AsyncClient(base_url=street.house.web_url, timeout=20, headers=headers, verify=False) as client:
        yield client
