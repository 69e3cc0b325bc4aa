"""Cases: found, shown in full, and moved on, by the same actions of the desk as in chat."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from bot.access.seats import Seat
from bot.incidents.requests import from_page, options, requests
from bot.incidents.search import Wanted
from bot.incidents.table import State
from bot.programs import reporting
from bot.screens import case_file
from bot.values import texts
from handlers.telegram.writing import notes
from handlers.web import acting, bodies, proofs
from handlers.web.acting import CONFLICT, Acting, Changes, ForCaptain, Visits
from handlers.web.answers import DistrictId, Number
from handlers.web.case_answers import Case, Cases, Choice, Moved, MoveWish, Need, PossibleMove, When
from handlers.web.visitors import Reception

MOST_A_PAGE = 200


@dataclass(frozen=True)
class Filter:
    """Which cases are asked for."""

    live: Annotated[bool | None, Query(description="only those that are not ended, or only those that are")] = None
    state: State | None = None
    item: Annotated[str | None, Query(max_length=64, description="code of an item")] = None
    team: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="had an assignment")] = None
    since: Annotated[When | None, Query(description="reported then or later")] = None
    until: Annotated[When | None, Query(description="reported before then")] = None
    drill: Annotated[bool | None, Query(description="cases of drills; never mixed with others")] = None
    page: Annotated[int, Query(ge=1, le=100_000)] = 1
    per_page: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 50

    def in_district(self, seat: Seat) -> Wanted:
        """For the memory. A district that is all drill shows its cases without being asked twice."""
        drill = seat.district.drill if self.drill is None else self.drill
        item = texts.line(self.item) if self.item is not None else None
        return Wanted(
            seat.district.id,
            drill,
            self.live,
            self.state,
            item,
            self.team,
            self.since,
            self.until,
            self.page,
            self.per_page,
        )


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
        """Cases of a district, newest report first; cases of drills only where they are asked for."""
        who = acting.looking(self.reception, visitor, district)
        found, count = await who.see(case_file.listed, wanted=asked.in_district(who.seat))
        return {"cases": found, "page": asked.page, "per_page": asked.per_page, "count": count}

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
