"""The districts that a visitor may look at."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from bot.access.seats import Seat
from bot.register.people import RoleName
from bot.values.geo import Point
from handlers.web import visitors
from handlers.web.answers import Pair
from handlers.web.visitors import Visitor


class District(BaseModel):
    """One district, and what the visitor is there."""

    id: int
    name: str
    language: str
    timezone: str
    centre: Pair | None
    drill: bool
    roles: list[RoleName]
    may_command: bool


class Districts(BaseModel):
    """All of them, by id."""

    districts: list[District]


def pair(point: Point | None) -> Pair | None:
    """A point as the API writes it."""
    return (point.lat, point.lon) if point else None


def router() -> APIRouter:
    """The one route."""
    routes = APIRouter(tags=["districts"])

    @routes.get("/districts")
    async def districts(visitor: Annotated[Visitor, Depends(visitors.visitor)]) -> Districts:
        """The districts that you may look at, with your roles in each."""
        return Districts(districts=[_district(seat) for seat in visitors.districts_of(visitor)])

    return routes


def _district(seat: Seat) -> District:
    one = seat.district
    return District(
        id=one.id,
        name=one.name,
        language=one.language,
        timezone=one.timezone,
        centre=pair(one.centre),
        drill=one.drill,
        roles=sorted(seat.roles),
        may_command=seat.is_captain,
    )
