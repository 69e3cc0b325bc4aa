"""The guided case: the first that somebody at a page brought about; it waits for the guide until it is left alone."""

from collections.abc import Collection, Mapping
from datetime import datetime

from handlers.drill.world.chats import Json

LEFT_S = 300.0
"""A guided case that has not moved for so long is left alone: the crews go on with it, to its end."""


STEPS = ("reported", "sent", "accepted", "arrived", "done", "over")
"""How far a case may be. One whose order runs out goes back and is sent to the next team: nobody has moved it."""


def by_hand(parts: Mapping[str, Json], after: int) -> list[Json]:
    """The incidents after a number that no simulated person reported, in order."""
    found = [one for one in parts.values() if one["kind"] == "incident" and one["number"] > after and not one["others"]]
    return sorted(found, key=lambda one: int(one["number"]))


class Guided:
    """Which case the guide leads through, and whether others have begun.

    The guide's is the first case by hand with a number above *after*. Seconds are those of whoever looks on: where the
    drill's clock runs faster, more of its own pass.
    """

    def __init__(self) -> None:
        self.after = 0
        self._moved_at: datetime | None = None
        self._stood: tuple[int, int, int] = (0, 0, 0)
        self._left: int | None = None
        self.number: int | None = None
        self.is_over = False
        self.waits = False

    def begin_again(self, parts: Mapping[str, Json]) -> None:
        """The next case that is reported by hand is the guide's."""
        self.after = max((int(one["number"]) for one in parts.values()), default=0)
        self.number, self.is_over, self.waits = None, False, False

    def look(self, parts: Mapping[str, Json], now: datetime, speed: float) -> None:
        """How things stand at *now*."""
        case = next(iter(by_hand(parts, self.after)), None)
        if case is None:
            self.number, self.waits = None, False
            return
        self.number = int(case["number"])
        stands = (self.number, STEPS.index(case["reached"]), int(case["have"]))
        if stands[0] == self._stood[0]:
            stands = (stands[0], max(stands[1], self._stood[1]), max(stands[2], self._stood[2]))
        if stands != self._stood:
            self._stood, self._moved_at = stands, now
        self.is_over = case["reached"] == "over"
        if (now - (self._moved_at or now)).total_seconds() > LEFT_S * max(1.0, speed):
            self._left = self.number
        self.waits = not self.is_over and self._left != self.number

    @property
    def others_may_report(self) -> bool:
        """Whether others report: from the end of the first case on, or from when it was left; never while one waits."""
        return not self.waits and (self.number is not None or self.after > 0)

    @property
    def keys(self) -> Collection[tuple[str, int]]:
        """The case that the crews leave alone, as they name it."""
        return {("incident", self.number)} if self.waits and self.number is not None else ()
