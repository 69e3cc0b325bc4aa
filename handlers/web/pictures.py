"""Pictures of evidence, for who may look at the case; who opens one large is written down.

Small ones are what screens show by themselves, anew with every photo that comes in: written down, they would bury the
looks that somebody meant.
"""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path as File
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse

from bot.evidence.pieces import EvidenceKind, Pictures
from bot.screens import case_file, films
from bot.screens.case_file import Picture
from handlers import films as kinds_of_film
from handlers.web import acting
from handlers.web.acting import Acting, Visits
from handlers.web.answers import DistrictId, Number
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Reception, Visitor, leave_turn

HEADERS = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
JPEG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}
}
FILM: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in ("video/mp4", "video/webm")}}
}

EvidenceId = Annotated[int, Path(ge=1, le=2**31 - 1)]


def router(reception: Reception, pictures: Callable[[], Pictures | None]) -> APIRouter:
    """The routes; *pictures* finds the files, and is asked at each request."""
    routes, shown = APIRouter(tags=["evidence"]), _Shown(reception, pictures)
    root = "/districts/{district}"
    for path, answers, kinds in (
        (f"{root}/evidence/{{evidence}}/picture", shown.picture, JPEG),
        (f"{root}/evidence/{{evidence}}/clip", shown.clip, FILM),
        (f"{root}/wall/{{evidence}}", shown.on_wall, JPEG | FILM),
        (f"{root}/cases/{{number}}/pair", shown.pair, JPEG),
    ):
        routes.add_api_route(path, answers, response_class=FileResponse, responses=kinds)
    return routes


class _Shown:
    """What the routes do."""

    def __init__(self, reception: Reception, pictures: Callable[[], Pictures | None]) -> None:
        self.reception = reception
        self.pictures = pictures

    def _source(self, request: Request) -> Pictures | None:
        """Who has the files. One may have to come from Telegram first, for which nobody else waits."""
        leave_turn(request)
        return self.pictures()

    async def picture(
        self,
        request: Request,
        visitor: Visits,
        district: DistrictId,
        evidence: EvidenceId,
        size: Annotated[Literal["small", "large"], Query()] = "small",
    ) -> FileResponse:
        """One photo as JPEG. Small: as a screen shows it beside others. Large: opened, and that is written down."""
        who, large = acting.looking(self.reception, visitor, district), size == "large"
        piece = await who.see(case_file.picture_of, evidence_id=evidence, large=large)
        source = self._source(request)
        file = await source.picture(piece.evidence, large=large) if source else None
        if source and file is None and source.is_undrawn(piece.evidence):
            raise TurnedAway(HTTPStatus.NOT_FOUND, "picture-undrawn", who.visitor.language)
        return await self._served(who, file, piece)

    async def clip(self, request: Request, visitor: Visits, district: DistrictId, evidence: EvidenceId) -> FileResponse:
        """A video or a video note, opened; that is written down."""
        who = acting.looking(self.reception, visitor, district)
        piece = await who.see(films.clip_of, evidence_id=evidence)
        source = self._source(request)
        return await self._served(who, await source.clip(piece.evidence) if source else None, piece)

    async def on_wall(
        self, request: Request, visitor: Visits, district: DistrictId, evidence: EvidenceId
    ) -> FileResponse:
        """What the wall shows of a live case now, large or playing; nobody's look, so nothing is written down."""
        piece = await acting.looking(self.reception, visitor, district).see(films.on_wall, evidence_id=evidence)
        source = self._source(request)
        if source is None:
            return _file(visitor, None)
        is_film = piece.kind is EvidenceKind.VIDEO
        return _file(visitor, await (source.clip(piece) if is_film else source.picture(piece, large=True)))

    async def pair(
        self,
        request: Request,
        visitor: Visits,
        district: DistrictId,
        number: Number,
        of: Annotated[str, Query(max_length=32, description="the pieces; only so that each pair has an address")] = "",
    ) -> FileResponse:
        """Before and after of a case side by side as one JPEG, the present pair. That somebody looks is noted."""
        who = acting.looking(self.reception, visitor, district)
        before, after = await who.see(case_file.pair_of, number=number)
        source = self._source(request)
        file = await source.pair(before.evidence, after.evidence) if source else None
        return await self._served(who, file, after)

    async def _served(self, who: Acting, file: File | None, piece: Picture) -> FileResponse:
        answer = _file(who.visitor, file)
        if piece.is_new_look:
            await who.note_look("picture", piece.evidence.case_id)
        return answer


def _file(visitor: Visitor, file: File | None) -> FileResponse:
    """A picture or a film; raises TurnedAway where there is none."""
    if file is None:
        raise TurnedAway(HTTPStatus.NOT_FOUND, "no-such-picture", visitor.language)
    media = "image/jpeg" if file.suffix == ".jpg" else kinds_of_film.kind_of(file)
    return FileResponse(file, media_type=media or "application/octet-stream", headers=HEADERS)
