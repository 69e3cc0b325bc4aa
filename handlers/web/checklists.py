"""``/checklists``: lists and their editions on the captains' page, taken as forms, and brought in after a look."""

import asyncio
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from bot.checklists import pages, starter
from bot.checklists.importing import ABOUT
from bot.places.importing.told import lines
from handlers.documents import forms
from handlers.imports.forms import Forms
from handlers.web import acting, bodies, centre, in_words
from handlers.web.acting import Acting, Changes, Visits
from handlers.web.answers import DistrictId
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Reception, make_way

MOST_BYTES = 1_500_000
"""Of one form: five hundred items with all their texts take a tenth of it, and a connection brings little more."""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROOT = "/api/districts/{district}/screen/checklists"

Code = Annotated[str, Path(max_length=32, pattern=r"^[a-z][a-z0-9_]*$")]
Edition = Annotated[int | None, Query(ge=-(2**31), le=2**31 - 1)]
Named = Annotated[str, Query(max_length=200)]


def router(reception: Reception, read: Forms, tiles: str) -> APIRouter:
    """The page and its routes, which change with it; *read* has forms looked at."""
    routes = APIRouter(include_in_schema=False)
    page = _Page(reception, read, tiles)
    routes.add_api_route("/checklists", page.show, methods=["GET"])
    routes.add_api_route(ROOT, page.listed, methods=["GET"])
    routes.add_api_route(f"{ROOT}/{ABOUT}/{{code}}", page.whole, methods=["GET"])
    routes.add_api_route(f"{ROOT}/{ABOUT}/{{code}}/form", page.form, methods=["GET"])
    routes.add_api_route(f"{ROOT}/look", page.look, methods=["POST"])
    routes.add_api_route(f"{ROOT}/bring", page.bring, methods=["POST"])
    return routes


class _Page:
    """What the routes do."""

    def __init__(self, reception: Reception, read: Forms, tiles: str) -> None:
        self.reception = reception
        self.read = read
        self.tiles = tiles

    async def show(self, request: Request, found: Visits) -> Response:
        """The page itself."""
        more = {"most_form": MOST_BYTES}
        return centre.shell("checklists", request, found, self.reception.words, self.tiles, more)

    async def listed(self, visitor: Visits, district: DistrictId) -> Any:
        """Every list, for captains."""
        return self._said(visitor, await self._who(visitor, district).see(pages.listed))

    async def whole(self, visitor: Visits, district: DistrictId, code: Code, edition: Edition = None) -> Any:
        """One list with its items."""
        who = self._who(visitor, district)
        return self._said(visitor, await who.see(pages.whole, code=code, edition=edition))

    async def form(self, visitor: Visits, district: DistrictId, code: Code, edition: Edition = None) -> Response:
        """One list as a form."""
        wanted = await self._who(visitor, district).see(pages.for_form, code=code, edition=edition)
        data = await asyncio.to_thread(forms.xlsform, wanted, starter.departments())
        named = f'attachment; filename="{wanted.code}{forms.ENDS}"'
        return Response(data, media_type=WORKBOOK, headers={"Content-Disposition": named, "Cache-Control": "no-store"})

    async def look(self, request: Request, visitor: Changes, district: DistrictId, name: Named = "") -> Any:
        """What a form would change; or everything that is wrong with it, each with its row."""
        who = self._who(visitor, district)
        await who.see(pages.listed)
        told, notes = await self._looked(request, who, name)
        if told is None:
            return JSONResponse({"is_wrong": True, "lines": notes}, HTTPStatus.UNPROCESSABLE_ENTITY)
        plan = self._said(visitor, await who.see(pages.looked, told=told))
        return plan | {"lines": [*plan["lines"], *notes]}

    async def bring(
        self, request: Request, visitor: Changes, district: DistrictId, name: Named = "", since: Edition = None
    ) -> Any:
        """The same form brought in, over the edition *since* that it was held against."""
        who = await acting.moving(self.reception, visitor, district, None)
        await who.see(pages.listed)
        told, notes = await self._looked(request, who, name)
        if told is None:
            return JSONResponse({"is_wrong": True, "lines": notes}, HTTPStatus.UNPROCESSABLE_ENTITY)
        return {"said": await who.do(pages.bring, told=told, since=since), "code": told["code"]}

    async def _looked(self, request: Request, who: Acting, name: str) -> tuple[dict[str, Any] | None, list[str]]:
        """The list of the form as plain values, None where it is none, and what is to be said of it."""
        language = who.visitor.language
        make_way(request)
        data = await bodies.heard_out(request, MOST_BYTES)
        if not data:
            raise TurnedAway(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "list-page-file", language, most=MOST_BYTES // 1000)
        found = await self.read.looked(
            data, name or "form.xlsx", who.seat.district.id, who.visitor.user_id or 0, language
        )
        notes = in_words.said(self.reception.words, language, lines(found["lines"]))
        return (None if found.get("refused") else found["list"]), notes

    def _who(self, visitor: Visits, district: int) -> Acting:
        return acting.looking(self.reception, visitor, district)

    def _said(self, visitor: Visits, told: Any) -> Any:
        return in_words.said(self.reception.words, visitor.language, told)
