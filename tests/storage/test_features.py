"""Districts, people, teams, places, the schedule, evidence, drafts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.register.people import Duty, Person, RoleHeld, RoleName
from bot.register.teams import Position
from bot.values.geo import Point
from bot.work.drafts import Draft
from bot.work.schedule import Due
from storage import occasions

from .conftest import BOTH, HERE, KEPT, LI, NOW, WANG, Town, plan

DATABASES = BOTH

LATER = NOW + timedelta(minutes=1)


# --- districts


async def test_a_group_that_moved_is_found_by_both_ids(town: Town) -> None:
    """Replies to old messages still find their district."""
    async with town.store.begin() as tx:
        moved = await tx.districts.move_chat(town.district, -1001)
        assert await tx.districts.by_chat(-1001) == await tx.districts.by_chat(-100) == moved
        assert moved.chat_id == -1001
        assert await tx.districts.by_chat(-5) is None
        assert await tx.districts.all() == [moved]


async def test_two_districts_cannot_have_one_chat(town: Town) -> None:
    """The database refuses the second."""
    with pytest.raises(IntegrityError):
        async with town.store.begin() as tx:
            await tx.districts.add(replace(town.district, id=0))


# --- people


async def test_a_member_carries_roles_duty_and_person(town: Town) -> None:
    """In one value; a duty that ended is not shown."""
    async with town.store.begin() as tx:
        await tx.people.save(Person(WANG, "老王", "LaoWang", "en", private_open=True))
        duty = await tx.people.start_duty(Duty(town.district.id, WANG, KEPT, KEPT + timedelta(hours=8)))
        extra = RoleHeld(RoleName.MEDIATOR, KEPT, KEPT + timedelta(days=1))
        await tx.people.add_role(town.district.id, WANG, extra)
        member = await tx.people.member(town.district.id, WANG)
        assert member is not None
        assert member.roles == (RoleHeld(RoleName.MEMBER, KEPT), extra)
        assert (member.duty, member.username, member.language, member.private_open) == (duty, "LaoWang", "en", True)
        assert member in await tx.people.members(town.district.id)
        assert await tx.people.districts_of(WANG) == [member]
        await tx.people.save_duty(replace(duty, ended_at=NOW))
        assert await tx.people.duty(duty.id) == replace(duty, ended_at=KEPT)
        member = await tx.people.member(town.district.id, WANG)
        assert member is not None
        assert member.duty is None


async def test_one_person_has_one_open_duty(town: Town) -> None:
    """A second one in the same district is refused until the first has ended."""
    duty = Duty(town.district.id, WANG, NOW, LATER)
    async with town.store.begin() as tx:
        first = await tx.people.start_duty(duty)
    with pytest.raises(IntegrityError):
        async with town.store.begin() as tx:
            await tx.people.start_duty(duty)
    async with town.store.begin() as tx:
        await tx.people.save_duty(replace(first, ended_at=NOW))
        assert (await tx.people.start_duty(duty)).id != first.id


async def test_who_left_is_known_but_not_listed(town: Town) -> None:
    """Old cases still name them."""
    async with town.store.begin() as tx:
        member = await tx.people.member(town.district.id, LI)
        assert member is not None
        await tx.people.save_member(replace(member, left_at=NOW, roles=()))
        assert LI not in {m.user_id for m in await tx.people.members(town.district.id)}
        left = await tx.people.member(town.district.id, LI)
        assert left is not None
        assert (left.left_at, left.roles) == (KEPT, ())
        assert await tx.people.districts_of(LI) == []


@pytest.mark.parametrize("said", ["user1002", "@User1002", "USER1002"])
async def test_a_username_is_found_in_any_case(town: Town, said: str) -> None:
    """Telegram does not tell large from small letters in them."""
    async with town.store.look() as tx:
        found = await tx.people.by_username(said)
        assert found is not None
        assert found.user_id == WANG
        assert await tx.people.by_username("nobody") is None


# --- teams


async def test_a_team_is_kept_and_dissolved(town: Town) -> None:
    """A dissolved one is found by its id only, and its name is free again."""
    async with town.store.begin() as tx:
        changed = replace(town.first, handles=("noise", "group:x"), former_names=("老队",), last_sent_at=KEPT)
        assert await tx.teams.save(changed) == changed == await tx.teams.get(town.first.id)
        await tx.teams.save(replace(changed, dissolved_at=NOW))
        assert [t.id for t in await tx.teams.all(town.district.id)] == [town.second.id]
        assert (await tx.teams.save(replace(town.first, id=0))).id not in {town.first.id, town.second.id}


async def test_the_newest_position_replaces_the_former(town: Town) -> None:
    """The track keeps both, until it is forgotten."""
    first = Position(town.district.id, WANG, HERE, KEPT, 12.0, KEPT + timedelta(hours=1), -100, 77)
    second = replace(first, point=Point(30.31, 120.28), fixed_at=KEPT + timedelta(minutes=2))
    async with town.store.begin() as tx:
        await tx.teams.put_position(first)
        await tx.teams.put_position(second)
        await tx.teams.put_position(replace(second, user_id=LI, message_id=78), track=False)
        assert (await tx.teams.positions(town.district.id))[WANG] == second
        assert await tx.teams.position_by_message(-100, 77) == second
        await tx.teams.drop_position(town.district.id, WANG)
        assert set(await tx.teams.positions(town.district.id)) == {LI}
        assert await tx.teams.forget_tracks_before(KEPT + timedelta(minutes=1), 10) == 1
        assert await tx.teams.forget_tracks_before(KEPT + timedelta(days=1), 10) == 1


async def test_a_position_off_the_earth_is_refused(town: Town) -> None:
    """The database checks what should never have come so far."""
    with pytest.raises(IntegrityError):
        async with town.store.begin() as tx:
            await tx.teams.put_position(Position(town.district.id, WANG, Point(91, 0), NOW))


# --- the schedule


async def _all_of(tx: Any, case_id: int) -> list[Any]:
    """Decided or not."""
    await tx.occasions.written()
    return list(
        await tx.connection.execute(select(occasions.occasions).where(occasions.occasions.c.case_id == case_id))
    )


def due(name: str, minutes: int = 0, n: int = 0) -> Due:
    return Due("case:1", name, KEPT + timedelta(minutes=minutes), n)


async def test_the_schedule_is_made_what_is_wanted(town: Town) -> None:
    """New ones appear, moved ones move, unwanted ones become moot, and nothing is written twice."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        await tx.occasions.sync(town.district.id, case.id, "", [due("accept"), due("arrive", 5)])
        assert len(await _all_of(tx, case.id)) == 2
        await tx.occasions.sync(town.district.id, case.id, "", [due("arrive", 3), due("overdue", 9, n=1)])
        told = {(o.name, o.n): (o.due_at, o.result) for o in await _all_of(tx, case.id)}
        assert told == {
            ("accept", 0): (KEPT, "moot"),
            ("arrive", 0): (KEPT + timedelta(minutes=3), None),
            ("overdue", 1): (KEPT + timedelta(minutes=9), None),
        }
        assert await tx.occasions.next_due() == KEPT + timedelta(minutes=3)
        assert [o.name for o in await tx.occasions.due(NOW + timedelta(minutes=9))] == ["arrive", "overdue"]
        assert [o.name for o in await tx.occasions.due(NOW + timedelta(minutes=9), limit=1)] == ["arrive"]
        assert await tx.occasions.due(NOW + timedelta(minutes=2)) == []


@pytest.mark.parametrize("result", ["done", "gap"])
async def test_what_was_decided_is_never_decided_again(town: Town, result: str) -> None:
    """Wanting it once more does not bring it back, with the same time or another."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        await tx.occasions.sync(town.district.id, case.id, "", [due("accept")])
        (occasion,) = await tx.occasions.due(NOW)
        assert await tx.occasions.decide(occasion.id, NOW, result)
        assert not await tx.occasions.decide(occasion.id, LATER, "done")
        for minutes in (0, 7):
            await tx.occasions.sync(town.district.id, case.id, "", [due("accept", minutes)])
        assert await tx.occasions.next_due() is None
        (found,) = await _all_of(tx, case.id)
        assert (found.result, found.done_at) == (result, KEPT)


async def test_what_became_moot_counts_again_when_its_reason_is_back(town: Town) -> None:
    """A hold that ends brings the limits of the order back, with their new times."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        for wanted in ([due("accept")], [], [due("accept", 4)]):
            await tx.occasions.sync(town.district.id, case.id, "", wanted)
        (found,) = await _all_of(tx, case.id)
        assert (found.result, found.due_at) == (None, KEPT + timedelta(minutes=4))


async def test_what_was_decided_long_ago_is_not_read_again(town: Town) -> None:
    """A case that is overdue for months: its next reminder is written, and nothing is read but what it is about."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        for n in range(40):
            await tx.occasions.sync(
                town.district.id, case.id, "", [due("overdue", n, n=n), due("overdue", n + 1, n=n + 1)]
            )
            [_, *ended] = await tx.occasions.undecided(case.id)
            for occasion in await tx.occasions.due(KEPT + timedelta(minutes=n)):
                assert await tx.occasions.decide(occasion.id, NOW, "done")
            assert len(ended) <= 1
        assert [one.n for one in await tx.occasions.undecided(case.id)] == [40]
        asked = {(case.id, ""): (town.district.id, [due("overdue", 39, n=39), due("overdue", 40, n=40)])}
        stored: Any = tx.occasions
        assert sorted(row["n"] for row in await stored._stored(asked)) == [39, 40]
        assert await tx.occasions.done_of([case.id], ["overdue", "arrive"], 100) == {case.id: 40}
        assert await tx.occasions.done_of([case.id, case.id + 1], ["overdue"], 7) == {case.id: 7}
        assert await tx.occasions.done_of([case.id], ["arrive"], 7) == {}


async def test_occasions_without_a_case_go_by_the_beginning_of_their_subject(town: Town) -> None:
    """``duty:1`` and ``duty:10`` are told apart by what is asked for; others are left alone."""
    async with town.store.begin() as tx:
        for subject in ("duty:1/", "duty:10/", "live_1002/", "liveX1002/"):
            await tx.occasions.sync(town.district.id, None, subject, [Due(subject + "a", "ends", KEPT)])
        await tx.occasions.sync(town.district.id, None, "duty:1/", [])
        await tx.occasions.sync(town.district.id, None, "live_1002/", [])
        assert [o.subject for o in await tx.occasions.due(NOW)] == ["duty:10/a", "liveX1002/a"]


@pytest.mark.parametrize("subject", ["duty:1", ""])
async def test_a_subject_that_does_not_end_is_refused(town: Town, subject: str) -> None:
    """Whoever asks for ``duty:1`` would take what comes due from 10 to 19, and nobody would hear of it."""
    async with town.store.begin() as tx:
        with pytest.raises(ValueError, match="does not end"):
            await tx.occasions.sync(town.district.id, None, subject, [])


async def test_subjects_are_searched_by_an_index(town: Town) -> None:
    """However many occasions were ever decided, a prefix reads only its own."""
    words = select(occasions.occasions.c.id).where(occasions._below("duty:1/", occasions._beyond("duty:1/")))
    asked = words.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    assert "uq_occasions_subject" in await plan(town, str(asked)) or "SEARCH occasions" in await plan(town, str(asked))


# --- evidence and drafts


def photo(town: Town, message_id: int, **more: object) -> Evidence:
    return Evidence(town.district.id, EvidenceKind.PHOTO, WANG, KEPT, -100, message_id, **more)  # type: ignore[arg-type]


async def test_one_message_is_one_piece(town: Town) -> None:
    """The same message again is not stored twice."""
    async with town.store.begin() as tx:
        piece = await tx[EVIDENCE].add(photo(town, 5, point=HERE, album="a", file_unique_id="u"))
        assert piece is not None
        assert await tx[EVIDENCE].add(photo(town, 5)) is None
        assert await tx[EVIDENCE].get(piece.id) == piece == await tx[EVIDENCE].by_message(-100, 5)
        other = await tx[EVIDENCE].add(photo(town, 6, album="a"))
        assert await tx[EVIDENCE].by_album(-100, "a") == [piece, other]


async def test_loose_pieces_find_their_case(town: Town) -> None:
    """Of this person, in this chat, since then; not those that have a case."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        pieces = [
            await tx[EVIDENCE].add(replace(photo(town, n), taken_at=KEPT + timedelta(minutes=n))) for n in (1, 2, 3)
        ]
        await tx[EVIDENCE].add(replace(photo(town, 9), by_id=LI))
        assert pieces[1] is not None
        await tx[EVIDENCE].attach(pieces[1].id, case.id, "after")
        since = KEPT + timedelta(minutes=1)
        assert await tx[EVIDENCE].loose(town.district.id, WANG, -100, since) == [pieces[0], pieces[2]]
        assert await tx[EVIDENCE].loose(town.district.id, WANG, -100, since + timedelta(seconds=1)) == [pieces[2]]
        assert await tx[EVIDENCE].of_case(case.id) == [replace(pieces[1], case_id=case.id, stage="after")]


async def test_one_draft_of_a_kind_for_a_person_in_a_chat(town: Town) -> None:
    """A new one takes the place of the old; other kinds stay."""
    async with town.store.begin() as tx:
        await tx.drafts.put(Draft(WANG, -100, "report", KEPT, data={"item": "noise"}))
        note = await tx.drafts.put(Draft(WANG, -100, "note", KEPT))
        newer = await tx.drafts.put(Draft(WANG, -100, "report", KEPT + timedelta(minutes=1), data={"item": "lamp"}))
        assert await tx.drafts.get(WANG, -100, "report") == newer
        assert {d.id for d in await tx.drafts.of(WANG, -100)} == {note.id, newer.id}
        assert await tx.drafts.of(LI, -100) == []
        await tx.drafts.drop(newer)
        assert await tx.drafts.of(WANG, -100) == [note]
