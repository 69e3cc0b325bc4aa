"""Orders and backup: one living order in each chat, who is sent along, who did not come, and words that people say."""

import pytest

from handlers.drill.people.seen import Seen
from tests.stories.conftest import GROUP, Street

LIMIT_S = 60


def orders(street: Street, user_id: int, number: int) -> list[Seen]:
    """What stands in somebody's private chat of the orders of a case, oldest first."""
    return [m for m in street.private(user_id, f"#{number}") if m.location is None]


def with_moves(messages: list[Seen]) -> list[Seen]:
    """Those with buttons that move something."""
    return [m for m in messages if any(b.data for row in m.buttons for b in row)]


async def say(street: Street, user_id: int, *texts: str) -> Seen:
    """Somebody says something in private; returns the newest message of the bot to them."""
    for text in texts:
        street.who(user_id).say(user_id, text)
        await street.turn(2)
    return street.private(user_id)[-1]


@pytest.mark.parametrize("end", ["accept", "expire", "recall"])
async def test_one_living_order_in_each_chat(street: Street, end: str) -> None:
    """The second call is marked, the first becomes one line; nothing but the newest ever has buttons.

    The place and the reporter's photo, which Telegram did not take with the first, follow a moment later.
    """
    number = await street.report(None)
    street.reporter.send_photo(GROUP, reply_to=street.card(number))
    await street.turn(2)
    street.world.fail_next("sendLocation", 429)
    street.reporter.press_data(street.card(number), f"incident:1.{number}:item:street_stall")
    await street.turn(5)
    [first] = with_moves(orders(street, 1002, number))
    followed = [m for m in street.wang.sees(1002) if m.by_bot and m.id > first.id]
    assert [bool(m.location) for m in followed] == [True, False]
    assert followed[-1].photo
    await street.turn(LIMIT_S / 2)
    [second] = with_moves(orders(street, 1002, number))
    assert second.id != first.id
    assert second.text.startswith(street.said("order-second"))
    assert not second.silent
    assert street.private(1002, street.said("order-former", number=number))
    if end == "accept":
        await say(street, 1002, "收到")
        assert first.id not in [m.id for m in with_moves(orders(street, 1002, number))]
        assert street.said("button-accept") not in {label for m in orders(street, 1002, number) for label in m.labels}
    elif end == "expire":
        await street.turn(LIMIT_S / 2 + 3)
        assert with_moves(orders(street, 1002, number)) == []
    else:
        await say(street, 1001, f"/cancel {number} nothing there")
        await street.sure(1001)
        await street.turn(3)
        assert with_moves(orders(street, 1002, number)) == []


async def test_who_takes_a_declined_case_back_has_a_whole_order_again(street: Street) -> None:
    """The order that was declined says that a newer one has come: it has, without a sound, with the way there."""
    number = await street.report("street_stall")
    await street.turn(3)
    [declined] = with_moves(orders(street, 1002, number))
    for move in ("decline:too_far", "accept"):
        street.wang.press_data(declined, f"incident:1.{number}:{move}")
        await street.turn(3)
    case = await street.case(number)
    assert (case.state, case.lead and case.lead.team_id) == ("accepted", 1)
    [former] = street.private(1002, street.said("order-former", number=number))
    assert former.id == declined.id
    since = [m for m in street.private(1002) if m.id > declined.id]
    [pin] = [m for m in since if m.location][1:]
    order = [m for m in since if m.id < pin.id and not m.location][-1]
    assert (order.silent, f"incident:1.{number}:arrive" in str(order.buttons)) == (True, True)


async def test_the_order_in_the_group_is_kept_up_too(street: Street) -> None:
    """Who has no private chat: the repeat is marked, the former has no buttons, at the end neither has."""
    street.who(1003).say(GROUP, "/duty")
    await street.turn(3)
    number = await street.report("street_stall")
    await street.turn(33)

    def in_group() -> list[Seen]:
        told = [m for m in street.captain.sees(GROUP) if m.by_bot and m.id != street.card(number).id]
        return [m for m in told if f"#{number}" in m.text]

    [living] = with_moves(in_group())
    assert street.said("order-second").strip() in living.text
    assert street.said("order-former", number=number) in [m.text for m in in_group()]
    await say(street, 1002, "收到")
    await street.turn(5)
    assert street.said("button-accept") not in {label for m in in_group() for label in m.labels}
    await say(street, 1001, f"/cancel {number} nothing there")
    await street.sure(1001)
    await street.turn(45)
    assert with_moves(in_group()) == []


async def backed(street: Street) -> int:
    """老王 leads, is on scene and asks for backup."""
    number = await street.report("street_stall")
    told = await say(street, 1002, "收到", "到了", "支援")
    assert told.text == street.said("backup-sent", team="二队", number=number)
    assert [a.team_id for a in (await street.case(number)).support] == [2]
    return number


async def test_backup_that_does_not_answer_is_told_and_passed_over(street: Street) -> None:
    """二队 is silent, 三队 goes; 三队 is silent: lead and captain hear it once; the next case goes to neither."""
    number = await backed(street)
    await street.turn(LIMIT_S + 3)
    assert [a.team_id for a in (await street.case(number)).support] == [3]
    newest = orders(street, 1004, number)
    assert street.said("assignment-expired-support") in newest[-1].text
    assert with_moves(newest) == []
    stands = street.needs()
    assert stands is not None
    head = street.said("matter-head-silent")
    assert "二队" in next(line for line in stands.text.splitlines() if head in line)
    await street.press(1001, stands, street.said("matter-do-hide"))
    await street.turn(LIMIT_S + 5)
    stands = street.needs()
    assert stands is not None
    silent = [line for line in stands.text.splitlines() if head in line]
    assert len(silent) == 1, "all teams that are silent are one line"
    assert "三队" in silent[0]
    assert "二队" not in silent[0], "a captain has seen that"
    assert (await street.case(number)).support == ()
    assert street.said("assignment-expired-alone") in orders(street, 1005, number)[-1].text
    nobody = street.said("backup-unanswered", number=number)
    assert len(street.private(1002, nobody)) == 1
    assert street.said("matter-backup") in street.need(number)
    other = await street.report()
    await street.turn(5)
    assert (await street.case(other)).lead is None, "nobody who did not answer gets the next order at once"
    await say(street, 1004, "在")
    await street.turn(5)
    lead = (await street.case(other)).lead
    assert lead is not None
    assert lead.team_id == 2, "a sign of life"
    await street.turn(200)
    assert len(street.private(1002, nobody)) == 1


async def test_backup_that_declines_with_nobody_left_is_told(street: Street) -> None:
    """The lead does not wait for nobody."""
    street.zhou.say(1005, "/off")
    number = await backed(street)
    await say(street, 1004, f"/decline {number} busy")
    nobody = street.said("backup-unanswered", number=number)
    assert len(street.private(1002, nobody)) == 1
    assert street.said("matter-backup") in street.need(number)


async def test_a_sign_of_life_gives_backup_its_limit_anew(street: Street) -> None:
    """As it does a team that leads."""
    number = await backed(street)
    await street.turn(LIMIT_S - 10)
    street.qiang.say(GROUP, "just a moment")
    await street.turn(30)
    assert [a.team_id for a in (await street.case(number)).support] == [2]
    await street.turn(LIMIT_S)
    assert [a.team_id for a in (await street.case(number)).support] == [3]


@pytest.mark.parametrize("words", ["收到", "到了", "got it, on my way"])
async def test_a_late_accept_takes_the_case_back_or_joins(street: Street, words: str) -> None:
    """By words as by the old button; with nothing to take back it is said so, in words of their own."""
    number = await street.report("street_stall")
    await street.turn(LIMIT_S + 2)
    lead = (await street.case(number)).lead
    assert lead is not None
    assert lead.team_id == 2
    await say(street, 1002, words)
    case = await street.case(number)
    assert case.lead is not None
    assert case.lead.team_id == 1
    assert case.state == ("on_scene" if words == "到了" else "accepted")
    told = await say(street, 1005, words)
    assert told.text == street.said("nothing-with-you")


async def test_a_late_accept_joins_where_another_has_accepted(street: Street) -> None:
    """As support, and both go."""
    number = await street.report("street_stall")
    await street.turn(LIMIT_S + 2)
    await say(street, 1004, "收到")
    told = await say(street, 1002, "收到")
    assert told.text != street.said("private-what")
    case = await street.case(number)
    assert case.lead is not None
    assert (case.lead.team_id, [a.team_id for a in case.support]) == (2, [1])


@pytest.mark.parametrize("words", [("收到，马上到", "已经到了"), ("好的", "到达现场"), ("on my way", "we are here")])
async def test_ordinary_words_of_a_team_are_its_steps(street: Street, words: tuple[str, str]) -> None:
    """And what is not understood is answered by what they have in hand, not by how to report."""
    number = await street.report("street_stall")
    told = await say(street, 1002, "什么情况")
    assert told.text == street.said("order-waits", number=number)
    await say(street, 1002, words[0])
    assert (await street.case(number)).state == "accepted"
    told = await say(street, 1002, "老板不在")
    assert told.text == street.said("case-in-hand", number=number)
    assert (await say(street, 1002, "好的")).text == street.said("case-in-hand", number=number)
    await say(street, 1002, words[1])
    assert (await street.case(number)).state == "on_scene"
    await say(street, 1002, "需要帮忙")
    assert len((await street.case(number)).support) == 1
    told = await say(street, 1002, "处理完毕")
    missing = street.said("evidence-missing", number=number, count=3, outcome="§", lines="")
    assert told.text.startswith(missing.partition("§")[0])


async def test_a_yes_of_somebody_else_is_no_step_of_the_team(street: Street) -> None:
    """A captain who answers a card with 好的 does not accept for the team; 收到 with the number is a radio message."""
    number = await street.report("street_stall")
    for said, state in (("好的", "dispatched"), (f"{number} 收到", "accepted")):
        street.captain.say(GROUP, said, reply_to=street.card(number))
        await street.turn(2)
        assert (await street.case(number)).state == state


@pytest.mark.parametrize(("said", "reason"), [("太远", "too_far"), ("车坏了", "other"), ("busy with a fight", "busy")])
async def test_words_after_the_question_why_are_the_reason(street: Street, said: str, reason: str) -> None:
    """Typed instead of tapped; the captain hears a decline, not silence."""
    number = await street.report("street_stall")
    asked = await say(street, 1002, "退单")
    assert asked.text == street.said("decline-why", number=number)
    await say(street, 1002, said)
    first = (await street.case(number)).assignments[0]
    assert (first.team_id, first.outcome, first.reason) == (1, "declined", reason)


async def test_the_question_why_is_over_when_they_accept_after_all(street: Street) -> None:
    """What they say later is no reason any more."""
    number = await street.report("street_stall")
    await say(street, 1002, "退单", "收到", "太远")
    case = await street.case(number)
    assert (case.state, case.lead is not None and case.lead.team_id) == ("accepted", 1)


async def test_a_break_with_a_case_in_hand_is_asked_about(calm: Street) -> None:
    """The last one available of a team; who watches it is reminded all the same, and no more once back."""
    number = await calm.report("street_stall")
    await say(calm, 1002, "收到", "到了")
    asked = await say(calm, 1002, "/break 60")
    assert asked.text == calm.said("break-but-case", numbers=f"#{number}")
    assert (await calm.member(1002)).is_available(calm.clock.now())
    await calm.press(1002, asked, calm.said("button-break-watch"))
    await calm.turn(2)
    assert calm.private(1002, calm.said("break-watching", minutes=60, numbers=f"#{number}"))
    assert not (await calm.member(1002)).is_available(calm.clock.now())
    await calm.turn(40 * 60)
    assert calm.reminders(1002, "remind-close-70") == 1
    assert calm.reminders(1002, "remind-overdue") >= 1
    await say(calm, 1002, "/back")
    async with calm.house.store.look() as tx:
        assert await tx.kept.beginning("watches:") == {}


@pytest.mark.parametrize("others", ["free", "none"])
@pytest.mark.parametrize("how", ["break", "off"])
async def test_handing_back_says_whether_another_team_goes(street: Street, how: str, others: str) -> None:
    """On a break as at the end of duty."""
    number = await street.report("street_stall")
    await say(street, 1002, "收到")
    if others == "none":
        await say(street, 1004, "/off")
        await say(street, 1005, "/off")
    asked = await say(street, 1002, f"/{how}")
    button = street.said("button-break-give" if how == "break" else "button-off-anyway")
    toast = await street.press(1002, asked, button)
    await street.turn(3)
    key = "given-sent" if others == "free" else "given-waits"
    assert street.said(key, sent=f"#{number}", waits=f"#{number}") in toast
    lead = (await street.case(number)).lead
    assert (lead.team_id if lead else None) == (2 if others == "free" else None)
    assert (await street.member(1002)).is_available(street.clock.now()) is False


async def test_a_break_is_not_asked_about_while_another_of_the_team_is_there(street: Street) -> None:
    """Or where there is nothing in hand."""
    street.who(1003).say(GROUP, "/duty")
    await street.report("street_stall")
    await say(street, 1002, "收到")
    assert (await say(street, 1002, "/break")).text == street.said("break-started", minutes=15)
    assert (await say(street, 1004, "/break")).text == street.said("break-started", minutes=15)
