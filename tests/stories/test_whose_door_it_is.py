"""A rental house and a shop that bears its owner's name: a case there goes its way, and no stranger learns whose door.

Everything that leaves for many eyes is gathered at each step: the group's messages with their buttons, and the letters
that they were; the wall; what programs and strangers read, on doors too; labels; webhooks; logs. It is told by words
that stand nowhere else.
"""

import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from bot.app.settings import Web
from bot.places.labels import sheets
from bot.places.naming import public
from bot.places.register import PAST, Contact, Place
from bot.register.programs import PROGRAMS, Reach
from bot.values.geo import Point
from bot.work.speaker import Speaker
from tests.handlers.web.conftest import TOKEN
from tests.handlers.web.open311 import publish
from tests.handlers.web.people import signed_in
from tests.handlers.web.programs import a_key, showing
from tests.receiver import Hooked, Receiver, receiving
from tests.stories.conftest import GROUP, Street, a_street, put_places

HOUSE, SHOP = Point(30.3147, 120.2741), Point(30.3180, 120.2790)
PLACES = (
    Place(
        "R2K7MA", "奥妙寓所", "rental", HOUSE, "通盛路12号7单元719室", aliases=("奥妙公馆",), responsible="郑奥妙",
        contacts=(Contact("郑奥妙", "13777776666", "房东"),),
    ),
    Place("S5K7MB", "张三丰理发店", "shop", SHOP, "银杏街7号", contacts=(Contact("张三丰", "13777776666"),)),
    Place("S5K7MC", "张三丰理发店", "shop", Point(30.3190, 120.2795), "东篱路110号"),
    Place("S5K7MD", "东湖超市", "shop", Point(30.3210, 120.2810), "东湖路1号"),
)  # fmt: skip
MARKED = ("奥妙", "719", "7单元", "张三丰", "13777776666")


@dataclass
class Eyes:
    """What many eyes see, by where; letters and messages are read to their end each time."""

    street: Street
    program: httpx.AsyncClient
    machine: httpx.AsyncClient
    stranger: httpx.AsyncClient
    viewer: httpx.AsyncClient
    receiver: Receiver
    logs: pytest.LogCaptureFixture
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    async def look(self) -> None:
        """At everything, once more."""
        street = self.street
        for one in street.captain.sees(GROUP):
            if one.by_bot:
                self.seen["group"] |= {one.text, *one.labels}
        async with street.house.store.look() as tx:
            for name, query in {
                "letters to the group": f"SELECT facts || buttons FROM outbox WHERE chat_id = {GROUP}",
                "history": "SELECT facts FROM history",
                "cases": "SELECT coalesce(place, '') FROM incidents",
            }.items():
                found = (await tx.connection.execute(text(query))).scalars()  # type: ignore[attr-defined]
                self.seen[name] |= {str(one) for one in found}
        seen = (await street.house.board.situations({1}, {}))[1]
        self.seen["wall"].add(json.dumps(seen.without_people(), ensure_ascii=False))
        for who, client, paths in self._asked(await street.last_number()):
            for path in paths:
                answer = await client.get(path)
                assert answer.status_code in {200, 404}, (path, answer.text)
                self.seen[who].add(answer.text)
        self.seen["wall"].add(await self._streamed("wall"))
        self.seen["programs with the token"].add(await self._streamed("desk"))
        self.seen["labels"] |= {one.name for one in await self._labels()}
        self.seen["webhooks"] |= {one.body.decode() for one in self.receiver.got}
        self.seen["logs"].add(self.logs.text)

    async def _streamed(self, lens: str) -> str:
        """What a program is sent first that asks for a wall or a desk, which is all of it."""
        async with self.machine.stream("GET", f"/api/districts/1/stream?lens={lens}") as coming:
            assert coming.status_code == 200
            return await anext(line async for line in coming.aiter_lines() if len(line) > 1000)

    async def _labels(self) -> Sequence[sheets.Label]:
        """What is printed for the doors."""
        asker = Speaker(1001, "", 1001, self.street.clock.now(), channel="export", district_id=1)
        board = self.street.house.board
        return (await board.see(sheets.some, asker, wish=sheets.Wish(), after="", most=10)).labels

    def _asked(self, number: int) -> Any:
        codes = [f"/api/places/{one.code}{more}" for one in PLACES for more in ("", "/history")]
        near = f"/api/places/near?lat={HOUSE.lat}&lon={HOUSE.lon}"
        own = ["/api/places", "/api/places?updated_since=2020-01-01T00:00:00Z", near, *codes]
        cases = ["/api/districts/1/cases", f"/api/districts/1/cases/{number}"]
        maps = [f"/api/districts/1/{name}" for name in ("cases.geojson", "teams.geojson", "teams")]
        yield "programs with a key", self.program, [*own, *cases]
        yield "programs with the token", self.machine, [*own, *cases, *maps]
        yield (
            "strangers",
            self.stranger,
            [f"/open311/v2/{name}.json" for name in ("requests", "services")],
        )
        yield "doors", self.stranger, [f"/p/{one.code}" for one in PLACES]
        yield "pages", self.viewer, ["/", "/wall", "/places", "/officers"]

    def told(self) -> dict[str, list[str]]:
        """Where which marked words stand."""
        found = {
            where: [one for one in MARKED if any(one in said for said in everything)]
            for where, everything in self.seen.items()
        }
        return {where: words for where, words in found.items() if words}


@asynccontextmanager
async def eyes(tmp_path: Path, language: str, logs: pytest.LogCaptureFixture) -> AsyncIterator[Eyes]:
    """A street with those places, and everybody who may look at it."""
    logs.set_level(logging.INFO)
    async with AsyncExitStack() as stack:
        web = Web(language="en", api_token=TOKEN)
        street = await stack.enter_async_context(a_street(tmp_path, language, web=web, webhooks_private=True))
        receiver = await stack.enter_async_context(receiving())
        async with street.house.store.begin() as tx:
            await put_places(tx, *PLACES)
        await publish(street)
        await Hooked(street).add(receiver.url)
        secret = await a_key(street)
        async with street.house.store.begin() as tx:
            program = await tx[PROGRAMS].get(1)
            assert program is not None
            await tx[PROGRAMS].save(replace(program, places=Reach.CHANGE))
        program_client = await stack.enter_async_context(showing(street, secret))
        machine = await stack.enter_async_context(showing(street, TOKEN))
        stranger = await stack.enter_async_context(httpx.AsyncClient(base_url=street.house.web_url))
        viewer = await stack.enter_async_context(httpx.AsyncClient(base_url=street.house.web_url))
        await signed_in(street, viewer, 1007)
        yield Eyes(street, program_client, machine, stranger, viewer, receiver, logs)


async def _a_day(street: Street, found: Eyes) -> None:
    """By name, by pin, one of two shops, moved to another door, a call for help there, to the end."""
    street.reporter.say(GROUP, "/report 奥妙寓所 共享单车乱停放")
    await street.turn(3)
    number = await street.last_number()
    await found.look()
    for step in (f"/accept {number}", f"/arrived {number}"):
        await street.say(1002, step)
    await found.look()
    await _who_goes_there_reads_it(street, found, number)
    street.wang.say(1002, "/sos")
    await street.turn(2)
    street.wang.send_location(1002, HOUSE.lat, HOUSE.lon)
    await street.turn(5)
    await found.look()
    street.reporter.say(GROUP, "/report 张三丰理发店 占道经营")
    await street.turn(3)
    asked = await street.last_number()
    street.captain.press_data(street.card(asked), f"incident:1.{asked}:ask:place:1")
    await street.turn(3)
    await found.look()
    street.captain.say(GROUP, f"/case {asked}")
    await street.say(1001, f"/relocate {asked}")
    street.captain.send_location(1001, HOUSE.lat + 0.0002, HOUSE.lon)
    await street.turn(5)
    street.captain.say(GROUP, "/board")
    await street.turn(3)
    await found.look()
    report = {"place": "张三丰理发店", "words": "共享单车", "source_ref": "A-1"}
    made = await found.program.post("/api/cases", json=report)
    assert made.status_code == 201, made.text
    wish = {"version": 1, "state": "closed", "responsible": "郑奥妙妙"}
    assert (await found.program.patch("/api/places/R2K7MA", json=wish)).status_code == 200
    again = await found.program.patch("/api/places/R2K7MA", json={**wish, "responsible": "张三丰", "state": "open"})
    found.seen["programs with a key"].add(again.text.replace('"yours":"张三丰"', ""))
    await street.turn(5)
    await found.look()
    street.captain.say(1001, f"/cancel {number} 误报")
    await street.sure(1001)
    await street.turn(5)
    await Hooked(street).rest()
    await found.look()
    await _words_in_the_group(street, found)


async def _who_goes_there_reads_it(street: Street, found: Eyes, number: int) -> None:
    """The order in private, the captain's private chat and a signed-in desk have the name that is on the door."""
    await street.say(1001, f"/case {number}")
    seen = (await street.house.board.situations({1}, {}))[1]
    page = await found.viewer.get(f"/api/districts/1/cases/{number}")
    told = {
        "order": next(one.text for one in street.private(1002) if f"#{number}" in one.text),
        "captain": street.private(1001)[-1].text,
        "desk": json.dumps(seen.parts, ensure_ascii=False),
        "page": page.text,
    }
    assert not [where for where, said in told.items() if "奥妙寓所" not in said], told


AMONG_OTHERS = 1001, 1003
"""A captain and a member who have no private chat: what they are answered stands in the group."""

TWO = frozenset({"merge", "合并"})
"""Words behind ``/place`` that want two codes; all others are tried with one."""


async def _words_in_the_group(street: Street, found: Eyes) -> None:
    """Every word of ``/place``, by who has no private chat: before a place is gone or merged, after, and taken back."""
    async with street.house.store.begin() as tx:
        for user_id in AMONG_OTHERS:
            person = await tx.people.get(user_id)
            assert person is not None
            await tx.people.save(replace(person, private_open=False))
    for code, other in (("R2K7MA", "S5K7MB"), ("S5K7MC", "R2K7MA")):
        for words in (f"gone {code}", f"undo {code}", f"merge {code} {other}", f"undo {code}"):
            await _each_word(street, code, other)
            street.captain.say(GROUP, f"/place {words}")
            await street.turn(3)
            await found.look()
            if not words.startswith("undo"):
                await _sure(street)
                await found.look()
        async with street.house.store.look() as tx:
            moves = [one.move for one in await tx[PAST].of(1, code, 4)]
        assert moves == ["undo", "merge", "undo", "gone"]


async def _sure(street: Street) -> None:
    """The captain taps that they are, before the question comes: a full group has many before it."""
    async with street.house.store.look() as tx:
        query = text("SELECT buttons FROM outbox WHERE buttons LIKE '%sure:%' ORDER BY id DESC LIMIT 1")
        asked = (await tx.connection.execute(query)).scalar_one()  # type: ignore[attr-defined]
    shown = [one for one in street.captain.sees(GROUP) if one.by_bot][-1]
    street.captain.press_data(shown, json.loads(asked)[0][0]["data"])
    await street.turn(3)


async def _each_word(street: Street, code: str, other: str) -> None:
    """All that the chat knows, those of tomorrow too; and the place by its code, its name, as a new one."""
    firsts = [first for name, first in street.house.door.register.parts if name == "place"]
    assert {"note", "contact", "gone", "merge", "undo"} <= set(firsts)
    for user_id in AMONG_OTHERS:
        for first in firsts:
            street.who(user_id).say(GROUP, f"/place {first} {code}{f' {other}' if first in TWO else ''}")
        for words in ("", code, "寓所", "理发店", "new 东湖公馆"):
            street.who(user_id).say(GROUP, f"/place {words}".strip())
    await street.turn(10)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_no_stranger_learns_whose_door_it_is(
    tmp_path: Path, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The kind and the house stand in their place, wherever many eyes read."""
    async with eyes(tmp_path, language, caplog) as found:
        await _a_day(found.street, found)
        assert found.told() == {}
        kind, shop = ("出租房 ", "沿街店铺 ") if language == "zh" else ("Rental house, ", "Street shop, ")
        everything = {where: "\n".join(said) for where, said in found.seen.items()}
        for where in ("group", "wall", "cases", "programs with a key", "programs with the token"):
            assert f"{kind}通盛路12号" in everything[where], where
        assert f"{shop}银杏街7号" in everything["group"]
        assert "东湖超市" in everything["wall"]
        assert everything["webhooks"]
        assert {"东湖超市", f"{shop}银杏街7号"} <= found.seen["labels"]
        assert f"{kind}通盛路12号" in everything["doors"]


async def test_the_sweep_finds_a_leak(tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: Any) -> None:
    """With the rule switched off the words stand everywhere that it guards."""
    monkeypatch.setattr(public, "shows", lambda _district, _place: True)
    async with eyes(tmp_path, "zh", caplog) as found:
        await _a_day(found.street, found)
        guarded = {"group", "wall", "cases", "programs with a key", "programs with the token", "doors", "labels"}
        assert guarded <= found.told().keys()
