"""A checklist 检查清单: what a visit asks at a place of some kind, item by item, section by section.

These are plain values. What a limit, a department or an answer is called comes along with the program
(:mod:`bot.checklists.starter`); a list is read whole, in one edition, and a visit keeps the one with which it began.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

MOST_ITEMS = 500
"""Of one list."""

CODE = re.compile(r"[a-z][a-z0-9_]{1,31}")
"""What the code of a list, a section or a department looks like: it stands in buttons, which hold 64 bytes."""

ITEM_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,15}")
"""What the code of an item looks like."""

NOW = "now"
LIMIT = re.compile(r"([hd])([1-9]\d{0,2})")
"""Codes of limits: at once, hours, days."""

VERIFICATIONS = ("text", "secondary", "unverified")
"""How far the basis of an item was checked: read in full, quoted by another page, or not confirmed."""


class Severity(StrEnum):
    """How grave it is where an item fails."""

    CRITICAL = "critical"
    """Removed at once, or nobody leaves before it was passed on."""
    MAJOR = "major"
    """A limit is set, and somebody looks again."""
    MINOR = "minor"
    """Put right on the spot, or said."""


class Answer(StrEnum):
    """What an item may be answered."""

    PASS = "pass"  # noqa: S105  # as in: it passed
    FAIL_FIXED = "fail_fixed"
    FAIL_LIMIT = "fail_limit"
    FAIL_TRANSFER = "fail_transfer"
    NA = "na"

    @property
    def is_fail(self) -> bool:
        """Something was found, even where it was put right on the spot."""
        return self.value.startswith("fail")


@dataclass(frozen=True)
class Called:
    """A code and what it is called in both languages: a department, an answer, a section of a list."""

    code: str
    zh: str
    en: str

    @property
    def named(self) -> dict[str, str]:
        """As a fact for the words."""
        return {"name_zh": self.zh, "name_en": self.en}


@dataclass(frozen=True)
class Limit(Called):
    """How long somebody has to put something right: *hours*, 0 at once."""

    hours: int


def hours_of(limit: str) -> int | None:
    """How long the limit of a code is: ``now`` 0, ``h24`` and ``d7`` as they say (up to 999); None where it is none."""
    if limit == NOW:
        return 0
    found = LIMIT.fullmatch(limit)
    return int(found[2]) * (24 if found[1] == "d" else 1) if found else None


@dataclass(frozen=True)
class ListItem:
    """One item of a list.

    *number* is its place in the list, from 1. *limit* is the code of what is suggested where it fails; *handbook* is
    that of an item of the handbook. *basis* is the law that it rests on, quoted as it stands, *basis_verification* how
    far that was checked. *on_the_spot*: it can be put right there and then; *photo*: a fail wants a picture;
    *certified*: only certified officers answer it.
    """

    code: str
    section: str
    text_zh: str
    text_en: str
    department: str
    severity: Severity
    limit: str
    number: int = 0
    handbook: str | None = None
    basis: str = ""
    basis_verification: str = ""
    on_the_spot: bool = False
    photo: bool = True
    certified: bool = False
    hint_zh: str = ""
    hint_en: str = ""

    @property
    def named(self) -> dict[str, str]:
        """What it asks, as a fact for the words."""
        return {"name_zh": self.text_zh, "name_en": self.text_en}

    @property
    def hours(self) -> int:
        """The suggested limit in hours, 0 at once."""
        return hours_of(self.limit) or 0

    @property
    def is_critical(self) -> bool:
        """Nobody leaves while it is open."""
        return self.severity is Severity.CRITICAL


@dataclass(frozen=True)
class Checklist:
    """A list in one edition. From 1 on editions are the district's own; 0, -1 and so on those that came along.

    *place_kinds* are codes of kinds of places for which it is meant. *country* is on whose law the basis of its items
    rests, and who may answer them; empty: wherever it is used.
    """

    code: str
    name_zh: str
    name_en: str
    place_kinds: tuple[str, ...] = ()
    sections: tuple[Called, ...] = ()
    items: tuple[ListItem, ...] = ()
    subject_zh: str = ""
    subject_en: str = ""
    note_zh: str = ""
    note_en: str = ""
    country: str = ""
    edition: int = 0

    @property
    def named(self) -> dict[str, str]:
        """What it is called, as a fact for the words."""
        return {"name_zh": self.name_zh, "name_en": self.name_en}

    @property
    def is_own(self) -> bool:
        """The district made it, or changed what came along."""
        return self.edition > 0

    def item(self, code: str) -> ListItem | None:
        """The item of a code."""
        return next((one for one in self.items if one.code == code), None)

    def numbered(self, number: int) -> ListItem | None:
        """The item at a place in the list, from 1."""
        return self.items[number - 1] if 0 < number <= len(self.items) else None

    def section(self, code: str) -> Called:
        """What a section is called; one that nobody named is called as its code."""
        return next((one for one in self.sections if one.code == code), Called(code, code, code))

    def departments(self) -> tuple[str, ...]:
        """Whose items it has, in the order in which they first come."""
        return tuple(dict.fromkeys(one.department for one in self.items))


def in_order(items: Iterable[ListItem]) -> tuple[ListItem, ...]:
    """Items with the numbers of their places."""
    return tuple(replace(one, number=n) for n, one in enumerate(items, 1))


def as_kept(wanted: Checklist) -> dict[str, Any]:
    """A list as plain values, without its edition and without what is as it would be anyhow."""
    told = {name: value for name, value in asdict(wanted).items() if value and name not in {"edition", "items"}}
    told["place_kinds"] = list(wanted.place_kinds)
    told["sections"] = {one.code: {"zh": one.zh, "en": one.en} for one in wanted.sections}
    told["items"] = [_item_kept(one) for one in wanted.items]
    return told


_ANYHOW = {"handbook": None, "on_the_spot": False, "photo": True, "certified": False}


def _item_kept(item: ListItem) -> dict[str, Any]:
    told = {name: str(value) if isinstance(value, StrEnum) else value for name, value in asdict(item).items()}
    return {
        name: value
        for name, value in told.items()
        if name != "number" and value != "" and not (name in _ANYHOW and value == _ANYHOW[name])
    }


def read(told: Mapping[str, Any], edition: int) -> Checklist:
    """A list from plain values that were checked before."""
    rows = (ListItem(**{**row, "severity": Severity(row["severity"])}) for row in told["items"])
    sections = tuple(Called(code, **names) for code, names in told["sections"].items())
    more = {name: value for name, value in told.items() if name not in {"items", "sections", "place_kinds"}}
    return Checklist(
        **more,
        place_kinds=tuple(told["place_kinds"]),
        sections=sections,
        items=in_order(rows),
        edition=edition,
    )
