"""Who comes to the page of a visit: also officers and approvers of bodies, who see nothing else of our pages."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request

from handlers.web import acting
from handlers.web.acting import Acting
from handlers.web.turned_away import TurnedAway
from handlers.web.visitors import OWN_HEADER, Reception, Visitor, reception


@dataclass(frozen=True)
class OnVisit:
    """Somebody at the page of a visit."""

    reception: Reception
    visitor: Visitor

    @property
    def language(self) -> str:
        """In which they are answered."""
        return self.visitor.language

    def within(self, district: int) -> Acting:
        """They look and act in a district of theirs; raises TurnedAway where it is none."""
        return acting.looking(self.reception, self.visitor, district)


async def _in_turn(request: Request) -> AsyncIterator[OnVisit]:
    desk = reception(request)
    async with desk.turns.anybody():
        known = await desk.on_visits(request)
    if known is None:
        raise TurnedAway(HTTPStatus.UNAUTHORIZED, "not-signed-in", desk.language_of(request))
    session = known.session.id if known.session else None
    language = known.language or desk.web.language
    found = Visitor(
        known.user_id, known.name, language, is_guest=session is None, session_id=session, seats=known.seats
    )
    async with desk.turns.of((found.user_id, None), found.language) as request.state.turn:
        yield OnVisit(desk, found)


Visits = Annotated[OnVisit, Depends(_in_turn, scope="function")]


async def changer(request: Request, found: Visits) -> OnVisit:
    """Dependency of routes that change something: no page of others made them ask."""
    found.reception.must_be_ours(request, found.language)
    is_json = request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
    if not is_json and OWN_HEADER not in request.headers:
        raise TurnedAway(HTTPStatus.FORBIDDEN, "not-our-page", found.language)
    return found


Changes = Annotated[OnVisit, Depends(changer)]
