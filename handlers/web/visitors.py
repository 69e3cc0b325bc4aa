"""Who visits: by the session of a browser, by a program's token, or, on the drill ground, anybody on this machine."""

import hmac
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request

from bot.access import keys as access_keys
from bot.access import seats, sign_in
from bot.access.seats import Known, Seat
from bot.app.settings import Web
from bot.desk.desk import Desk
from bot.screens.board import Board
from bot.words import Words
from bot.work.speaker import Speaker
from handlers.loopback import is_loopback
from handlers.web import origins
from handlers.web.turned_away import TurnedAway

COOKIE = "patrol_session"
OWN_HEADER = "x-patrol"
"""A header that pages of ours may send instead of a JSON body; no page of others can send it."""


@dataclass(frozen=True)
class Visitor:
    """Who makes a request, and where they may look. *user_id* is None for a program (*is_machine*).

    *is_guest*: nobody had to sign in here, since it is a drill ground on this very machine.
    """

    user_id: int | None
    name: str
    language: str
    is_machine: bool = False
    is_guest: bool = False
    session_id: int | None = None
    seats: tuple[Seat, ...] = ()


class Reception:
    """Finds out who visits, anew at each request; hangs on the application as ``app.state.reception``."""

    def __init__(self, desk: Desk, board: Board, web: Web, words: Words) -> None:
        self.desk = desk
        self.board = board
        self.web = web
        self.words = words

    @property
    def cookie(self) -> str:
        """The name of the session's cookie: where all is encrypted, one that browsers guard more."""
        return f"__Host-{COOKIE}" if self.is_encrypted else COOKIE

    @property
    def is_encrypted(self) -> bool:
        """Whether people reach us by https."""
        return bool(self.web.public_url and self.web.public_url.startswith("https://"))

    @property
    def is_open(self) -> bool:
        """A drill ground that only this machine reaches: nobody signs in."""
        is_here = is_loopback(self.web.host) and self.web.public_url is None
        return self.board.rules.drill and is_here

    def language_of(self, request: Request) -> str:
        """The language of somebody unknown: the first that they read and we speak."""
        for part in request.headers.get("accept-language", "").split(","):
            if (spoken := part.partition(";")[0].strip().lower()[:2]) in self.words.languages:
                return spoken
        return self.web.language

    async def visitor(self, request: Request) -> Visitor:
        """Who makes *request*; raises TurnedAway where nobody knows them."""
        if request.headers.get("authorization"):
            return await self._machine(request)
        known = await self._known(request)
        if known is None:
            language = self.language_of(request)
            raise TurnedAway(
                HTTPStatus.UNAUTHORIZED, "not-signed-in", language, page=True, headers={"WWW-Authenticate": "Bearer"}
            )
        return Visitor(
            known.user_id,
            known.name,
            known.language or self.web.language,
            is_guest=known.session is None,
            session_id=known.session.id if known.session else None,
            seats=known.seats,
        )

    async def _machine(self, request: Request) -> Visitor:
        kind, _, shown = request.headers["authorization"].partition(" ")
        token, language = self.web.api_token, self.language_of(request)
        if not token or kind.lower() != "bearer" or not hmac.compare_digest(shown.strip().encode(), token.encode()):
            headers = {"WWW-Authenticate": "Bearer"}
            raise TurnedAway(HTTPStatus.UNAUTHORIZED, "wrong-token", language, headers=headers)
        return Visitor(None, "api", language, is_machine=True, seats=tuple(await self.board.see(seats.everywhere)))

    async def _known(self, request: Request) -> Known | None:
        if self.is_open and origins.is_from_here(request) and origins.names_this_machine(request):
            return await self.board.see(seats.guest)
        secret = request.cookies.get(self.cookie)
        if not secret:
            return None
        known = await self.board.see(seats.of_session, secret_hash=access_keys.fingerprint(secret))
        if known is not None and known.session is not None:
            await self._note(known.session)
        return known

    async def _note(self, session: access_keys.Session) -> None:
        """Whoever is there stays signed in; it is written down once a minute at most."""
        now = self.board.clock.now()
        if now - session.seen_at >= sign_in.SEEN_EVERY:
            speaker = Speaker(0, "", 0, now, channel="web")
            await self.desk.do(sign_in.seen, speaker, session_id=session.id)

    def must_be_ours(self, request: Request, language: str) -> None:
        """Raises TurnedAway unless a page of ours made the request."""
        if not origins.is_ours(request, self.web):
            raise TurnedAway(HTTPStatus.FORBIDDEN, "not-our-page", language)


def reception(request: Request) -> Reception:
    """The reception of the application that answers *request*."""
    found: Reception = request.app.state.reception
    return found


async def visitor(request: Request) -> Visitor:
    """Dependency of every route that is not open to everybody: who asks. Raises TurnedAway."""
    return await reception(request).visitor(request)


async def changer(request: Request) -> Visitor:
    """Dependency of every route that changes something: who asks, and that no page of others made them ask."""
    desk = reception(request)
    found = await desk.visitor(request)
    if found.is_machine:
        return found
    desk.must_be_ours(request, found.language)
    is_json = request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
    if not is_json and OWN_HEADER not in request.headers:
        raise TurnedAway(HTTPStatus.FORBIDDEN, "not-our-page", found.language)
    return found


def districts_of(found: Visitor) -> tuple[Seat, ...]:
    """The districts that a visitor may look at, with their roles in each."""
    return found.seats


def seat_in(found: Visitor, district_id: int) -> Seat:
    """The visitor's place in one district; raises TurnedAway where they have none, be there such a district or not."""
    for seat in found.seats:
        if seat.district.id == district_id:
            return seat
    raise TurnedAway(HTTPStatus.FORBIDDEN, "other-district", found.language)


def speaker_of(found: Visitor, seat: Seat, desk: Desk, by: int | None = None) -> Speaker:
    """The visitor as somebody who speaks at the desk, or looks at the board; *by* is for whom a program asks."""
    channel, name = ("api", found.name) if found.is_machine else ("web", seat.name)
    user_id = by or found.user_id or 0
    now = desk.clock.now()
    return Speaker(user_id, name, 0, now, language=found.language, channel=channel, district_id=seat.district.id)
