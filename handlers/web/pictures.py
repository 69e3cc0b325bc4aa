"""Pictures of evidence, for who may look at the case; who opens one large is written down.

Small ones are what screens show by themselves, anew with every photo that comes in: written down, they would bury the
looks that somebody meant.
"""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path as File
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import FileResponse

from bot.access.seats import Seat
from bot.cases import show as cases_show
from bot.evidence.pieces import Pictures
from bot.screens import case_file
from bot.screens.case_file import Picture
from handlers.web import incidents, visitors
from handlers.web.answers import DistrictId, Number
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Reception, Visitor

HEADERS = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
JPEG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}
}

Visits = Annotated[Visitor, Depends(visitors.visitor)]


def router(reception: Reception, pictures: Callable[[], Pictures | None]) -> APIRouter:
    """The routes; *pictures* finds the files, and is asked at each request."""
    routes, shown = APIRouter(tags=["evidence"]), _Shown(reception, pictures)
    one, both = "/districts/{district}/evidence/{evidence}/picture", "/districts/{district}/cases/{number}/pair"
    for path, answers in ((one, shown.picture), (both, shown.pair)):
        routes.add_api_route(path, answers, response_class=FileResponse, responses=JPEG)
    return routes


class _Shown:
    """What the routes do."""

    def __init__(self, reception: Reception, pictures: Callable[[], Pictures | None]) -> None:
        self.reception = reception
        self.pictures = pictures

    async def picture(
        self,
        visitor: Visits,
        district: DistrictId,
        evidence: Annotated[int, Path(ge=1, le=2**31 - 1)],
        size: Annotated[Literal["small", "large"], Query()] = "small",
    ) -> FileResponse:
        """One photo as JPEG. Small: as a screen shows it beside others. Large: opened, and that is written down."""
        seat, large = visitors.seat_in(visitor, district), size == "large"
        look = case_file.picture_of
        piece = await incidents.see(self.reception, visitor, seat, look, evidence_id=evidence, large=large)
        source = self.pictures()
        file = await source.picture(piece.evidence, large=large) if source else None
        return await self._served(visitor, seat, file, piece)

    async def pair(
        self,
        visitor: Visits,
        district: DistrictId,
        number: Number,
        of: Annotated[str, Query(max_length=32, description="the pieces; only so that each pair has an address")] = "",
    ) -> FileResponse:
        """Before and after of a case side by side as one JPEG, the present pair. That somebody looks is noted."""
        seat = visitors.seat_in(visitor, district)
        before, after = await incidents.see(self.reception, visitor, seat, case_file.pair_of, number=number)
        source = self.pictures()
        file = await source.pair(before.evidence, after.evidence) if source else None
        return await self._served(visitor, seat, file, after)

    async def _served(self, visitor: Visitor, seat: Seat, file: File | None, piece: Picture) -> FileResponse:
        if file is None:
            raise TurnedAway(HTTPStatus.NOT_FOUND, "no-such-picture", visitor.language)
        if piece.is_new_look:
            speaker = visitors.speaker_of(visitor, seat, self.reception.desk)
            await self.reception.desk.do(cases_show.note, speaker, what="picture", case_id=piece.evidence.case_id)
        return FileResponse(file, media_type="image/jpeg", headers=HEADERS)
