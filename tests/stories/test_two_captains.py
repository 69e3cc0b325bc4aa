"""Two captains who send a team within seconds."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.register.people import RoleHeld, RoleName
from handlers.drill.people.seen import Seen
from tests.stories.conftest import DISTRICT, START, Street, a_street


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street with 路人甲 as its second captain, and a case that waits for its item, sent by hand."""
    async with a_street(tmp_path, request.param, DISTRICT) as made:
        async with made.house.store.begin() as tx:
            second = await tx.people.member(1, 1006)
            assert second is not None
            await tx.people.save_member(replace(second, roles=(RoleHeld(RoleName.CAPTAIN, START),)))
        yield made


async def _waiting(street: Street) -> int:
    """A case without a point: nobody is sent by the clock."""
    street.captain.say(1001, "/report 河边有人喊救命")
    await street.turn(3)
    return await street.last_number()


async def _assign(street: Street, user_id: int, number: int, team: str, seconds: float = 3) -> None:
    street.who(user_id).say(user_id, f"/assign {number} {team}")
    await street.turn(seconds)


async def _lead(street: Street, number: int) -> int | None:
    lead = (await street.case(number)).lead
    return lead.team_id if lead else None


def _asked(street: Street, user_id: int, number: int, sent: str, by: str, team: str, doubt: str = "") -> list[Seen]:
    """The questions whether a team is to go instead of one that was just sent."""
    each = [
        street.said("assign-instead", number=number, sent=sent, by=by, team=team, doubt=doubt, seconds=n)
        for n in range(31)
    ]
    return [m for m in street.private(user_id) if m.text in each]


async def test_the_second_is_told_of_the_first_and_replaces_with_one_tap(street: Street) -> None:
    """The first hears in one line what became of theirs."""
    number = await _waiting(street)
    await _assign(street, 1001, number, "二队")
    await _assign(street, 1006, number, "三队")
    assert await _lead(street, number) == 2, "asked first"
    [asked] = _asked(street, 1006, number, "二队", "钱队", "三队")
    facts = {"number": number, "sent": "二队", "team": "三队"}
    assert asked.text == street.said("assign-instead", by="钱队", doubt="", seconds=3, **facts)
    await street.press(1006, asked, street.said("button-sure"))
    await street.turn(3)
    assert await _lead(street, number) == 3
    lead = (await street.case(number)).lead
    assert lead is not None
    assert not lead.override, "a team that is free and on duty"
    told = [street.said("assign-replaced", by="路人甲", seconds=n, **facts) for n in range(31)]
    assert len([m for m in street.private(1001) if m.text in told]) == 1
    assert not [m for m in street.private(1006) if m.text in told]


@pytest.mark.parametrize(("by", "seconds"), [(1001, 3.0), (1006, 31.0)])
async def test_ones_own_order_and_an_older_one_are_replaced_at_once(street: Street, by: int, seconds: float) -> None:
    """Nobody is asked, and nobody is told of it as of a crossing."""
    number = await _waiting(street)
    await _assign(street, 1001, number, "二队", seconds)
    await _assign(street, by, number, "三队")
    assert await _lead(street, number) == 3
    assert not street.private(by, street.said("button-sure"))
    begin = street.said("assign-replaced", number=number, sent="\0", by="路人甲", team="三队", seconds=3).split("\0")[0]
    assert not street.private(1001, begin)


async def test_what_the_clock_sent_is_replaced_at_once(street: Street) -> None:
    """No captain is crossed."""
    number = await street.report()
    assert await _lead(street, number) == 1
    await _assign(street, 1006, number, "三队")
    assert await _lead(street, number) == 3


async def test_a_busy_team_instead_is_asked_about_once_with_both_reasons(street: Street) -> None:
    """One tap, on record."""
    other = await street.report()
    assert await _lead(street, other) == 1
    number = await _waiting(street)
    await _assign(street, 1001, number, "二队")
    await _assign(street, 1006, number, "一队")
    doubt = street.said("doubt-besides", doubt=street.said("doubt-busy"))
    [asked] = _asked(street, 1006, number, "二队", "钱队", "一队", doubt)
    await street.press(1006, asked, street.said("button-sure"))
    await street.turn(3)
    lead = (await street.case(number)).lead
    assert lead is not None
    assert (lead.team_id, lead.override) == (1, True)


async def test_a_tap_on_an_older_question_does_not_pass_over_an_order_nobody_read_of(street: Street) -> None:
    """Asked whether a busy team is to go, the second is sure only after the first has sent another one."""
    await street.report()
    number = await _waiting(street)
    await _assign(street, 1006, number, "一队")
    [older] = [m for m in street.private(1006) if f".{number}:assign:1!" in str(m.buttons)]
    await _assign(street, 1001, number, "二队")
    await street.press(1006, older, street.said("button-sure"))
    await street.turn(3)
    assert await _lead(street, number) == 2
    doubt = street.said("doubt-besides", doubt=street.said("doubt-busy"))
    [asked] = _asked(street, 1006, number, "二队", "钱队", "一队", doubt)
    await street.press(1006, asked, street.said("button-sure"))
    await street.turn(3)
    assert await _lead(street, number) == 1
