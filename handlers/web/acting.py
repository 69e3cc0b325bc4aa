"""Who looks and acts through the API: for whom, with which refusals, what they are told; the same for every kind."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Query

from bot.access import seats
from bot.access.seats import Seat
from bot.cases import show as cases_show
from bot.desk.desk import Action, Outcome
from bot.programs import reporting
from bot.values.refused import Refused
from bot.work.speaker import Speaker
from handlers.telegram.writing import notes
from handlers.web import visitors
from handlers.web.answers import Refusal, Trouble
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import Reception, Visitor

NOT_THEIRS = frozenset(
    {
        "not-yours",
        "door-not-yours",
        "not-own-work",
        "not-registered",
        "viewer-may-only-look",
        "captains-only",
        "captains-only-command",
        "camera-not-yours",
        "lead-only",
        "program-may-not",
        "needs-a-key",
        "key-ended",
        "place-contact-not-yours",
        "key-no-places",
        "checks-not-yours",
        "key-only-looks",
        "place-gone-by-captains",
        "place-api-gone",
        "officers-only",
        "officers-do-visits",
        "visiting-not-yours",
    }
)
"""Refusals whose reason are the visitor's rights."""

NOT_THERE = frozenset(
    {
        "no-such-case",
        "no-such-call",
        "no-such-move",
        "no-such-picture",
        "no-such-camera",
        "no-such-list",
        "place-unknown-code",
        "visiting-none",
    }
)
"""Refusals of what is not there."""

OF_ANOTHER_KIND = "is-of-"
"""So refusals begin of a number that is a case of another kind: here it is not there either."""

Visits = Annotated[Visitor, Depends(visitors.visitor)]
Changes = Annotated[Visitor, Depends(visitors.changer)]
ForCaptain = Annotated[int | None, Query(ge=1, le=2**52, description="the captain for whom a program asks")]
CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {"model": Refusal, "description": "It is not possible now, or something is still wanted"},
    400: {"model": Trouble, "description": "The body is no text"},
    413: {"model": Trouble, "description": "The body is too large"},
}


@dataclass(frozen=True)
class Acting:
    """A visitor in one of their districts. *by* is the captain for whom a program asks; None: they act themselves."""

    reception: Reception
    visitor: Visitor
    seat: Seat
    by: int | None = None

    @property
    def speaker(self) -> Speaker:
        """As the desk knows who speaks."""
        return visitors.speaker_of(self.visitor, self.seat, self.reception.desk, self.by)

    async def see(self, look: Any, **wants: Any) -> Any:
        """What *look* of the board sees for them; a Refused becomes the API's answer."""
        try:
            async with self.reception.turns.look():
                return await self.reception.board.see(look, self.speaker, **wants)
        except Refused as refusal:
            raise self.turned_away(refusal.key, refusal.facts) from refusal

    async def note_look(self, what: str, case_id: int | None) -> None:
        """Write down that the visitor looked at a case; a program does so by itself."""
        own = visitors.speaker_of(self.visitor, self.seat, self.reception.desk)
        if self.visitor.program_id is not None:
            await self.reception.desk.do(reporting.look, own, what=what, case_id=case_id)
            return
        await self.reception.desk.do(cases_show.note, own, what=what, case_id=case_id)

    async def do(self, action: Action, **wants: Any) -> str:
        """Have the desk do it; returns what the one who asked is told."""
        return self.told(await self.reception.desk.do(action, self.speaker, **wants))

    def told(self, done: Outcome) -> str:
        """What the one who asked is told; a refusal becomes the API's answer."""
        said = done.answer
        if said is not None and done.refused:
            raise self.turned_away(said.key, said.facts)
        return self.reception.words.say(done.language, said.key, **notes.bare(said.facts)) if said and said.key else ""

    def turned_away(self, key: str, facts: dict[str, Any]) -> TurnedAway:
        """A refusal of the brain as an answer of the API."""
        status = HTTPStatus.FORBIDDEN if key in NOT_THEIRS else HTTPStatus.CONFLICT
        status = HTTPStatus.NOT_FOUND if key in NOT_THERE or key.startswith(OF_ANOTHER_KIND) else status
        wanted = str(facts.get("asks") or (key.removeprefix("needs-") if key.startswith("needs-") else ""))
        more = {"sure": wanted == "sure", "needs": wanted if wanted and wanted != "sure" else None}
        return TurnedAway(status, key, self.visitor.language, more=more, **notes.bare(facts))


def looking(reception: Reception, visitor: Visitor, district: int) -> Acting:
    """Somebody looks for themselves, a program at what programs may see."""
    return Acting(reception, visitor, visitors.seat_in(visitor, district))


async def looking_for(reception: Reception, visitor: Visitor, district: int, by: int | None) -> Acting:
    """Somebody looks, or a program does: for a captain where it names one, else by itself."""
    if by is None and visitor.is_machine:
        return looking(reception, visitor, district)
    return await moving(reception, visitor, district, by)


async def moving(reception: Reception, visitor: Visitor, district: int, by: int | None) -> Acting:
    """Somebody changes something: people and keys for themselves, the token for a captain of the district only."""
    seat = visitors.seat_in(visitor, district)
    return Acting(reception, visitor, seat, await _for_whom(reception, visitor, seat, by))


async def _for_whom(reception: Reception, visitor: Visitor, seat: Seat, by: int | None) -> int | None:
    if not visitor.is_machine:
        if by not in {None, visitor.user_id}:
            raise TurnedAway(HTTPStatus.FORBIDDEN, "only-for-yourself", visitor.language)
        return None
    if visitor.program_id is not None:
        if by is not None:
            raise TurnedAway(HTTPStatus.FORBIDDEN, "key-by-nobody", visitor.language)
        return None
    found = await reception.board.see(seats.seats_of_person, user_id=by) if by else []
    if not any(one.district.id == seat.district.id and one.is_captain for one in found):
        raise TurnedAway(HTTPStatus.FORBIDDEN, "by-a-captain", visitor.language)
    return by
