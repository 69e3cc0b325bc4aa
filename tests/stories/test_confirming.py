"""What is not easily taken back is asked about once, tried before it is asked, and done with the rights of the tap."""

import pytest

from bot.cases import show as cases_show
from bot.desk.confirmation import ASK_ONCE
from bot.incidents.table import MOVES
from bot.values import geo
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
    asked = [m for m in street.private(1001) if f":{move}" in str(m.buttons) and "sure:" in str(m.buttons)]
    assert len(asked) == 1
    item = street.house.desk.books.built_in.item("street_stall" if into else "shared_bike_parking")
    told = [f"#{number}", item.named[f"name_{street.language}"], f"#{into}" if into else words.split()[0]]
    told += await _which_ends(street, number, into) if into else []
    told += ["二队" if into else "一队"] if move != "reopen" else []
    assert [one for one in told if one not in asked[0].text] == []
    await street.sure(1001)
    after = await street.case(number)
    assert after.state in ONCE[move][1]
    assert after.version > before.version
    await street.turn(3)
    [again] = [m for m in street.private(1001) if m.id == asked[0].id]
    assert not again.buttons, "the answer stands in the place of the question"
    query = street.captain.press_data(again, str(asked[0].buttons[0][0].data))
    await street.settle()
    assert (await street.captain.answer(query)).text == street.said("stale-button")
    async with street.house.store.look() as tx:
        lines = [row for row in await tx.history.of_case(after.id) if row.record.move == move]
    assert len(lines) == 1
    assert words in (lines[0].text or "") or move in {"merge", "transfer"}


async def _which_ends(street: Street, number: int, into: int) -> list[str]:
    """What the question of a merge says besides: which of the two ends, and how far they are from each other."""
    one, other = (await street.case(number)).point, (await street.case(into)).point
    assert one
    assert other
    ends = f"#{number} ends; " if street.language == "en" else f"#{number} 就此结束，"
    return [ends, street.said("cases-apart", metres=round(geo.metres(one, other)))]


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
    assert set(ASK_ONCE) == {
        "enrolment.dismiss",
        "enrolment.dismiss_officer",
        "enrolment.team_remove",
        "programs.end",
        "places.merge",
        "places.gone",
    }
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


async def test_a_waiver_with_a_reason_asks_which_piece_and_keeps_the_reason(street: Street) -> None:
    """Several are missing: nothing is waived by guess; the tap has the reason that was written."""
    number = await street.report("street_stall")
    street.captain.say(1001, f"/waive {number} 没有灯")
    await street.turn(3)
    assert (await street.case(number)).waived == ()
    asked = street.private(1001)[-1]
    shot = next(
        s for s in street.house.desk.books.built_in.item("street_stall").evidence.photos if s.key == "after_same_angle"
    )
    piece = shot.zh if street.language == "zh" else shot.en
    toast = await street.press(1001, asked, street.said("button-piece", piece=piece))
    case = await street.case(number)
    assert case.waived == ("after_same_angle",)
    async with street.house.store.look() as tx:
        [row] = [row.record for row in await tx.history.of_case(case.id) if row.record.move == "waive"]
    assert row.facts["reason"] == "没有灯"
    assert piece.split("(")[0] in toast


@pytest.mark.parametrize("word", ["紧急", "urgent", "high"])
async def test_a_severity_is_understood_as_it_is_shown(street: Street, word: str) -> None:
    """And without one there is a button for each."""
    number = await street.report()
    street.captain.say(1001, f"/priority {number} {word}")
    await street.turn(3)
    assert (await street.case(number)).severity == "high"
    street.captain.say(1001, f"/priority {number}")
    await street.turn(3)
    await street.press(1001, street.private(1001)[-1], street.said("severity-critical"))
    assert (await street.case(number)).severity == "critical"


async def test_what_is_sent_back_says_why(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the order of the team that does it again, on the card, and in the history."""
    number = await street.report(item="shared_bike_parking")
    street.wang.say(1002, f"/arrived {number}")
    await street.turn(3)
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(3)
    street.captain.say(1001, f"/sendback {number} 没清走")
    await street.turn(5)
    why = street.said("card-sent-back", reason="没清走")
    assert why in street.card(number).text
    assert any(why in m.text for m in street.private(1002))
    street.captain.say(1001, f"/history {number}")
    await street.turn(3)
    assert "没清走" in street.private(1001)[-1].text
    monkeypatch.setattr(cases_show, "LOOKED_AT", 3)
    monkeypatch.setattr(cases_show, "SHOWN", 2)
    async with street.house.store.look() as tx:
        count = await tx.history.count((await street.case(number)).id)
    street.captain.say(1001, f"/history {number}")
    await street.turn(3)
    head, *shown = street.private(1001)[-1].text.splitlines()
    assert (str(count) in head.split(), len(shown)) == (True, 2)  # the newest of a long one, and how many there are


async def test_a_captain_enters_nothing_for_a_team_that_there_is_not(street: Street) -> None:
    """They are told to send one; and that an hour has not come yet."""
    for user_id in (1002, 1004, 1005):
        street.who(user_id).say(user_id, "/off")
    await street.turn(3)
    number = await street.report()
    street.captain.say(1001, f"/arrived {number}")
    await street.turn(3)
    assert street.said("no-team-yet", number=number) in [m.text for m in street.private(1001)]
    street.wang.say(1002, "/duty")
    await street.turn(3)
    street.captain.say(1001, f"/arrived {number} at 14:05")
    await street.turn(3)
    assert street.said("time-not-yet", time="14:05") in [m.text for m in street.private(1001)]
