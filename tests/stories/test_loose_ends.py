"""Hanging ends of a district: whoever goes while others count on them, each with a defined answer that captains see."""

from pathlib import Path

import pytest

from bot.handovers.table import HANDOVERS
from bot.imports import bringing_in, district_file
from bot.work import mustering, speaker, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work
from tests.stories.conftest import DISTRICT, GROUP, OWNER, Street

SECOND, THIRD = 2, 3


async def held(street: Street, words: str = "accept", item: str = "street_stall") -> int:
    """A case that 老王, alone on duty in 一队, has accepted or stands at."""
    number = await street.report(item=item)
    street.wang.say(1002, f"/{words} {number}")
    await street.turn(3)
    return number


async def bring_in(street: Street, folder: Path, *changes: tuple[str, str]) -> None:
    """Import the district's file with *changes*, as another program, with ``--prune``."""
    text = DISTRICT.replace("LANGUAGE", street.language)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "again.yaml"
    file.write_text(text, encoding="utf8")
    read = district_file.read(file, street.rules)
    async with street.house.store.begin() as tx:
        await bringing_in.bring_in(tx, read, street.rules, street.clock.now(), prune=True)
    await street.turn(4)


def sentence(street: Street, key: str, **facts: object) -> str:
    """The longest part of a sentence of this language between the facts that are not given."""
    given = street.said(key, **{"item": "\0", "place": "\0", "case": "\0", **facts})
    return max(given.split("\0"), key=len)


async def released(street: Street, number: int, reason: str, outcome: str = "released") -> None:
    """The defined answer: on record, the next team sent, captains told with the number."""
    case = await street.case(number)
    assert [(a.team_id, a.outcome) for a in case.assignments] == [(1, outcome), (SECOND, None)]
    async with street.house.store.look() as tx:
        moves = [row.record.move for row in await tx.history.of_case(case.id)]
    assert moves[-2:] == ["release", "dispatch"]
    word = street.said(f"reason-{reason}")
    assert len([m for m in street.private(1001, word) if f"#{number}" in m.text]) == 1
    assert street.private(1004, f"#{number}")


# --- every way out of duty


async def test_off_is_asked_once_and_then_the_case_goes_back(street: Street) -> None:
    """By himself: the answer has the number."""
    number = await held(street)
    street.wang.say(1002, "/off")
    await street.turn(3)
    [asked] = [m for m in street.private(1002) if ":off_sure" in str(m.buttons)]
    assert asked.text == street.said("off-but-case", numbers=f"#{number}")
    await street.press(1002, asked, street.said("button-off-anyway"))
    await street.turn(3)
    await released(street, number, "off-duty")


async def test_leaving_the_group_gives_the_case_back(street: Street) -> None:
    """Nobody can be asked any more; one message besides says who left."""
    number = await held(street, "arrived")
    street.wang.leave(GROUP)
    await street.turn(4)
    await released(street, number, "off-duty")
    assert len(street.private(1001, street.said("person-left-given-back", name="老王", numbers=f"#{number}"))) == 1


async def test_who_is_dismissed_gives_the_case_back_after_one_question(street: Street) -> None:
    """The captain reads the number before and after."""
    number = await held(street)
    hello = street.wang.say(GROUP, "hello")
    street.captain.say(GROUP, "/dismiss", reply_to=hello)
    await street.turn(3)
    [asked] = street.private(1001, street.said("sure-dismiss-gives-back", name="老王", numbers=f"#{number}"))
    toast = await street.press(1001, asked, street.said("button-sure"))
    assert toast == street.said("dismissed-given-back", name="老王", numbers=f"#{number}")
    await street.turn(3)
    case = await street.case(number)
    assert [(a.team_id, a.outcome) for a in case.assignments] == [(1, "released"), (SECOND, None)]


async def test_who_becomes_a_viewer_gives_the_case_back_after_one_question(street: Street) -> None:
    """Viewers look: no duty, no team."""
    number = await held(street)
    hello = street.wang.say(GROUP, "hello")
    street.captain.say(GROUP, "/enrol viewer", reply_to=hello)
    await street.turn(3)
    [asked] = street.private(1001, street.said("enrol-sure-gives-back", name="老王", numbers=f"#{number}"))
    assert (await street.case(number)).state == "accepted"
    await street.press(1001, asked, street.said("button-sure"))
    await street.turn(3)
    case = await street.case(number)
    assert [(a.team_id, a.outcome) for a in case.assignments] == [(1, "released"), (SECOND, None)]
    assert ((await street.member(1002)).duty, (await street.member(1002)).team_id) == (None, None)


async def test_whose_role_ends_gives_the_case_back(street: Street) -> None:
    """陌生人 is a member for an hour, alone in the nearest team."""
    hello = street.who(9999).say(GROUP, "hello")
    street.captain.say(GROUP, "/enrol member 1h", reply_to=hello)
    street.wang.say(1002, "/off")
    await street.turn(3)
    street.captain.say(GROUP, "/team add 一队", reply_to=hello)
    street.who(9999).start_private()
    await street.turn(3)
    street.who(9999).say(9999, "/duty")
    await street.turn(3400)
    number = await street.report(item="street_stall")
    street.who(9999).say(9999, f"/accept {number}")
    await street.turn(220)
    await released(street, number, "off-duty")
    assert (await street.member(1004)).duty is not None


async def over_but_for_a_case(street: Street) -> tuple[int, str]:
    """老王's duty is over while he holds a case, for some seconds; the number, and what he was asked."""
    await street.jump(12 * 3600 - 900)
    await street.turn(600)
    number = await held(street, "arrived")
    for user_id in (1004, 1005):
        street.who(user_id).press_data(street.private(user_id)[-1], "duty:1.0:longer")
    await street.turn(310)
    asked = street.said("duty-over-but-case", numbers=f"#{number}", minutes=10)
    assert len(street.private(1002, asked)) == 1
    return number, asked


async def test_at_the_end_of_a_duty_who_holds_a_case_is_asked_once_and_waited_for(calm: Street) -> None:
    """As long as there are signs of them they stay on; ten minutes without one, and the case goes back."""
    number, asked = await over_but_for_a_case(calm)
    await calm.turn(300)
    calm.wang.say(1002, "再等一下")
    await calm.turn(400)
    assert (await calm.case(number)).state == "on_scene"
    await calm.turn(460)
    assert len(calm.private(1002, asked)) == 1
    assert (await calm.case(number)).state == "on_scene"
    await calm.turn(40)
    await released(calm, number, "off-duty")
    assert len(calm.private(1002, calm.said("duty-over-given-back", numbers=f"#{number}"))) == 1
    assert (await calm.member(1002)).duty is None
    async with calm.house.store.look() as tx:
        assert await tx.kept.beginning("duty-over:") == {}


async def silence_lasts(street: Street, number: int) -> float:
    """Seconds from now until 老王's case is given back."""
    since = street.clock.now()
    while (await street.case(number)).assignments[0].outcome is None:
        assert (await street.member(1002)).duty is not None
        assert (street.clock.now() - since).total_seconds() < 3600
        await street.turn(10)
    await street.turn(3)
    await released(street, number, "off-duty")
    return (street.clock.now() - since).total_seconds()


@pytest.mark.parametrize(
    ("before", "length", "times_asked"), [(200, 80, 1), (200, 900, 2), (500, 80, 1), (100, 2400, 2)]
)
async def test_the_silence_of_an_outage_is_nobodys(calm: Street, before: int, length: int, times_asked: int) -> None:
    """At the end of a duty: ten minutes begin anew after it, with new buttons where presses may be lost."""
    number, asked = await over_but_for_a_case(calm)
    await calm.turn(before)
    calm.world.outage(length)
    await calm.turn(length + 40)
    assert (await calm.case(number)).state == "on_scene"
    assert len(calm.private(1002, asked)) == times_asked
    assert 540 <= await silence_lasts(calm, number) <= 610
    assert len(calm.private(1002, calm.said("duty-over-given-back", numbers=f"#{number}"))) == 1


async def test_the_silence_while_the_program_was_stopped_is_nobodys(calm: Street) -> None:
    """At the end of a duty: the ten minutes that were over by then begin anew."""
    number, asked = await over_but_for_a_case(calm)
    await calm.turn(300)
    await calm.stop()
    await calm.clock.turn(1800)
    await calm.start()
    await calm.turn(10)
    assert len(calm.private(1002, asked)) == 2
    assert 560 <= await silence_lasts(calm, number) <= 610


async def test_who_the_file_no_longer_names_gives_the_case_back(street: Street, tmp_path: Path) -> None:
    """An import with --prune is another program; the running bot minds what they held."""
    number = await held(street)
    await bring_in(
        street, tmp_path, ("  - {user_id: 1002, name: 老王, role: member, certified: true}\n", ""), ("1002, ", "")
    )
    await released(street, number, "off-duty")
    assert (await street.member(1002)).duty is None
    assert street.private(1001, street.said("person-gone-given-back", name="老王", numbers=f"#{number}"))


async def test_support_whose_last_member_goes_is_replaced(street: Street) -> None:
    """二队 was sent along and goes off: it holds nothing, 三队 goes along, the captain hears it."""
    number = await street.report(item="fight")
    assert [a.team_id for a in (await street.case(number)).support] == [SECOND]
    street.qiang.leave(GROUP)
    await street.turn(4)
    assert [a.team_id for a in (await street.case(number)).support] == [THIRD]
    reason = street.said("because", reason=street.said("reason-off-duty"))
    told = sentence(street, "support-given-back", team="二队", reason=reason, number=number)
    assert len(street.private(1001, told)) == 1


async def test_who_is_not_the_last_of_a_team_may_go(street: Street) -> None:
    """小李 is on duty too: the case stays with the team, and nobody is asked."""
    street.who(1003).say(GROUP, "/duty")
    await street.turn(3)
    number = await held(street)
    street.wang.say(1002, "/off")
    await street.turn(3)
    assert (await street.member(1002)).duty is None
    case = await street.case(number)
    assert [(a.team_id, a.outcome) for a in case.assignments] == [(1, None)]


# --- teams


async def test_a_renamed_team_is_called_so_at_once(street: Street) -> None:
    """Card, its explanation, the pinned board, commands; the former name finds it, also where others begin so."""
    street.captain.say(GROUP, "/board")
    number = await held(street)
    street.captain.say(1001, "/team rename 一队 先锋队")
    await street.turn(35)
    card = street.card(number).text
    assert "先锋队" in card
    assert "一队" not in card
    board = [m for m in street.captain.sees(GROUP) if m.by_bot and "📋" in m.text][-1].text
    assert "先锋队" in board
    street.captain.say(1001, "/team new 一队二组")
    await street.turn(3)
    street.captain.say(1001, f"/assign {number} 一队")
    await street.turn(3)
    assert street.private(1001, street.said("already-leads", number=number))


async def test_a_team_renamed_by_a_file_is_called_so_at_once(street: Street, tmp_path: Path) -> None:
    """The order in the group, for who has no private chat, too."""
    street.wang.block()
    await street.turn(2)
    number = await street.report(item="street_stall")
    await street.turn(2)
    await bring_in(street, tmp_path, ("key: t1, name: 一队", "key: t1, name: 先锋队"))
    assert "先锋队" in street.card(number).text
    [order] = [m for m in street.captain.sees(GROUP) if m.by_bot and "老王" in m.text and f"#{number}" in m.text]
    assert "先锋队" in order.text
    assert "一队" not in order.text


@pytest.mark.parametrize("words", ["accept", "arrived"])
async def test_a_team_dissolved_on_the_way_or_on_scene_gives_its_case_back(
    street: Street, tmp_path: Path, words: str
) -> None:
    """Its people hear it by a new message, the next team is sent, the captain reads the number."""
    number = await held(street, words)
    await bring_in(
        street, tmp_path, ("  - {key: t1, name: 一队, base: [30.3150, 120.2730], members: [1002, 1003]}\n", "")
    )
    await released(street, number, "dissolved")
    told = street.said("team-dissolved-you-given-back", team="一队", numbers=f"#{number}")
    assert len(street.private(1002, told)) == 1
    assert street.private(1001, street.said("team-dissolved-given-back", team="一队", numbers=f"#{number}"))
    assert (await street.member(1002)).team_id is None
    assert street.said("assignment-released", reason="\0").split("\0")[0] in street.private(1002, f"#{number}")[0].text


async def test_who_is_moved_to_another_team_leaves_the_case_to_the_team(street: Street) -> None:
    """The last on duty: asked once; then the case goes back, and they hear where they are now."""
    number = await held(street)
    hello = street.wang.say(GROUP, "hello")
    street.captain.say(GROUP, "/team add 三队", reply_to=hello)
    await street.turn(3)
    [asked] = street.private(1001, street.said("team-change-sure", name="老王", numbers=f"#{number}"))
    assert (await street.member(1002)).team_id == 1
    await street.press(1001, asked, street.said("button-sure"))
    await street.turn(3)
    case = await street.case(number)
    assert [(a.team_id, a.outcome) for a in case.assignments] == [(1, "released"), (SECOND, None)]
    assert (await street.member(1002)).team_id == THIRD
    assert len(street.private(1002, street.said("team-changed-you-given-back", team="三队", numbers=f"#{number}"))) == 1


async def test_who_joins_a_team_gets_what_it_holds(street: Street) -> None:
    """The order of 一队 comes to 小周 with its buttons; nobody is asked where nothing is left alone."""
    number = await held(street)
    hello = street.zhou.say(GROUP, "hello")
    street.captain.say(GROUP, "/team add 一队", reply_to=hello)
    await street.turn(3)
    assert [m for m in street.private(1005, f"#{number}") if ":arrive" in str(m.buttons)]
    street.zhou.say(1005, f"/arrived {number}")
    await street.turn(3)
    assert (await street.case(number)).state == "on_scene"


async def test_who_the_file_moves_leaves_the_case_to_the_team(street: Street, tmp_path: Path) -> None:
    """The same by an import."""
    number = await held(street)
    away = ("members: [1002, 1003]", "members: [1003]")
    await bring_in(street, tmp_path, away, ("members: [1005]", "members: [1005, 1002]"))
    await released(street, number, "left-team")
    assert len(street.private(1002, street.said("team-changed-you-given-back", team="三队", numbers=f"#{number}"))) == 1


# --- captains


async def enrol(street: Street, user_id: int, words: str, by: int = OWNER) -> None:
    """Somebody is registered in reply to a greeting."""
    hello = street.who(user_id).say(GROUP, "hello")
    street.who(by).say(GROUP, f"/enrol {words}", reply_to=hello)
    await street.turn(3)


async def test_the_only_captain_cannot_be_dismissed_without_a_successor(street: Street) -> None:
    """One sentence says what to do; then it is done."""
    hello = street.captain.say(GROUP, "hello")
    street.captain.say(GROUP, "/dismiss", reply_to=hello)
    await street.turn(3)
    assert street.private(1001, street.said("last-captain", name="钱队"))
    await enrol(street, 1005, "captain")
    street.zhou.say(GROUP, "/dismiss", reply_to=hello)
    await street.turn(3)
    [asked] = street.private(1005, street.said("sure-dismiss", name="钱队"))
    await street.press(1005, asked, street.said("button-sure"))
    assert (await street.member(1001)).left_at is not None
    assert not street.private(1001, sentence(street, "no-captain-left", district="九堡", name="\0", count=0))


async def test_when_the_last_captain_leaves_the_owner_hears_once_what_to_do_and_can(street: Street) -> None:
    """Rights are gone at that instant; /setup makes the owner captain again."""
    number = await street.report()
    street.captain.leave(GROUP)
    await street.turn(4)
    told = street.said("no-captain-left", district="九堡", name="钱队", count=1)
    assert len(street.private(OWNER, told)) == 1
    street.captain.say(1001, f"/priority {number} high")
    await street.turn(40 * 60)
    assert (await street.case(number)).severity is None
    assert len(street.private(OWNER, told)) == 1
    street.captain.join(GROUP)
    street.captain.say(GROUP, "/setup")
    await street.turn(3)
    street.captain.say(1001, f"/priority {number} high")
    await street.turn(3)
    assert (await street.case(number)).severity == "high"


async def test_what_a_captain_offered_is_offered_on_when_they_are_gone(street: Street) -> None:
    """小周 hands over and leaves: 钱队 gets it once more, with who is gone, and takes it with one tap."""
    await enrol(street, 1005, "captain")
    street.zhou.say(1005, "/shift end 井盖")
    await street.turn(3)
    number = await street.last_number()
    street.zhou.leave(GROUP)
    await street.turn(4)
    [offer] = street.private(1001, street.said("handover-orphaned", name="小周"))
    assert "井盖" in offer.text
    street.captain.say(1001, f"/priority {number} high")
    await street.turn(610)
    nobody = street.said("handover-nobody-at-all", minutes=10, number=number, name="小周", lines="\0")
    assert street.private(1001, nobody.partition("\0")[0].strip())
    await street.press(1001, offer, street.said("button-shift-take"))
    async with street.house.store.look() as tx:
        found = await tx[HANDOVERS].by_number(1, number)
    assert found is not None
    assert (found.state, found.taken_by) == ("taken", 1001)


async def test_when_the_time_of_the_last_acting_captain_ends_the_owner_hears(street: Street) -> None:
    """钱队 leaves the command to 小周 for an hour."""
    await enrol(street, 1005, "captain 1h")
    street.captain.leave(GROUP)
    await street.turn(10)
    assert not street.private(OWNER, "/setup")
    await street.turn(3600)
    assert len(street.private(OWNER, street.said("no-captain-left", district="九堡", name="小周", count=0))) == 1


# --- reporters


async def test_a_reporter_who_left_is_sent_nothing_and_a_captain_confirms(street: Street) -> None:
    """The card says so from that moment; captains are asked as soon as it is resolved."""
    number = await held(street, "arrived")
    street.reporter.leave(GROUP)
    await street.turn(4)
    assert street.said("card-reporter-gone").strip() in street.card(number).text
    before = len(street.private(1006))
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(10)
    assert street.said("card-captain-confirms") in street.card(number).text
    asked = street.needs()
    assert asked is not None
    assert f"#{number}" in asked.text
    await street.press(1001, asked, street.said("matter-do-confirm-all"))
    street.captain.say(1001, f"/confirm {number}")
    await street.turn(5)
    assert (await street.case(number)).state == "closed"
    street.captain.say(1001, f"/reopen {number} 又来了")
    street.captain.say(1001, f"/transfer {number} 城管 请处理")
    await street.turn(60)
    assert len(street.private(1006)) == before


@pytest.mark.parametrize("blocked", [False, True])
async def test_what_still_waits_for_a_reporter_who_left_is_taken_back(street: Street, blocked: bool) -> None:
    """What is said of their report, and what they were asked; not even the group hears it in their place."""
    number = await street.report(item="street_stall")
    street.world.faults.too_many(1006, street.clock.now(), 120)
    street.reporter.press_data(street.card(number), f"incident:1.{number}:items:0")
    street.captain.say(1001, f"/transfer {number} 城管")
    await street.turn(3)
    await street.sure(1001)
    await street.turn(3)
    async with street.house.store.look() as tx:
        waiting = await tx.outbox.waiting_for(1006)
    assert [m.key for m in waiting] == ["item-which", "reporter-hears-transfer"]
    before, in_group = len(street.private(1006)), len(street.captain.sees(GROUP))
    street.reporter.leave(GROUP)
    if blocked:
        street.reporter.block()
    await street.turn(180)
    async with street.house.store.look() as tx:
        assert await tx.outbox.waiting_for(1006) == []
    assert len(street.private(1006)) == before
    new = street.captain.sees(GROUP)[in_group:]
    assert not [m for m in new if m.by_bot and "路人甲" in m.text]


async def test_what_is_taken_back_in_the_same_breath_is_not_sent(street: Street) -> None:
    """Said and taken back in one transaction, it goes to nobody; what is said beside it goes."""

    @action(Right.HOUSE, "tests.say")
    async def say(work: Work) -> Answer:
        captains = await mustering.captains(work)
        await telling.tell(work, captains, "person-left", name="one")
        for letter in await work.tx.outbox.waiting_for(1001):
            await work.tx.outbox.dropped(letter.id, work.now, "its reader is gone")
        await telling.tell(work, captains, "person-left", name="two")
        return QUIET

    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    await street.house.desk.do(say, speaker.as_clock(district, street.clock.now()))
    await street.turn(5)
    assert [m.text for m in street.private(1001)] == [street.said("person-left", name="two")]


async def test_a_reporter_who_leaves_while_it_waits_to_be_confirmed(street: Street) -> None:
    """Captains are asked at once."""
    number = await held(street, "arrived")
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(5)
    assert street.needs() is None
    street.reporter.leave(GROUP)
    await street.turn(5)
    assert street.said("matter-head-confirm", count=1) in street.need(number)


# --- nobody touches it


def forgotten(street: Street, number: int) -> bool:
    """Whether the captain's list says that nobody touched a case."""
    return street.said("matter-untouched") in street.need(number)


async def test_what_nobody_touches_is_told_after_half_an_hour_and_again(calm: Street) -> None:
    """It sounds once each half hour, in the place of the overdue reminders, until the captain taps."""
    number = await held(calm, "arrived")
    await calm.turn(29 * 60)
    assert not forgotten(calm, number)
    before = await calm.needs_heard()
    await calm.turn(90)
    assert forgotten(calm, number)
    assert await calm.needs_heard() == before + 1
    told = calm.needs()
    assert told is not None
    assert [move in str(told.buttons) for move in (":assign", ":seen", ":cancel")] == [True] * 3
    await calm.turn(29 * 60)
    assert await calm.needs_heard() == before + 1
    await calm.turn(60)
    assert await calm.needs_heard() == before + 2
    await calm.press(1001, calm.needs() or told, calm.said("matter-do-seen"))
    await calm.turn(29 * 60)
    assert not forgotten(calm, number)
    assert await calm.needs_heard() == before + 2
    await calm.turn(90)
    assert forgotten(calm, number)
    assert await calm.needs_heard() == before + 3


@pytest.mark.parametrize("how", ["move", "word", "photo", "press"])
async def test_it_stops_when_somebody_touches_it(calm: Street, how: str) -> None:
    """A move, a sign of the team, a photo of the reporter, a press that asks which team."""
    number = await held(calm, "arrived")
    await calm.turn(29 * 60)
    if how == "move":
        calm.captain.say(1001, f"/priority {number} high")
    elif how == "word":
        calm.wang.say(GROUP, "还在处理")
    elif how == "photo":
        calm.reporter.send_photo(GROUP, reply_to=calm.card(number))
    else:
        calm.captain.say(1001, f"/assign {number}")
    await calm.turn(29 * 60)
    assert not forgotten(calm, number)
    await calm.turn(90)
    assert forgotten(calm, number)


async def test_what_is_on_hold_or_with_a_department_is_not_forgotten(calm: Street) -> None:
    """They have reminders of their own; so has what waits to be confirmed."""
    first = await held(calm, "arrived")
    calm.captain.say(1001, f"/hold {first} 100m 等拖车")
    second = await calm.report(item="street_stall", by=1001)
    calm.captain.say(1001, f"/transfer {second} 城管")
    await calm.sure(1001)
    await calm.turn(95 * 60)
    assert not forgotten(calm, first)
    assert not forgotten(calm, second)


async def test_a_stop_and_a_gap_lose_nothing_and_say_nothing_twice(calm: Street) -> None:
    """Two hours without the program: one message to the captain for the case, marked late; the next in half an hour."""
    number = await held(calm, "arrived")
    await calm.stop()
    await calm.clock.turn(7500)
    await calm.start()
    await calm.turn(40)
    assert forgotten(calm, number)
    assert calm.said("matter-late", said="").strip() in calm.need(number)
    assert await calm.needs_heard() == 1
    await calm.turn(26 * 60)
    assert await calm.needs_heard() == 2
