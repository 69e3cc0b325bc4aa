"""The board: what may be looked at, for doors and courier. It reads; it never changes anything."""

import copy
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.cases import kinds
from bot.cases.cards import CARD
from bot.cases.kinds import KINDS, Kind
from bot.cases.opening import Opening
from bot.handbook.versions import Books
from bot.incidents import card as incidents_card
from bot.incidents.card import CaseView
from bot.incidents.store import INCIDENTS
from bot.outbox.letters import Letter, Posting
from bot.privacy.port import PRIVACY, DataPage, Place
from bot.register.people import Who
from bot.screens import ground as screens_ground
from bot.screens import snapshot
from bot.screens.ground import Grounds
from bot.screens.snapshot import Situation
from bot.sos import alerts
from bot.sos import view as sos_view
from bot.sos.table import CALLS
from bot.sos.view import SosView
from bot.values.clock import Clock
from bot.work.answer import Answer
from bot.work.ports import Store
from bot.work.rules import Rules
from bot.work.speaker import Speaker
from bot.work.work import Work

Wants = ParamSpec("Wants")
Seen = TypeVar("Seen")


DATA_PAGE = 100
"""So many rows about somebody are read in one look."""


def _with_its_handbook(
    look: Callable[Concatenate["Board", Wants], Awaitable[Seen]],
) -> Callable[Concatenate["Board", Wants], Coroutine[Any, Any, Seen]]:
    """*look*, begun anew where the handbook of a district had to be read before."""

    @wraps(look)
    async def looked(board: "Board", /, *given: Wants.args, **wants: Wants.kwargs) -> Seen:
        return await board.books.for_it(board.store, partial(look, board, *given, **wants))

    return looked


class Board:
    """Looks at the memory beside the desk."""

    def __init__(self, store: Store, clock: Clock, books: Books, opening: Opening) -> None:
        self.store = store
        self.clock = clock
        self.books = books
        self.opening = opening
        self._look, self._glance = store.look, store.glance

    def for_pages(self) -> "Board":
        """The same over connections of the pages' own."""
        own = copy.copy(self)
        own._look = own._glance = self.store.look_for_page  # noqa: SLF001  # it is a board too
        return own

    @property
    def rules(self) -> Rules:
        """The deployment's own figures."""
        return self.opening.rules

    @rules.setter
    def rules(self, rules: Rules) -> None:
        """Other figures from now on."""
        self.opening.rules = rules

    @property
    def kinds(self) -> tuple[Kind[Any], ...]:
        """Every kind of case, in order."""
        return self.opening.features.kinds

    async def see(
        self,
        look: Callable[Concatenate[Work, Wants], Awaitable[Seen]],
        speaker: Speaker | None = None,
        *given: Wants.args,
        **wants: Wants.kwargs,
    ) -> Seen:
        """What *look* sees, for *speaker* (nobody: the program itself, as the clock is too); raises Refused."""

        async def looked() -> Seen:
            now = self.clock.now()
            by = speaker or Speaker(0, "", 0, now, channel="web")
            async with self._glance() if by.is_house else self._look() as tx:
                return await look(await self.opening.work(tx, by, now), *given, **wants)

        return await self.books.for_it(self.store, looked)

    @_with_its_handbook
    async def view(self, case_id: int, chat_id: int, purpose: str) -> tuple[CaseView, Posting | None] | None:
        """A case, and our newest message about it for *purpose* in *chat_id*; None when the case is gone."""
        async with self._glance() as tx:
            incident = await tx[INCIDENTS].get(case_id)
            if incident is None:
                return None
            now = self.clock.now()
            district = await tx.districts.get(incident.district_id)
            who = Who(0, "", chat_id, now, channel="clock")
            work, is_order = await self.opening.in_district(tx, who, now, district), purpose.startswith("order:")
            view = await incidents_card.view(work, case_id, door=is_order)
            return (view, await tx.outbox.newest(case_id, chat_id, purpose)) if view else None

    async def standing(self, letter: Letter) -> Posting | None:
        """The message of ours that a letter about a case renews: the newest of its purpose in its chat."""
        if letter.case_id is None:
            return None
        async with self._glance() as tx:
            return await tx.outbox.newest(letter.case_id, letter.chat_id, letter.purpose)

    async def listed_in(self, chat_id: int, message_id: int) -> list[int]:
        """Ids of the cases that stand in a message of ours that lists several."""
        async with self.store.look() as tx:
            return await tx.outbox.listed_in(chat_id, message_id)

    async def newest_in(self, chat_id: int) -> int:
        """The id of our newest message in a chat; 0 where there is none."""
        async with self._glance() as tx:
            return await tx.outbox.newest_in(chat_id)

    @_with_its_handbook
    async def alarm(self, case_id: int, chat_id: int, purpose: str) -> tuple[SosView, Posting | None] | None:
        """A call for help, and our newest message where *purpose* is the card's; None when there is none.

        *pinned* of the view is the position that the chat was sent last.
        """
        async with self._glance() as tx:
            call = await tx[CALLS].get(case_id)
            district = await tx.districts.get(call.district_id) if call else None
            now = self.clock.now()
            who = Who(0, "", chat_id, now, channel="clock")
            view = await sos_view.of(await self.opening.in_district(tx, who, now, district), case_id)
            if view is None:
                return None
            pinned = alerts.pinned(await tx.kept.get(alerts.pin_name(case_id, chat_id)))
            stands = await tx.outbox.newest(case_id, chat_id, purpose) if purpose == CARD else None
            return replace(view, pinned=pinned), stands

    @_with_its_handbook
    async def card(self, letter: Letter) -> tuple[Answer, Posting | None] | None:
        """What the card of a case says whose kind knows that itself, and the message that stands; None: it is gone."""
        async with self._glance() as tx:
            now = self.clock.now()
            district = await tx.districts.get(letter.district_id or 0)
            work = await self.opening.in_district(tx, Who(0, "", letter.chat_id, now, channel="clock"), now, district)
            case = await kinds.by_id(work, letter.case_id)
            card = work.at_hand[KINDS].of(case).card if case is not None else None
            if case is None or card is None:
                return None
            return await card(work, case), await tx.outbox.newest(case.id, letter.chat_id, letter.purpose)

    @_with_its_handbook
    async def situations(self, district_ids: Iterable[int], grounds: Grounds) -> dict[int, Situation]:
        """The situations of these districts, all read in one transaction; *grounds* are kept from look to look."""
        found: dict[int, Situation] = {}
        async with self._look() as tx:
            now = self.clock.now()
            for district_id in district_ids:
                if (district := await tx.districts.get(district_id)) is None:
                    continue
                ground = await screens_ground.read_ground(tx, district, grounds.get(district_id))
                grounds[district_id] = ground
                book = self.books.of(district)
                found[district_id] = await snapshot.read(tx, district, book, self.rules, now, ground, self.kinds)
        return found

    async def data_of(self, user_id: int) -> AsyncIterator[DataPage]:
        """Everything stored about one person, page by page, each a look of its own."""
        after: Place | None = None
        while True:
            async with self._look() as tx:
                page = await tx[PRIVACY].page(user_id, after, DATA_PAGE)
            yield page
            after = page.after
            if after is None:
                return

    async def backlog(self) -> int:
        """Updates that are stored and not worked off."""
        async with self._look() as tx:
            return await tx.inbox.backlog()

    async def next_due(self) -> datetime | None:
        """When the earliest undecided occasion comes due."""
        async with self._look() as tx:
            return await tx.occasions.next_due()
