"""A district's own working days: what its file says of years, as its settings keep them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.register.districts import District

KEPT = "workdays"
"""The district's setting that holds them, by year."""


@dataclass(frozen=True)
class OwnYear:
    """What a district says of one year: days *off* and days worked; what it leaves out is as the libraries have it.

    *complete*: with it the year is known, so that nothing in it is provisional any more.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    complete: bool = True


Own = Mapping[int, OwnYear]
"""What a district says, by year."""


def of(district: District) -> Own:
    """What *district* says."""
    kept: Mapping[str, Mapping[str, Any]] = district.settings.get(KEPT, {})
    return {int(year): _read(one) for year, one in kept.items()}


def _read(one: Mapping[str, Any]) -> OwnYear:
    off, work = (frozenset(date.fromisoformat(day) for day in one[name]) for name in ("off", "work"))
    return OwnYear(off, work, bool(one["complete"]))


def as_kept(own: Own) -> dict[str, dict[str, Any]]:
    """Own days as settings hold them: the same days are the same value."""
    return {
        str(year): {
            "off": sorted(day.isoformat() for day in one.off),
            "work": sorted(day.isoformat() for day in one.work),
            "complete": one.complete,
        }
        for year, one in sorted(own.items())
    }


def put(district: District, own: Own) -> District:
    """*district* with these as all of its own days."""
    settings = {name: kept for name, kept in district.settings.items() if name != KEPT}
    return replace(district, settings=settings | ({KEPT: as_kept(own)} if own else {}))
