"""Kinds of places: what each is called, whether such a place is a firm, and whether strangers may read its name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.places.register import Place
from bot.register.districts import District

DATA = Path(__file__).parent / "kinds.yaml"

KEPT = "place_kinds"
"""The district's setting that holds the kinds which it adds or calls otherwise."""

LONGEST_CODE = 32


class Name(StrEnum):
    """Whether strangers may read what a place is called."""

    PUBLIC = "public"
    NEVER = "never"
    """Rental houses: the name is a landlord's, or a tenant's."""
    UNLESS_PERSON = "unless-person"
    """Not where it is somebody's own name."""


@dataclass(frozen=True)
class Kind:
    """One kind. *firm* is None where places of it are firms or not. *name*: whether strangers may read it.

    *is_known*: it is listed; else it is what somebody wrote.
    """

    code: str
    zh: str
    en: str
    firm: bool | None = None
    name: Name = Name.UNLESS_PERSON
    is_known: bool = True

    @property
    def named(self) -> dict[str, str]:
        """What it is called, as a fact of the words; where nobody has said its kind, a fact that says so."""
        return {"name_zh": self.zh, "name_en": self.en} if self.code else {"word": "unknown"}


@cache
def brought() -> Mapping[str, Kind]:
    """Those that the program brings, by code."""
    return {one.code: one for one in (read(row) for row in yaml.safe_load(DATA.read_text(encoding="utf8")))}


def read(row: Mapping[str, Any]) -> Kind:
    """One from plain values."""
    return Kind(row["code"], row["zh"], row["en"], row["firm"], Name(row["name"]))


def as_kept(wanted: Iterable[Kind]) -> list[dict[str, Any]]:
    """Kinds of a district as its settings hold them."""
    return [
        {"code": one.code, "zh": one.zh, "en": one.en, "firm": one.firm, "name": str(one.name)}
        for one in sorted(wanted, key=lambda one: one.code)
    ]


def own_of(district: District) -> dict[str, Kind]:
    """Those that a district adds or calls otherwise, by code."""
    return {row["code"]: read(row) for row in district.settings.get(KEPT, ())}


def all_of(district: District) -> Sequence[Kind]:
    """Every kind of a district: those of the program in their order, as it calls them, and its own."""
    own = own_of(district)
    return tuple({**brought(), **own}.values())


def kind_of(district: District, code: str) -> Kind:
    """The kind of a code, or of a name in its stead; what nobody listed is called as it was written."""
    found = own_of(district).get(code) or brought().get(code) or named(district, code)
    return found or Kind(code, code, code, is_known=False)


def named(district: District | None, said: str) -> Kind | None:
    """The kind that somebody means by its code or by its name in either language; None where there is none.

    Also by the name that the program brings, where the district calls the kind otherwise. *district* None: of one that
    is not there yet.
    """
    small = said.strip().casefold()
    listed = {**brought(), **(own_of(district) if district is not None else {})}
    each = (*listed.values(), *brought().values())
    meant = (one for one in each if small in {one.code.casefold(), one.zh.casefold(), one.en.casefold()})
    found = next(meant, None) if small else None
    return listed[found.code] if found else None


def is_firm(district: District, place: Place) -> bool | None:
    """Whether a place is a firm: as somebody said of it, else as its kind is; None where nobody knows."""
    return place.firm if place.firm is not None else kind_of(district, place.kind).firm
