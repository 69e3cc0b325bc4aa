"""The figures of the day."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import AfterValidator, BaseModel

from handlers.web import visitors
from handlers.web.answers import DistrictId
from handlers.web.surroundings import Surroundings
from handlers.web.visitors import Visitor


class Median(BaseModel):
    """The median of one step in seconds, and the cases that it is made of."""

    seconds: float | None
    cases: list[int]


class Figures(BaseModel):
    """Each figure as the numbers of its cases, so that it can be opened. *rate*: on time out of those decided, 0 to 1.

    *hours* are pairs: an hour of the day in the district's zone (0 to 23), and how many cases were reported in it.
    Hours without any are left out.
    """

    since: Annotated[datetime, AfterValidator(lambda at: at.astimezone(UTC))]
    at: datetime
    rate: float | None
    reported: list[int]
    on_time: list[int]
    late: list[int]
    self_found: list[int]
    open: list[int]
    overdue: list[int]
    waiting: list[int]
    unconfirmed: list[int]
    medians: dict[str, Median]
    hours: list[tuple[int, int]]


def router(around: Surroundings) -> APIRouter:
    """The one route."""
    routes = APIRouter(tags=["figures"])

    @routes.get("/districts/{district}/figures", response_model=Figures)
    async def figures(visitor: Annotated[Visitor, Depends(visitors.visitor)], district: DistrictId) -> Any:
        """Today's figures of a district, counted in its own time zone; drills and real cases are never mixed."""
        visitors.seat_in(visitor, district)
        seen = await around.of(district)
        return {**seen.parts["figures"], "at": seen.at}

    return routes
