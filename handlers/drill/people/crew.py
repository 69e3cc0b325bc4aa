"""Simulated people: crews that answer orders on their phones, walk, photograph and finish; captains that confirm."""

import random
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.imports.district_file import DistrictFile
from bot.values import geo
from bot.values.clock import Clock
from bot.values.geo import Point
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people import pictures
from handlers.drill.people.player import Player
from handlers.drill.people.scenario import Crews
from handlers.drill.people.seen import Button, Seen
from handlers.drill.world.chats import Message
from handlers.drill.world.errors import Mistake

ASKED = ("accept", "decline", "arrive", "resolve", "backup")
"""The moves of an order that a crew knows."""

PHOTOS = re.compile(r"📷\D*(\d+)/(\d+)")
MOST_PHOTOS = 4
THERE_M, THERE_S = 3.0, (15.0, 20.0)
"""So near a crew is there, and so long it waits for the bot to notice by itself."""
STEP_S = 10.0
"""How often a walking crew's phone sends its position."""


@dataclass
class Crew:
    """One team on the street: its first member's phone does everything."""

    key: str
    player: Player
    at: Point
    crews: Crews
    chance: random.Random
    live: Message | None = None
    todo_at: datetime | None = None
    goal: tuple[str, str] | None = None
    walked_at: datetime | None = None
    silent_until: datetime | None = None
    decline_with: str | None = None
    wants_backup: bool = False
    photos_left: int = 0
    done: set[str] = field(default_factory=set)
    _order_at: int = -1
    _newest: Seen | None = None

    def act(self, now: datetime) -> None:
        """Whatever this crew does at *now*: read the newest order, answer, walk, photograph, finish."""
        if self.silent_until and now < self.silent_until:
            return
        order = self._order()
        if order is None:
            self.goal, self.todo_at = None, None
            return
        moves = {_move(b): b for row in reversed(order.buttons) for b in reversed(row) if b.data}
        if "accept" in moves:
            self._answer(order, moves, now)
        elif "arrive" in moves:
            self._walk(order, moves["arrive"], now)
        elif "resolve" in moves:
            self._handle(order, moves, now)

    def _order(self) -> Seen | None:
        """The newest order that still has something to press; looked up when the private chat has changed."""
        me = self.player.id
        changed = self.player.world.changes.last_of(me)
        if changed != self._order_at:
            mine = [
                m for m in self.player.sees(me) if m.by_bot and any(_move(b) in ASKED for row in m.buttons for b in row)
            ]
            self._order_at, self._newest = changed, mine[-1] if mine else None
        return self._newest

    def _wait(self, what: tuple[str, str], now: datetime, span: tuple[float, float]) -> bool:
        """Whether the time for *what*, drawn once by chance, has come."""
        if self.goal != what:
            self.goal = what
            self.todo_at = now + timedelta(seconds=self.chance.uniform(*span))
        return self.todo_at is not None and now >= self.todo_at

    def _press(self, order: Seen, button: Button) -> None:
        if button.data is None:
            return
        try:
            self.player.press_data(order, button.data)
        except Mistake:
            return

    def _answer(self, order: Seen, moves: dict[str, Button], now: datetime) -> None:
        if not self._wait((_case(order), "accept"), now, self.crews.accept_s):
            return
        if self.decline_with and "decline" in moves:
            data = f"{moves['decline'].data}:{self.decline_with}"
            self.player.press_data(order, data)
            self.decline_with = None
        else:
            self._press(order, moves["accept"])
        self.goal = None

    def _walk(self, order: Seen, arrive: Button, now: datetime) -> None:
        """A step towards the place of the order; the live position does the rest, unless they stood there before."""
        goal = self._place(order)
        if goal is not None and geo.metres(self.at, goal) < THERE_M:
            if self._wait((_case(order), "arrive"), now, THERE_S):
                self._press(order, arrive)
                self.goal = None
            return
        if goal is None or (self.walked_at and (now - self.walked_at).total_seconds() < STEP_S):
            return
        seconds = (now - self.walked_at).total_seconds() if self.walked_at else STEP_S
        self.walked_at = now
        far = geo.metres(self.at, goal)
        part = min(1.0, min(seconds, 30) * self.crews.speed_kmh / 3.6 / far) if far > 1 else 1.0
        self.at = Point(self.at.lat + (goal.lat - self.at.lat) * part, self.at.lon + (goal.lon - self.at.lon) * part)
        self.show(now)

    def show(self, now: datetime) -> None:
        """Send the present position from the phone; one that is shared already goes on from where it is."""
        if self.live is None and (running := _running(self.player, now)) is not None:
            self.live, self.at = running, Point(*(running.body["location"][part] for part in ("latitude", "longitude")))
        if self.live is None or self.live.live_until is None or self.live.live_until <= now:
            self.live = self.player.start_live(self.player.id, self.at.lat, self.at.lon, 28800, 8)
        else:
            self.player.move_live(self.live, self.at.lat, self.at.lon, 8, self.player.id)

    def _place(self, order: Seen) -> Point | None:
        after = [m for m in self.player.sees(self.player.id) if m.by_bot and m.location and m.id > order.id]
        if not after or after[0].location is None:
            return None
        return Point(float(after[0].location["latitude"]), float(after[0].location["longitude"]))

    def _handle(self, order: Seen, moves: dict[str, Button], now: datetime) -> None:
        case = _case(order)
        if case not in self.done:
            self.done.add(case)
            self.photos_left = MOST_PHOTOS
            self._photograph(case, "before")
        if self.wants_backup:
            self.wants_backup = False
            self.player.say(self.player.id, f"/backup {case}")
        if not self._wait((case, "resolve"), now, self.crews.on_scene_s):
            return
        if self.photos_left and _is_short_of_photos(order):
            self.photos_left -= 1
            self._photograph(case, "after")
            return
        self._press(order, moves["resolve"])
        self.todo_at = now + timedelta(seconds=15)

    def _photograph(self, case: str, when: str) -> None:
        """One of the scenes, the same for all photos of a case."""
        scenes, number = sorted(pictures.SCENES), len(self.player.world.files.by_id)
        name = f"{scenes[int(case) % len(scenes)]}-{when}"
        self.player.send_photo(self.player.id, data=pictures.taken(name, int(case), f"photo {number}"))


def of_district(world: DrillTelegram, file: DistrictFile, crews: Crews) -> list[Crew]:
    """One crew for each team that has members and a base."""
    return [
        Crew(team.key, Player(world, team.members[0]), team.base, crews, random.Random(f"{crews.seed}{team.key}"))
        for team in file.teams
        if team.members and team.base is not None
    ]


def _running(player: Player, now: datetime) -> Message | None:
    """The live location that the person shares in private at this moment."""
    sent = reversed(player.world.messages(player.id))
    return next((m for m in sent if m.author is player.person and m.live_until and m.live_until > now), None)


def _is_short_of_photos(order: Seen) -> bool:
    """Whether the order says that photos are missing: ``📷 … 1/3``."""
    found = PHOTOS.search(order.text)
    return found is not None and int(found[1]) < int(found[2])


def _is_asked(order: Seen) -> bool:
    return any(_move(button) in ASKED for row in order.buttons for button in row)


def _move(button: Button) -> str:
    return (button.data or "").split(":")[2] if (button.data or "").count(":") >= 2 else ""


def _case(order: Seen) -> str:
    """The number of the case that an order is about, as its buttons' data have it: ``kind:district.number:move``."""
    data = next(b.data for row in order.buttons for b in row if b.data and _move(b) in ASKED)
    return data.split(":")[1].rpartition(".")[2]


class Command:
    """The captain's phone: confirms what is waiting, every now and then."""

    def __init__(self, player: Player, world: DrillTelegram, clock: Clock, group: int) -> None:
        self.player = player
        self.world = world
        self.clock = clock
        self.group = group
        self._pressed: set[tuple[int, int]] = set()
        self._next = clock.now()
        self._looked_at = -1

    def act(self, now: datetime) -> None:
        """Confirm the oldest resolved case on its card, at most one every ten seconds."""
        changed = self.world.changes.last_of(self.group)
        if now < self._next or changed == self._looked_at:
            return
        for card in self.player.sees(self.group):
            button = next((b for row in card.buttons for b in row if _move(b) == "confirm"), None)
            if button is not None and button.data and (card.id, card.edits) not in self._pressed:
                self._pressed.add((card.id, card.edits))
                self.player.press_data(card, button.data)
                self._next = now + timedelta(seconds=10)
                return
        self._looked_at = changed
