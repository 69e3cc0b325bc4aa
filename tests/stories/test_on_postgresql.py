"""The same street on PostgreSQL: a case from the pin to its end, a restart in between, the morning after."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import assembly
from bot.programs import reporting
from bot.programs.reporting import Wish
from bot.register.programs import PROGRAMS, Program
from bot.work.speaker import Speaker
from tests import postgres
from tests.faults.after_trouble import restart, whole
from tests.stories.conftest import CENTRE, TOKEN, Street, a_street


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    """A street whose memory is a PostgreSQL of its own."""
    with tempfile.TemporaryDirectory() as folder, postgres.cluster(Path(folder)) as server:
        async with a_street(tmp_path, "zh", database_url=await server.database()) as made:
            yield made


async def test_a_case_from_pin_to_closed_with_a_restart_in_between(street: Street) -> None:
    """Accepted, on scene, photos, resolved, confirmed; nothing lost, nothing said twice, the chain whole."""
    number = await street.report(item="street_stall")
    pins = [m.message_id for m in street.world.messages(-1001000000001) if m.author.id == 1006]
    await street.turn(20)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(60)
    street.wang.say(1002, f"/arrived {number} other")
    await restart(street, 20)
    for _ in range(3):
        street.wang.send_photo(1002)
        await street.turn(3)
    street.wang.say(1002, f"/done {number}")
    await street.turn(5)
    assert (await street.case(number)).state == "resolved"
    street.captain.say(1001, f"/confirm {number}")
    await street.turn(5)
    case = await street.case(number)
    assert case.state == "closed"
    assert case.lead is None
    await whole(street, pins)
    assert [chain.bad for chain in await street.house.store.audit()] == [None]
    for told in ("/board", "/teams", f"/history {number}", "/mydata", "/export today xlsx", "/calendar"):
        street.captain.say(1001, told)
    await street.turn(9)
    assert [m for m in street.world.messages(1001) if m.body.get("document", {}).get("file_name", "").endswith(".xlsx")]
    await street.jump(24 * 3600)
    assert street.private(1001, "2026-03-02")
    await whole(street, pins)


async def test_what_comes_due_is_decided_once_though_two_programs_look(street: Street) -> None:
    """Both find the same reminder due at one time; one of them says it."""
    number = await street.report(item="street_stall")
    street.wang.say(1002, f"/accept {number}")
    await street.turn(5)
    case = await street.case(number)
    async with street.house.store.look() as tx:
        due = {o.name: o.due_at for o in await tx.occasions.undecided(case.id)}
    await street.turn((due["close_70"] - street.clock.now()).total_seconds() - 1)
    other = await assembly.build(
        TOKEN, api_url=street.server.url, database_url=street.database_url, rules=street.rules, clock=street.clock
    )
    try:
        await street.clock.turn(2)
        await asyncio.gather(*(house.tick.turn() for house in (street.house, other, street.house, other)))
        await street.settle()
    finally:
        await other.close()
    left = street.said("remind-close-70", late="", due="§", item="", place="", number=1).split("§")[0].strip()
    assert len(street.private(1002, left)) == 1
    assert [chain.bad for chain in await street.house.store.audit()] == [None]


async def test_two_reports_of_another_system_at_once_are_one_case(street: Street) -> None:
    """Through two programs on one database: by the request's name, or by their own number, the second hears of it."""
    async with street.house.store.begin() as tx:
        program = await tx[PROGRAMS].add(Program(1, "12345 hotline", 1001, street.clock.now()))
    speaker = Speaker(0, "", 0, street.clock.now(), channel="api", district_id=1, program_id=program.id)
    named = Wish(point=CENTRE, item="street_stall", name="call-1", body_hash="x")
    numbered = Wish(point=CENTRE, item="street_stall", source_ref="7")
    other = await assembly.build(
        TOKEN, api_url=street.server.url, database_url=street.database_url, rules=street.rules, clock=street.clock
    )
    try:
        desks = [street.house.desk, other.desk] * 3
        done = await asyncio.gather(*(desk.do(reporting.report, speaker, wish=named) for desk in desks))
        assert [one.answer.facts["number"] for one in done if one.answer] == [1] * 6
        done = await asyncio.gather(*(desk.do(reporting.report, speaker, wish=numbered) for desk in desks))
        told = sorted(one.answer.key for one in done if one.answer)
        assert told == ["already-reported"] * 5 + ["program-reported"]
    finally:
        await other.close()
    await street.turn(60)
    assert await street.last_number() == 2
    assert [chain.bad for chain in await street.house.store.audit()] == [None]
