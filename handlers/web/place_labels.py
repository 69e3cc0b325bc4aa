"""Labels of places for whoever prints them from the command centre: the same file that ``/place qr`` brings."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bot.places.labels import leading, sheets
from bot.places.labels.sheets import MOST, MOST_CODES, Wish
from handlers.documents.labels_pdf import LabelSheets
from handlers.web import acting
from handlers.web.acting import Acting, ForCaptain, Visits
from handlers.web.answers import DistrictId
from handlers.web.visitors import Reception, leave_turn

ROUTE = "labels"

PDF: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        "description": f"At most {MOST} labels; X-Next-After names the code behind which the next ones come",
    }
}
Codes = Annotated[
    list[Annotated[str, Query(max_length=leading.MOST_CODE)]],
    Query(max_length=MOST_CODES, description="the places, each by its code; none: all of the kind or community"),
]
Named = Annotated[str, Query(max_length=200)]


def router(reception: Reception) -> APIRouter:
    """The one route."""
    routes = APIRouter(tags=["places"])
    printing = _Printing(reception)
    path = "/districts/{district}/places/labels.pdf"
    routes.add_api_route(path, printing.labels, response_class=Response, responses=PDF, name=ROUTE)
    return routes


class _Printing:
    """What the route does; one file is made at a time."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.one = asyncio.Lock()

    async def labels(
        self,
        request: Request,
        visitor: Visits,
        district: DistrictId,
        code: Codes = [],  # noqa: B006  # read and never changed
        kind: Named = "",
        community: Named = "",
        after: Annotated[str, Query(max_length=leading.MOST_CODE)] = "",
        large: Annotated[bool, Query()] = False,  # noqa: FBT002  # a query, by name
        by: ForCaptain = None,
    ) -> Response:
        """Labels to print, as PDF: 24 on a sheet of A4, or one where they are large. For captains."""
        who = await acting.looking_for(self.reception, visitor, district, by)
        wish = Wish(tuple(dict.fromkeys(code)), kind, community, after, large=large)
        first = await who.see(sheets.some, wish=wish, after=after)
        leave_turn(request)
        async with self.one:
            data, following = await self._made(who, wish, first)
        headers = {"Content-Disposition": 'attachment; filename="labels.pdf"', "Cache-Control": "private, no-store"}
        if following and following.isascii() and following.isprintable():
            headers["X-Next-After"] = following
        return Response(data, media_type="application/pdf", headers=headers)

    async def _made(self, who: Acting, wish: Wish, some: sheets.Some) -> tuple[bytes, str]:
        """The file, made some labels at a time beside everything else; and behind which code the next ones come."""
        say, language = self.reception.words.say, who.visitor.language
        head = await who.see(sheets.head)
        is_page = bool(self.reception.board.rules.public_url)
        how = say(language, "label-how-page" if is_page else "label-how-chat")
        title = say(language, "label-file-title", district=head.district)
        made = await asyncio.to_thread(LabelSheets, head, title, how, large=wish.large)
        while True:
            await asyncio.to_thread(made.add, some.labels)
            if some.is_last or made.count >= MOST:
                break
            most = min(sheets.AT_ONCE, MOST - made.count)
            some = await who.see(sheets.some, wish=wish, after=some.after, most=most)
        return await asyncio.to_thread(made.end), "" if some.is_last else some.after
