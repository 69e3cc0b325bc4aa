"""What ``/history`` says: every move of the table with what came with it, and what it was before."""

from collections.abc import Awaitable, Callable

import pytest

from bot.handovers import table as handovers_table
from bot.incidents.table import MOVES
from bot.sos import table as sos_table
from bot.values.geo import Point
from tests.stories.conftest import Street

CAPTAIN, WANG, QIANG, ZHOU, REPORTER = 1001, 1002, 1004, 1005, 1006
FAR = Point(30.3200, 120.2800)

Wanted = dict[str, list[str]]
"""What must stand together in one line, by the name of the move."""


def _piece(street: Street, key: str) -> str:
    shots = street.house.desk.books.built_in.item("street_stall").evidence.photos
    shot = next(one for one in shots if one.key == key)
    return shot.zh if street.language == "zh" else shot.en


async def _changed(street: Street, number: int) -> Wanted:
    """What a captain changes of a case under way."""
    await street.say(CAPTAIN, f"/assign {number} 二队")
    await street.say(CAPTAIN, f"/backup {number} 三队")
    await street.say(CAPTAIN, f"/hold {number} 40m 等拖车")
    await street.say(CAPTAIN, f"/resume {number}")
    await street.say(CAPTAIN, f"/item {number} street_stall")
    await street.say(CAPTAIN, f"/priority {number} high")
    await street.say(CAPTAIN, f"/waive {number} 1 天黑")
    await street.say(CAPTAIN, f"/relocate {number}")
    street.captain.send_location(CAPTAIN, FAR.lat, FAR.lon)
    await street.turn(3)
    await street.say_surely(CAPTAIN, f"/release {number} 换人")
    return {
        "reassign": ["二队", "一队"],
        "backup": ["三队"],
        "hold": [street.said("minutes", value=40), "等拖车"],
        "resume": [street.said("state-dispatched")],
        "recategorise": [street.item("shared_bike_parking"), street.item("street_stall")],
        "prioritise": [street.said("severity-low"), street.said("severity-high")],
        "waive": [_piece(street, "before_wide"), "天黑"],
        "relocate": ["30.32000", "120.28000"],
        "release": ["二队", "换人"],
    }


async def _ended(street: Street, number: int) -> Wanted:
    """What ends a case, and begins it anew."""
    await street.say_surely(CAPTAIN, f"/cancel {number} 看错了")
    await street.say_surely(CAPTAIN, f"/reopen {number} 又来了")
    await street.say_surely(CAPTAIN, f"/transfer {number} 城管 请尽快处理")
    await street.say(CAPTAIN, f"/returned {number} 不归他们")
    await street.say_surely(CAPTAIN, f"/transfer {number} 交警 请处理")
    await street.say(CAPTAIN, f"/answered {number}")
    return {
        "cancel": ["看错了"],
        "reopen": [street.said("state-cancelled"), "又来了"],
        "transfer": ["城管", "请尽快处理"],
        "returned": ["城管", "不归他们"],
        "answered": ["交警"],
    }


async def _done(street: Street, number: int) -> Wanted:
    """The way of a team, to the end."""
    await street.say(WANG, f"/accept {number}")
    await street.say(WANG, f"/arrived {number}")
    await street.say(WANG, f"/done {number} duplicate 同一处")
    await street.say(CAPTAIN, f"/sendback {number} 没有清走")
    for words in (f"/accept {number}", f"/arrived {number}", f"/done {number} duplicate"):
        await street.say(WANG, words)
    await street.say(CAPTAIN, f"/confirm {number}")
    return {
        "dispatch": ["一队"],
        "accept": ["一队"],
        "arrive": ["一队"],
        "resolve": ["一队", street.said("outcome-duplicate"), "同一处"],
        "send_back": ["没有清走", street.said("state-dispatched")],
        "confirm": [street.said("history-confirm")],
    }


async def _not_wanted(street: Street, number: int) -> Wanted:
    """Declined with words of their own, not accepted in time, and a step by radio that was none."""
    await street.say(WANG, f"/decline {number} 车坏了")
    await street.turn(62)
    await street.say(CAPTAIN, f"/assign {number} 三队")
    await street.say(CAPTAIN, "三队收到")
    [told] = [m for m in street.private(CAPTAIN) if street.said("button-take-back") in m.labels]
    await street.press(CAPTAIN, told, street.said("button-take-back"))
    return {"decline": ["一队", "车坏了"], "expire": ["二队"], "undo": [street.said("move-accept")]}


async def _taken(street: Street, number: int) -> Wanted:
    """Found by the reporter's own team, then the same as another case."""
    await street.press(QIANG, street.card(number), street.said("button-take"))
    other = await street.report("street_stall", near=FAR, by=CAPTAIN)
    await street.say_surely(CAPTAIN, f"/merge {number} {other}")
    return {"take": ["二队", "一队"], "merge": [f"#{other}"]}


SCENES: dict[Callable[[Street, int], Awaitable[Wanted]], tuple[int, str]] = {
    _changed: (REPORTER, "reassign backup hold resume recategorise prioritise waive relocate release"),
    _ended: (REPORTER, "cancel reopen transfer returned answered"),
    _done: (REPORTER, "dispatch accept arrive resolve send_back confirm"),
    _not_wanted: (REPORTER, "decline expire undo"),
    _taken: (QIANG, "take merge"),
}
"""Each with the one who reports its case, and the moves that it plays."""


def test_every_move_is_played() -> None:
    """A move that is added to the table is added to a scene, with what its line says."""
    assert {name for _, moves in SCENES.values() for name in moves.split()} == {move.name for move in MOVES}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
async def test_a_line_has_what_came_with_the_move_and_what_it_was(
    street: Street, scene: Callable[[Street, int], Awaitable[Wanted]]
) -> None:
    """Not *change the item*, but which into which; in both languages."""
    by, moves = SCENES[scene]
    number = await street.report(by=by)
    wanted = await scene(street, number)
    assert set(wanted) == set(moves.split())
    await street.say(CAPTAIN, f"/history {number}")
    [head, *lines] = street.private(CAPTAIN)[-1].text.splitlines()
    assert f"#{number}" in head
    missing = {
        move: told for move, told in wanted.items() if not any(all(one in line for one in told) for line in lines)
    }
    assert missing == {}, "\n".join(lines)
    assert not [line for line in lines if "{" in line or "history-" in line]


async def test_a_call_for_help_is_told_with_its_words_and_teams(street: Street) -> None:
    """Who set off, why it was no alarm, what was said."""
    await street.say(WANG, "/sos 有人持刀")
    number = await street.last_number()
    await street.say(WANG, "在五楼")
    await street.say(WANG, "/sos 快来")
    await street.say(QIANG, "收到")
    await street.say(QIANG, "到了")
    await street.say(CAPTAIN, f"/ack {number}")
    await street.say(CAPTAIN, f"/falsealarm {number} 是演习")
    await street.say(CAPTAIN, f"/history {number}")
    lines = street.private(CAPTAIN)[-1].text.splitlines()
    wanted = {"call": "有人持刀", "add": "在五楼", "call_again": "快来", "set_off": "二队", "reach": "二队",
              "acknowledge": "", "false_alarm": "是演习"}  # fmt: skip
    assert {move.name for move in sos_table.MOVES} - {"clear"} <= set(wanted)
    for move, told in wanted.items():
        named = street.said(f"move-{move.replace('_', '-')}")
        assert [line for line in lines if named in line and told in line], (move, lines)


async def test_a_handover_is_told_with_its_notes(street: Street) -> None:
    """What was to be minded stands in its history."""
    await street.say(CAPTAIN, "/shift end 留意东门")
    number = await street.last_number()
    await street.say(CAPTAIN, "/shift withdraw")
    await street.say(CAPTAIN, f"/history {number}")
    lines = street.private(CAPTAIN)[-1].text.splitlines()
    assert {move.name for move in handovers_table.MOVES} == {"take_over", "withdraw"}
    assert [line for line in lines if street.said("move-offer") in line and "留意东门" in line]
    assert [line for line in lines if street.said("move-withdraw") in line]
