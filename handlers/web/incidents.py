"""Cases: found, shown in full, and moved on, by the same actions of the desk as in chat."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from bot.incidents.requests import from_page, options, requests
from bot.programs import reporting
from bot.screens import case_file
from handlers.telegram.writing import notes
from handlers.web import acting, bodies, case_doors, case_pages, proofs
from handlers.web.acting import CONFLICT, Acting, Changes, ForCaptain, Visits
from handlers.web.answers import DistrictId, Number
from handlers.web.case_answers import Case, Cases, Choice, Moved, MoveWish, Need, PossibleMove
from handlers.web.case_pages import Filter
from handlers.web.visitors import Reception


def router(reception: Reception) -> APIRouter:
    """The routes of cases."""
    routes = APIRouter(tags=["cases"], route_class=bodies.SmallBodyRoute)
    shown = _Shown(reception)
    root = "/districts/{district}/cases"
    routes.add_api_route(root, shown.listed, response_model=Cases, name="cases")
    routes.add_api_route(f"{root}/{{number}}", shown.whole, response_model=Case, name="case")
    routes.add_api_route(
        f"{root}/{{number}}/moves/{{move}}",
        shown.move,
        methods=["POST"],
        response_model=Moved,
        name="move",
        responses=CONFLICT,
    )
    return routes


class _Shown:
    """What the routes do."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.words = reception.words

    async def listed(self, visitor: Visits, district: DistrictId, asked: Annotated[Filter, Depends()]) -> Any:
        """Cases of a district, newest report first; cases of drills only where they are asked for.

        *next* leads on, as *after* of the next request: a page may hold fewer than were asked for, or none, and yet
        lead on, since each looks through a bounded number of cases.
        """
        return await case_pages.page(acting.looking(self.reception, visitor, district), asked)

    async def whole(
        self,
        visitor: Visits,
        district: DistrictId,
        number: Number,
        by: ForCaptain = None,
    ) -> Any:
        """Everything about one case; that somebody looked is written down. *moves* are those that you may make now."""
        who = await acting.looking_for(self.reception, visitor, district, by)
        found = await who.see(case_file.whole, number=number)
        if found.is_new_look:
            await who.note_look(found.what, found.case_id)
        root = f"/api/districts/{district}"
        evidence = proofs.told(self.words, root, number, found.whole["evidence"])
        cameras = [{**one, "look": f"{root}/cases/{number}/cameras/{one['code']}"} for one in found.whole["cameras"]]
        return {
            **found.whole,
            "evidence": evidence,
            "cameras": cameras,
            "history": proofs.history(self.words, found.whole["history"]),
            "door": None if visitor.is_machine and by is None else case_doors.told(self.words, found.whole["door"]),
            "moves": [self._possible(one) for one in found.moves],
        }

    async def move(
        self,
        visitor: Changes,
        district: DistrictId,
        number: Number,
        move: Annotated[str, Path(max_length=64, description="one of the case's moves; also seen, pull")],
        wish: MoveWish,
    ) -> Any:
        """Make a move, exactly as in chat: same rights, same refusals, same history but for the channel."""
        who = await acting.moving(self.reception, visitor, district, wish.by)
        said = await self._do(who, number, move, wish)
        state, version = await who.see(case_file.stands, number=number)
        return {"said": said, "state": state, "version": version}

    async def _do(self, who: Acting, number: int, move: str, wish: MoveWish) -> str:
        if who.visitor.program_id is not None:
            reason = wish.facts.reason or wish.text
            return await who.do(reporting.withdraw, number=number, move=move, reason=reason)
        if move == "seen":
            return await who.do(requests.mark_order_seen, number=number)
        if move == "pull" and wish.team is not None:
            return await who.do(requests.take_over, number=number, team_id=wish.team)
        name = from_page.ASSIGN if move == "pull" else move
        return await who.do(
            from_page.make,
            number=number,
            name=name,
            facts=wish.facts.model_dump(exclude_none=True),
            team=wish.team,
            text=wish.text,
            sure=wish.sure,
        )

    def _possible(self, one: options.Possible) -> PossibleMove:
        needs = [self._need(need) for need in one.needs]
        return PossibleMove(move=one.move, command=one.command, asks_once=one.asks_once, needs=needs)

    def _need(self, one: options.Need) -> Need:
        choices = None if one.choices is None else [self._choice(choice) for choice in one.choices]
        return Need(name=one.name, optional=one.optional, choices=choices)

    def _choice(self, one: options.Choice) -> Choice:
        label, note = notes.bare(one.label), notes.bare(one.note)
        zh, en = (self.words.fact(language, label) for language in ("zh", "en"))
        note_zh, note_en = (self.words.fact(language, note) or None for language in ("zh", "en"))
        return Choice(value=one.value, label_zh=zh, label_en=en, note_zh=note_zh, note_en=note_en)
