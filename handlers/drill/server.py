"""The Bot API over HTTP on loopback: what ``api.telegram.org`` is for the bot, with ``/drill`` beside it for people."""

import asyncio
import json
import logging
import secrets
from collections.abc import Mapping
from datetime import UTC
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from handlers.drill import routes
from handlers.drill.botapi import methods, webhook
from handlers.drill.botapi.methods.ask import Ask, Upload
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.own_page import OwnPageOnly
from handlers.drill.pages import Page
from handlers.drill.stage import Stage
from handlers.drill.world.errors import ApiError, bad_request
from handlers.guest import Guest


class LostAnswer(Response):
    """An answer that breaks off before its first byte of content: the connection is closed under it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise content that never comes; the server then closes the connection."""
        headers = [(b"content-length", b"1000"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def json_answer(body: Mapping[str, Any], status: int = 200) -> Response:
    """An answer as Telegram writes it."""
    return Response(json.dumps(body), status_code=status, media_type="application/json")


def bad_gateway() -> Response:
    """The answer of a machine in front of a server that is down."""
    return Response("<html><h1>502 Bad Gateway</h1></html>", status_code=502, media_type="text/html")


class BotApi:
    """The two kinds of addresses that the real server has: methods and files."""

    def __init__(self, world: DrillTelegram) -> None:
        self.world = world

    async def call(self, request: Request) -> Response:
        """One call of a method, ``/bot<token>/<method>``, answered with the hour of the server's own clock."""
        answer = await self._call(request)
        answer.headers["date"] = format_datetime(self.world.clock.now().astimezone(UTC), usegmt=True)
        return answer

    async def _call(self, request: Request) -> Response:
        if self._out():
            return bad_gateway()
        method = request.path_params["method"]
        try:
            self._admit(request.path_params["token"])
            ask = Ask(self.world, *await _parameters(request))
            result = await methods.perform(ask, method)
        except ApiError as refused:
            return json_answer(refused.as_json(), refused.code)
        if method.lower() == "getupdates" and self._out():
            return bad_gateway()
        if self.world.faults.loses(method):
            return LostAnswer()
        return json_answer({"ok": True, "result": result})

    async def file(self, request: Request) -> Response:
        """The bytes of a file, ``/file/bot<token>/<path>``."""
        try:
            self._admit(request.path_params["token"])
        except ApiError as refused:
            return json_answer(refused.as_json(), refused.code)
        stored = self.world.files.by_path.get(request.path_params["path"])
        if stored is None:
            return json_answer(ApiError(404, "Not Found").as_json(), 404)
        return Response(stored.data, media_type=stored.mime)

    def _out(self) -> bool:
        return self.world.faults.out(self.world.clock.now())

    def _admit(self, token: str) -> None:
        right = secrets.compare_digest(token.encode(), self.world.token.encode())
        if not right or self.world.faults.token_revoked:
            raise ApiError(401, "Unauthorized")


async def _parameters(request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Values and uploads of a call from its address, JSON, form or multipart body."""
    values: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    body = await request.body()
    if kind == "application/json" and body:
        values.update(_object(body))
    elif kind == "application/x-www-form-urlencoded":
        values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return values, {}


async def _multipart(request: Request, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    async with request.form(max_part_size=64 * 1024 * 1024) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or "application/octet-stream"
                uploads[name] = Upload(value.filename or "", mime, await value.read())
            else:
                values[name] = value
    return values, uploads


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request body as JSON") from None
    if not isinstance(found, dict):
        raise bad_request("request body must be a JSON object")
    return found


async def _nothing_there(_: Request, __: Exception) -> Response:
    return json_answer(ApiError(404, "Not Found").as_json(), 404)


def application(world: DrillTelegram, page: Page | None = None) -> Starlette:
    """The ASGI application: Bot API, files, the drill ground's own routes, and the page where there is one."""
    api = BotApi(world)
    both = ["GET", "POST"]
    addresses = [
        Route("/bot{token}/{method}", api.call, methods=both),
        Route("/file/bot{token}/{path:path}", api.file, methods=["GET"]),
        *(page.routes() if page is not None else ()),
        *routes.routes(world),
    ]
    guarded = [Middleware(OwnPageOnly)]
    app = Starlette(routes=addresses, middleware=guarded, exception_handlers={404: _nothing_there})
    app.router.redirect_slashes = False
    return app


class Answering:
    """The application that answers at present; another may take its place while the server stands."""

    def __init__(self, first: ASGIApp) -> None:
        self.application = first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        await self.application(scope, receive, send)


class DrillServer:
    """The server in the running loop: ``async with DrillServer(telegram) as server: … server.url …``.

    With a *stage* and the folder of its written drills (*scenarios*) it has a page at ``/`` besides.
    """

    def __init__(
        self,
        telegram: DrillTelegram,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        stage: Stage | None = None,
        scenarios: Path | None = None,
        tries: int = 1,
    ) -> None:
        self.telegram = telegram
        self._stage, self._scenarios = stage, scenarios
        self.page = self._new_page()
        self._answering = Answering(application(telegram, self.page))
        self._guest = Guest(self._answering, host, port, tries=tries)
        self._delivering: asyncio.Task[None] | None = None

    def _new_page(self) -> Page | None:
        return Page(self._stage, self._scenarios) if self._stage is not None and self._scenarios is not None else None

    def turn_to(self, telegram: DrillTelegram, scenarios: Path) -> None:
        """Serve another world of the same stage at the same address; who listens to the former one begins anew."""
        self._scenarios = scenarios
        before, delivering = self.telegram, self._delivering
        self.telegram = telegram
        self.page = self._new_page()
        self._answering.application = application(telegram, self.page)
        telegram.updates.open()
        self._delivering = asyncio.create_task(webhook.deliver(telegram))
        before.updates.close()
        before.changes.close()
        if delivering is not None:
            delivering.cancel()

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return self._guest.url

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return self._guest.port

    @property
    def base_url(self) -> str:
        """What python-telegram-bot wants as ``base_url``."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot wants as ``base_file_url``."""
        return f"{self.url}/file/bot"

    async def rest(self) -> None:
        """Nothing that was begun on the page goes on; it still shows what is there."""
        if self.page is not None:
            await self.page.rest()

    async def __aenter__(self) -> Self:
        """Listen; returns once calls are answered."""
        self.telegram.updates.open()
        self.telegram.changes.open()
        await self._guest.__aenter__()
        self._delivering = asyncio.create_task(webhook.deliver(self.telegram))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening and end the polls that wait."""
        self.telegram.updates.close()
        self.telegram.changes.close()
        if self._delivering is not None:
            self._delivering.cancel()
            await asyncio.wait({self._delivering})
        await self._guest.__aexit__(kind, error, trace)


logging.getLogger("python_multipart.multipart").setLevel(logging.WARNING)
