"""Hazards looked at again: by a visit that may not pass them, sent back and alarming anew, and who else is free."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.bodies import changing
from bot.bodies.officers import Officer
from bot.hazards.again import settling
from bot.hazards.table import HAZARDS, Hazard
from bot.register.people import Person
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.speaker import Speaker
from bot.work.work import Work
from tests.stories.conftest import Street
from tests.stories.test_hazards import (
    CHEN,
    HOUR,
    LI,
    MINUTE,
    SUN,
    alarms,
    found,
    hazard,
    last,
    newest,
    officers,
    photo,
    tap,
)


@pytest.fixture
async def town(street: Street) -> Street:
    """A street with officers and two places."""
    await officers(street)
    return street


@action(Right.DISTRICT, "tests.recheck")
async def recheck(work: Work, *, case_id: int, passed: bool, facts: dict[str, Any]) -> Answer:
    """What a visit tells when it is signed."""
    await settling.rechecked(work, case_id, passed=passed, facts=facts)
    return QUIET


async def visit_says(town: Street, number: int, *, passed: bool, by: int = SUN, **facts: Any) -> Hazard:
    """A visit of *by* looked at it again; how the hazard stands afterwards."""
    one = await hazard(town, number)
    speaker = Speaker(by, "", by, town.clock.now(), channel="private", district_id=1)
    given = {"with": (by,), "on_spot": True, **facts}
    await town.house.desk.do(recheck, speaker, case_id=one.id, passed=passed, facts=given)
    await town.turn(2)
    return await hazard(town, number)


async def test_what_a_visit_may_not_pass_stays_as_it_was(town: Street) -> None:
    """Nobody said that it is put right, and it was not seen where it is: its limit stands, and the answer says why."""
    number = await found(town, CHEN, "通盛路便利店 线路老化 较大 3日")
    before = await hazard(town, number)
    one = await visit_says(town, number, passed=True, on_spot=False)
    assert replace(one, version=before.version) == before
    assert town.said("hazard-recheck-on-spot", number=number) in last(town, SUN)
    assert town.said("hazard-not-settled-first").strip() in last(town, SUN)
    one = await visit_says(town, number, passed=True, by=CHEN)
    assert one.state == "limited"
    assert town.said("hazard-recheck-by-another", number=number, who="孙执法") in last(town, CHEN)
    await town.say(1001, f"/hazard {number} forbid 浙消停12号, 消防, 2026-03-01")
    assert (await visit_says(town, number, passed=True)).state == "limited"
    await town.say(SUN, f"/hazard {number} lift 浙消解15号, 消防")
    one = await visit_says(town, number, passed=True)
    assert (one.state, one.rechecked_by) == ("closed", SUN)


async def test_what_fails_again_keeps_its_limit_until_that_is_over(town: Street) -> None:
    """Then the visit's own is the new one; the photo shows that it still is."""
    number = await found(town, CHEN, "通盛路便利店 线路老化 较大 3日")
    before = await hazard(town, number)
    assert (await visit_says(town, number, passed=False, hours=24)).limit_at == before.limit_at
    await town.jump(100 * HOUR)
    one = await visit_says(town, number, passed=False, hours=24)
    assert (one.state, one.hours, one.is_overdue(town.clock.now())) == ("limited", 24, False)


async def test_a_critical_one_that_is_sent_back_alarms_anew(town: Street) -> None:
    """Whoever sent it back is there: they stay or escalate; the head of the body hears again, as on the first day."""
    number = await found(town, CHEN, "通盛路便利店 安全出口上锁 重大 3日")
    await town.say(CHEN, f"/hazard {number} rectified")
    await photo(town, CHEN)
    assert (await hazard(town, number)).state == "rectified"
    await town.turn(HOUR)
    before = alarms(town)
    await tap(town, SUN, "button-hazard-send-back")
    await town.say(SUN, "1日 还锁着")
    one = await hazard(town, number)
    assert (one.state, one.is_alarming, one.alarmed) == ("limited", True, 1)
    assert alarms(town) == before + 1
    assert newest(town, SUN, town.said("button-hazard-stay"))
    await town.turn(11 * MINUTE)
    assert alarms(town) == before + 2
    await tap(town, SUN, "button-hazard-stay")
    await town.turn(2 * HOUR)
    assert alarms(town) == before + 2


async def test_the_approver_allows_one_where_nobody_else_is_free(town: Street) -> None:
    """Who else may is named; of whom nobody knows it the approver's word stands, on record, and they hear of it."""
    number = await found(town, CHEN, "通盛路便利店 灭火器过期 一般 3日")
    await town.say(CHEN, f"/hazard {number} rectified")
    await photo(town, CHEN)
    await town.say(LI, f"/hazard {number} allow 陈执法")
    unsaid = town.said("hazard-others-unsaid", names="孙执法", due="").split("孙执法")[0]
    assert f"{unsaid}孙执法" in last(town, LI)
    await town.say(LI, "孙执法出差")
    one = await hazard(town, number)
    assert one.allowed == CHEN
    assert town.said("hazard-allow-unsaid", names="孙执法").strip() in last(town, LI)
    assert "孙执法出差" in last(town, SUN)
    assert newest(town, SUN, town.said("button-hazard-pass"))
    await town.say(1001, f"/history {number}")
    assert town.said("hazard-history-unsaid", names="孙执法").strip() in last(town, 1001)


async def test_who_is_not_free_says_so_with_one_tap(town: Street) -> None:
    """When the last of them has said it, the approver is asked to allow one, and nobody is unknown any more."""
    async with town.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        for user_id, name in ((2004, "周执法"),):
            town.world.add_person(user_id, name, f"user{user_id}", started=True)
            await tx.people.save(Person(user_id, name, f"user{user_id}", private_open=True))
            officer = Officer(1, user_id, name, "fire", town.clock.now(), f"C-{user_id}", date(2028, 1, 1))
            await changing.put(tx, district, officer, part="house", channel="house")
    number = await found(town, CHEN, "通盛路便利店 灭火器过期 一般 3日")
    await town.say(CHEN, f"/hazard {number} rectified")
    await photo(town, CHEN)
    await tap(town, SUN, "button-hazard-cannot")
    assert not [seen for seen in town.private(LI) if town.said("button-hazard-allow") in seen.labels]
    await tap(town, 2004, "button-hazard-cannot")
    await tap(town, LI, "button-hazard-allow")
    said = town.said("hazard-others-said", names="孙执法").split("孙执法")[0].strip()
    assert said in last(town, LI)
    assert town.said("hazard-others-unsaid", names="", due="")[:6] not in last(town, LI)
    await town.say(LI, "都在外地")
    assert (await hazard(town, number)).allowed == CHEN
    await tap(town, CHEN, "button-hazard-pass")
    assert (await hazard(town, number)).state == "closed"


async def test_nobody_is_allowed_while_somebody_of_the_patrol_is_free(town: Street) -> None:
    """They are on duty with nothing to do: the refusal names them; once they say that they cannot, it is allowed."""
    async with town.house.store.begin() as tx:
        for user_id in (1004, 1005):
            member = await tx.people.member(1, user_id)
            assert member is not None
            await tx.people.save_member(replace(member, certified=True))
    number = await found(town, 1004, "三里亭小区 井盖松动 一般")
    await town.say(1001, f"/hazard {number} limit 3d")
    await town.say(1004, f"/hazard {number} rectified")
    await photo(town, 1004)
    both = town.said("both", one="老王", other="小周")
    await town.say(1001, f"/hazard {number} allow")
    assert last(town, 1001) == town.said("hazard-others-free", number=number, who=both)
    await tap(town, 1002, "button-hazard-cannot")
    await tap(town, 1005, "button-hazard-cannot")
    await town.say(1001, f"/hazard {number} allow")
    await town.say(1001, "只有他在班")
    assert (await hazard(town, number)).allowed == 1004


async def test_a_minor_one_passes_from_a_photo_and_not_from_nothing(town: Street) -> None:
    """A visit that was not on the spot saw no photo of how it is now: its limit stands."""
    number = await found(town, CHEN, "通盛路便利店 灭火器过期 一般 3日")
    assert (await visit_says(town, number, passed=True, on_spot=False)).state == "limited"
    assert town.said("hazard-recheck-from-photo", number=number) in last(town, SUN)
    assert (await visit_says(town, number, passed=True, on_spot=False, photos=(7,))).state == "closed"


async def test_the_body_that_it_went_up_to_goes_on_with_it(town: Street) -> None:
    """Its officers hear, set a limit and look again; before that it was none of theirs, but where its item was lent."""
    async with town.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        town.world.add_person(2004, "周执法", "user2004", started=True)
        await tx.people.save(Person(2004, "周执法", "user2004", private_open=True))
        officer = Officer(1, 2004, "周执法", "market", town.clock.now(), "C-2004", date(2028, 1, 1))
        await changing.put(tx, district, officer, part="house", channel="house")
        lent = {
            "from": "fire",
            "to": "market",
            "deed": "No. 7",
            "since": "2026-01-01",
            "until": "",
            "items": ["fire/F1"],
        }
        await tx.districts.save(replace(district, settings={**district.settings, "delegations": [lent]}))
    number = await found(town, CHEN, "通盛路便利店 通道堵塞 一般 3日")
    async with town.house.store.begin() as tx:
        await tx[HAZARDS].save(replace(await hazard(town, number), item="fire/F1"))
    await town.say(2004, f"/hazard {number} limit 1d")
    assert (await hazard(town, number)).hours == 24, "the item was lent, and what is found of it with it"
    number = await found(town, CHEN, "通盛路便利店 灭火器过期 一般 3日")
    await town.say(2004, f"/hazard {number} limit 1d")
    assert (await hazard(town, number)).hours == 72
    await town.say(CHEN, f"/hazard {number} escalate market 拒不整改")
    assert "拒不整改" in last(town, 2004)
    await town.say(2004, f"/hazard {number} limit 1d")
    one = await hazard(town, number)
    assert (one.state, one.hours) == ("limited", 24)
    await town.say(CHEN, f"/hazard {number} rectified")
    await photo(town, CHEN)
    await tap(town, 2004, "button-hazard-pass")
    assert (await hazard(town, number)).rechecked_by == 2004
