"""Waiting for what is certain to come: as long as a busy machine may need, and no longer than it takes."""

import asyncio
from collections.abc import Callable

PATIENCE_S = 60.0
"""Seconds of the machine after which what did not come is not coming."""


async def until(what: Callable[[], object]) -> None:
    """Until *what* is so; TimeoutError where it never is."""
    async with asyncio.timeout(PATIENCE_S):
        while not what():
            await asyncio.sleep(0.002)
