"""Bodies of requests are read up to a limit and no further."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import FormData
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

MOST_BYTES = 64_000
"""More than any request of ours needs, pictures apart."""


async def read(request: Request, most: int) -> bytes | None:
    """The body; None where it is larger than *most* bytes, or breaks off: then nobody hears what is answered."""
    told = request.headers.get("content-length", "0")
    if not (told.isascii() and told.isdigit()) or int(told) > most:
        return None
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > most:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


HEARD_OUT = 64 * 2**20
"""Of what is too large so many bytes are heard out at most."""


async def heard_out(request: Request, most: int) -> bytes | None:
    """The body; None where it is larger than *most* bytes, or breaks off. What is too large is thrown away as it comes.

    It is heard out all the same: who is cut off hears no answer, and would send it again.
    """
    body, seen = bytearray(), 0
    try:
        async for part in request.stream():
            seen += len(part)
            if seen > HEARD_OUT:
                return None
            if seen <= most:
                body += part
            else:
                body.clear()
    except ClientDisconnect:
        return None
    return bytes(body) if seen <= most else None


class _TooLarge(Exception):
    """More than may be sent: the library takes away what it has put on the disk of it."""


async def form(request: Request, most: int, *, files: int, fields: int) -> FormData | None:
    """What a form brings, to be closed; None where it is larger than *most* bytes, or breaks off.

    Its files lie on the disk, not in the memory. What is too large is heard out, as above.
    """

    async def bounded() -> AsyncGenerator[bytes, None]:
        seen = 0
        async for part in request.stream():
            seen += len(part)
            if seen > HEARD_OUT:
                raise _TooLarge
            if seen <= most:
                yield part
        if seen > most:
            raise _TooLarge

    kind, parts = request.headers.get("content-type", "").partition(";")[0].strip().lower(), bounded()
    try:
        try:
            if kind == "multipart/form-data":
                return await MultiPartParser(request.headers, parts, max_files=files, max_fields=fields).parse()
            return await FormParser(request.headers, parts, max_fields=fields).parse()
        except MultiPartException as garbled:
            async for _ in parts:
                pass
            raise HTTPException(HTTPStatus.BAD_REQUEST, garbled.message) from garbled
    except (ClientDisconnect, _TooLarge):
        return None


class SmallBodyRoute(APIRoute):
    """A route whose requests have small bodies; a larger one is answered with 413."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, which sees no more than the limit."""
        handle = super().get_route_handler()

        async def limited(request: Request) -> Response:
            body = await read(request, MOST_BYTES)
            if body is None:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too large")
            request._body = body  # noqa: SLF001  # where the library keeps a body that was read
            return await handle(request)

        return limited
