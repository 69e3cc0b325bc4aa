"""At which place a case is: as the API tells it, and how somebody says that it is another one."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from bot.places.standing import doors
from bot.places.standing.links import How
from bot.words import Words
from bot.work.at_door import Colour
from handlers.telegram.writing import notes
from handlers.web import acting, bodies
from handlers.web.acting import CONFLICT, Changes
from handlers.web.answers import DistrictId, Number
from handlers.web.visitors import Reception


class Known(BaseModel):
    """One thing to know before somebody goes in."""

    said_zh: str
    said_en: str


class Beside(BaseModel):
    """A place near the case."""

    code: str
    name: str
    metres: int


class AtDoor(BaseModel):
    """The place that a case is at, by its code (null: none), and what is known of it; *others* are near."""

    place: str | None
    name: str | None
    how: How | None
    colour: Colour | None
    lines: list[Known]
    others: list[Beside]


class DoorWish(BaseModel):
    """At which place it is, by its code; null: at none. *by* is the captain for whom a program asks."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=64)] | None
    by: Annotated[int, Field(ge=1, le=2**52)] | None = None


class Said(BaseModel):
    """It is done: what the one who asked is told."""

    said: str


def told(words: Words, door: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What is known of the door of a case, in both languages."""
    if door is None:
        return None
    lines = [notes.bare(one) for one in door["lines"]]
    said = [{f"said_{language}": words.fact(language, one) for language in ("zh", "en")} for one in lines]
    return {**door, "lines": said}


def router(reception: Reception) -> APIRouter:
    """The route that says at which place a case is."""
    routes = APIRouter(tags=["cases"], route_class=bodies.SmallBodyRoute)

    async def at_door(visitor: Changes, district: DistrictId, number: Number, wish: DoorWish) -> Any:
        """Say at which registered place a case is, or that it is at none.

        It stays so while the case is moved no farther than 100 m from that place (where it is at none, than 30 m).
        """
        who = await acting.moving(reception, visitor, district, wish.by)
        if wish.code is None:
            return {"said": await who.do(doors.unlink, number=number)}
        return {"said": await who.do(doors.choose, number=number, code=wish.code)}

    routes.add_api_route(
        "/districts/{district}/cases/{number}/door",
        at_door,
        methods=["POST"],
        response_model=Said,
        name="door",
        responses=CONFLICT,
    )
    return routes
