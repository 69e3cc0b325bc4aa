"""Visits before anybody walks there: wishes and their three answers, approval, who goes, caps; all told in private."""

import re
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.bodies import changing
from bot.bodies.officers import How, Officer
from bot.checklists import starter
from bot.inspections import show
from bot.inspections.planning.wishes import WISHES, Became, Wish
from bot.inspections.table import KIND, VISITS, ListUsed, Visit, VisitKind
from bot.inspections.visit import Answered, Result, key
from bot.places.register import PLACES, Place, State
from bot.places.standing.colours import COLOURS
from bot.register.people import Person
from bot.values import formats
from tests.faults.after_trouble import restart
from tests.stories.conftest import CENTRE, GROUP, START, Street, put_places

CHEN, LU, FANG, HEAD, MARK, OLD = 2001, 2002, 2003, 2004, 2005, 2006
SHOP = starter.lists()[0]
ROWS = {
    CHEN: ("陈队", "fire", date(2027, 6, 30), False),
    LU: ("陆工", "market", date(2027, 6, 30), False),
    FANG: ("方工", "fire", date(2027, 6, 30), False),
    HEAD: ("何所", "fire", None, True),
    MARK: ("马科", "market", date(2027, 6, 30), True),
    OLD: ("欧工", "fire", date(2026, 3, 3), False),
}
"""Name, body, last day of the certificate, whether they approve. 欧工's certificate ends on the second day."""
SAY = {
    "zh": {"complaint": "投诉 12345-678", "unnumbered": "投诉", "urgent": "紧急", "cancel": "取消 店里装修"},
    "en": {
        "complaint": "complaint 12345-678", "unnumbered": "complaint", "urgent": "emergency",
        "cancel": "cancel the shop is being rebuilt",
    },
}  # fmt: skip


async def people(street: Street) -> None:
    """Four officers and two approvers of two bodies, and two shops of which nobody said whether they are firms."""
    for user_id, (name, *_) in ROWS.items():
        street.world.add_person(user_id, name, f"user{user_id}", started=True)
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P1", "通盛小店", "shop", CENTRE), Place("P2", "老王面馆", "shop", CENTRE))
        district = await tx.districts.get(1)
        assert district is not None
        for user_id, (name, body, until, approves) in ROWS.items():
            await tx.people.save(Person(user_id, name, language=street.language, private_open=True))
            paper = f"A-{user_id}" if until else ""
            how = How.HEAD if approves else None
            officer = Officer(1, user_id, name, body, START, paper, until, approver=approves, how=how)
            await changing.put(tx, district, officer, part="captain", channel="private")


async def say(street: Street, user_id: int, words: str) -> str:
    """What is answered to a command."""
    await street.say(user_id, words)
    return newest(street, user_id)


def newest(street: Street, user_id: int) -> str:
    """The newest message to somebody."""
    return street.private(user_id)[-1].text


async def tap(street: Street, user_id: int, label: str, **facts: object) -> str:
    """Press the newest button of this label that somebody has, and return what they read then."""
    wanted = street.said(label, **facts)
    seen = [one for one in street.private(user_id) if wanted in one.labels]
    assert seen, (label, newest(street, user_id), [one.labels for one in street.private(user_id)])
    await street.press(user_id, seen[-1], wanted)
    await street.turn(3)
    return newest(street, user_id)


async def visit(street: Street, number: int) -> Visit:
    """The stored visit."""
    async with street.house.store.look() as tx:
        found = await tx[VISITS].by_number(1, number)
    assert found is not None
    return found


async def wishes(street: Street) -> list[Wish]:
    """All wishes, oldest first."""
    async with street.house.store.look() as tx:
        return (await tx[WISHES].between(1, START - timedelta(days=1), START + timedelta(days=400), 100))[::-1]


async def past(street: Street, days: int, *, kind: VisitKind = VisitKind.DAILY, fails: int = 1) -> int:
    """A visit of the fire office to the first shop, so many days ago, with its answers; its number."""
    at = START - timedelta(days=days)
    async with street.house.store.begin() as tx:
        number = await tx.districts.next_number(1)
        one = Visit(
            1, KIND, number, "closed", at, place="P1", visit_kind=kind, lists=(ListUsed(SHOP.code, 0),),
            bodies=("fire", "market"), approved=("fire", "market"), officers=(CHEN, LU), since=at.date(),
            until=at.date(), begun_at=at, ended_at=at,
        )  # fmt: skip
        stored = await tx[VISITS].add(one)
        for n, item in enumerate(SHOP.items):
            result = Result.FAIL if n < fails else Result.PASS
            answered = Answered(stored.id, key(SHOP.code, item.code), CHEN, "fire", result, at, at, f"{number}.{n}")
            await tx[VISITS].answer([answered])
    return number


async def planned(street: Street, words: str = "P1", by: int = CHEN) -> int:
    """Wished and planned with one tap; its number."""
    await say(street, by, f"/visit {words}")
    await tap(street, by, "button-visit-go")
    return await street.last_number()


async def test_a_second_wish_is_joined_and_the_group_hears_nothing(street: Street) -> None:
    """Counters first, one tap plans, the approver says yes; the market joins with one tap and approves its own part."""
    await people(street)
    heard = len(street.captain.sees(GROUP))
    said = await say(street, CHEN, "/visit 通盛小店")
    never = street.said("visit-counted", made=0, cap=4, all=0, last={"word": "visit-never"})
    assert never in said
    assert street.said("visit-says-go") in said
    assert await street.last_number() == 0
    said = await tap(street, CHEN, "button-visit-go")
    number = await street.last_number()
    assert "何所" in said
    assert street.said("visit-officers-missing", count=1) in said
    assert (await visit(street, number)).firm
    approve = street.said("button-visit-approve")
    assert approve in street.private(HEAD)[-1].labels
    await tap(street, HEAD, "button-visit-approve")
    assert (await visit(street, number)).state == "approved"
    assert [one for one in street.private(HEAD) if approve in one.labels] == []
    settled = street.said("visit-settled-approved", number=number, place="通盛小店", name="何所", at="§").split("§")[0]
    [asked] = [one for one in street.private(HEAD) if one.text.startswith(re.sub("</?b>", "", settled))]
    assert f"{street.clock.now().astimezone(ZoneInfo('Asia/Shanghai')):%H:%M}" in asked.text
    assert asked.labels == []
    assert f"#{number}" in newest(street, CHEN)
    assert street.said("button-visit-begin") in street.private(CHEN)[-1].labels

    await say(street, LU, "/place P1")
    said = await tap(street, LU, "button-visit-plan")
    assert street.said("button-visit-join", number=number) in street.private(LU)[-1].labels
    assert street.said("button-visit-go") not in street.private(LU)[-1].labels
    await tap(street, LU, "button-visit-join", number=number)
    one = await visit(street, number)
    assert (one.bodies, one.approved, one.officers) == (("fire", "market"), ("fire",), (CHEN, LU))
    assert len(one.lists) == 1
    assert "陆工" in newest(street, CHEN)
    said = await say(street, CHEN, f"/visit {number} begin")
    assert street.said("visit-part-not-approved", number=number, body="§").split("§")[1] in said
    await tap(street, MARK, "button-visit-approve-part")
    assert (await visit(street, number)).approved == ("fire", "market")
    first, second = await wishes(street)
    assert (first.became, second.became) == (Became.MADE, Became.JOINED)
    assert first.visit_id == second.visit_id == one.id
    assert set(second.items) == {key(SHOP.code, item.code) for item in SHOP.items}
    assert len(street.captain.sees(GROUP)) == heard
    await restart(street, 60)
    heard = len(street.captain.sees(GROUP))
    street.captain.say(GROUP, f"/visit {number}")
    await street.turn(3)
    assert [one for one in street.captain.sees(GROUP)[heard:] if "通盛" in one.text] == []
    street.captain.say(1001, "/shift start")
    await street.turn(3)
    line = {
        "word": "visit-line",
        "number": number,
        "place": "通盛小店",
        "kind": "§",
        "days": "",
        "state": "",
        "bodies": "",
    }
    assert street.house.words.fact(street.language, line).split("§")[0] in newest(street, 1001)
    said = await say(street, CHEN, "/visit")
    assert street.said("visit-step-begin") in said
    await tap(street, CHEN, "button-visit-open", number=number, place="通盛小店")
    await tap(street, CHEN, "button-visit-begin")
    assert (await visit(street, number)).state == "under_way"


async def test_advice_is_advice_and_the_approver_decides_with_a_reason(street: Street) -> None:
    """Within the cool-down the last result is shown with the rule's name; a complaint stands beside it."""
    await people(street)
    number = await past(street, 10)
    said = await say(street, CHEN, "/visit P1")
    rule = street.said("visit-rule-name-cooling", days=30)
    assert rule in said
    failed, passed = 1, len(SHOP.items) - 1
    result = {"word": "visit-result", "number": number, "passed": passed, "failed": failed, "day": "§", "bodies": "§"}
    assert street.house.words.fact(street.language, result).split("§")[-1] in said
    assert street.said("visit-last", day="§", bodies="§").split("§")[0].strip() in said
    await tap(street, CHEN, "button-visit-ask-still")
    assert rule in newest(street, HEAD)
    await say(street, HEAD, "/visit")
    assert rule in await tap(street, HEAD, "button-visit-decide", place="通盛小店")
    await tap(street, HEAD, "button-visit-decide-go")
    said = await say(street, HEAD, "春节后第一次开门")
    last = await street.last_number()
    one = await visit(street, last)
    assert (one.state, one.advised, one.reason, one.approved_by) == ("approved", "cooling", "春节后第一次开门", HEAD)
    assert "春节后第一次开门" in await say(street, CHEN, f"/visit {last}")
    await say(street, CHEN, f"/visit {last} {SAY[street.language]['cancel']}")
    assert (await visit(street, last)).state == "cancelled"
    assert SAY[street.language]["cancel"].partition(" ")[2] in newest(street, HEAD), "who said yes hears that it is off"

    await say(street, FANG, "/visit P1")
    await tap(street, FANG, "button-visit-ask-still")
    await tap(street, HEAD, "button-visit-decide-not")
    await say(street, HEAD, "上次没问题")
    decide = street.said("button-visit-decide-not")
    assert [one.labels for one in street.private(HEAD, "上次没问题")] == [[]], "the question is what was decided now"
    assert not [one for one in street.private(HEAD) if decide in one.labels]
    assert "上次没问题" in newest(street, FANG)
    assert await street.last_number() == last
    await say(street, FANG, "/visit P1")
    await tap(street, FANG, "button-visit-avoid")
    assert [one.became for one in await wishes(street)] == [Became.MADE, Became.AVOIDED, Became.AVOIDED]

    said = await say(street, FANG, f"/visit P1 {SAY[street.language]['unnumbered']}")
    assert street.said("visit-needs-source") in said
    number = await planned(street, f"P1 {SAY[street.language]['complaint']}", FANG)
    one = await visit(street, number)
    assert (one.visit_kind, one.source, one.reference) == (VisitKind.SINGLE, "complaint", "12345-678")


async def test_the_cap_is_counted_by_place_body_and_kind(street: Street) -> None:
    """The figures are the district's; a captain sets them, and an officer does not."""
    await people(street)
    for days in (60, 40):
        await past(street, days)
    assert street.said("captains-only-command") in await say(street, CHEN, "/visit rules cap 2")
    await say(street, 1001, "/visit rules cap fire daily 1")
    said = await say(street, 1001, "/visit rules standing 浙政函〔2021〕1号")
    assert "浙政函〔2021〕1号" in said
    said = await say(street, CHEN, "/visit P1")
    assert street.said("visit-rule-name-cap") in said
    assert street.said("visit-says-go") in await say(street, LU, "/visit P1")
    assert street.said("visit-says-go") in await say(street, CHEN, "/visit P2")
    number = await planned(street, "P2")
    assert (await visit(street, number)).rests_on == "浙政函〔2021〕1号"


async def test_nobody_approves_their_own_and_no_certificate_is_forgotten(street: Street) -> None:
    """Who approves and goes is refused; a certificate that ended is named with its day; only officers go."""
    await people(street)
    number = await planned(street, by=MARK)
    assert street.said("visit-approvers-go", body="§").split("§")[-1] in newest(street, MARK)
    said = await say(street, MARK, f"/visit {number} approve")
    assert street.said("visit-own", number=number) in said
    said = await say(street, LU, f"/visit {number}")
    assert street.said("not-yours", number=number, move_word="§").split("§")[0] in await say(
        street, LU, f"/visit {number} cancel x"
    )
    await say(street, HEAD, "/visit P1")
    await tap(street, HEAD, "button-visit-join", number=number)
    assert (await visit(street, number)).bodies == ("market", "fire")
    said = await say(street, HEAD, f"/visit {number} approve")
    assert street.said("visit-own", number=number) in said
    await say(street, HEAD, f"/visit {number} leave")
    number = await planned(street, "P2 +欧工")
    await tap(street, HEAD, "button-visit-approve")
    auxiliary = await say(street, CHEN, f"/visit {number} officer 小李")
    assert street.said("visit-no-officer", name="小李") in auxiliary
    assert street.said("officers-only") in await say(street, 1005, "/visit P2")
    await say(street, CHEN, f"/visit {number} move 03-02..03-06")
    await tap(street, HEAD, "button-visit-approve")
    await street.jump(2 * 24 * 3600)
    said = await say(street, CHEN, f"/visit {number} begin")
    assert street.said("visit-certificate-over", name="欧工", day="2026-03-03") in said
    await say(street, CHEN, f"/visit {number} recuse 欧工 证件过期")
    said = await say(street, CHEN, f"/visit {number} begin")
    assert street.said("visit-needs-two", number=number) in said
    await tap(street, CHEN, "button-visit-name-officer")
    await tap(street, CHEN, "button-visit-officer", name="方工", body=show.body_named("fire"))
    assert (await visit(street, number)).officers == (CHEN, FANG)
    await say(street, CHEN, f"/visit {number} begin")
    assert (await visit(street, number)).state == "under_way"


async def test_an_emergency_is_approved_afterwards_and_reminded_until_it_is(street: Street) -> None:
    """It begins at once; its approver is asked again every few hours, once after a night without contact."""
    await people(street)
    await planned(street, "P2")
    number = await planned(street, f"P1 {SAY[street.language]['urgent']}")
    assert street.private(CHEN)[-1].labels[0] == street.said("button-visit-name-officer"), "nobody goes there alone"
    first = (await say(street, CHEN, "/visit")).split("#")[1]
    assert first.startswith(f"{number} ")
    assert street.said("visit-kind-emergency", kind="") in first, "before what is only planned, and said to be one"
    await say(street, CHEN, f"/visit {number} officer 方工")
    assert street.private(CHEN)[-1].labels[0] == street.said("button-visit-begin")
    await tap(street, CHEN, "button-visit-begin")
    assert (await visit(street, number)).waits_for_approval
    ask = street.said("button-visit-approve-late")
    assert ask in street.private(HEAD)[-1].labels
    asked = len(street.private(HEAD))
    await street.turn(3 * 3600 + 60)
    assert len(street.private(HEAD)) == asked + 1
    await street.jump(10 * 3600)
    assert len(street.private(HEAD)) == asked + 2
    assert [ask in one.labels for one in street.private(HEAD)].count(True) == 1
    await tap(street, HEAD, "button-visit-approve-late")
    one = await visit(street, number)
    assert (one.approved_by, one.waits_for_approval) == (HEAD, False)
    asked = len(street.private(HEAD))
    await street.jump(30 * 3600)
    assert len(street.private(HEAD)) == asked


async def test_each_body_approves_its_part_of_an_emergency_in_any_order(street: Street) -> None:
    """The body that joined says yes first; the one that leads is reminded until it does, the other no more."""
    await people(street)
    number = await planned(street, f"P2 {SAY[street.language]['urgent']}", MARK)
    await say(street, MARK, f"/visit {number} officer 陆工")
    await say(street, MARK, f"/visit {number} begin")
    own = street.said("visit-approvers-go", body=show.body_named("market"))
    unasked = street.said("visit-late-unasked", number=number, lines="").strip()
    assert [one.text for one in street.private(LU) if unasked in one.text and own in one.text]
    number = await planned(street, f"P1 {SAY[street.language]['urgent']} +方工")
    await tap(street, CHEN, "button-visit-begin")
    await say(street, LU, "/visit P1")
    await tap(street, LU, "button-visit-join", number=number)
    assert (await visit(street, number)).officers == (CHEN, FANG, LU)
    asked_ = street.private(MARK)[-1]
    said = await street.press(MARK, asked_, street.said("button-visit-approve-late"))
    assert said == street.said("visit-part-approved", number=number, bodies=show.body_named("fire"))
    one = await visit(street, number)
    assert (one.approved, one.approved_by, one.waits_for_approval) == (("market",), None, True)
    asked = {who: len(street.private(who)) for who in (HEAD, MARK)}
    await street.turn(3 * 3600 + 60)
    assert [len(street.private(who)) - asked[who] for who in asked] == [1, 0]
    await tap(street, HEAD, "button-visit-approve-late")
    one = await visit(street, number)
    assert (one.approved_by, one.waits_for_approval) == (HEAD, False)


async def test_the_counters_a_complaint_beside_the_cool_down_and_no_visit_by_who_approved_it(street: Street) -> None:
    """*1 of 4 this year, last 20 Feb, fire and market*; what the complaint stands beside, with its source and number.

    The approver of a part is not named for the visit afterwards; who was advised against may join what goes there.
    """
    await people(street)
    await past(street, 10)
    both = {"word": "visit-bodies-and", "first": show.body_named("fire"), "last": show.body_named("market")}
    day = formats.day_word((START - timedelta(days=10)).date())
    last = {"word": "visit-last", "day": day, "bodies": both}
    said = await say(street, LU, f"/visit P1 {SAY[street.language]['complaint']}")
    assert street.said("visit-counted-uncapped", made=0, all=1, last=last) in said
    source = {"word": "visit-source", "source": {"word": "visit-source-complaint"}, "number": "12345-678"}
    assert street.said("visit-beside", days=30, why=source) in said
    said = await say(street, FANG, "/visit P1 03-25..03-29")
    assert street.said("visit-counted", made=1, cap=4, all=1, last=last) in said
    await tap(street, FANG, "button-visit-go")
    number = await street.last_number()
    other = await planned(street, "P1 guidance 03-20", LU)
    assert await street.last_number() == other
    await say(street, LU, f"/visit {other} cancel x")
    other = await planned(street, "P1 special 05-20..05-22", LU)
    said = await say(street, LU, f"/visit {other} move 03-28..04-02")
    named = {"bodies": show.bodies_said(("fire",)), "place": "通盛小店"}
    assert street.said("visit-moves-onto", number=other, other=number, **named) in said
    await say(street, LU, f"/visit {other} move 05-20..05-21")
    assert (await visit(street, other)).until == date(2026, 5, 21)
    await say(street, LU, "/visit P1 03-10")
    await tap(street, LU, "button-visit-join", number=number)
    one = await visit(street, number)
    assert (one.bodies, one.since, one.unapproved) == (("fire", "market"), date(2026, 3, 25), ("fire", "market"))
    await tap(street, MARK, "button-visit-approve")
    assert (await visit(street, number)).approved == ("market",)
    said = await say(street, FANG, f"/visit {number} officer 马科")
    assert street.said("visit-approver-goes", number=number, name="马科") in said
    await say(street, FANG, f"/visit {number} officer")
    assert not any("马科" in label for label in street.private(FANG)[-1].labels)
    assert (await visit(street, number)).officers == (FANG, LU)


async def test_who_joins_while_somebody_is_there_asks_after_the_yes_of_its_approver(street: Street) -> None:
    """Its list and officer wait, its approver is asked again after an hour; with the yes both are there."""
    await people(street)
    number = await planned(street, "P1 +方工")
    await tap(street, HEAD, "button-visit-approve")
    await say(street, CHEN, f"/visit {number} begin")
    said = await say(street, LU, "/visit P1 catering")
    assert street.said("button-visit-join", number=number) in street.private(LU)[-1].labels
    before = street.private(CHEN)[-1].labels
    said = await tap(street, LU, "button-visit-join", number=number)
    assert street.said("visit-part-waits", lists="§").split("§")[-1] in said
    market = street.house.words.fact(street.language, show.body_named("market"))
    step = street.private(CHEN)[-1]
    assert street.said("visiting-told-joined", name="陆工", body=market) in step.text
    assert step.labels == before, "whoever is there goes on where they were"
    one = await visit(street, number)
    assert (one.bodies, [used.code for used in one.lists], one.officers) == (
        ("fire", "market"), [SHOP.code], (CHEN, FANG),
    )  # fmt: skip
    asked = len(street.private(MARK))
    await street.turn(3600 + 60)
    assert len(street.private(MARK)) == asked + 1
    await tap(street, MARK, "button-visit-approve-part")
    one = await visit(street, number)
    assert ([used.code for used in one.lists], one.officers) == ([SHOP.code, "catering"], (CHEN, FANG, LU))
    assert one.unapproved == ()
    assert [m for m in street.private(LU, "📋") if m.labels], "the first item at once"
    asked = len(street.private(MARK))
    await street.turn(3 * 3600)
    assert len(street.private(MARK)) == asked


async def test_a_wish_whose_days_are_over_becomes_no_visit(street: Street) -> None:
    """Neither by the tap of whoever wished, nor by joining, nor by the approver: each reads what to do instead."""
    await people(street)
    await past(street, 10)
    await say(street, FANG, "/visit P1")
    await tap(street, FANG, "button-visit-ask-still")
    label = street.said("button-visit-decide-go")
    [wish_] = [one for one in street.private(HEAD) if label in one.labels]
    number = await planned(street, f"P1 {SAY[street.language]['complaint']}", LU)
    said = await street.press(HEAD, wish_, label)
    assert said == street.said("visit-decide-join", name="方工", number=number)
    number = await planned(street, "P2 03-02..03-06")
    await say(street, LU, "/visit P2")
    join = street.private(LU)[-1]
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P9", "河边小店", "shop", CENTRE))
    await say(street, CHEN, "/visit P9")
    go = street.private(CHEN)[-1]
    await street.jump(25 * 3600)
    over = street.said("visit-wish-past", day=formats.day_word(date(2026, 3, 2)))
    for who, shown in ((CHEN, go), (LU, join)):
        assert await street.press(who, shown, shown.labels[0]) == over
    said = await street.press(HEAD, wish_, label)
    assert said == street.said("visit-decide-past", name="方工", day=formats.day_word(date(2026, 3, 2)))
    assert await street.last_number() == number
    assert (await visit(street, number)).bodies == ("fire",)


async def test_notice_days_that_are_over_and_a_place_that_is_gone(street: Street) -> None:
    """The text to forward; days that are over want approval anew; a merged place leads on, a gone one says so."""
    await people(street)
    number = await planned(street, "P1 +方工")
    await tap(street, HEAD, "button-visit-approve")
    said = await tap(street, CHEN, "button-visit-notify")
    assert "通盛小店" in said
    assert "方工" in said
    await tap(street, CHEN, "button-visit-notified")
    assert (await visit(street, number)).state == "notified"
    await street.jump(25 * 3600)
    assert street.said("button-visit-anew") in street.private(CHEN)[-1].labels
    said = await say(street, CHEN, f"/visit {number} begin")
    assert street.said("visit-approval-over", number=number, day="2026-03-02") in said
    await tap(street, CHEN, "button-visit-anew")
    one = await visit(street, number)
    assert (one.state, one.since) == ("planned", date(2026, 3, 3))
    await tap(street, HEAD, "button-visit-approve")
    async with street.house.store.begin() as tx:
        place = await tx[PLACES].get(1, "P1")
        assert place is not None
        await tx[PLACES].save(1, replace(place, state=State.GONE, into="P2"), street.clock.now())
    assert "老王面馆" in await say(street, CHEN, f"/visit {number}")
    async with street.house.store.begin() as tx:
        place = await tx[PLACES].get(1, "P2")
        assert place is not None
        await tx[PLACES].save(1, replace(place, state=State.GONE), street.clock.now())
    said = await say(street, CHEN, f"/visit {number} begin")
    assert street.said("visit-at-gone-place", number=number, place="老王面馆") in said
    await tap(street, CHEN, "button-visit-no-access")
    await say(street, CHEN, "已经搬走")
    assert (await visit(street, number)).state == "no_access"


async def test_all_that_may_be_done_before_the_door(street: Street) -> None:
    """Which place is asked while the other words wait; helper, leaving, recusal, turning down, handing over."""
    await people(street)
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P3", "通盛小店东门", "shop", CENTRE), Place("P4", "通盛小店西门", "shop", CENTRE))
    await say(street, CHEN, "/visit 通盛小店门 03-04..03-06 +方工")
    await tap(street, CHEN, "button-visit-at", name="通盛小店西门", told="P4")
    await tap(street, CHEN, "button-visit-go")
    number = await street.last_number()
    one = await visit(street, number)
    assert (one.place, one.since, one.until, one.officers) == ("P4", date(2026, 3, 4), date(2026, 3, 6), (CHEN, FANG))
    await say(street, LU, "/visit P4 03-05")
    await tap(street, LU, "button-visit-join", number=number)
    assert street.said("visit-joined-only", number=number, body="§").split("§")[-1] in await say(
        street, LU, f"/visit {number} cancel x"
    )
    await tap(street, LU, "button-visit-more")
    await tap(street, LU, "button-visit-leave")
    one = await visit(street, number)
    assert (one.bodies, one.officers, len(one.lists)) == (("fire",), (CHEN, FANG), 1)
    left = street.said("visit-told-left", number=number, place="§", body="§").split("§")[-1]
    assert all(left in newest(street, who) for who in (CHEN, FANG, MARK)), "officers and who would have approved"
    assert [wish.became for wish in await wishes(street)] == [Became.MADE, Became.DROPPED]
    hello = street.qiang.say(GROUP, "我在")
    street.captain.say(GROUP, "/enrol auxiliary", reply_to=hello)
    await street.turn(5)
    assert street.said("visit-no-auxiliary", name="阿强") in await say(street, CHEN, f"/visit {number} helper 阿强")
    await say(street, CHEN, f"/visit {number} helper 小周")
    assert street.said("visit-code-number-long", number=number, most=40) in await say(
        street, CHEN, f"/visit {number} code-number {'9' * 41}"
    )
    await say(street, CHEN, f"/visit {number} code-number")
    assert "330104-77" in await say(street, CHEN, "330104-77")
    assert (await visit(street, number)).official == "330104-77"
    await tap(street, CHEN, "button-visit-more")
    await tap(street, CHEN, "button-visit-recuse")
    await tap(street, CHEN, "button-visit-person", name="方工")
    await say(street, CHEN, "店主是他哥哥")
    one = await visit(street, number)
    assert (one.officers, one.recused, one.helpers) == ((CHEN,), (FANG,), (1005,))
    assert "店主是他哥哥" in newest(street, FANG)
    asked = len(street.private(HEAD))
    await street.jump(26 * 3600)
    assert len(street.private(HEAD)) == asked + 1
    await tap(street, HEAD, "button-visit-turn-down")
    assert (await visit(street, number)).state == "planned"
    await say(street, HEAD, "等下个月专项一起")
    assert (await visit(street, number)).state == "cancelled"
    assert "等下个月专项一起" in newest(street, CHEN)
    number = await planned(street, "P2 03-04")
    await say(street, CHEN, f"/visit {number} hand-over gas 总阀漏气")
    one = await visit(street, number)
    assert (one.state, one.ended_at is not None) == ("handed_over", True)


async def test_the_counters_stand_before_every_place_of_several(street: Street) -> None:
    """Nothing is planned before they were read: of each place its own."""
    await people(street)
    await past(street, 40)
    said = await say(street, CHEN, "/visit P1; P2")
    assert street.said("visit-counted", made=1, cap=4, all=1, last="§").split("§")[0] in said
    assert street.said("visit-counted", made=0, cap=4, all=0, last={"word": "visit-never"}) in said


async def test_a_check_that_is_due_stands_at_the_door(street: Street) -> None:
    """One in three weeks says nothing yet; two weeks before it colours its place; called off, it does not."""
    await people(street)

    async def colour() -> str:
        async with street.house.store.look() as tx:
            kept = await tx[COLOURS].of(1, ["P1"])
        return kept["P1"].colour if kept else "green"

    number = await planned(street, f"P1 {START + timedelta(days=21):%Y-%m-%d}")
    assert await colour() == "green"
    await street.turn(8 * 86400)
    assert await colour() == "yellow"
    days = {"word": "visit-days", "since": "", "until": ""}
    due = street.said("visit-at-door", number=number, days=days).partition("#")[0]
    assert f"{due}#{number}" in await say(street, 1001, "/place P1")
    await say(street, CHEN, f"/visit {number} {SAY[street.language]['cancel']}")
    assert await colour() == "green"


async def test_the_last_result_stands_at_the_door(street: Street) -> None:
    """Whoever opens the place reads what the newest visit came to; it colours nothing."""
    await people(street)
    number = await past(street, 40)
    assert f"#{number}" in await say(street, 1001, "/place P1")
    async with street.house.store.look() as tx:
        assert await tx[COLOURS].of(1, ["P1"]) == {}
