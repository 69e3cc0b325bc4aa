"""Who visits: by a browser's session, by a program's token or key, or, on the drill ground, anybody on this machine."""

import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request

from bot.access import keys as access_keys
from bot.access import seats, sign_in
from bot.access.seats import Known, Seat
from bot.app.settings import Web
from bot.desk.desk import Desk
from bot.programs import keys
from bot.screens.board import Board
from bot.words import Words
from bot.work.known import Known as KnownSecrets
from bot.work.known import Secret
from bot.work.speaker import Speaker
from handlers.loopback import is_loopback
from handlers.web import origins, paces
from handlers.web.guesses import Guesses
from handlers.web.paces import Holders, Paces
from handlers.web.turned_away import TurnedAway
from handlers.web.turns import Turn, Turns

COOKIE = "patrol_session"
TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS
TO_PROGRAMS = frozenset(
    {"districts", "cases", "case", "move", "report", "report in a district", "openapi", "docs"}
    | {"places", "places near", "place kinds", "place", "place history", "add place", "change place"}
)
"""Names of the routes that a key of another system opens: cases, without people, teams and pictures; and places, as far
as captains let it."""

OWN_HEADER = "x-patrol"
"""A header that pages of ours may send instead of a JSON body; no page of others can send it."""


@dataclass(frozen=True)
class Visitor:
    """Who makes a request, and where they may look. *user_id* is None for a program (*is_machine*).

    *program_id* is whose key was shown: such a program is of one district, and acts for itself.

    *is_guest*: nobody had to sign in here, since it is a drill ground on this very machine.
    """

    user_id: int | None
    name: str
    language: str
    is_machine: bool = False
    is_guest: bool = False
    session_id: int | None = None
    seats: tuple[Seat, ...] = ()
    program_id: int | None = None


class Reception:
    """Finds out who visits, anew at each request; hangs on the application as ``app.state.reception``."""

    def __init__(self, desk: Desk, board: Board, web: Web, words: Words, known: KnownSecrets) -> None:
        self.desk = desk
        self.board = board
        self.web = web
        self.words = words
        self.known = known
        self.guesses = Guesses(desk.clock)
        self.tracker_guesses = Guesses(desk.clock, each=30)
        self.paces = Paces(desk.clock)
        self.holders = Holders(desk.clock)
        self.turns = Turns()

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
        known = await self.anybody(request)
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
        token, secret = self.web.api_token, shown.strip() if kind.lower() == "bearer" else ""
        if not token or not hmac.compare_digest(secret.encode(), token.encode()):
            return await self.of_key(request, secret)
        language, everywhere = self.language_of(request), tuple(await self.board.see(seats.everywhere))
        return Visitor(None, "api", language, is_machine=True, seats=everywhere)

    async def of_key(self, request: Request, secret: str) -> Visitor:
        """The program of another system whose key is *secret*, however it was sent; raises TurnedAway.

        Wrong ones are counted by where they come from, right ones by whose key it is: another program of the same
        office, which goes on with a key that was ended, locks out nobody else.
        """
        language = self.language_of(request)
        hashed = access_keys.fingerprint(secret)
        is_known = self.known.has(Secret.PROGRAM, hashed)
        known = await self.board.see(seats.of_key, secret_hash=hashed) if is_known else None
        if known is None:
            self.known.drop(Secret.PROGRAM, hashed)
            raise self._wrong(request, secret, language)
        program, seat = known
        pace = paces.of_method(request.method)
        if wait_s := self.paces.wait_s(program.id, pace):
            headers = {"Retry-After": str(wait_s)}
            raise TurnedAway(TOO_MANY, "key-too-fast", language, headers=headers, most=pace.value, seconds=wait_s)
        found = Visitor(None, program.name, language, is_machine=True, seats=(seat,), program_id=program.id)
        if program.used_at is None or not timedelta() <= self.desk.clock.now() - program.used_at < keys.SEEN_EVERY:
            await self.desk.do(keys.seen, speaker_of(found, seat, self.desk))
        return found

    def _wrong(self, request: Request, secret: str, language: str) -> TurnedAway:
        """What is answered to a wrong key: that it is one, or after some how long to wait."""
        address = origins.address_of(request, self.web)
        if wait_s := self.guesses.wrong(address) if secret else self.guesses.wait_s(address):
            headers = {"Retry-After": str(wait_s)}
            return TurnedAway(TOO_MANY, "too-many-tries", language, headers=headers, minutes=-(-wait_s // 60))
        headers = {"WWW-Authenticate": "Bearer"}
        return TurnedAway(HTTPStatus.UNAUTHORIZED, "wrong-token", language, headers=headers)

    async def anybody(self, request: Request) -> Known | None:
        """Who is signed in at this browser, or may look without; None for a stranger."""
        if self.is_open and origins.is_from_here(request) and origins.names_this_machine(request):
            return await self.board.see(seats.guest)
        known = await self.session(request)
        if known is not None and known.session is not None:
            await self._note(known.session)
        return known

    async def on_visits(self, request: Request) -> Known | None:
        """The same for pages of visits: also who is only of a body; whoever signed in is nobody's guest."""
        hashed = self.session_hash(request)
        is_known = self.known.has(Secret.SESSION, hashed)
        known = await self.board.see(seats.of_session, secret_hash=hashed, bodies=True) if is_known else None
        if known is None or known.session is None:
            return await self.anybody(request)
        await self._note(known.session)
        return known

    async def session(self, request: Request) -> Known | None:
        """Whose session the browser has; None where it has none that is open."""
        hashed = self.session_hash(request)
        is_known = self.known.has(Secret.SESSION, hashed)
        return await self.board.see(seats.of_session, secret_hash=hashed) if is_known else None

    def session_hash(self, request: Request) -> str:
        """The hash of the session that the browser shows; empty where it shows none."""
        secret = request.cookies.get(self.cookie)
        return access_keys.fingerprint(secret) if secret else ""

    async def is_signed_in(self, request: Request) -> bool:
        """Whether the browser that asks has a session already."""
        return await self.session(request) is not None

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


async def _in_turn(request: Request) -> AsyncIterator[Visitor]:
    """Who asks, for as long as the route works: what it streams afterwards takes nobody's turn."""
    desk = reception(request)
    async with desk.turns.anybody():
        found = await desk.visitor(request)
    async with desk.turns.of((found.user_id, found.program_id), found.language) as request.state.turn:
        yield found


def leave_turn(request: Request) -> None:
    """The rest of what *request* wants waits for others: whoever else looks at pages does not wait with it."""
    turn: Turn = request.state.turn
    turn.leave()


def make_way(request: Request) -> None:
    """What *request* brings is read from now on, however slowly it comes: nobody else's pages wait for it."""
    turn: Turn = request.state.turn
    turn.make_way()


async def visitor(request: Request, found: Annotated[Visitor, Depends(_in_turn, scope="function")]) -> Visitor:
    """Dependency of every route that is not open to everybody: who asks. Raises TurnedAway.

    A key of another system opens the routes named in :data:`TO_PROGRAMS`; what is new is closed to it by itself.
    """
    if found.program_id is not None and getattr(request.scope.get("route"), "name", "") not in TO_PROGRAMS:
        raise TurnedAway(HTTPStatus.FORBIDDEN, "program-may-not", found.language)
    return found


async def changer(request: Request, found: Annotated[Visitor, Depends(visitor)]) -> Visitor:
    """Dependency of every route that changes something: who asks, and that no page of others made them ask."""
    desk = reception(request)
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
    district_id, program_id = seat.district.id, found.program_id
    return Speaker(
        user_id, name, 0, now, language=found.language, channel=channel, district_id=district_id, program_id=program_id
    )
