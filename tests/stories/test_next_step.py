"""The newest message carries the next step, and pieces are answered by one living list."""

from bot.incidents.reuse import distance
from handlers.drill.people.seen import Seen
from handlers.drill.world import files
from handlers.pictures import likeness
from tests.stories.conftest import GROUP, Street
from tests.stories.test_closing_by_evidence import SHOTS, STALL, acknowledged, name, on_scene


def newest(street: Street, user_id: int = 1002) -> Seen:
    """The last thing that the bot wrote to somebody in words."""
    return [m for m in street.private(user_id) if m.text][-1]


async def press(street: Street, button: str, user_id: int = 1002) -> None:
    """Tap a button of the newest message."""
    await street.press(user_id, newest(street, user_id), street.said(button))
    await street.turn(4)


async def test_from_order_to_done_under_the_newest_message(street: Street) -> None:
    """Accept on the order, arrived on the steps, done on the list that the last photo has made whole."""
    number = await street.report(item=STALL)
    await press(street, "button-accept")
    await press(street, "button-arrive")
    for n in range(3):
        street.wang.send_photo(1002, data=files.draw(n))
        await street.turn(4)
    await press(street, "button-resolve")
    assert (await street.case(number)).state == "resolved"
    assert street.said("button-resolve") not in [label for m in acknowledged(street, number) for label in m.labels]


async def test_who_writes_gets_the_next_step_under_the_answer(street: Street) -> None:
    """``/accept`` and ``/arrived`` are answered below the steps: the answers have the way on too."""
    number = await street.report(item=STALL)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(4)
    assert street.said("button-arrive") in newest(street).labels
    await press(street, "button-arrive")
    assert (await street.case(number)).state == "on_scene"


async def test_a_reminder_carries_the_next_step_with_its_number(street: Street) -> None:
    """Who is reminded to get there need not look for the order."""
    number = await street.report(item=STALL)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(400)
    named = street.said("button-step-of", move=street.said("button-arrive"), number=number)
    assert named in newest(street).labels


async def test_one_list_is_ticked_off_while_it_is_the_newest(street: Street) -> None:
    """The second photo edits it; something of ours below it has it come anew, and the former has no buttons."""
    number = await on_scene(street)
    street.wang.send_photo(1002, data=files.draw(1))
    await street.turn(4)
    [first] = acknowledged(street, number)
    lines = first.text.splitlines()
    assert lines[1] == street.said("pieces-line-there", piece=name(street, STALL, SHOTS[0]), n=1)
    assert lines[2:4] == [street.said("pieces-line-missing", piece=name(street, STALL, key)) for key in SHOTS[1:]]
    street.wang.send_photo(1002, data=files.draw(2))
    await street.turn(4)
    [second] = acknowledged(street, number)
    assert second.id == first.id
    street.wang.say(1002, f"/case {number}")
    await street.turn(4)
    street.wang.send_photo(1002, data=files.draw(3))
    await street.turn(4)
    [third] = acknowledged(street, number)
    assert third.id > first.id
    [former] = [m for m in street.private(1002) if m.id == first.id]
    assert (former.text, former.labels) == (street.said("pieces-former", number=number), [])


async def test_a_piece_has_a_sign_at_once(street: Street) -> None:
    """Before any words: in private, and in the group, where nothing else is said about it."""
    number = await on_scene(street)
    before = len([m for m in street.captain.sees(GROUP) if m.by_bot])
    street.wang.send_photo(1002)
    street.wang.send_photo(GROUP, reply_to=street.card(number))
    await street.settle()
    own = [m for chat in (1002, GROUP) for m in street.wang.sees(chat) if m.sender_id == 1002 and not m.text]
    assert [street.said("reaction-kept") in m.reactions for m in own[-2:]] == [True, True]
    await street.turn(5)
    assert len([m for m in street.captain.sees(GROUP) if m.by_bot]) == before


async def test_the_same_picture_again_says_so_at_once(street: Street) -> None:
    """Another file with the same picture is no after: the list says so under it, and offers no *done*."""
    number = await on_scene(street)
    picture, other = files.draw(5), files.draw(6)
    assert distance(likeness(picture), likeness(other)) > 0
    again = picture + b"\0"
    assert likeness(again) == likeness(picture)
    for data in (picture, other, again):
        street.wang.send_photo(1002, data=data)
        await street.turn(4)
    [told] = acknowledged(street, number)
    assert told.id == newest(street).id
    assert street.said("pieces-line-again", what=street.said("piece-photo"), n=3, of=1) in told.text
    assert street.said("pieces-line-missing", piece=name(street, STALL, SHOTS[2])) in told.text
    assert street.said("button-resolve") not in told.labels
    sent = [m for m in street.wang.sees(1002) if m.sender_id == 1002 and m.reactions]
    signs = [street.said("reaction-kept"), street.said("reaction-kept"), street.said("reaction-again")]
    assert [m.reactions[0] for m in sent] == signs


async def test_who_has_no_private_chat_has_one_silent_list_in_the_group(street: Street) -> None:
    """小李 never opened it: three photos in the group are one message there, and edits of it."""
    number = await on_scene(street)
    for n in range(2):
        street.who(1003).send_photo(GROUP, data=files.draw(n), reply_to=street.card(number))
        await street.turn(5)
    lists = [m for m in street.captain.sees(GROUP) if m.text.startswith(f"📷 #{number}")]
    assert len(lists) == 1
    assert lists[0].silent
    assert street.said("pieces-line-there", piece=name(street, STALL, SHOTS[1]), n=2) in lists[0].text


async def test_the_steps_of_a_case_that_is_over_have_nothing_to_tap(street: Street) -> None:
    """The captain cancels: no *arrived*, no ticks are left to press in vain."""
    number = await street.report(item=STALL)
    await press(street, "button-accept")
    [steps] = [m for m in street.private(1002) if street.said("button-arrive") in m.labels and "📋" in m.text]
    street.captain.say(1001, f"/cancel {number} x")
    await street.turn(3)
    await street.sure(1001)
    await street.turn(4)
    [now] = [m for m in street.private(1002) if m.id == steps.id]
    assert now.labels == [street.said("button-handbook")]


async def test_who_is_sent_to_help_taps_on_my_way_and_there(street: Street) -> None:
    """Under the alarm, and under what the caller says after it; captains who are not sent have their own buttons."""
    street.zhou.say(1005, "/sos")
    await street.turn(3)
    on_my_way, there = street.said("button-set-off"), street.said("button-reach")
    assert {on_my_way, there} <= set(newest(street).labels)
    assert on_my_way not in newest(street, 1001).labels
    street.zhou.say(1005, "五楼")
    await street.turn(3)
    number = await street.last_number()
    await street.press(1002, newest(street), on_my_way)
    await street.turn(3)
    assert street.private(1001, street.said("told-set-off", team="一队", by="老王", number=number))
    street.zhou.say(1005, "六楼")
    await street.turn(3)
    assert [on_my_way in newest(street).labels, there in newest(street).labels] == [False, True]
    await street.press(1002, newest(street), there)
    await street.turn(3)
    assert street.private(1001, street.said("told-reach", team="一队", by="老王", number=number))
    alarm = next(
        m for m in reversed(street.private(1002)) if street.said("button-navigate") in m.labels or "🆘" in m.text
    )
    assert not {on_my_way, there} & set(alarm.labels)


async def test_who_only_reported_is_asked_for_nothing(street: Street) -> None:
    """A photo of the reporter under the card is listed; what is still wanted is the team's."""
    number = await on_scene(street)
    street.reporter.send_photo(GROUP, reply_to=street.card(number))
    await street.turn(4)
    told = street.private(1006)[-1]
    assert told.text.startswith(f"📷 #{number}")
    assert street.said("pieces-line-missing", piece=name(street, STALL, SHOTS[2])) not in told.text
    assert street.said("button-resolve") not in told.labels


async def test_what_a_card_shows_is_tapped_and_understood(street: Street) -> None:
    """``/accept_42`` in private, with the bot's name in the group, and with words behind it."""
    number = await street.report(item=STALL)
    bot = street.world.bot.username
    assert f"/accept_{number}" in street.card(number).text
    street.wang.say(GROUP, f"/accept_{number}@{bot}")
    await street.turn(3)
    assert (await street.case(number)).state == "accepted"
    assert f"/arrived_{number}" in street.card(number).text
    street.wang.say(1002, f"/arrived_{number}")
    await street.turn(3)
    street.wang.say(1002, f"/done_{number} duplicate")
    await street.turn(3)
    case = await street.case(number)
    assert (case.state, case.outcome) == ("resolved", "duplicate")


async def reminded_to_arrive(street: Street) -> tuple[int, Seen]:
    """A case that was accepted, and the message that hurries its team to the spot."""
    number = await street.report(item=STALL)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(400)
    return number, newest(street)


def now(street: Street, message: Seen) -> Seen:
    """The message as it looks now."""
    return next(m for m in street.private(message.chat) if m.id == message.id)


async def test_a_reminder_has_no_step_of_a_case_that_is_over(street: Street) -> None:
    """Arrived and done, and done elsewhere: nothing of what the team was reminded of can be tapped any more."""
    number, reminder = await reminded_to_arrive(street)
    assert reminder.labels
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(5)
    assert (await street.case(number)).state == "resolved"
    assert now(street, reminder).labels == []


async def test_a_reminder_has_the_next_step_while_it_is_the_newest(street: Street) -> None:
    """Arrived, as the reminder asked: under it is *done* now; a later one of the clock takes that over."""
    number, reminder = await reminded_to_arrive(street)
    await street.press(1002, reminder, reminder.labels[0])
    await street.turn(5)
    done = street.said("button-step-of", move=street.said("button-resolve"), number=number)
    assert (await street.case(number)).state == "on_scene"
    assert now(street, reminder).labels == [done]
    await street.turn(400)
    assert newest(street).id > reminder.id
    assert done in newest(street).labels
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(5)
    assert [m.labels for m in street.private(1002) if done in m.labels] == []


async def test_a_reminder_has_no_step_of_a_case_that_was_called_off(street: Street) -> None:
    """The captain calls it off: the reminder of the team that was on its way has nothing to tap."""
    number, reminder = await reminded_to_arrive(street)
    street.captain.say(1001, f"/cancel {number} x")
    await street.turn(3)
    await street.sure(1001)
    await street.turn(5)
    assert (await street.case(number)).state == "cancelled"
    assert now(street, reminder).labels == []


async def test_an_answer_has_no_step_of_a_case_that_is_over(street: Street) -> None:
    """Under what ``/accept`` was answered stood *arrived*, then *done*, then nothing."""
    number = await street.report(item=STALL)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(4)
    accepted = next(m for m in reversed(street.private(1002)) if m.reply_to)
    assert street.said("button-arrive") in accepted.labels
    street.wang.say(1002, f"/arrived {number}")
    await street.turn(4)
    done = street.said("button-step-of", move=street.said("button-resolve"), number=number)
    assert now(street, accepted).labels == [done]
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(5)
    assert (await street.case(number)).state == "resolved"
    assert [m.labels for m in street.private(1002) if street.said("button-resolve") in str(m.labels)] == []
