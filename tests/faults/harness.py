"""The real program as a child that is killed and started again, and the comparison of what was said with what stands.

The Bot API server lives in the test's own process, so that it survives every death of the program.
"""

import asyncio
import os
import random
import re
import signal
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.drill.world.errors import Mistake
from handlers.process.clock import SystemClock
from storage.library import sqlite3
from tests import programs

ROOT = Path(__file__).parents[2]
TOKEN = "123456:killed-again-and-again"
GROUP = -1001000000001
MARKS = ("(sent again)", "（重发）", "(重发)")

STANDSTILL_S = 60
"""A program that has something to do and does nothing for so long stands still, on the busiest machine too."""

HEARD_OUT = 40
"""In so many turns of the loop the server has read and answered whatever lay in its sockets."""

SEEN_LAST = 40
"""So many messages of their chat a crew looks at for the order that is theirs."""

READ_AFTER = 1000
"""After so many things that the program did what captains read has been brought up to date."""

LIST = "Needs you now"
"""How the list of what needs a captain begins."""

LIMITS = "{accept: 2, arrive: 3, close: 4, confirm: 4, remind_every: 2}"


@dataclass(frozen=True)
class Quarter:
    """One district of the town: its group, its captain, crews of one, and its reporters; *n* tells it from others."""

    n: int = 0
    teams: int = 12
    limits: str = LIMITS

    @property
    def group(self) -> int:
        """The group chat."""
        return GROUP - self.n

    @property
    def captain(self) -> int:
        """Who commands."""
        return 1001 + self.n

    @property
    def crews(self) -> range:
        """The one member of each team."""
        return range(2001 + 100 * self.n, 2001 + 100 * self.n + self.teams)

    @property
    def reporters(self) -> range:
        """Everybody else."""
        return range(3001 + 1000 * self.n, 3201 + 1000 * self.n)

    @property
    def people(self) -> tuple[int, ...]:
        """All of them."""
        return (self.captain, *self.crews, *self.reporters)

    @property
    def south(self) -> float:
        """Where it begins, in degrees of latitude."""
        return 30.29 + 0.2 * self.n

    def file(self) -> str:
        """The district as it is imported."""
        lines = [
            f"district: {{chat_id: {self.group}, name: Quarter {self.n}, language: en,",
            f"           centre: [{self.south + 0.0247:.4f}, 120.2741]}}",
            f"limits: {self.limits}",
            "people:",
            f"  - {{user_id: {self.captain}, name: Captain {self.n}, role: captain}}",
            *(f"  - {{user_id: {i}, name: Crew {i}, role: member}}" for i in self.crews),
            *(f"  - {{user_id: {i}, name: Reporter {i}, role: member}}" for i in self.reporters),
            "teams:",
            *(f"  - {{key: t{i}, name: T{i}, members: [{i}], "
              f"base: [{self.south + 0.01 + (i % 4) * 0.01:.2f}, {120.26 + (i % 3) * 0.01:.2f}]}}"
              for i in self.crews),
        ]  # fmt: skip
        return "\n".join(lines) + "\n"


@dataclass
class Child:
    """The program in a process of its own, started by a parent that has imported everything already."""

    folder: Path
    environment: dict[str, str]
    script: Path = programs.ZYGOTE
    pid: int = 0
    _ended: "asyncio.Task[int] | None" = None

    async def __aenter__(self) -> Self:
        """Nothing is started yet."""
        return self

    async def start(self, *words: str, crash_at: str = "") -> None:
        """Start the program; *crash_at* arms a crash point."""
        order = {
            "environment": {**self.environment, "PATROL_CRASH_AT": crash_at}, "words": words,
            "folder": str(self.folder), "log": str(self.folder / "log.txt"),
        }  # fmt: skip
        self.pid = await asyncio.to_thread(programs.begin, order, self.script)
        self._ended = asyncio.create_task(asyncio.to_thread(programs.end, self.script))

    async def ended(self, within_s: float) -> bool:
        """Whether it ends by itself within a time."""
        assert self._ended is not None
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self._ended), within_s)
            return True
        return False

    def is_dead(self) -> bool:
        """Whether it has ended."""
        return self._ended is not None and self._ended.done()

    async def kill(self) -> None:
        """``kill -9``, unless it is dead already."""
        assert self._ended is not None
        if not self._ended.done():
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        await self._ended

    async def __aexit__(self, *_: object) -> None:
        """End the program."""
        if self._ended is not None:
            await self.kill()


@dataclass
class Verdict:
    """What the comparison found; all empty means that nothing was lost and nothing said twice in silence."""

    lost: list[tuple[int, int]] = field(default_factory=list)
    doubled: list[tuple[int, int]] = field(default_factory=list)
    second_leads: list[int] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    unsent: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Nothing was found."""
        return not any(vars(self).values())


class Pace:
    """Whether the program still gets on, by what it has done and not by the hour: a busy machine is only slower."""

    def __init__(self, town: "Town", most: int | None = None) -> None:
        self.town = town
        self.most = most
        self._began = self._done = town.done_so_far()
        self._since = time.monotonic()

    def goes_on(self) -> bool:
        """False once it did nothing for a long time, or more than *most* things since the beginning."""
        done, now = self.town.done_so_far(), time.monotonic()
        if done != self._done:
            self._done, self._since = done, now
        is_far = self.most is not None and done - self._began > self.most
        return not is_far and now - self._since < STANDSTILL_S


class Town:
    """Everybody outside of the program: reporters, crews, the captain, and the Bot API server."""

    def __init__(self, folder: Path, seed: int, quarters: tuple[Quarter, ...] = (Quarter(),)) -> None:
        self.folder = folder
        self.quiet_since = SystemClock().now()
        self.quarters = quarters
        self.chance = random.Random(seed)
        self.world = DrillTelegram(SystemClock(), TOKEN)
        self.world.rates.per_second = 10_000
        self.world.rates.group_per_minute = 100_000
        self.pins: list[tuple[int, int]] = []
        self._orphans: dict[tuple[int, int], list[int]] = {}
        self._free: dict[Quarter, list[int]] = {quarter: [] for quarter in quarters}
        for quarter in quarters:
            for user_id in quarter.people:
                self.world.add_person(user_id, f"P{user_id}", f"p{user_id}", started=True)
            self.world.add_group(quarter.group, f"Quarter {quarter.n}", list(quarter.people), creator=quarter.captain)
        self.server = DrillServer(self.world)
        self.database = folder / "patrol.db"

    def environment(self) -> dict[str, str]:
        """The program's settings."""
        return {
            "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": self.server.url, "PATROL_DATA_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.database}", "PATROL_OWNER_IDS": str(self.quarters[0].captain),
            "PATROL_ASK_SECONDS": "1", "PATROL_LANGUAGE": "en", "PTB_TIMEDELTA": "true", "PATROL_HTTP_PORT": "0",
            "BARE_DATABASE": str(self.folder / "bare.db"), "PATROL_BALLAST_MB": "0",
        }  # fmt: skip

    def report(self) -> None:
        """A pin of somebody who has not reported lately, far from all others."""
        quarter = self.quarters[len(self.pins) % len(self.quarters)]
        self._free[quarter] = self._free[quarter] or list(quarter.reporters)
        n = len(self.pins) // len(self.quarters)
        lat, lon = quarter.south + (n % 20) * 0.002, 120.25 + (n // 20) * 0.002
        message = Player(self.world, self._free[quarter].pop()).send_location(quarter.group, lat, lon)
        self.pins.append((quarter.group, message.message_id))

    def work(self) -> None:
        """Crews accept, arrive, photograph and finish what they were sent to, or say nothing; the captain confirms."""
        for quarter in self.quarters:
            for crew in quarter.crews:
                if self.chance.random() < 0.12:
                    self._crew_acts(crew)
            mine = sum(group == quarter.group for group, _ in self.pins) if len(self.quarters) > 1 else len(self.pins)
            if mine and self.chance.random() < 0.2:
                number = self.chance.randrange(1, mine + 1)
                Player(self.world, quarter.captain).say(quarter.captain, f"/confirm {number}")

    def _crew_acts(self, crew: int) -> None:
        player = Player(self.world, crew)
        newest = player.sees(crew)[-SEEN_LAST:]
        orders = [m for m in newest if m.by_bot and m.buttons and "#" in m.text]
        if not orders:
            return
        number = orders[-1].text.split("#")[1].split()[0].rstrip(":·,")
        word = self.chance.choice(["accept", "arrived", "done", "done", "photo"])
        with suppress(Mistake):
            if word == "photo":
                player.send_photo(crew)
            else:
                player.say(crew, f"/{word} {number}" + (" duplicate" if word == "done" else ""))

    async def live(self, seconds: float) -> None:
        """Let a time pass in which people report and work."""
        end = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < end:
            if self.chance.random() < 0.12:
                self.report()
            self.work()
            await asyncio.sleep(self.chance.uniform(0.01, 0.12))

    async def rest(self) -> None:
        """Wait until all that people said and all that had come due by now is worked off, however long that takes.

        What comes due meanwhile (reminders have no end) is not waited for; letters may wait for their turn. A program
        that does nothing more is not waited for either: then the comparison tells what it left.
        """
        self.quiet_since = self.world.clock.now()
        (last,) = self.rows("SELECT max(id) FROM outbox") or [(0,)]
        quiet, pace = 0, Pace(self)
        while quiet < 10 and pace.goes_on():
            await asyncio.sleep(0.1)
            waiting = self.rows("SELECT count(*) FROM inbox WHERE state = 'waiting'")
            again = self.rows(
                "SELECT count(*) FROM outbox WHERE id <= ? AND (state = 'sending' OR state = 'waiting' AND repeated)",
                last[0] or 0,
            )
            is_quiet = self.world.updates.drained and waiting == again == [(0,)] and not self.late()
            quiet = quiet + 1 if is_quiet else 0
        pace = Pace(self, READ_AFTER)
        while self._unread() and pace.goes_on():  # the list of a captain is edited every five seconds
            await asyncio.sleep(0.1)

    def late(self) -> list[tuple[Any, ...]]:
        """Occasions that had come due when people fell quiet, and are not decided."""
        until_ms = self.quiet_since.timestamp() * 1000
        return self.rows("SELECT subject, name FROM occasions WHERE done_at IS NULL AND due_at < ?", until_ms)

    def done_so_far(self) -> int:
        """How much the program has worked off: grows with each thing that it does."""
        counted = (
            "occasions WHERE done_at IS NOT NULL",
            "outbox WHERE state != 'waiting'",
            "inbox WHERE state = 'done'",
        )
        return sum(row[0] for one in counted for row in self.rows(f"SELECT count(*) FROM {one}"))

    def begin_duty(self) -> None:
        """Every crew goes on duty."""
        for quarter in self.quarters:
            for crew in quarter.crews:
                Player(self.world, crew).say(crew, "/duty")

    def rows(self, query: str, *given: Any) -> list[tuple[Any, ...]]:
        """Rows of the program's database, read beside it."""
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(self.database, timeout=10)) as connection:
            return connection.execute(query, given).fetchall()
        return []

    def compare(self) -> Verdict:
        """What people sent beside what is stored, and what is stored beside what they were told."""
        origins = Counter(self.rows("SELECT origin_chat_id, origin_message_id FROM incidents"))
        leads = self.rows(
            "SELECT case_id FROM assignments WHERE ended_at IS NULL AND role = 'lead' "
            "GROUP BY case_id HAVING count(*) > 1"
        )
        again = self.rows("SELECT case_id FROM assignments GROUP BY case_id, team_id, sent_at HAVING count(*) > 1")
        return Verdict(
            lost=[pin for pin in self.pins if not origins[pin]],
            doubled=[origin for origin, count in origins.items() if count > 1 or origin not in self.pins],
            second_leads=[row[0] for row in [*leads, *again]],
            undecided=self._undecided(),
            unsent=[f"{k} {e}" for k, e in self.rows("SELECT key, error FROM outbox WHERE state = 'dropped' "
                    "AND error NOT IN ('its reason is gone', 'a newer one waits')")],
            unmarked=self._unmarked(),
        )  # fmt: skip

    def _undecided(self) -> list[str]:
        """Occasions long due and not decided, and cases that ran over their limit with no word about it.

        A team that led the case then was written to, and captains read it in their list for as long as it is so.
        """
        silent = self.rows(
            "SELECT o.subject, o.name FROM occasions o WHERE o.name = 'overdue' AND o.result = 'done' AND EXISTS "
            "(SELECT 1 FROM assignments a WHERE a.case_id = o.case_id AND a.role = 'lead' AND a.sent_at < o.done_at "
            "AND (a.ended_at IS NULL OR a.ended_at > o.done_at)) AND NOT EXISTS "
            "(SELECT 1 FROM outbox l WHERE l.case_id = o.case_id AND l.purpose = 'reminder')"
        )
        return [*(" ".join(map(str, row)) for row in [*self.late(), *silent]), *self._unread()]

    def _unread(self) -> list[str]:
        """Overdue cases of which a captain does not read: their list names the most urgent ones and counts the others.

        What came due since people fell quiet may not stand in it yet.
        """
        found = []
        for quarter in self.quarters:
            overdue = self.rows(
                "SELECT DISTINCT c.number FROM occasions o JOIN cases c ON c.id = o.case_id "
                "JOIN districts d ON d.id = c.district_id WHERE d.chat_id = ? AND o.name = 'overdue' "
                "AND o.result = 'done' AND o.due_at < ? AND c.state IN ('open', 'dispatched', 'accepted', 'on_scene')",
                quarter.group, self.quiet_since.timestamp() * 1000,
            )  # fmt: skip
            texts = [m.body["text"] for m in self._ours(quarter.captain) if m.body["text"].startswith(LIST)]
            read = texts[-1] if texts else ""
            named = {int(n) for n in re.findall(r"#(\d+) .*overdue since", read)}
            counted = int((re.findall(r"and (\d+) more", read) or ["0"])[0])
            unnamed = [n for (n,) in overdue if n not in named]
            if len(unnamed) > counted:
                found.append(f"{unnamed} overdue, and captain {quarter.captain} reads {read!r}")
        return found

    async def bury(self) -> None:
        """After a death: which letters were being sent then, and which messages of theirs no letter knows.

        What the dead one had sent already and the server has not read yet counts too.
        """
        for _ in range(HEARD_OUT):
            await asyncio.sleep(0.005)
        sending = self.rows("SELECT chat_id, id FROM outbox WHERE state = 'sending'")
        known = self._known()
        for chat in self._chats():
            for orphan in (m for m in self._ours(chat) if (chat, m.message_id) not in known):
                letters = [letter for where, letter in sending if where == chat]
                self._orphans.setdefault((chat, orphan.message_id), letters)

    def _unmarked(self) -> list[str]:
        """Messages sent and, because of a death, not written down, whose letter came again without a mark.

        One whose reason was gone by the next start does not come again, and is not a doubled one; one that a newer
        letter of its kind took the place of is marked there.
        """
        known, found = self._known(), []
        for chat in self._chats():
            said = {m.message_id: _first(m) for m in self._ours(chat)}
            for orphan in (one for one in said if (chat, one) not in known):
                letters = self._orphans.get((chat, orphan), [])
                again = [one for letter in letters for one in self._came_again(letter) if one > orphan]
                if not letters or any(not any(mark in said[one] for mark in MARKS) for one in again):
                    found.append(f"{chat}: {said[orphan][:60]!r} of {letters} came again as {[said[n] for n in again]}")
        return found

    def _came_again(self, letter: int) -> list[int]:
        """The messages that a letter, or the newer one in its place, became in the end; none where it was given up."""
        newer = (
            "SELECT n.message_id FROM outbox o JOIN outbox n ON n.collapse = o.collapse AND n.id > o.id "
            "WHERE o.id = ? AND o.error = 'a newer one waits' ORDER BY n.id LIMIT 1"
        )
        itself = "SELECT message_id FROM outbox WHERE id = ? AND state = 'sent'"
        return [row[0] for row in [*self.rows(itself, letter), *self.rows(newer, letter)] if row[0] is not None]

    def _chats(self) -> list[int]:
        return [chat for quarter in self.quarters for chat in (quarter.group, *quarter.people)]

    def _ours(self, chat: int) -> list[Any]:
        return [m for m in self.world.messages(chat) if m.author.id == self.world.bot.id and "text" in m.body]

    def _known(self) -> set[tuple[Any, ...]]:
        sent = "SELECT chat_id, message_id FROM outbox WHERE message_id IS NOT NULL"
        return set(self.rows(f"{sent} UNION SELECT chat_id, message_id FROM postings"))


def _first(message: Any) -> str:
    """The text of a message as it was sent, before any edit."""
    return str((message.history[0] if message.history else message.body)["text"])
