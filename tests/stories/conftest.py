"""A whole street on loopback: the Bot API server, the real Application, real SQLite, and a clock turned by hand."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import text

from bot.app import assembly, at_work
from bot.app.house import House
from bot.app.settings import Web
from bot.duty import duty
from bot.handbook import file as handbook_file
from bot.imports import bringing_in, district_file
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.menus import menus
from bot.outbox.nobody import NoPost
from bot.places import editions
from bot.places.editions import Changes
from bot.places.register import Place
from bot.register.people import Member
from bot.values.clock import Clock
from bot.values.geo import Point
from bot.words import Words
from bot.work import speaker as work_speaker
from bot.work.ports import Tx
from bot.work.rules import Rules
from handlers.drill.botapi import methods
from handlers.drill.botapi.methods.ask import Ask
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.people.seen import Seen
from handlers.drill.server import DrillServer
from handlers.process.clock import HandClock
from handlers.telegram.menus import Menus
from tests.stories import quiet_hours
from tests.waiting import PATIENCE_S

TOKEN = "123456:drill-ground-token"
GROUP = -1001000000001
CENTRE = Point(30.3147, 120.2741)
NOBODY = "http://127.0.0.1:1"
"""An address on this machine at which nothing listens."""

STUCK, SELDOM = timedelta(seconds=30), timedelta(seconds=5)
"""What has been due so long and is not decided (Telegram is away) is looked at no more often than that."""

START = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
OWNER = 1001

DISTRICT = """
district: {chat_id: -1001000000001, name: 九堡, language: LANGUAGE, country: CN, centre: [30.3147, 120.2741]}
people:
  - {user_id: 1001, name: 钱队, role: captain}
  - {user_id: 1002, name: 老王, role: member, certified: true}
  - {user_id: 1003, name: 小李, role: member}
  - {user_id: 1004, name: 阿强, role: member}
  - {user_id: 1005, name: 小周, role: member}
  - {user_id: 1006, name: 路人甲, role: member}
  - {user_id: 1007, name: 观察员, role: viewer}
teams:
  - {key: t1, name: 一队, base: [30.3150, 120.2730], members: [1002, 1003]}
  - {key: t2, name: 二队, base: [30.3200, 120.2800], members: [1004]}
  - {key: t3, name: 三队, base: [30.3300, 120.2900], members: [1005]}
"""

STAFF = {1001: "钱队", 1002: "老王", 1003: "小李", 1004: "阿强", 1005: "小周", 1006: "路人甲", 1007: "观察员"}


@dataclass
class Street:
    """The world of one story, with the people who act in it."""

    world: DrillTelegram
    server: DrillServer
    clock: HandClock
    language: str
    stack: AsyncExitStack
    database_url: str
    rules: Rules
    web: Web | None = None
    clock_of: Callable[[HandClock], Clock] = lambda hand: hand
    """The bot's own clock at each start; the one turned by hand is the world's."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What the house is built with beside what every one is."""
    house: House = field(init=False)
    running: AsyncExitStack = field(default_factory=AsyncExitStack)
    people: dict[int, Player] = field(default_factory=dict)
    tapped: set[tuple[int, int]] = field(default_factory=set)
    """Questions whether somebody is sure that were tapped already."""
    _looked: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    async def start(self) -> None:
        """Start the bot on the same database, as after a crash or an update."""
        self.house = await assembly.build(
            TOKEN, api_url=self.server.url, database_url=self.database_url, rules=self.rules,
            clock=self.clock_of(self.clock), book=book(), web=self.web, **{"words": Words(strict=True), **self.more},
        )  # fmt: skip
        self.running = AsyncExitStack()
        await self.running.enter_async_context(at_work.running(self.house, tick_every_s=None))

    async def stop(self) -> None:
        """Stop the bot; the server stands."""
        await self.running.aclose()

    def who(self, user_id: int) -> Player:
        """A person, by id."""
        return self.people.setdefault(user_id, Player(self.world, user_id))

    @property
    def captain(self) -> Player:
        """钱队."""
        return self.who(1001)

    @property
    def wang(self) -> Player:
        """老王 of 一队, the team nearest to the centre."""
        return self.who(1002)

    @property
    def qiang(self) -> Player:
        """阿强 of 二队."""
        return self.who(1004)

    @property
    def zhou(self) -> Player:
        """小周 of 三队."""
        return self.who(1005)

    @property
    def reporter(self) -> Player:
        """路人甲, in no team."""
        return self.who(1006)

    async def settle(self) -> None:
        """Wait until everything that was said is worked off and everything that may go now is sent."""
        quiet, seconds = 0, asyncio.get_running_loop().time
        until = seconds() + PATIENCE_S
        while seconds() < until:
            await asyncio.sleep(0.001)
            is_quiet = (self.world.updates.drained or self.house.intake.is_waiting) and self.house.is_idle
            quiet = quiet + 1 if is_quiet else 0
            if quiet >= 3 and not await self._known("backlog"):
                return
        state = (self.world.updates.drained, self.house.lanes.is_idle, self.house.courier.is_idle)
        raise AssertionError(f"the street does not come to rest: drained, lanes, courier = {state}")

    async def _known(self, look: str) -> Any:
        """What the board says, asked again only where something was committed since."""
        asked = self.house.store, self.house.store._commits  # type: ignore[attr-defined]
        if self._looked.get(look, ())[:2] != asked:
            self._looked[look] = (*asked, await getattr(self.house.board, look)())
        return self._looked[look][2]

    async def turn(self, seconds: float) -> None:
        """Let time pass, stopping at each hour at which something comes due."""
        until = self.clock.now() + timedelta(seconds=seconds)
        await self.settle()
        await self._tick()
        stuck_since: datetime | None = None
        well = not self.world.faults.out(self.clock.now())
        with quiet_hours.hours(self.house, self.clock, until, well=well) as hours:
            while self.clock.now() < until:
                due, now = await self._known("next_due"), self.clock.now()
                stuck_since = (stuck_since or now) if due and due <= now else None
                is_stuck = stuck_since is not None and now - stuck_since >= STUCK
                next_look = now + (SELDOM if is_stuck else timedelta(seconds=1))
                stop = min(until, max(due, next_look) if due else until)
                await self.clock.turn_to(hours.stop_before(stop), self.settle)
                await self._tick()

    async def jump(self, seconds: float) -> None:
        """Let hours pass in one leap, for the bot a time without contact; what came due then is worked off."""
        await self.settle()
        await self.clock.turn(seconds)
        await self.settle()
        await self.turn(5)

    async def _tick(self) -> None:
        await self.house.tick.turn()
        await self.settle()

    async def report(self, item: str | None = "shared_bike_parking", *, by: int = 1006, near: Point = CENTRE) -> int:
        """A pin in the group; *item* is tapped at once, so that the nearest team is sent. Returns the number."""
        self.who(by).send_location(GROUP, near.lat, near.lon)
        await self.settle()
        number = await self.last_number()
        while not self._has_card(number):
            await self.turn(1)
        if item is not None:
            self.who(by).press_data(self.card(number), f"incident:1.{number}:item:{item}")
            await self.settle()
        return number

    def _has_card(self, number: int) -> bool:
        return any(m.by_bot and f"#{number}" in (m.text.splitlines() or [""])[0] for m in self.captain.sees(GROUP))

    async def last_number(self) -> int:
        """The number given last."""
        async with self.house.store.look() as tx:
            district = await tx.districts.get(1)
            assert district is not None
            return district.last_number

    def card(self, number: int | None = None) -> Seen:
        """The group's newest card, or the one of a number."""
        found = [m for m in self.captain.sees(GROUP) if m.by_bot and "#" in m.text and "/" not in m.text[:1]]
        if number is not None:
            found = [m for m in found if f"#{number}" in m.text.splitlines()[0]]
        assert found, "no card in the group"
        return found[-1] if number is None else found[0]

    def private(self, user_id: int, part: str = "") -> list[Seen]:
        """What the bot wrote to a person in private, containing *part*."""
        return [m for m in self.who(user_id).sees(user_id) if m.by_bot and part in m.text]

    async def case(self, number: int) -> Incident:
        """The stored case."""
        async with self.house.store.look() as tx:
            found = await tx[INCIDENTS].by_number(1, number)
        assert found is not None
        return found

    async def member(self, user_id: int) -> Member:
        """Somebody as the register has them."""
        async with self.house.store.look() as tx:
            found = await tx.people.member(1, user_id)
        assert found is not None
        return found

    def needs(self, user_id: int = 1001) -> Seen | None:
        """The living message that lists what needs a captain; None where there is none."""
        heads = {re.sub("<.*?>", "", self.said("matters", count=n, lines="", more="")).strip()[:4] for n in (1, 2)}
        found = [m for m in self.private(user_id) if m.text[:4] in heads]
        assert len(found) <= 1, "a list that stands beside its newer one"
        return found[0] if found else None

    def need(self, number: int, user_id: int = 1001) -> str:
        """The line of one case in that list; empty where it does not stand in it."""
        stands = self.needs(user_id)
        lines = stands.text.splitlines() if stands else []
        return next((line for line in lines if re.search(rf"#{number}(?!\d)", line)), "")

    async def needs_heard(self, user_id: int = 1001) -> int:
        """How often that list came anew, with a sound."""
        query = "SELECT facts FROM outbox WHERE kind = 'needs' AND state = 'sent' AND chat_id = :who"
        async with self.house.store.look() as tx:
            rows = (await tx.connection.execute(text(query), {"who": user_id})).all()  # type: ignore[attr-defined]
        return sum("anew" in row.facts for row in rows)

    def reminders(self, user_id: int, key: str) -> int:
        """How many messages of one kind of reminder a person got; without those that were bundled with others."""
        return len([m for m in self.private(user_id) if any(one in m.text for one in self.beginnings(key))])

    def beginnings(self, key: str) -> list[str]:
        """How a reminder may begin: one at its limit, and one so many minutes behind it."""
        told = {"late": "", "due": "1", "item": "1", "place": "", "number": 1}
        return [self.said(key, minutes=minutes, **told).split("1")[0].strip() for minutes in (0, 1)]

    async def press(self, user_id: int, message: Seen, button: str) -> str:
        """Press a button and return the toast."""
        query = self.who(user_id).press(message, button)
        await self.settle()
        return (await self.who(user_id).answer(query)).text or ""

    async def sure(self, user_id: int) -> str:
        """Tap the newest question whether this person is sure that was not tapped yet; returns the toast."""
        for _ in range(6):
            await self.settle()
            seen = [m for chat in (GROUP, user_id) for m in self.who(user_id).sees(chat) if m.by_bot]
            asked = [(m, b.data or "") for m in seen for row in m.buttons for b in row]
            asked = [(m, d) for m, d in asked if d.startswith("sure:") and (m.chat, m.id) not in self.tapped]
            if asked:
                break
            await self.turn(1)
        assert asked, "nobody asked whether they are sure"
        message, data = asked[-1]
        self.tapped.add((message.chat, message.id))
        query = self.who(user_id).press_data(message, data)
        await self.settle()
        return (await self.who(user_id).answer(query)).text or ""

    async def say(self, user_id: int, text: str) -> None:
        """Somebody says something in private, and it is answered."""
        self.who(user_id).say(user_id, text)
        await self.turn(3)

    async def say_surely(self, user_id: int, text: str) -> None:
        """The same, with the tap that they are sure."""
        await self.say(user_id, text)
        await self.sure(user_id)
        await self.turn(3)

    def item(self, code: str) -> str:
        """The name of an item of the handbook that the program brings, in the language of this story."""
        return str(self.house.desk.books.built_in.item(code).named[f"name_{self.language}"])

    def said(self, key: str, **facts: object) -> str:
        """A sentence in the language of this story."""
        return self.house.words.say(self.language, key, **facts)


async def open_street(
    tmp_path: Path,
    language: str,
    district: str = DISTRICT,
    web: Web | None = None,
    *,
    drill: bool = False,
    clock_of: Callable[[HandClock], Clock] = lambda hand: hand,
    start: datetime = START,
    database_url: str | None = None,
    menus_told: bool = True,
    more: Mapping[str, Any] | None = None,
    **figures: Any,
) -> Street:
    """Start the whole street with everybody of two teams on duty; *figures* of :class:`Rules` other than usual.

    *more* is what the house is built with beside what every one is.

    Telegram knows its menus already, as after an earlier start, unless not *menus_told*.
    """
    clock = HandClock(start)
    world = DrillTelegram(clock, TOKEN)
    for user_id, name in STAFF.items():
        world.add_person(user_id, name, f"user{user_id}", started=user_id != 1003)
    world.add_person(9999, "陌生人", "stranger")
    world.add_group(GROUP, "九堡", [*STAFF, 9999], creator=OWNER)
    stack = AsyncExitStack()
    server = await stack.enter_async_context(DrillServer(world))
    figures = {"country": "CN", **figures}
    rules = Rules(owners=frozenset({OWNER}), language=language, drill=drill, **figures)
    url = database_url or f"sqlite+aiosqlite:///{tmp_path / 'patrol.db'}"
    file = tmp_path / "district.yaml"
    file.write_text(district.replace("LANGUAGE", language), encoding="utf8")
    made = _Made(district, start, rules, menus_told)
    if database_url is None and made in _made:
        database, commands = _made[made]
        (tmp_path / "patrol.db").write_bytes(database)
        world.commands.update(commands)
    else:
        await _people_anew(world, url, file, rules, menus_told=menus_told)
        if database_url is None and district == DISTRICT:
            _made[made] = (tmp_path / "patrol.db").read_bytes(), dict(world.commands)
    street = Street(world, server, clock, language, stack, url, rules, web, clock_of, more or {})
    stack.push_async_callback(street.stop)
    await street.start()
    return street


book = handbook_file.starter
"""The handbook, read once."""


class _Made(NamedTuple):
    """What a database with a district in it was made from."""

    district: str
    start: datetime
    rules: Rules
    menus_told: bool


_made: dict[_Made, tuple[bytes, dict[tuple[str, str], list[Any]]]] = {}
"""Databases that begin a story, with the menus that Telegram has then; made once each and copied from then on."""


async def _people_anew(world: DrillTelegram, url: str, file: Path, rules: Rules, *, menus_told: bool) -> None:
    made = await assembly.build(TOKEN, api_url=NOBODY, database_url=url, rules=rules, clock=world.clock, book=book())
    made.desk.post = NoPost()
    await people_the_street(made, file, rules)
    if menus_told:
        await _a_first_start(made, world)
    await made.store.close()


async def _a_first_start(made: House, world: DrillTelegram) -> None:
    """What a start does that is the first with this program and this file, and what follows from them."""
    for begin in (made.desk.books.keep, *made.desk.features.begins):
        await begin(made.store, made.clock.now())
    async with made.store.look() as tx:
        left = [one for one in await tx.occasions.due(made.clock.now()) if one.subject.startswith("import:")]
    for one in left:
        await made.tick._decide(None, [one], made.clock.now())
    await tell_menus(made, world)


async def tell_menus(house: House, world: DrillTelegram) -> None:
    """Have Telegram know the menus without the calls, which take the longest part of a short story."""
    writer, now = Menus(house.desk, house.board, house.words, house.door.register.offers), house.clock.now()
    await writer.plan()
    async with house.store.look() as tx:
        letters = await tx.outbox.waiting(now, chat_id=menus.NO_CHAT)
    for letter in letters:
        call = await writer.write(letter)
        async with house.store.begin() as tx:
            await tx.outbox.sent(letter.id, now, None)
            if call is not None and call.keeps is not None:
                commands = [{"command": name, "description": said} for name, said in call.params["commands"]]
                methods.NAMED[call.method](Ask(world, call.params | {"commands": commands}))
                await tx.kept.put(*call.keeps)


async def people_the_street(house: House, file: Path, rules: Rules) -> None:
    """Import the district; open private chats; put 一队, 二队 and 三队 on duty."""
    now = house.clock.now()
    async with house.store.begin() as tx:
        await bringing_in.bring_in(tx, district_file.read(file, rules), rules, now)
        district = await tx.districts.get(1)
        assert district is not None
    speaker = work_speaker.as_clock(district, now)
    await house.desk.do(duty.roll_call, speaker, user_ids=(1001, 1002, 1004, 1005))
    async with house.store.begin() as tx:
        for user_id in (1006, 1007):
            person = await tx.people.get(user_id)
            assert person is not None
            await tx.people.save(replace(person, private_open=True))


async def put_places(tx: Tx, *places: Place) -> None:
    """Have these stand in the register of the district."""
    await editions.write_at_once(tx, 1, Changes(places), START)


@asynccontextmanager
async def a_street(tmp_path: Path, language: str, *given: Any, **more: Any) -> AsyncIterator[Street]:
    """:func:`open_street`, closed at the end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "true")
        made = await open_street(tmp_path, language, *given, **more)
        try:
            yield made
        finally:
            await made.stack.aclose()


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street in each language."""
    async with a_street(tmp_path, request.param) as made:
        yield made


@pytest.fixture(params=["zh", "en"])
async def calm(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street in each language whose teams may be silent on scene for a day without a welfare question."""
    async with a_street(tmp_path, request.param, welfare_s=86_400) as made:
        yield made
