"""Where Telegram posts updates: stored and committed before it hears that they were taken."""

import asyncio
import hmac
import json
from typing import Any

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from handlers.telegram.transport.hook import PATH, Hook
from handlers.web import bodies

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1_000_000
PATIENCE_S = 10.0
"""How long storing may take until Telegram is told to come again, in seconds of the machine."""

log = structlog.get_logger()


def router(hook: Hook, secret: str) -> APIRouter:
    """The one route."""
    routes = APIRouter()
    storing: set[asyncio.Task[None]] = set()

    @routes.post(PATH)
    async def take(request: Request) -> Response:
        """401 without the secret, 413 and 400 for what is no update, 503 where it could not be stored, else 200."""
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), secret.encode()):
            return PlainTextResponse("not allowed\n", 401)
        body = await bodies.read(request, MOST_BYTES)
        if body is None:
            return PlainTextResponse("too large\n", 413)
        update = _update(body)
        if update is None:
            return PlainTextResponse("no update\n", 400)
        task = asyncio.create_task(hook.receive(update))
        storing.add(task)
        task.add_done_callback(storing.discard)
        return PlainTextResponse("ok\n") if await _is_stored(task) else PlainTextResponse("come again\n", 503)

    return routes


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = found.get("update_id") if isinstance(found, dict) else None
    return found if type(number) is int and 0 <= number < 2**63 else None


async def _is_stored(task: "asyncio.Task[None]") -> bool:
    """Whether it was stored in time. What comes too late is stored all the same; its second coming is known then."""
    await asyncio.wait({task}, timeout=PATIENCE_S)
    if not task.done():
        log.warning("webhook.slow", advice="the database takes too long; Telegram will come again")
        task.add_done_callback(lambda late: late.cancelled() or late.exception())
        return False
    if task.cancelled() or (trouble := task.exception()) is not None:
        log.error("webhook.not_stored", error="cancelled" if task.cancelled() else type(trouble).__name__)
        return False
    return True
