"""People who send pins in private, and how long each waits for the first answer."""

import asyncio
import statistics
import time
from dataclasses import dataclass, field

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player

FIRST, PEOPLE = 2000, 60
REPORTING = 41
"""From this one on people report; the others have teams."""

PIN_EVERY_S, RUSH_EVERY_S = 1.0, 0.1


@dataclass
class Pins:
    """How long each waits, in milliseconds."""

    world: DrillTelegram
    every_s: float = PIN_EVERY_S
    took: list[float] = field(default_factory=list)
    sent: dict[int, float] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)

    async def run(self) -> None:
        """Send and look, until cancelled."""
        n, due = 0, time.perf_counter()
        while True:
            if time.perf_counter() >= due:
                due = max(due + self.every_s, time.perf_counter() - 1)
                user_id = FIRST + REPORTING + n % (PEOPLE - REPORTING)
                n += 1
                if user_id not in self.sent:
                    self.sent[user_id] = time.perf_counter()
                    self.seen[user_id] = max((m.message_id for m in self.world.messages(user_id, 0)), default=0)
                    Player(self.world, user_id).send_location(
                        user_id, 30.30 + (n % 97) / 3000, 120.25 + (n % 89) / 3000
                    )
            await asyncio.sleep(0.004)
            self._look()

    def _look(self) -> None:
        for user_id in list(self.sent):
            found = [
                m for m in self.world.messages(user_id, self.seen.get(user_id, 0)) if m.author.id == self.world.bot.id
            ]
            if found:
                self.took.append((time.perf_counter() - self.sent.pop(user_id)) * 1000)
                self.seen[user_id] = max(m.message_id for m in found)

    def told(self) -> dict[str, float]:
        """How long people waited since the last time."""
        took, self.took = sorted(self.took), []
        if len(took) < 4:
            return {"pins": len(took), "p50": 0.0, "p95": 0.0, "worst": max(took, default=0.0)}
        return {
            "pins": len(took),
            "p50": statistics.median(took),
            "p95": took[int(len(took) * 0.95)],
            "worst": took[-1],
        }
