"""Places on our own pages: the map's layer, the table, one place in full, and what is corrected and reported there.

Each answer is so many looks of one stretch; between two of them others have their turn.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from bot.places.notes import contacts
from bot.places.register import Box, State
from bot.screens.places import chart, deeds, file, listing, standing
from bot.screens.places.chart import MOST_POINTS
from bot.screens.places.shown import Key, Order, Sorted, Spot, Which
from bot.work.at_door import Colour
from handlers.telegram.writing import notes
from handlers.web import acting, bodies, in_words, place_labels
from handlers.web.acting import Acting, Changes, Visits
from handlers.web.answers import DistrictId
from handlers.web.place_counts import STRETCHES as STRETCHES_DRAWN
from handlers.web.place_counts import Counts
from handlers.web.visitors import Reception

MOST_A_PAGE, MOST_COUNTED, STRETCHES = 200, 1_000, 10
"""Places on a page of the table, places that are counted, and stretches that one request looks through."""

Code = Annotated[str, Path(min_length=1, max_length=64)]


@dataclass(frozen=True)
class Filter:
    """Which places are asked for."""

    kind: Annotated[str | None, Query(max_length=100)] = None
    state: State | None = None
    colour: Colour | None = None

    @property
    def which(self) -> Which:
        """For the memory."""
        return Which(self.kind or None, self.state, self.colour)


@dataclass(frozen=True)
class View:
    """What a map shows: its borders in degrees, and its zoom."""

    south: Annotated[float, Query(ge=-90, le=90)]
    west: Annotated[float, Query(ge=-180, le=180)]
    north: Annotated[float, Query(ge=-90, le=90)]
    east: Annotated[float, Query(ge=-180, le=180)]
    zoom: Annotated[float, Query(ge=0, le=22)]

    @property
    def box(self) -> Box:
        """For the memory; south and west first, however they came."""
        (south, north), (west, east) = sorted((self.south, self.north)), sorted((self.west, self.east))
        return Box(south, west, north, east)

    @property
    def wide(self) -> Box:
        """A little more: a cluster at the border stands half in view."""
        box = self.box
        lat, lon = (box.north - box.south) / 10, (box.east - box.west) / 10
        return Box(box.south - lat, box.west - lon, box.north + lat, box.east + lon)


@dataclass(frozen=True)
class Table:
    """Which page of the table."""

    words: Annotated[str, Query(max_length=200)] = ""
    nowhere: Annotated[bool, Query(description="only those of which nobody knows where they lie")] = False
    sort: Order = Order.CODE
    down: bool = False
    after: Annotated[str | None, Query(max_length=400, description="*next* of the page before")] = None
    per_page: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 50


class Correction(BaseModel):
    """Fields as they are to be, over the version that was shown. *sure*: the point is meant to lie outside."""

    model_config = ConfigDict(extra="forbid")

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    fields: Annotated[dict[str, Any], Field(min_length=1, max_length=20)]
    sure: bool = False


class Words(BaseModel):
    """What is reported at a place."""

    model_config = ConfigDict(extra="forbid")

    words: Annotated[str, Field(max_length=4_000)]


def router(reception: Reception) -> APIRouter:
    """The routes of our pages; they change with the pages, so no description names them."""
    routes = APIRouter(tags=["pages"], route_class=bodies.SmallBodyRoute, include_in_schema=False)
    shown = _Shown(reception)
    root = "/districts/{district}/screen/places"
    routes.add_api_route(f"{root}/map", shown.drawn, name="places on the map")
    routes.add_api_route(f"{root}/kinds", shown.kinds, name="kinds of places")
    routes.add_api_route(root, shown.listed, name="places in a table")
    one = f"{root}/of/{{code:path}}"  # a code may have a slash, so that the page comes after all that is below it
    routes.add_api_route(f"{one}/history", shown.older, name="history of a place")
    routes.add_api_route(f"{one}/contacts", shown.contacts, methods=["POST"], name="contacts of a place")
    routes.add_api_route(f"{one}/contacts/text", shown.contacts_text, methods=["POST"], name="contacts to correct")
    routes.add_api_route(f"{one}/report", shown.report, methods=["POST"], name="report at a place")
    routes.add_api_route(one, shown.whole, name="place on a page")
    routes.add_api_route(one, shown.correct, methods=["PATCH"], name="correct a place")
    return routes


class _Shown:
    """What the routes do."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.words = reception.words
        self.counts = Counts()

    def _who(self, visitor: Any, district: int) -> Acting:
        return acting.looking(self.reception, visitor, district)

    async def drawn(
        self,
        visitor: Visits,
        district: DistrictId,
        view: Annotated[View, Depends()],
        asked: Annotated[Filter, Depends()],
    ) -> Any:
        """Places in view as points; where they are too many, as clusters with their counts."""
        who = self._who(visitor, district)
        which = asked.which
        spots = await _points(who, view.box, which)
        if spots is not None:
            red = [one.code for one, colour in spots if colour == Colour.RED]
            why = in_words.said(self.words, visitor.language, await who.see(standing.reasons, codes=red) if red else {})
            points = [[*one[:4], one.point.lat, one.point.lon, colour, why.get(one.code)] for one, colour in spots]
            return {"points": points, "clusters": [], "count": len(points)}
        side = chart.side(view.zoom)
        found = await self.counts.of(who, view.wide, which, side)
        clusters = [[one.point.lat, one.point.lon, one.count] for one in found]
        return {"points": [], "clusters": clusters, "count": sum(count for _, _, count in clusters)}

    async def kinds(self, visitor: Visits, district: DistrictId) -> Any:
        """The kinds of the district's places, and the colours that they may have."""
        who = self._who(visitor, district)
        return {"kinds": await who.see(listing.kinds), "colours": list(Colour)}

    async def listed(
        self,
        visitor: Visits,
        district: DistrictId,
        asked: Annotated[Filter, Depends()],
        table: Annotated[Table, Depends()],
    ) -> Any:
        """One page; the first tells how many there are, as far as it counts. With *words*: what they may mean."""
        who = self._who(visitor, district)
        which = replace(asked.which, nowhere=table.nowhere)
        if table.words.strip():
            found = await who.see(listing.search, words=table.words, which=which)
            return {"places": found, "next": None, "count": len(found), "more": False}
        return await _page(who, which, table)

    async def whole(self, request: Request, visitor: Visits, district: DistrictId, code: Code) -> Any:
        """Everything about one place; people are masked."""
        who = self._who(visitor, district)
        told = await who.see(file.whole, code=code)
        marks = [self._mark(one, visitor.language) for one in told["marks"]]
        return told | {"marks": marks, "label": _label(request, who, told)}

    async def older(
        self, visitor: Visits, district: DistrictId, code: Code, before: Annotated[int, Query(ge=1, le=2**53 - 1)]
    ) -> Any:
        """Older lines of its history."""
        return await self._who(visitor, district).see(file.older, code=code, before=before)

    async def correct(self, visitor: Changes, district: DistrictId, code: Code, wish: Correction) -> Any:
        """Correct it, by the rights and rules of the chat."""
        who = await acting.moving(self.reception, visitor, district, None)
        asked = {"code": code, "version": wish.version, "wanted": wish.fields, "sure": wish.sure}
        return {"said": await who.do(deeds.correct, **asked)}

    async def contacts(self, visitor: Changes, district: DistrictId, code: Code) -> Any:
        """Its contacts whole, for who may read them; that somebody looked is written down."""
        who = await acting.moving(self.reception, visitor, district, None)
        return {"said": await who.do(contacts.open_contact, code=code)}

    async def contacts_text(self, visitor: Changes, district: DistrictId, code: Code) -> Any:
        """The same as the form takes them, for captains."""
        who = await acting.moving(self.reception, visitor, district, None)
        return {"said": await who.do(deeds.contacts_to_correct, code=code)}

    async def report(self, visitor: Changes, district: DistrictId, code: Code, wish: Words) -> Any:
        """Report something at it."""
        who = await acting.moving(self.reception, visitor, district, None)
        return {"said": await who.do(deeds.report, code=code, words=wish.words)}

    def _mark(self, one: Mapping[str, Any], language: str) -> dict[str, Any]:
        word, source = (self.words.fact(language, notes.bare(one[name])) for name in ("word", "source"))
        return {**one, "word": word, "source": source}


async def _points(who: Acting, box: Box, which: Which) -> list[tuple[Spot, str | None]] | None:
    """The places in *box*; None where they are too many to be drawn one by one."""
    found: list[tuple[Spot, str | None]] = []
    end: int | None = chart.BEFORE_ALL
    for _ in range(STRETCHES_DRAWN):
        assert end is not None  # noqa: S101  # the last stretch ends the loop
        most = MOST_POINTS + 1 - len(found)
        some, end = await who.see(chart.points, box=box, which=which, after=end, most=most)
        found += some
        if len(found) > MOST_POINTS:
            return None
        if end is None:
            break
    return found


async def _page(who: Acting, which: Which, table: Table) -> dict[str, Any]:
    found: list[Any] = []
    after = _read(table.after, table.sort)
    for _ in range(STRETCHES):
        asked = {"which": which, "sorting": Sorted(table.sort, table.down), "after": after}
        some, after = await who.see(listing.page, **asked, most=table.per_page - len(found))
        found += some
        if after is None or len(found) == table.per_page:
            break
    told = {"places": found, "next": _written(after) if after else None}
    return told | (await _counted(who, which) if table.after is None else {"count": None, "more": None})


async def _counted(who: Acting, which: Which) -> dict[str, Any]:
    """How many fit, and whether there may be more than were counted."""
    count, after = 0, None
    for _ in range(STRETCHES):
        some = await who.see(listing.count, which=which, after=after, most=MOST_COUNTED + 1 - count)
        count, after = count + some.count, some.after
        if after is None or count > MOST_COUNTED:
            break
    return {"count": min(count, MOST_COUNTED), "more": after is not None or count > MOST_COUNTED}


def _written(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def _read(text: str | None, order: Order) -> Key | None:
    """The key of a text; what nobody could have been given begins anew."""
    if text is None:
        return None
    try:
        told = json.loads(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
        what, own = (str(part) for part in told)
    except (ValueError, TypeError, binascii.Error):
        return None
    is_number = own.isascii() and own.isdigit() and len(own) < 19
    return (what, own) if order is Order.KIND or is_number else None


def _label(request: Request, who: Acting, told: Mapping[str, Any]) -> str | None:
    """Where its label is printed, for captains; None where it is gone."""
    if not who.seat.is_captain or told["state"] == State.GONE:
        return None
    path = request.app.url_path_for(place_labels.ROUTE, district=who.seat.district.id)
    return f"{path}?{urlencode({'code': told['code']})}"
