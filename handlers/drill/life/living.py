"""The ground goes on by itself: whoever is not played by hand acts at each second, and others report now and then.

It begins with the first page that is opened and rests while a written drill is played, which brings its own people.
"""

import asyncio
import contextlib
import logging
import time
from datetime import datetime, timedelta

from bot.register.people import RoleName
from handlers.drill import cases
from handlers.drill.life import colleagues
from handlers.drill.life.guided import Guided
from handlers.drill.life.next_steps import NextSteps
from handlers.drill.life.reporting import Others
from handlers.drill.life.windows import Windows
from handlers.drill.people import crew
from handlers.drill.people.crew import Command, Crew
from handlers.drill.people.player import Player
from handlers.drill.people.scenario import Crews
from handlers.drill.pulse import Pulse
from handlers.drill.stage import Stage
from handlers.drill.world.chats import Json, Message
from handlers.drill.world.errors import Mistake

CREWS = Crews(accept_s=(4, 18), on_scene_s=(15, 50), speed_kmh=15.0)
"""They are quick: whoever looks on for a few minutes is to see cases end."""
DUTY_EVERY = timedelta(seconds=10)
"""How often it is asked who is on duty."""

log = logging.getLogger(__name__)


class Living:
    """The people of *stage* whom nobody plays; *rush* is the name of its busiest drill."""

    def __init__(self, stage: Stage, rush: str = "") -> None:
        self.stage = stage
        self.windows = Windows()
        self.guided = Guided()
        self.crews_play, self.others_report = True, True
        file, world = stage.file, stage.world
        self.captains = [one.user_id for one in file.people if one.role is RoleName.CAPTAIN]
        self.next = NextSteps(self.captains, rush)
        self._of_others: set[tuple[int, int]] = set()
        self._teams = {team.key: frozenset(team.members) for team in file.teams}
        self._crews = crew.of_district(world, file, CREWS)
        self._away: set[str] = set(self._teams)
        self._commands = [Command(Player(world, one), world, stage.clock, file.chat_id) for one in self.captains]
        self._colleagues = colleagues.of_district(world, file)
        self._others = Others(stage, self.note)
        self._on_duty: frozenset[int] = frozenset()
        self._asked_at: datetime | None = None
        self._noticed_at = float("-inf")
        self._pulse = Pulse(stage)
        self._task: asyncio.Task[None] | None = None
        self._rests = False
        self._is_closed = False

    # What the page and the director say.

    def note(self, message: Message) -> None:
        """A simulated person reports with this message."""
        self._of_others.add((message.chat_id, message.message_id))

    async def cases(self) -> dict[str, Json]:
        """Every case, with whether it was reported by one of the others."""
        parts = await self.stage.cases()
        return {key: part | {"others": self._is_of_others(part)} for key, part in parts.items()}

    def _is_of_others(self, part: Json) -> bool:
        return tuple(part["origin"] or ()) in self._of_others

    async def begin_again(self) -> None:
        """The guide waits for its next case."""
        self.guided.begin_again(await self.cases())
        self.stage.world.changes.touch()

    @property
    def _is_first_over(self) -> bool:
        return self.guided.is_over or self.guided.after > 0

    def state(self, playing: Json | None, review: Json | None) -> Json:
        """What the page shows of it, while the director plays and has reviewed this."""
        if self._is_first_over:
            self.next.watch(self.stage.screens, playing, review)
        return {
            "life": {"crews": self.crews_play, "others": self.others_report, "on_duty": sorted(self._on_duty)},
            "guide": {"after": self.guided.after},
            "next": sorted(self.next.done),
        }

    def switch(self, crews: bool | None, others: bool | None) -> None:
        """Whether crews play along, and whether others report."""
        self.crews_play = self.crews_play if crews is None else crews
        self.others_report = self.others_report if others is None else others
        self.stage.world.changes.touch()

    # Going on and resting.

    def wake(self) -> None:
        """Go on, if it has not begun yet or rests."""
        self._rests = False
        if not self._is_closed and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._run())

    async def rest(self) -> None:
        """Nobody acts any more until it is woken."""
        self._rests = True
        self._pulse.interrupt()
        if self._task is not None and not self._task.done():
            await asyncio.wait({self._task})

    async def close(self) -> None:
        """For good."""
        self._is_closed = True
        await self.rest()

    async def _run(self) -> None:
        self._pulse.begin()
        try:
            while not self._rests:
                try:
                    await self._pulse.beat(self._second)
                except Exception:  # whatever a person stumbles over, the ground goes on
                    log.exception("the ground stumbled")
                if not self._rests:
                    await self._pulse.next()
        finally:
            self._pulse.end()

    # One second.

    async def _second(self, now: datetime) -> None:
        if not self.stage.is_up:
            return
        parts, held = await self.cases(), self.windows.held
        self.guided.look(parts, now, self.stage.clock.speed)
        if self._is_first_over and (self.next.look(parts, held) | await self._notice(held)):
            self.stage.world.changes.touch()
        if self._asked_at is None or now - self._asked_at >= DUTY_EVERY:
            self._asked_at, self._on_duty = now, await self.stage.on_duty()
        if self.crews_play:
            self._people(now, held)
        if self.others_report and self.windows.is_any_open and self.guided.others_may_report:
            with contextlib.suppress(Mistake):
                self._others.act(now, parts, self._on_duty, held)

    async def _notice(self, held: frozenset[int]) -> bool:
        """What has happened beside the cases, asked while somebody looks on; no oftener than cases are read."""
        at = time.monotonic()
        if not self.windows.is_any_open or self.next.all_done or at < self._noticed_at + cases.LOOK_S:
            return False
        self._noticed_at = at
        return self.next.notice(await self.stage.happened(), held)

    def _people(self, now: datetime, held: frozenset[int]) -> None:
        leaves = frozenset(self.guided.keys)
        for one in self._crews:
            with contextlib.suppress(Mistake):
                self._crew(one, now, held, leaves)
        for colleague in self._colleagues:
            if colleague.player.id not in held:
                colleague.act(now)
        if held.isdisjoint(self.captains) and self._commands:
            command = self._commands[0]
            command.leaves = leaves
            with contextlib.suppress(Mistake):
                command.act(now)

    def _crew(self, one: Crew, now: datetime, held: frozenset[int], leaves: frozenset[tuple[str, int]]) -> None:
        """A team of which nobody is played; one that comes back from somebody's hands goes on from where it is."""
        members = self._teams[one.key]
        if members & held or not members & self._on_duty:
            self._away.add(one.key)
            return
        if one.key in self._away:
            self._away.discard(one.key)
            one.take_over()
            if not one.is_called:
                one.show(now)
        one.leaves = leaves
        one.act(now)
        if self.windows.is_any_open:
            one.stroll(now)
