"""What needs a captain: each matter with all that is wrong in it, as features tell it from how things stand."""

from collections.abc import Awaitable, Callable, Container
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import Any

from bot.outbox.letters import Button


class Rank(IntEnum):
    """How urgent, first to last."""

    LOST = 0
    """A critical case to which nobody goes."""
    CRITICAL = 1
    """A critical case."""
    WAITS = 2
    """Somebody waits for a word of a captain, or a case for a team."""
    LATE = 3
    """Time is over, or a case is forgotten."""
    LOOK = 4
    """Worth a look, when there is time."""


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: *what* names it, *word* says it, *again* grows each time it is to be said anew.

    *at_once*: it sounds whatever was said a moment ago. *hushed*: it is shown, and makes no sound.
    *part* is the subject under which a captain puts it away, where others of its matter may stay.
    """

    what: str
    rank: Rank
    word: dict[str, Any]
    again: int = 0
    at_once: bool = False
    hushed: bool = False
    part: str = ""


async def no_buttons() -> tuple[Button, ...]:
    """Nothing is offered."""
    return ()


Head = Callable[[], Awaitable[dict[str, Any]]]


def fixed(head: dict[str, Any]) -> Head:
    """What it is about, where nothing has to be looked up for it."""

    async def told() -> dict[str, Any]:
        return head

    return told


@dataclass(frozen=True)
class Matter:
    """What needs a captain, with all that is wrong in it (the most urgent first), and since when.

    *subject* tells it from others for good (``case:42``). *head* looks up what it is about, and *buttons* what is
    likeliest done about it: asked of those only that are shown. *about* is what the head is made of, as it is at hand:
    the head differs only where that does (None: it has nothing to look up). *by* is who has taken it; of two that are
    equally urgent the one of more *weight* comes first.
    """

    subject: str
    since: datetime
    head: Head
    wrongs: tuple[Wrong, ...]
    buttons: Callable[[], Awaitable[tuple[Button, ...]]] = no_buttons
    about: Head | None = None
    by: str = ""
    weight: int = 0

    @property
    def order(self) -> tuple[bool, bool, int, int, datetime]:
        """By which matters are ranked: what nobody has taken, the most urgent, the heaviest, the oldest.

        What is only worth a look comes after all that somebody works on.
        """
        rank = self.wrongs[0].rank
        return rank is Rank.LOOK, bool(self.by), rank, -self.weight, self.since

    @property
    def subjects(self) -> tuple[str, ...]:
        """Under which it is put away: its parts where it has some."""
        return tuple(w.part for w in self.wrongs if w.part) or (self.subject,)

    def without(self, hidden: Container[str]) -> "Matter | None":
        """What is left of it once what a captain has put away is gone."""
        left = tuple(w for w in self.wrongs if (w.part or self.subject) not in hidden)
        return replace(self, wrongs=left) if left else None

    def key(self, wrong: Wrong) -> str:
        """What tells one thing that is wrong in it from all others."""
        return f"{self.subject}/{wrong.what}"
