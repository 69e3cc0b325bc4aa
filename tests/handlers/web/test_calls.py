"""Calls for help through the API: shown whole, taken and ended by captains as in chat; and who may not."""

from typing import Any

import httpx
import pytest

from bot.sos.table import CALLS
from tests import handed
from tests.handlers.web.people import signed_in
from tests.stories.conftest import Street

ALL = "/api/districts/1/calls"


async def _called(street: Street) -> int:
    street.wang.say(1002, "/sos two men with knives")
    await street.turn(2)
    return await street.last_number()


async def _move(client: httpx.AsyncClient, number: int, name: str, **wish: Any) -> httpx.Response:
    return await client.post(f"{ALL}/{number}/moves/{name}", json=wish, headers={"Origin": str(client.base_url)})


async def _state(street: Street, number: int) -> str:
    async with street.house.store.look() as tx:
        found = await tx[CALLS].by_number(1, number)
    assert found is not None
    return str(found.state)


async def test_a_call_is_shown_whole_and_the_look_is_written_down_once(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """Who, what, which teams, every change; a captain may take it and end it."""
    number = await _called(served)
    await signed_in(served, asking, 1001)
    for _ in range(2):
        told = (await asking.get(f"{ALL}/{number}")).json()
    assert (told["state"], told["reporter"], told["words"]) == ("raised", "老王", "two men with knives")
    assert (told["team"]["name"], told["point"], told["told"]) == ("一队", None, 1)
    assert [one["team"]["name"] for one in told["assignments"]] == ["二队", "三队"]
    assert [line["move"] for line in told["history"]] == ["call"]
    assert [move["move"] for move in told["moves"]] == ["acknowledge", "clear", "false_alarm"]
    assert [move["asks_once"] for move in told["moves"]] == [False, True, True]
    assert [need["optional"] for move in told["moves"] for need in move["needs"]] == [True, False]
    async with served.house.store.look() as tx:
        assert [row["what"] for row in (await handed.of(tx, 1001))["looks"]] == ["page"]


async def test_taken_and_ended_as_in_chat(served: Street, asking: httpx.AsyncClient) -> None:
    """The caller and the teams hear of it; the history says that it was on the page; what is over is over."""
    number = await _called(served)
    await signed_in(served, asking, 1001)
    taken = await _move(asking, number, "acknowledge")
    assert (taken.status_code, taken.json()["state"]) == (200, "acknowledged")
    assert "You lead the help now" in taken.json()["said"]
    again = await _move(asking, number, "acknowledge")
    assert again.status_code == 409
    without = await _move(asking, number, "false_alarm")
    assert (without.status_code, without.json()["needs"]) == (409, "reason")
    ended = await _move(asking, number, "clear", facts={"reason": "both are safe"})
    assert (ended.status_code, ended.json()["state"]) == (200, "cleared")
    await served.settle()
    assert served.private(1004, "both are safe")
    told = (await asking.get(f"{ALL}/{number}")).json()
    lines = [(line["move"], line["by"], line["channel"]) for line in told["history"]]
    assert lines[1:] == [("acknowledge", "钱队", "web"), ("clear", "钱队", "web")]
    assert (told["acknowledged_by"], told["ended_by"], told["reason"]) == ("钱队", "钱队", "both are safe")
    assert told["moves"] == []


@pytest.mark.parametrize("user_id", [1002, 1004, 1007], ids=["who called", "of a team that goes", "viewer"])
async def test_only_captains_take_and_end_it(served: Street, asking: httpx.AsyncClient, user_id: int) -> None:
    """The others see it without moves, and are refused."""
    number = await _called(served)
    await signed_in(served, asking, user_id)
    assert (await asking.get(f"{ALL}/{number}")).json()["moves"] == []
    for name in ("acknowledge", "clear", "false_alarm"):
        assert (await _move(asking, number, name, text="why")).status_code == 403
    assert await _state(served, number) == "raised"


async def test_what_is_no_call_and_no_move_of_one_is_not_there(served: Street, asking: httpx.AsyncClient) -> None:
    """Neither a case nor a number that was never given; the moves of the one who called are no captain's."""
    case = await served.report()
    number = await _called(served)
    await signed_in(served, asking, 1001)
    for wrong in (case, 999):
        assert (await asking.get(f"{ALL}/{wrong}")).status_code == 404
        assert (await _move(asking, wrong, "clear")).status_code == 404
    for name in ("call_again", "add", "set_off", "reach", "resolve", "x"):
        assert (await _move(asking, number, name)).status_code == 404
    assert (await _move(asking, number, "clear", team=2)).status_code == 422
    assert await _state(served, number) == "raised"
