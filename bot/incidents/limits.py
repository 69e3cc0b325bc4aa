"""How long each step may take: what somebody decided, the narrowest first, then what the handbook suggests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.handbook.book import Handbook
from bot.handbook.model import Item
from bot.handbook.versions import BOOK
from bot.incidents.table import HELD, LIVE, OWN_LIMITS, RESOLVED, Incident
from bot.register.districts import DECIDED, District
from bot.work.history import Record
from bot.work.work import Work

NAMES = ("accept", "arrive", "close", "confirm", "remind_every")

BOUNDS: Mapping[str, tuple[int, int]] = {
    "accept": (10, 1800),
    "arrive": (30, 14400),
    "close": (60, 604800),
    "confirm": (60, 604800),
    "remind_every": (60, 86400),
}
"""The least and the most seconds that a captain may choose for each."""


HANDBOOK = "handbook"
"""The scope of what the handbook suggests: after whatever somebody decided, before the program's default."""

DEFAULT = "default"
"""The scope of the program's own figures, which a district begins with."""

CASE = "case:"
"""How the scope of a single case begins; its own limits are kept with it, so that a district's stay few."""


@dataclass(frozen=True)
class Limits:
    """Seconds for each step. accept and arrive count from the order, close from the report, confirm from resolve."""

    accept: int = 60
    arrive: int = 180
    close: int = 600
    confirm: int = 600
    remind_every: int = 300


@dataclass(frozen=True)
class InEffect:
    """One limit that holds: its name, its seconds, and the scope that says so (empty: the district)."""

    name: str
    seconds: int
    comes_from: str


def severity_of(incident: Incident, item: Item) -> str:
    """The severity a captain set, else the item's."""
    return incident.severity or item.severity


CHANGES_SEVERITY = frozenset({"recategorise", "prioritise"})
"""Moves by which a case may become more or less severe."""


def severities(book: Handbook, records: Iterable[Record]) -> set[str]:
    """All that a case ever had, by the items and the severities in its history."""
    found: set[str] = set()
    for facts in (one.facts for one in records if one.move in CHANGES_SEVERITY):
        if facts.get("severity"):
            found.add(str(facts["severity"]))
        elif facts.get("item"):
            found.add(book.reading(str(facts["item"]), int(str(facts.get("item_version", 0)))).severity)
    return found


def scopes_of(incident: Incident, item: Item) -> tuple[str, ...]:
    """Whose limits hold for *incident*, the first that says one counts; the empty one is the district's."""
    return (f"{CASE}{incident.number}", *scopes_of_item(item, severity_of(incident, item)))


def own_of(incident: Incident) -> Mapping[str, int]:
    """What somebody decided for this case alone."""
    found: Mapping[str, int] = incident.marks.get(OWN_LIMITS) or {}
    return found


def with_own(incident: Incident, own: Mapping[str, int]) -> Incident:
    """The case with *own* as all that is decided for it alone."""
    marks = {name: mark for name, mark in incident.marks.items() if name != OWN_LIMITS}
    return replace(incident, marks=marks | ({OWN_LIMITS: dict(own)} if own else {}))


def scopes_of_item(item: Item, severity: str) -> tuple[str, ...]:
    """Whose limits hold for a case of *item* that has none of its own."""
    return (f"item:{item.code}", f"group:{item.group}", f"severity:{severity}", "", HANDBOOK)


def rules_of(
    district: District, scope: str, item: Item | None = None, own: Mapping[str, int] | None = None
) -> Mapping[str, Any]:
    """What one scope says: *own* of a case, the district's word, what its handbook suggests for *item*, the program."""
    if scope.startswith(CASE):
        return own or {}
    if scope == HANDBOOK:
        return item.suggested_limits if item is not None else {}
    if scope == DEFAULT:
        return {name: district.limits.get(name, getattr(Limits, name)) for name in NAMES}
    return district.limits.get(scope, {}) if scope else {name: district.limits[name] for name in decided(district)}


def decided(district: District) -> frozenset[str]:
    """The names of the figures that somebody decided for the whole district.

    Earlier versions did not write it down: there it is what differs from the program's own.
    """
    if DECIDED in district.limits:
        return frozenset(district.limits[DECIDED])
    return frozenset(n for n in NAMES if district.limits.get(n, getattr(Limits, n)) != getattr(Limits, n))


def decide(district: District, figures: Mapping[str, int]) -> dict[str, Any]:
    """The limits of *district* with *figures* as its own word from now on."""
    return {**district.limits, **figures, DECIDED: sorted(decided(district) | figures.keys())}


def take_back(district: District, name: str, default: int) -> dict[str, Any]:
    """The limits of *district* with no word of its own for *name*, which is the program's *default* again."""
    return {**district.limits, name: default, DECIDED: sorted(decided(district) - {name})}


def in_effect(
    district: District, scopes: tuple[str, ...], item: Item | None = None, own: Mapping[str, int] | None = None
) -> list[InEffect]:
    """The limits that hold where these scopes do, each name looked up from the first scope to the last.

    *own* are those of the case that one of the scopes is about.
    """
    ruled = [(scope, rules) for scope in (*scopes, DEFAULT) if (rules := rules_of(district, scope, item, own))]
    found = []
    for name in NAMES:
        scope, rules = next(one for one in ruled if name in one[1])
        found.append(InEffect(name, int(rules[name]), scope))
    return found


def limits_for(district: District, incident: Incident, item: Item) -> Limits:
    """The limits that hold for *incident*."""
    found = in_effect(district, scopes_of(incident, item), item, own_of(incident))
    return Limits(**{one.name: one.seconds for one in found})


def deadline_of(incident: Incident, limits: Limits) -> datetime:
    """When the incident is due to be resolved: ``close`` after the report, and the time it was held on top."""
    return incident.reported_at + timedelta(seconds=limits.close + incident.held_s)


def is_overdue(incident: Incident, limits: Limits, now: datetime) -> bool:
    """Past its own limit, and neither done nor on hold."""
    return incident.state in LIVE - {RESOLVED, HELD} and now >= deadline_of(incident, limits)


def item_of(work: Work, incident: Incident) -> Item:
    """The handbook's item of *incident*; ``other`` while none is known."""
    return work.at_hand[BOOK].reading(incident.item, incident.item_version)


def limits_of(work: Work, incident: Incident) -> Limits:
    """The limits that hold for *incident*."""
    return limits_for(work.district, incident, item_of(work, incident))


def is_critical(work: Work, incident: Incident) -> bool:
    """Whether a team on its scene is at risk itself."""
    return severity_of(incident, item_of(work, incident)) == "critical"
