"""The private download of an export: a page with one button, and what the button brings.

Looking at the page, as previews of links do, brings nothing. The button leads to an address that works for some
minutes, since browsers within programs fetch a file once more by themselves.
"""

import secrets
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from bot.access import keys as access_keys
from bot.exports import fetching, telling
from bot.exports.port import Export, Format
from bot.values import formats
from bot.values.refused import Refused
from bot.work.known import Secret
from bot.work.speaker import Speaker
from handlers.exports.folder import Folder
from handlers.web import bodies, origins, small_pages
from handlers.web.guesses import Guesses
from handlers.web.visitors import Reception

TICKET = timedelta(minutes=5)
"""How long the address works that the button leads to."""

MB = 1_000_000
OWN_POLICY = {"Referrer-Policy": "strict-origin"}
"""As for signing in: so that the browser says where the form comes from, and nothing of the address."""

KINDS = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.GEOJSON: "application/geo+json",
    Format.GPX: "application/gpx+xml",
}
_STATUS = {
    "download-unknown": HTTPStatus.NOT_FOUND,
    "download-over": HTTPStatus.GONE,
    "download-not-yours": HTTPStatus.FORBIDDEN,
    "download-no-right": HTTPStatus.FORBIDDEN,
    "not-our-page": HTTPStatus.FORBIDDEN,
    "too-many-tries": HTTPStatus.TOO_MANY_REQUESTS,
    "too-many-at-once": HTTPStatus.TOO_MANY_REQUESTS,
}


def router(reception: Reception, folder: Folder) -> APIRouter:
    """The routes; *folder* is where the files lie."""
    routes = APIRouter(include_in_schema=False, route_class=bodies.SmallBodyRoute)
    door = _Door(reception, folder)
    routes.add_api_route("/download/{secret}", door.show, methods=["GET"], response_class=HTMLResponse)
    routes.add_api_route("/download/{secret}", door.press, methods=["POST"])
    routes.add_api_route("/download/{ticket}/{name}", door.fetch, methods=["GET"])
    return routes


class _Door:
    """What the routes do."""

    def __init__(self, reception: Reception, folder: Folder) -> None:
        self.reception = reception
        self.folder = folder
        self.guesses = Guesses(reception.board.clock)
        self._tickets: dict[str, tuple[int, int, int, datetime]] = {}

    async def show(self, request: Request, secret: str) -> HTMLResponse:
        """What the file is, and the button."""
        try:
            export = await self._of(request, secret)
        except Refused as refusal:
            return self._refused(request, refusal)
        facts = {"file": export.file_name, "rows": telling.rows(export), "size": f"{max(0.1, export.size / MB):.1f}"}
        async with self._turn(request, secret):
            facts["until"] = await self._until(export)
        page = {"button": "download-button", "headers": OWN_POLICY}
        return small_pages.card(self.reception.words, "download-title", "download-press", **page, **facts)  # type: ignore[arg-type]

    async def _until(self, export: Export) -> dict[str, Any] | str:
        async with self.reception.board.store.look_for_page() as tx:
            district = await tx.districts.get(export.district_id)
        return formats.day_clock(export.expires_at, district.zone) if district and export.expires_at else ""

    async def press(self, request: Request, secret: str) -> Response:
        """The button: on to the file, by an address that works for some minutes."""
        try:
            self._must_be_ours(request)
            export = await self._of(request, secret)
        except Refused as refusal:
            return self._refused(request, refusal)
        ticket, now = secrets.token_urlsafe(32), self.reception.board.clock.now()
        self._tickets = {name: one for name, one in self._tickets.items() if one[3] > now}
        self._tickets[access_keys.fingerprint(ticket)] = (export.id, export.district_id, export.user_id, now + TICKET)
        house = Speaker(0, "", 0, now, channel="web", district_id=export.district_id)
        await self.reception.desk.do(fetching.fetched, house, user_id=export.user_id, export_id=export.id)
        return RedirectResponse(f"/download/{ticket}/{export.file_name}", HTTPStatus.SEE_OTHER)

    async def fetch(self, request: Request, ticket: str, name: str) -> Response:
        """The file, under the *name* that it has where it arrives."""
        try:
            whose = self._of_ticket(ticket)
            self.reception.holders.ask(access_keys.fingerprint(ticket))
            async with self._turn(request, ticket):
                export = await self._may_fetch(*whose, visitor_id=None)
        except Refused as refusal:
            return self._refused(request, refusal)
        file = self.folder.file(export)
        return FileResponse(file, media_type=KINDS[export.format], filename=export.file_name)

    def _of_ticket(self, ticket: str) -> tuple[int, int, int]:
        """Number, district and owner of the export that a ticket is for; Refused where it is none, or too old."""
        found = self._tickets.get(access_keys.fingerprint(ticket))
        if found is None or found[3] <= self.reception.board.clock.now():
            raise Refused("download-unknown")
        return found[:3]

    async def _of(self, request: Request, secret: str) -> Export:
        """The export of a link that may be had by whoever asks; raises Refused."""
        hashed = access_keys.fingerprint(secret)
        if not self.reception.known.has(Secret.EXPORT, hashed):
            raise Refused("download-unknown")
        self.reception.holders.ask(hashed, writes=request.method == "POST")
        async with self._turn(request, secret):
            found = await self.reception.board.see(fetching.of_secret, None, secret_hash=hashed)
            visitor_id = await self._visitor(request)
            return await self._may_fetch(found.id, found.district_id, found.user_id, visitor_id=visitor_id)

    def _turn(self, request: Request, secret: str) -> AbstractAsyncContextManager[None]:
        """One look of whoever has the address."""
        return self.reception.turns.once(access_keys.fingerprint(secret), self.reception.language_of(request))

    async def _may_fetch(self, export_id: int, district_id: int, user_id: int, *, visitor_id: int | None) -> Export:
        board = self.reception.board
        asker = Speaker(user_id, "", 0, board.clock.now(), channel="web", district_id=district_id)
        export = await board.see(fetching.may_fetch, asker, export_id=export_id, visitor_id=visitor_id)
        if not self.folder.file(export).is_file():
            raise Refused("download-over")
        return export

    async def _visitor(self, request: Request) -> int | None:
        """Who is signed in, if anybody: nobody has to be."""
        known = await self.reception.session(request)
        return known.user_id if known else None

    def _must_be_ours(self, request: Request) -> None:
        if not origins.is_ours(request, self.reception.web):
            raise Refused("not-our-page")

    def _refused(self, request: Request, why: Refused) -> HTMLResponse:
        address = origins.address_of(request, self.reception.web)
        refusal = self.guesses.judged(why, ("download-unknown",), address)
        facts: dict[str, Any] = dict(refusal.facts)
        words = self.reception.words
        return small_pages.card(words, "download-refused", refusal.key, status=_STATUS[refusal.key], **facts)
