"""What is kept only for a time goes a slice at a time: each holds the writer for a blink."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable

import structlog

from bot.inspections.papers import address
from bot.values.clock import Clock
from bot.values.slices import Pace
from bot.work.ports import Store, Tx

Forget = Callable[[Tx, int], Awaitable[int]]
"""Deletes so many at most of what is too old; returns how many went."""

log = structlog.get_logger()


class NotAllClean(Exception):  # it says what was left, not what somebody did wrong
    """Something that is kept only for a time could not be deleted; all else was."""


async def each(steps: Iterable[tuple[str, Callable[[], Awaitable[int]]]]) -> Counter[str]:
    """Go every step, whatever another trips over; how many went by the names of the steps.

    Raises NotAllClean at the end with the names of those that failed.
    """
    gone, failed = Counter[str](), list[str]()
    for name, step in steps:
        try:
            gone[name] += await step()
        except Exception:
            log.exception("clean.failed", what=name)
            failed.append(name)
    if failed:
        raise NotAllClean(", ".join(failed))
    return gone


async def in_slices(store: Store, forget: Forget) -> int:
    """Call *forget* in transactions of its own until nothing goes any more; returns how many rows went."""
    pace, gone = Pace(time.monotonic, asyncio.sleep), 0
    while True:
        begun, most = pace.timer(), pace.size
        async with store.begin() as tx:
            begun = pace.timer()
            count = await forget(tx, most)
        gone += count
        if not count:
            return gone
        await pace.took(count, pace.timer() - begun)


async def of_old_addresses(store: Store, clock: Clock) -> int:
    """Forget addresses of places' own pages that open nothing any more; returns how many went."""
    return await in_slices(store, lambda tx, most: address.forget(tx, clock.now(), most))
