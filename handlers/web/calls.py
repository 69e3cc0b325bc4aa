"""Calls for help through the API: shown in full, taken and ended by captains, by the actions of the desk as in chat."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from bot.cases.moves import Move
from bot.screens import call_file
from bot.sos import actions
from bot.sos.table import ends
from handlers.web import acting, bodies, proofs
from handlers.web.acting import CONFLICT, Changes, ForCaptain, Visits
from handlers.web.answers import DistrictId, Number
from handlers.web.call_answers import Call, CallMoved, CallWish
from handlers.web.case_answers import Need, PossibleMove
from handlers.web.visitors import Reception


def router(reception: Reception) -> APIRouter:
    """The routes of calls."""
    routes = APIRouter(tags=["calls"], route_class=bodies.SmallBodyRoute)
    shown = _Shown(reception)
    root = "/districts/{district}/calls/{number}"
    routes.add_api_route(root, shown.whole, response_model=Call, name="call")
    routes.add_api_route(
        f"{root}/moves/{{move}}",
        shown.move,
        methods=["POST"],
        response_model=CallMoved,
        name="move a call",
        responses=CONFLICT,
    )
    return routes


class _Shown:
    """What the routes do."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def whole(self, visitor: Visits, district: DistrictId, number: Number, by: ForCaptain = None) -> Any:
        """Everything about one call for help; that somebody looked is written down."""
        who = await acting.looking_for(self.reception, visitor, district, by)
        found = await who.see(call_file.whole, number=number)
        if found.is_new_look:
            await who.note_look(found.what, found.call.id)
        history = proofs.history(self.reception.words, found.whole["history"])
        return {**found.whole, "history": history, "moves": [_possible(move) for move in found.moves]}

    async def move(
        self,
        visitor: Changes,
        district: DistrictId,
        number: Number,
        move: Annotated[str, Path(max_length=64, description="acknowledge, clear or false_alarm")],
        wish: CallWish,
    ) -> Any:
        """Take it or end it, exactly as in chat: captains only, same history but for the channel."""
        who = await acting.moving(self.reception, visitor, district, wish.by)
        said = await who.do(actions.move, name=move, number=number, text=wish.facts.reason or wish.text)
        state, version = await who.see(call_file.stands, number=number)
        return {"said": said, "state": state, "version": version}


def _possible(move: Move) -> PossibleMove:
    needs = [Need(name=need.name, choices=None, optional=need.optional) for need in move.asked]
    return PossibleMove(move=move.name, command=move.command, asks_once=ends(move), needs=needs)
