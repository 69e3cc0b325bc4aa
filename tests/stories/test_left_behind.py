"""What is stored and whose news never arrived is worked off by the clock, not at the next start."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.outbox.letters import Letter, LetterKind, Priority
from bot.work.ports import Tx
from handlers.process import left_behind
from tests.stories.conftest import CENTRE, GROUP, Street


class AnswerLost(Exception):
    """The memory kept it, and the connection broke before it could say so."""


def lose_answers(street: Street, monkeypatch: pytest.MonkeyPatch, count: int = 1) -> list[int]:
    """The answers to the next *count* commits that stored an update are lost; returns what is still to be lost."""
    begin, left = street.house.store.begin, [count]

    @asynccontextmanager
    async def lossy() -> AsyncIterator[Tx]:
        stored = 0
        async with begin() as tx:
            add = tx.inbox.add

            async def counted(rows):  # type: ignore[no-untyped-def]
                nonlocal stored
                new = await add(rows)
                stored += len(new)
                return new

            tx.inbox.add = counted  # type: ignore[method-assign]
            yield tx
        if stored and left[0]:
            left[0] -= 1
            raise AnswerLost

    monkeypatch.setattr(street.house.store, "begin", lossy)
    return left


async def pass_by(street: Street, seconds: int) -> None:
    """Let time pass without waiting until all is done: what nobody knows of would never be."""

    async def moment() -> None:
        await asyncio.sleep(0.02)

    for _ in range(seconds):
        await street.clock.turn_to(street.clock.now() + timedelta(seconds=1), moment)
        await street.house.tick.turn()
        await moment()


async def test_an_update_whose_commit_was_not_heard_of_is_worked_off(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram gives it again, it is known already: that is the news that was lost."""
    await street.settle()
    left = lose_answers(street, monkeypatch)
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await pass_by(street, 5)
    assert left == [0]
    await street.turn(5)
    assert (await street.case(1)).state == "open"


async def test_what_nobody_told_of_is_found_by_the_clock(street: Street) -> None:
    """An update and letters that lie there: one that waits, and one that is said to be on its way and is not."""
    await street.settle()
    house, now = street.house, street.clock.now()
    street.house.intake.on_new = lambda _: None
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    async with house.store.begin() as tx:
        for user_id in (1001, 1002):
            letter = Letter(None, user_id, LetterKind.NOTE, Priority.ANSWER, now, key="note-kept", facts={"number": 7})
            lies = await tx.outbox.add(letter)
            if user_id == 1001:
                await tx.outbox.sending([lies.id], now)
    kept, mark = street.said("note-kept", number=7), street.said("repeated-mark")
    await pass_by(street, 8)
    async with house.store.look() as tx:
        assert len(await tx.inbox.oldest(9)) == 1
    await pass_by(street, 15)
    await street.turn(10)
    assert (await street.case(1)).state == "open"
    assert [m.text for m in street.wang.sees(1002) if kept in m.text] == [kept]
    assert [m.text.splitlines()[0] for m in street.captain.sees(1001) if kept in m.text] == [mark]


async def test_nothing_waiting_costs_two_statements_each_ten_seconds(street: Street) -> None:
    """Both go by an index, and nothing else is read or written for it."""
    await street.settle()
    said: list[str] = []

    def before(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    for engine in (street.house.store._readers, street.house.store._writer):
        event.listen(engine.sync_engine, "before_cursor_execute", before)
    looks = street.house.tick.look_too[0]
    for second in range(60):
        street.clock._now += timedelta(seconds=1)
        await looks()
        assert len(said) <= 2 * (1 + second // left_behind.EVERY.total_seconds() + 1)
    assert 10 <= len(said) <= 14
    assert all(" LIMIT " in one and "state" in one for one in said)
