"""Links between cases and places: a case stands at one place at most, and says how that is known."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.places import register as places_register
from bot.places.register import PLACES, Place
from bot.values.port import Port
from bot.work.ports import Tx


class How(StrEnum):
    """How it is known at which place a case stands."""

    CODE = "code"
    """The code on the door was scanned, or the place was open."""
    NAME = "name"
    """The text names it."""
    NEAR = "near"
    """It is the nearest one."""
    CHOSEN = "chosen"
    """A person said so."""
    UNLINKED = "unlinked"
    """A person said that it is at no place."""


BY_PERSON = frozenset({How.CHOSEN, How.UNLINKED})
"""What only a move of the case to another spot changes."""


@dataclass(frozen=True)
class Link:
    """At which place a case stands, by the code it had then; an empty one: at none. *counts_at*: since when it counts.

    A case counts at a door once what it reported was found to be so; None while it was not.
    """

    case_id: int
    district_id: int
    code: str
    how: How
    at: datetime
    counts_at: datetime | None = None


class Links(Protocol):
    """Links as they stand; part of a transaction. A place that others became part of has their links too."""

    async def of_case(self, case_id: int) -> Link | None:
        """That of a case, also one that a person took away."""

    async def of_place(self, district_id: int, code: str, since: datetime, most: int) -> list[Link]:
        """Those of a place that were made since then, the newest case first."""

    async def put(self, link: Link) -> None:
        """Store it over the one that the case had; what counts is left as it was."""

    async def count(self, case_id: int, at: datetime | None) -> None:
        """The case counts at its door since *at*; None: it does not."""

    async def counting(self, district_id: int, after: str, most: int) -> list[str]:
        """The next codes behind *after* of places at which cases counted at any time."""


LINKS: Port[Links] = Port("place_links")


async def standing_for(tx: Tx, district_id: int, code: str) -> Place | None:
    """The place that a code stands for now: where it became part of another one, that one; None for an empty code."""
    found = await tx[PLACES].get(district_id, code) if code else None
    return await places_register.today(tx, district_id, found) if found is not None else None
