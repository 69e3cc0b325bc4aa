"""Published delegations: a body lets another one answer its items, by a deed that is named, from a day on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.register.districts import District

KEPT = "delegations"
"""The district's setting that holds them."""


_ITEM = re.compile(r"[a-z][a-z0-9_]{1,31}/[A-Za-z][A-Za-z0-9_]{0,15}")


def is_item(text: str) -> bool:
    """Whether it names an item of a list: ``LIST/ITEM``."""
    return _ITEM.fullmatch(text) is not None


@dataclass(frozen=True)
class Delegation:
    """*from_body* lets *to_body* answer its items from *since* to *until*, both included; None: until it is revoked.

    *deed* names what was published. *items* are the only ones that it lends, as ``LIST/ITEM``; empty: all of them.
    """

    from_body: str
    to_body: str
    deed: str
    since: date
    until: date | None = None
    items: tuple[str, ...] = ()

    def stands(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def lets(self, body: str, department: str, on: date, item: str = "") -> bool:
        """Whether by it *body* may answer that *item* of *department* on that day; without *item*, all of them."""
        if (self.to_body, self.from_body) != (body, department) or not self.stands(on):
            return False
        return not self.items or item in self.items


def of(district: District) -> tuple[Delegation, ...]:
    """Those of a district, also past and coming ones."""
    return tuple(_read(row) for row in district.settings.get(KEPT, ()))


def _read(row: Mapping[str, Any]) -> Delegation:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    items = tuple(row.get("items", ()))
    return Delegation(row["from"], row["to"], row["deed"], date.fromisoformat(row["since"]), until, items)


def kept_with(district: District, wanted: Iterable[Delegation]) -> District:
    """The district with these delegations and no others."""
    settings = {name: value for name, value in district.settings.items() if name != KEPT}
    rows = as_kept(wanted)
    return replace(district, settings=settings | ({KEPT: rows} if rows else {}))


def as_kept(wanted: Iterable[Delegation]) -> list[dict[str, Any]]:
    """As the settings of a district hold them, in an order that does not depend on who said them first."""
    return [
        {
            "from": one.from_body,
            "to": one.to_body,
            "deed": one.deed,
            "since": one.since.isoformat(),
            "until": one.until.isoformat() if one.until else "",
            **({"items": sorted(one.items)} if one.items else {}),
        }
        for one in sorted(wanted, key=lambda one: (one.from_body, one.to_body, one.since, one.deed))
    ]
