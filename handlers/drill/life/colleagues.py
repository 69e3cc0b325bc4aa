"""Colleagues: everybody else of the staff reads their phone too, begins the planned duty, approves and answers."""

import contextlib
import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.imports.district_file import DistrictFile
from bot.register.people import RoleName
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.people.seen import Seen
from handlers.drill.world.errors import Mistake

ANSWERS: Mapping[tuple[str, str], tuple[float, float]] = {
    ("duty", "duty"): (30.0, 1200.0),
    ("swap", "yes"): (8.0, 20.0),
    ("shift", "take"): (8.0, 20.0),
    ("inspection", "approve"): (8.0, 20.0),
    ("inspection", "approve_part"): (8.0, 20.0),
    ("inspection", "approve_late"): (8.0, 20.0),
}
"""What is pressed in private, by the kind and the move of a button, and after how many seconds (from, to)."""


class Colleague:
    """One person who presses what the newest messages ask for, each once."""

    def __init__(self, player: Player, chance: random.Random) -> None:
        self.player = player
        self.chance = chance
        self._read_at = -1
        self._pressed: set[tuple[int, str]] = set()
        self._waits: dict[tuple[int, str], datetime] = {}

    def act(self, now: datetime) -> None:
        """Read what is new, and press what it is time for."""
        changed = self.player.world.changes.last_of(self.player.id)
        if changed != self._read_at:
            self._read_at = changed
            self._read(now)
        for goal in [goal for goal, at in self._waits.items() if at <= now]:
            del self._waits[goal]
            self._pressed.add(goal)
            with contextlib.suppress(Mistake):
                self.player.press_data(*goal)

    def _read(self, now: datetime) -> None:
        offered = asked(self.player.sees(self.player.id))
        self._waits = {goal: at for goal, at in self._waits.items() if goal in offered}
        for goal, span in offered.items():
            if goal not in self._pressed and goal not in self._waits:
                self._waits[goal] = now + timedelta(seconds=self.chance.uniform(*span))


def asked(messages: Sequence[Seen]) -> dict[tuple[int, str], tuple[float, float]]:
    """The buttons that a colleague presses, ``kind:district.number:move``: message, data, and after how long."""
    found = {}
    for message in messages:
        for button in (one for row in message.buttons for one in row if message.by_bot and one.data):
            kind, _, rest = (button.data or "").partition(":")
            move = rest.partition(":")[2]
            if (kind, move) in ANSWERS:
                found[message.id, button.data or ""] = ANSWERS[kind, move]
    return found


def of_district(world: DrillTelegram, file: DistrictFile) -> list[Colleague]:
    """All who work there."""
    staff = [one.user_id for one in file.people if one.role is not RoleName.VIEWER]
    approvers = [one.user_id for one in file.officers if one.approver]
    return [
        Colleague(Player(world, user_id), random.Random(user_id)) for user_id in dict.fromkeys([*staff, *approvers])
    ]
