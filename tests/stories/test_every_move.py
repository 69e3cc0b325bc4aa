"""Every row of the incident's life, as people make it: buttons, commands, plain words, on behalf of a team."""

from zoneinfo import ZoneInfo

import pytest

from bot.evidence.pieces import EVIDENCE
from bot.values.geo import Point
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, Street

FAR = Point(30.3200, 120.2800)


async def _say(street: Street, user_id: int, text: str, reply_to: object = None, chat: int | None = None) -> None:
    street.who(user_id).say(chat or user_id, text, reply_to=reply_to)  # type: ignore[arg-type]
    await street.turn(3)


async def _state(street: Street, number: int) -> str:
    return (await street.case(number)).state


async def _teams(street: Street, number: int) -> list[tuple[int, str | None]]:
    return [(a.team_id, a.outcome) for a in (await street.case(number)).assignments]


async def _resolved(street: Street, item: str = "street_stall") -> int:
    number = await street.report(item=item)
    for words in (f"/accept {number}", f"/arrived {number}", f"/done {number} duplicate"):
        await _say(street, 1002, words)
    assert await _state(street, number) == "resolved"
    return number


async def test_take_in_one_tap(street: Street) -> None:
    """我们处理: the reporter's own team leads and is on scene, without order; the team that was sent is recalled."""
    number = await street.report(by=1004)
    assert await _teams(street, number) == [(1, None)]
    await street.press(1004, street.card(number), street.said("button-take"))
    case = await street.case(number)
    assert (case.state, case.self_found) == ("on_scene", True)
    assert await _teams(street, number) == [(1, "recalled"), (2, None)]
    await street.turn(5)
    assert street.private(1002, street.said("former-hears-take", case="", lead="二队"))


@pytest.mark.parametrize("words", ["收到", "ok"])
async def test_plain_words_in_private_and_in_reply_to_the_card(street: Street, words: str) -> None:
    """Accept by a word; 到了 in reply to the card; 好了 without photos says what is missing."""
    number = await street.report()
    await _say(street, 1002, words)
    assert await _state(street, number) == "accepted"
    await _say(street, 1002, "到了", reply_to=street.card(number), chat=GROUP)
    assert await _state(street, number) == "on_scene"
    await _say(street, 1002, "好了")
    begin = street.said("evidence-missing", number=number, count=3, outcome=street.said("outcome-fixed"), lines="")
    assert street.private(1002, begin.strip())
    assert await _state(street, number) == "on_scene"


@pytest.mark.parametrize("reason", ["busy", "too_far", "unsafe", "not_ours", "equipment", "other"])
async def test_decline_with_each_reason_sends_the_next(street: Street, reason: str) -> None:
    """Two taps; the captain hears it, the next nearest is sent."""
    number = await street.report()
    order = street.private(1002, f"#{number}")[0]
    street.wang.press_data(order, f"incident:1.{number}:decline:{reason}")
    await street.turn(4)
    assert (await _teams(street, number))[:2] == [(1, "declined"), (2, None)]
    word = street.said(f"reason-{reason.replace('_', '-')}")
    assert street.private(1001, word)


@pytest.mark.parametrize("written", ["{}号 ", "#{} ", "＃{} ", "{}号\u3000", "#{}号\n", "wide"])
async def test_the_number_of_a_case_is_understood_as_people_write_it(street: Street, written: str) -> None:
    """With the sign in front or 号 behind, in any width, whatever gap comes after it."""
    number = await street.report()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)) + " "
    said = wide if written == "wide" else written.format(number)
    await _say(street, 1002, f"/accept {said}")
    assert await _state(street, number) == "accepted"
    await _say(street, 1001, f"/assign {said}二队")
    assert (await _teams(street, number))[-1] == (2, None)


async def test_a_number_in_front_of_words_stays_what_was_said(street: Street) -> None:
    """A call for help and a notice to all begin as they were written."""
    await _say(street, 1001, "/all 3号 门口集合")
    assert "3号 门口集合" in street.private(1002)[-1].text
    await _say(street, 1002, "/sos 3号 楼下有人打架")
    assert "3号 楼下有人打架" in street.card(await street.last_number()).text


async def test_a_captain_reassigns_and_confirms_a_doubt_once(street: Street) -> None:
    """A busy team only after one tap, recorded as an override; the former team is told."""
    first = await street.report()
    second = await street.report(item="street_stall", near=FAR, by=1001)
    await _say(street, 1001, f"/assign {first} 二队")
    assert await _teams(street, first) == [(1, None)]
    sure = [m for m in street.private(1001) if "!" in str(m.buttons)][-1]
    await street.press(1001, sure, street.said("button-sure"))
    case = await street.case(first)
    assert [(a.team_id, a.outcome, a.override) for a in case.assignments] == [(1, "released", False), (2, None, True)]
    assert second


async def test_a_late_accept_takes_the_case_back_or_joins(street: Street) -> None:
    """Not accepted by the new team: it comes back. Accepted: the late one joins as support."""
    number = await street.report()
    await street.turn(62)
    await _say(street, 1002, f"/accept {number}")
    case = await street.case(number)
    assert (case.state, case.lead.team_id if case.lead else 0) == ("accepted", 1)
    other = await street.report(item="street_stall", near=FAR, by=1001)
    await street.turn(62)
    await _say(street, 1005, f"/accept {other}")
    await _say(street, 1004, f"/accept {other}")
    case = await street.case(other)
    assert case.lead is not None
    assert [a.team_id for a in case.support] == ([2] if case.lead.team_id != 2 else [])


async def test_arriving_from_far_wants_a_reason(street: Street) -> None:
    """A fresh position over 200 m away: one tap of reason."""
    street.wang.start_live(1002, 30.3200, 120.2741, 3600, 10)
    await street.turn(3)
    number = await street.report()
    await _say(street, 1002, f"/accept {number}")
    await _say(street, 1002, f"/arrived {number}")
    assert await _state(street, number) == "accepted"
    asked = [m for m in street.private(1002) if ":arrive:" in str(m.buttons)][-1]
    await street.press(1002, asked, street.said("button-far-gps"))
    assert await _state(street, number) == "on_scene"


async def test_confirm_by_reporter_or_captain_never_by_a_handler(street: Street) -> None:
    """老王 handled it: refused, in one sentence."""
    number = await _resolved(street)
    await _say(street, 1002, f"/confirm {number}")
    assert await _state(street, number) == "resolved"
    await _say(street, 1001, "/confirm")
    asked = [m for m in street.private(1001) if ":confirm" in str(m.buttons)][-1]
    await street.press(1001, asked, street.said("button-confirm"))
    assert await _state(street, number) == "closed"


async def test_send_back_to_the_same_team_and_the_clock_runs_on(street: Street) -> None:
    """With a reason; a fresh accept limit."""
    number = await _resolved(street)
    await _say(street, 1006, f"/sendback {number}")
    assert await _state(street, number) == "resolved"
    await _say(street, 1006, f"/sendback {number} 没有清走")
    case = await street.case(number)
    assert (case.state, case.lead.team_id if case.lead else 0, case.resolved_at) == ("dispatched", 1, None)


async def test_hold_free_and_resume(street: Street) -> None:
    """The team is free; afterwards the case is open and somebody is sent."""
    number = await street.report()
    await _say(street, 1002, f"/accept {number}")
    await _say(street, 1001, f"/hold {number} 40m 等拖车 free")
    case = await street.case(number)
    assert (case.state, case.lead) == ("held", None)
    await _say(street, 1001, f"/resume {number}")
    assert await _state(street, number) == "dispatched"


async def test_the_lead_asks_the_captain_to_hold(street: Street) -> None:
    """One tap by the captain."""
    number = await street.report()
    await _say(street, 1002, f"/accept {number}")
    await _say(street, 1002, f"/hold {number} 20m 等钥匙")
    asked = [m for m in street.private(1001) if ":hold:" in str(m.buttons)][-1]
    await street.press(1001, asked, street.said("button-hold"))
    assert await _state(street, number) == "held"
    assert "等钥匙" in street.card(number).text


def _standing_order(street: Street, number: int) -> Seen:
    """The order to 老王 as it stands: the first message about the case in his private chat."""
    return street.private(1002, f"#{number}")[0]


async def test_an_order_on_hold_says_until_when_and_why_and_can_be_resumed(street: Street) -> None:
    """The team sees it in its order, and asks the captain to go on; then the order is as before."""
    number = await street.report()
    await _say(street, 1002, f"/accept {number}")
    await _say(street, 1002, f"/arrived {number}")
    await _say(street, 1001, f"/hold {number} 40m 等拖车")
    held_until = (await street.case(number)).hold_until
    assert held_until is not None
    until = held_until.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%H:%M")
    why = street.said("because", reason="等拖车")
    for text in (_standing_order(street, number).text, street.card(number).text):
        assert "等拖车" in text
        assert until in text
    order = _standing_order(street, number)
    assert street.said("order-held", role="", until=until, why=why) in order.text
    on_scene = street.said("order-on-scene", since="\0", role="", due="\0").split("\0")[1]
    assert on_scene not in order.text
    assert order.labels == [street.said("button-resume")]
    assert f"/resume_{number}" in order.text
    assert await street.press(1002, order, street.said("button-resume")) == street.said(
        "asked-the-captain", number=number
    )
    assert await _state(street, number) == "held"
    await street.turn(3)
    asked = [m for m in street.private(1001) if ":resume" in str(m.buttons)][-1]
    assert street.said("matter-resume") in street.need(number)
    await street.press(1001, asked, street.said("matter-do-resume"))
    await street.turn(3)
    assert await _state(street, number) == "on_scene"
    order = _standing_order(street, number)
    assert "等拖车" not in order.text
    assert on_scene in order.text
    assert street.said("button-resolve") in order.labels
    assert street.said("button-resume") not in order.labels


def _order_in_group(street: Street, number: int) -> Seen:
    """The order that mentions 小李, who has no private chat."""
    seen = [m for m in street.captain.sees(GROUP) if m.by_bot and "小李" in m.text and f"#{number}" in m.text]
    return next(m for m in seen if m.buttons)


async def test_nobody_is_asked_to_hold_what_is_on_hold(street: Street) -> None:
    """The lead hears how it stands; the captain gets no button that can do nothing."""
    number = await street.report()
    await _say(street, 1002, f"/accept {number}")
    await _say(street, 1001, f"/hold {number} 40m 等拖车")
    before = len(street.private(1001))
    await _say(street, 1002, f"/hold {number} 20m 再等等")
    assert len(street.private(1001)) == before
    assert street.said("state-held") in street.private(1002)[-1].text


async def test_who_has_no_private_chat_reads_of_the_hold_in_the_group(street: Street) -> None:
    """The order there says it, with the button, and says the order again when it goes on."""
    street.who(1003).say(GROUP, "/duty")
    await street.turn(3)
    number = await street.report()
    await street.turn(3)
    await _say(street, 1001, f"/hold {number} 40m 等拖车")
    await street.turn(10)
    posted = _order_in_group(street, number)
    assert "等拖车" in posted.text
    assert street.said("button-resume") in posted.labels
    assert street.said("button-accept") not in posted.labels
    await _say(street, 1001, f"/resume {number}")
    await street.turn(10)
    posted = _order_in_group(street, number)
    assert "等拖车" not in posted.text
    assert street.said("button-accept") in posted.labels


async def test_backup_comes_goes_and_moves_by_itself(street: Street) -> None:
    """The next nearest is sent along; only the lead's steps move the case."""
    number = await street.report()
    await _say(street, 1002, f"/accept {number}")
    await _say(street, 1002, "支援")
    case = await street.case(number)
    assert [a.team_id for a in case.support] == [2]
    for words in (f"/accept {number}", f"/arrived {number}"):
        await _say(street, 1004, words)
    case = await street.case(number)
    assert (case.state, case.support[0].stage) == ("accepted", 2)
    await _say(street, 1004, f"/done {number}")
    assert (await _teams(street, number))[1] == (2, "done")


@pytest.mark.parametrize("command", ["relocate", "place"])
async def test_place_item_priority_and_waive(street: Street, command: str) -> None:
    """A new place by location, by either name; another item, a severity, a photo waived with a reason."""
    number = await street.report()
    await _say(street, 1001, f"/{command} {number}")
    street.captain.send_location(1001, FAR.lat, FAR.lon)
    await street.turn(3)
    assert (await street.case(number)).point == FAR
    await _say(street, 1001, f"/item {number} street_stall")
    await _say(street, 1001, f"/priority {number} high")
    await _say(street, 1001, f"/waive {number} 2 天黑")
    case = await street.case(number)
    assert (case.item, case.severity, case.waived) == ("street_stall", "high", ("before_wide", "before_close"))


async def test_release_cancel_reopen(street: Street) -> None:
    """Released: sent anew. Cancelled by the reporter: the team on the way is told. Reopened by a captain."""
    number = await street.report()
    await _say(street, 1001, f"/release {number} 换人")
    await street.sure(1001)
    assert (await _teams(street, number))[0] == (1, "released")
    await _say(street, 1006, f"/cancel {number} 看错了")
    await street.sure(1006)
    assert await _state(street, number) == "cancelled"
    await _say(street, 1002, f"/reopen {number} 又来了")
    assert await _state(street, number) == "cancelled"
    await _say(street, 1001, f"/reopen {number} 又来了")
    await street.sure(1001)
    assert await _state(street, number) == "dispatched"


async def test_merge_takes_evidence_and_reporter_along(street: Street) -> None:
    """Into the earlier one."""
    first = await street.report()
    second = await street.report(item="street_stall", near=Point(30.3150, 120.2760), by=1001)
    street.captain.send_photo(GROUP)
    await street.turn(3)
    await _say(street, 1001, f"/merge {second} {first}")
    await street.sure(1001)
    assert await _state(street, second) == "merged"
    async with street.house.store.look() as tx:
        pieces = await tx[EVIDENCE].of_case((await street.case(first)).id)
    assert any(p.kind == "photo" for p in pieces)


async def _dates_told(street: Street) -> int:
    async with street.house.store.look() as tx:
        return len(await tx.kept.beginning("department-due:1:"))


async def test_transfer_answered_and_returned(street: Street) -> None:
    """Reminded at its due date; returned opens it again, answered closes it."""
    number = await street.report()
    await _say(street, 1001, f"/transfer {number} 城管 请处理")
    await street.sure(1001)
    assert await _state(street, number) == "transferred"
    asked = len(street.private(1001, "城管"))
    await street.jump(3 * 86400 - 60)
    assert len(street.private(1001, "城管")) == asked
    await street.turn(60)
    assert len(street.private(1001, "城管")) > asked
    assert await _dates_told(street) == 1
    await _say(street, 1001, f"/returned {number} 不归他们")
    assert await _state(street, number) in {"open", "dispatched"}
    assert await _dates_told(street) == 0, "looked at with every move of the district, so nothing of it may stay"
    await _say(street, 1001, f"/transfer {number} 交警")
    await street.sure(1001)
    await _say(street, 1001, f"/answered {number}")
    assert await _state(street, number) == "closed"


async def test_radio_and_late_entries(street: Street) -> None:
    """A captain makes the team's moves, with the time they happened; both times are kept."""
    number = await street.report()
    await street.turn(30)
    await _say(street, 1001, f"/accept {number} at 08:00")
    await street.turn(20)
    await _say(street, 1001, f"/arrived {number}")
    assert await _state(street, number) == "on_scene"
    await _say(street, 1001, f"/history {number}")
    assert street.private(1001, street.said("move-arrive"))
    await _say(street, 1001, f"/done {number} duplicate at 07:00")
    assert street.private(1001, "07:00")
    assert await _state(street, number) == "on_scene"


async def test_what_is_not_possible_is_one_sentence_and_nothing_else(street: Street) -> None:
    """An unknown number, a move that is not possible now, an old button, no number at all."""
    number = await street.report()
    await _say(street, 1001, "/case 99")
    assert street.private(1001, street.said("no-such-case", number=99))
    await _say(street, 1001, f"/confirm {number}")
    state, move = street.said("state-dispatched"), street.said("move-confirm")
    assert street.private(1001, street.said("not-now", number=number, state_word=state, move_word=move))
    order = street.private(1002, f"#{number}")[0]
    await _say(street, 1001, f"/cancel {number} 误报")
    await street.sure(1001)
    query = street.wang.press_data(order, f"incident:1.{number}:accept")
    await street.settle()
    assert (await street.wang.answer(query)).text
    assert await _state(street, number) == "cancelled"
    await _say(street, 1006, "/accept")
    assert street.private(1006, street.said("which-case-none", command="accept"))


async def test_case_and_history_show_everything(street: Street) -> None:
    """For whoever belongs here."""
    number = await _resolved(street)
    for words in (f"/case {number}", f"/history {number}", "/board", "/teams"):
        await _say(street, 1001, words)
    text = "\n".join(m.text for m in street.private(1001))
    assert street.said("move-resolve") in text
    assert street.said("outcome-duplicate") in text or street.said("part-done") in text
    assert CENTRE


async def test_a_captain_names_the_team_that_is_sent_along(street: Street) -> None:
    """Not the nearest; words that name no team are only words."""
    number = await street.report()
    await _say(street, 1001, f"/backup {number} 三队")
    assert await _teams(street, number) == [(1, None), (3, None)]
    await _say(street, 1001, f"/backup {number} 快点")
    assert await _teams(street, number) == [(1, None), (3, None), (2, None)]
