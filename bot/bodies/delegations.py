"""Published delegations: a body lets another one answer its items, by a deed that is named, from a day on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.register.districts import District

KEPT = "delegations"
"""The district's setting that holds them."""


@dataclass(frozen=True)
class Delegation:
    """*from_body* lets *to_body* answer its items from *since* to *until*, both included; None: until it is revoked.

    *deed* names what was published.
    """

    from_body: str
    to_body: str
    deed: str
    since: date
    until: date | None = None

    def stands(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def lets(self, body: str, department: str, on: date) -> bool:
        """Whether by it *body* may answer items of *department* on that day."""
        return (self.to_body, self.from_body) == (body, department) and self.stands(on)


def of(district: District) -> tuple[Delegation, ...]:
    """Those of a district, also past and coming ones."""
    return tuple(_read(row) for row in district.settings.get(KEPT, ()))


def _read(row: Mapping[str, Any]) -> Delegation:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    return Delegation(row["from"], row["to"], row["deed"], date.fromisoformat(row["since"]), until)


def as_kept(wanted: Iterable[Delegation]) -> list[dict[str, str]]:
    """As the settings of a district hold them, in an order that does not depend on who said them first."""
    return [
        {
            "from": one.from_body,
            "to": one.to_body,
            "deed": one.deed,
            "since": one.since.isoformat(),
            "until": one.until.isoformat() if one.until else "",
        }
        for one in sorted(wanted, key=lambda one: (one.from_body, one.to_body, one.since, one.deed))
    ]
