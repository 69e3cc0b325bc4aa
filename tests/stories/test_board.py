"""The list of open cases: a page at a time in private, pinned in the group; presses that need another press."""

import pytest

from bot.values.geo import Point
from handlers.drill.people.seen import Seen
from tests.faults.after_trouble import restart
from tests.stories.conftest import CENTRE, GROUP, Street


def _pinned(street: Street) -> list[Seen]:
    """The pinned messages of ours, oldest first."""
    pins = street.world.chats[GROUP].pins
    return [m for m in street.captain.sees(GROUP) if m.id in pins]


async def _cases(street: Street, count: int) -> None:
    for n in range(count):
        street.reporter.send_location(GROUP, CENTRE.lat + n * 0.002, CENTRE.lon)
    await street.settle()


async def test_a_captain_pins_the_list_once_and_it_follows_what_happens(street: Street) -> None:
    """One message, edited: the case appears, is overdue on top, goes when it is closed; said again it stays."""
    street.captain.say(GROUP, "/board")
    await street.turn(3)
    [board] = _pinned(street)
    assert street.said("board-pinned-empty", now="§").split("§")[0] in board.text
    number = await street.report(item="street_stall")
    await street.turn(40)
    [board] = _pinned(street)
    assert f"#{number}" in board.text
    assert "一队" in board.text
    await street.turn(1000)
    second = await street.report(near=Point(CENTRE.lat + 0.01, CENTRE.lon))
    await street.turn(40)
    [board] = _pinned(street)
    lines = board.text.splitlines()
    assert "🔴" in lines[1]
    assert f"#{number}" in lines[1]
    assert f"#{second}" in lines[2]
    for n in (number, second):
        street.captain.say(1001, f"/cancel {n} test")
        await street.sure(1001)
    await street.settle()
    await street.turn(40)
    [board] = _pinned(street)
    assert street.said("board-pinned-empty", now="§").split("§")[0] in board.text
    street.captain.say(GROUP, "/board")
    await street.turn(40)
    assert [m.id for m in _pinned(street)] == [board.id]


async def test_it_costs_the_group_two_edits_a_minute_at_most(street: Street) -> None:
    """Twenty reports in a minute: the list is edited every half minute, and shows what is so at that moment."""
    street.captain.say(GROUP, "/board")
    await street.turn(61)
    [board] = _pinned(street)
    since = street.clock.now()
    for n in range(20):
        street.reporter.send_location(GROUP, CENTRE.lat + n * 0.002, CENTRE.lon)
        await street.turn(3)
    edits = [c for c in street.world.calls.of(GROUP, "editMessageText", since) if c.message_id == board.id]
    assert 1 <= len(edits) <= 2
    await street.turn(60)
    [board] = _pinned(street)
    assert board.text.count("#") == 20


async def test_a_list_that_somebody_deleted_is_posted_and_pinned_anew(street: Street) -> None:
    """And a restart posts nothing."""
    street.captain.say(GROUP, "/board")
    await street.turn(40)
    [board] = _pinned(street)
    await restart(street, 5)
    await street.turn(40)
    assert [m.id for m in _pinned(street)] == [board.id]
    message = street.world.find(GROUP, board.id)
    assert message is not None
    street.world.delete(message)
    await street.report()
    await street.turn(60)
    [anew] = _pinned(street)
    assert anew.id != board.id
    assert "#1" in anew.text


async def test_a_member_reads_it_in_private_and_turns_the_pages_in_place(street: Street) -> None:
    """Twenty-three cases are three pages of one message; the group is not bothered."""
    await _cases(street, 23)
    await street.turn(90)
    before = len(street.captain.sees(GROUP))
    street.wang.say(1002, "/board")
    await street.turn(3)
    [page] = [m for m in street.private(1002) if "⟳ 1/3" in str(m.buttons)]
    assert page.text.count("#") == 10
    await street.press(1002, page, street.said("button-list-on", page=2))
    await street.turn(3)
    [page] = [m for m in street.private(1002) if m.id == page.id]
    assert "⟳ 2/3" in str(page.buttons)
    await street.press(1002, page, street.said("button-list-on", page=3))
    await street.turn(3)
    [page] = [m for m in street.private(1002) if m.id == page.id]
    assert page.text.count("#") == 3
    assert len(street.captain.sees(GROUP)) == before


async def test_one_tap_confirms_and_shows_the_next(street: Street) -> None:
    """The message goes through all of them, edited in place; what was confirmed is said under the thumb."""
    for n in range(2):
        await street.report(near=Point(CENTRE.lat + n * 0.01, CENTRE.lon), by=1006)
    await street.turn(3)
    for number, who in ((1, 1002), (2, 1004)):
        street.who(who).say(who, f"/done {number} duplicate")
    await street.turn(700)
    asked = [m for m in street.private(1001) if "confirm_all" in str(m.buttons)][-1]
    await street.press(1001, asked, street.said("button-confirm-all"))
    await street.turn(3)
    [page] = [m for m in street.private(1001) if ":confirm:next" in str(m.buttons)]
    toast = await street.press(1001, page, street.said("button-confirm"))
    await street.turn(3)
    assert {n: (await street.case(n)).state for n in (1, 2)} == {1: "closed", 2: "resolved"}
    assert toast == street.said("done-confirm", number=1)
    [page] = [m for m in street.private(1001) if m.id == page.id]
    assert "#2" in page.text
    before = len(street.private(1001))
    toast = await street.press(1001, page, street.said("button-confirm"))
    await street.turn(3)
    assert {(await street.case(n)).state for n in (1, 2)} == {"closed"}
    [page] = [m for m in street.private(1001) if m.id == page.id]
    assert (page.text, page.labels) == (street.said("nothing-to-confirm"), [])
    assert toast == street.said("done-confirm", number=2)
    assert len(street.private(1001)) == before


async def test_a_list_that_has_become_empty_keeps_no_buttons(street: Street) -> None:
    """Looked at again it says so in its place; under what is no page a press brings no message."""
    number = await street.report()
    street.wang.say(1002, "/board")
    await street.turn(3)
    [page] = [m for m in street.private(1002) if "⟳ 1/1" in str(m.buttons)]
    [asked] = [m for m in street.private(1002) if ":accept" in str(m.buttons)]
    street.captain.say(1001, f"/cancel {number} 误报")
    await street.turn(3)
    await street.sure(1001)
    await street.turn(3)
    before = len(street.private(1002))
    await street.press(1002, page, street.said("button-list-again", page=1, pages=1))
    await street.turn(3)
    [page] = [m for m in street.private(1002) if m.id == page.id]
    assert (page.text, page.labels) == (street.said("board-empty"), [])
    street.wang.press_data(asked, "incident:1.0:confirm_all")
    await street.turn(3)
    assert len(street.private(1002)) == before


@pytest.mark.parametrize("where", ["group", "private"])
async def test_a_press_that_needs_a_reason_offers_them_as_buttons(street: Street, where: str) -> None:
    """Decline, pressed on the order or on the card: the reasons come in private, one tap each, the order stays."""
    number = await street.report()
    await street.turn(3)
    [order] = [m for m in street.private(1002) if ":decline" in str(m.buttons)]
    message = order if where == "private" else street.card(number)
    await street.press(1002, message, street.said("button-decline"))
    await street.turn(3)
    [asked] = [m for m in street.private(1002) if ":decline:too_far" in str(m.buttons)]
    assert asked.id != order.id
    await street.press(1002, asked, street.said("reason-too-far"))
    await street.turn(3)
    assert (await street.case(number)).assignments[0].outcome == "declined"


async def test_a_card_that_somebody_deleted_is_posted_anew(street: Street) -> None:
    """With the next change; until then nothing says that it is gone."""
    number = await street.report()
    await street.turn(5)
    first = street.card(number)
    message = street.world.find(GROUP, first.id)
    assert message is not None
    street.world.delete(message)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(10)
    assert street.card(number).id > first.id


async def test_teams_say_what_they_do_and_how_old_their_place_is(street: Street) -> None:
    """Free ones first; a busy one with its case, the distance from it and today's load; a fix with its age."""
    number = await street.report()
    street.qiang.start_live(GROUP, CENTRE.lat, CENTRE.lon, 3600)
    await street.turn(20)
    street.captain.say(1001, "/teams")
    await street.turn(3)
    [said] = [m for m in street.private(1001) if "三队" in m.text]
    head, *lines = said.text.splitlines()
    assert head == street.said("teams-list", count=3, free=2, busy=1, lines="").strip()
    assert [line.split(" · ")[0] for line in lines] == ["二队", "三队", "一队"]
    assert street.said("position-age", seconds=20) in lines[0]
    assert f"#{number}" in lines[2]
    assert street.said("team-far", metres=111, number=number) in lines[2]
    assert street.said("position-base") in lines[2]
    assert "1" in lines[2].split(" · ")[-1]


async def test_a_captain_is_offered_the_nearest_teams_and_overrides_with_one_more_tap(street: Street) -> None:
    """Distance, state and age on each button; a busy team is asked about once, and the override is on record."""
    first = await street.report()
    second = await street.report(near=Point(CENTRE.lat + 0.02, CENTRE.lon))
    await street.turn(3)
    street.captain.say(1001, f"/assign {second}")
    await street.turn(3)
    [offer] = [m for m in street.private(1001) if f".{second}:assign:1" in str(m.buttons)]
    assert len(offer.buttons) == 3
    [[wang]] = [row for row in offer.buttons if "一队" in row[0].label]
    assert street.said("doubt-busy") in wang.label
    await street.press(1001, offer, wang.label)
    await street.turn(3)
    [sure] = [m for m in street.private(1001) if f".{second}:assign:1!" in str(m.buttons)]
    assert sure.id == offer.id, "in the same message"
    await street.press(1001, sure, street.said("button-sure"))
    await street.turn(3)
    case = await street.case(second)
    assert case.lead is not None
    assert (case.lead.team_id, case.lead.override) == (1, True)
    assert (await street.case(first)).lead is not None
