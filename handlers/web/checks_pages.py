"""``/checks`` and ``/gallery``: visits that are due, hazards, places that must not open, pairs, figures.

Captains and viewers look, and officers and approvers of bodies, who see nothing else of the patrol.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from bot.evidence.pieces import Pictures
from bot.screens.checks import deeds, gallery, lists, one, statistics
from bot.screens.checks.port import Key
from handlers.web import bodies, centre, in_words
from handlers.web.answers import DistrictId, Number
from handlers.web.on_visits import Changes, OnVisit, Visits
from handlers.web.pictures import HEADERS
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Reception, Visitor, leave_turn

ROOT = "/checks/{district}"
LONGEST_KEY = 80

After = Annotated[str | None, Query(max_length=LONGEST_KEY, description="*next* of the page before")]


Days = Annotated[int, Query(ge=1, le=365)]


class Filled(BaseModel):
    """What was filled in for a move, by the names of its fields."""

    model_config = ConfigDict(extra="forbid")

    fields: Annotated[dict[str, Annotated[str, Field(max_length=400)]], Field(max_length=8)] = {}


def router(reception: Reception, shelf: Callable[[], Pictures | None], tiles: str) -> APIRouter:
    """The pages and what they ask; *shelf* has the files of pictures, and is asked at each request."""
    routes = APIRouter(include_in_schema=False, route_class=bodies.SmallBodyRoute)
    page = _Page(reception, shelf, tiles)
    for path, shows in (("/checks", page.checks), ("/gallery", page.gallery)):
        routes.add_api_route(path, shows, methods=["GET"])
    routes.add_api_route(f"{ROOT}/lists", page.lists, methods=["GET"])
    routes.add_api_route(f"{ROOT}/pairs", page.pairs, methods=["GET"])
    routes.add_api_route(f"{ROOT}/figures", page.figures, methods=["GET"])
    case = f"{ROOT}/cases/{{number}}"
    routes.add_api_route(case, page.case, methods=["GET"])
    routes.add_api_route(f"{case}/pictures/{{evidence}}", page.picture, methods=["GET"])
    routes.add_api_route(f"{case}/moves/{{move}}", page.move, methods=["POST"])
    return routes


class _Page:
    """What the routes do."""

    def __init__(self, reception: Reception, shelf: Callable[[], Pictures | None], tiles: str) -> None:
        self.reception = reception
        self.shelf = shelf
        self.tiles = tiles

    async def checks(self, request: Request) -> Response:
        """The lists."""
        return await self._shell(request, "lists")

    async def gallery(self, request: Request) -> Response:
        """Before and after, side by side."""
        return await self._shell(request, "gallery")

    async def _shell(self, request: Request, view: str) -> Response:
        known = await self.reception.on_visits(request)
        if known is None:
            language = self.reception.language_of(request)
            raise TurnedAway(HTTPStatus.UNAUTHORIZED, "not-signed-in", language, page=True)
        patrol = await self.reception.anybody(request)
        language = known.language or self.reception.web.language
        found = Visitor(known.user_id, known.name, language, is_guest=known.session is None, seats=known.seats)
        of_patrol = [seat.district.id for seat in patrol.seats] if patrol is not None else []
        more = {"view": view, "patrol": of_patrol}
        return centre.shell("checks", request, found, self.reception.words, self.tiles, more)

    async def lists(
        self,
        request: Request,
        visitor: Visits,
        district: DistrictId,
        checks: After = None,
        hazards: After = None,
        orders: After = None,
        *,
        mine: bool = False,
    ) -> Response:
        """A page of each list; nothing where that is what the page has."""
        keys = {"checks": _read(checks), "hazards": _read(hazards), "orders": _read(orders)}
        told = await visitor.within(district).see(lists.lists, **keys, mine=mine)
        for name in keys:
            told[name]["next"] = _written(told[name]["next"])
        return self._answer(request, visitor, told)

    async def pairs(self, request: Request, visitor: Visits, district: DistrictId, after: After = None) -> Response:
        """A page of the gallery."""
        told = await visitor.within(district).see(gallery.pairs, after=_read(after))
        return self._answer(request, visitor, told | {"next": _written(told["next"])})

    async def figures(self, request: Request, visitor: Visits, district: DistrictId, days: Days = 90) -> Response:
        """The figures of a time."""
        return self._answer(request, visitor, await visitor.within(district).see(statistics.figures, days=days))

    async def case(
        self, request: Request, visitor: Visits, district: DistrictId, number: Number, *, again: bool = False
    ) -> Response:
        """A visit or a hazard in full; opened (not *again*), that is written down."""
        who = visitor.within(district)
        told = await who.see(one.case, number=number)
        if not again:
            await who.do(one.looked, number=number, what="page")
        return self._answer(request, visitor, told)

    async def picture(
        self,
        request: Request,
        visitor: Visits,
        district: DistrictId,
        number: Number,
        evidence: Annotated[int, Path(ge=1, le=2**31 - 1)],
        size: Annotated[Literal["small", "large"], Query()] = "small",
    ) -> FileResponse:
        """A picture of before or after of a hazard. Opened large, that is written down."""
        who = visitor.within(district)
        piece = await who.see(one.picture, number=number, evidence_id=evidence)
        leave_turn(request)
        shelf, is_large = self.shelf(), size == "large"
        file = await shelf.picture(piece, large=is_large) if shelf is not None else None
        if file is None:
            raise TurnedAway(HTTPStatus.NOT_FOUND, "no-such-picture", visitor.language)
        if is_large:
            await who.do(one.looked, number=number, what="picture")
        return FileResponse(file, media_type="image/jpeg", headers=HEADERS)

    async def move(
        self,
        visitor: Changes,
        district: DistrictId,
        number: Number,
        move: Annotated[str, Path(max_length=32, pattern="^[a-z_]+$")],
        wish: Filled,
    ) -> Any:
        """Make a move, by the rights and rules of the chat."""
        who = visitor.within(district)
        kind, text = await who.see(one.asked, number=number, move=move, fields=wish.fields)
        return {"said": await who.do(deeds.action_of(kind), name=move, number=number, text=text)}

    def _answer(self, request: Request, visitor: OnVisit, told: Any) -> Response:
        words, wanted = self.reception.words, request.query_params.get("language", "")
        spoken = in_words.said(words, wanted if wanted in words.languages else visitor.language, told)
        body = json.dumps(spoken, ensure_ascii=False, separators=(",", ":")).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        headers = {"ETag": tag, "Cache-Control": "no-store"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(body, media_type="application/json", headers=headers)


def _written(key: Key | None) -> str | None:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=") if key is not None else None


def _read(text: str | None) -> Key | None:
    """The key of a text; what nobody could have been given begins anew."""
    if text is None:
        return None
    try:
        read = base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
        by, number = (int(part) for part in json.loads(read))
    except (ValueError, TypeError, binascii.Error):
        return None
    return Key(by, number) if 0 <= by <= 2**53 and 0 <= number < 2**31 else None
