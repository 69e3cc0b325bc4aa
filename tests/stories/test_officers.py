"""Officers and approvers of bodies: enrolled outside the patrol's group, of which they read and hear nothing."""

import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.access import seats
from bot.bodies import bodies, delegations
from bot.bodies.delegations import Delegation
from bot.bodies.officers import OFFICERS, Officer
from bot.checklists import starter
from bot.imports import bringing_in, district_file
from bot.register.people import RoleName
from tests.stories.conftest import CENTRE, GROUP, Street

CHEN, SUN = 2001, 2002
SHANGHAI = ZoneInfo("Asia/Shanghai")
LINK = re.compile(r"\?start=(officer_[A-Za-z0-9_-]+)")


async def standing(street: Street) -> list[Officer]:
    """Everybody of a body, as stored."""
    async with street.house.store.look() as tx:
        return await tx[OFFICERS].standing(1)


def people(street: Street) -> None:
    """Two who belong to no group of the bot."""
    street.world.add_person(CHEN, "陈执法", "chen")
    street.world.add_person(SUN, "孙执法", "sun")


async def link(street: Street, words: str = "officer fire 沪A-123 2026-04-05") -> str:
    """What the captain is sent to forward: the payload of the link."""
    street.captain.say(GROUP, f"/enrol {words}")
    await street.turn(3)
    found = LINK.search(street.private(1001, "?start=officer_")[-1].text)
    assert found is not None
    return found[1]


async def test_a_link_enrols_whoever_opens_it_first_outside_the_group(street: Street) -> None:
    """The captain hears who; a second one, the captain himself and whoever comes a day later are refused."""
    people(street)
    payload = await link(street)
    street.captain.start_private(payload)
    await street.turn(3)
    assert street.private(1001, street.said("officer-link-own"))
    street.who(CHEN).start_private(payload)
    await street.turn(3)
    [one] = await standing(street)
    assert (one.user_id, one.name, one.body, one.certificate) == (CHEN, "陈执法", "fire", "沪A-123")
    assert one.certified_until == date(2026, 4, 5)
    told = [seen for seen in street.private(1001) if "@chen" in seen.text]
    assert len(told) == 1
    assert street.private(CHEN, "沪A-123")
    street.who(SUN).start_private(payload)
    await street.turn(3)
    assert street.private(SUN, street.said("officer-link-used"))
    later = await link(street)
    await street.jump(24 * 3600)
    street.who(SUN).start_private(later)
    await street.turn(3)
    assert street.private(SUN, street.said("officer-link-over", hours=24))
    assert [one.user_id for one in await standing(street)] == [CHEN]


async def test_who_is_only_of_a_body_sees_nothing_of_the_patrol(street: Street) -> None:
    """No case, list, team, position or page; what is the district's they may use; and no report is taken from them."""
    people(street)
    street.who(CHEN).start_private(await link(street))
    await street.turn(3)
    number = await street.report()
    refused = street.said("officers-do-visits")
    before = await street.last_number()
    for said in ("/board", f"/case {number}", f"/history {number}", "/teams", "/duty", f"/accept {number}", "/export"):
        heard = len(street.private(CHEN, refused))
        await street.say(CHEN, said)
        assert len(street.private(CHEN, refused)) == heard + 1, said
    await street.say(CHEN, "/dashboard")
    assert street.private(CHEN, street.said("no-pages"))  # where there are pages, a link to checks and nothing else
    street.who(CHEN).send_location(CHEN, CENTRE.lat, CENTRE.lon)
    await street.say(CHEN, "共享单车乱停放")
    assert await street.last_number() == before
    street.who(CHEN).start_private(f"case_{number}_1")
    await street.turn(3)
    assert street.private(CHEN)[-1].text.startswith("陈执法")
    for said in ("/handbook", "/place 通盛路", "/language", "/privacy", "/help"):
        heard = len(street.private(CHEN))
        await street.say(CHEN, said)
        assert len(street.private(CHEN)) == heard + 1, said
        assert refused not in street.private(CHEN)[-1].text, said
    help_ = street.private(CHEN)[-1].text
    assert "/handbook" in help_
    assert "/board" not in help_
    assert not [seen for seen in street.private(CHEN) if f"#{number}" in seen.text]
    street.captain.say(GROUP, "/all 下班前交装备")
    await street.turn(3)
    assert not street.private(CHEN, "交装备")
    await street.say(CHEN, "/sos 被围住了")
    assert await street.last_number() == number + 1
    assert street.private(1001, "被围住了")
    async with street.house.store.look() as tx:
        assert await seats.seats_of(tx, CHEN, street.rules, street.clock.now()) == []
        assert [one.name for one in await seats.seats_in_bodies(tx, CHEN, street.rules, street.clock.now())] == [
            "陈执法"
        ]


async def test_a_certificate_that_ends_is_said_once_a_month_a_week_and_when_it_is_over(street: Street) -> None:
    """To the officer and to the captain, never in the group."""
    people(street)
    street.who(CHEN).start_private(await link(street))
    await street.turn(3)
    in_group = len([seen for seen in street.captain.sees(GROUP) if "2026-04-05" in seen.text])
    counts = []
    for days in (5, 23, 8, 10):
        await street.jump(days * 24 * 3600)
        counts.append(tuple(len(street.private(who, "2026-04-05")) for who in (CHEN, 1001)))
    first = counts[0]
    steps = [(one - first[0], other - first[1]) for one, other in counts]
    assert steps == [(0, 0), (1, 1), (2, 2), (2, 2)]
    assert len([seen for seen in street.captain.sees(GROUP) if "2026-04-05" in seen.text]) == in_group
    await street.say(1001, "/officers")
    assert "❌ 沪A-123" in street.private(1001)[-1].text


async def test_a_member_of_the_patrol_may_be_an_officer_too_and_stays_one_when_they_leave_the_group(
    street: Street,
) -> None:
    """Enrolled in reply; approver by a deed; dismissed by name after one tap."""
    hello = street.wang.say(GROUP, "到")
    street.captain.say(GROUP, "/enrol officer 城管 沪B-9 2027-06-30", reply_to=hello)
    await street.turn(3)
    street.captain.say(GROUP, "/enrol approver enf 委5号", reply_to=hello)
    await street.turn(3)
    [one] = await standing(street)
    assert (one.body, one.certificate, one.approver, one.deed) == ("enf", "沪B-9", True, "委5号")
    assert (await street.member(1002)).role_names(street.clock.now()) == {
        RoleName.MEMBER, RoleName.OFFICER, RoleName.APPROVER,
    }  # fmt: skip
    street.world.set_member(GROUP, 1002, "left")
    await street.turn(3)
    member = await street.member(1002)
    assert member.left_at is None
    assert member.team_id is None
    assert member.role_names(street.clock.now()) == {RoleName.OFFICER, RoleName.APPROVER}
    street.captain.say(GROUP, "/dismiss 老王")
    await street.turn(3)
    await street.sure(1001)
    assert await standing(street) == []
    assert (await street.member(1002)).left_at is not None


async def test_a_captain_enters_a_published_delegation_and_withdraws_it(street: Street) -> None:
    """By its deed, until a day, for all items or some; it is listed, changed by the same deed, and ended.

    Whoever is no captain may not; an item that is not the body's, a day that is past: each is refused by name.
    """
    deed, now = "浙市监〔2026〕7号", street.clock.now()

    async def lent() -> tuple[Delegation, ...]:
        async with street.house.store.look() as tx:
            district = await tx.districts.get(1)
        assert district is not None
        return delegations.of(district)

    await street.say(1002, f"/officers delegate market fire {deed} 2027-12-31")
    assert await lent() == ()
    await street.say(1001, f"/officers delegate market fire {deed} 2025-12-31")
    assert street.private(1001)[-1].text == street.said("delegation-ends-before", day="2025-12-31")
    await street.say(1001, f"/officers delegate market fire {deed} 2027-12-31 XX99")
    named = {"item": "XX99", "body": bodies.of("market").named}
    assert street.private(1001)[-1].text == street.said("delegation-no-item", **named)
    await street.say(1001, f"/officers delegate market 消防 {deed} 至 2027-12-31")
    today = now.astimezone(SHANGHAI).date()
    assert await lent() == (Delegation("market", "fire", deed, today, date(2027, 12, 31)),)
    item = next(one for one in starter.lists()[0].items if one.department == "market")
    await street.say(1001, f"/officers 委托 market fire {deed} {today} 2027-06-30 {item.code}")
    [one] = await lent()
    assert (one.until, f"{starter.lists()[0].code}/{item.code}" in one.items) == (date(2027, 6, 30), True)
    await street.say(1001, "/officers")
    assert deed in street.private(1001)[-1].text
    assert item.code in street.private(1001)[-1].text
    await street.say(1001, "/officers withdraw 8号")
    assert street.private(1001)[-1].text == street.said("delegation-unknown", deed="8号", deeds=deed)
    await street.turn(86400)
    await street.say(1001, f"/officers withdraw {deed}")
    assert street.private(1001)[-1].text == street.said("delegation-withdrawn", deed=deed, count=1)
    [one] = await lent()
    assert not one.stands(street.clock.now().astimezone(SHANGHAI).date())
    assert one.stands(today)
    await street.say(1001, "/officers")
    assert deed not in street.private(1001)[-1].text


FILE = """
district: {chat_id: -1001000000001, name: 九堡, language: zh, country: CN}
officers:
  - {user_id: 2001, name: 陈执法, body: fire, certificate: A-1, until: 2027-06-30, approver: head}
  - {user_id: 1002, name: 老王, body: enf, certificate: B-1, until: 2027-06-30}
delegations:
  - {from: gas, to: fire, deed: 8号, since: 2026-01-01}
"""


async def test_a_file_brings_officers_in_and_takes_away_only_with_prune(street: Street, tmp_path: Path) -> None:
    """The same file once more changes nothing; the list of the patrol does not touch who is only of a body."""

    async def bring_in(text: str, *, prune: bool = False) -> list[str]:
        path = tmp_path / "officers.yaml"
        path.write_text(text, encoding="utf8")
        async with street.house.store.begin() as tx:
            file = district_file.read(path, street.rules)
            told = await bringing_in.bring_in(tx, file, street.rules, street.clock.now(), prune=prune)
        await street.turn(5)
        return [key for key, _ in told.lines if "officer" in key or "delegation" in key or key == "import-person-gone"]

    assert await bring_in(FILE) == ["import-new-officer", "import-new-officer", "import-delegations"]
    assert await bring_in(FILE) == []
    changed = FILE.replace("A-1, until: 2027-06-30, approver: head", "A-2, until: 2028-06-30")
    assert await bring_in(changed) == ["import-officer"]
    now = street.clock.now()
    assert (await street.member(1002)).role_names(now) == {RoleName.MEMBER, RoleName.OFFICER}
    assert (await street.member(2001)).role_names(now) == {RoleName.OFFICER}
    await street.say(1001, "/officers")
    assert "8号" in street.private(1001)[-1].text
    none = FILE.replace(FILE[FILE.index("  - {user_id: 1002") : FILE.index("delegations")], "")
    told = await bring_in(none + "people:\n  - {user_id: 1001, name: 钱队, role: captain}\n", prune=True)
    assert told.count("import-officer-gone") == 1
    assert (await street.member(2001)).left_at is None
    assert (await street.member(1002)).left_at is not None
    assert [one.user_id for one in await standing(street)] == [2001]
