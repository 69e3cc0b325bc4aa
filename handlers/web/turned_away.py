"""Who is turned away at the web's door hears why and what to do: a program as JSON, a person as a page."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

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


def hear_of(app: FastAPI, words: Words) -> None:
    """Have *app* answer :class:`TurnedAway`."""

    async def answer(request: Request, why: Exception) -> Response:
        assert isinstance(why, TurnedAway)  # noqa: S101  # registered for nothing else
        if why.page and wants_a_page(request) and request.method == "GET":
            return RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
        said = {"refused": why.key, "sentence": words.say(why.language, why.key, **why.facts), **why.more}
        return JSONResponse(said, why.status, why.headers)

    app.add_exception_handler(TurnedAway, answer)
