"""Where GPS trackers send their fixes: ``/positions``, in the ways that Traccar Client, OsmAnd and OwnTracks speak.

A device that hears anything but success sends the same fix again, and none after it meanwhile. So what can never become
good is answered with success and passed over; refused is what may become good: a key that is not ours yet, a rush.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.access import keys as access_keys
from bot.access.keys import Tracker
from bot.positions import trackers
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.known import Secret
from bot.work.speaker import Speaker
from handlers.web import bodies, origins, tracker_fixes
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
}


class Pace:
    """One fix a second for each key, in seconds of the machine's or the drill's clock.

    What a device had saved comes in a rush, and is counted by the fixes' own times: held up, the newest would be late.
    """

    def __init__(self) -> None:
        self._last: OrderedDict[str, tuple[datetime, datetime]] = OrderedDict()

    def is_due(self, key: str, at: datetime, now: datetime) -> bool:
        """Whether *key* may send one of the time *at* now; counts it."""
        last_at, last = self._last.get(key, (None, None))
        if last is not None and last <= now < last + EVERY and at < (last_at or now) + EVERY:
            return False
        self._last[key] = (at, now)
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
        self.guesses = reception.tracker_guesses
        self.pace = Pace()

    async def take(self, request: Request) -> JSONResponse:
        """One fix: 200 where it was read, whether it was kept or not; else a status and a sentence."""
        language = self.reception.language_of(request)
        try:
            return await self._take(request)
        except Refused as refusal:
            sentence = self.reception.words.say(language, refusal.key, **refusal.facts)
            status = _STATUS[refusal.key]
            headers = {"Retry-After": "1"} if refusal.key == "fix-too-often" else {}
            return JSONResponse({"refused": refusal.key, "sentence": sentence}, status, headers)

    async def _take(self, request: Request) -> JSONResponse:
        board, known, now = self.reception.board, self.reception.known, self.reception.board.clock.now()
        body = await bodies.read(request, MOST_BYTES)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        fix = tracker_fixes.read(request.url.query, kind, body)
        hashed = access_keys.fingerprint(fix.key)
        tracker = await board.see(trackers.of_key, secret_hash=hashed) if known.has(Secret.TRACKER, hashed) else None
        if tracker is None:
            known.drop(Secret.TRACKER, hashed)
            raise await self._unknown(request, hashed, now)
        is_own_tracks = (body or b"").lstrip().startswith(b"{") and b'"_type"' in (body or b"")
        if fix.nothing:
            return JSONResponse([])
        at = fix.at or now
        try:
            point = _readable(fix, now)
        except Refused as hopeless:
            await self._tell_owner(tracker, hopeless, now)
            return self._passed_over(request, hopeless, is_own_tracks=is_own_tracks)
        if not self.pace.is_due(hashed, at, now):
            raise Refused("fix-too-often")
        speaker = _speaker(tracker, at)
        done = await self.reception.desk.do(
            trackers.fix, speaker, point=point, at=at, accuracy_m=fix.accuracy_m, battery=fix.battery
        )
        said: dict[str, Any] = dict(done.answer.facts) if done.answer else {}
        key = done.answer.key if done.answer else "tracker-stored"
        if done.refused:
            raise Refused(key, **said)
        if is_own_tracks:
            return JSONResponse([])
        return JSONResponse({"kept": key == "tracker-stored", "said": self.reception.words.say(done.language, key)})

    async def _unknown(self, request: Request, hashed: str, now: datetime) -> Refused:
        """What a key hears that opens nothing: that it is none, or after some how long to wait."""
        refusal = Refused("tracker-unknown")
        judged = self.guesses.judged(refusal, (refusal.key,), origins.address_of(request, self.reception.web))
        if judged is refusal and self.reception.known.has(Secret.FORMER, hashed):
            await self._of_former_key(hashed, now)
        return judged

    async def _of_former_key(self, hashed: str, now: datetime) -> None:
        """A device that was not told of its owner's new key is known by the one before."""
        owned = await self.reception.board.see(trackers.of_former_key, secret_hash=hashed)
        if owned is not None:
            await self._tell_owner(owned, Refused("tracker-unknown"), now)

    async def _tell_owner(self, tracker: Tracker, why: Refused, now: datetime) -> None:
        """What the device is told nobody may ever read: its owner hears of it, looked at once a second at most."""
        if self.pace.is_due(f"{tracker.district_id}:{tracker.user_id}", now, now):
            await self.reception.desk.do(trackers.trouble, _speaker(tracker, now), why=why)

    def _passed_over(self, request: Request, hopeless: Refused, *, is_own_tracks: bool) -> JSONResponse:
        """Success, so that the device goes on to its next fix; who reads it hears why this one was not kept."""
        said = self.reception.words.say(self.reception.language_of(request), hopeless.key, **hopeless.facts)
        return JSONResponse([] if is_own_tracks else {"kept": False, "refused": hopeless.key, "said": said})


def _speaker(tracker: Tracker, at: datetime) -> Speaker:
    return Speaker(tracker.user_id, "", 0, at, channel="tracker", district_id=tracker.district_id)


def _readable(fix: tracker_fixes.Fix, now: datetime) -> Point:
    """Where the fix says they are; raises Refused for one that can never count."""
    if fix.trouble:
        raise Refused(fix.trouble)
    return trackers.check(fix.point, fix.at or now, now)
