"""Cases: found, shown in full, and moved on, by the same actions of the desk as in chat."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from bot.access import seats
from bot.access.seats import Seat
from bot.cases import show as cases_show
from bot.desk.desk import Outcome
from bot.incidents.requests import from_page, options, requests
from bot.incidents.search import Wanted
from bot.incidents.table import State
from bot.screens import case_file
from bot.values import texts
from bot.values.refused import Refused
from bot.work.speaker import Speaker
from handlers.telegram.writing import notes
from handlers.web import bodies, proofs, visitors
from handlers.web.answers import DistrictId, Number, Refusal, Trouble
from handlers.web.case_answers import Case, Cases, Choice, Moved, MoveWish, Need, PossibleMove, When
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Reception, Visitor

MOST_A_PAGE = 200
NOT_THEIRS = frozenset(
    {
        "not-yours",
        "not-own-work",
        "not-registered",
        "viewer-may-only-look",
        "captains-only",
        "captains-only-command",
        "lead-only",
    }
)
"""Refusals whose reason are the visitor's rights."""

NOT_THERE = frozenset(
    {"no-such-case", "no-such-call", "no-such-move", "no-such-picture", "is-of-sos", "is-of-handover"}
)

Visits = Annotated[Visitor, Depends(visitors.visitor)]
Changes = Annotated[Visitor, Depends(visitors.changer)]
CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {"model": Refusal, "description": "It is not possible now, or something is still wanted"},
    400: {"model": Trouble, "description": "The body is no text"},
    413: {"model": Trouble, "description": "The body is too large"},
}


def refused(visitor: Visitor, key: str, facts: dict[str, Any]) -> TurnedAway:
    """A refusal of the brain as an answer of the API."""
    status = HTTPStatus.FORBIDDEN if key in NOT_THEIRS else HTTPStatus.CONFLICT
    status = HTTPStatus.NOT_FOUND if key in NOT_THERE else status
    wanted = str(facts.get("asks") or (key.removeprefix("needs-") if key.startswith("needs-") else ""))
    more = {"sure": wanted == "sure", "needs": wanted if wanted and wanted != "sure" else None}
    return TurnedAway(status, key, visitor.language, more=more, **notes.bare(facts))


async def see(
    reception: Reception, visitor: Visitor, seat: Seat, look: Any, by: int | None = None, **wants: Any
) -> Any:
    """What *look* of the board sees for the visitor; a Refused becomes the API's answer."""
    speaker = visitors.speaker_of(visitor, seat, reception.desk, by)
    try:
        return await reception.board.see(look, speaker, **wants)
    except Refused as refusal:
        raise refused(visitor, refusal.key, refusal.facts) from refusal


async def for_whom(reception: Reception, visitor: Visitor, seat: Seat, by: int | None) -> int | None:
    """For whom a program asks: a captain of the district. People ask for themselves."""
    if not visitor.is_machine:
        if by not in {None, visitor.user_id}:
            raise TurnedAway(HTTPStatus.FORBIDDEN, "only-for-yourself", visitor.language)
        return None
    found = await reception.board.see(seats.seats_of_person, user_id=by) if by else []
    if not any(one.district.id == seat.district.id and one.is_captain for one in found):
        raise TurnedAway(HTTPStatus.FORBIDDEN, "by-a-captain", visitor.language)
    return by


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
        self.desk = reception.desk
        self.words = reception.words

    async def listed(self, visitor: Visits, district: DistrictId, asked: Annotated[Filter, Depends()]) -> Any:
        """Cases of a district, newest report first; cases of drills only where they are asked for."""
        seat = visitors.seat_in(visitor, district)
        found, count = await see(self.reception, visitor, seat, case_file.listed, wanted=asked.in_district(seat))
        return {"cases": found, "page": asked.page, "per_page": asked.per_page, "count": count}

    async def whole(
        self,
        visitor: Visits,
        district: DistrictId,
        number: Number,
        by: Annotated[int | None, Query(ge=1, le=2**52, description="the captain for whom a program asks")] = None,
    ) -> Any:
        """Everything about one case; that somebody looked is written down. *moves* are those that you may make now."""
        seat = visitors.seat_in(visitor, district)
        by = await for_whom(self.reception, visitor, seat, by) if by is not None or not visitor.is_machine else None
        found = await see(self.reception, visitor, seat, case_file.whole, by, number=number)
        if found.is_new_look:
            speaker = visitors.speaker_of(visitor, seat, self.desk)
            await self.desk.do(cases_show.note, speaker, what=found.what, case_id=found.case_id)
        evidence = proofs.told(self.words, f"/api/districts/{district}", number, found.whole["evidence"])
        return {**found.whole, "evidence": evidence, "moves": [self._possible(one) for one in found.moves]}

    async def move(
        self,
        visitor: Changes,
        district: DistrictId,
        number: Number,
        move: Annotated[str, Path(max_length=64, description="one of the case's moves; also seen, pull")],
        wish: MoveWish,
    ) -> Any:
        """Make a move, exactly as in chat: same rights, same refusals, same history but for the channel."""
        seat = visitors.seat_in(visitor, district)
        by = await for_whom(self.reception, visitor, seat, wish.by)
        speaker = visitors.speaker_of(visitor, seat, self.desk, by)
        done = await self._do(speaker, number, move, wish)
        said = done.answer
        if said is not None and done.refused:
            raise refused(visitor, said.key, said.facts)
        state, version = await see(self.reception, visitor, seat, case_file.stands, by, number=number)
        text = self.words.say(done.language, said.key, **notes.bare(said.facts)) if said and said.key else ""
        return {"said": text, "state": state, "version": version}

    async def _do(self, speaker: Speaker, number: int, move: str, wish: MoveWish) -> Outcome:
        if move == "seen":
            return await self.desk.do(requests.mark_order_seen, speaker, number=number)
        if move == "pull" and wish.team is not None:
            return await self.desk.do(requests.take_over, speaker, number=number, team_id=wish.team)
        name = from_page.ASSIGN if move == "pull" else move
        return await self.desk.do(
            from_page.make,
            speaker,
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
