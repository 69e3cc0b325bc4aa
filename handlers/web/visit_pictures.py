"""Pictures that the page of a visit sends: read up to a bound, drawn anew, refused where they are none."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import Request

from bot.inspections.page import pictures as of_visits
from handlers import pictures
from handlers.easel import Easel
from handlers.web import bodies
from handlers.web.turned_away import TurnedAway

SIDE = pictures.LARGE
"""The long side to which a phone draws a photo before it sends it, in pixels."""

BLANK = 24
"""A signature of fewer shades than that many between its darkest and its lightest point shows nothing."""


@dataclass(frozen=True)
class Drawn:
    """A picture as JPEG, and what it looks like."""

    data: bytes
    likeness: str


async def read(request: Request, language: str, easel: Easel, *, signature: bool) -> Drawn:
    """The picture that *request* brings; raises TurnedAway for what is none, too large, or an empty signature."""
    most = of_visits.MOST_SIGNATURE_BYTES if signature and _is_drawing(request) else of_visits.MOST_BYTES
    data = await bodies.heard_out(request, most)
    if data is None:
        facts: dict[str, Any] = {"most": most // 1000}
        raise TurnedAway(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "visit-web-too-large", language, **facts)
    async with easel.alone:
        made = await asyncio.to_thread(_drawn, data)
    if isinstance(made, pictures.NoPicture):
        key = "visit-web-undrawable" if made is pictures.NoPicture.TOO_LARGE else "visit-web-is-no-picture"
        raise TurnedAway(HTTPStatus.CONFLICT, key, language)
    if signature and await asyncio.to_thread(pictures.is_blank, made.data, BLANK):
        raise TurnedAway(HTTPStatus.CONFLICT, "visit-web-is-blank", language)
    return made


def _is_drawing(request: Request) -> bool:
    return request.headers.get("content-type", "") == "image/png"


def _drawn(data: bytes) -> Drawn | pictures.NoPicture:
    made = pictures.made_anew(data)
    if isinstance(made, pictures.NoPicture):
        return made
    return Drawn(made[pictures.LARGE], pictures.likeness(made[pictures.SMALL]))
