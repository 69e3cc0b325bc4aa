"""Cases as other systems and strangers read them, newest report first: each look goes through one stretch of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from bot.handbook.book import Handbook
from bot.handbook.model import Item
from bot.handbook.versions import BOOK
from bot.incidents.search import Key
from bot.incidents.table import ALSO, Incident, State
from bot.publishing import rule
from bot.publishing.rule import Published, Status
from bot.values.port import Port
from bot.work.work import Work

SPAN = timedelta(days=90)
"""So far apart the earliest and the latest report of one question may be."""

MOST = 1000
"""So many cases come at once at most."""

STRETCH = 1000
"""So many cases of a district are gone through in one look, whether they fit or not."""


@dataclass(frozen=True)
class Asked:
    """Which cases somebody asks for. *numbers* ask for these alone, whatever else is asked; None asks for all.

    *since* and *until* bound the report, both included.
    """

    numbers: tuple[int, ...] | None = None
    items: frozenset[str] | None = None
    status: frozenset[Status] | None = None
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1
    per_page: int = MOST


@dataclass(frozen=True)
class Part:
    """Which part of what fits one look is for: behind *after*, without the first *skipped*, and then *most*."""

    after: Key | None = None
    skipped: int = 0
    most: int = MOST


Case_co = TypeVar("Case_co", covariant=True)


@dataclass(frozen=True)
class Some(Generic[Case_co]):
    """What one look came to: cases, how many were *skipped* before them, and after which the next look goes on.

    *after* is None at the end.
    """

    cases: Sequence[Case_co] = field(default=())
    skipped: int = 0
    after: Key | None = None


@dataclass(frozen=True)
class Wanted:
    """What the memory looks for in a district: never a case of a drill. None asks for all.

    *dangers* are codes of items that are or were critical in any version: with them whatever was critical at any time,
    which only the history knows, is left out, and all else that strangers must not read, so that a page is full.
    """

    district_id: int
    asked: Asked
    part: Part
    states: frozenset[State]
    items: frozenset[str] | None = None
    dangers: frozenset[str] | None = None


class Reading(Protocol):
    """Reads cases for others; part of a transaction."""

    async def cases(self, wanted: Wanted) -> Some[Incident]:
        """What fits of one stretch, newest report first."""


READING: Port[Reading] = Port("reading")


@dataclass(frozen=True)
class Told(Published):
    """A case as a program with a key reads it: where exactly, and how it stands by its own state.

    *words* are those that it sent itself; None for what anybody else said.
    """

    words: str | None
    place: str | None
    state: State


async def services(work: Work, *, everything: bool) -> tuple[Sequence[Item], Handbook]:
    """The items that strangers read of, or all that a new case can be about; and the handbook that they are of."""
    choice, book = rule.of(work.district), work.at_hand[BOOK]
    if everything:
        return book.items, book
    chosen = rule.items(choice, book) if choice.is_on else ()
    return [item for item in chosen if not item.retired], book


async def public(work: Work, *, asked: Asked, part: Part) -> Some[Published]:
    """One look at what strangers read; nothing where a captain has not turned it on."""
    district, book, choice = work.district, work.at_hand[BOOK], rule.of(work.district)
    if not choice.is_on or district.drill:
        return Some()
    codes = frozenset(item.code for item in rule.items(choice, book))
    of_items = codes if asked.items is None else codes & asked.items
    wanted = Wanted(district.id, asked, part, _states(asked.status, rule.STATES), of_items, dangers(book))
    some = await work.tx[READING].cases(wanted)
    read = (rule.published(case, choice, book, district, was_critical=False) for case in some.cases)
    return Some([one for one in read if one is not None], some.skipped, some.after)


async def whole(work: Work, *, asked: Asked, part: Part) -> Some[Told]:
    """One look at what a program with a key of the district reads: all incidents, no names."""
    wanted = Wanted(work.district.id, asked, part, _states(asked.status, frozenset(State)), asked.items)
    some = await work.tx[READING].cases(wanted)
    return Some([_told(work, case) for case in some.cases], some.skipped, some.after)


def _states(status: frozenset[Status] | None, of: frozenset[State]) -> frozenset[State]:
    return of if status is None else frozenset(one for one in of if rule.status_of(one) in status)


def dangers(book: Handbook) -> frozenset[str]:
    """The codes of items that are critical, or were in any version."""
    return frozenset(item.code for item in (*book.items, *book.own, *book.earlier) if item.severity == "critical")


def _told(work: Work, case: Incident) -> Told:
    book, program_id = work.at_hand[BOOK], work.who.program_id
    is_its_own = program_id is not None and case.program_id == program_id and not case.marks.get(ALSO)
    item = book.reading(case.item, case.item_version)
    return Told(
        number=case.number,
        item=item.code,
        named=item.named,
        status=rule.status_of(State(case.state)),
        requested_at=case.reported_at,
        updated_at=rule.updated_at(case),
        due_at=rule.due_at(case, book, work.district),
        point=case.point,
        words=case.words if is_its_own else None,
        place=case.place,
        state=State(case.state),
    )
