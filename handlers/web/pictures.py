"""Pictures of evidence, for who may look at the case; who opens one large is written down.

Small ones are what screens show by themselves, anew with every photo that comes in: written down, they would bury the
looks that somebody meant.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import FileResponse

from bot import case_file, looks
from bot.evidence import Pictures
from handlers.web import incidents, visitors
from handlers.web.answers import DistrictId
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Reception, Visitor

HEADERS = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}


def router(reception: Reception, pictures: Callable[[], Pictures | None]) -> APIRouter:
    """The one route; *pictures* finds the files, and is asked at each request."""
    routes = APIRouter(tags=["evidence"])

    @routes.get(
        "/districts/{district}/evidence/{evidence}/picture", response_class=FileResponse,
        responses={200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}},
    )  # fmt: skip
    async def picture(
        visitor: Annotated[Visitor, Depends(visitors.visitor)],
        district: DistrictId,
        evidence: Annotated[int, Path(ge=1, le=2**31 - 1)],
        size: Annotated[Literal["small", "large"], Query()] = "small",
    ) -> FileResponse:
        """One photo as JPEG. Small: as a screen shows it beside others. Large: opened, and that is written down."""
        seat = visitors.seat_in(visitor, district)
        large = size == "large"
        look = case_file.picture_of
        piece = await incidents.see(reception, visitor, seat, look, evidence_id=evidence, large=large)
        source = pictures()
        file = await source.picture(piece.evidence, large=large) if source else None
        if file is None:
            raise TurnedAway(HTTPStatus.NOT_FOUND, "no-such-picture", visitor.language)
        if piece.is_new_look:
            speaker = visitors.speaker_of(visitor, seat, reception.desk)
            await reception.desk.do(looks.note, speaker, what="picture", case_id=piece.evidence.case_id)
        return FileResponse(file, media_type="image/jpeg", headers=HEADERS)

    return routes
