"""Hazards: found, put right, looked at again by somebody else; critical ones, clues, orders, days nobody announced."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.bodies import changing
from bot.bodies.officers import How, Officer
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.hazards import actions, limits
from bot.hazards.table import HAZARDS, Hazard, Severity
from bot.places.notes import writing
from bot.places.register import PLACES, Place, State
from bot.places.standing.colours import COLOURS
from bot.register.people import Person, RoleName
from bot.work import speaker as work_speaker
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.findings import Finding
from bot.work.speaker import Speaker
from bot.work.work import Work
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, START, Street, a_street, put_places

CHEN, SUN, LI = 2001, 2002, 2003
"""Two officers of the fire service, and its head, who is none."""

SHOP = Place("K7M4QX", "通盛路便利店", "shop", CENTRE, state=State.OPEN, firm=True)
YARD = Place("Y2P8RT", "三里亭小区", "residential", CENTRE, state=State.OPEN, firm=False)
MINUTE, HOUR = 60, 3600


async def officers(street: Street) -> None:
    """Enrol them, and have the places stand in the register."""
    names = {CHEN: "陈执法", SUN: "孙执法", LI: "李队长"}
    now = street.clock.now()
    for user_id, name in names.items():
        street.world.add_person(user_id, name, f"user{user_id}", started=True)
    async with street.house.store.begin() as tx:
        await put_places(tx, SHOP, YARD)
        district = await tx.districts.get(1)
        assert district is not None
        for user_id, name in names.items():
            await tx.people.save(Person(user_id, name, f"user{user_id}", private_open=True))
            head = user_id == LI
            until = None if head else date(2028, 1, 1)
            certificate = "" if head else f"C-{user_id}"
            how = How.HEAD if head else None
            officer = Officer(1, user_id, name, "fire", now, certificate, until, approver=head, how=how)
            await changing.put(tx, district, officer, part="house", channel="house")


@pytest.fixture
async def town(street: Street) -> Street:
    """A street with officers and two places."""
    await officers(street)
    return street


async def hazard(street: Street, number: int) -> Hazard:
    """As it stands."""
    async with street.house.store.look() as tx:
        found: Hazard | None = await tx[HAZARDS].by_number(1, number)
    assert found is not None
    return found


async def colour(street: Street) -> str | None:
    """Of the shop, as the map has it."""
    async with street.house.store.look() as tx:
        kept = (await tx[COLOURS].of(1, [SHOP.code])).get(SHOP.code)
    return str(kept.colour) if kept is not None else None


async def found(street: Street, by: int, text: str) -> int:
    """Somebody finds one, in private; returns its number."""
    await street.say(by, f"/hazard {text}")
    return await street.last_number()


def newest(street: Street, user_id: int, label: str) -> Seen:
    """The newest message in private that has the button."""
    return [seen for seen in street.private(user_id) if label in seen.labels][-1]


async def tap(street: Street, user_id: int, key: str) -> None:
    """Tap a button of the newest message that has it."""
    label = street.said(key)
    await street.press(user_id, newest(street, user_id, label), label)
    await street.turn(2)


async def photo(street: Street, user_id: int, caption: str = "") -> None:
    """Send a photo in private."""
    street.who(user_id).send_photo(user_id, caption=caption)
    await street.turn(2)


def last(street: Street, user_id: int) -> str:
    """What they read last."""
    return street.private(user_id)[-1].text


def heard(street: Street, user_id: int, number: int) -> int:
    """How many messages about a hazard they have."""
    return len(street.private(user_id, f"#{number}"))


async def test_one_is_fixed_on_the_spot_and_one_goes_its_whole_way(town: Street) -> None:
    """Put right with a photo; the re-check is refused to who found it, who reads who may; sent back, escalated, passed.

    Nothing of it is said in the group.
    """
    in_group = len(town.captain.sees(GROUP))
    first = await found(town, CHEN, "通盛路便利店 灭火器过期 一般")
    assert await colour(town) == "yellow"
    await tap(town, CHEN, "button-hazard-fix")
    await photo(town, CHEN)
    assert (await hazard(town, first)).state == "closed"
    assert await colour(town) is None

    second = await found(town, CHEN, "通盛路便利店 线路老化 较大 3日")
    now = town.clock.now()
    one = await hazard(town, second)
    assert (one.state, one.hours, one.limit_at) == ("limited", 72, limits.limit_at(72, now, (await zone(town))))
    assert await colour(town) == "orange"
    await photo(town, CHEN, f"照片 {second}")
    await tap(town, CHEN, "button-hazard-rectify")
    one = await hazard(town, second)
    assert (one.state, one.fixer_id, len(one.after)) == ("rectified", CHEN, 1)

    await town.say(CHEN, f"/hazard {second} pass")
    assert last(town, CHEN) == town.said("hazard-recheck-by-another", number=second, who="孙执法")
    await tap(town, SUN, "button-hazard-send-back")
    await town.say(SUN, "24h 还裸露着")
    one = await hazard(town, second)
    assert (one.state, one.sent_back, one.hours) == ("limited", 1, 24)
    assert "还裸露着" in last(town, CHEN)

    await town.say(SUN, f"/hazard {second} escalate owners 拒不整改")
    assert (await hazard(town, second)).state == "escalated"
    assert "拒不整改" in last(town, LI)
    assert "拒不整改" in last(town, 1001)
    await town.say(CHEN, f"/hazard {second} rectified")
    await photo(town, CHEN)
    offered = town.said("button-hazard-look", number=second)
    for who, may in ((SUN, True), (CHEN, False)):
        await town.say(who, "/place 通盛路便利店")
        assert (offered in town.private(who)[-1].labels) is may
    await tap(town, SUN, "button-hazard-pass")
    assert (await hazard(town, second)).state == "rectified"
    town.who(SUN).send_location(SUN, CENTRE.lat + 0.01, CENTRE.lon)
    await town.turn(2)
    assert last(town, SUN) == town.said("hazard-not-there", number=second, most=100)
    await town.jump(16 * 60)
    town.who(SUN).send_location(SUN, CENTRE.lat, CENTRE.lon)
    await town.turn(2)
    await town.say(SUN, f"/hazard {second} pass")
    one = await hazard(town, second)
    assert (one.state, one.rechecked_by) == ("closed", SUN), "the bot said that a location holds for a while"
    assert await colour(town) is None
    assert len(town.captain.sees(GROUP)) == in_group
    await town.say(1001, f"/history {second}")
    assert town.said("move-send-back") in last(town, 1001)


def alarms(street: Street, user_id: int = LI) -> int:
    """How often somebody, the head of the body, heard of an open critical one."""
    heard = [m for m in street.private(user_id) if m.text.startswith("🔴 #")]
    pressed = [m for m in heard if street.said("button-hazard-escalate") in m.labels]
    assert pressed in ([], heard[-1:]), "the newest has the next step, those before it none"
    return len(heard)


async def zone(street: Street) -> ZoneInfo:
    """The district's zone."""
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    return district.zone


async def test_an_open_critical_one_is_told_until_somebody_acts(town: Street) -> None:
    """Who found it stays or escalates; the head of the body and the captain hear, after 10, 20 and 30 minutes again."""
    number = await found(town, CHEN, "通盛路便利店 安全出口上锁 重大")
    assert await colour(town) == "red"
    counts = []
    for minutes in (0, 10, 20, 30):
        await town.turn(minutes * MINUTE + 2)
        counts.append(alarms(town))
    assert counts == [1, 2, 3, 4]
    assert alarms(town, 1001) == 4
    assert heard(town, 1001, number) == 5, "and it stands in the list of what needs a captain"
    await tap(town, CHEN, "button-hazard-stay")
    await town.turn(2 * HOUR)
    assert alarms(town) == 4
    await town.say(1001, f"/place {SHOP.code}")
    assert town.said("hazard-advised-to-stop") in last(town, 1001)
    await town.say(SUN, f"/place {SHOP.code}")
    assert town.said("hazard-advised-to-stop") in last(town, SUN)


async def test_a_clue_is_no_hazard_until_an_officer_says_so(town: Street) -> None:
    """Of an auxiliary at a firm, with the patrol's certificate or not: no colour, no limit; one tap makes it one."""
    hello = town.who(1004).say(GROUP, "我在")
    town.captain.say(GROUP, "/enrol auxiliary certified", reply_to=hello)
    await town.turn(3)
    async with town.house.store.look() as tx:
        auxiliary = await tx.people.member(1, 1004)
        assert auxiliary is not None
        assert auxiliary.has(RoleName.AUXILIARY, town.clock.now())
        assert not auxiliary.has(RoleName.MEMBER, town.clock.now())
    number = await found(town, 1004, "通盛路便利店 气瓶放在卧室 重大")
    one = await hazard(town, number)
    assert (one.state, await colour(town)) == ("clue", None)
    await town.say(1004, f"/hazard {number} limit 3d")
    assert (await hazard(town, number)).state == "clue"
    await tap(town, SUN, "button-hazard-confirm-clue")
    assert ((await hazard(town, number)).state, await colour(town)) == ("found", "red")
    assert newest(town, 1004, town.said("button-hazard-stay"))


async def changed(street: Street, one: Hazard, place: Place) -> None:
    """A hazard and a place as they are from now on."""
    async with street.house.store.begin() as tx:
        await tx[HAZARDS].save(one)
        await tx[PLACES].save(1, place, street.clock.now())


async def test_where_there_is_no_firm_the_patrol_does_it_all(town: Street) -> None:
    """A hazard of a member is one; a captain sets the limit; a certified member looks again, and not who fixed it.

    Where nobody knows where the place lies a location is not asked for, and the next one is a report.
    """
    async with town.house.store.begin() as tx:
        zhou = await tx.people.member(1, 1005)
        assert zhou is not None
        await tx.people.save_member(replace(zhou, certified=True))
    number = await found(town, 1004, "三里亭小区 井盖松动 一般")
    assert (await hazard(town, number)).state == "found"
    await town.say(1004, f"/hazard {number} limit 3d")
    assert (await hazard(town, number)).state == "found"
    await town.say(1001, f"/hazard {number} limit 3d")
    await town.say(1004, f"/hazard {number} rectified")
    town.who(1004).send_photo(1004, media_group_id="a")
    town.who(1004).send_photo(1004, media_group_id="a")
    await town.turn(3)
    one = await hazard(town, number)
    assert (one.state, one.fixer_id, len(one.after)) == ("rectified", 1004, 2)
    await town.say(1004, f"/hazard {number} pass")
    one = await hazard(town, number)
    assert one.state == "rectified"
    await changed(town, replace(one, severity=Severity.MAJOR), replace(YARD, point=None))
    await tap(town, 1005, "button-hazard-pass")
    assert last(town, 1005) == town.said("hazard-nowhere", number=number, place=YARD.name)
    assert town.private(1005)[-1].labels == [town.said("button-place-set-point")]
    town.who(1005).send_location(1005, CENTRE.lat, CENTRE.lon)
    await town.turn(2)
    assert (await town.case(await town.last_number())).point == CENTRE
    await changed(town, await hazard(town, number), replace(YARD, version=2))
    await tap(town, 1005, "button-hazard-pass")
    before = await town.last_number()
    town.who(1005).send_location(1005, CENTRE.lat + 0.002, CENTRE.lon)
    await town.turn(2)
    assert last(town, 1005) == town.said("hazard-not-there", number=number, most=100)
    await tap(town, 1005, "button-new-case")
    town.who(1005).send_location(1005, CENTRE.lat + 0.02, CENTRE.lon)
    await town.turn(2)
    made = [(await town.case(before + n)).point for n in (1, 2)]
    assert [round(one.lat - CENTRE.lat, 3) for one in made if one] == [0.002, 0.02], (
        "so far away it is a report at once"
    )
    await changed(town, replace(await hazard(town, number), severity=Severity.MINOR), replace(YARD, version=3))
    await tap(town, 1005, "button-hazard-pass")
    assert ((await hazard(town, number)).state, (await hazard(town, number)).rechecked_by) == ("closed", 1005)


async def test_a_place_that_must_not_open(town: Street) -> None:
    """By an order with number, authority and date; one line on the team's order, behind what may hurt them; lifted."""
    number = await found(town, CHEN, "通盛路便利店 线路老化 较大")
    await town.say(1001, f"/hazard {number} forbid F-12, 消防")
    assert not (await hazard(town, number)).must_not_open
    await town.say(1001, "浙消停12号, 消防, 2099-01-01")
    assert not (await hazard(town, number)).must_not_open
    await town.say(1001, f"/hazard {number} forbid 浙消停12号, 消防, 2026-03-01")
    one = await hazard(town, number)
    assert (one.must_not_open, one.authority, await colour(town)) == (True, "fire", "red")
    await town.say(1001, "/shift start")
    assert f"⛔ #{number}" in last(town, 1001)
    captain = Speaker(1001, "", 0, town.clock.now(), channel="web", district_id=1)
    for kind, text in (("dog", "院内有狗"), ("fall", "楼梯无护栏"), ("access", "只有后门开着")):
        said = {"kind": kind, "text": text, "ground": "#12", "code": one.place}
        assert not (await town.house.desk.do(writing.add, captain, **said)).refused
    case = await town.report("street_stall")
    order = [m for m in town.private(1002, f"#{case}") if m.buttons][-1]
    [forbidden] = [said for said in order.text.splitlines() if "浙消停12号" in said]
    assert f"#{number}" in forbidden
    notes = [order.text.index(said) for said in ("院内有狗", "楼梯无护栏", "只有后门开着")]
    assert max(notes) < order.text.index(forbidden)
    assert town.said("button-hazard-new") in order.labels
    await town.say(1001, f"/hazard {number}")
    shown = town.private(1001)[-1].labels
    assert town.said("button-hazard-forbid") not in shown
    assert town.said("button-hazard-lift") not in shown, "a captain is offered nothing that is refused then"
    await town.say(1001, f"/hazard {number} lift")
    assert "请写" not in last(town, 1001)
    assert "孙执法" in last(town, 1001)
    await town.say(1001, f"/hazard {number} lift 浙消解15号, 消防")
    assert (await hazard(town, number)).must_not_open
    await town.say(SUN, f"/hazard {number} lift 浙消解15号, 消防")
    assert not (await hazard(town, number)).must_not_open


async def test_what_nobody_puts_right_is_reminded_of_and_goes_up(town: Street) -> None:
    """At its limit, then each morning; on the third the clock tells the head of the body, captain and owners."""
    number = await found(town, CHEN, "通盛路便利店 线路老化 较大 1日")
    await town.jump(40 * HOUR)
    assert town.private(CHEN, town.said("hazard-limit-over", until="", days=1).split("1")[-1])
    before = heard(town, CHEN, number)
    await town.jump(25 * HOUR)
    assert heard(town, CHEN, number) == before + 1
    assert (await hazard(town, number)).state == "limited"
    await town.jump(34 * HOUR)
    one = await hazard(town, number)
    assert (one.state, one.escalated_to) == ("escalated", "owners")
    assert town.private(LI, f"#{number}")
    assert town.private(1001, f"#{number}")


async def test_the_place_says_itself_that_it_is_put_right(town: Street) -> None:
    """Who may re-check is asked, sooner where it wishes so; who scanned the door's code sends no location."""
    number = await found(town, CHEN, "通盛路便利店 线路老化 较大 3日")
    one = await hazard(town, number)
    async with town.house.store.begin() as tx:
        district = await tx.districts.get(1)
        now = town.clock.now()
        piece = Evidence(1, EvidenceKind.PHOTO, 0, now, 0, -number, case_id=one.id, source="web", stage="after")
        stored = await tx[EVIDENCE].add(piece)
    assert district is not None
    assert stored is not None
    house = work_speaker.as_clock(district, now)
    await town.house.desk.do(actions.by_firm, house, number=number, photos=(stored.id,), words="已更换线路")
    await town.turn(2)
    one = await hazard(town, number)
    assert (one.state, one.by_place, one.fixer_id, one.after) == ("rectified", True, None, (stored.id,))
    due = one.recheck_at
    await town.house.desk.do(actions.hasten_by_firm, house, number=number)
    await town.turn(2)
    one = await hazard(town, number)
    assert one.early
    assert one.recheck_at is not None
    assert due is not None
    assert one.recheck_at < due
    assert newest(town, SUN, town.said("button-hazard-pass"))
    town.who(SUN).start_private(f"place_{SHOP.code}")
    await town.turn(2)
    await town.say(SUN, f"/hazard {number} pass")
    assert (await hazard(town, number)).state == "closed"


async def test_what_a_visit_finds_follows_its_answers(town: Street) -> None:
    """One hazard for each item of a visit, as its answers stand; taken back it is none; guidance sets no limit."""
    number = await town.report("street_stall")
    visit_id = (await town.case(number)).id
    now = town.clock.now()
    speaker = Speaker(CHEN, "陈执法", CHEN, now, channel="private", district_id=1)
    first = Finding(SHOP.code, "灭火器过期", "minor", CHEN, now, "fire/F1", 1, "fire", 72, visit_id=visit_id)

    @action(Right.DISTRICT, "tests.find")
    async def find(work: Work, *, finding: Finding) -> Answer:
        await actions.find(work, finding)
        return QUIET

    @action(Right.DISTRICT, "tests.unfind")
    async def unfind(work: Work) -> Answer:
        await actions.unfind(work, visit_id, first.item)
        return QUIET

    async def finds(**changed: Any) -> Hazard:
        await town.house.desk.do(find, speaker, finding=replace(first, **changed))
        return await hazard(town, await town.last_number())

    one = await finds()
    assert (one.state, one.hours, one.severity) == ("limited", 72, "minor")
    again = await finds(severity="major", hours=24)
    assert (again.number, again.state, again.hours, again.severity) == (one.number, "limited", 24, "major")
    await town.house.desk.do(unfind, speaker)
    assert (await hazard(town, one.number)).state == "dismissed"
    assert await colour(town) is None
    fixed = await finds(hours=None, fixed=True)
    assert (fixed.number, fixed.state) == (one.number + 1, "closed")
    anew = await finds()
    assert (anew.number, anew.state) == (fixed.number + 1, "limited")
    assert (await hazard(town, fixed.number)).state == "dismissed"
    advised = await finds(item="fire/F2", guidance=True)
    assert (advised.state, advised.limit_at) == ("found", None)
    await town.say(CHEN, f"/hazard {advised.number} limit 3d")
    assert last(town, CHEN) == town.said("hazard-of-guidance", number=advised.number)


async def test_from_an_incident_with_one_button(town: Street) -> None:
    """On the order of a case at a place; the next words say what it is; another body's is none of theirs to limit."""
    case = await town.report("street_stall")
    order = [m for m in town.private(1002, f"#{case}") if m.buttons][-1]
    await town.press(1002, order, town.said("button-hazard-new"))
    await town.turn(2)
    await town.say(1002, "灭火器过期 一般")
    one = await hazard(town, await town.last_number())
    assert (one.place, one.title, one.incident_id) == (SHOP.code, "灭火器过期", (await town.case(case)).id)
    assert one.state == "found"
    await town.say(1002, f"/hazard {one.number} limit 3d")
    assert (await hazard(town, one.number)).state == "found"
    await town.say(CHEN, f"/hazard {one.number} to market")
    await town.say(CHEN, f"/hazard {one.number} limit 3d")
    assert (await hazard(town, one.number)).state == "found"


@pytest.fixture(params=["zh", "en"])
async def december(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """The last days of the last year that is announced."""
    async with a_street(tmp_path, request.param, start=datetime(2026, 12, 29, 4, tzinfo=UTC)) as made:
        await officers(made)
        yield made


async def test_a_date_that_nobody_announced_is_provisional(december: Street) -> None:
    """It says so wherever it stands; when the days are known it is counted anew, with one notice."""
    number = await found(december, CHEN, "通盛路便利店 灭火器过期 一般 1日")
    await december.say(CHEN, f"/hazard {number} rectified")
    await photo(december, CHEN)
    one = await hazard(december, number)
    end = limits.end_of(date(2027, 1, 4), await zone(december))
    assert (one.provisional, one.recheck_at) == (True, end)
    await december.say(SUN, "/hazard")
    assert december.said("hazard-provisional").strip() in last(december, SUN)
    before = len(december.private(SUN))
    days = ", ".join(f"2027-01-0{n}" for n in range(1, 5))
    await december.say(1001, f"/workdays 2027: {{off: [{days}]}}")
    one = await hazard(december, number)
    assert (one.provisional, one.recheck_at) == (False, limits.end_of(date(2027, 1, 5), await zone(december)))
    assert len(december.private(SUN)) == before + 1
    assert f"#{number}" in last(december, SUN)
    assert START.year == 2026
