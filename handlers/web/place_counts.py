"""Places counted by squares of a whole register, kept until it changes: over a map people move to and fro."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.places.register import Box
from bot.screens.places import chart
from bot.screens.places.chart import Square
from bot.screens.places.shown import Cluster, Which
from handlers.web.acting import Acting

STRETCHES = 20
"""So many stretches are counted at most."""

KEPT = 12
"""So many counts are kept, of one district, filter and size of squares each; the one asked for longest ago goes."""

FRESH = timedelta(seconds=20)
"""A register that changes all the time is counted anew no oftener than that."""

EVERYWHERE = Box(-90.0, -180.0, 90.0, 180.0)

Key = tuple[int, Which, int]


@dataclass(frozen=True)
class _Count:
    mark: tuple[int, int]
    at: datetime
    squares: dict[Square, Cluster]


class Counts:
    """Of one server."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, _Count] = OrderedDict()
        self._at_work = asyncio.Lock()

    async def of(self, who: Acting, box: Box, which: Which, side: int) -> list[Cluster]:
        """The clusters whose middle lies in *box*."""
        async with self._at_work:
            squares = await self._squares(who, which, side)
        return [one for one in squares.values() if chart.holds(box, one.point)]

    async def _squares(self, who: Acting, which: Which, side: int) -> dict[Square, Cluster]:
        key, now = (who.seat.district.id, which, side), who.reception.board.clock.now()
        mark = await who.see(chart.mark, which=which)
        known = self._kept.pop(key, None)
        if known is None or (known.mark != mark and not timedelta() <= now - known.at < FRESH):
            known = _Count(mark, now, await _counted(who, which, side))
        self._kept[key] = known
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return known.squares


async def _counted(who: Acting, which: Which, side: int) -> dict[Square, Cluster]:
    found: dict[Square, Cluster] = {}
    end: int | None = chart.BEFORE_ALL
    for _ in range(STRETCHES):
        assert end is not None  # noqa: S101  # the last stretch ends the loop
        some, end = await who.see(chart.counts, box=EVERYWHERE, which=which, after=end, side=side)
        for square, one in some.items():
            found[square] = chart.together(found.get(square), one)
        if end is None:
            break
    return found
