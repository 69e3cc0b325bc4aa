"""Somebody of the staff is in danger: who hears it, how often, what it may not wait for, and how it ends."""

import asyncio
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.desk import rate_limits
from bot.insight.days import DAYS
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.sos import table as sos_table
from bot.sos.table import CALLS, Sos
from bot.values import formats
from bot.values.geo import Point
from handlers.drill.botapi import methods
from handlers.drill.botapi.methods.ask import Ask
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, START, Street, open_street
from tests.waiting import PATIENCE_S, until

NEAR_TWO = Point(30.3198, 120.2798)


async def call_of(street: Street, number: int) -> Sos:
    """The stored call."""
    async with street.house.store.look() as tx:
        found = await tx[CALLS].by_number(1, number)
    assert found is not None
    return found


async def raised(street: Street, user_id: int = 1002, text: str = "/sos", chat: int | None = None) -> int:
    """Somebody calls; returns the number."""
    street.who(user_id).say(chat or user_id, text)
    await street.turn(2)
    return await street.last_number()


def alarms(street: Street, user_id: int, number: int) -> list[Seen]:
    """The alarms that sounded in somebody's private chat."""
    return [m for m in street.private(user_id, f"#{number}") if "🆘" in m.text[:4] and m.location is None]


def in_group(street: Street, number: int) -> list[Seen]:
    """Card and alarms in the group."""
    return [m for m in street.captain.sees(GROUP) if m.by_bot and f"#{number}" in m.text.splitlines()[0]]


@pytest.mark.parametrize("chat", [1002, GROUP])
async def test_a_call_reaches_the_group_all_captains_and_the_two_nearest_teams(street: Street, chat: int) -> None:
    """By command, in private or in the group: a card, a sounding message to each, and the place unknown is said so."""
    number = await raised(street, text="/sos 3 men with sticks", chat=chat)
    call = await call_of(street, number)
    assert (call.state, call.words, call.reporter_id) == ("raised", "3 men with sticks", 1002)
    assert [(a.team_id, a.override) for a in call.assignments] == [(2, True), (3, True)]
    card = street.card(number)
    assert "老王" in card.text
    assert "3 men with sticks" in card.text
    assert street.said("sos-no-position") in card.text
    assert not card.silent
    for user_id in (1001, 1004, 1005):
        [alarm] = alarms(street, user_id, number)
        assert not alarm.silent
        assert "3 men with sticks" in alarm.text
    assert "小李" in card.text, "the caller's own team has one without a private chat: mentioned"
    assert street.private(1002, f"#{number}"), "the caller hears that help is called"


async def test_an_alarm_waits_for_no_file_on_its_way_to_the_same_captain(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large one takes Telegram a minute: the alarm is there in the same second, and so is all else; then the file."""
    perform, begun, may_end = methods.perform, asyncio.Event(), asyncio.Event()

    async def slowly(ask: Ask, method: str) -> object:
        if method == "sendDocument":
            begun.set()
            await may_end.wait()
        return await perform(ask, method)

    monkeypatch.setattr(methods, "perform", slowly)
    for _ in range(2):  # the second file waits for the first, and for nothing else
        street.captain.say(1001, "/mydata")
    await asyncio.wait_for(begun.wait(), PATIENCE_S)
    called_at = street.clock.now()
    street.wang.say(1002, "/sos")
    await until(lambda: [m for m in street.private(1001) if "🆘" in m.text[:4]])
    street.captain.say(1001, "/privacy")
    await until(lambda: street.private(1001, "/forgetme"))
    assert street.clock.now() == called_at
    assert not [m for m in street.world.messages(1001) if "document" in m.body]
    may_end.set()
    await street.turn(3)
    assert len([m for m in street.world.messages(1001) if "document" in m.body]) == 2


async def test_by_button_from_start_and_from_duty(street: Street) -> None:
    """One tap each; a second tap tells again and opens no second call."""
    street.reporter.say(1006, "/start")
    street.zhou.say(1005, "/off")
    street.zhou.say(1005, "/duty")
    await street.turn(5)
    welcome, on_duty = street.private(1006)[-1], street.private(1005)[-1]
    await street.press(1006, welcome, street.said("button-sos"))
    first = await street.last_number()
    await street.turn(3)
    assert (await call_of(street, first)).reporter_id == 1006
    await street.press(1005, on_duty, street.said("button-sos"))
    second = await street.last_number()
    assert (second, (await call_of(street, second)).reporter_id) == (first + 1, 1005)
    await street.press(1006, welcome, street.said("button-sos"))
    await street.turn(3)
    assert await street.last_number() == second
    assert (await call_of(street, first)).told == 2


async def test_off_duty_and_a_viewer_may_call(street: Street) -> None:
    """At any time, by anybody who is registered."""
    street.wang.say(1002, "/off")
    await street.turn(2)
    assert (await call_of(street, await raised(street, 1002))).state == "raised"
    viewer = await raised(street, 1007, text="/sos", chat=GROUP)
    assert (await call_of(street, viewer)).reporter_id == 1007
    assert "观察员" in street.card(viewer).text


async def test_a_stranger_is_refused(street: Street) -> None:
    """Neither by command nor by a forged button."""
    before = await street.last_number()
    street.who(9999).say(GROUP, "/sos")
    await street.report()
    street.who(9999).press_data(street.card(before + 1), "sos:1.0:call")
    await street.turn(2)
    assert await street.last_number() == before + 1
    assert [m for m in street.captain.sees(GROUP) if m.by_bot and m.text == street.said("not-registered")]


async def test_it_is_repeated_until_a_captain_takes_it_and_then_until_it_is_cleared(street: Street) -> None:
    """Every 30 s, then every three minutes, then no more; the teams are free again."""
    number = await raised(street, 1004)
    await street.turn(65)
    assert len(alarms(street, 1001, number)) == 3
    assert street.said("sos-times", times=3).strip() in alarms(street, 1001, number)[-1].text
    assert len(in_group(street, number)) == 3
    await street.press(1001, alarms(street, 1001, number)[-1], street.said("button-acknowledge"))
    await street.turn(5)
    call = await call_of(street, number)
    assert (call.state, call.acknowledged_by) == ("acknowledged", 1001)
    assert street.private(1002, street.said("told-acknowledge", by="钱队", number=number).strip())
    assert street.private(1004, street.said("told-acknowledge-caller", by="钱队", number=number).strip())
    assert "钱队" in street.card(number).text
    await street.turn(170)
    assert len(alarms(street, 1001, number)) == 3
    await street.turn(190)
    assert len(alarms(street, 1001, number)) == 5
    assert len(in_group(street, number)) == 3, "all can be reached in private"
    street.captain.say(1001, f"/clear {number} he is safe")
    await street.turn(5)
    call = await call_of(street, number)
    assert (call.state, call.reason) == ("cleared", "he is safe")
    assert [a.outcome for a in call.assignments] == ["done", "done"]
    assert street.private(1002, "he is safe")
    assert street.private(1004, street.said("told-clear-caller", by="钱队", number=number, reason="he is safe"))
    ended = street.card(number).text
    assert street.said("sos-called", teams="").strip() in ended, "a card that is over sends nobody"
    assert street.said("sos-going", teams="", measured="").strip() not in ended
    told = len(alarms(street, 1001, number))
    await street.turn(700)
    assert len(alarms(street, 1001, number)) == told


async def test_busy_teams_are_sent_and_keep_what_they_hold(street: Street) -> None:
    """Whatever the nearest holds does not stand against it; nothing is merged or taken off it."""
    first = await street.report("street_stall")
    assert (await street.case(first)).lead is not None
    number = await raised(street, 1006, chat=GROUP)
    sent = [a.team_id for a in (await call_of(street, number)).assignments]
    assert 1 in sent
    assert (await street.case(first)).state == "dispatched"
    assert street.said("sos-busy") in street.card(number).text


async def test_commands_of_captains_stand_where_captains_read(street: Street) -> None:
    """Who is sent reads none that only a captain may use."""
    number = await raised(street)
    assert f"/ack_{number}" in alarms(street, 1001, number)[-1].text
    assert f"/ack_{number}" in street.card(number).text
    assert f"/ack_{number}" not in alarms(street, 1004, number)[-1].text


async def test_only_a_captain_takes_or_ends_it(street: Street) -> None:
    """The one who called, a team that goes, and a viewer are refused; a false alarm wants its reason."""
    number = await raised(street)
    for user_id in (1002, 1004, 1007):
        for move in ("acknowledge", "clear", "false_alarm"):
            street.who(user_id).press_data(street.card(number), f"sos:1.{number}:{move}")
        for said in (f"/ack {number}", f"/clear {number}", f"/falsealarm {number} nothing"):
            street.who(user_id).say(user_id, said)
    await street.turn(5)
    assert (await call_of(street, number)).state == "raised"
    street.captain.say(1001, f"/falsealarm {number}")
    await street.turn(2)
    asked = street.said("reason-which", number=number, move=street.said("move-false-alarm"))
    assert street.private(1001, asked), "a tapped command is asked for what it lacks"
    await street.press(1001, street.card(number), street.said("button-false-alarm"))
    street.captain.say(GROUP, "where is team 2?")
    await street.turn(3)
    assert (await call_of(street, number)).state == "raised"
    street.captain.say(GROUP, "pressed in the pocket")
    await street.turn(3)
    assert (await call_of(street, number)).state == "raised"
    sure = street.said("button-sos-false-sure")
    seen = [*street.captain.sees(GROUP), *street.private(1001)]
    await street.press(1001, next(m for m in seen[::-1] if sure in str(m.buttons)), sure)
    await street.turn(3)
    call = await call_of(street, number)
    assert (call.state, call.reason) == ("false_alarm", "pressed in the pocket")
    assert [a.outcome for a in call.assignments] == ["recalled", "recalled"]
    await street.press(1001, street.card(number), street.said("button-clear")) if street.card(number).buttons else None
    street.captain.say(1001, f"/clear {number}")
    await street.turn(2)
    assert (await call_of(street, number)).state == "false_alarm"


async def test_a_second_call_adds_its_words_and_tells_again(street: Street) -> None:
    """Not a second card."""
    number = await raised(street, text="/sos knife")
    street.wang.say(1002, "/sos two of them")
    await street.turn(3)
    assert await street.last_number() == number
    call = await call_of(street, number)
    assert (call.told, call.words) == (2, "two of them / knife")
    assert "two of them" in alarms(street, 1001, number)[-1].text
    assert "two of them" in street.card(number).text


async def test_a_live_location_is_followed_also_off_duty(street: Street) -> None:
    """The card shows the newest position with its age, kept nowhere else; once cleared nobody follows."""
    street.wang.say(1002, "/off")
    await street.turn(2)
    number = await raised(street)
    live = street.wang.start_live(1002, NEAR_TWO.lat, NEAR_TWO.lon, 3600, 8)
    await street.turn(35)
    call = await call_of(street, number)
    assert call.point == NEAR_TWO
    assert f"{NEAR_TWO.lat:.5f}" in street.card(number).text
    street.wang.move_live(live, NEAR_TWO.lat + 0.001, NEAR_TWO.lon, 8)
    await street.turn(35)
    assert f"{NEAR_TWO.lat + 0.001:.5f}" in street.card(number).text
    assert f"{NEAR_TWO.lat + 0.001:.5f}" in alarms(street, 1001, number)[-1].text
    async with street.house.store.look() as tx:
        assert 1002 not in await tx.teams.positions(1)
    street.captain.say(1001, f"/clear {number}")
    await street.turn(2)
    street.wang.move_live(live, NEAR_TWO.lat + 0.002, NEAR_TWO.lon, 8)
    await street.turn(35)
    assert (await call_of(street, number)).point == Point(NEAR_TWO.lat + 0.001, NEAR_TWO.lon)


async def test_the_nearest_are_those_nearest_to_the_newest_position_and_a_pin_is_no_report(street: Street) -> None:
    """On duty the position is known: native location beside the card; a pin afterwards corrects it."""
    street.wang.start_live(1002, 30.3301, 120.2901, 3600, 8)
    await street.turn(3)
    number = await raised(street)
    call = await call_of(street, number)
    assert call.point == Point(30.3301, 120.2901)
    assert [a.team_id for a in call.assignments] == [3, 2]
    assert [m for m in street.captain.sees(GROUP) if m.location and m.location["latitude"] == 30.3301]
    street.wang.send_location(1002, 30.3302, 120.2902)
    await street.turn(3)
    assert await street.last_number() == number
    assert (await call_of(street, number)).point == Point(30.3302, 120.2902)


@pytest.mark.parametrize("caller", ["unknown", "team", "old", "fresh"])
async def test_how_the_distances_were_measured_is_said(street: Street, caller: str) -> None:
    """To a base, to others of the team, to an old position; of a team at its base that it is that; then they follow."""
    street.qiang.start_live(1004, 30.3210, 120.2810, 7200, 8)
    if caller != "unknown":
        who = street.who(1003) if caller == "team" else street.wang
        who.say(GROUP, "/duty")
        await street.turn(3)
        who.start_live(GROUP, CENTRE.lat, CENTRE.lon, 60 if caller == "old" else 7200, 8)
    await street.turn(5)
    if caller == "old":
        await street.jump(1800)
    number = await raised(street)
    said = {key: street.said(f"sos-measured-{key}") for key in ("base", "team", "old")}
    wanted = {said[{"unknown": "base"}.get(caller, caller)]} if caller != "fresh" else set()
    at_base = street.said("sos-far-base", metres="|").split("|")[1]
    for shown in (street.card(number), alarms(street, 1001, number)[-1]):
        assert {one for one in said.values() if one.strip() in shown.text} == wanted
        [line] = [one for one in shown.text.splitlines() if "🚨" in one]
        two, three = line[line.index("二队") : line.index("三队")], line[line.index("三队") :]
        assert at_base in three
        assert at_base not in two
    street.wang.send_location(1002, 30.3302, 120.2902)
    await street.turn(5)
    assert not [one for one in said.values() if one.strip() in street.card(number).text], "where they are is known now"
    [line] = [one for one in street.card(number).text.splitlines() if "🚨" in one]
    assert at_base in line[line.index("三队") :]
    assert formats.metres(street.language, 29) in line[line.index("三队") :], "and the metres are those from there"


async def test_a_full_group_does_not_hold_it_up(street: Street) -> None:
    """Thirty pins wait for what the group may be sent, as lists: the card goes at once, and nothing is refused."""
    for n in range(30):
        street.reporter.send_location(GROUP, CENTRE.lat + n * 0.001, CENTRE.lon)
    await street.turn(25)
    since = street.clock.now()
    assert street.world.calls.cost(GROUP) >= 5
    number = await raised(street)
    sent = [c for c in street.world.calls.of(GROUP, "sendMessage", since=since) if f"#{number}" in (c.text or "")]
    assert sent
    assert (sent[0].at - since).total_seconds() <= 2
    await street.turn(120)
    assert not [c for c in street.world.calls.of(GROUP, ok=False) if c.code == 429]
    assert len(alarms(street, 1001, number)) >= 4


async def test_answers_to_it_are_never_limited(street: Street) -> None:
    """Who asked too much to be answered still hears that help is called."""
    for _ in range(rate_limits.ANSWERS + 10):
        street.reporter.say(1006, "/help")
    await street.settle()
    number = await raised(street, 1006)
    await street.turn(40)
    assert street.private(1006, f"#{number}")


async def test_it_counts_in_no_figure(street: Street) -> None:
    """Neither in the day's figures nor in the morning's; numbers go on in one sequence."""
    first = await street.report("street_stall")
    number = await raised(street)
    assert number == first + 1
    seen = (await street.house.board.situations([1], {}))[1]
    assert seen.figures.reported.cases == (first,)
    assert seen.figures.open.cases == (first,)
    async with street.house.store.look() as tx:
        reported = await tx[DAYS].reported(1, START, street.clock.now())
    assert [i.number for i in reported] == [first]
    street.captain.say(1001, f"/done {number}")
    street.captain.say(1001, f"/ack {number}")
    street.captain.say(1001, f"/history {number}")
    await street.turn(5)
    assert street.private(1001, street.said("is-of-sos", number=number))
    told = street.private(1001, street.said("move-acknowledge"))[-1].text
    assert street.said("move-call") in told


@pytest.mark.parametrize("how", ["number", "reply"])
async def test_all_of_it_can_be_read_by_number_or_in_reply(street: Street, how: str) -> None:
    """One message each: who, when, what they said, who took it and ended it, the teams; and every step."""
    street.wang.start_live(1002, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    number = await raised(street, text="/sos 3 men with sticks")
    street.captain.say(1001, f"/ack {number}")
    await street.turn(60)
    street.captain.say(1001, f"/clear {number} all well")
    await street.turn(5)
    card, what = street.card(number), f" {number}" if how == "number" else ""
    before = len(street.private(1001))
    for command in ("/case", "/history"):
        street.captain.say(GROUP, command + what, reply_to=None if what else card)
        await street.turn(3)
    case, history = street.private(1001)[before:]
    call = await call_of(street, number)
    for part in ("老王", "3 men with sticks", "all well", "钱队", street.said("state-cleared")):
        assert part in case.text
    assert not [line for line in case.text.splitlines() if line.endswith("-") or " - " in line], "nothing is empty"
    for at in (call.reported_at, call.acknowledged_at, call.ended_at, call.fixed_at):
        assert at is not None
        assert f"{at.astimezone(ZoneInfo('Asia/Shanghai')):%H:%M:%S}" in case.text
    assert case.text.count(street.said("part-done")) == len(call.assignments) == 2
    for move in ("call", "acknowledge", "clear"):
        assert street.said(f"move-{move}") in history.text


async def test_in_a_drill_it_is_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """演练 on the card and on every alarm."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "zh", drill=True)
    try:
        number = await raised(street)
        assert "演练" in street.card(number).text
        assert "演练" in alarms(street, 1001, number)[0].text
    finally:
        await street.stack.aclose()


def test_the_table_is_whole() -> None:
    """Raised, taken, cleared or a false alarm, and nothing leads back."""
    assert sos_table.MOVES.states == ("raised", "acknowledged", "cleared", "false_alarm")
    assert not [m for m in sos_table.MOVES if m.start & {"cleared", "false_alarm"}]


def with_buttons(street: Street, number: int) -> list[Seen]:
    """Messages about the call, in any chat, that have buttons."""
    seen = [m for chat in (GROUP, *range(1001, 1007)) for m in street.who(max(chat, 1001)).sees(chat)]
    return [m for m in seen if m.by_bot and m.buttons and f"#{number}" in m.text]


def pins(street: Street, chat: int) -> int:
    """Native locations that the bot sent there."""
    return len([m for m in street.who(max(chat, 1001)).sees(chat) if m.by_bot and m.location])


@pytest.mark.parametrize("end", ["clear", "falsealarm"])
async def test_copies_say_how_it_stands_and_only_the_newest_has_buttons(street: Street, end: str) -> None:
    """Each move is seen on the newest copy; earlier ones lose their buttons, and at the end all have."""
    number = await raised(street, 1004)
    await street.turn(65)
    first, second, third = alarms(street, 1001, number)
    assert [bool(m.buttons) for m in (first, second, third)] == [False, False, True]
    assert street.said("sos-former") in first.text
    group = in_group(street, number)
    assert [bool(m.buttons) for m in group] == [True, False, True], "the card, and the newest of the repeated"
    street.captain.say(1001, f"/ack {number}")
    await street.turn(5)
    newest = alarms(street, 1001, number)[-1]
    assert street.said("button-acknowledge") not in newest.labels
    assert street.said("button-clear") in newest.labels
    assert "钱队" in alarms(street, 1002, number)[-1].text
    assert street.said("button-acknowledge") not in in_group(street, number)[-1].labels
    street.captain.say(1001, f"/{end} {number} over")
    await street.turn(10)
    assert with_buttons(street, number) == []
    for user_id in (1001, 1002):
        assert [m for m in street.private(user_id, "over") if m.text.count("\n") > 1], "the newest copy"


async def test_the_place_is_sent_when_it_is_known_and_again_only_when_it_moved(street: Street) -> None:
    """Copies say it at once; who goes gets one new message with the place; 20 m are no new place.

    Where Telegram takes no place just then it follows a moment later, the newest by then, once.
    """
    number = await raised(street)
    assert pins(street, 1004) == 0
    for _ in range(6):
        street.world.fail_next("sendLocation", 429)
    live = street.wang.start_live(1002, NEAR_TWO.lat, NEAR_TWO.lon, 3600, 8)
    await street.turn(5)
    assert street.world.faults.armed == 0
    assert pins(street, 1004) == 1
    assert street.private(1004, street.said("sos-found", name="老王", number=number))
    assert not street.private(1001, street.said("sos-found", name="老王", number=number))
    for user_id in (1001, 1004, 1005):
        assert f"{NEAR_TWO.lat:.5f}" in alarms(street, user_id, number)[0].text
    street.wang.move_live(live, NEAR_TWO.lat + 0.0001, NEAR_TWO.lon, 8)
    await street.turn(65)
    assert len(alarms(street, 1004, number)) >= 3
    assert [pins(street, chat) for chat in (1004, 1001, GROUP)] == [1, 1, 1]
    street.wang.move_live(live, NEAR_TWO.lat + 0.0005, NEAR_TWO.lon, 8)
    for _ in range(12):
        street.world.fail_next("sendLocation", 429)
    while street.world.faults.armed == 12:
        await street.turn(1)
    street.wang.move_live(live, NEAR_TWO.lat + 0.0006, NEAR_TWO.lon, 8)
    await street.turn(65)
    for chat in (1004, 1001, GROUP):
        assert pins(street, chat) == 2
        newest = [m for m in street.who(max(chat, 1001)).sees(chat) if m.by_bot and m.location][-1].location
        assert newest is not None
        assert newest["latitude"] == NEAR_TWO.lat + 0.0006
    street.captain.say(1001, f"/clear {number}")
    await street.turn(3)
    async with street.house.store.look() as tx:
        call = await tx[CALLS].by_number(1, number)
    assert call is not None
    spot = {"name": "老王", "number": number, "spot": [NEAR_TWO.lat, NEAR_TWO.lon]}
    late = Letter(None, 1004, LetterKind.NOTE, Priority.SOS, street.clock.now(), case_id=call.id, key="sos-found")
    async with street.house.store.begin() as tx:
        await tx.outbox.add(replace(late, facts=spot))  # what was still on its way keeps nothing of a call that is over
    street.house.courier.wake()
    await street.turn(3)
    async with street.house.store.look() as tx:
        assert await tx.kept.beginning("sos-pin:") == {}
