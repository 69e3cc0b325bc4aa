"""A written drill being played on a ground that stands: events happen at their time, crews and the captain act."""

import contextlib
import random
import re
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

from bot.values.geo import Point
from handlers.drill.people import crew, review
from handlers.drill.people.crew import Command, Crew
from handlers.drill.people.player import Player
from handlers.drill.people.review import Missed, Review
from handlers.drill.people.scenario import Event, Scenario
from handlers.drill.pulse import Pulse
from handlers.drill.stage import Stage
from handlers.drill.world.chats import Message
from handlers.drill.world.errors import Mistake

LOOK_EVERY_S = 5.0
"""How often it is asked whether all cases are closed, once nothing more will happen."""
AT_LEAST_S = 60.0

DRAWN_ITEMS = (
    "shared_bike_parking",
    "street_stall",
    "shop_overflow",
    "fire_lane_blocked",
    "dog_leash",
    "piled_goods",
)


class Playing:
    """One play of *script*; people of *spared* are left to whoever plays them by hand.

    *told* hears of each message with which somebody reports.
    """

    def __init__(
        self,
        stage: Stage,
        script: Scenario,
        spared: Collection[int] = (),
        told: Callable[[Message], None] = lambda _: None,
    ) -> None:
        self.stage = stage
        self.told = told
        self.script = script
        self.total_s = script.minutes * 60
        self.elapsed_s = 0.0
        self.stopped = False
        self.reported = 0
        self.missed: list[Missed] = []
        self.began = stage.clock.now()
        self._first = 0
        self._looked_s = 0.0
        self._pulse = Pulse(stage)
        self._events = sorted([*script.events, *_drawn(stage, script)], key=lambda event: event.at_s)
        file = stage.file
        mine = {team.key for team in file.teams if set(team.members) & set(spared)}
        self.crews = [one for one in crew.of_district(stage.world, file, script.crews) if one.key not in mine]
        captain = file.people[0].user_id
        command = Command(Player(stage.world, captain), stage.world, stage.clock, file.chat_id)
        self._acts = [one.act for one in self.crews] + ([] if captain in spared else [command.act])

    async def run(
        self, shown: Callable[[], None] = lambda: None, watch: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """Play until all is done or the time is up; *shown* is called at each step, *watch* awaited after it."""
        self._first = await self.stage.last_number()
        for one in self.crews:
            one.show(self.stage.clock.now())
        self._pulse.begin()
        self.stage.clock.stand(False)
        try:
            while not await self._is_over():
                await self._pulse.beat(self._step)
                shown()
                if watch is not None:
                    await watch()
                await self._pulse.next()
        finally:
            self._pulse.end()

    async def _step(self, now: datetime) -> None:
        """Whatever happens and is done at this second."""
        self.elapsed_s = min((now - self.began).total_seconds(), self.total_s)
        while self._events and self._events[0].at_s <= self.elapsed_s:
            await self._happen(self._events.pop(0))
        for act in self._acts:
            with contextlib.suppress(Mistake):
                act(now)

    async def review(self) -> Review:
        """How every case went that was reported since the beginning."""
        close_s = self.stage.file.close_s
        cases = await self.stage.incidents(self._first)
        lines = tuple(review.line_of(i, self.stage.item_names(i.item or "other"), close_s) for i in cases)
        calls = self.stage.world.calls.of(self.stage.file.chat_id, since=self.began)
        others = tuple(await self.stage.others(self._first))
        return Review(lines, review.busiest(calls), close_s, others, tuple(self.missed))

    async def _is_over(self) -> bool:
        if self.stopped or self.elapsed_s >= self.total_s:
            return True
        if self._events or self.elapsed_s < AT_LEAST_S or self.elapsed_s < self._looked_s + LOOK_EVERY_S:
            return False
        self._looked_s = self.elapsed_s
        return await self.stage.all_ended(self._first)

    async def _happen(self, event: Event) -> None:
        if event.does == "restart":
            await self.stage.restart()
            return
        team = next((one for one in self.crews if one.key == event.who), None)
        if team is not None:
            _tell(team, event)
        elif isinstance(event.who, int):
            self._act(Player(self.stage.world, event.who), event)

    def _act(self, player: Player, event: Event) -> None:
        group = self.stage.file.chat_id
        if event.does == "say":
            player.say(group, self._numbered(event.text))
        elif event.does == "write":
            player.say(player.id, self._numbered(event.text))
        elif event.does == "press":
            if not _press(player, data := self._numbered(event.text)):
                self.missed.append(Missed(event.at_s, player.id, data))
        elif event.does == "pin" and event.where is not None:
            player.send_location(player.id, event.where.lat, event.where.lon)
        elif event.does == "photo":
            player.send_photo(player.id, self._numbered(event.text) or None)
        elif event.where is not None:
            self.reported += 1
            names = self.stage.item_names(event.item) if event.item else {}
            words = names.get(self.stage.file.language, event.text)
            if words:
                self.told(player.say(group, words))
            self.told(player.send_location(group, event.where.lat, event.where.lon))

    def _numbered(self, text: str) -> str:
        """The text with ``{2}`` as the number that the drill's second case has on this ground."""
        return re.sub(r"\{(\d+)\}", lambda found: str(self._first + int(found[1])), text)


def _press(player: Player, data: str) -> bool:
    """Press the newest button in private whose data holds *data*; whether there is one."""
    for seen in reversed(player.sees(player.id)):
        for button in (one for row in seen.buttons for one in row):
            if button.data and data in button.data:
                player.press_data(seen.id, button.data, player.id)
                return True
    return False


def _tell(team: Crew, event: Event) -> None:
    """A crew hears how it is to behave from now on."""
    if event.does == "silent":
        team.silent_until = team.player.world.clock.now() + timedelta(seconds=event.for_s)
    elif event.does == "decline":
        team.decline_with = event.reason
    elif event.does == "backup":
        team.wants_backup = True


def _drawn(stage: Stage, script: Scenario) -> list[Event]:
    """Reports at even distances, at places drawn around the bases, with items drawn by the same chance."""
    if script.reports is None:
        return []
    file, chance = stage.file, random.Random(script.reports.seed)
    bases = [t.base for t in file.teams if t.base and not t.handles]
    events = []
    for i in range(script.reports.count):
        base = chance.choice(bases)
        where = Point(base.lat + chance.uniform(-0.002, 0.002), base.lon + chance.uniform(-0.002, 0.002))
        who = chance.choice(file.people[:-1]).user_id
        at_s = i * script.reports.minutes * 60 / script.reports.count
        events.append(Event(at_s=at_s, does="report", who=who, where=where, item=chance.choice(DRAWN_ITEMS)))
    return events
