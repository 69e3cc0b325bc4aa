"""Somebody notices: the auditor tells what is late once, and once when it is well; the heartbeat beats only then."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.app import assembly, at_work
from bot.health import figures as health
from bot.health.figures import LATE
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.register.people import RoleHeld, RoleName
from bot.work.inbox import MOST_BEGUN, InboxRow
from bot.work.schedule import Due
from handlers.guest import Guest
from handlers.process.heartbeat import Heartbeat
from storage.audit import whole_chains
from storage.daily import AGAIN
from storage.library import sqlite3
from tests.storage.test_daily import MANY, SLOW
from tests.stories.conftest import GROUP, OWNER, TOKEN, Street, a_street, open_street
from tests.waiting import PATIENCE_S, until

MINUTES = int(LATE.total_seconds() // 60)


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    """A street, past the time that what waited at its start is given."""
    async with a_street(tmp_path, "zh") as made:
        await _minutes(made, 3)
        yield made


def _told(street: Street, user_id: int = OWNER) -> list[str]:
    """All that a person was told by the auditor."""
    return [m.text for m in street.private(user_id) if m.text.startswith(("\u26a0", "\u2705"))]


async def _minutes(street: Street, count: int) -> None:
    """So many minutes pass, with the auditor's look at the end of each."""
    for _ in range(count):
        await street.turn(60)
        await street.house.care.auditor.turn()
        await street.settle()


async def test_a_letter_that_cannot_go_is_told_and_then_that_it_went(street: Street) -> None:
    """The group is full for a while: captain and owner hear it in private, once, and once when it is well again."""
    now = street.clock.now()
    stuck = Letter(1, -1009, LetterKind.NOTE, Priority.ANSWER, now, key="note-kept", facts={"number": 1})
    street.house.courier.pace.wait_until(-1009, now + timedelta(hours=2))
    async with street.house.store.begin() as tx:
        letter = await tx.outbox.add(stuck)
        await tx.outbox.add(replace(stuck, priority=Priority.EDIT))
    await _minutes(street, 4)
    assert _told(street) == []
    await _minutes(street, 6)
    assert _told(street) == [street.said("late-letter", count=1, minutes=MINUTES)], "an edit as late alerts nobody"
    async with street.house.store.begin() as tx:
        await tx.outbox.dropped(letter.id, street.clock.now(), "gone")
    await _minutes(street, 5)
    assert _told(street)[1:] == [street.said("well-again-letter")]


async def test_a_copy_that_fails_is_told_to_the_owner(street: Street) -> None:
    """Nobody else can mend it; once, and once when it is well again; each further day that fails is told."""
    async with street.house.store.begin() as tx:
        await tx.people.add_role(1, 1004, RoleHeld(RoleName.CAPTAIN, street.clock.now()))
    daily = street.house.copies
    assert daily is not None
    daily.folder.write_bytes(b"a file where the folder should be")
    await daily.turn()
    await _minutes(street, 8)
    assert _told(street) == [street.said("late-copy", count=1, minutes=MINUTES)]
    assert _told(street, 1004) == []
    daily.folder.unlink()
    street.clock._now += AGAIN
    await daily.turn()
    await _minutes(street, 2)
    assert _told(street)[1:] == [street.said("well-again-copy")]


async def test_the_running_house_makes_its_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own clock reminds it, without anybody asking; in the folder of the data."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    made = await open_street(tmp_path, "en")
    try:
        await made.stop()
        built = await assembly.build(
            TOKEN, api_url=made.server.url, database_url=made.database_url, rules=made.rules, clock=made.clock
        )
        frozen = gc.get_freeze_count()
        async with at_work.running(built, tick_every_s=0.002), asyncio.timeout(PATIENCE_S):
            assert gc.get_freeze_count() > frozen  # what the program is made of is looked through no more
            while not (copy := tmp_path / "backups" / "patrol-2026-03-02.db").exists():
                await asyncio.sleep(0.02)
        assert [chain.bad for chain in await whole_chains(copy)] == [None]
    finally:
        await made.stack.aclose()


async def test_who_stops_the_house_waits_for_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's check over years of work takes longer than anybody waits: it is left, and nothing of it goes on."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    made = await open_street(tmp_path, "en")
    parts = (tmp_path / "backups").glob
    try:
        await made.stop()
        with closing(sqlite3.connect(tmp_path / "patrol.db", isolation_level=None)) as raw:
            for statement in ("PRAGMA ignore_check_constraints=ON", SLOW, MANY):
                raw.execute(statement)
        built = await assembly.build(
            TOKEN, api_url=made.server.url, database_url=made.database_url, rules=made.rules, clock=made.clock
        )
        async with asyncio.timeout(PATIENCE_S):
            async with at_work.running(built, tick_every_s=0.002):
                while not any(one.stat().st_size for one in parts(".*.part")):
                    await asyncio.sleep(0.02)
                await asyncio.sleep(0.5)
        assert list(parts("*")) == []
    finally:
        await made.stack.aclose()


async def test_a_limit_that_nobody_decides_is_told(street: Street) -> None:
    """The clock stands still for it; it is told although everything else goes on."""
    async with street.house.store.begin() as tx:
        await tx.occasions.sync(1, None, "nobody:", [Due("nobody:1", "unheard_of", street.clock.now())])
    async with street.house.store.look() as tx:
        [stuck] = [o for o in await tx.occasions.due(street.clock.now()) if o.name == "unheard_of"]
    for _ in range(7):
        await street.clock.turn(60, street.settle)
        await street.house.care.auditor.turn()
        await street.settle()
    assert _told(street) == [street.said("late-occasion", count=1, minutes=MINUTES)]
    async with street.house.store.begin() as tx:
        await tx.occasions.decide(stuck.id, street.clock.now(), "moot")
    await _minutes(street, 2)
    assert _told(street)[1:] == [street.said("well-again-occasion")]


async def test_a_message_that_kills_its_reader_is_told_at_once(street: Street) -> None:
    """One that cannot be read, and one that ended the program: dead, told in true words at once, and never again."""
    now, payload = street.clock.now(), '{"update_id": 9000, "message": 5}'
    unread = InboxRow(street.house.application.bot.id, 9000, GROUP, payload, now)
    async with street.house.store.begin() as tx:
        await tx.inbox.add([unread, replace(unread, update_id=9001, lane=1002, begun=MOST_BEGUN)])
    street.house.lanes.wake()
    for _ in range(40):
        await street.clock.turn(0.25)
        await asyncio.sleep(0.01)
    await street.settle()
    who = (await street.member(1002)).name
    said = [street.said("late-killed-of", count=1, minutes=0, who=who), street.said("late-unread", count=1, minutes=0)]
    assert sorted(_told(street)) == sorted(said)
    await _minutes(street, 5)
    assert len(_told(street)) == 2


async def test_a_letter_that_is_refused_for_good_is_told(street: Street) -> None:
    """Once, to those in charge, with whom it was for and its case; what tells of it is not told of."""
    street.world.faults.fail_next("sendMessage", 400)
    street.wang.say(1002, "/help")
    await street.settle()
    await _minutes(street, 3)
    who = (await street.member(1002)).name
    assert _told(street) == [street.said("late-refused-of", count=1, minutes=1, who=who)]
    number = await street.report("shared_bike_parking")
    now, case_id = street.clock.now(), (await street.case(number)).id
    about = Letter(None, 1002, LetterKind.ORDER, Priority.ORDER, now, user_id=1002, case_id=case_id)
    async with street.house.store.begin() as tx:
        await tx.outbox.dropped((await tx.outbox.add(about)).id, now, "BadRequest: no such button")
    await _minutes(street, 2)
    told = street.said("late-refused-of", count=1, minutes=1, who=f"{who} #{number}")
    assert [one for one in _told(street) if f"#{number}" in one] == [told]


async def test_a_message_of_no_district_reaches_captain_and_owner_too(street: Street) -> None:
    """Somebody's private chat belongs to no district: whoever is in charge hears of it, and that it is well again."""
    async with street.house.store.begin() as tx:
        await tx.inbox.add([InboxRow(1, 9001, 4242, "{}", street.clock.now() - timedelta(minutes=MINUTES))])
    await street.house.care.auditor.turn()
    await _sent(street)
    assert _told(street) == [street.said("late-update", count=1, minutes=MINUTES)]
    async with street.house.store.begin() as tx:
        await tx.inbox.done(1, 9001, street.clock.now())
    await street.house.care.auditor.turn()
    await _sent(street)
    assert _told(street)[1:] == [street.said("well-again-update")]


async def _sent(street: Street) -> None:
    """What may go now is sent; an update that nobody works off is no hindrance."""
    await until(lambda: street.house.courier.is_idle)


async def test_what_was_told_is_remembered_across_a_restart(street: Street) -> None:
    """A new program does not tell it again, and tells when it is well."""
    async with street.house.store.begin() as tx:
        await tx.inbox.add([InboxRow(1, 9001, 4242, "{}", street.clock.now() - timedelta(minutes=MINUTES))])
    await street.house.care.auditor.turn()
    await _sent(street)
    await street.stop()
    await street.start()
    street.house.care.auditor.not_before = street.clock.now()
    async with street.house.store.begin() as tx:
        await tx.inbox.done(1, 9001, street.clock.now())
    await _minutes(street, 2)
    assert len(_told(street)) == 2


async def test_two_looks_at_one_time_tell_it_once(street: Street) -> None:
    """What was told is written in the transaction of the telling."""
    async with street.house.store.begin() as tx:
        await tx.inbox.add([InboxRow(1, 9001, GROUP, "{}", street.clock.now() - timedelta(minutes=MINUTES))])
    auditor = street.house.care.auditor
    await asyncio.gather(auditor.turn(), auditor.turn(), auditor.turn())
    await _sent(street)
    assert len(_told(street)) == 1
    async with street.house.store.begin() as tx:
        await tx.inbox.done(1, 9001, street.clock.now())


async def test_an_outage_is_nobody_s_fault(street: Street) -> None:
    """Ten minutes without Telegram: what waited is worked off first, and nothing is told of it."""
    await street.report()
    street.world.faults.outage(street.clock.now(), 330)
    await _minutes(street, 8)
    assert _told(street) == []


# --- the heartbeat


@asynccontextmanager
async def somebody_outside(status: int = 200) -> AsyncIterator[tuple[str, list[str]]]:
    """A server that notes who called."""
    calls: list[str] = []

    async def ping(request: Request) -> Response:
        calls.append(request.url.path)
        return Response(status_code=status)

    async with Guest(Starlette(routes=[Route("/ping/{key}", ping)])) as guest:
        yield f"{guest.url}/ping/secret-key-of-the-check", calls


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """How quick this machine is today is not what is judged: loop, database and somebody outside have an hour."""
    hour = 3600.0
    monkeypatch.setattr(
        health, "MOST_S", {**health.MOST_S, health.LOOP: hour, health.DATABASE: hour, health.TICK: hour}
    )
    monkeypatch.setattr("handlers.process.watch.PATIENCE_S", hour)
    monkeypatch.setattr("handlers.process.heartbeat.TIMEOUT_S", hour)


@pytest.mark.usefixtures("patient")
async def test_the_heartbeat_beats_only_while_all_is_well(street: Street) -> None:
    """One bad check, and somebody outside misses it."""
    await street.turn(1)
    async with somebody_outside() as (url, calls):
        heart = Heartbeat(url, street.house.care.watch.checks)
        assert await heart.beat()
        assert calls == ["/ping/secret-key-of-the-check"]
        assert street.house.tick.last_at is not None
        street.house.tick.last_at = time.monotonic() - 2 * 3600
        assert not await heart.beat()
        assert len(calls) == 1
        street.house.tick.last_at = time.monotonic()
        assert await heart.beat()


@pytest.mark.usefixtures("patient")
async def test_trouble_outside_is_not_our_trouble(street: Street) -> None:
    """A refusal and nobody there are only logged; without an address nothing is called."""
    await street.turn(1)
    checks = street.house.care.watch.checks
    async with somebody_outside(500) as (url, calls):
        assert not await Heartbeat(url, checks).beat()
        assert len(calls) == 1
    assert not await Heartbeat(url, checks).beat()
    assert not await Heartbeat(None, checks).beat()
