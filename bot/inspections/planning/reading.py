"""What somebody writes of a visit: ``通盛 专项 消防 12-01..12-10 +小李``; words of it in any order. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.inspections.planning import settings
from bot.inspections.table import VisitKind

_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_CASE = re.compile(r"[#＃](\d{1,9})")
_RANGE = re.compile(r"\s?(?:\.\.|~|～|至|到|—|–)\s?")
"""In words with single gaps: a leading ``\\s*`` would read a long one anew from each of its places."""

_DAYS = {"today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "后天": 2}
_SOURCES = {
    "complaint": ("complaint", "投诉", "举报"),
    "passed_on": ("passed-on", "passed", "交办", "转办", "移送"),
    "alarm": ("alarm", "报警", "警情"),
    "own_wish": ("own-wish", "wish", "企业申请", "申请"),
}
_EMERGENCY = frozenset({"emergency", "urgent", "紧急"})


@dataclass(frozen=True)
class Said:
    """What was written: *places* are words for places, one for each; all else as a wish has it."""

    places: tuple[str, ...] = ()
    kind: VisitKind = VisitKind.DAILY
    lists: tuple[str, ...] = ()
    body: str = ""
    since: date | None = None
    until: date | None = None
    officers: tuple[int, ...] = ()
    source: str = ""
    reference: str = ""
    emergency: bool = False
    case: int = 0
    """The number of the case within which it is made."""


@dataclass(frozen=True)
class Known:
    """What words may mean here: lists and bodies by all that they are called, officers by name."""

    lists: Mapping[str, str]
    bodies: Mapping[str, str]
    officers: Mapping[str, int]


def day(text: str, today: date) -> date | None:
    """A day as ``2026-12-06``, ``12-06``, ``12月6日``, ``tomorrow``; one without its year is the next such day."""
    said = text.strip().lower()
    if said in _DAYS:
        return today + timedelta(days=_DAYS[said])
    full, short = _FULL.fullmatch(said), _SHORT.fullmatch(said)
    try:
        if full:
            return date(int(full[1]), int(full[2]), int(full[3]))
        if short:
            found = date(today.year, int(short[1]), int(short[2]))
            return found if found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None
    return None


def window(text: str, today: date) -> tuple[date, date] | None:
    """One day, or ``FROM..UNTIL``; None where it is neither."""
    parts = _RANGE.split(" ".join(text.split()))
    found = [day(one, today) for one in parts]
    if len(found) not in {1, 2} or None in found:
        return None
    since, until = found[0], found[-1]
    return (since, until) if since is not None and until is not None else None


def read(text: str, known: Known, today: date) -> Said:
    """What *text* says; what is no kind, day, list, body, officer or source names the place. Semicolons part places."""
    said, left, waits_for_number = Said(), [], False
    for word in _RANGE.sub("..", " ".join(text.split())).split():
        plain = word.strip(",，").lower()
        if waits_for_number and any(letter.isdigit() for letter in word):
            said, waits_for_number = replace(said, reference=word), False
        elif (more := _meaning(plain, word, known, today)) is not None:
            waits_for_number = waits_for_number or "source" in more
            if "list" in more:
                more = {"lists": (*said.lists, more["list"])}
            if "officer" in more:
                more = {"officers": (*said.officers, more["officer"])}
            said = replace(said, **more)
        else:
            left.append(word)
    places = tuple(one.strip() for one in re.split(r"[;；]", " ".join(left)) if one.strip())
    return replace(said, places=places)


def _meaning(plain: str, word: str, known: Known, today: date) -> dict[str, Any] | None:
    """What one word adds; None: it names the place."""
    if (kind := settings.kind_of(plain)) is not None:
        return {"kind": kind}
    if plain in _EMERGENCY:
        return {"emergency": True}
    if numbered := _CASE.fullmatch(word):
        return {"case": int(numbered[1])}
    if source := next((name for name, names in _SOURCES.items() if plain in names), ""):
        return {"kind": VisitKind.SINGLE, "source": source}
    if (found := window(word, today)) is not None:
        return {"since": found[0], "until": found[1]}
    if plain in known.lists:
        return {"list": known.lists[plain]}
    if plain in known.bodies:
        return {"body": known.bodies[plain]}
    name = word.lstrip("+＋@")
    return {"officer": known.officers[name]} if name in known.officers else None


def by_all_names(each: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Codes by everything that they are called, in small letters."""
    return {name.lower(): code for code, names in each for name in (code, *names) if name and " " not in name}
