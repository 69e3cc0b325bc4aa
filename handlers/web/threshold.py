"""Before anything is asked: under which name we were called, and keys of which it is known already that they are wrong.

What is turned away here costs next to nothing: no route is looked for, nothing is read of a body, nobody is asked.
"""

import hmac
import ipaddress
import json
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.access import keys as access_keys
from bot.app.settings import Web
from bot.words import Words
from bot.work.known import Secret
from handlers.loopback import is_loopback
from handlers.telegram.transport import hook
from handlers.web import origins, positions
from handlers.web.guesses import Guesses
from handlers.web.open311 import asked, told, troubles, written
from handlers.web.visitors import Reception

FOR_MACHINES = frozenset({"/livez", "/readyz", "/metrics", positions.PATH, hook.PATH})
FOR_MACHINES_BELOW = (f"{told.ROOT}/", "/calendar/")
"""Paths that no browser's session opens: a name that was pointed at us by others gains nothing there."""

HSTS = "max-age=31536000"
"""A browser that reached us by https comes by nothing else for a year."""


class Threshold:
    """What every request passes first."""

    def __init__(self, app: ASGIApp, reception: Reception) -> None:
        self.app = app
        self.reception = reception

    @classmethod
    def before(cls, app: FastAPI, reception: Reception) -> None:
        """Put it before *app*; from then on the routes of that ask *reception* who comes."""
        app.state.reception = reception
        app.add_middleware(cls, reception=reception)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if origins.is_https(request, self.reception.web):
            send = _saying_https(send)
        if not names_us(request, self.reception.web):
            await self._elsewhere(request)(scope, receive, send)
        elif (early := self._too_many(request)) is not None:
            await early(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _elsewhere(self, request: Request) -> Response:
        words, language = self.reception.words, self.reception.language_of(request)
        _, port = request.scope.get("server") or ("", None)
        here = f"http://127.0.0.1:{port}" if port else "http://127.0.0.1"
        sentence = words.say(language, "not-our-name", address=self.reception.web.public_url or here)
        body = {"refused": "not-our-name", "sentence": sentence}
        return _json(body, HTTPStatus.MISDIRECTED_REQUEST)

    def _too_many(self, request: Request) -> Response | None:
        """The answer to one more wrong key from where there were too many; None for everything else."""
        path = request.url.path
        if path == positions.PATH:
            return self._of_tracker(request)
        is_open311 = path.startswith(FOR_MACHINES_BELOW[0])
        if not is_open311 and not path.startswith("/api"):
            return None
        kind, _, shown = request.headers.get("authorization", "").partition(" ")
        secret = shown.strip() if kind.lower() == "bearer" else ""
        if is_open311 and not secret:
            secret = asked.key_of(request.headers, asked.loosely(request.url.query))
        token = self.reception.web.api_token
        if token and hmac.compare_digest(secret.encode(), token.encode()):
            return None
        wait_s = self._wait_s(request, secret, (Secret.PROGRAM,), self.reception.guesses)
        return self._answer(request, wait_s, path.rpartition(".")[2] if is_open311 else "") if wait_s else None

    def _of_tracker(self, request: Request) -> Response | None:
        named = dict(parse_qsl(request.url.query))
        secret = named.get("id") or named.get("deviceid") or ""
        kinds = (Secret.TRACKER,)
        wait_s = self._wait_s(request, secret, kinds, self.reception.tracker_guesses)
        return self._answer(request, wait_s, "") if wait_s else None

    def _wait_s(self, request: Request, secret: str, kinds: tuple[Secret, ...], guesses: Guesses) -> int:
        """How long whoever shows a wrong *secret* has to wait; 0 where it may be right, or they may still guess."""
        if not secret or not (wait_s := guesses.wait_s(origins.address_of(request, self.reception.web))):
            return 0
        hashed = access_keys.fingerprint(secret)
        return 0 if any(self.reception.known.has(kind, hashed) for kind in kinds) else wait_s

    def _answer(self, request: Request, wait_s: int, form: str) -> Response:
        language = self.reception.language_of(request)
        body, kind = _said(self.reception.words, language, -(-wait_s // 60), form if form in written.FORMS else "")
        headers = {"Retry-After": str(wait_s), "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        headers["Connection"] = "close"  # so that they come no more often than anybody may be connected anew
        return Response(body, HTTPStatus.TOO_MANY_REQUESTS, headers, kind)


@lru_cache(maxsize=64)
def _said(words: Words, language: str, minutes: int, form: str) -> tuple[bytes, str]:
    """The body that says how many minutes to wait, as our API or as a form of Open311 says it, and its type."""
    if not form:
        sentence = words.say(language, "too-many-tries", minutes=minutes)
        return json.dumps({"refused": "too-many-tries", "sentence": sentence}).encode(), "application/json"
    trouble = troubles.Trouble(HTTPStatus.TOO_MANY_REQUESTS, "too-many-tries", minutes=minutes)
    return written.write(trouble.told(words, language), "errors", form), written.FORMS[form]


def _json(body: dict[str, str], status: HTTPStatus) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), status, {"Cache-Control": "no-store"}, "application/json")


def _saying_https(send: Send) -> Send:
    """Adds to every answer that whoever came by https comes by nothing else."""

    async def with_header(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).setdefault("Strict-Transport-Security", HSTS)
        await send(message)

    return with_header


def names_us(request: Request, web: Web) -> bool:
    """Whether the browser was sent to us by a name of ours, not by one that somebody else pointed at us.

    A number is nobody's name. A proxy of ours may call us by a plain name of its own network. What a machine asks with
    a key in its hands, or at an address that is a secret itself, it may ask by any name.
    """
    path = request.url.path
    if path in FOR_MACHINES or path.startswith(FOR_MACHINES_BELOW) or "authorization" in request.headers:
        return True
    name = _host(request.headers.get("host", ""))
    if not name:
        return False
    ours = {web.host.lower(), (urlsplit(web.public_url).hostname or "") if web.public_url else ""}
    return (
        is_loopback(name)
        or _is_number(name)
        or name in ours
        or ("." not in name and origins.came_by_proxy(request, web))
    )


def _host(header: str) -> str:
    try:
        return (urlsplit(f"//{header}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
