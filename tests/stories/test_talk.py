"""What people say about cases: a question moves nothing, a captain's bare word waits for a tap, radio moves at once."""

import pytest

from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, Street


async def state(street: Street, number: int) -> str:
    """How the case stands."""
    return (await street.case(number)).state


def asked(street: Street, user_id: int, button: str) -> Seen:
    """The newest message with *button* that somebody sees, in the group or in private."""
    seen = [*street.who(user_id).sees(GROUP), *street.private(user_id)]
    return next(m for m in sorted(seen, key=lambda m: -m.at.timestamp()) if button in str(m.buttons))


async def say(street: Street, user_id: int, words: str, *, number: int | None = None) -> None:
    """In the group, in reply to the card of *number* where one is given."""
    reply = street.card(number) if number is not None else None
    street.who(user_id).say(GROUP, words, reply_to=reply)
    await street.turn(2)


@pytest.mark.parametrize("question", ["收到?", "到了？", "支援？", "退单 太远？", "好了没", "here?", "done ❓"])
async def test_a_question_is_answered_and_moves_nothing(street: Street, question: str) -> None:
    """By the team, by a captain; in the group and in private: how the case stands."""
    number = await street.report()
    before = await street.case(number)
    for user_id in (1002, 1001):
        await say(street, user_id, question, number=number)
    street.wang.say(1002, question)
    await street.turn(2)
    after = await street.case(number)
    assert (after.state, after.assignments) == (before.state, before.assignments)
    begin = street.said("asked-teams", number=number, teams="")
    assert len([m for m in street.private(1002) if m.text.startswith(begin.strip())]) >= 1


async def test_a_captains_bare_word_waits_for_one_tap(street: Street) -> None:
    """About another's team; the command still moves at once."""
    number = await street.report()
    await say(street, 1001, "收到", number=number)
    assert await state(street, number) == "dispatched"
    message = asked(street, 1001, street.said("button-radio-yes"))
    assert message.text == street.said("radio-sure", team="一队", move=street.said("move-accept"), number=number)
    await street.press(1001, message, street.said("button-radio-yes"))
    assert await state(street, number) == "accepted"
    street.captain.say(GROUP, f"/arrived {number}")
    await street.turn(2)
    assert await state(street, number) == "on_scene"


@pytest.mark.parametrize("named", ["{number} 收到", "一队收到", "1队：收到", "#{number} accepted"])
async def test_radio_moves_at_once_with_undo_in_one_tap(street: Street, named: str) -> None:
    """A team or a number that is named; the undo brings the case back to where it was."""
    number = await street.report()
    await say(street, 1001, named.format(number=number))
    assert await state(street, number) == "accepted"
    button = street.said("button-take-back")
    await street.press(1001, asked(street, 1001, button), button)
    assert await state(street, number) == "dispatched"


async def test_radio_is_for_captains_and_the_team_itself(street: Street) -> None:
    """Somebody of another team says it: talk; somebody of the team: their own step."""
    number = await street.report()
    await say(street, 1004, f"{number} 收到")
    await say(street, 1004, "一队收到")
    await say(street, 1006, "一队收到")
    assert await state(street, number) == "dispatched"
    await say(street, 1002, f"{number} 收到")
    assert await state(street, number) == "accepted"
    before = len(street.private(1001))
    await say(street, 1001, f"{number} 到了吗")
    assert street.private(1001)[before:][-1].text.startswith(f"#{number} ")
    assert await state(street, number) == "accepted"


async def test_a_question_is_no_reason(street: Street) -> None:
    """The words after a button are its reason; a question is not, and the button goes on waiting."""
    number = await street.report()
    street.captain.press_data(street.card(number), f"incident:1.{number}:cancel")
    await street.turn(2)
    street.captain.say(GROUP, "为什么要取消？")
    await street.turn(2)
    assert await state(street, number) == "dispatched"
    street.captain.say(GROUP, "报重了")
    await street.turn(2)
    assert await state(street, number) == "cancelled"


async def test_a_new_pin_ends_the_question_why(street: Street) -> None:
    """What is said after it is about the new report."""
    first = await street.report()
    street.wang.say(1002, "退单")
    await street.turn(2)
    street.wang.send_location(1002, CENTRE.lat + 0.02, CENTRE.lon)
    await street.turn(2)
    street.wang.say(1002, "有人晕倒在地上")
    await street.turn(3)
    second = await street.last_number()
    assert second == first + 1
    assert (await street.case(second)).item == "injured"
    assert await state(street, first) == "dispatched"


async def test_the_reason_that_was_asked_for_is_no_move(street: Street) -> None:
    """A captain who cancels says why, in words that would move a case elsewhere."""
    number = await street.report()
    street.captain.press_data(street.card(number), f"incident:1.{number}:cancel")
    await street.turn(2)
    street.captain.say(GROUP, "一队已处理")
    await street.turn(2)
    assert await state(street, number) == "cancelled"


@pytest.mark.parametrize("order", ["一队，来帮忙", "一队出发", "一队好"])
async def test_an_order_to_a_team_is_no_report_of_it(street: Street, order: str) -> None:
    """It waits for a tap, as a bare word does."""
    number = await street.report()
    await say(street, 1001, order)
    case = await street.case(number)
    assert (case.state, len([a for a in case.assignments if a.is_open])) == ("dispatched", 1)


async def test_a_tap_is_about_the_team_that_was_meant(street: Street) -> None:
    """Another team has the case since: the old yes moves nothing; nor does an old undo."""
    number = await street.report()
    await say(street, 1001, "到了", number=number)
    yes = street.said("button-radio-yes")
    message = asked(street, 1001, yes)
    street.captain.say(GROUP, f"/assign {number} 二队")
    await street.turn(40)
    await street.press(1001, message, yes)
    assert await state(street, number) == "dispatched"
    await say(street, 1001, "二队收到")
    undo = street.said("button-take-back")
    message = asked(street, 1001, undo)
    await say(street, 1001, "二队到了")
    await street.press(1001, message, undo)
    assert await state(street, number) == "on_scene"


async def test_undo_of_an_arrival_takes_the_accept_that_it_implied(street: Street) -> None:
    """The accept limit runs again."""
    number = await street.report()
    await say(street, 1001, "一队到了")
    undo = street.said("button-take-back")
    await street.press(1001, asked(street, 1001, undo), undo)
    case = await street.case(number)
    assert case.lead is not None
    assert (case.state, case.lead.accepted_at) == ("dispatched", None)


async def test_a_question_beside_grave_words_swallows_nothing(street: Street) -> None:
    """How the case stands is said, and the words make it critical."""
    number = await street.report()
    await say(street, 1006, "有人晕倒了，你们到了没有", number=number)
    assert (await street.case(number)).item == "injured"
