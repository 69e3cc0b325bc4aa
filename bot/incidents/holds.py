"""Why a case is on hold: what the marks of an incident keep of it, for its card and its orders."""

from collections.abc import Mapping
from typing import Any

WHY_HELD, WHY_ASKED = "why_held", "why_hold_asked"
"""The marks that hold the reason of the present hold, and that for which a lead asks for one."""

ASKED = "asked"
"""The reason of a hold that was asked for without any."""


def why(marks: Mapping[str, Any]) -> str:
    """The reason of the present hold in the words of whoever gave it; empty where nobody gave one."""
    reason = marks.get(WHY_HELD)
    return "" if reason in {None, ASKED} else str(reason)


def asking(marks: Mapping[str, Any], reason: str | None) -> dict[str, Any]:
    """The marks once a lead asked for a hold for *reason*."""
    return {**marks, WHY_ASKED: reason}


def as_asked(marks: Mapping[str, Any]) -> str:
    """The reason that a lead gave when asking for a hold."""
    return str(marks.get(WHY_ASKED) or ASKED)
