"""What of a case strangers may read: the only place where that is decided, and pure.

Nothing is public that is not named here: a kind of case by its own, an item by a captain's choice. What is told is made
anew out of figures and codes; no text of a case is ever passed on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from bot.cases.case import Case
from bot.handbook.book import BUILT_IN, Handbook
from bot.handbook.model import Item
from bot.incidents import asks as incident_asks
from bot.incidents import limits
from bot.incidents import table as incidents_table
from bot.incidents.table import CLOSED, LIVE, TRANSFERRED, Incident, State
from bot.register.districts import District
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.words import Words

KEPT = "public"
"""The district's setting that holds what is published."""

KIND = incidents_table.KIND
"""The only kind of case that strangers read of; any other one is private without saying so."""

DECIMALS = 3
"""Of a degree: about a hundred metres."""

STATES = LIVE | {TRANSFERRED, CLOSED}
"""Cancelled and merged ones were no cases of their own: nobody reads of them."""

NOT_REAL = frozenset({"unfounded", "duplicate"})
"""Outcomes that say that there was nothing, or nothing new."""

UNKNOWN = "other"
"""The item under which a case is read that has none yet; strangers read of neither."""

NEVER_MODE = "self_then_mediate_or_police"
"""How far powers go where neighbours quarrel: a dispute."""


class Status(StrEnum):
    """How a case stands, as strangers read it."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Choice:
    """What a captain chose: whether strangers read at all, and of which items, by code."""

    is_on: bool = False
    items: frozenset[str] = frozenset()

    @property
    def kept(self) -> dict[str, Any]:
        """As it stands among the district's settings."""
        return {"on": self.is_on, "items": sorted(self.items)}


def of(district: District) -> Choice:
    """What holds in *district*: nothing, unless somebody chose it."""
    kept = district.settings.get(KEPT) or {}
    return Choice(bool(kept.get("on")), frozenset(kept.get("items", ())))


@cache
def _never() -> tuple[str, ...]:
    """What no published item may be called after, in every language."""
    words = Words()
    said = [words.say(language, "publishing-never") for language in words.languages]
    return tuple(one.strip().lower() for text in said for one in text.split(","))


def publishable(item: Item) -> bool:
    """Whether a captain may choose it: no danger, no hazard, no dispute, and none of those that say too little."""
    if item.severity == "critical" or item.authority.mode == NEVER_MODE or item.code in _BUILT_IN:
        return False
    named = f"{item.code} {item.name_zh} {item.name_en} {item.category} {item.category_zh} {item.category_en}"
    return not any(word in named.lower() for word in _never())


_BUILT_IN = frozenset(item.code for item in BUILT_IN)


def items(choice: Choice, book: Handbook) -> tuple[Item, ...]:
    """The chosen items as they read now, in the order of the handbook, retired ones too; a choice is no right."""
    return tuple(item for item in book.own if item.code in choice.items and publishable(item))


@dataclass(frozen=True)
class Published:
    """A case as strangers read it. Times are whole minutes, the point is one of a coarse grid.

    *item* is a code of the handbook, *named* what the handbook calls it.
    """

    number: int
    item: str
    named: Mapping[str, str]
    status: Status
    requested_at: datetime
    updated_at: datetime
    due_at: datetime
    point: Point | None


def published(
    case: Case, choice: Choice, book: Handbook, district: District, *, was_critical: bool
) -> Published | None:
    """What strangers read of *case*; None: nothing, not even that it is there. *was_critical*: at any time so far."""
    if not choice.is_on or not isinstance(case, Incident) or case.kind != KIND or case.district_id != district.id:
        return None
    item = _present(case.item, choice, book)
    if item is None or not publishable(item) or not _is_real(case) or not _is_harmless(case, book):
        return None
    if case.point is None or was_critical:
        return None
    return Published(
        number=case.number,
        item=item.code,
        named=item.named,
        status=status_of(State(case.state)),
        requested_at=minute(case.reported_at),
        updated_at=minute(updated_at(case)),
        due_at=minute(due_at(case, book, district)),
        point=coarse(case.point),
    )


def _present(code: str | None, choice: Choice, book: Handbook) -> Item | None:
    """The chosen item of *code* as it reads now."""
    try:
        return book.item(code) if code is not None and code in choice.items else None
    except Refused:
        return None


def _is_real(case: Incident) -> bool:
    """It happened, and is no drill; while something about it is still asked that is not known."""
    if case.drill or case.state not in STATES or case.outcome in NOT_REAL:
        return False
    return not case.asks or case.state == CLOSED


def _is_harmless(case: Incident, book: Handbook) -> bool:
    """Nobody is or may be in danger, as it stands."""
    read = book.reading(case.item, case.item_version)
    asked = incident_asks.danger(case.asks) is not None or incident_asks.UNANSWERED in case.marks
    return not asked and "critical" not in {case.severity, read.severity} and publishable(read)


def status_of(state: State) -> Status:
    """Closed once somebody has confirmed it, or it will not be dealt with; open while another office has it."""
    return Status.OPEN if state in LIVE or state is TRANSFERRED else Status.CLOSED


def updated_at(case: Incident) -> datetime:
    """When its status was last another one."""
    is_closed = status_of(State(case.state)) is Status.CLOSED
    return case.closed_at if is_closed and case.closed_at else case.reported_at


def due_at(case: Incident, book: Handbook, district: District) -> datetime:
    """When it should be done."""
    item = book.reading(case.item, case.item_version)
    return limits.deadline_of(case, limits.limits_for(district, case, item))


def minute(at: datetime) -> datetime:
    """The minute in which it was."""
    return at.replace(second=0, microsecond=0)


def coarse(point: Point) -> Point:
    """The nearest point of a grid of about a hundred metres: the same for one place, however often it is asked."""
    return Point(round(point.lat, DECIMALS), round(point.lon, DECIMALS))
