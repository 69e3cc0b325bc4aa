"""Whose turn it is: a few requests are worked on at once, two of one person; the rest wait, and beyond that come again.

So who looks at everything at once waits for themselves, and the street does not wait for whoever looks: while
something of it is worked off, no new request is begun, and of those that are worked on one looks at a time.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from http import HTTPStatus

from handlers.web.turned_away import TurnedAway

OF_ONE, AT_ONCE = 2, 3
"""Requests of one person, and of everybody, that are worked on at once."""

WAITING = 32
"""So many more of one person may wait: a page of pictures asks for all of them together."""

COME_AGAIN_S = 2

STEP_S, PATIENCE_S = 0.01, 0.25
"""How often a request looks whether the street is at work, and for how long it lets it go first at most."""


class Turn:
    """The turn of one request; nobody else's while it is worked on."""

    def __init__(self) -> None:
        self._places: list[asyncio.Semaphore] = []

    async def take(self, *places: asyncio.Semaphore) -> None:
        """Wait for each of *places*, one after the other: their own first."""
        for place in places:
            await place.acquire()
            self._places.append(place)

    def leave(self) -> None:
        """Give it back: what is still to be done waits for others, such as Telegram, and asks nothing of us."""
        self._give_back(0)

    def make_way(self) -> None:
        """Give back what is everybody's, and keep their own: who sends much waits for themselves."""
        self._give_back(1)

    def _give_back(self, kept: int) -> None:
        while len(self._places) > kept:
            self._places.pop().release()


class Turns:
    """Of one server. In memory, and bounded: who asks nothing is not remembered."""

    def __init__(self, street_at_work: Callable[[], bool] = lambda: False) -> None:
        self.street_at_work = street_at_work
        self._all = asyncio.Semaphore(AT_ONCE)
        self._looking = asyncio.Lock()
        self._own: dict[Hashable, asyncio.Semaphore] = {}
        self._here: Counter[Hashable] = Counter()

    @asynccontextmanager
    async def of(self, who: Hashable, language: str) -> AsyncIterator[Turn]:
        """Wait for a turn of *who*; raises TurnedAway where too many of theirs wait, or have left theirs, already."""
        if self.asked_by(who) >= OF_ONE + WAITING:
            headers = {"Retry-After": str(COME_AGAIN_S)}
            raise TurnedAway(
                HTTPStatus.TOO_MANY_REQUESTS, "too-many-at-once", language, headers=headers, seconds=COME_AGAIN_S
            )
        self._here[who] += 1
        own = self._own.setdefault(who, asyncio.Semaphore(OF_ONE))
        turn = Turn()
        try:
            await turn.take(own, self._all)
            await self._let_the_street_go_first()
            yield turn
        finally:
            turn.leave()
            self._here[who] -= 1
            if not self._here[who]:
                del self._here[who], self._own[who]

    @asynccontextmanager
    async def look(self) -> AsyncIterator[None]:
        """One look of a page at a time: two side by side would take the street twice as long from each other."""
        async with self._looking:
            await self._let_the_street_go_first()
            yield

    @asynccontextmanager
    async def once(self, who: Hashable, language: str) -> AsyncIterator[None]:
        """One look in the turn of *who*, for doors that read, write or draw besides: those keep nobody waiting."""
        async with self.of(who, language), self.look():
            yield

    async def _let_the_street_go_first(self) -> None:
        left = round(PATIENCE_S / STEP_S)
        while left and self.street_at_work():
            await asyncio.sleep(STEP_S)
            left -= 1

    def anybody(self) -> asyncio.Semaphore:
        """A turn of somebody who is not known yet."""
        return self._all

    def asked_by(self, who: Hashable) -> int:
        """How many requests of *who* are here, those that wait among them."""
        return self._here.get(who, 0)

    def __len__(self) -> int:
        """How many people have requests here."""
        return len(self._here)
