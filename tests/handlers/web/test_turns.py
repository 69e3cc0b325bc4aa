"""Turns at the pages: two of one person at once, three of everybody; the rest wait, and too many come again."""

import asyncio
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from bot.screens import case_file
from handlers.telegram.transport import api
from handlers.web import turns
from handlers.web.turned_away import TurnedAway
from handlers.web.turns import AT_ONCE, OF_ONE, WAITING, Turns
from tests.handlers.web.people import signed_in
from tests.stories.conftest import Street
from tests.waiting import PATIENCE_S, until

CASES = "/api/districts/1/cases"


class Hall:
    """People who come, and stay until they are let go."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.inside: list[str] = []
        self.most_inside = 0
        self.let_go = asyncio.Event()

    async def come(self, who: str) -> None:
        """One request of *who*."""
        async with self.turns.of(who, "en"):
            self.inside.append(who)
            self.most_inside = max(self.most_inside, len(self.inside))
            await self.let_go.wait()
            self.inside.remove(who)


async def test_two_of_one_person_and_three_in_all() -> None:
    """Whoever asks for twenty things takes two places; the next person finds one free."""
    hall = Hall()
    async with asyncio.TaskGroup() as group:
        for who in ["wang"] * 20 + ["li"] * 20 + ["zhou"]:
            group.create_task(hall.come(who))
        await asyncio.sleep(0)
        assert hall.inside == ["wang"] * OF_ONE + ["li"]
        assert len(hall.turns) == 3
        hall.let_go.set()
    assert (hall.most_inside, hall.inside, len(hall.turns)) == (AT_ONCE, [], 0), "nobody is remembered"


async def test_too_many_come_again() -> None:
    """Beyond those that may wait it is refused with the seconds, and that costs the others nothing."""
    hall = Hall()
    async with asyncio.TaskGroup() as group:
        for _ in range(OF_ONE + WAITING):
            group.create_task(hall.come("wang"))
        await asyncio.sleep(0)
        with pytest.raises(TurnedAway) as refused:
            await hall.come("wang")
        assert refused.value.status == HTTPStatus.TOO_MANY_REQUESTS
        assert refused.value.headers == {"Retry-After": str(turns.COME_AGAIN_S)}
        hall.let_go.set()
    await hall.come("wang")


async def test_who_sends_slowly_makes_way_for_others_and_not_for_themselves() -> None:
    """Six who send are read together; of one person two."""
    hall = Hall()

    async def send(who: str) -> None:
        async with hall.turns.of(who, "en") as turn:
            turn.make_way()
            hall.inside.append(who)
            await hall.let_go.wait()

    async with asyncio.TaskGroup() as group:
        for who in ["wang"] * 3 + ["li", "zhou", "chen", "fang"]:
            group.create_task(send(who))
        for _ in range(20):
            await asyncio.sleep(0)
        assert sorted(hall.inside) == ["chen", "fang", "li", *["wang"] * OF_ONE, "zhou"]
        hall.let_go.set()
    assert not hall.turns.anybody().locked()


async def test_who_gives_up_leaves_the_place() -> None:
    """A request that is cut off while it waits, or while it is worked on, keeps nobody out."""
    hall = Hall()
    asked = [asyncio.create_task(hall.come("wang")) for _ in range(5)]
    await asyncio.sleep(0)
    for one in asked:
        one.cancel()
    await asyncio.gather(*asked, return_exceptions=True)
    assert len(hall.turns) == 0
    hall.let_go.set()
    await asyncio.wait_for(hall.come("wang"), PATIENCE_S)


async def test_a_page_waits_for_its_turn(
    served: Street, asking: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six searches of one captain: one looks at a time, all are answered."""
    await signed_in(served, asking, 1001)
    inside, most, let_go = 0, 0, asyncio.Event()
    listed = case_file.listed

    async def slow(*given: Any, **wants: Any) -> Any:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await let_go.wait()
        inside -= 1
        return await listed(*given, **wants)

    monkeypatch.setattr(case_file, "listed", slow)
    searches = [asyncio.create_task(asking.get(CASES)) for _ in range(6)]
    while inside < 1:
        await asyncio.sleep(0)
    for _ in range(200):
        await asyncio.sleep(0)
    let_go.set()
    answers = await asyncio.gather(*searches)
    assert ([one.status_code for one in answers], most) == ([200] * 6, 1)


async def test_too_many_of_one_person_are_told(
    served: Street, asking: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence with the seconds, at once; all that may wait are answered when their turn comes."""
    await signed_in(served, asking, 1001)
    let_go, listed = asyncio.Event(), case_file.listed

    async def slow(*given: Any, **wants: Any) -> Any:
        await let_go.wait()
        return await listed(*given, **wants)

    monkeypatch.setattr(case_file, "listed", slow)
    waiting = {asyncio.create_task(asking.get(CASES)) for _ in range(OF_ONE + WAITING + 3)}
    refused: set[asyncio.Task[httpx.Response]] = set()
    while len(refused) < 3:
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        refused |= done
    for answer in (one.result() for one in refused):
        assert (answer.status_code, answer.headers["retry-after"]) == (429, str(turns.COME_AGAIN_S))
        assert answer.json()["refused"] == "too-many-at-once"
    let_go.set()
    answers = await asyncio.gather(*waiting)
    assert [one.status_code for one in answers] == [200] * (OF_ONE + WAITING)


async def test_the_street_goes_first_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """While something is worked off nothing new is begun; after so many looks it is all the same."""
    left, waits = [3], []

    def at_work() -> bool:
        left[0] -= 1
        return left[0] >= 0

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    waiting = Turns(at_work)
    async with waiting.of("wang", "en"):
        assert waits == [turns.STEP_S] * 3
    waits.clear()
    waiting.street_at_work = lambda: True
    async with waiting.of("wang", "en"):
        assert sum(waits) == pytest.approx(turns.PATIENCE_S)


async def test_pages_do_not_wait_for_telegram(served: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """While an answer is on its way, however slowly, the street has nothing in hand; while it is written it has."""
    perform, called, enough, seen = api.perform, asyncio.Event(), asyncio.Event(), []
    street = served.house.door.street
    read = served.house.lanes.handle

    async def handle(row: Any) -> bool:
        seen.append(street.is_at_work)
        return await read(row)

    async def slowly(*given: Any) -> Any:
        called.set()
        await enough.wait()
        return await perform(*given)

    monkeypatch.setattr(served.house.lanes, "handle", handle)
    monkeypatch.setattr(api, "perform", slowly)
    served.wang.say(1002, "/help")
    await asyncio.wait_for(called.wait(), PATIENCE_S)
    await until(lambda: not street.is_at_work)
    enough.set()
    await served.settle()
    assert seen == [True]


async def test_one_looks_at_a_time_and_after_the_street(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second look waits for the first, and each for the street; a look that fails lets the next one in."""
    left, waits, order = [2], [], []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    def at_work() -> bool:
        left[0] -= 1
        return left[0] >= 0

    waiting, step, let_go = Turns(at_work), turns.STEP_S, asyncio.Event()

    async def look(name: str) -> None:
        async with waiting.look():
            order.append(name)
            await let_go.wait()
            raise LookupError(name)

    with monkeypatch.context() as patched:
        patched.setattr(asyncio, "sleep", sleep)
        looks = [asyncio.create_task(look(name)) for name in ("wang", "li")]
        for _ in range(5):
            await asyncio.wait(looks, timeout=0)
        assert (order, waits) == (["wang"], [step] * 2)
        let_go.set()
        await asyncio.gather(*looks, return_exceptions=True)
    assert order == ["wang", "li"]
