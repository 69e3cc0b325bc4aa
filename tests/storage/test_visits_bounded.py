"""Visits are found by key however many years a district has behind it, and what was signed twice is one signature."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, event, text

from bot.inspections.table import KIND, VISITS, ListUsed, State, Visit
from bot.inspections.visit import Answered, How, Result, Signature, Signs

from .conftest import BOTH, KEPT, Town, plan

DATABASES = BOTH
TODAY = date(2026, 12, 6)


async def _kept(town: Town, **more: object) -> Visit:
    async with town.store.begin() as tx:
        number = await tx.districts.next_number(town.district.id)
        plain = Visit(town.district.id, KIND, number, State.APPROVED, KEPT, place="P1", lists=(ListUsed("shop", 0),))
        plain = replace(plain, since=TODAY, until=TODAY)
        return await tx[VISITS].add(replace(plain, **more))  # type: ignore[arg-type]


async def test_what_is_due_and_what_is_at_a_place_is_read_by_key(town: Town) -> None:
    """What is over or ahead is not read; the earliest first, no more than was asked for; of other districts none."""
    later, first = await _kept(town), await _kept(town, since=TODAY - timedelta(days=3))
    await _kept(town, since=TODAY + timedelta(days=1))
    await _kept(town, state=State.CLOSED, ended_at=KEPT)
    other = await _kept(town, place="P2")
    async with town.store.look() as tx:
        due = await tx[VISITS].due(town.district.id, TODAY, 10)
        assert [one.id for one in due] == [first.id, later.id, other.id]
        assert [one.id for one in await tx[VISITS].due(town.district.id, TODAY, 1)] == [first.id]
        assert await tx[VISITS].due(town.district.id + 1, TODAY, 10) == []
        assert [one.id for one in await tx[VISITS].live_at(town.district.id, ["P2", "P3"])] == [other.id]
        assert len(await tx[VISITS].live_at(town.district.id, ["P1"], 2)) == 2


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT case_id FROM visits WHERE since <= '2026-12-06' AND ended_at IS NULL ORDER BY since, case_id LIMIT 9",
         "ix_visits_due"),
        ("SELECT case_id FROM visits WHERE place = 'P1' AND ended_at IS NULL ORDER BY case_id LIMIT 9",
         "ix_visits_open"),
    ],
)  # fmt: skip
async def test_an_index_answers(town: Town, query: str, index: str) -> None:
    """Of what is not over: it does not grow with the years."""
    assert index in await plan(town, query)


async def test_many_visits_and_their_items_are_two_questions(town: Town) -> None:
    """However many they are, up to what one statement asks for; a note for another body answers nothing."""
    made = [await _kept(town) for _ in range(5)]
    said = [
        Answered(one.id, f"shop/S{n}", 7, "fire", Result.PASS, KEPT, KEPT, f"{one.id}:{n}", to_body="gas" if n else "")
        for one in made
        for n in range(2)
    ]
    async with town.store.begin() as tx:
        for one in said:
            await tx[VISITS].answer([one])
    asked: list[str] = []

    def count(_: object, __: object, statement: str, *more: object) -> None:
        asked.append(statement)

    async with town.store.look() as tx:
        engine = tx.connection.engine.sync_engine  # type: ignore[attr-defined]
        event.listen(engine, "before_cursor_execute", count)
        visits = await tx[VISITS].of_ids([one.id for one in made])
        items = await tx[VISITS].decided([one.id for one in made])
        event.remove(engine, "before_cursor_execute", count)
    assert set(visits) == {one.id for one in made}
    assert items == {one.id: {"shop/S0"} for one in made}
    assert len(asked) == 2


async def test_who_signs_from_two_phones_signs_once(town: Town) -> None:
    """The database itself refuses the second: an officer once in a round, the place once, whoever took it."""
    visit = await _kept(town)
    names = "case_id, round, signs, by_id, how, name, witness, at"
    row = f"INSERT INTO visit_signatures ({names}) VALUES ({{}}, 1, {{}}, {{}}, 'tap', '', '', 0)"
    async with town.store.begin() as tx:
        db = tx.connection  # type: ignore[attr-defined]
        mine = Signature(visit.id, 1, Signs.OFFICER, 7, How.TAP, KEPT)
        await db.execute(text(row.format(visit.id, "'officer'", 7)))
        await db.execute(text(row.format(visit.id, "'place'", 7)))
        assert await tx[VISITS].sign(mine) is None
        assert await tx[VISITS].sign(replace(mine, signs=Signs.PLACE, by_id=8)) is None
        other = await tx[VISITS].sign(replace(mine, by_id=8))
        assert other is not None
        assert other.id
        assert len(await tx[VISITS].signatures(visit.id)) == 3


async def test_of_two_phones_that_sign_at_once_one_is_told_that_it_was_second(town: Town) -> None:
    """Both taps come to the database at the same moment: one signature stands, whichever came first."""
    visit = await _kept(town)
    mine = Signature(visit.id, 1, Signs.OFFICER, 7, How.TAP, KEPT)

    async def sign() -> Signature | None:
        async with town.store.begin() as tx:
            return await tx[VISITS].sign(mine)

    told = await asyncio.gather(*(sign() for _ in range(4)))
    assert sum(one is not None for one in told) == 1
    async with town.store.look() as tx:
        assert len(await tx[VISITS].signatures(visit.id)) == 1


def _brought_up_to_date(connection: Connection) -> None:
    with Operations.context(MigrationContext.configure(connection)):
        import_module("storage.migrations.versions.0047_signed_once").upgrade()


async def test_signatures_that_were_kept_twice_become_one(town: Town) -> None:
    """When a database of the version before is brought up to date: the first stays, which is the one that counted."""
    one, other = await _kept(town), await _kept(town)
    signed = [
        (one, 1, "officer", 7), (one, 1, "officer", 8), (one, 1, "officer", 7), (one, 2, "officer", 7),
        (one, 1, "place", 7), (one, 1, "place", 8), (other, 1, "place", 8),
    ]  # fmt: skip
    names = "case_id, round, signs, by_id, how, name, witness, at"
    async with town.store.begin() as tx:
        db = tx.connection  # type: ignore[attr-defined]
        for index in ("uq_visit_signatures_officer", "uq_visit_signatures_place", "ix_visits_due"):
            await db.execute(text(f"DROP INDEX {index}"))
        for visit, round_, signs, by_id in signed:
            values = f"{visit.id}, {round_}, '{signs}', {by_id}, 'tap', '', '', 0"
            await db.execute(text(f"INSERT INTO visit_signatures ({names}) VALUES ({values})"))
        await db.run_sync(_brought_up_to_date)
    async with town.store.look() as tx:
        left = [(s.round, str(s.signs), s.by_id) for s in await tx[VISITS].signatures(one.id)]
        assert left == [(1, "officer", 7), (1, "officer", 8), (2, "officer", 7), (1, "place", 7)]
        assert len(await tx[VISITS].signatures(other.id)) == 1
