"""Places page by page, by code or by when they changed: each page looks through a bounded number of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.places.asked import views
from bot.places.asked.views import Eyes
from bot.places.kinds import kinds
from bot.places.register import PAST, PLACES, Box, Line, Near, Place, State
from bot.register.districts import District
from bot.values.geo import Point
from bot.values.port import Port
from bot.work.work import Work

MOST = 1000
"""Places of one page, and of one stretch that is looked through."""

STRETCHES = 5
"""Stretches that one request looks through."""

MOST_NEAR = 50

LATE = timedelta(minutes=1)
"""No longer lasts what writes down a change: it bears the instant at which that began, and is read at its end."""

Key = tuple[datetime | None, str]
"""Behind which place a page begins: when it changed, where that is the order, and its code."""


class Pages(Protocol):
    """The register as it is asked for by others; nothing here reads all of it."""

    async def codes_in(self, district_id: int, boxes: Sequence[Box]) -> list[str] | None:
        """The codes of what lies in some boxes, in no order; None where these are too many to be sorted."""

    async def nowhere(self, district_id: int) -> list[str] | None:
        """The codes of what lies nobody knows where, in no order; None where these are too many to be sorted."""

    async def changed(self, district_id: int, since: datetime, after: Key | None, most: int) -> list[Place]:
        """The next places that changed at *since* or later, by that instant and code, gone ones too."""

    async def being_written_since(self, district_id: int, now: datetime) -> datetime | None:
        """When an import was begun that nobody reads yet, which is when its changes were made.

        None without one, and where its writer has died.
        """


PAGES: Port[Pages] = Port("place_pages")


@dataclass(frozen=True)
class Wanted:
    """Which places: *box* may reach over the dateline (west is greater than east). *since*: changed then or later.

    *nowhere*: only those of which nobody knows where they lie.
    """

    kind: str | None = None
    state: State | None = None
    box: Box | None = None
    since: datetime | None = None
    nowhere: bool = False

    def fits(self, place: Place) -> bool:
        """Gone ones only where they are asked for: by their state, or as what has changed."""
        if self.state is not None:
            if place.state is not self.state:
                return False
        elif not place.is_there and self.since is None:
            return False
        if self.kind is not None and place.kind != self.kind:
            return False
        if self.nowhere and place.point is not None:
            return False
        if self.box is None:
            return True
        return place.point is not None and any(_holds(one, place.point) for one in halves(self.box))

    @property
    def is_narrow(self) -> bool:
        """Whether most places are none of them."""
        return self != Wanted()


def halves(box: Box) -> tuple[Box, ...]:
    """A box, or the two that it is where it reaches over the dateline."""
    if box.west <= box.east:
        return (box,)
    return Box(box.south, box.west, box.north, 180.0), Box(box.south, -180.0, box.north, box.east)


def _holds(box: Box, point: Point) -> bool:
    return box.south <= point.lat <= box.north and box.west <= point.lon <= box.east


@dataclass(frozen=True)
class Page:
    """Some places as whoever asked may read them, where the next page begins (None: it was the last), and *as_of*.

    *as_of*: whoever asks for what has changed since then misses nothing.
    """

    district: District
    eyes: Eyes
    places: Sequence[Place]
    next: Key | None
    as_of: datetime


async def mark(work: Work) -> tuple[object, ...]:
    """What is another value whenever a page of the register may say something else."""
    own = tuple(sorted(kinds.own_of(work.district).items()))
    return await work.tx[PLACES].mark(work.district.id), work.district.language, own, await views.eyes(work)


async def page(work: Work, *, wanted: Wanted, after: Key | None, most: int) -> Page:
    """The next places, as many as fit or as one request looks through."""
    by, as_of = await views.eyes(work), await _as_of(work)
    narrow = None
    if wanted.nowhere and wanted.since is None:
        narrow = await work.tx[PAGES].nowhere(work.district.id)
    elif wanted.box is not None and wanted.since is None:
        narrow = await work.tx[PAGES].codes_in(work.district.id, halves(wanted.box))
    found: list[Place] = []
    size = MOST if wanted.is_narrow else most
    for _ in range(STRETCHES):
        stretch = await _stretch(work, wanted, after, size, narrow)
        for place in stretch:
            after = (place.changed_at if wanted.since is not None else None, place.code)
            if wanted.fits(place):
                found.append(place)
                if len(found) == most:
                    is_last = place is stretch[-1] and len(stretch) < size
                    return Page(work.district, by, found, None if is_last else after, as_of)
        if len(stretch) < size:
            return Page(work.district, by, found, None, as_of)
    return Page(work.district, by, found, after, as_of)


async def _stretch(work: Work, wanted: Wanted, after: Key | None, size: int, narrow: list[str] | None) -> list[Place]:
    if wanted.since is not None:
        return await work.tx[PAGES].changed(work.district.id, wanted.since, after, size)
    code = after[1] if after is not None else ""
    if narrow is None:
        return await work.tx[PLACES].stretch(work.district.id, code, size)
    codes = sorted(one for one in narrow if one > code)[:size]
    return await work.tx[PLACES].of(work.district.id, codes) if codes else []


async def _as_of(work: Work) -> datetime:
    """Before everything that is being written."""
    written = await work.tx[PAGES].being_written_since(work.district.id, work.now)
    late = work.now - LATE
    return min(late, written) if written is not None else late


async def near(work: Work, *, point: Point, within_m: float, most: int) -> tuple[District, Eyes, list[Near]]:
    """The nearest ones."""
    by = await views.eyes(work)
    return work.district, by, await work.tx[PLACES].near(work.district.id, point, within_m, min(most, MOST_NEAR))


async def history(work: Work, *, code: str, before: int | None, most: int) -> tuple[Eyes, list[Line]]:
    """The newest lines of a place first."""
    by = await views.eyes(work)
    return by, await work.tx[PAST].of(work.district.id, code, most, before)
