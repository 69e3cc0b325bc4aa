"""What features say at the door of a place, each in its ``Feature.at_door``; whoever stands there asks them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.work.work import Work


class Colour(StrEnum):
    """How a place stands, the worst last."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


class Look(StrEnum):
    """How a place is shown to who is about to go in: by its colour, where that says something.

    Else by the note that is to be read first; else it is green where something is known that is good, and unknown
    where nothing is.
    """

    UNKNOWN = "unknown"
    GREEN = "green"
    FIRST = "first"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


@dataclass(frozen=True)
class Mark:
    """One thing to know at a door. *order*: the smallest is read first. *word*: the sentence, a fact of the words.

    *colour* is what it makes of the place, None where it makes nothing of it; *source* names who or what says so, *at*
    since when, *cases* the ids of cases that it rests on. *until*: when it says this no more by itself, None where
    somebody has to change it. *for_bodies*: officers read it too; else it is the patrol's. *always*: it stands on
    every order, however much else there is to say. *first*: it is to be read before somebody goes in. *tells*: it says
    how the place stands; a note says no such thing.
    """

    order: int
    word: Any
    colour: Colour | None = None
    source: Any = ""
    at: datetime | None = None
    cases: tuple[int, ...] = ()
    until: datetime | None = None
    for_bodies: bool = False
    always: bool = False
    first: bool = False
    tells: bool = True


class AtDoor(Protocol):
    """What one feature knows of a place of the district."""

    async def __call__(self, work: Work, code: str, /) -> Sequence[Mark]:
        """*code* is the place's."""
        ...
