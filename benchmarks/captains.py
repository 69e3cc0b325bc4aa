"""What sounds on each captain's phone in a played rush hour, and whether what must sound did so in time.

    python -m benchmarks.captains [DRILL.yaml]

Counted are messages in private that are sent anew with a sound; an edit makes none. A call for help, a critical case
and a critical case for which there is no team must each sound, within five seconds; for the others there is a bar.
"""

import asyncio
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bot.app import samples, settings
from bot.app.drill import written
from bot.app.drill.standing import Ground
from bot.app.house import House
from bot.cases.case import Case
from bot.handbook.book import Handbook
from bot.incidents.limits import severity_of
from bot.incidents.table import OPEN, Incident
from bot.register.people import RoleName
from bot.words import Words
from bot.work.ports import Tx
from handlers.drill.people import scenario
from handlers.drill.people.review import Review
from handlers.drill.people.scenario import Scenario

MOST_OTHER = 15
"""So many other sounds a captain may hear in the rush hour."""
WITHIN_S = 5.0
"""So soon each of the former must sound."""

SPEED = 200.0
SOS, CRITICAL, NO_TEAM, OTHER = "call for help", "critical case", "no team for a critical case", "other"


@dataclass(frozen=True)
class Need:
    """Something that must sound: *what* it is, the number of its case, since when, and who need not be told."""

    what: str
    number: int
    since: datetime
    but: int | None = None


@dataclass(frozen=True)
class Sound:
    """A message that sounded in private; *purpose* and *key* are those of its letter, *is_sos*: of a call for help."""

    user_id: int
    message_id: int
    at: datetime
    text: str
    purpose: str = ""
    key: str = ""
    is_sos: bool = False

    def names(self, number: int) -> bool:
        """Whether it is about the case of that number, among others perhaps."""
        return re.search(rf"#{number}(?!\d)", self.text) is not None


@dataclass
class Heard:
    """What one captain heard: each sound with what it was for; of each need after how many seconds (None: never)."""

    name: str
    sounds: list[tuple[Sound, str]] = field(default_factory=list)
    needs: list[tuple[Need, float | None]] = field(default_factory=list)

    def count(self, what: str) -> int:
        """How many sounds were of this sort."""
        return sum(one == what for _, one in self.sounds)

    @property
    def missed(self) -> list[Need]:
        """What must have sounded and did not, or too late."""
        return [need for need, after in self.needs if after is None or after > WITHIN_S]

    @property
    def others(self) -> Counter[tuple[str, str]]:
        """The other sounds by purpose and by key of their words."""
        return Counter((sound.purpose, sound.key) for sound, what in self.sounds if what == OTHER)


def judged(name: str, user_id: int, sounds: Sequence[Sound], needs: Iterable[Need]) -> Heard:
    """What each sound was for: of a need the first that names its case, and everything about a call for help. Pure."""
    heard, sorts = Heard(name), {one.message_id: SOS if one.is_sos else OTHER for one in sounds}
    for need in sorted(needs, key=lambda one: one.since):
        if need.but == user_id:
            continue
        fits = [s for s in sounds if s.at >= need.since and s.names(need.number) and (s.is_sos or need.what != SOS)]
        first = min(fits, key=lambda one: one.at, default=None)
        heard.needs.append((need, (first.at - need.since).total_seconds() if first else None))
        if first is not None and sorts[first.message_id] == OTHER:
            sorts[first.message_id] = need.what
    heard.sounds = [(one, sorts[one.message_id]) for one in sounds]
    return heard


class Listener:
    """Looks at the captains' phones and at the stored cases after every second of a drill."""

    def __init__(self, made: Ground) -> None:
        self.made = made
        self.captains = {p.user_id: p.name for p in made.file.people if p.role == RoleName.CAPTAIN}
        self.sounds: dict[int, list[Sound]] = {one: [] for one in self.captains}
        self.needs: dict[tuple[str, int], Need] = {}
        self._seen = dict.fromkeys(self.captains, 0)
        self._looked_at = -1

    async def look(self) -> None:
        """Note what is new."""
        if self._looked_at == self.made.world.changes.number:
            return
        self._looked_at = self.made.world.changes.number
        for user_id in self.captains:
            self._hear(user_id)
        await self._need()

    def _hear(self, user_id: int) -> None:
        world = self.made.world
        for one in world.messages(user_id, self._seen[user_id]):
            self._seen[user_id] = one.message_id
            if one.author is world.bot and not one.silent:
                self.sounds[user_id].append(Sound(user_id, one.message_id, one.sent_at, one.text))

    async def _need(self) -> None:
        """What has to sound from this second on."""
        bot, now = self.made.bot, self.made.clock.now()
        if bot is None or not self.made.is_up:
            return
        async with bot.store.look() as tx:
            district = await tx.districts.by_chat(self.made.file.chat_id)
            if district is None:
                return
            book = await bot.desk.books.read(bot.store, district)
            for case in await _live(bot, tx, district.id):
                for what in needs_of(book, case):
                    self._note(Need(what, case.number, now, case.reporter_id if what == SOS else None))

    def _note(self, need: Need) -> None:
        self.needs.setdefault((need.what, need.number), need)

    async def heard(self) -> list[Heard]:
        """All of it, captain by captain."""
        letters = await _letters(self.made)
        found = []
        for user_id, name in self.captains.items():
            sounds = [_labelled(one, letters.get((one.user_id, one.message_id))) for one in self.sounds[user_id]]
            found.append(judged(name, user_id, sounds, self.needs.values()))
        return found


async def _live(bot: House, tx: Tx, district_id: int) -> list[Case]:
    """The cases of every kind that are not over."""
    return [one for kind in bot.desk.features.kinds for one in await tx[kind.store].live(district_id)]


def needs_of(book: Handbook, case: Case) -> list[str]:
    """What must sound of a case as it stands."""
    if case.kind == "sos":
        return [SOS]
    if not isinstance(case, Incident) or severity_of(case, book.reading(case.item, case.item_version)) != "critical":
        return []
    return [CRITICAL, NO_TEAM] if case.state == OPEN and "nobody" in case.marks else [CRITICAL]


Row = tuple[str, str, bool]


async def _letters(made: Ground) -> dict[tuple[int, int], Row]:
    """The purpose and key of each letter that was sent, and whether it was about a call for help, by message."""
    assert made.bot is not None
    query = "SELECT chat_id, message_id, purpose, key, kind, priority FROM outbox WHERE message_id IS NOT NULL"
    async with made.bot.store.look() as tx:
        rows = (await tx.connection.execute(text(query))).all()  # type: ignore[attr-defined]
    return {(r.chat_id, r.message_id): (r.purpose, r.key, r.kind == "sos" or r.priority == 0) for r in rows}


def _labelled(sound: Sound, row: Row | None) -> Sound:
    purpose, key, is_sos = row or ("?", "?", False)
    return Sound(sound.user_id, sound.message_id, sound.at, sound.text, purpose, key, is_sos)


@dataclass(frozen=True)
class Played:
    """A drill at its end: what the captains heard, its review, the cases and calls for help that are live still."""

    heard: list[Heard]
    review: Review
    live: list[int]


async def played(script: Scenario) -> Played:
    """Play *script* on a ground of its own, listening."""
    async with written.set_up(settings.load(None), Words(), script, SPEED) as (made, playing):
        listener = Listener(made)
        await playing.run(watch=listener.look)
        return Played(await listener.heard(), await playing.review(), await _left(made))


async def _left(made: Ground) -> list[int]:
    assert made.bot is not None
    async with made.bot.store.look() as tx:
        district = await tx.districts.by_chat(made.file.chat_id)
        assert district is not None
        return sorted(one.number for one in await _live(made.bot, tx, district.id))


def show(console: Console, end: Played) -> None:
    """The table: a column a captain, a row a sort of sound, then the others by purpose, then what was missed."""
    heard, review = end.heard, end.review
    table = Table("sounding messages in private", *(one.name for one in heard))
    table.add_row("in all", *(str(len(one.sounds)) for one in heard))
    for what in (SOS, CRITICAL, NO_TEAM):
        table.add_row(what, *(str(one.count(what)) for one in heard))
    table.add_row(f"other (at most {MOST_OTHER})", *(str(one.count(OTHER)) for one in heard))
    every: Counter[tuple[str, str]] = sum((one.others for one in heard), Counter())
    for purpose, key in (pair for pair, _ in every.most_common()):
        table.add_row(f"  {purpose}: {key}", *(str(one.others[purpose, key]) for one in heard))
    table.add_row(f"missed, or later than {WITHIN_S:g} s", *(str(len(one.missed)) for one in heard))
    console.print(table)
    for one in heard:
        for need, after in one.needs:
            told = "never" if after is None else f"after {after:g} s"
            console.print(f"{one.name}: #{need.number} {need.what} {told}", highlight=False)
    console.print(f"{len(review.lines)} cases, {review.on_time} on time ({review.percent} %)", highlight=False)
    console.print(f"live at the end: {end.live or 'none'}", highlight=False)


def main(path: Path = samples.ALL[0].drills / "rush-hour.yaml") -> None:
    """Play and print."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PATROL_DATA_DIR"] = folder
        end = asyncio.run(played(scenario.read(path)))
    show(Console(width=120), end)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
