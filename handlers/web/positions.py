"""Where GPS trackers send their fixes: ``/positions``, in the ways that Traccar Client, OsmAnd and OwnTracks speak."""

from collections import OrderedDict
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot import keys, trackers
from bot.desk import Speaker
from bot.refused import Refused
from handlers.web import bodies, origins, tracker_fixes
from handlers.web.guesses import Guesses
from handlers.web.visitors import Reception

PATH = "/positions"
MOST_BYTES = 16_000
EVERY = timedelta(seconds=1)
REMEMBERED = 10_000

_STATUS = {
    "tracker-unknown": HTTPStatus.UNAUTHORIZED,
    "not-registered": HTTPStatus.FORBIDDEN,
    "viewer-may-only-look": HTTPStatus.FORBIDDEN,
    "fix-too-often": HTTPStatus.TOO_MANY_REQUESTS,
    "too-many-tries": HTTPStatus.TOO_MANY_REQUESTS,
    "fix-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}
"""All others are the device's mistakes: 400."""


class Pace:
    """One fix a second for each key, in seconds of the machine's or the drill's clock."""

    def __init__(self) -> None:
        self._last: OrderedDict[str, datetime] = OrderedDict()

    def is_due(self, key: str, now: datetime) -> bool:
        """Whether *key* may send one now; counts it."""
        last = self._last.get(key)
        if last is not None and last <= now < last + EVERY:
            return False
        self._last[key] = now
        self._last.move_to_end(key)
        while len(self._last) > REMEMBERED:
            self._last.popitem(last=False)
        return True


def router(reception: Reception) -> APIRouter:
    """The one route, by GET and by POST."""
    routes = APIRouter(include_in_schema=False)
    device = _Device(reception)
    routes.add_api_route(PATH, device.take, methods=["GET", "POST"], response_class=JSONResponse)
    return routes


class _Device:
    """What the route does."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.guesses = Guesses(reception.board.clock, each=30)
        self.pace = Pace()

    async def take(self, request: Request) -> JSONResponse:
        """One fix: 200 where it was read, whether it was kept or not; else a status and a sentence."""
        language = self.reception.language_of(request)
        try:
            return await self._take(request)
        except Refused as refusal:
            if refusal.key == "tracker-unknown":
                self.guesses.wrong(origins.address_of(request, self.reception.web))
            sentence = self.reception.words.say(language, refusal.key, **refusal.facts)
            status = _STATUS.get(refusal.key, HTTPStatus.BAD_REQUEST)
            headers = {"Retry-After": "1"} if refusal.key == "fix-too-often" else {}
            return JSONResponse({"refused": refusal.key, "sentence": sentence}, status, headers)

    async def _take(self, request: Request) -> JSONResponse:
        board, now = self.reception.board, self.reception.board.clock.now()
        wait_s = self.guesses.wait_s(origins.address_of(request, self.reception.web))
        if wait_s:
            raise Refused("too-many-tries", minutes=-(-wait_s // 60))
        body = await bodies.read(request, MOST_BYTES)
        if body is None:
            raise Refused("fix-too-large")
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        fix = tracker_fixes.read(request.url.query, kind, body)
        hashed = keys.fingerprint(fix.key)
        tracker = await board.see(trackers.of_key, secret_hash=hashed) if fix.key else None
        if tracker is None:
            raise Refused("tracker-unknown")
        if fix.nothing:
            return JSONResponse([])
        at = fix.at or now
        point = trackers.check(fix.point, at, now)
        if not self.pace.is_due(hashed, now):
            raise Refused("fix-too-often")
        speaker = Speaker(tracker.user_id, "", 0, at, channel="tracker", district_id=tracker.district_id)
        done = await self.reception.desk.do(trackers.fix, speaker, point=point, at=at, accuracy_m=fix.accuracy_m)
        said: dict[str, Any] = dict(done.answer.facts) if done.answer else {}
        key = done.answer.key if done.answer else "tracker-stored"
        if done.refused:
            raise Refused(key, **said)
        is_own_tracks = body.lstrip().startswith(b"{") and b'"_type"' in body
        if is_own_tracks:
            return JSONResponse([])
        return JSONResponse({"kept": key == "tracker-stored", "said": self.reception.words.say(done.language, key)})
