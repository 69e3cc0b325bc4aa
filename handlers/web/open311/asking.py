"""Who asks Open311, and of which district: a stranger of one that publishes, or a program with a key of it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import Request

from bot.access import seats
from bot.access.seats import Seat
from bot.publishing import rule
from bot.register.districts import District
from bot.values import texts
from bot.work.speaker import Speaker
from handlers.web import origins, visitors
from handlers.web.open311 import asked
from handlers.web.open311.asked import MOST_NAMED, Fields
from handlers.web.open311.troubles import Trouble, missing, wrong
from handlers.web.strangers import Strangers
from handlers.web.visitors import Reception, Visitor


@dataclass(frozen=True)
class Asking:
    """One request: its fields, who makes it (None: a stranger), of which district, in which language.

    Whatever is looked at is looked at in their *turn*.
    """

    reception: Reception
    fields: Fields
    language: str
    visitor: Visitor | None
    seat: Seat
    turn: Callable[[], AbstractAsyncContextManager[Any]]

    @property
    def district(self) -> District:
        """The district that is asked about."""
        return self.seat.district

    async def see(self, look: Any, **wants: Any) -> Any:
        """What *look* of the board sees for them."""
        async with self.turn():
            return await self.look(look, **wants)

    async def look(self, look: Any, **wants: Any) -> Any:
        """The same, of several in one turn of theirs."""
        async with self.reception.turns.look():
            return await self.reception.board.see(look, self._speaker(), **wants)

    def _speaker(self) -> Speaker:
        if self.visitor is not None:
            return visitors.speaker_of(self.visitor, self.seat, self.reception.desk)
        now = self.reception.board.clock.now()
        return Speaker(0, "", 0, now, language=self.language, channel="web", district_id=self.district.id)


class Askers:
    """Finds out who asks; strangers are counted, and take turns: however many ask, the memory has room for us."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.strangers = Strangers(reception.board.clock)
        self._turns = asyncio.Semaphore(1)

    def pace(self, request: Request) -> None:
        """One more request of a stranger; raises Trouble where they are too many."""
        wait_s = self.strangers.wait_s(origins.address_of(request, self.reception.web))
        if wait_s:
            headers = {"Retry-After": str(wait_s)}
            raise Trouble(HTTPStatus.TOO_MANY_REQUESTS, "open311-too-often", headers=headers, seconds=wait_s)

    async def who(self, request: Request, fields: Fields, language: str) -> Asking:
        """Who asks, and of which district; raises Trouble, or TurnedAway for a key that opens nothing."""
        visitor, said = await self._visitor(request, fields), fields.one("jurisdiction_id")
        if visitor is not None:
            turn = partial(self.reception.turns.of, (visitor.user_id, visitor.program_id), language)
            return Asking(self.reception, fields, language, visitor, _seat(visitor.seats, said), turn)
        self.pace(request)
        async with self._turns:
            known = [one for one in await self.reception.board.see(seats.everywhere) if _is_open(one.district)]
        if not _meant(known, said):  # the same answer for those that are closed and those that are not there
            raise Trouble(HTTPStatus.FORBIDDEN, "open311-key-needed")
        return Asking(self.reception, fields, language, None, _seat(known, said), lambda: self._turns)

    async def _visitor(self, request: Request, fields: Fields) -> Visitor | None:
        """The program whose key was shown in whatever way; None where none was."""
        secret = asked.key_of(request.headers, fields)
        if not request.headers.get("authorization") and not secret:
            return None
        async with self.reception.turns.anybody():
            if request.headers.get("authorization"):
                return await self.reception.visitor(request)
            return await self.reception.of_key(request, secret)


def _is_open(district: District) -> bool:
    """Whether strangers may read of it."""
    return rule.of(district).is_on and not district.drill


def _meant(known: Sequence[Seat], said: str) -> Sequence[Seat]:
    """Those that a jurisdiction names, by its id or name; all where none is named."""
    if not said:
        return known
    return [one for one in known if str(one.district.id) == said or one.district.name.casefold() == said.casefold()]


def _seat(known: Sequence[Seat], said: str) -> Seat:
    """The district that a jurisdiction names; it may be left out where there is but one."""
    found = _meant(known, said)
    if len(found) == 1:
        return found[0]
    if said:
        raise missing("open311-no-jurisdiction", said=texts.cut(said, MOST_NAMED))
    raise wrong("open311-which-jurisdiction")
