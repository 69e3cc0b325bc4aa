"""The command centre's pages and the stream that feeds them: ``/`` for the desk, ``/wall`` for everybody's eyes.

A page is a shell with the reader's words in it; all that moves comes by the stream of its district.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from bot.words import Words
from bot.work.known import Secret
from handlers.web import shells
from handlers.web.feed import Feed, Lens, Room
from handlers.web.shells import Look
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Visitor, districts_of, reception, seat_in, visitor

SPOKEN = (
    "screen-",
    "state-",
    "severity-",
    "move-",
    "outcome-",
    "nobody-",
    "compass-",
    "team-state-",
    "stage-",
    "step-",
    "channel-",
    "door-colour-",
    "place-state-",
    "place-move-",
)
"""Beginnings of the keys that the pages say."""

SAID = ("the-clock", "automatic", "implied", "closure-unknown")
"""Single keys that they say besides."""

PAGES = {"centre": "/", "wall": "/wall", "places": "/places", "officers": "/officers"}
"""The command centre, the wall, the table of places, and for captains the officers and approvers of bodies."""

WITH_MAP = frozenset({"centre", "wall"})
"""Pages that load a map."""

KEPT_OUT = "nobody-free"
"""How sentences of the chat begin that begin like those: no page can say them, and some choose between forms."""

Visits = Annotated[Visitor, Depends(visitor)]


def router(feed: Feed, words: Words, tiles: str) -> APIRouter:
    """The pages and the stream."""
    routes = APIRouter()
    for page, path in PAGES.items():
        shown = _shown(page, words, tiles)
        routes.add_api_route(path, shown, name=page, include_in_schema=False)
    routes.add_api_route("/api/districts/{district}/stream", _Streams(feed).one, name="stream", include_in_schema=False)
    return routes


def _shown(page: str, words: Words, tiles: str) -> Callable[..., Awaitable[Response]]:
    async def shown(request: Request, found: Visits) -> Response:
        return shell(page, request, found, words, tiles)

    return shown


class _Streams:
    """What moves on the pages."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed

    async def one(
        self,
        request: Request,
        district: int,
        found: Visits,
        lens: Annotated[str, Query(pattern="^(desk|wall)$")] = "desk",
        last: str = "",
    ) -> StreamingResponse:
        """Server-sent events: ``whole`` or ``change`` with parts by key, ``beat`` each second, ``bye``.

        A program sees what a wall shows, whichever *lens* it asks for: whose door it is is not for it.
        """
        seat_in(found, district)
        seen = request.headers.get("last-event-id", last)

        async def still_in() -> bool:
            try:
                return bool(seat_in(await reception(request).visitor(request), district))
            except TurnedAway:
                return False

        through = Lens(district, people=lens == "desk" and not found.is_machine)
        events = self.feed.stream(through, seen, _may_look(request, found), still_in)
        headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
        return StreamingResponse(_until_gone(request, events), media_type="text/event-stream", headers=headers)


def _may_look(request: Request, found: Visitor) -> Callable[[Room], bool]:
    """Whether somebody may see what a room shows now: still signed in, and still of the district."""
    known, session_hash = reception(request).known, reception(request).session_hash(request)

    def may_look(room: Room) -> bool:
        if found.session_id is not None and not known.has(Secret.SESSION, session_hash):
            return False
        by_itself = found.is_machine or found.is_guest or not room.version
        return by_itself or bool(room.roles.get(found.user_id or 0))

    return may_look


async def _until_gone(request: Request, events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    async for event in events:
        if await request.is_disconnected():
            return
        yield event


def shell(
    page: str, request: Request, found: Visitor, words: Words, tiles: str, more: Mapping[str, Any] | None = None
) -> Response:
    """A page with what it needs to begin: who reads, which district, all words in their language; *more* of its own."""
    seats = districts_of(found)
    wanted = request.query_params.get("district", "")
    chosen = next((s.district.id for s in seats if str(s.district.id) == wanted), seats[0].district.id if seats else 0)
    language = request.query_params.get("language", found.language)
    language = language if language in words.languages else found.language
    listed = [
        {"id": s.district.id, "name": s.district.name, "drill": s.district.drill, "zone": s.district.timezone}
        for s in seats
        if page != "wall" or not wanted or s.district.id == chosen
    ]
    boot = {
        "language": language,
        "district": chosen,
        "name": found.name,
        "guest": found.is_guest,
        "captain": any(s.is_captain for s in seats if s.district.id == chosen),
        "bot": reception(request).desk.rules.bot_name,
        "tiles": tiles,
        "districts": listed,
        **(more or {}),
    }
    script = "app" if page == "centre" else page
    own, has_map = (f"/page/{page}.css", "/shared/charts.css"), page in WITH_MAP
    styles = ("/assets/leaflet.css", *own) if has_map else own
    look = Look(f"/page/{script}.js", styles, soon="/assets/leaflet.js" if has_map else "")
    title, noscript = (words.say(language, f"screen-{one}") for one in ("title", "noscript"))
    return HTMLResponse(shells.filled(look, language, title, noscript, boot, page_words(words, language)))


def page_words(words: Words, language: str) -> dict[str, str]:
    """Every sentence that the pages say, with its facts still open."""
    return words.open_sentences(language, (*SPOKEN, *SAID), but=KEPT_OUT)
