"""Who is turned away at the web's door hears why and what to do: a program as JSON, a person as a page."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from bot.words import Words

SIGN_IN = "/sign-in"


class TurnedAway(Exception):  # an answer, not an error
    """A request that is refused before or after it reaches the desk: its status, key and facts.

    *page*: a person who asks for a page is sent to the page that says how to sign in.
    """

    def __init__(
        self,
        status: HTTPStatus,
        key: str,
        language: str,
        *,
        page: bool = False,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
        **facts: Any,
    ) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.language = language
        self.page = page
        self.headers = dict(headers or {})
        self.more = dict(more or {})
        self.facts = facts


def wants_a_page(request: Request) -> bool:
    """Whether a person in a browser asks, and not for a part of the API."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api")


def hear_of(app: FastAPI, words: Words, language_of: Callable[[Request], str]) -> None:
    """Have *app* answer :class:`TurnedAway`, and addresses below ``/api`` that lead nowhere, as is described."""

    async def answer(request: Request, why: Exception) -> Response:
        assert isinstance(why, TurnedAway)  # noqa: S101  # registered for nothing else
        if why.page and wants_a_page(request) and request.method == "GET":
            return RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
        said = {"refused": why.key, "sentence": words.say(why.language, why.key, **why.facts), **why.more}
        return JSONResponse(said, why.status, why.headers)

    app.add_exception_handler(TurnedAway, answer)

    async def nowhere(request: Request, why: Exception) -> Response:
        assert isinstance(why, HTTPException)  # noqa: S101  # registered for nothing else
        if why.status_code != HTTPStatus.NOT_FOUND or not request.url.path.startswith("/api/"):
            return await http_exception_handler(request, why)
        key = "no-such-address"
        return JSONResponse({"refused": key, "sentence": words.say(language_of(request), key)}, HTTPStatus.NOT_FOUND)

    app.add_exception_handler(HTTPException, nowhere)
