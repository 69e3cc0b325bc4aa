"""Signing in with a one-time link or from a Mini App, and signing out."""

import re
import secrets
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import BaseModel, Field, ValidationError

from bot.access import keys as access_keys
from bot.access import seats, sign_in
from bot.desk.desk import Action
from bot.values.refused import Refused
from bot.work.known import Secret
from bot.work.speaker import Speaker
from handlers.web import bodies, mini_app, origins, small_pages
from handlers.web.guesses import Guesses
from handlers.web.turned_away import SIGN_IN
from handlers.web.visitors import Reception

HOME = "/"
FURTHER = re.compile(r"/v/[0-9]{1,10}/[0-9]{1,10}|/checks|/gallery")
"""Where a link may lead on to: the page of a visit, checks, pairs, and nowhere else."""

OWN_POLICY = {"Referrer-Policy": "strict-origin"}
"""Of the page with the form: browsers name no origin in what it posts where the page tells nobody anything."""

_STATUS = {
    "link-unknown": HTTPStatus.NOT_FOUND,
    "link-used": HTTPStatus.GONE,
    "link-expired": HTTPStatus.GONE,
    "nowhere-registered": HTTPStatus.FORBIDDEN,
    "not-our-page": HTTPStatus.FORBIDDEN,
    "mini-app-unsigned": HTTPStatus.FORBIDDEN,
    "mini-app-stale": HTTPStatus.FORBIDDEN,
    "mini-app-used": HTTPStatus.FORBIDDEN,
    "too-many-tries": HTTPStatus.TOO_MANY_REQUESTS,
}
_GUESSED = ("link-unknown", "mini-app-unsigned")
"""Refusals that somebody gets who guesses."""


class Start(BaseModel):
    """What a Mini App was started with."""

    init_data: Annotated[str, Field(alias="initData", max_length=mini_app.MOST_CHARACTERS)]
    to: Annotated[str | None, Field(max_length=100)] = None


def router(reception: Reception, token: str) -> APIRouter:
    """The routes of signing in and out; *token* is the bot's, by which Telegram signs."""
    routes = APIRouter(include_in_schema=False, route_class=bodies.SmallBodyRoute)
    door = _Door(reception, token)
    routes.add_api_route(SIGN_IN, door.ask_the_bot, methods=["GET"], response_class=HTMLResponse)
    routes.add_api_route("/sign-in/mini-app", door.mini_app_page, methods=["GET"], response_class=HTMLResponse)
    routes.add_api_route("/sign-in/mini-app", door.from_mini_app, methods=["POST"], response_class=JSONResponse)
    routes.add_api_route("/sign-in/{secret}", door.show, methods=["GET"], response_class=HTMLResponse)
    routes.add_api_route("/sign-in/{secret}", door.use, methods=["POST"])
    routes.add_api_route("/sign-out", door.sign_out, methods=["POST"])
    return routes


class _Door:
    """What the routes do."""

    def __init__(self, reception: Reception, token: str) -> None:
        self.reception = reception
        self.token = token
        self.guesses = Guesses(reception.board.clock)

    async def ask_the_bot(self) -> HTMLResponse:
        """How to sign in, for whoever has no link."""
        name = self.reception.desk.rules.bot_name
        return small_pages.card(self.reception.words, "sign-in-title", "sign-in-how", bot=f"@{name}" if name else "")

    async def mini_app_page(self) -> HTMLResponse:
        """The page that a Mini App opens; its script posts what Telegram signed."""
        words = self.reception.words
        return small_pages.card(words, "sign-in-title", "sign-in-wait", script="/page/mini-app.js")

    async def show(self, request: Request, secret: str, to: str = "") -> HTMLResponse:
        """A button; looking at it, as previews of links do, uses nothing up."""
        try:
            await self.reception.board.see(sign_in.look_at_link, secret_hash=self._link(secret))
        except Refused as refusal:
            return self._refused(request, refusal)
        words = self.reception.words
        title = "visit-web-sign-in" if _further(to).startswith("/v/") else "sign-in-title"
        return small_pages.card(words, title, "sign-in-press", button="sign-in-button", headers=OWN_POLICY)

    async def use(self, request: Request, secret: str, to: str = "") -> Response:
        """Use the link up and begin a session."""
        session = secrets.token_urlsafe(32)
        try:
            self._must_be_ours(request)
            link_hash, session_hash = self._link(secret), access_keys.fingerprint(session)
            await self._do(sign_in.use_link, link_hash=link_hash, session_hash=session_hash)
        except Refused as refusal:
            return self._refused(request, refusal)
        return self._with_session(RedirectResponse(_further(to) or HOME, HTTPStatus.SEE_OTHER), session)

    async def from_mini_app(self, request: Request) -> Response:
        """Begin a session for the person whom Telegram's signature proves."""
        session, to = secrets.token_urlsafe(32), ""
        try:
            self._must_be_ours(request)
            start = await _start(request)
            to = _further(start.to or "")
            proven = mini_app.user_of(start.init_data, self.token, self.reception.board.clock.now())
            proof, hashed = access_keys.fingerprint(proven.signature), access_keys.fingerprint(session)
            await self._must_belong(proven.user_id, of_body=bool(to))
            await self._do(sign_in.admit, user_id=proven.user_id, session_hash=hashed, proof_hash=proof)
        except Refused as why:
            if why.key == "mini-app-used" and await self.reception.on_visits(request):
                return JSONResponse({"to": to or HOME})  # the same Mini App, loaded anew
            refusal, words = self._judged(request, why), self.reception.words
            said = {one: words.say(one, refusal.key, **refusal.facts) for one in sorted(words.languages, reverse=True)}
            return JSONResponse({"refused": refusal.key, "sentences": said}, _STATUS[refusal.key])
        return self._with_session(JSONResponse({"to": to or HOME}), session)

    async def sign_out(self, request: Request) -> Response:
        """End the session of whoever asks, if there is one."""
        try:
            self._must_be_ours(request)
        except Refused as refusal:
            return self._refused(request, refusal)
        if self.reception.known.has(Secret.SESSION, hashed := self.reception.session_hash(request)):
            await self._do(sign_in.sign_out, secret_hash=hashed)
        answer = RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
        answer.delete_cookie(
            self.reception.cookie, path="/", secure=self.reception.is_encrypted, httponly=True, samesite="lax"
        )
        return answer

    async def _must_belong(self, user_id: int, *, of_body: bool) -> None:
        """Anybody at Telegram can come so far: who belongs nowhere keeps no writing waiting. *of_body*: to a visit."""
        if not await self.reception.board.see(seats.seats_of_person, user_id=user_id, bodies=of_body):
            raise Refused("nowhere-registered")

    async def _do(self, action: Action, **wants: Any) -> None:
        """Have the desk do it for somebody who has no name yet; raises what it refuses."""
        somebody = Speaker(0, "", 0, self.reception.board.clock.now(), channel="web")
        outcome = await self.reception.desk.do(action, somebody, **wants)
        if outcome.refused and outcome.answer is not None:
            raise Refused(outcome.answer.key, **outcome.answer.facts)

    def _link(self, secret: str) -> str:
        """The hash of a link that may be one; raises Refused where it is none, without asking the memory."""
        hashed = access_keys.fingerprint(secret)
        if not self.reception.known.has(Secret.LINK, hashed):
            raise Refused("link-unknown")
        return hashed

    def _must_be_ours(self, request: Request) -> None:
        if not origins.is_ours(request, self.reception.web):
            raise Refused("not-our-page")

    def _judged(self, request: Request, refusal: Refused) -> Refused:
        return self.guesses.judged(refusal, _GUESSED, origins.address_of(request, self.reception.web))

    def _refused(self, request: Request, why: Refused) -> HTMLResponse:
        refusal = self._judged(request, why)
        facts: dict[str, Any] = dict(refusal.facts)
        status = _STATUS[refusal.key]
        return small_pages.card(self.reception.words, "sign-in-refused", refusal.key, status=status, **facts)

    def _with_session(self, answer: Response, session: str) -> Response:
        """*answer* with the session's cookie: for no script, for no other site, and not for long."""
        answer.set_cookie(
            self.reception.cookie,
            session,
            max_age=int(access_keys.SESSION.total_seconds()),
            path="/",
            httponly=True,
            secure=self.reception.is_encrypted,
            samesite="lax",
        )
        return answer


def _further(to: str) -> str:
    """Where it leads on to, if that is a page that it may lead to; empty where not."""
    return to if FURTHER.fullmatch(to) else ""


async def _start(request: Request) -> Start:
    try:
        return Start.model_validate_json(await request.body())
    except ValidationError as wrong:
        raise Refused("mini-app-unsigned") from wrong
