"""``/v/DISTRICT/NUMBER``: the page of a visit for the phone of whoever takes part in it, and what it sends.

The page itself holds nothing of the visit, so that a phone may keep it and open it without network. What is answered
bears the id that the phone gave it, and the answer to it says that id: nothing else counts as having taken it.
"""

import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.evidence.pieces import Pictures
from bot.inspections.page import looking, pictures, sending
from bot.inspections.visiting import answering, signing, spot
from bot.values.geo import Point
from handlers.easel import Easel
from handlers.web import bodies, in_words, shells, small_pages, visit_pictures
from handlers.web.answers import DistrictId, Latitude, Longitude, Number
from handlers.web.on_visits import Changes, Visits
from handlers.web.pictures import HEADERS
from handlers.web.server import PAGE
from handlers.web.turned_away import TurnedAway, wants_a_page
from handlers.web.visitors import Reception, leave_turn, make_way

ROOT = "/v/{district}/{number}"
SPOKEN = ("visit-page-",)
LOOK = shells.Look("/page/visit/app.js", ("/page/colours.css", "/page/visit/visit.css"), by_day=True)
OURS = {"X-Patrol-Page": "visit"}
"""By which a phone knows the page again: a guest network answers everything with its own."""

SentAs = Annotated[str, Field(min_length=8, max_length=answering.MOST_ID, pattern=r"^[0-9A-Za-z-]+$")]
Words_ = Annotated[str, Field(max_length=4000)]
Short = Annotated[str, Field(max_length=200)]


class Wish(BaseModel):
    """What the page wants; fields that nobody knows are mistakes."""

    model_config = ConfigDict(extra="forbid")


class Where(Wish):
    """Where the phone is, in degrees WGS-84 and metres."""

    lat: Latitude | None = None
    lon: Longitude | None = None
    accuracy_m: Annotated[float | None, Field(ge=0, le=1e7)] = None

    @property
    def told(self) -> dict[str, Any]:
        """As the desk wants it."""
        point = Point(self.lat, self.lon) if self.lat is not None and self.lon is not None else None
        return {"point": point, "accuracy_m": self.accuracy_m}


class Sent(Wish):
    """What waited on a phone: its id, and when it was said by the phone's clock."""

    sent_as: SentAs
    said_at: AwareDatetime


class AnswerWish(Sent):
    """One answer to one item. *photos* are ids under which pictures were sent, *shown* ids of evidence."""

    item: Short
    result: Annotated[str, Field(max_length=20)]
    severity: Annotated[str, Field(max_length=20)] = ""
    hours: Annotated[int | None, Field(ge=0, le=999 * 24)] = None
    words: Words_ = ""
    photos: Annotated[list[SentAs], Field(max_length=20)] = []
    shown: Annotated[list[int], Field(max_length=20)] = []
    to_body: Short = ""
    keeps: bool = False


class TogetherWish(Sent):
    """The unchanged passes of a section."""

    section: Short


class SignWish(Sent):
    """A signature under what was read back as *round*."""

    round: Annotated[int, Field(ge=0, le=10_000)]
    signs: Literal["officer", "place"]
    how: Literal["tap", "drawn", "photo", "refused"]
    name: Short = ""
    witness: Short = ""
    photo: SentAs | None = None


class ReadWish(Wish):
    """Read it back; *reason* says why the rest stays open."""

    reason: Words_ = ""


def router(reception: Reception, shelf: Callable[[], Pictures | None], easel: Easel) -> APIRouter:
    """The routes; *shelf* has the files of pictures, and is asked at each request. What comes is drawn at *easel*."""
    routes = APIRouter(include_in_schema=False, route_class=bodies.SmallBodyRoute)
    page = _Page(reception, shelf, easel)
    routes.add_api_route("/v/worker.js", _worker, methods=["GET"])
    routes.add_api_route(ROOT, page.show, methods=["GET"], response_class=HTMLResponse)
    routes.add_api_route(f"{ROOT}/state", page.state, methods=["GET"])
    routes.add_api_route(f"{ROOT}/pictures/{{evidence}}", page.picture, methods=["GET"])
    for name in ("begin", "reach", "answer", "together", "read-back", "correct", "sign"):
        routes.add_api_route(f"{ROOT}/{name}", getattr(page, name.replace("-", "_")), methods=["POST"])
    large = APIRouter(include_in_schema=False)
    large.add_api_route(f"{ROOT}/picture", page.take, methods=["POST"])
    routes.include_router(large)
    return routes


async def _worker() -> FileResponse:
    """What keeps the page on the phone: it has to come from where the page is."""
    headers = {"Cache-Control": "no-cache"}
    return FileResponse(PAGE / "visit" / "worker.js", media_type="text/javascript", headers=headers)


class _Page:
    """What the routes do."""

    def __init__(self, reception: Reception, shelf: Callable[[], Pictures | None], easel: Easel) -> None:
        self.reception = reception
        self.shelf = shelf
        self.easel = easel

    async def show(self, request: Request, district: DistrictId, number: Number) -> Response:
        """The page: words and scripts."""
        async with self.reception.turns.anybody():
            known = await self.reception.on_visits(request)
        if known is None and not wants_a_page(request):
            raise TurnedAway(HTTPStatus.UNAUTHORIZED, "not-signed-in", self.reception.language_of(request))
        if known is None:
            return self._stranger(number)
        zone = next((seat.district.timezone for seat in known.seats if seat.district.id == district), "UTC")
        words = self.reception.words
        language = known.language if known.language in words.languages else self.reception.language_of(request)
        boot = {
            "language": language,
            "district": district,
            "number": number,
            "me": known.user_id,
            "zone": zone,
            "bot": f"@{self.reception.desk.rules.bot_name}",
            "most_photo": pictures.MOST_BYTES,
            "most_side": visit_pictures.SIDE,
        }
        title = words.say(language, "visit-page-title", number=number)
        noscript, spoken = words.say(language, "visit-page-noscript"), words.open_sentences(language, SPOKEN)
        return HTMLResponse(shells.filled(LOOK, language, title, noscript, boot, spoken), headers=OURS)

    def _stranger(self, number: int) -> HTMLResponse:
        name = self.reception.desk.rules.bot_name
        facts: dict[str, Any] = {"bot": f"@{name}" if name else "", "number": number}
        status = HTTPStatus.UNAUTHORIZED
        return small_pages.card(self.reception.words, "visit-web-sign-in", "visit-web-how", status=status, **facts)

    async def state(self, request: Request, visitor: Visits, district: DistrictId, number: Number) -> Response:
        """How the visit stands; nothing where that is what the page has."""
        who = visitor.within(district)
        told = in_words.said(self.reception.words, visitor.language, await who.see(looking.state, number=number))
        body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        now = self.reception.board.clock.now().isoformat()
        headers = {"ETag": tag, "Cache-Control": "no-store", "X-Patrol-Now": now}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(body, media_type="application/json", headers=headers)

    async def picture(
        self,
        request: Request,
        visitor: Visits,
        district: DistrictId,
        number: Number,
        evidence: Annotated[int, Path(ge=1, le=2**31 - 1)],
        size: Annotated[Literal["small", "large"], Query()] = "small",
    ) -> FileResponse:
        """A picture of the visit as JPEG."""
        piece = await visitor.within(district).see(pictures.seen, number=number, evidence_id=evidence)
        leave_turn(request)
        shelf = self.shelf()
        file = await shelf.picture(piece, large=size == "large") if shelf is not None else None
        if file is None:
            raise TurnedAway(HTTPStatus.NOT_FOUND, "no-such-picture", visitor.language)
        return FileResponse(file, media_type="image/jpeg", headers=HEADERS)

    async def begin(self, visitor: Changes, district: DistrictId, number: Number, wish: Where) -> Any:
        """Begin the visit."""
        return {"said": await visitor.within(district).do(spot.begin, number=number, **wish.told)}

    async def reach(self, visitor: Changes, district: DistrictId, number: Number, wish: Where) -> Any:
        """Somebody stands at the door."""
        return {"said": await visitor.within(district).do(sending.here, number=number, **wish.told)}

    async def answer(self, visitor: Changes, district: DistrictId, number: Number, wish: AnswerWish) -> Any:
        """One item is answered."""
        wants = wish.model_dump(exclude={"said_at"}) | {"at": wish.said_at}
        said = await visitor.within(district).do(sending.answer, number=number, **wants)
        return {"taken": wish.sent_as, "said": said}

    async def together(self, visitor: Changes, district: DistrictId, number: Number, wish: TogetherWish) -> Any:
        """The unchanged passes of a section are confirmed."""
        wants = {"section": wish.section, "sent_as": wish.sent_as, "at": wish.said_at}
        said = await visitor.within(district).do(sending.together, number=number, **wants)
        return {"taken": wish.sent_as, "said": said}

    async def read_back(self, visitor: Changes, district: DistrictId, number: Number, wish: ReadWish) -> Any:
        """It is read out."""
        return {"said": await visitor.within(district).do(signing.read_back, number=number, reason=wish.reason)}

    async def correct(self, visitor: Changes, district: DistrictId, number: Number) -> Any:
        """Back to the items."""
        return {"said": await visitor.within(district).do(signing.correct, number=number)}

    async def sign(self, visitor: Changes, district: DistrictId, number: Number, wish: SignWish) -> Any:
        """Somebody signs."""
        given = {"signs": wish.signs, "how": wish.how, "name": wish.name, "witness": wish.witness}
        wants = {**given, "round_": wish.round, "photo": wish.photo or ""}
        said = await visitor.within(district).do(sending.sign, number=number, **wants)
        return {"taken": wish.sent_as, "said": said}

    async def take(
        self,
        request: Request,
        visitor: Changes,
        district: DistrictId,
        number: Number,
        sent_as: Annotated[str, Query(min_length=8, max_length=answering.MOST_ID, pattern=r"^[0-9A-Za-z-]+$")],
        shows: Annotated[Literal["photo", "signature"], Query()] = "photo",
        item: Annotated[str, Query(max_length=200)] = "",
    ) -> JSONResponse:
        """A picture comes in; whatever a camera wrote into it is gone before it is kept."""
        who, signature = visitor.within(district), shows == "signature"
        await who.see(looking.may_look, number=number)
        make_way(request)
        source = self.shelf()
        if not signature and source is not None and not source.has_room():  # the phone keeps it, and sends it again
            raise TurnedAway(HTTPStatus.INSUFFICIENT_STORAGE, "visit-web-no-room", visitor.language)
        made = await visit_pictures.read(request, visitor.language, self.easel, signature=signature)
        given = {"data": made.data, "likeness": made.likeness, "item": item, "signature": signature}
        await who.do(pictures.keep, number=number, sent_as=sent_as, **given)
        return JSONResponse({"taken": sent_as})
