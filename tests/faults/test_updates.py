"""Updates that cannot be read, come twice, or come in another order: kept, told, and nobody else is held up."""

import asyncio
import itertools
import json
from typing import Any

import pytest

from tests.faults.after_trouble import numbers_of_pins, rows, whole
from tests.stories.conftest import CENTRE, GROUP, OWNER, Street

pytestmark = pytest.mark.parametrize("street", ["zh"], indirect=True)

QIANG = {"id": 1004, "is_bot": False, "first_name": "阿强"}
THERE = {"id": GROUP, "type": "supergroup", "title": "九堡"}

UNREADABLE: dict[str, tuple[str, Any]] = {
    "a number": ("message", 5),
    "no date": ("message", {"message_id": 7, "from": QIANG, "chat": THERE, "text": "收到"}),
    "no chat": ("message", {"message_id": 7, "from": QIANG, "date": 1772409600, "text": "收到"}),
    "a date that is none": ("message", {"message_id": 7, "from": QIANG, "chat": THERE, "date": "soon", "text": "x"}),
    "a press of nobody": ("callback_query", {"id": "1", "chat_instance": "1", "data": "incident:1.1:accept"}),
    "members without a name": ("chat_member", {"chat": THERE, "from": QIANG, "date": 1772409600}),
    "a place without a place": (
        "message",
        {"message_id": 7, "from": QIANG, "chat": THERE, "date": 1772409600, "location": {"latitude": 30.3}},
    ),
    "a person too great for a key": ("message", {"from": {"id": 10**30}, "chat": {"id": 10**40}}),
}


@pytest.mark.parametrize("name", UNREADABLE)
async def test_what_cannot_be_read_is_kept_and_told_and_the_rest_goes_on(street: Street, name: str) -> None:
    """In the middle of others, some of the same person: they are worked off; the owner hears of exactly one."""
    kind, payload = UNREADABLE[name]
    whose = payload if isinstance(payload, dict) else {}
    street.world.updates.allow([*street.world.updates.allowed, "chat_member"])
    first = street.qiang.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    bad = street.world.updates.push(kind, payload)
    after = street.qiang.send_location(GROUP, CENTRE.lat + 0.01, CENTRE.lon)
    other = street.reporter.send_location(GROUP, CENTRE.lat - 0.01, CENTRE.lon)
    await _all_tries(street)
    assert await numbers_of_pins(street) == {m.message_id: 1 for m in (first, after, other)}
    [(number, kept, state)] = await rows(street, "SELECT update_id, payload, state FROM inbox WHERE state != 'done'")
    assert (number, state, json.loads(str(kept))) == (bad, "dead", {"update_id": bad, kind: payload})
    assert len(street.world.updates) == 0
    told = [m.text for m in street.private(OWNER) if m.text.startswith("\u26a0")]
    of = {"who": (await street.member(QIANG["id"])).name} if "from" in whose and whose["from"] == QIANG else {}
    assert told == [street.said("late-dead-of" if of else "late-dead", count=1, minutes=0, **of)]


async def _all_tries(street: Street) -> None:
    """Time passes in which what fails is tried again until it is given up."""
    async with asyncio.timeout(60):
        while not (street.world.updates.drained and street.house.lanes.is_idle):
            await street.clock.turn(0.25)
            await asyncio.sleep(0.01)
    await street.settle()


@pytest.mark.parametrize("text", ["半个\ud83d字符", "\udc00", "零\x00字节", "\ud800\x00", "整个\U0001f6b2字符"])
async def test_a_text_that_no_database_holds_is_taken_all_the_same(street: Street, text: str) -> None:
    """Half a character and a zero byte in a name, a text and a press: all is worked off, none is dead."""
    pin = street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    said = street.reporter.say(GROUP, "x")
    said.body |= {"text": text, "from": said.body["from"] | {"first_name": text, "last_name": text, "username": text}}
    press = street.reporter.press_data(pin, "x")
    street.world.updates.pending[-1]["callback_query"]["data"] = text
    await street.turn(10)
    await whole(street, [pin.message_id])
    assert press
    [(words,)] = await rows(street, "SELECT words FROM incidents")
    assert str(words).encode("utf8").decode("utf8") == words
    assert "\x00" not in str(words)


@pytest.mark.parametrize("number", ["x", None, 1.5, True, 2**70, -1])
async def test_what_has_no_number_holds_up_nobody(street: Street, number: Any) -> None:
    """It can be neither kept nor confirmed by itself: it is logged, and everything around it is taken."""
    pins = [street.reporter.send_location(GROUP, CENTRE.lat + n * 0.01, CENTRE.lon).message_id for n in range(3)]
    spoilt = street.world.updates._waiting[1].update
    street.world.updates._waiting[1].update = spoilt | {"update_id": number}
    await street.settle()
    assert sorted(await numbers_of_pins(street)) == [pins[0], pins[2]]
    street.world.updates.push("message", spoilt["message"])
    await street.turn(5)
    await whole(street, pins)


async def test_an_answer_without_any_update_is_waited_out(street: Street) -> None:
    """No poll after the other at once, nothing stored, and the next answer is read again."""
    await street.settle()
    assert await street.house.intake._keep([5, None, "update", {}, []]) == []  # type: ignore[list-item]
    asked = street.world.calls.polls
    street.world.updates.push("message", {})
    street.world.updates._waiting[-1].update = {"update_id": "x"}
    await asyncio.sleep(0.3)
    assert street.world.calls.polls <= asked + 2
    street.world.updates.drop_all()
    await street.turn(6)
    pin = street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.settle()
    await whole(street, [pin.message_id])


# --- twice, and in another order


async def test_an_update_that_comes_again_changes_nothing(street: Street) -> None:
    """Every update of a whole case, each sent three times: one case, each step once, no second message."""
    number = await street.report(item="street_stall")
    for words in (f"/accept {number}", f"/arrived {number}", f"/done {number} duplicate"):
        street.wang.say(1002, words)
        await street.turn(2)
    street.captain.say(GROUP, f"/confirm {number}")
    await street.turn(60)
    history = await rows(street, "SELECT move, at, by_id FROM history ORDER BY id")
    said = len(street.world.everything())
    sent = [int(str(row[0])) for row in await rows(street, "SELECT update_id FROM inbox ORDER BY id")]
    assert len(sent) >= 6
    for update_id in [*sent, *reversed(sent)]:
        street.world.updates.repeat_update(update_id)
    await street.turn(60)
    assert await rows(street, "SELECT move, at, by_id FROM history ORDER BY id") == history
    assert len(street.world.everything()) == said
    assert [row[0] for row in await rows(street, "SELECT move FROM history")].count("report") == 1


STEPS = ("pin", "talk", "accept", "press", "leave")


@pytest.mark.parametrize("order", list(itertools.permutations(STEPS, 5))[::5], ids="-".join)
async def test_message_press_and_membership_may_swap(street: Street, order: tuple[str, ...]) -> None:
    """They travel in queues of their own: in any order nothing is lost or doubled, and rights are those of the hour.

    老王 accepts, presses *arrived*, reports something by a pin, talks, and leaves the group.
    """
    number = await street.report(item="street_stall")
    [bid] = [m for m in street.private(1002, f"#{number}") if m.buttons and m.location is None]
    queued = street.world.updates._waiting
    acts = {
        "pin": lambda: street.wang.send_location(GROUP, CENTRE.lat + 0.02, CENTRE.lon),
        "talk": lambda: street.wang.say(GROUP, "大家好"),
        "accept": lambda: street.wang.say(1002, f"/accept {number}"),
        "press": lambda: street.wang.press_data(bid, f"incident:1.{number}:arrive"),
        "leave": lambda: street.wang.leave(GROUP),
    }
    came: dict[str, list[dict[str, Any]]] = {}
    for step in STEPS:
        before = len(queued)
        acts[step]()
        came[step] = [{k: v for k, v in one.update.items() if k != "update_id"} for one in list(queued)[before:]]
    bodies = [body for step in order for body in came[step]]
    for one, body in zip(queued, bodies, strict=True):
        one.update = {"update_id": one.update_id} | body
    await street.turn(20)
    assert await rows(street, "SELECT update_id, error FROM inbox WHERE state != 'done'") == []
    assert await street.last_number() == number + (order.index("pin") < order.index("leave"))
    case = await street.case(number)
    assert 1 not in [a.team_id for a in case.assignments if a.is_open and a.role == "lead"] or case.state != "open"
    moves = [str(row[0]) for row in await rows(street, f"SELECT move FROM history WHERE case_id = {case.id}")]
    assert len([m for m in moves if m == "accept"]) <= 1
    assert len([m for m in moves if m == "arrive"]) <= 1
