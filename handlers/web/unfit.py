"""Requests that cannot be read are answered with what is wrong with which field, and with nothing of what was sent."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from bot.values import texts

MOST = 20
"""So many mistakes are told at once."""

MOST_NAME = 100


class Mistake(BaseModel):
    """One mistake: *loc* leads to the field, *msg* says what is wrong with it, *type* is its code."""

    loc: list[str | int]
    msg: str
    type: str


class Unfit(BaseModel):
    """What is wrong with a request, field by field."""

    detail: list[Mistake]


def hear_of(app: FastAPI) -> None:
    """Have *app* answer such requests. What was sent is not sent back: it may be a secret, or no number at all."""

    async def answer(_request: Request, why: Exception) -> Response:
        assert isinstance(why, RequestValidationError)  # noqa: S101  # registered for nothing else
        told = [_mistake(one) for one in why.errors()[:MOST]]
        return JSONResponse({"detail": told}, 422)

    app.add_exception_handler(RequestValidationError, answer)


def _mistake(one: dict[str, object]) -> dict[str, object]:
    where = one.get("loc")
    loc = [_part(part) for part in where] if isinstance(where, list | tuple) else []
    return {"loc": loc, "msg": str(one.get("msg", "")), "type": str(one.get("type", ""))}


def _part(part: object) -> str | int:
    return part if isinstance(part, int) else texts.cut(texts.line(str(part)), MOST_NAME)
