"""How what people write of a place is kept, and how much of it: one table for the chat, pages, the API and files. Pure.

What one of them lets in comes back through all others, so that a register that was given out can be brought in again.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.places.register import Contact
from bot.values import texts
from bot.values.refused import Refused

MOST: Mapping[str, int] = {
    "code": 64,
    "name": 200,
    "aliases": 200,
    "kind": 64,
    "address": 300,
    "community": 200,
    "responsible": 100,
    "contacts": 100,
    "licence": 100,
    "credit": 64,
    "outside": 200,
}
"""Letters of a field; of one that holds several, of each part of it."""

MOST_PARTS: Mapping[str, int] = {"aliases": 100, "contacts": 30, "outside": 50}
"""So many other names, contacts and numbers a place has; merges bring some along."""

BARE = "number"
"""The name of the other system where somebody gives its number without one."""

CUT = re.compile(r"\d+(\.\d+)?[eE]\+\d+")
"""A long number as office programs show it, its end lost."""


def kept(field: str, value: Any) -> Any:
    """A field as the register keeps it; Refused for what is too long, and for a number that has lost its end.

    Texts stand on one line. A name in which nothing can be seen is a dash, another name, contact or number is left out.
    """
    match field:
        case "name":
            said = _line(field, value)
            return texts.visible(said) if said else ""
        case "aliases":
            return names(_line(field, one) for one in value)
        case "contacts":
            told = (Contact(**{part: _line(field, said) for part, said in one.items()}) for one in value)
            return tuple(one for one in told if one != Contact())
        case "outside":
            lines = ((_line(field, system) or BARE, _number(field, number)) for system, number in value.items())
            return {system: number for system, number in lines if number}
        case "licence" | "credit":
            return _number(field, value)
    return _line(field, value) if isinstance(value, str) and field in MOST else value


def names(each: Iterable[str]) -> tuple[str, ...]:
    """Other names, each once, without those in which nothing can be seen."""
    return tuple(dict.fromkeys(one for one in each if one and texts.visible(one) == one))


def _line(field: str, value: str) -> str:
    said = texts.line(value)
    if len(said) > MOST[field]:
        word = {"word": f"place-field-{field}"}
        raise Refused("screen-place-too-long", field=word, most=MOST[field], have=len(said))
    return said


def _number(field: str, value: str) -> str:
    said = _line(field, value)
    if CUT.fullmatch(said):
        raise Refused("place-number-cut", number=texts.cut(said, 40))
    return said
