"""What comes along with the program: departments, answers, and the lists that every district begins with."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.checklists import model
from bot.checklists.model import Answer, Called, Checklist, Limit

STARTER = Path(__file__).parent / "starter.yaml"


@cache
def _told() -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.load(STARTER.read_text(encoding="utf8"), Loader=yaml.CSafeLoader)  # the safe loader
    return told


def _called(what: str) -> dict[str, Called]:
    return {code: Called(code, **names) for code, names in _told()[what].items()}


@cache
def departments() -> Mapping[str, Called]:
    """Whose items there may be, by code."""
    return _called("departments")


@cache
def answers() -> Mapping[Answer, Called]:
    """What each answer is called."""
    return {Answer(code): one for code, one in _called("answers").items()}


def limit(code: str) -> Limit | None:
    """The limit of a code: ``now``, hours (``h24``) or days (``d7``), up to 999; None where it is none."""
    hours = model.hours_of(code)
    if hours is None:
        return None
    told = _told()["limits"]
    if not hours:
        return Limit(code, told["now"]["zh"], told["now"]["en"], 0)
    many, unit = int(code[1:]), told["days" if code.startswith("d") else "hours"]
    en = unit["one"] if many == 1 else unit["en"]
    return Limit(code, unit["zh"].format(n=many), en.format(n=many), hours)


@cache
def usual_limits() -> tuple[Limit, ...]:
    """The limits that lists of the program use, the shortest first; others are understood too."""
    return tuple(found for code in _told()["limits"]["usual"] if (found := limit(code)) is not None)


@cache
def lists() -> tuple[Checklist, ...]:
    """The lists that come along, in their order, as if nothing had been before them."""
    return tuple(model.read(row, 0) for row in _told()["lists"])
