"""Somebody who did much is erased in slices: each goes once through the tables, however few cases its lines name."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.outbox.letters import Button, Letter, LetterKind, Posting, Priority, Rows
from bot.privacy.by_value import COPIES, ERASED, Names
from bot.privacy.erasing import SEARCHED
from storage.by_value import A_CASE

from .conftest import CAPTAIN, NOW, WANG, Town

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


READ: Rows = ((Button("button-note-read", "pnote:1.1:read:1"),),)


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_message_that_lost_its_buttons_still_says_its_words(town: Town, is_known: bool) -> None:
    """It is written anew without the buttons that were taken away; of before that was kept, it goes."""

    async def send(tx: Any, **more: Any) -> Letter:
        letter = Letter(town.district.id, WANG, LetterKind.NOTE, Priority.ANSWER, NOW, user_id=WANG, **more)
        made: Letter = await tx.outbox.add(letter)
        await tx.outbox.sending([made.id], NOW)
        at = NOW if "edits" not in more["facts"] else NOW + timedelta(minutes=1)
        await tx.outbox.sent(made.id, at, Posting(WANG, 7, "note", at, town.district.id, letter_id=made.id))
        await tx.outbox.written()
        return made

    async with town.store.begin() as tx:
        said = await send(tx, key="note", facts={"by": "钱队"}, buttons=READ)
        for _ in range(2):
            posting = await tx.outbox.posting(WANG, 7)
            assert posting is not None
            of = {"of": posting.letter_id} if is_known else {}
            await send(tx, facts={"rebuttons": True, "edits": 7, **of})
    async with town.store.begin() as tx:
        found = await tx[COPIES].erase(CAPTAIN, Names(("钱队",)), NOW, None, SEARCHED)
        assert [(one.chat_id, one.message_id) for one in found.messages] == [(WANG, 7)]
        seen = await tx[COPIES].message(WANG, 7)
        assert seen is not None
        assert [(one.id, one.facts["by"], one.buttons) for one in seen[1]] == (
            [(said.id, ERASED, ())] if is_known else []
        )
