"""Teams as they stand: where they are, how that is known, what they do."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from handlers.web import visitors
from handlers.web.answers import DistrictId, ItemName, Pair
from handlers.web.case_answers import Near
from handlers.web.geojson import Features, GeoResponse, features
from handlers.web.surroundings import Surroundings, parts
from handlers.web.visitors import Visitor

Visits = Annotated[Visitor, Depends(visitors.visitor)]


class Person(BaseModel):
    """A member of a team."""

    name: str
    on_duty: bool
    available: bool


class TeamOnTheMap(BaseModel):
    """A team without its people. *known* says how its place is known; *today* are the cases that it led today.

    *accuracy* is in metres; *imprecise*: it is so bad that another street may be meant.
    """

    id: int
    name: str
    state: Literal["on_scene", "on_the_way", "sent", "free", "on_break", "off_duty"]
    known: Literal["live", "fix", "stale", "base", "unknown"]
    fixed_at: datetime | None
    accuracy: float | None
    imprecise: bool
    cases: list[int]
    on_duty: int
    people: int
    today: list[int]
    last_sent_at: datetime | None
    silent_since: datetime | None
    handles: list[str]


class Team(TeamOnTheMap):
    """A team with its place, its base and its people."""

    point: Pair | None
    base: Pair | None
    members: list[Person]


class Teams(BaseModel):
    """All teams of a district at one instant."""

    at: datetime
    teams: list[Team]


class CaseOnTheMap(BaseModel):
    """A live case without words and names of people. *limit_s* is how long it may take in all."""

    number: int
    item: ItemName
    severity: str
    state: str
    since: datetime
    place: str | None
    near: Near | None
    team: int | None
    support: list[int]
    reported_at: datetime
    due_at: datetime
    limit_s: float
    have: int
    need: int
    reminders: int
    drill: bool
    resolved_at: datetime | None


def router(around: Surroundings) -> APIRouter:
    """The routes of teams, and of teams and live cases for maps."""
    routes = APIRouter(tags=["teams"])

    @routes.get("/districts/{district}/teams", response_model=Teams)
    async def teams(visitor: Visits, district: DistrictId) -> Any:
        """Every team with its position and how old it is, what it does, who is on duty."""
        visitors.seat_in(visitor, district)
        seen = await around.of(district)
        return {"at": seen.at, "teams": parts(seen, "team")}

    @routes.get(
        "/districts/{district}/teams.geojson", response_model=Features[TeamOnTheMap], response_class=GeoResponse
    )
    async def teams_on_a_map(visitor: Visits, district: DistrictId) -> Any:
        """The same as GeoJSON; a team whose place is not known has no geometry."""
        visitors.seat_in(visitor, district)
        return features(parts(await around.of(district), "team"), "id")

    @routes.get(
        "/districts/{district}/cases.geojson", response_model=Features[CaseOnTheMap], response_class=GeoResponse
    )
    async def cases_on_a_map(visitor: Visits, district: DistrictId) -> Any:
        """The live cases as GeoJSON."""
        visitors.seat_in(visitor, district)
        return features(parts(await around.of(district), "case"), "number")

    return routes
