"""Two programs on one PostgreSQL write about the same thing at one time."""

import asyncio
from types import SimpleNamespace
from typing import Any

from bot.roster import calendar as roster_calendar
from bot.roster.calendar import CALENDARS, Calendar
from bot.webhooks.hooks import WEBHOOKS
from storage.store import SqlStore

from .conftest import KEPT, WANG, Town
from .test_webhooks import a_receiver, head, lines, may_go

DATABASES = ("postgresql",)


async def test_a_line_that_comes_while_the_one_before_is_taken_is_not_stuck(town: Town) -> None:
    """Each waits for the other, so that one of them sees that the line may go."""
    async with town.store.begin() as tx:
        receiver = await a_receiver(town, tx[WEBHOOKS])
        [(case, ids)] = (await lines(town, tx, 1, 2)).items()
        await tx[WEBHOOKS].queue(receiver, case, ids[:1], KEPT)
        first = await head(tx[WEBHOOKS], receiver, case)
    other = await SqlStore.open(town.url)

    async def taken() -> None:
        async with other.begin() as tx:
            await tx[WEBHOOKS].done(first, "200", KEPT)

    try:
        async with town.store.begin() as tx:
            await tx[WEBHOOKS].queue(receiver, case, ids[1:], KEPT)
            task = asyncio.create_task(taken())
            await asyncio.wait([task], timeout=0.5)
        await task
        async with other.look() as tx:
            assert await may_go(tx[WEBHOOKS], receiver) == [(case, ids[1])]
    finally:
        await other.close()


async def test_an_address_that_is_replaced_while_a_phone_reads_stays_replaced(town: Town) -> None:
    """What the phone was told is not written over the new address, nor does it bring the old one back."""
    old, new = [Calendar(town.district.id, WANG, letter * 64, KEPT) for letter in "ab"]
    async with town.store.begin() as tx:
        await tx[CALENDARS].put(old)
    other = await SqlStore.open(town.url)

    async def read() -> None:
        async with other.begin() as tx:
            work: Any = SimpleNamespace(tx=tx)
            await roster_calendar.note(work, secret_hash=old.secret_hash, told={"1": ["", 0, ""]})

    try:
        async with town.store.begin() as tx:
            await tx[CALENDARS].put(new)
            task = asyncio.create_task(read())
            await asyncio.wait([task], timeout=0.5)
        await task
        async with other.look() as tx:
            assert await tx[CALENDARS].of(town.district.id, WANG) == new
    finally:
        await other.close()
