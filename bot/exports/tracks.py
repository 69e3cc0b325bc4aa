"""Points of one person become tracks: one for each stretch of duty, in pieces where nothing was heard. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.exports.port import Fix

GAP = timedelta(minutes=10)
"""After so long without a point another segment begins: nobody knows the way between."""

MOST_POINTS = 20_000
"""So many points are in one track at most; a stretch that has more goes on in another."""

Stretch = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Track:
    """One stretch of duty, from the first point to the last; *on_duty* is False for points that are of none."""

    segments: tuple[tuple[Fix, ...], ...]
    on_duty: bool

    @property
    def begins_at(self) -> datetime:
        """The hour of its first point."""
        return self.segments[0][0].fixed_at

    @property
    def ends_at(self) -> datetime:
        """The hour of its last point."""
        return self.segments[-1][-1].fixed_at


class Cutting:
    """Takes the points of one person in their order, and gives each track when it is whole."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = stretches
        self._on: Stretch | None = None
        self._segments: list[list[Fix]] = []
        self._points = 0

    def take(self, fixes: Iterable[Fix]) -> list[Track]:
        """The tracks that are whole with these points."""
        found = []
        for fix in fixes:
            on = next(
                (s for s in self._stretches if s[0] <= fix.fixed_at and (s[1] is None or fix.fixed_at <= s[1])), None
            )
            if self._segments and (on != self._on or self._points >= MOST_POINTS):
                found += self.end()
            if not self._segments or fix.fixed_at - self._segments[-1][-1].fixed_at > GAP:
                self._segments.append([])
            self._segments[-1].append(fix)
            self._on, self._points = on, self._points + 1
        return found

    def end(self) -> list[Track]:
        """The last track, if there is one."""
        if not self._segments:
            return []
        whole = Track(tuple(map(tuple, self._segments)), self._on is not None)
        self._segments, self._points = [], 0
        return [whole]
