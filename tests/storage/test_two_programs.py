"""Two programs on one PostgreSQL write about the same thing at one time."""

import asyncio

from bot.webhooks.hooks import WEBHOOKS
from storage.store import SqlStore

from .conftest import KEPT, Town
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
