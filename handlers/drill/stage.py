"""What stands around the pretended Telegram on a drill ground: a district, a clock, and a bot that may be restarted.

``bot/app/drill/standing.py`` builds it; playing and the page know it by this port only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.imports.district_file import DistrictFile
from bot.incidents.table import Incident
from bot.values.geo import Point
from bot.words import Words
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.world.chats import Json
from handlers.process.clock import DrillClock

Names = dict[str, str]
"""One text by language."""


class Sample(Protocol):
    """A district that may be played: what it is called in its file's folder, and which language its people speak."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def language(self) -> str:
        """A language."""


@dataclass(frozen=True)
class Other:
    """A case of another kind than incidents: what it is and how it stands (by language), how many seconds it took."""

    number: int
    what: Names
    state: Names
    total_s: float | None


class Registered(Protocol):
    """A place of the register, as a label on its door names it."""

    @property
    def code(self) -> str:
        """What is printed on it."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def kind(self) -> str:
        """A code of a kind."""

    @property
    def point(self) -> Point | None:
        """Where it is."""


class Stage(Protocol):
    """A drill ground that stands. *id* is another each time it becomes another district.

    *is_chosen* is false until a page has said for whom it is to stand; *fixed_language* is what its owner has set.
    """

    world: DrillTelegram
    clock: DrillClock
    file: DistrictFile
    source: Path
    words: Words
    id: str
    is_chosen: bool

    @property
    def has_stood(self) -> bool:
        """Whether the bot ran once; before that not all about the ground is known."""

    @property
    def samples(self) -> Sequence[Sample]:
        """The districts that it may become; the first is for whoever speaks none of their languages."""

    @property
    def sample(self) -> str:
        """The name of the one that it is; empty where there is no choice."""

    @property
    def fixed_language(self) -> str:
        """The language that the settings name, which goes before what browsers want; else empty."""

    async def become(self, name: str, language: str) -> None:
        """Throw everything away, and stand anew as another district, in that language."""

    @property
    def language(self) -> str:
        """What the bot speaks in the group, and the page at first."""

    @property
    def tile_url(self) -> str:
        """Map tiles, where they were asked for in so many words; else empty."""

    @property
    def is_up(self) -> bool:
        """Whether the bot runs; false while it is being restarted."""

    @property
    def screens(self) -> frozenset[str]:
        """Which of the bot's own pages somebody looks at: ``centre``, ``wall``."""

    @property
    def command_centre(self) -> str:
        """Where the bot's own web page is, empty where it has none."""

    def commands(self) -> list[dict[str, Any]]:
        """What ``/help`` would list: name, usage, audience, and the sentence by language."""

    def item_names(self, code: str) -> Names:
        """How an item of the handbook is called."""

    async def restart(self) -> None:
        """Stop the bot and start it again; the server and what the bot stored are left standing."""

    async def muster(self) -> None:
        """Put everybody on duty who is not."""

    async def on_duty(self) -> frozenset[int]:
        """Who is on duty at this moment; nobody while the bot is away."""

    async def turn(self) -> int:
        """Have the bot decide what is due at this moment; returns how much that was."""

    async def settled(self) -> None:
        """Return once everything that was said is worked off, and everything that may go now is sent."""

    async def cases(self) -> Mapping[str, Json]:
        """Every case as the page has it, by its key; the last known while the bot is away."""

    async def happened(self) -> Mapping[str, frozenset[int]]:
        """What happens beside the cases, by a step's name, and the people whom it is about."""

    async def last_number(self) -> int:
        """The number of the newest case of any kind; 0 while the bot is away."""

    async def incidents(self, after: int = 0) -> Sequence[Incident]:
        """The cases with a higher number than *after*, as they were stored."""

    async def others(self, after: int = 0) -> Sequence[Other]:
        """The cases of every other kind with a higher number than *after*, as a review tells them."""

    @property
    def register(self) -> int:
        """Another number after every change of the register of places, as far as it was seen."""

    async def places(self) -> Sequence[Registered]:
        """The places of the register that are there; those of the district's file while the bot is away."""

    async def all_ended(self, after: int) -> bool:
        """Whether every case of any kind with a higher number than *after* is over."""
