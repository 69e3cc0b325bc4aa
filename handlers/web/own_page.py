"""``/o/KEY``: the page that a place has of its visit, for whoever has the address; what the place says over it.

Nobody signs in. The key is known to be wrong before anything is asked or read, and what a stranger sends is bounded:
how often, how large, how many at a time, and it must be pictures.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from typing import Annotated, Any
from weakref import WeakValueDictionary

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile

from bot.access import keys as access_keys
from bot.evidence.pieces import EVIDENCE, Pictures
from bot.inspections.papers import by_place
from bot.inspections.papers import own_page as papers_page
from bot.inspections.papers.address import PAGE
from bot.inspections.papers.by_place import Picture
from bot.inspections.papers.own_page import Whose
from bot.values.refused import Refused
from bot.work.known import Known, Secret
from bot.work.speaker import Speaker
from handlers.documents import visit_record
from handlers.easel import Easel
from handlers.pictures import NoPicture
from handlers.telegram.writing import notes
from handlers.web import bodies, origins, own_page_shown
from handlers.web.guesses import Guesses
from handlers.web.own_page_shown import Shown, Wrote
from handlers.web.pictures import HEADERS
from handlers.web.visitors import Reception

MOST_BYTES = 24 * 2**20
"""Of one form with photos: four as a phone takes them."""

AT_ONCE = 8
"""So many forms with photos are read side by side, one of each place, onto the disk; what waits holds a connection."""

PATIENCE_S = 180.0
"""How long such a form may take to come, in seconds of the machine."""

_STATUS = {
    "own-page-unknown": HTTPStatus.NOT_FOUND,
    "own-page-over": HTTPStatus.GONE,
    "own-page-no-hazard": HTTPStatus.NOT_FOUND,
    "no-such-picture": HTTPStatus.NOT_FOUND,
    "not-our-page": HTTPStatus.FORBIDDEN,
    "too-many-tries": HTTPStatus.TOO_MANY_REQUESTS,
    "too-many-at-once": HTTPStatus.TOO_MANY_REQUESTS,
    "own-page-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "own-page-no-room": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""What is refused is a conflict unless it stands here."""

_PLAIN = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
"""With these nothing of the page is shown."""

Key = Annotated[str, Path()]
Said = Annotated[str, Query(max_length=40)]
HazardNumber = Annotated[int, Path(ge=1, le=2**31 - 1)]
DONE = ("own-page-rated", "own-page-complained", "own-page-mended", "own-page-hastened-now")
"""Sentences that the page says after a form of it was taken."""


def router(reception: Reception, pictures: Callable[[], Pictures | None], easel: Easel) -> APIRouter:
    """The routes; *pictures* finds the files, and is asked at each request. What comes is drawn at *easel*."""
    routes = APIRouter(include_in_schema=False)
    small = APIRouter(include_in_schema=False, route_class=bodies.SmallBodyRoute)
    page = _OwnPage(reception, pictures, easel)
    root = f"{PAGE}{{key}}"
    small.add_api_route(root, page.show, methods=["GET"], response_class=HTMLResponse)
    small.add_api_route(f"{root}/record.pdf", page.record, methods=["GET"])
    small.add_api_route(f"{root}/photo/{{evidence}}", page.photo, methods=["GET"])
    small.add_api_route(f"{root}/rate", page.rate, methods=["POST"])
    small.add_api_route(f"{root}/complain", page.complain, methods=["POST"])
    small.add_api_route(f"{root}/hazards/{{number}}/hasten", page.hasten, methods=["POST"])
    routes.add_api_route(f"{root}/hazards/{{number}}/mended", page.mended, methods=["POST"])
    routes.include_router(small)
    return routes


_MENDED = re.compile(rf"{PAGE}([\w-]+)/hazards/\d+/mended")


def may_be_large(known: Known, method: str, target: str) -> bool:
    """Whether a request brings photos of whoever has an address that opens something: nobody else sends much."""
    found = _MENDED.fullmatch(target.partition("?")[0]) if method == "POST" else None
    return found is not None and known.has(Secret.OWN_PAGE, access_keys.fingerprint(found[1]))


class _OwnPage:
    """What the routes do."""

    def __init__(self, reception: Reception, pictures: Callable[[], Pictures | None], easel: Easel) -> None:
        self.reception = reception
        self.pictures = pictures
        self.easel = easel
        self.guesses, self.reading = Guesses(reception.board.clock), asyncio.Semaphore(AT_ONCE)
        self.turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def show(self, request: Request, key: Key, said: Said = "", n: int = 0) -> Response:
        """The page; *said* is what a form of it came to, about the matter *n*."""
        try:
            shown = await self._shown(request, key, counted=True)
        except Refused as refusal:
            return self._refused(request, refusal)
        told = {"word": said, "number": n} if said in DONE else None
        return own_page_shown.page(shown, told)

    async def record(self, request: Request, key: Key) -> Response:
        """The record of the visit as PDF."""
        try:
            whose = await self._whose(request, key)
            sheet = await self._see(request, papers_page.sheet, whose, key)
        except Refused as refusal:
            return self._refused(request, refusal, key)
        found = {one: file for one in sheet.pictures if (file := await self._file(one, large=False)) is not None}
        language = self._language(request)
        async with self.easel.alone:
            pictures = {one: await asyncio.to_thread(file.read_bytes) for one, file in found.items()}
            say = self._say(language)
            data = await asyncio.to_thread(visit_record.made, sheet, say, pictures)
        about = f'inline; filename="visit-{sheet.number}.pdf"'
        return Response(data, media_type="application/pdf", headers=HEADERS | {"Content-Disposition": about})

    async def photo(
        self, request: Request, key: Key, evidence: Annotated[int, Path(ge=1, le=2**31 - 1)], size: str = "small"
    ) -> Response:
        """One picture of what was found there, or of how it was put right."""
        try:
            whose = await self._whose(request, key, counted=False)
            number = await self._see(request, papers_page.photo, whose, key, evidence_id=evidence)
            file = await self._file(number, large=size == "large")
        except Refused as refusal:
            return self._refused(request, refusal, key)
        if file is None:
            return self._refused(request, Refused("no-such-picture"), key)
        return FileResponse(file, media_type="image/jpeg", headers=HEADERS)

    async def rate(self, request: Request, key: Key) -> Response:
        """One to five stars."""
        form = await request.form()
        stars = str(form.get("stars", ""))
        given = int(stars) if stars in {"1", "2", "3", "4", "5"} else 0
        wrote = Wrote("/rate", str(form.get("words", "")), stars)
        return await self._do(request, key, by_place.rate, wrote, stars=given, words=wrote.words)

    async def complain(self, request: Request, key: Key) -> Response:
        """A complaint."""
        form = await request.form()
        wrote = Wrote("/complain", str(form.get("words", "")))
        return await self._do(request, key, by_place.complain, wrote, words=wrote.words)

    async def hasten(self, request: Request, key: Key, number: HazardNumber) -> Response:
        """Somebody may look earlier."""
        return await self._do(request, key, by_place.hasten, Wrote(f"/hazards/{number}/hasten"), number=number)

    async def mended(self, request: Request, key: Key, number: HazardNumber) -> Response:
        """A hazard is put right, with photos of the place's own."""
        wrote = Wrote(f"/hazards/{number}/mended")
        try:
            await self._whose(request, key)
            self._must_be_ours(request)
            turn = self.turns.setdefault(key, asyncio.Lock())
            async with turn, self.reading:  # who sends slowly keeps nobody else's place waiting
                form = await self._sent(request)
                wrote.words = str(form.get("words", ""))
                try:
                    self._must_have_room()
                    pictures = await self._drawn(_files(form))
                finally:
                    await form.close()
        except Refused as refusal:
            return await self._not_taken(request, refusal, key, wrote)
        wish = {"number": number, "pictures": pictures, "words": wrote.words}
        return await self._do(request, key, by_place.mended, wrote, counted=False, **wish)

    # --- what a form brings

    async def _sent(self, request: Request) -> FormData:
        """A form, whose files lie on the disk as they come; Refused for what is too large."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                form = await bodies.form(request, MOST_BYTES, files=by_place.MOST_AT_ONCE + 4, fields=4)
        except TimeoutError:
            raise Refused("own-page-too-slow") from None
        if form is None:
            raise Refused("own-page-too-large", mb=MOST_BYTES // 2**20)
        return form

    async def _drawn(self, files: Sequence[UploadFile]) -> list[Picture]:
        """What was sent as pictures made anew; Refused for too many, and for what is no picture."""
        if len(files) > by_place.MOST_AT_ONCE:
            raise Refused("own-page-many-at-once", count=by_place.MOST_AT_ONCE)
        found = []
        for one in files:
            async with self.easel.alone:  # nothing of the others lies in the memory
                made = await asyncio.to_thread(own_page_shown.drawn, await one.read())
            if isinstance(made, NoPicture):
                raise Refused("own-page-undrawable" if made is NoPicture.TOO_LARGE else "own-page-no-picture")
            found.append(made)
        return found

    async def _do(
        self, request: Request, key: str, action: Any, wrote: Wrote, *, counted: bool = True, **wish: Any
    ) -> Response:
        """Do what a form wants, and lead back to the page; what was *wrote* stands there still if it is not taken."""
        try:
            whose = await self._whose(request, key, counted=counted)
            self._must_be_ours(request)
        except Refused as refusal:
            return await self._not_taken(request, refusal, key, wrote)
        done = await self.reception.desk.do(action, self._house(whose), key_hash=access_keys.fingerprint(key), **wish)
        if done.refused or done.answer is None:
            why = Refused(done.answer.key, **dict(done.answer.facts)) if done.answer else Refused("stale-button")
            return await self._not_taken(request, why, key, wrote)
        number = int(done.answer.facts.get("number", 0))
        back = f"{PAGE}{key}?said={done.answer.key}&n={number}"
        return RedirectResponse(f"{back}{_spoken(request)}#said", HTTPStatus.SEE_OTHER)

    async def _not_taken(self, request: Request, why: Refused, key: str, wrote: Wrote) -> Response:
        """The page once more, with why, and with what was written: nobody writes it twice."""
        status = _STATUS.get(why.key, HTTPStatus.CONFLICT)
        if status in _PLAIN:
            return self._refused(request, why, key)
        try:
            shown = await self._shown(request, key, counted=False)
        except Refused:
            return self._refused(request, why, key)
        wrote.why, shown.wrote = why, wrote
        return own_page_shown.page(shown, None, status)

    # --- who asks, and for what

    async def _shown(self, request: Request, key: str, *, counted: bool) -> Shown:
        whose = await self._whose(request, key, counted=counted)
        page = await self._see(request, papers_page.page, whose, key)
        return Shown(page, f"{PAGE}{key}", self.reception.words, self._language(request))

    async def _whose(self, request: Request, key: str, *, counted: bool = True) -> Whose:
        """Where the visit of the key is; Refused for a wrong one, and for who asks too often.

        Wrong ones are counted by where they come from, right ones by the key: they lock nobody else out.
        """
        hashed = access_keys.fingerprint(key)
        if not self.reception.known.has(Secret.OWN_PAGE, hashed):
            address = origins.address_of(request, self.reception.web)
            raise self.guesses.judged(Refused("own-page-unknown"), ("own-page-unknown",), address)
        if counted:
            self.reception.holders.ask(hashed)
        async with self._turn(request, hashed):
            whose: Whose = await self.reception.board.see(papers_page.district, None, key_hash=hashed)
        return whose

    async def _see(self, request: Request, look: Any, whose: Whose, key: str, **wish: Any) -> Any:
        hashed = access_keys.fingerprint(key)
        async with self._turn(request, hashed):
            return await self.reception.board.see(look, self._house(whose), key_hash=hashed, **wish)

    def _turn(self, request: Request, hashed: str) -> AbstractAsyncContextManager[None]:
        return self.reception.turns.once(hashed, self._language(request))

    async def _file(self, evidence_id: int, *, large: bool) -> Any:
        async with self.reception.board.store.look_for_page() as tx:
            piece = await tx[EVIDENCE].get(evidence_id)
        source = self.pictures()
        return await source.picture(piece, large=large) if source is not None and piece is not None else None

    def _house(self, whose: Whose) -> Speaker:
        now = self.reception.board.clock.now()
        return Speaker(0, "", 0, now, channel="web", district_id=whose.district.id)

    def _say(self, language: str) -> visit_record.Say:
        return lambda fact: self.reception.words.fact(language, notes.bare(fact))

    def _language(self, request: Request) -> str:
        """That of the link between the languages, else the first that the browser reads."""
        asked = request.query_params.get("language", "")
        return asked if asked in self.reception.words.languages else self.reception.language_of(request)

    def _must_be_ours(self, request: Request) -> None:
        if not origins.is_ours(request, self.reception.web):
            raise Refused("not-our-page")

    def _must_have_room(self) -> None:
        """What is left on the disk may be kept for what cannot wait."""
        source = self.pictures()
        if source is not None and not source.has_room():
            raise Refused("own-page-no-room")

    def _refused(self, request: Request, why: Refused, key: str = "") -> HTMLResponse:
        status = _STATUS.get(why.key, HTTPStatus.CONFLICT)
        facts = dict(why.facts)
        wait = {"Retry-After": str(facts["seconds"])} if "seconds" in facts else {}
        back = f"{PAGE}{key}" if key and status not in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} else ""
        words, language = self.reception.words, self._language(request)
        return own_page_shown.sentence(words, language, why.key, status, back=back, headers=wait, **facts)


def _files(form: FormData) -> list[UploadFile]:
    """The files that somebody chose; a field that was left empty is none."""
    return [one for one in form.getlist("photos") if isinstance(one, UploadFile) and (one.filename or one.size)]


def _spoken(request: Request) -> str:
    """The language that was chosen goes on to the next page."""
    asked = request.query_params.get("language", "")
    return f"&language={asked}" if asked.isalpha() and len(asked) <= 3 else ""
