"""What is set from the page about the wall, and looks through cameras near a case."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict

from bot.access.seats import Seat
from bot.desk.desk import Action
from bot.evidence import cameras
from bot.evidence import wall as evidence_wall
from bot.preferences import limits as preferences_limits
from handlers.web import bodies, visitors
from handlers.web.acting import CONFLICT, Acting, Changes, Visits
from handlers.web.answers import DistrictId, Number
from handlers.web.pictures import EvidenceId
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Reception, Visitor

THERE: dict[int | str, dict[str, Any]] = {303: {"description": "There the camera's picture is"}}


class WallWish(BaseModel):
    """Whether the wall shows the newest picture of each case. People on them may be recognisable."""

    model_config = ConfigDict(extra="forbid")

    pictures: bool


class HideWish(BaseModel):
    """Whether a picture is kept off the wall."""

    model_config = ConfigDict(extra="forbid")

    hidden: bool


class Said(BaseModel):
    """It is done: what the one who asked is told."""

    said: str


def router(reception: Reception) -> APIRouter:
    """The routes; those that change something are a captain's."""
    routes = APIRouter(tags=["wall"], route_class=bodies.SmallBodyRoute)
    shown, root = _Shown(reception), "/districts/{district}"
    changes: dict[str, Any] = {"methods": ["POST"], "response_model": Said, "responses": CONFLICT}
    routes.add_api_route(f"{root}/wall", shown.pictures, **changes)
    routes.add_api_route(f"{root}/evidence/{{evidence}}/hidden", shown.hide, **changes)
    look = f"{root}/cases/{{number}}/cameras/{{code}}"
    routes.add_api_route(look, shown.camera, response_class=RedirectResponse, status_code=303, responses=THERE)
    return routes


class _Shown:
    """What the routes do."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def pictures(self, visitor: Changes, district: DistrictId, wish: WallWish) -> Any:
        """Turn the pictures on the wall on or off, as ``/limits wall on`` does; the other captains are told."""
        seat = visitors.seat_in(visitor, district)
        said = f"wall {evidence_wall.CHOICES[wish.pictures]}"
        return await self._do(visitor, seat, preferences_limits.settle, text=said)

    async def hide(self, visitor: Changes, district: DistrictId, evidence: EvidenceId, wish: HideWish) -> Any:
        """Keep a picture off the wall, or let it be shown again; who did it stays in the history of the case."""
        seat = visitors.seat_in(visitor, district)
        return await self._do(visitor, seat, evidence_wall.hide_one, evidence_id=evidence, hidden=wish.hidden)

    async def camera(
        self,
        visitor: Visits,
        district: DistrictId,
        number: Number,
        code: Annotated[str, Path(max_length=32, description="one of the case's cameras")],
    ) -> RedirectResponse:
        """Look through a camera near a case: who, when and which is written down, of its picture nothing is kept."""
        seat = visitors.seat_in(visitor, district)
        link = await Acting(self.reception, visitor, seat).see(cameras.link, number=number, code=code)
        await self._do(visitor, seat, cameras.look, number=number, code=code)
        return RedirectResponse(link, HTTPStatus.SEE_OTHER, headers={"Referrer-Policy": "no-referrer"})

    async def _do(self, visitor: Visitor, seat: Seat, action: Action, **wants: Any) -> dict[str, str]:
        """Do it at the desk; a Refused becomes the API's answer. No program may: nobody would stand for it."""
        if visitor.is_machine:
            why = "by-a-captain" if visitor.program_id is None else "program-may-not"
            raise TurnedAway(HTTPStatus.FORBIDDEN, why, visitor.language)
        return {"said": await Acting(self.reception, visitor, seat).do(action, **wants)}
