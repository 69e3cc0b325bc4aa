"""Reports of other systems, each with a key of its district: a case by the same way as everybody's report."""

import hashlib
import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.incidents.table import MOST_WORDS, State
from bot.programs import reporting
from bot.values.geo import Point
from handlers.web import acting, bodies
from handlers.web.acting import CONFLICT, Acting, Changes
from handlers.web.answers import DistrictId, Pair, Refusal
from handlers.web.turned_away import TurnedAway
from handlers.web.unfit import Unfit
from handlers.web.visitors import Reception, Visitor

MOST_SAID = 20_000
"""Characters of words that are read at all; of longer ones than a case keeps the end is cut off, which is said."""

UNFIT = frozenset(
    {"no-such-item", "item-retired", "no-such-place", "no-place", "place-nowhere", "happened-when", "other-body"}
)
"""Refusals of what a report says, with which it could never become a case."""

Named = Annotated[str, Field(max_length=64)]
Name = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=128,
        pattern=r"^[!-~]+$",
        description="your own name of this request: sent again within 48 hours it gets the same answer and no new case",
    ),
]
ANSWERS: dict[int | str, dict[str, Any]] = {
    **CONFLICT,
    409: {"model": Refusal, "description": "This number of yours is a case already, and that is not ended"},
    422: {"model": Refusal | Unfit, "description": "What the report says does not make a case; nothing was done"},
}


class ReportWish(BaseModel):
    """A report. Where it is: *point*, or *place* as the code or name of a registered place; one of the two.

    Both only for a place whose position nobody knows: then *point* says it for this case.

    *source* is what captains call where it comes from (left out: the key's name), *source_ref* its number there: while
    that case lives, no second one is made of it. *item* is a code of the handbook; left out, the words say what it is.
    """

    model_config = ConfigDict(extra="forbid")

    point: Pair | None = None
    place: Annotated[str, Field(max_length=200)] = ""
    words: Annotated[str, Field(max_length=MOST_SAID)] = ""
    item: Named = ""
    source: Named = ""
    source_ref: Named = ""
    happened_at: AwareDatetime | None = None


class Reported(BaseModel):
    """The case that was made, as it stood then; *note* says what was done to the report, if anything was."""

    number: int
    district: int
    state: State
    version: int
    note: str | None


@dataclass(frozen=True)
class Told:
    """What is answered, and whether the same was answered before."""

    reported: Reported
    again: bool


async def report(
    reception: Reception, visitor: Visitor, wish: ReportWish, *, district: int | None = None, name: str | None = None
) -> Told:
    """Have a program with a key report a case; raises TurnedAway.

    *district* is the one that it names, None where it names none; *name* is its own name of this request.
    """
    if visitor.program_id is None:
        raise TurnedAway(HTTPStatus.FORBIDDEN, "needs-a-key", visitor.language)
    who = acting.looking(reception, visitor, district or visitor.seats[0].district.id)
    done = await reception.desk.do(reporting.report, who.speaker, wish=_meant(wish, name))
    key, facts = (done.answer.key, done.answer.facts) if done.answer else ("", {})
    if done.refused:
        raise _turned_away(who, key, facts)
    number = int(facts["number"])
    state, version = await who.see(reporting.told, number=number, name=name)
    note = reception.words.say(visitor.language, "program-cut", most=MOST_WORDS) if facts["cut"] else None
    told = Reported(number=number, district=who.seat.district.id, state=state, version=version, note=note)
    return Told(told, bool(facts["again"]))


def _meant(wish: ReportWish, name: str | None) -> reporting.Wish:
    told = json.dumps(wish.model_dump(mode="json"), sort_keys=True)
    return reporting.Wish(
        point=Point.read(*wish.point) if wish.point else None,
        place=wish.place,
        words=wish.words,
        item=wish.item.strip(),
        source=wish.source,
        source_ref=wish.source_ref,
        happened_at=wish.happened_at,
        name=name,
        body_hash=hashlib.sha256(told.encode()).hexdigest(),
    )


def _turned_away(who: Acting, key: str, facts: dict[str, Any]) -> TurnedAway:
    refused = who.turned_away(key, facts)
    if key in UNFIT:
        refused.status = HTTPStatus.UNPROCESSABLE_ENTITY
    if key == "already-reported":
        refused.more["number"] = facts["number"]
    return refused


def router(reception: Reception) -> APIRouter:
    """The two routes: with the district named, and without."""
    routes = APIRouter(tags=["reporting"], route_class=bodies.SmallBodyRoute)
    desk = _Reporting(reception)
    told: dict[str, Any] = {
        "methods": ["POST"],
        "response_model": Reported,
        "responses": ANSWERS,
        "status_code": HTTPStatus.CREATED,
    }
    routes.add_api_route("/districts/{district}/cases", desk.in_district, name="report in a district", **told)
    routes.add_api_route("/cases", desk.anywhere, name="report", **told)
    return routes


class _Reporting:
    """What the routes do."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def in_district(
        self, response: Response, visitor: Changes, district: DistrictId, wish: ReportWish, name: Name = None
    ) -> Reported:
        """Report a case, with a key of this district: the same duplicates, dangers, teams and history as in chat."""
        return _created(response, await report(self.reception, visitor, wish, district=district, name=name))

    async def anywhere(self, response: Response, visitor: Changes, wish: ReportWish, name: Name = None) -> Reported:
        """Report a case in the district of the key."""
        return _created(response, await report(self.reception, visitor, wish, name=name))


def _created(response: Response, told: Told) -> Reported:
    one = told.reported
    response.headers["Location"] = f"/api/districts/{one.district}/cases/{one.number}"
    if told.again:
        response.headers["Idempotent-Replayed"] = "true"
    return one
