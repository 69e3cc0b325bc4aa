"""Whether all is well, for machines that ask: /livez, /readyz, /metrics."""

import hmac
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST

from bot.app.settings import Web
from bot.health import figures as health_figures
from bot.health.figures import Check, Tally
from bot.words import Words
from handlers.process.watch import Watch
from handlers.web import metrics, origins


def router(watch: Watch, tally: Tally, web: Web, words: Words) -> APIRouter:
    """The three routes."""
    routes = APIRouter()

    @routes.api_route("/livez", methods=["GET", "HEAD"], response_class=PlainTextResponse)
    async def livez() -> str:
        """The loop turns: somebody answered."""
        return "ok\n"

    @routes.api_route("/readyz", methods=["GET", "HEAD"])
    async def readyz() -> JSONResponse:
        """Every check by name with its figure in seconds; 503 with a sentence where one is bad."""
        found = await watch.checks()
        return JSONResponse(as_json(found, words, web.language), 200 if health_figures.is_well(found) else 503)

    @routes.get("/metrics")
    async def figures(request: Request) -> Response:
        """The figures for Prometheus; with a token for who shows it, without one for this machine."""
        if not may_see_figures(request, web):
            status, wanted = (401, {"WWW-Authenticate": "Bearer"}) if web.api_token else (403, {})
            return PlainTextResponse(f"{words.say(web.language, 'figures-not-yours')}\n", status, wanted)
        return Response(metrics.written(await watch.look(), tally), media_type=CONTENT_TYPE_LATEST)

    return routes


def as_json(found: tuple[Check, ...], words: Words, language: str) -> dict[str, Any]:
    """The checks as /readyz tells them."""
    why = {check.name: _sentence(check, words, language) for check in found if not check.ok}
    return {
        "ready": not why,
        "why": " ".join(why.values()) if why else words.say(language, "ready-well"),
        "checks": {
            check.name: {
                "ok": check.ok,
                "figure_s": None if check.figure is None else round(check.figure, 3),
                "most_s": check.most,
                **({"why": why[check.name]} if check.name in why else {}),
            }
            for check in found
        },
    }


def _sentence(check: Check, words: Words, language: str) -> str:
    figure = 0.0 if check.figure is None else check.figure
    return words.say(language, check.key, figure=round(figure, 1), most=check.most)


def may_see_figures(request: Request, web: Web) -> bool:
    """With a token: who shows it as bearer. Without: who comes from this very machine and calls it by its own name.

    Where the pages are reached from outside nobody does without one: a proxy that passes on nothing but bytes looks
    like this machine, and the stranger behind it may choose the name too.
    """
    token = web.api_token
    if token is not None:
        kind, _, shown = request.headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and hmac.compare_digest(shown.strip().encode(), token.encode())
    return web.public_url is None and origins.is_from_here(request) and origins.names_this_machine(request)
