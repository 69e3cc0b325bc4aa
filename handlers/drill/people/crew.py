"""Simulated people: crews that answer orders on their phones, walk, photograph and finish; captains that confirm."""

import contextlib
import math
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.imports.district_file import DistrictFile
from bot.values import geo
from bot.values.clock import Clock
from bot.values.geo import Point
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people import offers, pictures
from handlers.drill.people.offers import Key, Offer
from handlers.drill.people.player import Player
from handlers.drill.people.scenario import Crews
from handlers.drill.people.seen import Seen
from handlers.drill.world.chats import Message
from handlers.drill.world.errors import Mistake

PHOTOS = re.compile(r"📷\D*(\d+)/(\d+)")
PIECES = ("photo", "photo", "voice", "photo", "photo")
"""What a crew sends one after the other while evidence is missing, unless it is asked for something else."""
THERE_M, THERE_S = 3.0, (15.0, 20.0)
"""So near a crew is there, and so long it waits for the bot to notice by itself."""
STEP_S = 10.0
"""How often a walking crew's phone sends its position."""
AGAIN_S = 15.0
"""How long somebody waits for what a press should do before it is tried again."""
STROLL_EVERY_S, STROLL_M, STROLL_STEP_M = (40.0, 80.0), 120.0, 45.0
"""How often a crew that is free walks on, how far from its base at most to each side, and how far each time."""
DEGREE_M = 111_320.0
PATROL: Key = ("patrol", 0)
NOTE = ("pnote", "read")
"""The button below notes that are to be read first."""

KEEPS = {"welfare", PATROL[0], NOTE[0]}
"""What a crew waits for beside its cases."""
PIECE_S = 3.0
"""How long a crew takes from one piece of evidence to what it does next."""
WAY_THERE = re.compile(r"position=(-?[\d.]+),(-?[\d.]+)&.*\bname=(\d+)$")
"""The address of a navigation button: longitude, latitude, the number of the case."""


@dataclass
class Crew:
    """One team on the street: its first member's phone does everything.

    *case* is the one that it is at; *waits* are the times, drawn once by chance, from which it does a step of a case.
    Cases of *leaves* are somebody else's to do. *base* is where it stands when nothing else calls it.
    """

    key: str
    player: Player
    at: Point
    crews: Crews
    chance: random.Random
    leaves: frozenset[Key] = frozenset()
    live: Message | None = None
    case: Key | None = None
    waits: dict[tuple[Key, str], datetime] = field(default_factory=dict)
    walked_at: datetime | None = None
    silent_until: datetime | None = None
    decline_with: str | None = None
    wants_backup: bool = False
    is_called: bool = False
    base: Point | None = None
    done: set[Key] = field(default_factory=set)
    sent: dict[Key, list[int]] = field(default_factory=dict)
    tried: dict[Key, int] = field(default_factory=dict)
    _read_at: int = -1
    _offers: Sequence[Offer] = ()
    _messages: Sequence[Seen] = ()

    def act(self, now: datetime) -> None:
        """Whatever this crew does at *now*: answer, take on what it is sent to, walk, photograph, finish."""
        if self.silent_until and now < self.silent_until:
            return
        self._read()
        self._say_all_is_well(now)
        self._read_first(now)
        every = offers.steps(self._offers)
        self.is_called = bool(every)
        told = {case: offer for case, offer in every.items() if case not in self.leaves}
        self.waits = {goal: at for goal, at in self.waits.items() if goal[0] in told or goal[0][0] in KEEPS}
        self._forget(told)
        for case, offer in told.items():
            if offer.move in {"accept", "set_off"}:
                self._answer(case, offer, now)
        self.case = offers.chosen({c: o for c, o in told.items() if o.move not in {"accept", "set_off"}}, self.case)
        if self.case is None:
            return
        offer = told[self.case]
        if offer.move in {"arrive", "reach"}:
            self._walk(self.case, offer, now)
        else:
            self._handle(self.case, offer, now)

    def take_over(self) -> None:
        """From now on the crew goes on from where somebody else has left its phone."""
        self.live, self.walked_at, self.waits = None, None, {}

    def stroll(self, now: datetime) -> None:
        """A few steps around the base now and then, as patrols do while nothing calls them."""
        if self.base is None or self.is_called or not self._is_time(PATROL, "stroll", now, STROLL_EVERY_S):
            return
        del self.waits[PATROL, "stroll"]
        goal = beside(self.base, STROLL_M, self.chance)
        far = geo.metres(self.at, goal)
        part = min(1.0, STROLL_STEP_M / far) if far else 1.0
        self.at = Point(self.at.lat + (goal.lat - self.at.lat) * part, self.at.lon + (goal.lon - self.at.lon) * part)
        self.show(now)

    def _read(self) -> None:
        """Look at the phone, where something has changed on it."""
        me = self.player.id
        changed = self.player.world.changes.last_of(me)
        if changed != self._read_at:
            self._messages = [m for m in self.player.sees(me) if m.by_bot]
            self._offers, self._read_at = offers.of(self._messages), changed

    def _is_time(self, case: Key, step: str, now: datetime, span: tuple[float, float]) -> bool:
        """Whether the time of a step, drawn once by chance, has come."""
        at = self.waits.setdefault((case, step), now + timedelta(seconds=self.chance.uniform(*span)))
        return now >= at

    def _press(self, offer: Offer, now: datetime, data: str = "") -> None:
        """Press it; where nothing comes of it, it is tried again a little later."""
        self.waits[offer.case, offer.move] = now + timedelta(seconds=AGAIN_S)
        with contextlib.suppress(Mistake):
            self.player.press_data(offer.message, data or offer.data)

    def _say_all_is_well(self, now: datetime) -> None:
        for offer in self._offers:
            if (offer.case[0], offer.move) == ("welfare", "well"):
                if self._is_time(offer.case, offer.move, now, self.crews.accept_s):
                    self._press(offer, now)
                return

    def _read_first(self, now: datetime) -> None:
        """What is to be read before somebody goes in is read: every note that waits for that."""
        for offer in self._offers:
            if (offer.case[0], offer.move) == NOTE and self._is_time(offer.case, offer.move, now, self.crews.accept_s):
                self._press(offer, now)

    def _answer(self, case: Key, offer: Offer, now: datetime) -> None:
        if not self._is_time(case, offer.move, now, self.crews.accept_s):
            return
        decline = offers.newest(self._offers, case, "decline")
        if self.decline_with and decline is not None:
            self._press(decline, now, f"{decline.bare}:{self.decline_with}")
            self.decline_with = None
        else:
            self._press(offer, now)

    def _walk(self, case: Key, arrive: Offer, now: datetime) -> None:
        """A step towards the place of the case; the live position does the rest, unless they stood there before."""
        goal = place(case, self._offers, self._messages)
        if goal is None or geo.metres(self.at, goal) < THERE_M:
            if self._is_time(case, arrive.move, now, THERE_S):
                self._press(arrive, now)
            return
        if self.walked_at and (now - self.walked_at).total_seconds() < STEP_S:
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

    def _handle(self, case: Key, resolve: Offer, now: datetime) -> None:
        """Photograph, stay a while, send what is missing, and finish: in another way where the first does not help."""
        number = case[1]
        if case not in self.done:
            self.done.add(case)
            self._photograph(number, "before")
        if self.wants_backup:
            self.wants_backup = False
            self.player.say(self.player.id, f"/backup {number}")
        if not self._is_time(case, resolve.move, now, self.crews.on_scene_s):
            return
        sent = self.sent.setdefault(case, [])
        asked = offers.wanted(self._offers, number, sent[-1] if sent else 0)
        if len(sent) < len(PIECES) and (asked or is_short_of_photos(case, self._offers)):
            what = ("voice" if "audio" in asked else "photo") if asked else PIECES[len(sent)]
            sent.append(self._speak(number) if what == "voice" else self._photograph(number, "after"))
            self.waits[case, resolve.move] = now + timedelta(seconds=PIECE_S)
            return
        ways, tried = offers.ways(self._offers, resolve), self.tried.get(case, 0)
        self.tried[case] = tried + 1
        self._press(ways[tried % len(ways)], now)

    def _photograph(self, number: int, when: str) -> int:
        """One of the scenes, the same for all photos of a case; the message's number."""
        scenes, count = sorted(pictures.SCENES), len(self.player.world.files.by_id)
        name = f"{scenes[number % len(scenes)]}-{when}"
        data = pictures.taken(name, number, f"photo {count}")
        return self.player.send_photo(self.player.id, data=data).message_id

    def _speak(self, number: int) -> int:
        """A recording from the scene; the message's number."""
        told = f"{number} {len(self.player.world.files.by_id)}".encode()
        return self.player.send_voice(self.player.id, data=b"OggS" + told).message_id

    def _forget(self, told: Mapping[Key, Offer]) -> None:
        """Cases that are over for this crew; whoever is sent there again begins anew."""
        self.done &= told.keys()
        for remembered in (self.sent, self.tried):
            for case in remembered.keys() - told.keys():
                del remembered[case]


def of_district(world: DrillTelegram, file: DistrictFile, crews: Crews) -> list[Crew]:
    """One crew for each team that has members and a base."""
    return [
        Crew(
            team.key,
            Player(world, team.members[0]),
            team.base,
            crews,
            random.Random(f"{crews.seed}{team.key}"),
            base=team.base,
        )
        for team in file.teams
        if team.members and team.base is not None
    ]


def beside(point: Point, most_m: float, chance: random.Random) -> Point:
    """Somewhere at most so many metres north or south and east or west of *point*."""
    north, east = (chance.uniform(-most_m, most_m) / DEGREE_M for _ in range(2))
    return Point(point.lat + north, point.lon + east / math.cos(math.radians(point.lat)))


def _running(player: Player, now: datetime) -> Message | None:
    """The live location that the person shares in private at this moment."""
    sent = reversed(player.world.messages(player.id))
    return next((m for m in sent if m.author is player.person and m.live_until and m.live_until > now), None)


def is_short_of_photos(case: Key, told: Sequence[Offer]) -> bool:
    """Whether the message about *case* that counts photos and changed last says that some are missing: ``📷 … 1/3``."""
    about = [one.message for one in told if one.case == case and PHOTOS.search(one.message.text)]
    found = PHOTOS.search(max(about, key=lambda one: one.change).text) if about else None
    return found is not None and int(found[1]) < int(found[2])


def place(case: Key, told: Sequence[Offer], messages: Sequence[Seen]) -> Point | None:
    """Where *case* is: as a button that leads there has it, else the first pin after the oldest message about it."""
    for message in sorted(messages, key=lambda one: one.change, reverse=True):
        for button in (one for row in message.buttons for one in row if one.url):
            found = WAY_THERE.search(button.url or "")
            if found is not None and int(found[3]) == case[1]:
                return Point(float(found[2]), float(found[1]))
    first = min((one.message.id for one in told if one.case == case), default=0)
    pin = next((m.location for m in messages if m.location and m.id > first), None)
    return Point(float(pin["latitude"]), float(pin["longitude"])) if pin else None


PATIENCE_S = {"acknowledge": 8.0, "clear": 180.0, "confirm": 0.0}
"""What a captain presses, and how many seconds after it was first seen."""
CONFIRM_EVERY_S, PRESS_AGAIN_S = 10.0, 60.0


class Command:
    """The captain's phone: takes calls for help, clears them after a while, confirms what is waiting."""

    def __init__(self, player: Player, world: DrillTelegram, clock: Clock, group: int) -> None:
        self.player = player
        self.world = world
        self.clock = clock
        self.group = group
        self.leaves: frozenset[Key] = frozenset()
        """Cases that are somebody else's to do."""
        self._pressed: dict[tuple[Key, str], datetime] = {}
        self._seen_at: dict[tuple[Key, str], datetime] = {}
        self._next = clock.now()
        self._looked_at = (-1, -1)
        self._offers: Sequence[Offer] = ()

    def act(self, now: datetime) -> None:
        """Press what waits for the captain, in the group or in private; confirm at most one every ten seconds."""
        changed = self.world.changes.last_of(self.group), self.world.changes.last_of(self.player.id)
        if changed != self._looked_at:
            self._offers = offers.of([*self.player.sees(self.group), *self.player.sees(self.player.id)])
            self._looked_at = changed
        waiting = {(one.case, one.move) for one in self._offers if one.move in PATIENCE_S and not one.choice}
        waiting = {goal for goal in waiting if goal[0] not in self.leaves}
        self._seen_at = {goal: self._seen_at.get(goal, now) for goal in waiting}
        for goal, since in sorted(self._seen_at.items(), key=lambda row: (row[0][1] == "confirm", row[1], row[0][0])):
            if goal[1] == "confirm" and now < self._next:
                continue
            last = self._pressed.get(goal)
            patient = (now - since).total_seconds() < PATIENCE_S[goal[1]]
            if patient or (last is not None and (now - last).total_seconds() < PRESS_AGAIN_S):
                continue
            self._press(goal, now)
            return

    def _press(self, goal: tuple[Key, str], now: datetime) -> None:
        self._pressed[goal] = now
        if goal[1] == "confirm":
            self._next = now + timedelta(seconds=CONFIRM_EVERY_S)
        if (offer := offers.newest(self._offers, *goal)) is not None:
            self.player.press_data(offer.message, offer.data)
