"""What a person is planned for as iCalendar, for a phone that asks every hour; the secret is the address itself."""

import asyncio
import hashlib
from datetime import timedelta
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from bot.access import keys as access_keys
from bot.roster import calendar as roster_calendar
from bot.roster.calendar import DayEntry, Entry, Pages
from bot.values import texts
from bot.values.refused import Refused
from bot.work.known import Secret
from bot.work.speaker import Speaker
from handlers.documents import calendar
from handlers.documents.calendar import Event
from handlers.telegram.writing import notes
from handlers.web import origins
from handlers.web.guesses import Guesses
from handlers.web.visitors import Reception

KIND = "text/calendar; charset=utf-8"
HEADERS = {"Cache-Control": "private, no-cache", "Content-Disposition": 'inline; filename="shifts.ics"'}
"""A phone may keep it, and asks each time whether it changed."""

_STATUS = {
    "calendar-unknown": HTTPStatus.NOT_FOUND,
    "calendar-left": HTTPStatus.GONE,
    "too-many-tries": HTTPStatus.TOO_MANY_REQUESTS,
    "too-many-at-once": HTTPStatus.TOO_MANY_REQUESTS,
}


def router(reception: Reception) -> APIRouter:
    """The one route."""
    routes, door = APIRouter(include_in_schema=False), _Door(reception)
    routes.add_api_route("/calendar/{secret}.ics", door.show, methods=["GET", "HEAD"])
    return routes


class _Door:
    """What the route does."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.guesses = Guesses(reception.board.clock)

    async def show(self, request: Request, secret: str) -> Response:
        """The calendar; 304 where the phone has it already."""
        try:
            pages = await self._pages(request, access_keys.fingerprint(secret))
        except Refused as refusal:
            return self._refused(request, refusal)
        if pages.news is not None:
            house = self._speaker(pages.calendar.district_id)
            hashed = pages.calendar.secret_hash
            await self.reception.desk.do(roster_calendar.note, house, secret_hash=hashed, told=pages.news)
        body = await asyncio.to_thread(self._written, pages)
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = HEADERS | {"ETag": tag}
        if tag in _tags(request):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(body, media_type=KIND, headers=headers)

    async def _pages(self, request: Request, secret_hash: str) -> Pages:
        if not self.reception.known.has(Secret.CALENDAR, secret_hash):
            raise Refused("calendar-unknown")
        self.reception.holders.ask(secret_hash)
        board = self.reception.board
        async with self.reception.turns.once(secret_hash, self.reception.language_of(request)):
            found = await board.see(roster_calendar.of_key, None, secret_hash=secret_hash)
            given = await board.see(roster_calendar.read, self._speaker(found.district_id), calendar=found)
        return await asyncio.to_thread(roster_calendar.pages, given)

    def _speaker(self, district_id: int) -> Speaker:
        return Speaker(0, "", 0, self.reception.board.clock.now(), channel="web", district_id=district_id)

    def _written(self, pages: Pages) -> bytes:
        words, language = self.reception.words, pages.language
        name = texts.line(words.say(language, "calendar-name", district=pages.district))
        events = [self._event(pages, one) for one in pages.entries] + [self._of_days(pages, one) for one in pages.days]
        return calendar.written(name, pages.timezone, events)

    def _of_days(self, pages: Pages, entry: DayEntry) -> Event:
        summary = texts.line(self.reception.words.fact(pages.language, notes.bare(entry.summary)))
        uid = _uid(pages, entry.key)
        return Event(uid, entry.since, entry.until + timedelta(days=1), summary, entry.changes, entry.changed_at)

    def _event(self, pages: Pages, entry: Entry) -> Event:
        key = "calendar-captain" if entry.captain else "calendar-duty"
        team = {"word": "calendar-team", "team": entry.team} if entry.team else ""
        summary = texts.line(self.reception.words.say(pages.language, key, team=team))
        return Event(
            _uid(pages, entry.minute), entry.begins_at, entry.ends_at, summary, entry.changes, entry.changed_at
        )

    def _refused(self, request: Request, why: Refused) -> Response:
        address = origins.address_of(request, self.reception.web)
        refusal = self.guesses.judged(why, ("calendar-unknown",), address)
        language = self.reception.language_of(request)
        said = self.reception.words.say(language, refusal.key, **refusal.facts)
        return PlainTextResponse(f"{said}\n", _STATUS[refusal.key])


def _uid(pages: Pages, key: int | str) -> str:
    whose = f"{pages.calendar.district_id}:{pages.calendar.user_id}:{key}"
    return f"{hashlib.sha256(whose.encode()).hexdigest()[:32]}@patrolbot"


def _tags(request: Request) -> set[str]:
    """What the phone has, also where something on the way called it weak."""
    told = request.headers.get("if-none-match", "")
    return {tag.strip().removeprefix("W/") for tag in told.split(",")}
