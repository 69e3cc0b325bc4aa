"""Calls for help through the API: shown in full, taken and ended by captains, by the actions of the desk as in chat."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from bot.cases import show as cases_show
from bot.cases.moves import Move
from bot.screens import call_file
from bot.sos import actions
from bot.sos.table import ends
from handlers.telegram.writing import notes
from handlers.web import bodies, incidents, visitors
from handlers.web.answers import DistrictId, Number
from handlers.web.call_answers import Call, CallMoved, CallWish
from handlers.web.case_answers import Need, PossibleMove
from handlers.web.incidents import CONFLICT, Changes, Visits
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
        self.desk = reception.desk
        self.words = reception.words

    async def whole(
        self,
        visitor: Visits,
        district: DistrictId,
        number: Number,
        by: Annotated[int | None, Query(ge=1, le=2**52, description="the captain for whom a program asks")] = None,
    ) -> Any:
        """Everything about one call for help; that somebody looked is written down."""
        seat = visitors.seat_in(visitor, district)
        by = await incidents.for_whom(self.reception, visitor, seat, by) if by or not visitor.is_machine else None
        found = await incidents.see(self.reception, visitor, seat, call_file.whole, by, number=number)
        if found.is_new_look:
            speaker = visitors.speaker_of(visitor, seat, self.desk)
            await self.desk.do(cases_show.note, speaker, what=found.what, case_id=found.call.id)
        return {**found.whole, "moves": [_possible(move) for move in found.moves]}

    async def move(
        self,
        visitor: Changes,
        district: DistrictId,
        number: Number,
        move: Annotated[str, Path(max_length=64, description="acknowledge, clear or false_alarm")],
        wish: CallWish,
    ) -> Any:
        """Take it or end it, exactly as in chat: captains only, same history but for the channel."""
        seat = visitors.seat_in(visitor, district)
        by = await incidents.for_whom(self.reception, visitor, seat, wish.by)
        speaker = visitors.speaker_of(visitor, seat, self.desk, by)
        text = wish.facts.reason or wish.text
        done = await self.desk.do(actions.move, speaker, name=move, number=number, text=text)
        said = done.answer
        if said is not None and done.refused:
            raise incidents.refused(visitor, said.key, said.facts)
        state, version = await incidents.see(self.reception, visitor, seat, call_file.stands, by, number=number)
        told = self.words.say(done.language, said.key, **notes.bare(said.facts)) if said and said.key else ""
        return {"said": told, "state": state, "version": version}


def _possible(move: Move) -> PossibleMove:
    needs = [Need(name=need.name, choices=None, optional=need.optional) for need in move.asked]
    return PossibleMove(move=move.name, command=move.command, asks_once=ends(move), needs=needs)
