"""The web server in the bot's own loop: one FastAPI application, served as a guest."""

import errno
import socket
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.app.settings import Web
from bot.values.refused import Refused
from handlers import assets, households
from handlers.gate import Limits
from handlers.guest import Guest
from handlers.process import descriptors

PAGE = Path(__file__).parent / "page"
"""Styles and scripts of our pages, for everybody to read."""

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # nothing to others; forms of ours still say where they come from
    "Permissions-Policy": "camera=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer carries, unless the route has said something else."""


def content_policy(image_origins: Iterable[str] = ()) -> str:
    """What a page may load: only from us; styles also within it; pictures also from *image_origins*."""
    pictures = " ".join(("'self'", "data:", "blob:", *image_origins))
    return (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"img-src {pictures}; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


class SafeHeaders:
    """Puts HEADERS and the content policy on every answer; streams pass through as they are."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app = app
        self.policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**HEADERS, "Content-Security-Policy": self.policy}.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def create_app(routers: Iterable[APIRouter] = (), *, image_origins: Iterable[str] = ()) -> FastAPI:
    """The application with *routers* included one by one; it shows no documentation of its own.

    An address with a slash too many is none: a redirect would lead to whatever host the request named.
    """
    app = FastAPI(title="Patrolbot", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.add_middleware(SafeHeaders, policy=content_policy(image_origins))
    for router in routers:
        app.include_router(router)
    return app


class OwnFiles(StaticFiles):
    """Files of ours, which a browser may keep and asks about each time."""

    def file_response(self, *about: Any, **more: Any) -> Response:
        """One file."""
        response = super().file_response(*about, **more)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


def with_scripts(app: FastAPI) -> None:
    """Serve the styles and scripts of our pages, those of both pages, and those that come with packages."""
    app.mount("/page", OwnFiles(directory=PAGE), name="page")
    app.mount("/shared", OwnFiles(directory=assets.SHARED), name="shared")
    app.router.routes.extend(assets.routes())


async def stand_ready(app: FastAPI) -> None:
    """Have the routes work out now what they otherwise do at the first request, for a tenth of a second.

    Nobody is let in by it: an address that is none is looked for, past whoever watches the door.
    """
    nowhere = {"type": "http", "method": "GET", "path": "/-", "root_path": "", "query_string": b"", "headers": []}

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    async def unheard(_answer: Message) -> None:
        return None

    await app.router(nowhere, nothing, unheard)


@asynccontextmanager
async def serving(app: FastAPI, web: Web) -> AsyncIterator[Guest]:
    """Serve *app* where *web* says; raises Refused where the port is taken or the address cannot be used."""
    limits, is_ours = Limits().within(descriptors.for_strangers()), households.ours(web.proxies)
    guest = Guest(app, web.host, web.port, lifespan=True, tries=web.port_tries, limits=limits, is_ours=is_ours)
    guest.gate.large = getattr(app.state, "large", None)
    await stand_ready(app)
    try:
        await guest.__aenter__()
    except OSError as trouble:
        if trouble.errno == errno.EADDRINUSE:
            raise Refused("port-taken", port=web.port, host=web.host) from trouble
        if isinstance(trouble, socket.gaierror) or trouble.errno in {errno.EADDRNOTAVAIL, errno.EACCES}:
            raise Refused("address-unusable", host=web.host, port=web.port) from trouble
        raise
    try:
        yield guest
    finally:
        await guest.__aexit__(None, None, None)
