"""How Open311 answers: in the form of the address, with what browsers and caches of strangers may do with it."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response

from handlers.web.open311 import asked, troubles, written
from handlers.web.open311.troubles import Trouble
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Reception

KEPT_S = 60
"""So long anybody on the way may keep what strangers read."""

Told = tuple[Any, str]
"""A value, and what its outermost element is called in XML."""

Tell = Callable[[str], Awaitable[Told]]
"""What is told in a language; raises Trouble or TurnedAway."""


async def answer(
    reception: Reception, request: Request, form: str, tell: Tell, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    """What *tell* tells, or why not, as *form*; a stranger's look also for scripts of other sites and for caches."""
    language, headers = reception.language_of(request), _headers(request)
    headers["Content-Language"] = language
    try:
        if form not in written.FORMS:
            raise troubles.missing("open311-form", forms=", ".join(written.FORMS))
        value, root = await tell(language)
    except (Trouble, TurnedAway) as why:
        trouble = why if isinstance(why, Trouble) else troubles.of(why)
        form = form if form in written.FORMS else "json"
        body = written.write(trouble.told(reception.words, language), "errors", form)
        return Response(body, trouble.status, {**headers, **trouble.headers}, written.FORMS[form])
    body = await asyncio.to_thread(written.write, value, root, form)
    if request.method == "GET" and not shows_a_key(request):
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers |= {"Cache-Control": f"public, max-age={KEPT_S}", "ETag": tag}
        if _knows(request, tag):
            return Response(None, HTTPStatus.NOT_MODIFIED, headers)
    return Response(body, status, headers, written.FORMS[form])


def shows_a_key(request: Request) -> bool:
    """Whether somebody shows what may be a key: what they read is for nobody else."""
    named = {name for name, _ in asked.loosely(request.url.query).all}
    return any(name in request.headers for name in asked.KEY_HEADERS) or asked.KEY_FIELD in named


def _headers(request: Request) -> dict[str, str]:
    """A stranger's look may be read by scripts of any site, which send no cookies; nothing else may."""
    headers = {"Vary": ", ".join(("Accept-Language", *asked.KEY_HEADERS))}
    is_open = request.method == "GET" and not shows_a_key(request)
    return headers | ({"Access-Control-Allow-Origin": "*"} if is_open else {})


def _knows(request: Request, tag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in known.split(",")}
