"""Photos of places, for who is registered in the district; hidden ones for captains alone. Opened large is a look."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path as File
from typing import Annotated, Literal, Protocol

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse

from bot.places.photos import photos
from bot.places.photos.photos import PlacePhoto
from handlers.web import acting
from handlers.web.acting import Visits
from handlers.web.answers import DistrictId
from handlers.web.pictures import HEADERS, JPEG
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Reception, leave_turn

PhotoId = Annotated[int, Path(ge=1, le=2**31 - 1)]


class Shelf(Protocol):
    """Who has the files."""

    async def shown(self, photo: PlacePhoto, *, large: bool) -> File | None:
        """A JPEG file, small or large; None where it cannot be had now."""


def router(reception: Reception, shelf: Callable[[], Shelf | None]) -> APIRouter:
    """The route; *shelf* is asked at each request."""
    routes = APIRouter(tags=["places"])

    @routes.get("/districts/{district}/place-photos/{photo}/picture", response_class=FileResponse, responses=JPEG)
    async def place_picture(
        request: Request,
        visitor: Visits,
        district: DistrictId,
        photo: PhotoId,
        size: Annotated[Literal["small", "large"], Query()] = "small",
    ) -> FileResponse:
        """One photo of a place as JPEG. Small: as a page shows it beside others. Large: opened, and written down."""
        who, large = acting.looking(reception, visitor, district), size == "large"
        found = await who.see(photos.seen, photo_id=photo)
        leave_turn(request)
        here = shelf()
        file = await here.shown(found, large=large) if here is not None else None
        if file is None:
            raise TurnedAway(HTTPStatus.NOT_FOUND, "no-such-picture", visitor.language)
        if large:
            await who.do(photos.look, photo_id=photo)
        return FileResponse(file, media_type="image/jpeg", headers=HEADERS)

    return routes
