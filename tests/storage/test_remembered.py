"""What a transaction read is asked of the database once, and never told wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from bot.incidents.store import INCIDENTS
from bot.incidents.table import CANCELLED, OPEN, Incident
from bot.outbox.letters import Letter, LetterKind, Posting, Priority
from bot.register.people import Duty
from bot.register.teams import Position
from bot.sos.table import CALLS, Sos
from bot.trials.table import TRIALS
from bot.work.ports import Tx
from storage import remembered
from storage.districts import districts
from storage.places import places
from storage.rows import to_ms
from storage.store import SqlStore
from storage.teams import teams

from .conftest import BOTH, HERE, KEPT, NOW, WANG, Town, sent

DATABASES = BOTH


@contextmanager
def counted(store: SqlStore) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(" ".join(statement.split()))

    engines = [one.sync_engine for one in (store._writer, store._readers)]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield found
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


async def test_the_same_question_is_asked_once(town: Town) -> None:
    """Of a look and of a writing transaction; the next transaction asks again."""
    with counted(town.store) as asked:
        for opened in (town.store.look, town.store.begin, town.store.look):
            async with opened() as tx:
                first = await tx.teams.all(town.district.id)
                assert await tx.teams.all(town.district.id) == first == [town.first, town.second]
    assert len(asked) == 3


async def test_other_values_are_another_question(town: Town) -> None:
    """The same statement with another id."""
    async with town.store.look() as tx:
        assert await tx.teams.get(town.first.id) == town.first
        assert await tx.teams.get(town.second.id) == town.second
        assert await tx.kept.get("one") is None


async def test_what_it_writes_it_reads_anew(town: Town) -> None:
    """A team, a duty, a small fact, a number that counts, a case and its order: never the answer of before."""
    async with town.store.begin() as tx:
        await everything(tx, town)
        renamed = await tx.teams.save(replace(town.first, name="三队"))
        duty = await tx.people.start_duty(Duty(town.district.id, WANG, KEPT, KEPT + timedelta(hours=8)))
        await tx.kept.put("one", 1)
        one = await town.incident(tx)
        teams, member, kept, cases = await everything(tx, town)
        assert renamed in teams
        assert member is not None
        assert member.duty == duty
        assert (kept, cases) == (1, [one])
        saved = await tx[INCIDENTS].save(replace(one, assignments=(sent(town.second),)))
        await tx.people.save_duty(replace(duty, ended_at=KEPT))
        await tx.kept.put("one", None)
        _, member, kept, cases = await everything(tx, town)
        assert member is not None
        assert (member.duty, kept, cases) == (None, None, [saved])
        assert await tx.teams.holds(town.district.id) == {town.second.id: (saved.id,)}


async def test_live_cases_are_read_with_what_is_owed(town: Town) -> None:
    """A changed case is written once, at the end; who lists live ones before that reads it as it is, or gone."""
    async with town.store.begin() as tx:
        stays, ends = await town.incident(tx), await town.incident(tx)
    with counted(town.store) as asked:
        async with town.store.begin() as tx:
            stays, ends = await loaded(tx, stays.id), await loaded(tx, ends.id)
            stays = await tx[INCIDENTS].save(replace(stays, words="first"))
            ends = await tx[INCIDENTS].save(replace(ends, state=str(CANCELLED)))
            assert await tx[INCIDENTS].live(town.district.id) == [stays]
            stays = await tx[INCIDENTS].save(replace(stays, words="second"))
            assert await tx[INCIDENTS].live(town.district.id) == [stays]
    assert len([one for one in asked if one.startswith("UPDATE cases")]) == 2
    async with town.store.look() as tx:
        assert await tx[INCIDENTS].live(town.district.id) == [stays]
        assert (await loaded(tx, ends.id)) == ends


async def test_a_case_that_lives_again_is_among_the_live_ones(town: Town) -> None:
    """Though it is owed still."""
    async with town.store.begin() as tx:
        one = await town.incident(tx)
        one = await tx[INCIDENTS].save(replace(one, state=str(CANCELLED)))
    async with town.store.begin() as tx:
        one = await tx[INCIDENTS].save(replace(await loaded(tx, one.id), state=str(OPEN)))
        assert await tx[INCIDENTS].live(town.district.id) == [one]


async def loaded(tx: Tx, case_id: int) -> Incident:
    """A case as this transaction reads it."""
    found = await tx[INCIDENTS].get(case_id)
    assert found is not None
    return found


async def everything(tx: Tx, town: Town) -> tuple[object, ...]:
    """What is read again and again."""
    return (
        await tx.teams.all(town.district.id),
        await tx.people.member(town.district.id, WANG),
        await tx.kept.get("one"),
        await tx[INCIDENTS].live(town.district.id),
    )


async def test_a_long_answer_is_not_kept(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of a long table pass through; the memory of a transaction has an end."""
    monkeypatch.setattr(remembered, "MOST_ROWS", 1)
    with counted(town.store) as asked:
        async with town.store.look() as tx:
            for _ in range(2):
                await tx.connection.execute(select(teams.c.name))  # type: ignore[attr-defined]
    assert len(asked) == 2


async def test_who_is_there_is_made_once(town: Town) -> None:
    """People, teams and positions are taken out of their rows again only after something was written to them."""
    here = town.district.id
    async with town.store.begin() as tx:
        first, *_ = await tx.people.members(here)
        team, *_ = await tx.teams.all(here)
        assert (await tx.people.members(here))[0] is first
        assert (await tx.teams.all(here))[0] is team
        await tx.people.save_member(replace(first, name="Another"))
        assert "Another" in {one.name for one in await tx.people.members(here)}
        assert (await tx.teams.all(here))[0] is team
        await tx.teams.save(replace(team, name="Another"))
        assert "Another" in {one.name for one in await tx.teams.all(here)}
        assert await tx.teams.positions(here) == {}
        await tx.teams.put_position(Position(here, first.user_id, HERE, NOW))
        assert list(await tx.teams.positions(here)) == [first.user_id]
        case = await town.incident(tx)
        held = await tx.teams.holds(here)
        await tx[INCIDENTS].touch_assignments(replace(case, assignments=(sent(team),)))
        assert await tx.teams.holds(here) != held


async def test_small_facts_are_written_together(town: Town) -> None:
    """Two that are set and one that goes again: one statement each; whoever asks finds what was set last."""
    async with town.store.begin() as tx:
        await tx.kept.put("fact:gone", 1)
    with counted(town.store) as asked:
        async with town.store.begin() as tx:
            await tx.kept.put("fact:a", 1)
            await tx.kept.put("fact:gone", 2)
            assert await tx.kept.get("other") is None
            await tx.kept.put("fact:b", [2])
            await tx.kept.put("fact:gone", None)
            await tx.kept.put("fact:a", 3)
    assert [one.split()[0] for one in asked] == ["SELECT", "DELETE", "INSERT"]
    async with town.store.begin() as tx:
        await tx.kept.put("fact:a", 4)
        assert await tx.kept.get("fact:a") == 4
        await tx.kept.put("fact:a", None)
        assert await tx.kept.beginning("fact:") == {"fact:b": [2]}
        await tx.kept.put("fact:b", None)
        assert await tx.kept.several(["fact:a", "fact:b"]) == {}


async def test_a_team_that_changes_twice_is_written_once(town: Town) -> None:
    """It is read as it was saved last, by itself and among all."""
    after = replace(town.first, asked=2, asked_at=to_ms(NOW))
    with counted(town.store) as asked:
        async with town.store.begin() as tx:
            await tx.teams.save(replace(town.first, asked=1, asked_at=NOW))
            changed = await tx.teams.get(town.first.id)
            assert changed is not None
            await tx.teams.save(replace(changed, asked=2))
            assert await tx.teams.all(town.district.id) == [after, town.second]
    assert [one.split()[0] for one in asked] == ["UPDATE", "SELECT"]
    async with town.store.look() as tx:
        assert await tx.teams.get(town.first.id) == after


async def test_a_locked_row_is_always_read(town: Town) -> None:
    """Whoever waits for a lock wants to know what the other one wrote."""
    with counted(town.store) as asked:
        async with town.store.begin() as tx:
            for _ in range(2):
                await tx.connection.execute(select(places.c.code).with_for_update())  # type: ignore[attr-defined]
    assert len(asked) == 2


async def test_each_table_of_a_statement_is_known(town: Town) -> None:
    """In joins, in conditions and below them."""
    inner = select(places.c.code).where(places.c.code == "1").scalar_subquery()

    query = select(teams.c.name).join(districts).where(teams.c.name == inner)
    assert remembered._tables(remembered._Shape(), query) == {teams, districts, places}


async def test_of_which_kinds_something_is_live_is_asked_once(town: Town) -> None:
    """For all together, and not again after another kind was written; what comes or becomes live here is seen."""
    async with town.store.begin() as tx:
        with counted(town.store) as asked:
            assert await tx[TRIALS].live(town.district.id) == []
            await town.incident(tx)
            assert await tx[CALLS].open_of(town.district.id, WANG, None) is None
        assert sum("cases.kind IN" in one for one in asked) == 1
        assert not any("JOIN sos" in one or "JOIN trials" in one for one in asked)
        number = await tx.districts.next_number(town.district.id)
        call = await tx[CALLS].add(Sos(town.district.id, "sos", number, "raised", NOW, reporter_id=WANG))
        assert await tx[CALLS].open_of(town.district.id, WANG, None) == call
        ended = await tx[CALLS].save(replace(call, state="cleared"))
        assert await tx[CALLS].live(town.district.id) == []
    async with town.store.begin() as tx:
        assert await tx[CALLS].get(ended.id) == ended
        again = await tx[CALLS].save(replace(ended, state="raised"))
        assert await tx[CALLS].live(town.district.id) == [again]


async def test_a_case_that_was_just_opened_was_shown_nowhere(town: Town) -> None:
    """Which nobody has to ask, unless a message was sent in the same transaction."""
    async with town.store.begin() as tx:
        before, one = await town.incident(tx), await town.incident(tx)
        with counted(town.store) as asked:
            assert not (await tx.outbox.told(one.id)).card
            assert await tx.outbox.postings(one.id) == []
        assert asked == []
        letter = Letter(town.district.id, -100, LetterKind.CARD, Priority.NEW_CARD, NOW, case_id=one.id)
        sent_one = await tx.outbox.add(letter)
        await tx.outbox.sent(sent_one.id, NOW, Posting(-100, 7, "card", NOW, town.district.id, case_id=one.id))
        assert (await tx.outbox.told(one.id)).card
        assert not (await tx.outbox.told(before.id)).card


async def test_one_member_is_known_from_all(town: Town) -> None:
    """Until something about people is written."""
    async with town.store.begin() as tx:
        await tx.people.known(town.district.id)
        with counted(town.store) as asked:
            found = await tx.people.member(town.district.id, WANG)
        assert asked == []
        assert found is not None
        await tx.people.save_member(replace(found, name="老汪"))
        changed = await tx.people.member(town.district.id, WANG)
        assert changed is not None
        assert changed.name == "老汪"
