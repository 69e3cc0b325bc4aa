"""The open questions of a case: which of them hold the sending of a team, and the one after a place of several. Pure.

The others are plain names with a value; which of several places is meant is kept as ``place:`` with how it was decided
so far and the places that it may be, the one at which the case stands first. Once decided it holds nothing, and stays
as long as the case lives, so that one tap takes it back. Whether somebody is in danger is asked first and holds
nothing, nor does anything beside it: the lead is sent at once.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PLACE, DANGER = "place", "danger"

UNANSWERED = "danger_unanswered"
"""The mark of a case that nobody said of whether somebody is in danger, and to which no support could be sent yet."""


class By(StrEnum):
    """What decided between several places."""

    NOBODY = "nobody"
    """It is asked."""
    ADDRESS = "address"
    """The text names the address or the street of one."""
    NEAR = "near"
    """One is near who reported."""
    CLOCK = "clock"
    """Nobody answered in time, or a captain sent a team before."""


@dataclass(frozen=True)
class Which:
    """Places that are meant perhaps, by code, with how many metres each is from who reported (None: not known)."""

    by: By
    of: tuple[tuple[str, float | None], ...]

    @property
    def ask(self) -> str:
        """As it is kept."""
        return f"{PLACE}:" + json.dumps({"by": self.by, "of": self.of}, ensure_ascii=False)


@dataclass(frozen=True)
class Danger:
    """Words that may report danger: the built-in item that it would be, and when silence counts as a yes."""

    item: str
    until: datetime
    words: str

    @property
    def ask(self) -> str:
        """As it is kept."""
        kept = {"item": self.item, "until": self.until.isoformat(), "words": self.words}
        return f"{DANGER}:" + json.dumps(kept, ensure_ascii=False)


def danger(asks: tuple[str, ...]) -> Danger | None:
    """The question whether somebody is in danger; None where there is none."""
    kept = next((ask.partition(":")[2] for ask in asks if _name(ask) == DANGER), None)
    read = json.loads(kept) if kept else None
    return Danger(read["item"], datetime.fromisoformat(read["until"]), read["words"]) if read else None


def item_in_danger(value: str) -> str:
    """The built-in item that a kept question is about."""
    return str(json.loads(value)["item"])


def which(asks: tuple[str, ...]) -> Which | None:
    """The question which of several places is meant; None where there is none."""
    kept = next((ask.partition(":")[2] for ask in asks if _name(ask) == PLACE), None)
    if kept is None:
        return None
    read = json.loads(kept)
    return Which(By(read["by"]), tuple((code, metres) for code, metres in read["of"]))


def without_danger(asks: tuple[str, ...]) -> tuple[str, ...]:
    """The others, once it is known whether somebody is in danger."""
    return tuple(ask for ask in asks if _name(ask) != DANGER)


def _name(ask: str) -> str:
    return ask.partition(":")[0]


def _holds(ask: str) -> bool:
    if _name(ask) == DANGER:
        return False
    found = which((ask,))
    return found is None or found.by is By.NOBODY


def holding(asks: tuple[str, ...]) -> tuple[str, ...]:
    """Those that hold the sending of a team until their time is over."""
    return () if danger(asks) else tuple(ask for ask in asks if _holds(ask))


def in_order(asks: tuple[str, ...]) -> tuple[str, ...]:
    """As they are asked, one after the other: what is decided already comes last."""
    return tuple(sorted(asks, key=lambda ask: (_name(ask) != DANGER, not _holds(ask))))


def decided(asks: tuple[str, ...]) -> tuple[str, ...]:
    """What is left when nobody answered: at which place it is taken to be, which may still be another one."""
    found, left = which(asks), tuple(ask for ask in asks if _name(ask) == DANGER)
    if found is None:
        return left
    return (*left, (found if found.by is not By.NOBODY else Which(By.CLOCK, found.of)).ask)


def of_reporter(asks: tuple[str, ...]) -> tuple[str, ...]:
    """What who reported in private is asked there after the answer to the report, which asks for the place itself."""
    return without_place(asks)


def of_captain(asks: tuple[str, ...]) -> tuple[str, ...]:
    """What a captain is asked where nobody else can be: also which place is meant, until that is decided."""
    return tuple(ask for ask in asks if _name(ask) != PLACE or _holds(ask))


def shifts_of(reporter_id: int | None, program_id: int | None) -> str:
    """Under which name it is kept that points of who reported were shifted before."""
    return f"shifted:{reporter_id}" if program_id is None else f"shifted:program-{program_id}"


def name_of(ask: str) -> str:
    """What a question is about, without its value."""
    return _name(ask)


def without_place(asks: tuple[str, ...]) -> tuple[str, ...]:
    """The others, once it is known where it is."""
    return tuple(ask for ask in asks if _name(ask) != PLACE)
