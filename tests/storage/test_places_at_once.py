"""Two programs on one PostgreSQL change a register: one switches to what it imported while the other saves a place."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from bot.places import editions
from bot.places.editions import EDITIONS, Changes, Edition, Overtaken
from bot.places.register import PLACES, Place
from bot.values.refused import Refused
from bot.work.ports import Stale, Tx
from storage.store import SqlStore

from .conftest import HERE, KEPT, Town

DATABASES = ("postgresql",)

SCHOOL = Place("S1", "小学", "school", HERE)


@pytest.fixture
async def other(town: Town) -> AsyncIterator[SqlStore]:
    """The memory as another program has it open; a school is in the register."""
    async with town.store.begin() as tx:
        await editions.write_at_once(tx, town.district.id, Changes((SCHOOL,)), KEPT)
    opened = await SqlStore.open(town.url)
    yield opened
    await opened.close()


async def begun(town: Town) -> tuple[Edition, int]:
    """An import that calls the school otherwise, all of it written; and the mark of the register."""
    async with town.store.begin() as tx:
        edition = await tx[EDITIONS].begin(town.district.id, "one", KEPT)
        await tx[EDITIONS].write(edition, [replace(SCHOOL, name="文件", version=2)], KEPT)
        return edition, await tx[EDITIONS].mark(edition)


def meanwhile(store: SqlStore, does: Callable[[Tx], Awaitable[object]]) -> "asyncio.Task[None]":
    """It is begun now, and waits for whoever holds what it needs."""

    async def done() -> None:
        async with store.begin() as tx:
            await does(tx)

    return asyncio.create_task(done())


async def name(store: SqlStore, town: Town) -> str:
    """What the school is called."""
    async with store.look() as tx:
        found = await tx[PLACES].get(town.district.id, "S1")
    return found.name if found else ""


async def test_a_switch_sees_what_is_saved_while_it_waits(town: Town, other: SqlStore) -> None:
    """The change is laid over the import before the next try, not lost under it."""
    edition, mark = await begun(town)
    async with other.begin() as tx:
        await tx[PLACES].save(town.district.id, replace(SCHOOL, name="人"), KEPT)
        task = meanwhile(town.store, lambda tx: tx[EDITIONS].switch(edition, town.district.id, mark))
        await asyncio.wait([task], timeout=0.5)
    with pytest.raises(Overtaken):
        await task
    assert await name(other, town) == "人"


async def test_who_saves_while_the_register_is_switched_is_too_late(town: Town, other: SqlStore) -> None:
    """It reads the place as it is after the switch, and says so."""
    edition, mark = await begun(town)
    async with town.store.begin() as tx:
        await tx[EDITIONS].switch(edition, town.district.id, mark)
        task = meanwhile(other, lambda tx: tx[PLACES].save(town.district.id, replace(SCHOOL, name="人"), KEPT))
        await asyncio.wait([task], timeout=0.5)
    with pytest.raises(Stale):
        await task
    assert await name(other, town) == "文件"


async def test_a_code_that_is_given_while_another_one_gives_it_is_refused(town: Town, other: SqlStore) -> None:
    """One after the other: the second sees the first."""
    async with town.store.begin() as tx:
        await tx[PLACES].add(town.district.id, replace(SCHOOL, code="S2"), KEPT)
        task = meanwhile(other, lambda tx: tx[PLACES].add(town.district.id, replace(SCHOOL, code="S2"), KEPT))
        await asyncio.wait([task], timeout=0.5)
    with pytest.raises(Refused, match="place-code-given"):
        await task


async def test_of_two_who_begin_at_once_one_writes(town: Town, other: SqlStore) -> None:
    """The second is refused."""
    async with town.store.begin() as tx:
        await tx[EDITIONS].begin(town.district.id, "one", KEPT)
        task = meanwhile(other, lambda tx: tx[EDITIONS].begin(town.district.id, "two", KEPT))
        await asyncio.wait([task], timeout=0.5)
    with pytest.raises(Refused, match="import-at-work"):
        await task
