"""What a wish is answered: go, join a visit that goes there anyhow, not now. And the counters before it. All pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from bot.inspections.planning.wishes import Says, Wish
from bot.inspections.table import (
    AHEAD,
    BESIDE_COOLING,
    CLOSED,
    DONE,
    HANDED_OVER,
    ON_SPOT,
    UNDER_WAY,
    Visit,
    VisitKind,
)

OVERLAP, COOLING, CAP = "overlap", "cooling", "cap"
"""The rules by name: as they are kept with a wish, and said to whoever wished."""

ALONE = frozenset({VisitKind.RECHECK, VisitKind.GUIDANCE})
"""Kinds that another kind neither joins nor is joined by: one asks only what is open, the other sets no limits."""

COOLING_DAYS, YEARLY = 30, 4
"""What holds in a district that has said nothing else."""


@dataclass(frozen=True)
class Rules:
    """The figures of a district. *caps* are visits a year by ``BODY/KIND``, by ``/KIND`` for all bodies; else *yearly*.

    *standing* says on what the district's inspections rest; empty where nobody has said so.
    """

    cooling_days: int = COOLING_DAYS
    yearly: int = YEARLY
    caps: Mapping[str, int] = field(default_factory=dict)
    standing: str = ""

    def cap(self, body: str, kind: VisitKind) -> int | None:
        """How many visits of a kind a body may make to one place in a year; None for kinds that nothing caps."""
        if kind in BESIDE_COOLING:
            return None
        return self.caps.get(f"{body}/{kind}", self.caps.get(f"/{kind}", self.yearly))


@dataclass(frozen=True)
class Asked:
    """What of a wish its answer depends on. *beside*: it is an act inside a case, or an emergency."""

    body: str
    kind: VisitKind
    lists: tuple[str, ...]
    since: date
    until: date
    beside: bool = False

    @property
    def is_beside(self) -> bool:
        """It stands beside cool-down and cap, not under them."""
        return self.beside or self.kind in BESIDE_COOLING


def asked(wish: Wish) -> Asked:
    """What of a wish its answer depends on."""
    beside = wish.emergency or wish.incident_id is not None
    return Asked(wish.body, wish.kind, wish.lists, wish.since, wish.until, beside)


@dataclass(frozen=True)
class Advice:
    """The answer. *visit*: the one to join, or with the last result. *free_from*: when the rule stands no more."""

    says: Says
    rule: str = ""
    visit: Visit | None = None
    free_from: date | None = None


@dataclass(frozen=True)
class Counters:
    """What is shown before planning: *made* of *cap* this year by that body in that kind (None: nothing caps it).

    *place* counts all visits of the year, of whatever body; *last* is the newest that was made.
    """

    made: int
    cap: int | None
    place: int
    last: Visit | None


def was_made(visit: Visit) -> bool:
    """Somebody stood there: begun, and neither sent away nor called off."""
    return visit.begun_at is not None and visit.state in ON_SPOT | DONE | {CLOSED, HANDED_OVER}


def counts(visit: Visit) -> bool:
    """It was made or is ahead: nobody in vain, nobody twice."""
    return was_made(visit) or visit.state in AHEAD


def taking_part(visit: Visit) -> tuple[str, ...]:
    """The bodies whose visit it is: who joined while somebody was there, and was never approved, asked nothing."""
    if visit.state in AHEAD or visit.emergency:
        return visit.bodies
    return tuple(one for one in visit.bodies if one in {*visit.bodies[:1], *visit.approved})


def day_of(visit: Visit, zone: tzinfo) -> date:
    """The day of the district on which it was made; for one that is ahead the last on which it may be."""
    if visit.begun_at is not None:
        return visit.begun_at.astimezone(zone).date()
    return visit.until or visit.reported_at.astimezone(zone).date()


def counters(visits: Iterable[Visit], asked: Asked, rules: Rules, zone: tzinfo) -> Counters:
    """How often a place was and will be visited in the year of the wish. A joined visit counts once for each body.

    Acts inside a case are visits to the place, and no body's cap counts them.
    """
    found = [one for one in visits if counts(one)]
    year = [one for one in found if day_of(one, zone).year == asked.since.year]
    plain = [one for one in year if one.incident_id is None]
    made = [one for one in plain if asked.body in taking_part(one) and one.visit_kind is asked.kind]
    past = [one for one in found if was_made(one)]
    last = max(past, key=lambda one: one.begun_at or one.reported_at, default=None)
    return Counters(len(made), rules.cap(asked.body, asked.kind), len(year), last)


def overlaps(visit: Visit, since: date, until: date) -> bool:
    """Whether a visit may be on one of these days."""
    return visit.since is not None and visit.until is not None and visit.since <= until and since <= visit.until


def would_check(visit: Visit, asked: Asked) -> bool:
    """Whether a visit that is to come or is there now would check what the wish wants checked."""
    if visit.state not in AHEAD | {UNDER_WAY}:
        return False
    return visit.visit_kind is asked.kind or not {visit.visit_kind, asked.kind} & ALONE


def may_join(visit: Visit, asked: Asked) -> bool:
    """Whether it would, and goes there then."""
    return would_check(visit, asked) and overlaps(visit, asked.since, asked.until)


def to_join(visits: Iterable[Visit], asked: Asked) -> Visit | None:
    """The earliest visit that the wish may join."""
    found = [one for one in visits if may_join(one, asked)]
    return min(found, key=lambda one: (one.since or asked.since, one.number), default=None)


def advise(visits: Sequence[Visit], asked: Asked, rules: Rules, zone: tzinfo) -> Advice:
    """The answer to a wish, from the visits of the place, also of those that were merged into it."""
    if (other := to_join(visits, asked)) is not None:
        return Advice(Says.JOIN, OVERLAP, other)
    if asked.is_beside:
        return Advice(Says.GO)
    if (cooling := _cooling(visits, asked, rules, zone)) is not None:
        return Advice(Says.NOT_NOW, COOLING, cooling, free_from(COOLING, cooling, asked, rules, zone))
    had = counters(visits, asked, rules, zone)
    if had.cap is not None and had.made >= had.cap:
        return Advice(Says.NOT_NOW, CAP, had.last, free_from(CAP, had.last, asked, rules, zone))
    return Advice(Says.GO)


def beside(visits: Sequence[Visit], asked: Asked, rules: Rules, zone: tzinfo) -> Visit | None:
    """The visit whose cool-down would stand against the wish, if it did not stand beside it; None: nothing would."""
    return _cooling(visits, asked, rules, zone) if asked.is_beside else None


def free_from(rule: str, visit: Visit | None, asked: Asked, rules: Rules, zone: tzinfo) -> date | None:
    """From which day on *rule* stands against the wish no more."""
    if rule == CAP:
        return date(asked.since.year + 1, 1, 1)
    return day_of(visit, zone) + timedelta(days=rules.cooling_days) if visit is not None else None


def _cooling(visits: Sequence[Visit], asked: Asked, rules: Rules, zone: tzinfo) -> Visit | None:
    """The newest visit of the same scene, made or ahead, within the cool-down.

    Re-checks, complaints and acts inside a case are none: they stand beside it.
    """
    wanted, limit = set(asked.lists), timedelta(days=rules.cooling_days)
    found = [
        one
        for one in visits
        if counts(one)
        and one.visit_kind not in BESIDE_COOLING
        and one.incident_id is None
        and wanted & {used.code for used in one.lists}
        and -limit < asked.since - day_of(one, zone) < limit
    ]
    return max(found, key=lambda one: day_of(one, zone), default=None)


def last_moment(begun_at: datetime) -> datetime:
    """Until when an emergency that began then is to be approved: within the day."""
    return begun_at + timedelta(days=1)
