"""Is the history whole? Every district's chain of lines, read from beginning to end."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.chain import Walk, beginning
from storage.copies import BrokenChain
from storage.districts import districts
from storage.engine import make_engine, sqlite_file
from storage.history import PAGE, SqlHistory, history
from storage.schema import cases

_HEADS = (
    select(history.c.id, history.c.district_id, history.c.recorded_at, history.c.hash)
    .where(history.c.id > bindparam("last"))
    .order_by(history.c.id)
    .limit(PAGE)
)


@dataclass(frozen=True)
class BadLine:
    """The first line that was changed, or before which one was taken away. *number* is its case's."""

    id: int
    number: int | None
    at: datetime


@dataclass(frozen=True)
class Chain:
    """One district's history: how many lines, how many of them with erased words, and the hash of the last."""

    district_id: int
    name: str
    lines: int
    erased: int
    head: str
    bad: BadLine | None


async def audit_of(url: str) -> list[Chain]:
    """Every chain of the database at *url*, which is read as it is, in whatever schema; see :func:`chains`."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        return []
    engine = make_engine(url, pool_size=1, writes=False)
    try:
        return await chains(engine)
    finally:
        await engine.dispose()


async def whole_chains(file: Path) -> list[Chain]:
    """The chains of a copy; raises BrokenChain where one does not hold."""
    found = await audit_of(f"sqlite+aiosqlite:///{file}")
    for chain in found:
        if chain.bad is not None:
            raise BrokenChain(file=str(file), district=chain.name, line=chain.bad.id)
    return found


@dataclass(frozen=True)
class Found:
    """The line that has a hash: its district, its id (0: before the first line), and how many lines came after it."""

    name: str
    id: int
    at: datetime | None
    since: int


async def line_of_head(url: str, head: str) -> Found | None:
    """The line whose hash begins with *head*; None where none does. No database, no line."""
    file = sqlite_file(url)
    if not head or (file is not None and not file.exists()):
        return None
    engine = make_engine(url, pool_size=1, writes=False)
    try:
        return await _line_of(engine, head.lower())
    finally:
        await engine.dispose()


async def _line_of(engine: AsyncEngine, head: str) -> Found | None:
    """By pages, from the first line on: hashes have no index, and nobody is to wait for a look over all of them."""
    async with engine.connect() as connection:
        query = select(districts.c.id, districts.c.name).order_by(districts.c.id)
        names = {row.id: row.name for row in (await connection.execute(query)).all()}
    found: Found | None = None
    its_district = last = 0
    while page := await _heads(engine, last):
        for row in page:
            if found is not None:
                found = replace(found, since=found.since + (row.district_id == its_district))
            elif row.hash.startswith(head):
                found, its_district = Found(names[row.district_id], row.id, row.recorded_at, 0), row.district_id
        last = page[-1].id
    unwritten = next((name for number, name in names.items() if beginning(number).startswith(head)), None)
    return found or (Found(unwritten, 0, None, 0) if unwritten else None)


async def _heads(engine: AsyncEngine, last: int) -> Sequence[Any]:
    async with engine.connect() as connection:
        return (await connection.execute(_HEADS, {"last": last})).all()


async def chains(engine: AsyncEngine) -> list[Chain]:
    """Every district's chain, in order of their ids; each page is a look of its own, so that nobody waits for it."""
    query = select(districts.c.id, districts.c.name).order_by(districts.c.id)
    async with engine.connect() as connection:
        every = (await connection.execute(query)).all()
    return [await _chain(engine, *row) for row in every]


async def walked(engine: AsyncEngine, district_id: int) -> Walk:
    """A district's chain, walked from its beginning."""
    walk, is_more = Walk(beginning(district_id)), True
    while is_more:
        async with engine.connect() as connection:
            is_more = await SqlHistory(connection).walk_on(walk, district_id)
        await asyncio.sleep(0)
    return walk


async def _chain(engine: AsyncEngine, district_id: int, name: str) -> Chain:
    walk = await walked(engine, district_id)
    bad = None
    if walk.bad is not None:
        async with engine.connect() as connection:
            bad = await _line(connection, walk.bad)
    return Chain(district_id, name, walk.lines, walk.erased, walk.hash, bad)


async def _line(connection: AsyncConnection, line_id: int) -> BadLine:
    with_case = history.outerjoin(cases, cases.c.id == history.c.case_id)
    query = select(cases.c.number, history.c.recorded_at).select_from(with_case).where(history.c.id == line_id)
    number, at = (await connection.execute(query)).one()
    return BadLine(line_id, number, at)
