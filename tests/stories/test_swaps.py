"""Swaps: one offers a shift, the other agrees, a captain confirms; until then it stays where it was."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.duty import planned
from bot.duty.plan import ROSTERS
from bot.register.people import RoleHeld, RoleName
from handlers.drill.people.seen import Seen
from tests.stories.conftest import DISTRICT, GROUP, START, Street, a_street

PLAN = """
roster:
  - {who: 钱队, role: captain, days: daily, from: "08:00", to: "18:00"}
  - {who: 老王, days: daily, from: "20:00", to: "08:00"}
  - {who: 阿强, days: daily, from: "20:00", to: "06:00"}
  - {who: 小周, days: [2026-03-04], from: "12:00", to: "16:00"}
  - {who: 小周, days: [2026-03-04], from: "18:00", to: "20:00"}
"""


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street with a roster."""
    async with a_street(tmp_path, request.param, DISTRICT + PLAN) as made:
        yield made


async def at_night(street: Street) -> list[int]:
    """Who is planned for the night of 2 March."""
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        found = await planned.shifts(tx, district, [START.date()])
    return [s.user_id for s in found if s.begins_at.hour == 12]


async def state(street: Street, swap_id: int) -> str:
    """The stored state."""
    async with street.house.store.look() as tx:
        found = await tx[ROSTERS].swap(swap_id)
    assert found is not None
    return str(found.state)


def newest(street: Street, user_id: int, data: str) -> Seen:
    """The newest private message with a button of that data."""
    return [m for m in street.private(user_id) if any(b.data == data for row in m.buttons for b in row)][-1]


async def test_by_buttons_from_the_roster_to_the_captain(street: Street) -> None:
    """老王 offers tonight to 小周, who agrees; 钱队 confirms; only then it is 小周's, with the reminder."""
    street.wang.say(1002, "/roster")
    await street.turn(3)
    [shown] = street.private(1002, "20:00–08:00")
    minute = int(START.timestamp()) // 60 + 12 * 60
    await street.press(1002, shown, f"swap:1.{minute}:ask")
    await street.turn(3)
    choice = newest(street, 1002, f"swap:1.{minute}:to:1005")
    names = [b.label for row in choice.buttons for b in row]
    assert names[0] == "小李"
    assert {"阿强", "老王", "观察员"}.isdisjoint(names)
    toast = await street.press(1002, choice, f"swap:1.{minute}:to:1005")
    assert "小周" in toast
    await street.turn(3)
    await street.press(1005, newest(street, 1005, "swap:1.1:yes"), "swap:1.1:yes")
    assert await at_night(street) == [1004, 1002]
    await street.turn(3)
    await street.press(1001, newest(street, 1001, "swap:1.1:yes"), "swap:1.1:yes")
    await street.turn(3)
    assert await at_night(street) == [1004, 1005]
    outcome = street.said("swap-confirmed")
    assert street.private(1002, outcome)
    assert street.private(1005, outcome)
    for user_id in (1002, 1005):
        street.who(user_id).say(user_id, "/off")
    await street.clock.turn(11.4 * 3600)
    await street.settle()
    await street.turn(600)
    soon = street.said("shift-soon", weekday={"word": "weekday-mon"}, begin="20:00", end="08:00")
    assert (len(street.private(1002, soon)), len(street.private(1005, soon))) == (0, 1)


async def test_by_commands(street: Street) -> None:
    """In reply, by name with the hour where there are two; yes and no by number."""
    hello = street.reporter.say(GROUP, "hello")
    street.qiang.say(GROUP, "/roster swap 03-02", reply_to=hello)
    street.zhou.say(1005, "/roster swap 2026-03-04 阿强")
    await street.turn(5)
    assert street.private(1005, street.said("swap-which-shift"))
    street.zhou.say(1005, "/roster swap 2026-03-04 18:00 1006")
    await street.turn(5)
    street.reporter.say(1006, "/roster yes 1")
    street.reporter.say(1006, "/roster no 2")
    await street.turn(8)
    assert (await state(street, 1), await state(street, 2)) == ("agreed", "declined")
    assert street.private(1005, street.said("swap-declined"))
    street.captain.say(1001, "/roster no 1")
    await street.turn(5)
    assert await state(street, 1) == "refused"
    assert await at_night(street) == [1004, 1002]
    assert street.private(1004, street.said("swap-refused"))


@pytest.mark.parametrize(
    ("by", "words", "key"),
    [
        (1002, "swap 03-02 阿强", "swap-planned-then"),
        (1002, "swap 03-02 老王", "swap-not-them"),
        (1002, "swap 03-02 观察员", "swap-not-them"),
        (1002, "swap 03-02 nobody", "swap-nobody-of-name"),
        (1002, "swap someday 小周", "swap-how"),
        (1006, "swap 03-02 小周", "swap-no-shift"),
        (1001, "swap 03-02 小周", "swap-too-late"),
        (1001, "swap 03-03 小周", "swap-not-them"),
        (1002, "yes 9", "no-such-swap"),
        (1002, "yes nine", "swap-how"),
    ],
)
async def test_what_cannot_be_swapped_is_said_in_one_sentence(street: Street, by: int, words: str, key: str) -> None:
    """And nothing is stored."""
    street.who(by).say(by, f"/roster {words}")
    await street.turn(3)
    said = street.private(by)[-1].text
    async with street.house.store.look() as tx:
        swaps = await tx[ROSTERS].swaps(1, START)
    assert swaps == []
    facts: dict[str, dict[str, object]] = {"swap-planned-then": {"name": "阿强"}, "no-such-swap": {"id": 9}}
    facts["swap-nobody-of-name"] = {"name": "nobody"}
    assert said == street.said(key, **facts.get(key, {}))


async def test_nobody_else_answers_and_nothing_is_answered_twice(street: Street) -> None:
    """Not the one who offered, not a third, not the captain before the other agrees; once decided it stays so."""
    street.wang.say(1002, "/roster swap 03-02 小周")
    await street.turn(3)
    asked = newest(street, 1005, "swap:1.1:yes")
    for user_id in (1001, 1002, 1006, 1007, 9999):
        street.who(user_id).say(GROUP, "/roster yes 1")
    street.zhou.press_data(asked, "swap:1.1:withdraw")
    await street.turn(8)
    assert await state(street, 1) == "offered"
    street.wang.say(1002, "/roster swap 03-02 路人甲")
    street.wang.say(1002, "/roster withdraw 1")
    await street.turn(6)
    assert street.private(1002, street.said("swap-open", id=1))
    assert await state(street, 1) == "withdrawn"
    street.zhou.say(1005, "/roster yes 1")
    await street.turn(3)
    outcome = {"word": "swap-withdrawn"}
    assert street.private(1005, street.said("swap-decided", outcome=outcome, id=1))


async def test_a_captain_does_not_confirm_their_own_swap(street: Street) -> None:
    """Where there is another; and a shift that has begun is nobody's to give."""
    async with street.house.store.begin() as tx:
        for user_id in (1005, 1006):
            await tx.people.add_role(1, user_id, RoleHeld(RoleName.CAPTAIN, START))
    street.captain.say(1001, "/roster swap 03-03 路人甲")
    await street.turn(3)
    for user_id in (1006, 1006, 1001):
        street.who(user_id).say(user_id, "/roster yes 1")
        await street.turn(3)
    assert street.private(1001, street.said("swap-own"))
    assert street.private(1006, street.said("swap-own"))
    assert await state(street, 1) == "agreed"
    street.zhou.say(1005, "/roster yes 1")
    await street.turn(3)
    assert await state(street, 1) == "confirmed"
    street.wang.say(1002, "/roster swap 03-02 路人甲")
    await street.turn(3)
    await street.clock.turn(12.1 * 3600)
    await street.settle()
    street.who(1006).say(1006, "/roster yes 2")
    await street.turn(5)
    assert street.private(1006, street.said("swap-too-late"))
    assert await state(street, 2) == "offered"


async def test_of_two_of_one_name_one_is_tapped(street: Street) -> None:
    """The shift is offered to whom the button names, by @username and team."""
    async with street.house.store.begin() as tx:
        other = await tx.people.member(1, 1006)
        assert other is not None
        await tx.people.save_member(replace(other, name="小周"))
    street.wang.say(1002, "/roster swap 03-02 小周")
    await street.turn(3)
    [asked] = street.private(1002, street.said("swap-two-of-name", name="小周"))
    assert [label.count("小周") for label in asked.labels] == [1, 1]
    assert any("三队" in label for label in asked.labels)
    minute = int(START.timestamp()) // 60 + 12 * 60
    await street.press(1002, asked, f"swap:1.{minute}:to:1006")
    await street.turn(3)
    assert newest(street, 1006, "swap:1.1:yes")
    assert not [m for m in street.private(1005) if "swap:1.1:yes" in str(m.buttons)]
