"""What is kept only for a time goes a slice at a time: each holds the writer for a blink."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from functools import partial

import structlog

from bot.inspections.papers import address
from bot.values.clock import Clock
from bot.values.slices import Pace
from bot.work.ports import Store, Tx

Forget = Callable[[Tx, int], Awaitable[int]]
"""Deletes so many at most of what is too old; returns how many went."""

MESSAGES_KEPT = timedelta(days=90)
"""So long it is known which message of ours is about which case; in these days replies to it still find that."""

MESSAGES_A_ROUND = 10_000
"""So many of our messages are looked at each hour; the next round goes on behind them."""

MESSAGES_BEHIND, BEFORE_ALL = "messages-looked-at", (-(2**62), 0)
"""The name under which the last of them is kept (chat, message); and what stands before the first."""

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


async def of_old_messages(store: Store, clock: Clock) -> int:
    """Forget some of our old messages, the next ones in their order each time: a round costs the same however many.

    Returns how many went.
    """
    pace, gone, looked_at = Pace(time.monotonic, asyncio.sleep), 0, 0
    while looked_at < MESSAGES_A_ROUND:
        most = min(pace.size, MESSAGES_A_ROUND - looked_at)
        async with store.begin() as tx:
            begun = pace.timer()
            after = await tx.kept.get(MESSAGES_BEHIND) or BEFORE_ALL
            some, found, last = await tx.outbox.forget_messages(clock.now() - MESSAGES_KEPT, (after[0], after[1]), most)
            is_end = found < most
            await tx.kept.put(MESSAGES_BEHIND, None if is_end else list(last))
        gone, looked_at = gone + some, looked_at + found
        if is_end:
            break
        await pace.took(found, pace.timer() - begun)
    return gone


async def of_old_addresses(store: Store, clock: Clock) -> int:
    """Forget addresses of places' own pages that open nothing any more; returns how many went."""
    return await in_slices(store, lambda tx, most: address.forget(tx, clock.now(), most))


def of_rows(store: Store, clock: Clock) -> list[Callable[[], Awaitable[int]]]:
    """What else of the memory is kept only for a time, each to be called every hour."""
    return [partial(clean, store, clock) for clean in (of_old_addresses, of_old_messages)]
