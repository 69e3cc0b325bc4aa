"""Cells of a file of places become fields of a place, and fields cells again; what cannot be read is refused. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.places import limits
from bot.places.register import Contact, State
from bot.values import calendar, texts
from bot.values.files.tree import TRUTH
from bot.values.geo import Point
from bot.values.refused import Refused

STATES = {
    State.OPEN: ("open", "营业", "营业中", "正常", "正常营业", "开业", "在营", "active"),
    State.CLOSED: ("closed", "closed for now", "停业", "暂停营业", "歇业", "停工", "关闭"),
    State.RESUMING: ("resuming", "resuming work", "复工", "复工中", "复业"),
    State.GONE: ("gone", "已不存在", "注销", "吊销", "搬离", "拆除", "关停"),
    State.UNKNOWN: ("unknown", "state unknown", "未知", "状态未知"),
}
_STATES = {word: state for state, words in STATES.items() for word in words}
_FIRM = {**TRUTH, "单位": True, "个人": False}

_NUMBER = re.compile(r"[-+]?\d{1,9}(\.\d{1,20})?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")

_APART = ";\n；"
_NAMES_APART = ";\n；、，,|"
_WITHIN = "|"
_SYSTEM = "="
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Wrong(Exception):  # becomes a Refused, with its row and column
    """What is wrong with one cell, as a key of the words and what its sentence needs."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts

    def at(self, line: int, column: str, value: object) -> Refused:
        """The mistake in its row and column."""
        return Refused(self.key, **{"line": line, "column": column, "value": shown(value), **self.facts})


def shown(value: object) -> str:
    """What stands in a cell, short."""
    return texts.cut(texts.line(str(value)), 60) or "-"


def number(text: str) -> float | None:
    """A number with a point or with a comma before its decimals; None where it is none."""
    text = text.strip()
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    return float(text) if _NUMBER.fullmatch(text) else None


def degrees(value: Any) -> float | None:
    """One coordinate of a cell."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return number(value) if isinstance(value, str) else None


def pair(value: Any) -> tuple[Any, Any] | None:
    """Latitude and longitude that stand in one cell, in this order; None where they are not two."""
    parts = re.split(r"[,，;；\s]+", value.strip()) if isinstance(value, str) else value
    return (parts[0], parts[1]) if isinstance(parts, Sequence) and len(parts) == 2 else None


# --- texts


def _line(field: str, value: Any) -> str:
    if isinstance(value, Mapping | list | tuple):
        raise Wrong("places-wants-text")
    told = texts.line(str(value))
    most = limits.MOST[field]
    if len(told) > most:
        raise Wrong("places-too-long", length=len(told), most=most)
    return told


def _text(field: str) -> Callable[[Any], str]:
    return lambda value: _line(field, value)


def _name(value: Any) -> str:
    return texts.visible(_line("name", value))


def _number_as_text(field: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        told = _line(field, value)
        if limits.CUT.fullmatch(told):
            raise Wrong("places-number-cut")
        return told

    return read


def _state(value: Any) -> State:
    found = _STATES.get(unicodedata.normalize("NFKC", str(value)).strip().lower())
    if found is None:
        raise Wrong("places-not-one-of", allowed=", ".join(f"{words[0]} {words[1]}" for words in STATES.values()))
    return found


def _firm(value: Any) -> bool:
    found = _FIRM.get(str(value).strip().lower())
    if found is None:
        raise Wrong("places-not-one-of", allowed="yes, no, 是, 否")
    return found


# --- several in one cell


def split(text: str, signs: str, most: int = -1) -> list[str]:
    """The parts of *text* between *signs*; behind a backslash a sign is a letter like any other."""
    parts: list[str] = []
    begin = n = 0
    while n < len(text):
        if text[n] == "\\":
            n += 2
            continue
        if text[n] in signs and len(parts) != most:
            parts.append(text[begin:n])
            begin = n + 1
        n += 1
    return [*parts, text[begin:]]


def joined(parts: Sequence[str], sign: str) -> str:
    """Parts in one text, which :func:`split` takes apart again."""
    return sign.join(parts)


def escaped(text: str, signs: str) -> str:
    """*text* in which none of *signs* takes anything apart."""
    return re.sub(f"[{re.escape(signs)}\\\\]", lambda found: f"\\{found[0]}", text)


def plain(text: str) -> str:
    """A part without its strokes."""
    return _ESCAPED.sub(r"\1", text)


def _parts(field: str, value: Any, signs: str) -> list[Any]:
    parts = split(value, signs) if isinstance(value, str) else value if isinstance(value, list | tuple) else [value]
    return list(_few(field, parts))


def _few(field: str, parts: Sequence[Any]) -> Sequence[Any]:
    most = limits.MOST_PARTS[field]
    if len(parts) > most:
        raise Wrong("places-too-many-parts", most=most)
    return parts


def _aliases(value: Any) -> tuple[str, ...]:
    parts = _parts("aliases", value, _NAMES_APART)
    return limits.names(_line("aliases", plain(one) if isinstance(one, str) else one) for one in parts)


def _contacts(value: Any) -> tuple[Contact, ...]:
    found = (_contact(one) for one in _parts("contacts", value, _APART))
    return tuple(one for one in found if one != Contact())


def _contact(value: Any) -> Contact:
    if isinstance(value, Mapping):
        told = {name: value.get(name) or "" for name in ("name", "phone", "role")}
    else:
        parts = [plain(one) for one in split(str(value), _WITHIN, 2)]
        told = dict(zip(("name", "phone", "role"), (*parts, "", ""), strict=False))
    return Contact(**{name: _line("contacts", one) for name, one in told.items()})


def _outside(value: Any) -> dict[str, str]:
    if isinstance(value, Mapping):
        told = [(str(system), number) for system, number in value.items()]
    else:
        told = []
        for one in _parts("outside", value, _APART):
            halves = [plain(half) for half in split(str(one), _SYSTEM, 1)]
            told.append((halves[0], halves[1]) if len(halves) == 2 else (limits.BARE, halves[0]))
    _few("outside", told)
    read = _number_as_text("outside")
    found = ((_line("outside", system), read(number)) for system, number in told)
    return {system or limits.BARE: number for system, number in found if number}


def of_system(system: str, value: Any) -> dict[str, str]:
    """A number in one other system."""
    return {system: _number_as_text("outside")(value)}


# --- when it was so


def as_of(value: Any) -> date | datetime:
    """A day in any of the forms in which people write one, or a moment of ISO 8601 with its zone."""
    told = str(value).strip()
    if _ISO.match(told):
        try:
            moment = datetime.fromisoformat(told)
        except ValueError:
            raise Wrong("places-wrong-date") from None
        return moment if moment.tzinfo else moment.date()
    read = calendar.ISO.read(told)
    day = read.of(0) if read is not None and read.year is not None else None
    if day is None:
        raise Wrong("places-wrong-date")
    return day


READ: Mapping[str, Callable[[Any], Any]] = {
    "code": _text("code"),
    "name": _name,
    "aliases": _aliases,
    "kind": _text("kind"),
    "address": _text("address"),
    "community": _text("community"),
    "responsible": _text("responsible"),
    "contacts": _contacts,
    "contact": _text("contacts"),
    "phone": _number_as_text("contacts"),
    "licence": _number_as_text("licence"),
    "credit": _number_as_text("credit"),
    "firm": _firm,
    "outside": _outside,
    "state": _state,
    "as_of": as_of,
}
"""How the cell of each column is read."""


# --- and given out again


def cell(field: str, value: Any) -> str | float | None:
    """A field as one cell, which is read back as the same; None where nobody has said anything."""
    match field:
        case "aliases":
            return joined([escaped(one, _NAMES_APART) for one in value], "; ") or None
        case "contacts":
            return joined([_said(one) for one in value], "; ") or None
        case "outside":
            told = (f"{escaped(a, _APART + _SYSTEM)}={escaped(b, _APART + _SYSTEM)}" for a, b in value.items())
            return joined(list(told), "; ") or None
        case "state":
            return None if value is State.UNKNOWN else str(value)
        case "firm":
            return None if value is None else "yes" if value else "no"
        case "as_of":
            return value.isoformat() if value else None
    return value or None


def _said(contact: Contact) -> str:
    parts = [contact.name, contact.phone, contact.role]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return joined([escaped(one, _APART + _WITHIN) for one in parts], _WITHIN)


def point_of(lat: Any, lon: Any) -> Point | None:
    """The point of two cells."""
    return Point.read(degrees(lat), degrees(lon))
