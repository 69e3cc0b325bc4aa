"""History: what goes where, and whether a change of it is noticed."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.register.districts import District
from storage import history
from storage.history import SqlHistory
from storage.library import sqlite3

from .conftest import CAPTAIN, HERE, KEPT, NOW, WANG, Town


async def fill(town: Town) -> int:
    """Five lines of one case; returns its id."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        for n in range(5):
            record = town.record(metres=100.5 + n, point=HERE, reason="busy", until=NOW)
            await tx.history.add(town.district.id, case.id, record, NOW + timedelta(seconds=n), f"说的话{n}")
    return case.id


def meddle(town: Town, *statements: str) -> None:
    """Change the file behind the program's back, as somebody who takes the guards away first."""
    with closing(sqlite3.connect(town.file)) as raw:
        for (guard,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {guard}")
        for statement in statements:
            raw.execute(statement)
        raw.commit()


async def test_of_a_case_with_many_lines_the_newest_are_read(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """In their order; of the moves that somebody asks for however many others came since, and the first of a kind."""
    case_id = await fill(town)
    async with town.store.begin() as tx:
        for n, move in enumerate(("accept", "arrive", "accept")):
            await tx.history.add(town.district.id, case_id, town.record(move), NOW + timedelta(minutes=n))
    monkeypatch.setattr(history, "MOST_OF_CASE", 2)
    async with town.store.look() as tx:
        lines = [row.id for row in await tx.history.of_case(case_id)]
        assert len(lines) == await tx.history.count(case_id) == 8
        assert [row.id for row in await tx.history.of_case(case_id, 3)] == lines[-3:]
        assert [row.id for row in await tx.history.of_moves(case_id, ("dispatch", "arrive"))] == [lines[4], lines[6]]
        first = await tx.history.first(case_id, "accept")
        assert first is not None
        assert first.id == lines[5]
        assert await tx.history.first(case_id, "resolve") is None


async def test_lines_come_back_with_their_facts_and_words(town: Town) -> None:
    """Points are two numbers and instants ISO texts; the record says who, what and when."""
    case_id = await fill(town)
    async with town.store.look() as tx:
        lines = await tx.history.of_case(case_id)
        assert [line.text for line in lines] == [f"说的话{n}" for n in range(5)]
        first = lines[0]
        assert first.record == replace(
            town.record(), at=KEPT,
            facts={"metres": 100.5, "point": [HERE.lat, HERE.lon], "reason": "busy", "until": NOW.isoformat()},
        )  # fmt: skip
        assert (first.recorded_at, first.case_id, first.district_id) == (KEPT, case_id, town.district.id)
        assert await tx.history.last_move_at(case_id) == KEPT
        assert await tx.history.last_move_at(999) is None


async def test_the_newest_of_some_moves_are_found_without_the_rest(town: Town) -> None:
    """So many at most, newest first, of one person where that is asked; and how a case came to a state."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        for n in range(30):
            edited = replace(town.record("edited", n=n), by_id=CAPTAIN if n % 3 else WANG, before="open", after="open")
            await tx.history.add(town.district.id, case.id, edited, NOW, f"{n}")
            if n in {3, 9}:
                await tx.history.add(town.district.id, case.id, town.record("dispatch", n=n), NOW)
    async with town.store.look() as tx:
        newest = tx.history.newest
        assert [line.text for line in await newest(case.id, ("edited",), 4)] == ["29", "28", "27", "26"]
        assert [line.text for line in await newest(case.id, ("edited", "report"), 3, WANG)] == ["27", "24", "21"]
        assert len(await newest(case.id, ("dispatch",), 50)) == 2
        assert await newest(case.id, ("report",), 1) == []
        last = await tx.history.last_into(case.id, "dispatched")
        assert last is not None
        assert last.record.facts == {"n": 9}
        assert await tx.history.last_into(case.id, "open") is None


async def test_words_and_positions_are_not_in_the_chain(town: Town) -> None:
    """The row itself holds codes, numbers and times only; the rest lies beside it, salted."""
    async with town.store.begin() as tx:
        record = town.record(reason="对方不在家", code="too_far", note="n", point=HERE, was=HERE, n=3, text="t")
        await tx.history.add(town.district.id, None, record, NOW, "words")
    with closing(sqlite3.connect(town.file)) as raw:
        assert json.loads(raw.execute("SELECT facts FROM history").fetchone()[0]) == {"code": "too_far", "n": 3}
        beside = json.loads(raw.execute("SELECT content FROM history_sides").fetchone()[0])
    assert beside["text"] == "words"
    assert set(beside["facts"]) == {"reason", "note", "point", "was", "text"}


async def test_the_same_words_leave_different_hashes(town: Town) -> None:
    """Without their salt, short words could be guessed from the hash."""
    async with town.store.begin() as tx:
        for _ in range(2):
            await tx.history.add(town.district.id, None, town.record(), NOW, "同样")
    with closing(sqlite3.connect(town.file)) as raw:
        assert raw.execute("SELECT count(DISTINCT side_hash) FROM history").fetchone() == (2,)


async def test_a_whole_chain_verifies(town: Town) -> None:
    """Of this district, and of another beside it."""
    await fill(town)
    async with town.store.begin() as tx:
        other = await tx.districts.add(District(-200, "别处", "zh", "Asia/Shanghai", {}))
        await tx.history.add(other.id, None, town.record(), NOW)
        await tx.history.add(town.district.id, None, town.record(), NOW)
    assert await town.store.verify(town.district.id) is None
    assert await town.store.verify(other.id) is None


@pytest.mark.parametrize(
    ("meddling", "bad"),
    [
        ("UPDATE history SET by_id = 1003 WHERE id = 3", 3),
        ("UPDATE history SET at = at + 1 WHERE id = 1", 1),
        ("UPDATE history SET facts = '{}' WHERE id = 2", 2),
        ("UPDATE history SET hash = previous WHERE id = 4", 4),
        ("DELETE FROM history WHERE id = 3", 4),
        ("UPDATE history SET id = 99 WHERE id = 1", 2),
        ('UPDATE history_sides SET content = \'{"text": "other"}\' WHERE history_id = 3', 3),
        ("UPDATE history_sides SET history_id = 77 WHERE history_id = 3", None),
    ],
)
async def test_the_first_changed_line_is_named(town: Town, meddling: str, bad: int | None) -> None:
    """Whatever was changed, taken out or moved; words that are gone break nothing."""
    await fill(town)
    meddle(town, meddling)
    assert await town.store.verify(town.district.id) == bad


async def test_words_are_erased_and_the_chain_still_verifies(town: Town) -> None:
    """Text, position and salt go; who, what and when stay."""
    case_id = await fill(town)
    async with town.store.begin() as tx:
        assert isinstance(tx.history, SqlHistory)
        await tx.history.erase(2)
    assert await town.store.verify(town.district.id) is None
    async with town.store.look() as tx:
        lines = await tx.history.of_case(case_id)
    assert lines[1].text is None
    assert "point" not in lines[1].record.facts
    assert lines[1].record.facts["reason"] == "busy"
    assert lines[2].text == "说的话2"
    with closing(sqlite3.connect(town.file)) as raw:
        assert raw.execute("SELECT count(*) FROM history_sides WHERE history_id = 2").fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE history SET by_id = 1003", "DELETE FROM history", "UPDATE history_sides SET content = '{}'",
     "INSERT OR REPLACE INTO history SELECT * FROM history WHERE id = 3"],
)  # fmt: skip
async def test_the_database_itself_refuses_to_change_history(town: Town, statement: str) -> None:
    """Whoever writes, and by whatever program; what lies beside a line may be erased."""
    await fill(town)
    with closing(sqlite3.connect(town.file)) as raw:
        raw.execute("PRAGMA recursive_triggers=ON")
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            raw.execute(statement)
        assert raw.execute("DELETE FROM history_sides WHERE history_id = 3").rowcount == 1


async def test_every_district_s_chain_is_told(town: Town) -> None:
    """How many lines, how many of them erased, and the first bad one with its case's number."""
    await fill(town)
    async with town.store.begin() as tx:
        await tx.history.erase(2)
    (chain,) = await town.store.audit()
    assert (chain.lines, chain.erased, chain.bad) == (5, 1, None)
    assert len(chain.head) == 64
    meddle(town, "UPDATE history SET by_id = 1003 WHERE id = 4")
    (chain,) = await town.store.audit()
    assert chain.bad is not None
    assert (chain.bad.id, chain.bad.number) == (4, 1)
