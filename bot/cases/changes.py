"""The cases that a work changed: at its end their due times are worked out anew, once, as they stand then."""

from dataclasses import dataclass, field
from typing import Any

from bot.cases.case import Case
from bot.work.at_hand import Notes
from bot.work.work import Work


@dataclass
class Changes:
    """By id: *changed* as they stand now; *touched* those among them that somebody did something about."""

    changed: dict[int, Any] = field(default_factory=dict)
    touched: dict[int, Any] = field(default_factory=dict)


CHANGES: Notes[Changes] = Notes("changes", Changes)


def note(work: Work, case: Case, *, touched: bool = False) -> None:
    """*case* was written and stands like this now."""
    noted = work.at_hand.notes(CHANGES)
    noted.changed[case.id] = case
    if touched:
        noted.touched[case.id] = case


def of(work: Work) -> Changes:
    """What this work has changed so far."""
    return work.at_hand.notes(CHANGES)
