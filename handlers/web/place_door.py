"""``/p/CODE``: the page that the QR picture on a door opens, for strangers and for people of the district."""

import re
import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.access import keys as access_keys
from bot.access import seats, sign_in
from bot.incidents.reporting import at_place
from bot.places.labels import at_the_door, digits, leading
from bot.places.labels.at_the_door import Here
from bot.register.people import OF_BODIES, RoleName
from bot.values import texts
from bot.work.known import Secret
from bot.work.speaker import Speaker
from handlers.web import bodies, door_page, door_visits, origins
from handlers.web.door_page import Inside, Page
from handlers.web.guesses import Guesses
from handlers.web.strangers import Strangers
from handlers.web.visitors import Reception

COOKIE = "patrol_door"
OF_ONE_PLACE = 20
"""Wrong digits that one place takes within five minutes, from whomever: else trying them all would find some."""

OF_ONE_ADDRESS = 8
"""Wrong digits from one address within five minutes, at all places together."""

DIGITS = re.compile(r"[0-9]{6}")
District = Annotated[int | None, Query(alias="d", ge=1, le=2**52)]
DEEDS = ("digits", "report", "visit", "leave")
"""What is done on a page, behind the code. A phone that loads anew what a form answered is led to the page itself."""

Made = Annotated[int | None, Query(alias="reported", ge=1, le=2**31 - 1)]


def router(reception: Reception) -> APIRouter:
    """The routes; nobody has to sign in. A code may have a slash, so that the page comes after what is done on it."""
    routes = APIRouter(include_in_schema=False, route_class=bodies.SmallBodyRoute)
    door = _Door(reception)
    done = {"digits": door.enter, "report": door.report, "visit": door.visit, "leave": door.leave}
    for deed in DEEDS:
        routes.add_api_route(f"/p/{{code:path}}/{deed}", done[deed], methods=["POST"])
    routes.add_api_route("/p/{code:path}", door.show, methods=["GET"], response_class=HTMLResponse)
    return routes


@dataclass(frozen=True)
class Somebody:
    """Who looks at the page of a place of theirs. *leaves*: by digits, for this page alone.

    *visits*: they signed in themselves, so that visits here are offered to them.
    """

    user_id: int
    name: str
    language: str
    roles: frozenset[RoleName]
    leaves: bool
    visits: bool = True

    @property
    def may_report(self) -> bool:
        """Who may only look may not, nor who is only of a body."""
        return bool(self.roles - {RoleName.VIEWER} - OF_BODIES)


@dataclass(frozen=True)
class Looked:
    """What there is for whoever asks: the places of the code, the one that is meant, who asks, where they belong."""

    each: tuple[Here, ...]
    here: Here | None
    who: Somebody | None
    belongs_elsewhere: bool = False


class _Door:
    """What the routes do."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        clock = reception.board.clock
        self.strangers = Strangers(clock)
        self.by_address, self.by_place = Guesses(clock, each=OF_ONE_ADDRESS), Guesses(clock, each=OF_ONE_PLACE)

    async def show(
        self,
        request: Request,
        code: str,
        district: District = None,
        seen_as: Annotated[str, Query(alias="as")] = "",
        made: Made = None,
        said: Annotated[str, Query(max_length=40)] = "",
    ) -> Response:
        """The page; behind a report with what was said of it, so that who loads it anew reports nothing."""
        page = self._page(request)
        if (wait := self._too_often(request, page, code)) is not None:
            return wait
        found = await self._look(request, code, district)
        if found.here is None:
            if found.each:
                return door_page.choose(page, code, found.each)
            of, _, deed = code.rpartition("/")
            if of and deed in DEEDS:
                return RedirectResponse(leading.path(of, district), HTTPStatus.SEE_OTHER)
            return self._sentence(page, code, "door-unknown", HTTPStatus.NOT_FOUND)
        if found.who is None or seen_as == "all":
            note = "door-other-district" if found.belongs_elsewhere else ""
            return door_page.stranger(page, found.here, note=note, is_known=found.who is not None)
        return await self._inside(page, found.here, found.who, await self._told(page, found, made, said))

    async def _told(self, page: Page, found: Looked, number: int | None, key: str) -> str:
        """The sentence about a report that whoever looks just made here; nothing where they did not."""
        if number is None or found.here is None or found.who is None:
            return ""
        speaker, code = self._speaker(found.here, found.who), found.here.place.code
        told = await self.reception.board.see(at_place.told, speaker, code=code, number=number, key=key)
        return page.say(told.key, **told.facts) if told else ""

    async def _inside(self, page: Page, here: Here, who: Somebody, said: str = "") -> HTMLResponse:
        speaker = self._speaker(here, who)
        known = await self.reception.board.see(at_the_door.known, speaker, code=here.place.code)
        visits = await door_visits.here(self.reception, speaker, here) if who.visits else ()
        page.add_visits(here, visits, by_digits=who.leaves)
        return door_page.inside(page, here, Inside(who.name, known, who.may_report, who.leaves, said))

    async def enter(self, request: Request, code: str, district: District = None) -> Response:
        """Six digits: with right ones this browser is somebody's for this page."""
        page = self._page(request)
        if (wait := self._too_often(request, page, code)) is not None:
            return wait
        found = await self._look(request, code, district)
        here = found.here
        if here is None:
            return self._sentence(page, code, "door-unknown", HTTPStatus.NOT_FOUND)
        if not origins.is_ours(request, self.reception.web):
            return self._refused(page, here, "not-our-page", HTTPStatus.FORBIDDEN)
        place, address = f"{here.district.id} {here.place.code}", self._address(request)
        if wait_s := max(self.by_address.wait_s(address), self.by_place.wait_s(place)):
            return self._refused(page, here, "too-many-tries", HTTPStatus.TOO_MANY_REQUESTS, minutes=-(-wait_s // 60))
        said = re.sub(r"\s", "", str((await request.form()).get("digits", "")))
        secret = secrets.token_urlsafe(32)
        if not await self._signed_in(here, said, secret):
            self.by_address.wrong(address)
            self.by_place.wrong(place)
            return self._refused(page, here, "place-digits-wrong", HTTPStatus.FORBIDDEN)
        answer = RedirectResponse(door_page.of(here), HTTPStatus.SEE_OTHER)
        stay = int(digits.STAY.total_seconds())
        about: dict[str, Any] = {"secure": self.reception.is_encrypted, "httponly": True, "samesite": "lax"}
        answer.set_cookie(COOKIE, secret, max_age=stay, path=leading.PAGE.rstrip("/"), **about)
        return answer

    async def _signed_in(self, here: Here, said: str, secret: str) -> bool:
        hashed = access_keys.fingerprint(said)
        kept = digits.kept("digits", here.district.id, here.place.code, hashed)
        if not DIGITS.fullmatch(said) or not self.reception.known.has(Secret.LINK, kept):
            return False
        house = Speaker(0, "", 0, self._now(), channel="web", district_id=here.district.id)
        done = await self.reception.desk.do(
            digits.sign_in,
            house,
            code=here.place.code,
            digits_hash=hashed,
            secret_hash=access_keys.fingerprint(secret),
        )
        return not done.refused

    async def report(self, request: Request, code: str, district: District = None) -> Response:
        """One tap makes the case, in the name of who is signed in."""
        page = self._page(request)
        if (wait := self._too_often(request, page, code)) is not None:
            return wait
        found = await self._look(request, code, district)
        if found.here is None or found.who is None:
            return RedirectResponse(leading.path(code), HTTPStatus.SEE_OTHER)
        if not origins.is_ours(request, self.reception.web):
            return self._refused(page, found.here, "not-our-page", HTTPStatus.FORBIDDEN)
        words = str((await request.form()).get("words", ""))
        speaker = self._speaker(found.here, found.who)
        done = await self.reception.desk.do(at_place.scanned, speaker, code=found.here.place.code, words=words)
        if done.answer and not done.refused and "number" in done.answer.facts:
            about = f"&reported={done.answer.facts['number']}&said={done.answer.key}"
            return RedirectResponse(door_page.of(found.here) + about, HTTPStatus.SEE_OTHER)
        said = page.say(done.answer.key, **done.answer.facts) if done.answer and done.answer.key else ""
        return await self._inside(page, found.here, found.who, said)

    async def visit(self, request: Request, code: str, district: District = None) -> Response:
        """On to the page of a visit here, for who takes part in it: its label was scanned. By digits it begins here."""
        page = self._page(request)
        if (wait := self._too_often(request, page, code)) is not None:
            return wait
        found = await self._look(request, code, district)
        here, who = found.here, found.who
        if here is None:
            return self._sentence(page, code, "door-unknown", HTTPStatus.NOT_FOUND)
        if not origins.is_ours(request, self.reception.web):
            return self._refused(page, here, "not-our-page", HTTPStatus.FORBIDDEN)
        number = texts.whole_number(str((await request.form()).get("number", "")), digits=18) or 0
        if who is None or not who.visits:
            return RedirectResponse(door_page.of(here), HTTPStatus.SEE_OTHER)
        speaker = self._speaker(here, who)
        if who.leaves:
            key, facts = await door_visits.begun(self.reception, speaker, here, number)
            return await self._inside(page, here, who, page.say(key, **facts))
        to = await door_visits.scanned(self.reception, speaker, here, number)
        return RedirectResponse(to or door_page.of(here), HTTPStatus.SEE_OTHER)

    async def leave(self, request: Request, code: str, district: District = None) -> Response:
        """This browser is nobody's any more."""
        if (wait := self._too_often(request, self._page(request), code)) is not None:
            return wait
        found = await self._look(request, code, district)
        secret = request.cookies.get(COOKIE, "")
        if secret and found.here is not None and origins.is_ours(request, self.reception.web):
            seat = self._seat(found.here, secret)
            if self.reception.known.has(Secret.SESSION, seat):
                house = Speaker(0, "", 0, self._now(), channel="web")
                await self.reception.desk.do(sign_in.sign_out, house, secret_hash=seat)
        answer = RedirectResponse(leading.path(code), HTTPStatus.SEE_OTHER)
        answer.delete_cookie(COOKIE, path=leading.PAGE.rstrip("/"))
        return answer

    # --- who asks, and for what

    def _too_often(self, request: Request, page: Page, code: str) -> Response | None:
        """The answer to a stranger who asks too often; who is signed in stands behind no stranger of their carrier."""
        if self.reception.known.has(Secret.SESSION, self.reception.session_hash(request)):
            return None
        wait_s = self.strangers.wait_s(self._address(request))
        headers = {"Retry-After": str(wait_s)}
        status = HTTPStatus.TOO_MANY_REQUESTS
        return self._sentence(page, code, "door-wait", status, headers, seconds=wait_s) if wait_s else None

    async def _look(self, request: Request, code: str, district: int | None) -> Looked:
        """The place that is meant: that of the district named, of the only one, or of the only one of whoever asks."""
        known = await self.reception.on_visits(request)
        mine = {seat.district.id: seat for seat in known.seats} if known else {}
        first = {*mine, *([district] if district else [])}
        async with self.reception.turns.look():
            each = tuple(await self.reception.board.see(at_the_door.with_code, code=code, first=first))
        here = next((one for one in each if one.district.id == district), None)
        own = [one for one in each if one.district.id in mine]
        here = here or (each[0] if len(each) == 1 else own[0] if len(own) == 1 and district is None else None)
        if here is None:
            return Looked(each, None, None)
        if known is not None and (seat := mine.get(here.district.id)) is not None:
            language = self.reception.language_of(request)
            is_signed_in = known.session is not None
            who = Somebody(known.user_id, seat.name, language, seat.roles, leaves=False, visits=is_signed_in)
            return Looked(each, here, who)
        by_digits = await self._by_digits(request, here)
        return Looked(each, here, by_digits, belongs_elsewhere=known is not None and by_digits is None)

    async def _by_digits(self, request: Request, here: Here) -> Somebody | None:
        secret = request.cookies.get(COOKIE, "")
        if not secret or not self.reception.known.has(Secret.SESSION, self._seat(here, secret)):
            return None
        house = Speaker(0, "", 0, self._now(), channel="web", district_id=here.district.id)
        hashed, see = access_keys.fingerprint(secret), self.reception.board.see
        user_id = await see(digits.seated, house, code=here.place.code, secret_hash=hashed)
        if user_id is None:
            return None
        found = await see(seats.seats_of_person, user_id=user_id, bodies=True)
        seat = next((one for one in found if one.district.id == here.district.id), None)
        language = self.reception.language_of(request)
        return Somebody(user_id, seat.name, language, seat.roles, leaves=True) if seat else None

    def _seat(self, here: Here, secret: str) -> str:
        return digits.kept("seat", here.district.id, here.place.code, access_keys.fingerprint(secret))

    def _speaker(self, here: Here, who: Somebody) -> Speaker:
        about: dict[str, Any] = {"language": who.language, "channel": "web", "district_id": here.district.id}
        return Speaker(who.user_id, who.name, 0, self._now(), **about)

    def _now(self) -> Any:
        return self.reception.board.clock.now()

    def _address(self, request: Request) -> str:
        return origins.address_of(request, self.reception.web)

    def _page(self, request: Request) -> Page:
        reception = self.reception
        return Page(reception.words, reception.language_of(request), reception.desk.rules.bot_name)

    def _sentence(
        self, page: Page, code: str, key: str, status: int, headers: dict[str, str] | None = None, **facts: Any
    ) -> HTMLResponse:
        said = code[: leading.MOST_CODE]
        return door_page.sentence(page, said, key, status, headers, **facts)

    def _refused(self, page: Page, here: Here, key: str, status: int, **facts: Any) -> HTMLResponse:
        return door_page.stranger(page, here, wrong=page.say(key, **facts), status=status)
