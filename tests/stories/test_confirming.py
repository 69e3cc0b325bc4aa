"""What is not easily taken back is asked about once, tried before it is asked, and done with the rights of the tap."""

import pytest

from bot.confirming import ASK_ONCE
from bot.incidents import MOVES
from tests.stories.conftest import GROUP, Street

ONCE = {
    "release": ("/release {n} 换人", {"dispatched", "open"}),
    "cancel": ("/cancel {n} 看错了", {"cancelled"}),
    "transfer": ("/transfer {n} 城管 请处理", {"transferred"}),
    "reopen": ("/reopen {n} 又来了", {"dispatched"}),
    "merge": ("/merge {n} {into}", {"merged"}),
}


def test_every_move_that_asks_once_is_tried_here() -> None:
    """A row that is added to the table is added here too."""
    assert {move.name for move in MOVES if move.asks_once} == set(ONCE)


@pytest.mark.parametrize("move", ONCE)
async def test_nothing_happens_before_the_tap_and_all_of_it_after(street: Street, move: str) -> None:
    """The reason stays with the question; the same tap again does nothing."""
    into = await street.report(by=1005) if move == "merge" else 0
    number = await street.report("street_stall" if into else "shared_bike_parking")
    if move == "reopen":
        street.captain.say(GROUP, f"/cancel {number} 误报")
        await street.sure(1001)
    before = await street.case(number)
    street.captain.say(GROUP, ONCE[move][0].format(n=number, into=into))
    await street.turn(2)
    assert (await street.case(number)).version == before.version
    words = ONCE[move][0].format(n=number, into=into).split(maxsplit=2)[2]
    named = street.said(f"move-{move}")
    asked = street.private(1001, street.said("sure-move", number=number, move_word=named, words=words))
    assert len(asked) == 1
    await street.sure(1001)
    after = await street.case(number)
    assert after.state in ONCE[move][1]
    assert after.version > before.version
    assert await street.press(1001, asked[0], street.said("button-sure")) == street.said("stale-button")
    async with street.house.store.look() as tx:
        lines = [row for row in await tx.history.of_case(after.id) if row.record.move == move]
    assert len(lines) == 1
    assert words in (lines[0].text or "") or move in {"merge", "transfer"}


async def test_only_who_was_asked_may_say_yes(street: Street) -> None:
    """Another captain's tap does nothing, nor does one an hour later, nor one after the role is gone."""
    number = await street.report()
    street.captain.say(GROUP, f"/cancel {number} 误报")
    await street.turn(2)
    [asked] = [m for m in street.private(1001) if "sure:" in str(m.buttons)]
    for user_id in (1002, 1006):
        query = street.who(user_id).press_data(street.card(number), f"sure:1.{number}:cancel")
        await street.settle()
        assert (await street.who(user_id).answer(query)).text == street.said("stale-button")
    await street.turn(3700)
    assert await street.press(1001, asked, street.said("button-sure")) == street.said("stale-button")
    assert (await street.case(number)).state != "cancelled"


async def test_what_cannot_be_is_not_asked_about(street: Street) -> None:
    """No reason, no right, no such case: one sentence, no question."""
    number = await street.report()
    street.captain.say(GROUP, f"/cancel {number}")
    street.wang.say(1002, f"/merge {number} 99")
    street.captain.say(GROUP, "/cancel 99 nothing")
    street.captain.say(GROUP, f"/merge {number} {number}")
    await street.turn(3)
    for user_id in (1001, 1002):
        assert not [m for m in street.private(user_id) if "sure:" in str(m.buttons)]
    assert (await street.case(number)).state == "dispatched"


async def test_two_questions_stand_side_by_side(street: Street) -> None:
    """Each has its own button; the older one is not forgotten for the newer."""
    first = await street.report()
    second = await street.report("street_stall", by=1005)
    for number in (first, second):
        street.captain.say(GROUP, f"/cancel {number} 误报")
    await street.turn(3)
    asked = [m for m in street.private(1001) if "sure:" in str(m.buttons)]
    assert len(asked) == 2
    for one in asked:
        await street.press(1001, one, street.said("button-sure"))
    assert {(await street.case(n)).state for n in (first, second)} == {"cancelled"}


async def test_a_person_is_taken_out_of_a_team_after_a_tap(street: Street) -> None:
    """As with /dismiss."""
    assert set(ASK_ONCE) == {"enrolment.dismiss", "enrolment.team_remove"}
    street.captain.say(GROUP, "/team remove", reply_to=street.wang.say(GROUP, "老王在"))
    await street.turn(2)
    async with street.house.store.look() as tx:
        assert (member := await tx.people.member(1, 1002)) is not None
        assert member.team_id == 1
    assert street.private(1001, street.said("sure-team-remove", name="老王"))
    await street.sure(1001)
    async with street.house.store.look() as tx:
        assert (member := await tx.people.member(1, 1002)) is not None
        assert member.team_id is None
