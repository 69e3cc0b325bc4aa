"""What comes along with the program: departments, answers, and the lists that every district begins with."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.checklists import model
from bot.checklists.model import Answer, Called, Checklist, Limit, Severity

_MANY = re.compile(r"[1-9]\d{0,2}")

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


@cache
def severities() -> Mapping[Severity, Called]:
    """What each degree of severity is called."""
    return {Severity(code): one for code, one in _called("severities").items()}


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


def limit_of(said: str) -> str | None:
    """The code of a limit that somebody wrote, by its code or its name; None where it is none."""
    small = " ".join(said.casefold().split())
    if model.hours_of(small) is not None:
        return small
    names = {name.casefold() for name in (_told()["limits"]["now"].values())}
    if small in names:
        return model.NOW
    found = _MANY.match(small)
    if found is None:
        return None
    for letter, unit in (("h", _told()["limits"]["hours"]), ("d", _told()["limits"]["days"])):
        if small in {said.format(n=found[0]) for said in unit.values()}:
            return f"{letter}{found[0]}"
    return None


@cache
def usual_limits() -> tuple[Limit, ...]:
    """The limits that lists of the program use, the shortest first; others are understood too."""
    return tuple(found for code in _told()["limits"]["usual"] if (found := limit(code)) is not None)


@cache
def lists() -> tuple[Checklist, ...]:
    """The lists that come along, in their order, as if nothing had been before them."""
    return tuple(model.read(row, 0) for row in _told()["lists"])
