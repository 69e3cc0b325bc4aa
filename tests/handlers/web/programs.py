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


@asynccontextmanager
async def showing(street: Street, secret: str) -> AsyncIterator[httpx.AsyncClient]:
    """A program that shows a key."""
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}
    async with httpx.AsyncClient(base_url=street.house.web_url, timeout=20, headers=headers, verify=False) as client:
        yield client
