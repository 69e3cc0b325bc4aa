"""Somebody who did much is erased in slices: each goes once through the tables, however few cases its lines name."""

from typing import Any

from sqlalchemy import event

from bot.privacy.by_value import COPIES, Names
from bot.privacy.erasing import SEARCHED
from storage.by_value import A_CASE

from .conftest import CAPTAIN, NOW, Town

CASES, LINES, MOST = 30, 6, 60
"""So many cases, lines of theirs in each, and statements of one slice; twice through the tables would be more."""


async def test_a_slice_goes_once_through_the_tables(town: Town) -> None:
    """Each takes as many cases as it may and no more; together they take all."""
    async with town.store.begin() as tx:
        for _ in range(CASES):
            case = await town.incident(tx, source="钱队 says so")
            for _ in range(LINES):
                await tx.history.add(town.district.id, case.id, town.record(), NOW)
    asked: list[int] = []

    def asks(*_: Any) -> None:
        asked[-1] += 1

    rest: Any = None
    event.listen(town.store._writer.sync_engine, "before_cursor_execute", asks)
    while rest is not None or not asked:
        asked.append(0)
        async with town.store.begin() as tx:
            rest = (await tx[COPIES].erase(CAPTAIN, Names(("钱队",)), NOW, rest, SEARCHED)).rest
    assert len(asked) >= CASES // (SEARCHED // A_CASE)
    assert max(asked) <= MOST
    async with town.store.look() as tx:
        whole = await tx.connection.exec_driver_sql("SELECT count(*) FROM incidents WHERE source LIKE '%钱队%'")  # type: ignore[attr-defined]
        assert whole.scalar() == 0
