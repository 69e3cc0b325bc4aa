"""A captain's shift: how things stand at its beginning, and a handover that one captain takes, once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.handovers import listing, shift
from bot.handovers import table as handovers_table
from bot.handovers.table import HANDOVERS, Handover, Listed
from bot.incidents import table as incidents_table
from bot.incidents.reminders import handed_over
from bot.incidents.store import INCIDENTS
from bot.register.people import RoleHeld, RoleName
from bot.register.teams import MOST_TEAM_NAME
from bot.values.texts import MOST_NAME, utf16
from bot.words import Words
from handlers.drill.people.seen import Seen
from handlers.telegram.writing.notes import MOST_TEXT
from tests.stories.conftest import CENTRE, GROUP, OWNER, START, Street, a_street, book

NEXT, THIRD = 1005, 1006


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street with three captains: 钱队 and 小周 on duty, 路人甲 not."""
    async with a_street(tmp_path, request.param) as made:
        async with made.house.store.begin() as tx:
            for user_id in (NEXT, THIRD):
                await tx.people.add_role(1, user_id, RoleHeld(RoleName.CAPTAIN, START))
        yield made


async def handover(street: Street, number: int) -> Handover:
    """The stored row."""
    async with street.house.store.look() as tx:
        found = await tx[HANDOVERS].by_number(1, number)
    assert found is not None
    return found


def offers(street: Street, user_id: int, number: int) -> list[Seen]:
    """Messages with the button that takes it over, in somebody's private chat."""
    return [m for m in street.private(user_id, f"#{number}") if ":take" in str(m.buttons)]


def in_group(street: Street, part: str) -> list[Seen]:
    """The bot's messages in the group."""
    return [m for m in street.captain.sees(GROUP) if m.by_bot and part in m.text]


async def hand_over(street: Street, notes: str = "") -> int:
    """钱队 hands over; returns the number."""
    street.captain.say(1001, f"/shift end {notes}")
    await street.turn(3)
    return await street.last_number()


async def test_the_shift_begins_with_how_things_stand(street: Street) -> None:
    """Who is on, what is open, overdue, held and waiting; in private, with the captain on duty."""
    first = await street.report()
    second = await street.report(near=replace(CENTRE, lat=CENTRE.lat + 0.004))
    street.captain.say(GROUP, f"/hold {second} 40m tow truck")
    street.who(1002).say(1002, f"/accept {first}")
    await street.turn(11 * 60)
    third = await street.report(near=replace(CENTRE, lat=CENTRE.lat + 0.008))
    street.zhou.say(NEXT, "/break 30")
    await street.turn(2)
    [asked] = [m for m in street.private(NEXT) if "break_watch" in str(m.buttons)]
    await street.press(NEXT, asked, street.said("button-break-watch"))
    before = len(in_group(street, ""))
    street.who(THIRD).say(THIRD, "/shift start")
    await street.turn(2)
    [told] = street.private(THIRD, street.said("shift-captains", names="").strip())
    assert street.said("shift-captains", names="钱队, 小周, 路人甲") in told.text
    assert street.said("shift-team", team="一队", names="老王") in told.text
    assert street.said("shift-resting", names="小周") in told.text
    assert street.said("shift-teams-off", teams="三队") in told.text
    heads = {key: street.said(f"shift-{key}", count=1) for key in ("overdue", "open", "held")}
    lines = told.text.splitlines()
    listed = {key: lines[lines.index(head) + 1] for key, head in heads.items()}
    assert [f"#{n} " in listed[key] for key, n in (("overdue", first), ("open", third), ("held", second))] == [True] * 3
    assert (await street.member(THIRD)).duty is not None
    assert len(in_group(street, "")) == before


async def test_only_captains_have_shifts(street: Street) -> None:
    """A member may not begin one, hand one over, or take one, not by a forged button either."""
    number = await hand_over(street)
    for words in ("start", "end", f"take {number}", "withdraw"):
        street.wang.say(1002, f"/shift {words}")
        await street.turn(4)
    street.wang.press_data(in_group(street, f"#{number}")[-1], f"shift:1.{number}:take")
    await street.settle()
    assert len(street.private(1002, street.said("captains-only-command"))) >= 3
    assert (await handover(street, number)).state == "offered"


async def test_the_first_tap_has_it_and_only_then_the_former_captain_is_off(street: Street) -> None:
    """Offered in private and in the group; the second hears who has it; every message says so."""
    case = await street.report()
    number = await hand_over(street, "通盛路有井盖待修")
    assert (await street.member(1001)).duty is not None
    [offer] = offers(street, THIRD, number)
    assert "通盛路有井盖待修" in offer.text
    assert street.said("shift-open", count=1) in offer.text
    assert f"#{case} " in offer.text
    assert not offers(street, 1001, number)
    [posted] = in_group(street, f"/shift_take_{number}")
    toast = await street.press(THIRD, offer, street.said("button-shift-take"))
    assert toast == street.said("handover-yours", number=number, name="钱队")
    query = street.zhou.press_data(posted, f"shift:1.{number}:take")
    await street.settle()
    taken = street.said("handover-taken", number=number, name="路人甲")
    assert (await street.zhou.answer(query)).text == taken
    await street.turn(60)
    assert (await street.member(THIRD)).duty is not None
    assert (await street.member(1001)).duty is None
    stored = await handover(street, number)
    assert (stored.state, stored.taken_by, stored.listed.open) == ("taken", THIRD, (case,))
    assert not in_group(street, f"/shift_take_{number}")
    for user_id in (THIRD, NEXT):
        assert not offers(street, user_id, number)
        [told] = street.private(user_id, "→")
        assert "路人甲" in told.text
    assert street.private(1001, street.said("handover-done", number=number, name="路人甲"))
    street.who(OWNER).say(1001, f"/shift take {number}")
    await street.turn(3)
    assert street.private(1001, taken)


def line_of(street: Street, text: str, number: int) -> str:
    """The line about one case in a message."""
    [line] = [line for line in text.splitlines() if line.removeprefix("⏸ ").startswith(f"#{number} ")]
    return line


async def test_each_case_is_handed_over_with_what_it_is_where_it_stands_and_how_long_it_has(street: Street) -> None:
    """Item, state, team and minutes left or over, in the reader's language; later what became of it."""
    late = await street.report()
    street.wang.say(1002, f"/accept {late}")
    await street.turn(11 * 60)
    held = await street.report("street_stall", near=replace(CENTRE, lat=CENTRE.lat + 0.006))
    street.captain.say(1001, f"/hold {held} 40m 等拖车")
    await street.turn(60)
    left = await street.report("other", near=replace(CENTRE, lat=CENTRE.lat + 0.012), by=1004)
    await street.turn(40)
    lead = (await street.case(left)).lead
    assert lead is not None
    team = {1: "一队", 2: "二队", 3: "三队"}[lead.team_id]
    street.captain.say(1001, f"/accept {left}")
    await street.turn(60)
    other = "en" if street.language == "zh" else "zh"
    street.who(THIRD).say(THIRD, f"/language {other}")
    await street.turn(2)
    number = await hand_over(street)
    words = street.house.words
    for user_id, language in ((NEXT, street.language), (THIRD, other)):
        [offer] = offers(street, user_id, number)

        def named(code: str, language: str = language) -> str:
            return next(words.fact(language, one.named) for one in book().items if one.code == code)

        def state(code: str, language: str = language) -> str:
            return words.say(language, f"state-{code}")

        over, waits, rest = (line_of(street, offer.text, n) for n in (late, held, left))
        facts = {"place": "", "who": "一队", "at": ""}
        assert over == words.say(
            language, "shift-line-over", number=late, item=named("shared_bike_parking"), state=state("accepted"),
            minutes=3, **facts,
        )  # fmt: skip
        assert named("street_stall") in waits
        assert state("held") in waits
        assert "08:51" in waits, "it was put on hold at 08:11, for 40 minutes"
        facts |= {"who": team, "at": "08:22"}
        assert rest == words.say(
            language, "shift-line-left", number=left, item=named("other"),
            state=state("accepted"), minutes=8, **facts,
        )  # fmt: skip
    street.captain.say(1001, f"/cancel {left} 误报")
    await street.sure(1001)
    await street.press(NEXT, offers(street, NEXT, number)[0], street.said("button-shift-take"))
    await street.turn(60)
    [told] = street.private(NEXT, "→")
    assert street.said("state-cancelled") in line_of(street, told.text, left)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_longest_names_fit_into_one_handover(language: str) -> None:
    """Twenty cases, each with item, place and team as long as may be; nothing of what stands below is cut off."""
    words = Words(strict=True)
    states = [words.say(language, f"state-{state.replace('_', '-')}") for state in incidents_table.LIVE]
    team = handed_over.team_of({"who": "W" * MOST_TEAM_NAME})
    facts = {
        "number": 123456, "item": "W" * handed_over.MOST_ITEM, "place": "W" * handed_over.MOST_PLACE,
        "state": max(states, key=len), "who": team, "minutes": 12345, "at": "23:59",
    }  # fmt: skip
    kinds = ("left", "over", "held", "done")
    longest = max((words.say(language, f"shift-line-{kind}", **facts) for kind in kinds), key=len)
    heads = [words.say(language, f"shift-{name}", count=1000) for name in listing.LISTS]
    rest = words.say(language, "board-more", count=1000)
    notes = words.say(language, "handover-notes", notes="W" * shift.MOST_NOTES)
    orphaned = words.say(language, "handover-orphaned", name="W" * MOST_NAME)
    lines = [*heads, *[longest] * listing.MOST_CASES, rest, notes, orphaned]
    for key in ("handover-offer", "handover-nobody-at-all", "handover-nobody", "handover-taken-over"):
        said = {"number": 123456, "name": "W" * MOST_NAME, "minutes": 10, "lines": lines}
        said |= {"taker": "W" * MOST_NAME, "at": "23:59"}
        assert utf16(words.say(language, key, **said)) <= MOST_TEXT, key


async def test_a_long_handover_fits_into_one_message(street: Street) -> None:
    """Twenty cases have a line, the rest are counted; notes and what to do stand below them, whole."""
    numbers = [await street.report(near=replace(CENTRE, lat=CENTRE.lat + 0.001 * n), by=1005) for n in range(24)]
    async with street.house.store.begin() as tx:
        for number in numbers:
            incident = await tx[INCIDENTS].by_number(1, number)
            assert incident is not None
            await tx[INCIDENTS].keep(replace(incident, place="很长的地名" * 20))
    notes = "记" * 800
    number = await hand_over(street, notes)
    await street.turn(120)
    [offer] = offers(street, NEXT, number)
    assert len(offer.text) <= 4096
    assert notes in offer.text
    assert (
        offer.text.splitlines()[-1].strip()
        == street.said("handover-offer", number=number, name="", lines="").splitlines()[-1].strip()
    )
    assert sum(line.removeprefix("⏸ ").startswith("#") for line in offer.text.splitlines()) == 20
    assert street.said("board-more", count=len(set(numbers)) - 20) in offer.text


async def test_of_two_who_tap_at_once_one_has_it(street: Street) -> None:
    """The other hears who; one is on duty for it, once."""
    number = await hand_over(street)
    street.zhou.say(NEXT, "/off")
    await street.turn(5)
    queries = {
        user_id: street.who(user_id).press(offers(street, user_id, number)[0], street.said("button-shift-take"))
        for user_id in (NEXT, THIRD)
    }
    await street.settle()
    taker = (await handover(street, number)).taken_by
    assert taker in queries
    other = NEXT if taker == THIRD else THIRD
    said = {user_id: (await street.who(user_id).answer(query)).text for user_id, query in queries.items()}
    assert said[taker or 0] == street.said("handover-yours", number=number, name="钱队")
    assert said[other] == street.said("handover-taken", number=number, name=(await street.member(taker or 0)).name)
    assert (await street.member(other)).duty is None
    assert (await street.member(taker or 0)).duty is not None


async def test_who_still_holds_a_case_alone_stays_on_duty(street: Street) -> None:
    """小周 is all of his team: he hands over as captain, and his case keeps him."""
    case = await street.report()
    street.captain.say(GROUP, f"/assign {case} 三队")
    street.zhou.say(NEXT, "/shift end")
    await street.turn(3)
    number = await street.last_number()
    await street.press(1001, offers(street, 1001, number)[0], street.said("button-shift-take"))
    await street.turn(3)
    assert (await street.member(NEXT)).duty is not None
    assert (await street.case(case)).lead is not None
    told = street.said("handover-done-but-case", number=number, name="钱队", case=case)
    assert street.private(NEXT, told)


async def test_nobody_takes_it_over(street: Street) -> None:
    """After ten minutes the owners hear, and three times more; the captain stays responsible, also against /off."""
    number = await hand_over(street)
    street.captain.say(1001, "/off")
    await street.turn(3)
    assert street.private(1001, street.said("handover-open", number=number))
    told = [len(_warnings(street, number))]
    for _ in range(6):
        await street.turn(600)
        told.append(len(_warnings(street, number)))
    assert told == [0, 1, 2, 3, 4, 4, 4]
    assert (await street.member(1001)).duty is not None


def _warnings(street: Street, number: int) -> list[Seen]:
    end = street.said("handover-nobody", minutes=0, number=number, name="", lines="").splitlines()[-1].strip()
    return street.private(OWNER, end)


async def test_a_handover_withdrawn_is_nobodys(street: Street) -> None:
    """By the one who offered it only; then nobody takes it, nobody is reminded of it."""
    number = await hand_over(street)
    street.zhou.say(NEXT, "/shift withdraw")
    street.zhou.say(NEXT, f"/shift withdraw {number}")
    await street.turn(5)
    assert street.private(NEXT, street.said("handover-not-yours", number=number, name="钱队"))
    street.captain.say(1001, "/shift withdraw")
    await street.turn(5)
    assert street.private(1001, street.said("handover-withdrawn", number=number))
    street.zhou.say(NEXT, f"/shift take {number}")
    await street.turn(1300)
    assert street.private(NEXT, street.said("handover-gone", number=number))
    assert not _warnings(street, number)
    assert not offers(street, NEXT, number)
    street.captain.say(1001, "/shift end")
    await street.turn(3)
    assert (await handover(street, number + 1)).state == "offered"


@pytest.mark.parametrize("how", ["number", "reply"])
async def test_all_of_a_handover_can_be_read_by_number_or_in_reply(street: Street, how: str) -> None:
    """One message each, before and after; a move on it says what it is."""
    first = await street.report(item="street_stall")
    number = await hand_over(street, "井盖坏了")
    offer = in_group(street, f"#{number}")[0]
    what = f" {number}" if how == "number" else ""

    async def read(command: str) -> str:
        before = len(street.private(1001))
        street.captain.say(GROUP, command + what, reply_to=None if what else offer)
        await street.turn(3)
        [said] = street.private(1001)[before:]
        return said.text

    case = await read("/case")
    for part in ("井盖坏了", f"#{first}", "钱队", street.said("state-offered")):
        assert part in case
    street.who(NEXT).say(NEXT, f"/shift take {number}")
    await street.turn(3)
    case = await read("/case")
    for part in ("井盖坏了", "小周", street.said("state-taken")):
        assert part in case
    history = await read("/history")
    assert street.said("move-offer") in history
    assert street.said("move-take-over") in history
    street.captain.say(1001, f"/done {number}")
    await street.turn(3)
    assert street.private(1001)[-1].text == street.said("is-of-handover", number=number)


async def test_a_restart_and_a_gap_are_nobodys_silence(street: Street) -> None:
    """A short stop loses nothing; after an hour without contact it is offered again, with ten minutes more."""
    number = await hand_over(street)
    await street.turn(500)
    await street.stop()
    await street.clock.turn(10)
    await street.start()
    await street.turn(100)
    assert len(_warnings(street, number)) == 1
    await street.stop()
    await street.clock.turn(3600)
    await street.start()
    await street.turn(300)
    assert len(_warnings(street, number)) == 1
    assert len(offers(street, NEXT, number)) == 2
    await street.turn(330)
    assert len(_warnings(street, number)) == 2
    await street.press(NEXT, offers(street, NEXT, number)[-1], street.said("button-shift-take"))
    street.who(THIRD).say(THIRD, "/shift start")
    await street.turn(60)
    assert not offers(street, NEXT, number)
    gaps = street.said("shift-gap", since="", until="").split()[0]
    assert gaps in street.private(THIRD, street.said("shift-captains", names="").strip())[-1].text
    street.who(THIRD).say(THIRD, "/shift start")
    await street.turn(60)
    assert gaps not in street.private(THIRD, street.said("shift-captains", names="").strip())[-1].text


async def test_of_several_times_that_passed_at_once_one_is_said(street: Street) -> None:
    """The machine slept for half an hour: one message to the owners, the next ten minutes after the last."""
    number = await hand_over(street)
    street.clock._now += timedelta(minutes=31)
    await street.house.tick.turn()
    await street.settle()
    assert len(_warnings(street, number)) == 1
    assert (await handover(street, number)).told == 3


async def test_duty_does_not_run_out_under_a_handover(street: Street) -> None:
    """The twelve hours are over and nobody has taken over: the captain stays on duty, unasked."""
    await street.clock.turn(11.8 * 3600)
    await street.settle()
    await street.turn(5)
    await hand_over(street)
    asked = len(street.private(1001, "?")) + len(street.private(1001, "？"))
    await street.turn(3600)
    assert (await street.member(1001)).duty is not None
    assert len(street.private(1001, "?")) + len(street.private(1001, "？")) == asked


async def test_who_has_no_private_chat_is_named_in_the_group(street: Street) -> None:
    """小李 is a captain too and never wrote to the bot."""
    async with street.house.store.begin() as tx:
        await tx.people.add_role(1, 1003, RoleHeld(RoleName.CAPTAIN, START))
    number = await hand_over(street)
    [posted] = in_group(street, f"/shift_take_{number}")
    assert [e["user"]["id"] for e in posted.entities if "user" in e] == [1003]
    street.who(1003).say(GROUP, "/shift take")
    await street.turn(5)
    assert (await handover(street, number)).taken_by == 1003


# --- the table


def test_the_owners_hear_four_times_at_most() -> None:
    """Ten minutes apart; what was told is not told again, and after a gap the next is ten minutes away."""
    offered = Handover(1, "handover", 43, handovers_table.OFFERED, START, id=7, counted_from=START, listed=Listed())
    minutes = [(due.due_at - START) / timedelta(minutes=1) for due in handovers_table.occasions(offered)]
    assert minutes == [10, 20, 30, 40]
    late = handovers_table.anew(replace(offered, told=2), START + timedelta(hours=1))
    minutes = [(due.due_at - START) / timedelta(minutes=1) for due in handovers_table.occasions(late)]
    assert minutes == [70, 80]
    assert handovers_table.occasions(replace(offered, state=handovers_table.TAKEN)) == []
