"""A team on scene that nobody hears of is asked, asked again, telephoned to, and then helped."""

import pytest

from bot.positions import positions
from bot.values.geo import Point
from bot.work.speaker import Speaker
from handlers.drill.people.seen import Seen
from tests.faults.after_trouble import restart
from tests.stories.conftest import GROUP, Street
from tests.stories.test_sos import alarms, call_of

MINUTES = 60


async def _on_scene(street: Street, item: str = "street_stall") -> int:
    number = await street.report(item=item)
    street.wang.say(1002, f"/arrived {number}")
    await street.turn(3)
    return number


def _asked(street: Street, user_id: int = 1002) -> list[Seen]:
    return [m for m in street.private(user_id) if ":well" in str(m.buttons)]


async def test_twenty_minutes_of_silence_then_asked_twice_then_the_captain_then_help(street: Street) -> None:
    """1,200 s, 60 s, 60 s, three minutes: and the two nearest other teams are on their way."""
    number = await _on_scene(street)
    await street.turn(20 * MINUTES - 10)
    assert not _asked(street)
    await street.turn(10)
    assert [m.text for m in _asked(street)] == [street.said("welfare-ask", number=number)]
    await street.turn(60)
    assert _asked(street)[-1].text == street.said("welfare-again", number=number)
    assert not _asked(street, 1001)
    await street.turn(60)
    [asked] = _asked(street, 1001)
    assert "老王" in asked.text
    assert await street.last_number() == number
    await street.turn(180)
    call = await call_of(street, number + 1)
    assert (call.state, call.reporter_id, call.team_id) == ("raised", None, 1)
    assert sorted(a.team_id for a in call.assignments) == [2, 3]
    assert call.point == (await street.case(number)).point
    assert "一队" in street.card(number + 1).text
    assert f"#{number}" in street.card(number + 1).text
    assert alarms(street, 1004, number + 1)
    await street.turn(30 * MINUTES)
    assert await street.last_number() == number + 1, "one call, however long they are silent"
    assert len(_asked(street)) == 2


async def test_a_tap_or_a_word_answers_and_the_twenty_minutes_begin_anew(street: Street) -> None:
    """All well by button; later by an ordinary word in the group."""
    await _on_scene(street)
    await street.turn(20 * MINUTES + 5)
    toast = await street.press(1002, _asked(street)[0], street.said("button-all-well"))
    assert toast == street.said("welfare-noted", team="一队")
    await street.turn(20 * MINUTES - 30)
    assert len(_asked(street)) == 1
    await street.turn(60)
    assert len(_asked(street)) == 2
    street.who(1003).say(GROUP, "still here")
    await street.turn(10 * MINUTES)
    assert len(_asked(street)) == 2
    assert not _asked(street, 1001)


@pytest.mark.parametrize("sign", ["word", "photo", "position", "command", "old button", "radio"])
async def test_what_is_a_sign_of_life(street: Street, sign: str) -> None:
    """Message, photo, moved position, a command, even a refused press, and a captain who heard them by radio."""
    number = await _on_scene(street)
    live = street.wang.start_live(1002, 30.3147, 120.2741, 7200, 10)
    await street.turn(15 * MINUTES)
    if sign == "word":
        street.wang.say(1002, "?")
    elif sign == "photo":
        street.wang.send_photo(1002)
    elif sign == "position":
        street.wang.move_live(live, 30.3148, 120.2741, 10)
    elif sign == "command":
        street.wang.say(1002, "/board")
    elif sign == "old button":
        street.wang.press_data(street.private(1002, f"#{number}")[0], f"incident:1.{number}:accept")
    else:
        street.captain.say(1001, "/well 一队")
    await street.turn(15 * MINUTES)
    assert not _asked(street)
    await street.turn(6 * MINUTES)
    assert _asked(street)


async def test_a_tracker_or_a_phone_that_lies_still_is_none(street: Street) -> None:
    """A device sends also while its bearer cannot; the same place again says nothing."""
    await _on_scene(street)
    await street.turn(15 * MINUTES)
    now = street.clock.now()
    speaker = Speaker(1002, "", 1002, now, channel="web", district_id=1)
    await street.house.desk.do(positions.fix, speaker, point=Point(30.32, 120.28), at=now, source="tracker")
    await street.turn(6 * MINUTES)
    assert _asked(street)


async def test_on_a_critical_case_one_unanswered_question_is_a_call_for_help(street: Street) -> None:
    """No second question, no three minutes."""
    number = await _on_scene(street, "fight")
    before = await street.last_number()
    await street.turn(20 * MINUTES + 5)
    assert street.said("welfare-ask-critical", number=number) in {m.text for m in _asked(street)}
    await street.turn(60)
    call = await call_of(street, before + 1)
    assert (call.state, call.team_id) == ("raised", 1)
    assert not _asked(street, 1001)


async def test_the_captain_who_reached_them_ends_it(street: Street) -> None:
    """By the button under the request; a stranger to the team may not."""
    number = await _on_scene(street)
    await street.turn(22 * MINUTES + 10)
    [asked] = _asked(street, 1001)
    street.qiang.press_data(asked, "welfare:1.1:well")
    await street.turn(2)
    await street.press(1001, asked, street.said("button-all-well"))
    await street.turn(5 * MINUTES)
    assert await street.last_number() == number


async def test_only_another_team_or_viewer_pressing_does_not_end_it(street: Street) -> None:
    """Forged or mistaken presses change nothing: the next step comes in its time."""
    number = await _on_scene(street)
    await street.turn(20 * MINUTES + 5)
    for user_id in (1004, 1006, 1007, 9999):
        street.who(user_id).press_data(street.card(number), "welfare:1.1:well")
    await street.turn(65)
    assert _asked(street)[-1].text == street.said("welfare-again", number=number)


async def test_after_help_was_called_a_sign_of_life_is_told_and_help_goes_on(street: Street) -> None:
    """Only a captain clears it."""
    number = await _on_scene(street, "fight")
    called = await street.last_number() + 1
    await street.turn(21 * MINUTES + 10)
    street.wang.say(1002, "sorry, phone was off")
    await street.turn(3)
    assert street.private(1001, street.said("welfare-answered", team="一队", name="老王"))
    assert (await call_of(street, called)).state == "raised"
    assert number < called


async def test_who_has_left_the_scene_is_not_asked(street: Street) -> None:
    """Done and free: nobody wonders."""
    number = await _on_scene(street)
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(40 * MINUTES)
    assert not _asked(street)


async def test_a_gap_is_nobodys_silence(street: Street) -> None:
    """Stopped with a question open: asked anew, with the whole minute again, and no help called for the gap."""
    number = await _on_scene(street)
    await street.turn(20 * MINUTES + 5)
    assert len(_asked(street)) == 1
    await restart(street, 10 * MINUTES)
    await street.turn(3)
    assert len(_asked(street)) == 2
    await street.turn(50)
    assert not _asked(street, 1001)
    assert await street.last_number() == number
    street.wang.say(1002, "fine")
    await street.turn(5 * MINUTES)
    assert len(_asked(street)) == 2
