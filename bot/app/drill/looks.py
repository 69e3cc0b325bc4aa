"""What may be seen of a drill ground's bot from outside: its cases, who is on duty, who looks at its pages."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any

from bot.app.house import House
from bot.cases.kinds import Kind
from bot.handbook.book import Handbook
from bot.imports.district_file import DistrictFile
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.places.register import PLACES
from bot.values import formats
from bot.words import Words
from handlers.drill.cases import Cases
from handlers.drill.happened import Happened
from handlers.drill.stage import Other, Registered
from handlers.drill.world.chats import Json
from handlers.process.clock import DrillClock
from handlers.telegram.commands import Register
from handlers.telegram.features import FEATURES

MOST_PLACES = 2_000
"""So many places of the register are on the map of a drill ground at most."""


class Looks:
    """Looks at the bot of a ground, which may be away at any moment."""

    bot: House | None
    file: DistrictFile
    clock: DrillClock
    words: Words
    _running: AsyncExitStack | None
    _changing: asyncio.Lock
    _book: Handbook | None
    _cases: Cases
    _happened: Happened
    _register: int = 0

    @property
    def is_up(self) -> bool:
        """Whether the bot runs."""
        return self._running is not None and self.bot is not None

    @property
    def has_stood(self) -> bool:
        """Whether the bot ran once, so that all about the ground is known."""
        return self._book is not None

    @property
    def command_centre(self) -> str:
        """Where the bot's own web page is."""
        return f"{self.bot.web_url}/" if self.bot is not None and self.bot.web_url else ""

    @property
    def screens(self) -> frozenset[str]:
        """Which of its pages somebody looks at: ``centre``, ``wall``."""
        rooms = self.bot.feed.rooms.items() if self.bot is not None and self.is_up else ()
        return frozenset("centre" if lens.people else "wall" for lens, room in rooms if room.lookers)

    async def on_duty(self) -> frozenset[int]:
        """Who is on duty at this moment; nobody while the bot is away."""
        async with self._changing:
            if self.bot is None or not self.is_up:
                return frozenset()
            async with self.bot.store.look() as tx:
                district = await tx.districts.by_chat(self.file.chat_id)
                members = await tx.people.members(district.id) if district else []
        return frozenset(one.user_id for one in members if one.duty is not None)

    def commands(self) -> list[dict[str, Any]]:
        """What ``/help`` would list."""
        return [
            {
                "command": c.name,
                "usage": c.usage,
                "audience": str(c.audience),
                "description": {one: self.words.say(one, f"help-{c.name}") for one in self.words.languages},
            }
            for c in Register(FEATURES).commands.values()
        ]

    def item_names(self, code: str) -> dict[str, str]:
        """How an item is called."""
        assert self._book is not None  # noqa: S101  # the bot was started
        item = self._book.item(code)
        return {"zh": item.name_zh, "en": item.name_en}

    async def cases(self) -> Mapping[str, Json]:
        """Every case as the page has it; the last known while the bot is away or busy with something else."""
        if self.bot is None or not self.is_up or self._changing.locked() or self._cases.is_fresh:
            return self._cases.parts
        async with self._changing, self.bot.store.look() as tx:
            if (district := await tx.districts.by_chat(self.file.chat_id)) is not None:
                book = await self.bot.desk.books.read(self.bot.store, district)
                await self._cases.read(tx, district, book, self.clock.now())
                self._register = await tx[PLACES].mark(district.id)
        return self._cases.parts

    async def happened(self) -> Mapping[str, frozenset[int]]:
        """What happens beside the cases, and to whom; nothing while the bot is away or busy with something else."""
        if self.bot is None or not self.is_up or self._changing.locked():
            return {}
        async with self._changing, self.bot.store.look() as tx:
            district = await tx.districts.by_chat(self.file.chat_id)
            return await self._happened.read(tx, district, self.clock.now()) if district else {}

    async def last_number(self) -> int:
        """The number of the newest case of any kind; 0 while the bot is away."""
        async with self._changing:
            if self.bot is None or not self.is_up:
                return 0
            async with self.bot.store.look() as tx:
                district = await tx.districts.by_chat(self.file.chat_id)
        return district.last_number if district else 0

    async def incidents(self, after: int = 0) -> list[Incident]:
        """The cases with a higher number than *after*; none while the bot is away."""
        return await self._numbered(after, lambda kind: kind.store is INCIDENTS)

    async def others(self, after: int = 0) -> list[Other]:
        """The cases of other kinds with a higher number than *after*; none while the bot is away."""
        return [self._other(case) for case in await self._numbered(after, lambda kind: kind.store is not INCIDENTS)]

    async def _numbered(self, after: int, of: Callable[[Kind[Any]], bool]) -> list[Any]:
        """The cases with a higher number than *after* of the kinds that are meant; none while the bot is away."""
        async with self._changing:
            if self.bot is None or not self.is_up:
                return []
            async with self.bot.store.look() as tx:
                district = await tx.districts.by_chat(self.file.chat_id)
                numbers = range(after + 1, district.last_number + 1) if district else ()
                stores = [tx[kind.store] for kind in self.bot.desk.features.kinds if of(kind)]
                found = [await one.by_number(district.id, n) for n in numbers for one in stores] if district else []
        return [case for case in found if case is not None]

    def _other(self, case: Any) -> Other:
        """One case of any kind: each says when it ended."""
        kind = {"word": f"drill-kind-{case.kind}", "else": "drill-kind-other"}
        total = (case.ended_at - case.reported_at).total_seconds() if case.ended_at else None
        return Other(case.number, self._names(kind), self._names(formats.state_word(case.state, case.kind)), total)

    def _names(self, word: Mapping[str, str]) -> dict[str, str]:
        return {one: self.words.fact(one, word) for one in self.words.languages}

    @property
    def register(self) -> int:
        """Another number after every change of the register of places, as far as it was seen."""
        return self._register

    async def places(self) -> Sequence[Registered]:
        """The places of the register that are there; those of the district's file while the bot is away."""
        async with self._changing:
            if self.bot is None or not self.is_up:
                return self.file.places
            async with self.bot.store.look() as tx:
                district = await tx.districts.by_chat(self.file.chat_id)
                if district is None:
                    return self.file.places
                self._register = await tx[PLACES].mark(district.id)
                return [one for one in await tx[PLACES].stretch(district.id, "", MOST_PLACES) if one.is_there]

    async def all_ended(self, after: int) -> bool:
        """Whether no case of any kind with a higher number than *after* is live; unknown while the bot is away."""
        async with self._changing:
            if self.bot is None or not self.is_up:
                return False
            async with self.bot.store.look() as tx:
                district = await tx.districts.by_chat(self.file.chat_id)
                if district is None:
                    return False
                counted = [kind for kind in self.bot.desk.features.kinds if not kind.table.drills]
                live = [one for kind in counted for one in await tx[kind.store].live(district.id)]
        return all(one.number <= after for one in live)
