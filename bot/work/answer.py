"""What the one who just spoke is told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from bot.outbox.letters import Rows
from bot.values import formats
from bot.work.work import Work


def hour(work: Work, at: datetime | None) -> str:
    """A clock time in the district's zone; a dash for what has not happened."""
    return at.astimezone(work.district.zone).strftime("%H:%M:%S") if at else "-"


def clock(work: Work, at: datetime) -> str | dict[str, Any]:
    """The hour; with its day where that is not today."""
    zone = work.district.zone
    is_today = at.astimezone(zone).date() == work.now.astimezone(zone).date()
    return formats.clock(at, zone) if is_today else formats.day_clock(at, zone)


@dataclass(frozen=True)
class Answer:
    """What the one who just spoke is told: a key of the words, its facts, buttons. *alert* asks to be read.

    *asks* names the fact that a move still wants (``reason``, ``team``, ``sure`` …): it was not made yet. *urgent* ones
    go before all others and are never limited. *turns*: a question, or one of several pages or steps; what its
    buttons bring takes its place. *toast* is what a press did, said under the thumb while the answer itself is what
    comes next. *reaction* names the sign that is put on the message itself, at once and without a sound. *case_id*
    is the case whose next step its buttons are: they follow it.
    """

    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    buttons: Rows = ()
    alert: bool = False
    silent: bool = False
    asks: str = ""
    urgent: bool = False
    turns: bool = False
    toast: "Answer | None" = None
    reaction: str = ""
    case_id: int | None = None

    @property
    def is_more_than_a_toast(self) -> bool:
        """It has buttons or several lines: after a press, too, it comes as a message."""
        return bool(self.buttons) or bool({"lines", "facts_keyboard"} & self.facts.keys())


def answer(
    key: str, buttons: Rows = (), *, alert: bool = False, asks: str = "", turns: bool = False, **facts: Any
) -> Answer:
    """An Answer, with its facts as keywords."""
    return Answer(key, facts, buttons, alert=alert, asks=asks, turns=turns)


def listed(each: Iterable[Any]) -> Any:
    """Several facts as one for the words: ``A, B, C``; empty where there is none."""
    nothing: Any = ""
    return reduce(lambda one, other: {"word": "both", "one": one, "other": other} if one else other, each, nothing)


def enumerated(each: Iterable[str]) -> Any:
    """Short texts, such as numbers, with the comma of each language as one fact; empty where there is none."""
    texts = list(each)
    return {"name_zh": "、".join(texts), "name_en": ", ".join(texts)} if texts else ""


def fitting(each: Iterable[str], most: int) -> Any:
    """The same of so many as fit into *most* letters; where some do not, an ellipsis says so."""
    texts, length = list(each), 0
    for n, one in enumerate(texts):
        length += len(one) + 2
        if length > most + 2:
            return enumerated([*texts[:n], "…"])
    return enumerated(texts)


QUIET = Answer("", silent=True)
"""Nothing is said: the card or another letter is the acknowledgement."""
