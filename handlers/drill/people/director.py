"""The director of a drill ground: plays the written drills of a folder, one at a time, and keeps the last review."""

import asyncio
import logging
import time
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.values.refused import Mistakes, Refused
from handlers.drill.people import scenario
from handlers.drill.people.playing import Playing
from handlers.drill.people.scenario import Scenario
from handlers.drill.stage import Stage
from handlers.drill.world.chats import Json, Message
from handlers.drill.world.errors import Mistake

TOLD_EVERY_S = 0.5
"""How often viewers are told how far it is, in seconds of the machine."""

log = logging.getLogger(__name__)


class Company(Protocol):
    """Who else acts on the stage, and makes way while a drill is played."""

    async def rest(self) -> None:
        """Nobody acts any more."""

    def wake(self) -> None:
        """They go on."""

    def note(self, message: Message) -> None:
        """A simulated person reports with this message."""


class Director:
    """Plays on a stage that stands; the same people, the same chat, the same clock. *company* makes way meanwhile."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage = stage
        self.scripts: dict[str, Scenario] = {}
        for path in sorted(folder.glob("*.yaml")):
            try:
                self._add(path.stem, scenario.read(path))
            except (Refused, Mistakes) as wrong:
                log.error("drill %s: %s", path.name, wrong)
        self.company: Company | None = None
        self._name = ""
        self._playing: Playing | None = None
        self._task: asyncio.Task[None] | None = None
        self._rate = 0.0
        self._before: tuple[float, datetime] | None = None
        self._review: Json | None = None

    def _add(self, name: str, script: Scenario) -> None:
        """Only what is written for this very district can be played on its ground."""
        if script.district == self.stage.source:
            self.scripts[name] = script

    def play(self, name: str, speed: float, spared: Collection[int] = ()) -> None:
        """Begin the drill of that name at *speed*; people of *spared* are left to whoever plays them."""
        if name not in self.scripts:
            raise Mistake(f"There is no drill {name!r}; choose one of {', '.join(self.scripts) or 'none'}.")
        if self._playing is not None:
            raise Mistake("A drill is being played already; stop it first.")
        self._name, self._review = name, None
        note = self.company.note if self.company else None
        self._playing = Playing(self.stage, self.scripts[name], spared, *([note] if note else []))
        self._before, self._rate = None, speed
        self.stage.clock.stand(False)
        self.stage.clock.run_at(speed)
        self._task = asyncio.create_task(self._run(self._playing))
        self.stage.world.changes.touch()

    async def stop(self) -> None:
        """End the drill that is being played, at its next second; what was done so far is reviewed."""
        if self._task is not None and self._playing is not None:
            self._playing.stopped = True
            self.stage.clock.stand(False)
            await asyncio.wait({self._task})

    async def _run(self, playing: Playing) -> None:
        try:
            if self.company is not None:
                await self.company.rest()
            await self.stage.muster()
            playing.began = self.stage.clock.now()
            await playing.run(self._step)
            self._review = (await playing.review()).as_json() | {"name": self._name, "began": playing.began.isoformat()}
        except Exception:  # the ground stands, whatever became of the drill
            log.exception("the drill broke off")
        finally:
            self.stage.clock.run_at(1.0)
            self._playing = self._task = None
            if self.company is not None:
                self.company.wake()
            self.stage.world.changes.touch()

    @property
    def busiest(self) -> str:
        """The name of the drill with the most reports; empty where there is none."""
        return max(self.scripts, key=lambda name: self.scripts[name].count, default="")

    def _step(self) -> None:
        """Now and then viewers are told how far it is, and how fast the clock really ran since they were told last."""
        at, now = time.monotonic(), self.stage.clock.now()
        if self._before is None:
            self._before = (at, now)
        elif at - self._before[0] >= TOLD_EVERY_S:
            self._rate = (now - self._before[1]).total_seconds() / (at - self._before[0])
            self._before = (at, now)
            self.stage.world.changes.touch()

    def state(self) -> Json:
        """What is being played and how far it is; the last review."""
        playing = None
        if self._playing is not None:
            playing = {
                "name": self._name,
                "elapsed_s": round(self._playing.elapsed_s),
                "total_s": round(self._playing.total_s),
                "reported": self._playing.reported,
                "rate": round(self._rate, 2),
            }
        return {"playing": playing, "review": self._review}

    def listed(self) -> list[Json]:
        """The drills that can be played, the shortest first."""
        told = [
            {
                "name": name,
                "title": script.title,
                "minutes": script.minutes,
                "reports": script.count,
            }
            for name, script in self.scripts.items()
        ]
        return sorted(told, key=lambda one: one["minutes"])
