"""The situation: what a screen shows of a district at one moment, read in one go.

It is made of parts that are told apart by a key (``case:12``, ``team:3``), so that a screen can be sent only those
that changed. Ages and times left are not in it: a screen counts them itself from the instants that are.
A part with a *list* is a case of some kind: screens show each by what it says of itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.access import seats
from bot.cases.case import Assignment, Case, Role
from bot.cases.kinds import Kind
from bot.evidence.pieces import EVIDENCE, Evidence, Outline
from bot.handbook.model import Handbook
from bot.incidents import proof
from bot.incidents.limits import Limits, deadline_of, is_overdue, limits_for, severity_of
from bot.incidents.reminders.reminders import REMINDERS
from bot.incidents.store import INCIDENTS
from bot.incidents.table import HELD, OPEN, RESOLVED, Incident
from bot.insight import figures as insight_figures
from bot.places import register as places_register
from bot.places.register import PLACES, Near, Place
from bot.register.districts import District
from bot.register.people import RoleName
from bot.register.teams import Muster, Standing, muster
from bot.sos.table import CALLS, Sos
from bot.values.geo import Point
from bot.work.ports import Tx
from bot.work.rules import Rules

PICTURES = 12
"""So many of the newest pictures are shown."""

PICTURES_OF = timedelta(hours=12)
"""Older ones are not *live* any more."""

GROUND_KEPT = timedelta(seconds=30)
"""The ground (area, places) changes seldom and is read again after this time."""

Part = dict[str, Any]
"""One part as JSON has it: instants as ISO 8601 in UTC, points as [latitude, longitude]."""

OnScreen = Callable[[Any], Mapping[str, Any]]
"""What a kind shows of a case of its own."""

BOARD, ON_TOP = "board", "calls"
"""The lists of a screen on which a case may stand: the board by time left, or the calls above everything.

On the board *rests* says for what else than time it waits (``held``, ``resolved``), *waiting* whether for a team;
*mark* is what stands before its number, of a call on its pin.
"""

PERSONAL = frozenset({"reporter", "words", "members", "by", "source"})
"""What a wall that everybody may see leaves out."""


@dataclass
class Ground:
    """What seldom changes: the registered places, and the nearest of them to points that were asked for."""

    read_at: datetime
    places: Sequence[Place]
    _near: dict[Point, Near | None] = field(default_factory=dict)

    def near(self, point: Point) -> Near | None:
        """The nearest registered place; worked out once for each point."""
        if point not in self._near:
            self._near[point] = places_register.nearest_place(point, self.places)
        return self._near[point]

    def keep_only(self, points: Iterable[Point]) -> None:
        """Forget what was worked out for any other point: nobody asks for a case that has ended."""
        self._near = {point: self._near[point] for point in set(points) if point in self._near}

    @property
    def known(self) -> int:
        """For how many points it is worked out."""
        return len(self._near)


@dataclass(frozen=True)
class Situation:
    """One district at *at*. *roles* are those of everybody who belongs to it, by user id."""

    district_id: int
    at: datetime
    parts: Mapping[str, Part]
    figures: insight_figures.DayFigures
    roles: Mapping[int, frozenset[RoleName]]

    def without_people(self) -> dict[str, Part]:
        """The same parts for a wall: no names of people, no words of theirs, no pictures."""
        return {
            key: {name: value for name, value in part.items() if name not in PERSONAL}
            for key, part in self.parts.items()
            if not key.startswith("picture:")
        }


async def read(
    tx: Tx, district: District, book: Handbook, rules: Rules, now: datetime, ground: Ground,
    kinds: Iterable[Kind[Any]] = (),
) -> Situation:  # fmt: skip
    """The situation of *district* as *tx* sees it; of *kinds* those are shown that say how."""
    since = now.astimezone(district.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    live = [i for i in await tx[INCIDENTS].live(district.id) if i.drill == district.drill]
    ended = [i for i in await tx[INCIDENTS].ended_of(district.id, since) if i.drill == district.drill]
    today = sorted((i for i in (*live, *ended) if i.reported_at >= since), key=lambda i: i.number)
    members = await tx.people.members(district.id)
    teams = muster(
        await tx.teams.all(district.id), members, await tx.teams.positions(district.id),
        await tx.teams.holds(district.id), now, rules.position_s,
    )  # fmt: skip
    have = await tx[EVIDENCE].outlines_of([i.id for i in live])
    reminders = await tx.occasions.done_of([i.id for i in live], REMINDERS)
    calls = [one for one in await tx[CALLS].live(district.id) if one.drill == district.drill]
    others = [(one, on_screen) for on_screen, found in await _others(tx, district, kinds) for one in found]
    held = _work([*live, *calls, *(one for one, _ in others)], today)
    seen = _Seen(district, book, teams, ground, have, reminders, held)
    due = {i.number: deadline_of(i, seen.limits(i)) for i in live}
    overdue = [i.number for i in live if is_overdue(i, seen.limits(i), now)]
    figures = insight_figures.day_figures(today, live, overdue, float(district.limits.get("close", 600)), since, now)
    parts: dict[str, Part] = {"district": seen.district_part(), "figures": figures_part(figures)}
    parts |= {f"case:{i.number}": seen.case_part(i, due[i.number]) for i in live}
    parts |= {f"sos:{one.number}": seen.call_part(one) for one in calls}
    parts |= {f"{one.kind}:{one.number}": seen.other_part(one, on_screen) for one, on_screen in others}
    parts |= {f"team:{s.team.id}": seen.team_part(s, now) for s in teams.standings.values()}
    for piece, number in await tx[EVIDENCE].newest_pictures(district, now - PICTURES_OF, PICTURES):
        parts[f"picture:{piece.id}"] = seen.picture_part(piece, number)
    ground.keep_only(i.point for i in (*live, *(one for one, _ in others)) if i.point is not None)
    roles = {m.user_id: seats.roles_of(m, rules, now) for m in members}
    return Situation(district.id, now, parts, figures, roles)


async def _others(tx: Tx, district: District, kinds: Iterable[Kind[Any]]) -> list[tuple[OnScreen, list[Any]]]:
    """The live cases of the kinds that say themselves how screens show them."""
    shown = [(kind.on_screen, await tx[kind.store].live(district.id)) for kind in kinds if kind.on_screen is not None]
    return [(how, [one for one in found if one.drill == district.drill]) for how, found in shown]


async def read_ground(tx: Tx, district: District, now: datetime, before: Ground | None) -> Ground:
    """The ground, read anew when it is old; what was worked out for the same places is kept."""
    if before is not None and now - before.read_at < GROUND_KEPT:
        return before
    found = await tx[PLACES].all(district.id)
    if before is not None and list(before.places) == found:
        before.read_at = now
        return before
    return Ground(now, found)


class _Seen:
    """Makes the parts from what was read."""

    def __init__(
        self, district: District, book: Handbook, teams: Muster, ground: Ground, have: Mapping[int, Sequence[Outline]],
        reminders: Mapping[int, int], work: "_Work",
    ) -> None:  # fmt: skip
        self.district = district
        self.book = book
        self.teams = teams
        self.ground = ground
        self.have = have
        self.reminders = reminders
        self.work = work
        self._limits: dict[int, Limits] = {}

    def limits(self, incident: Incident) -> Limits:
        """The limits of one case, worked out once."""
        if incident.id not in self._limits:
            item = self.book.reading(incident.item, incident.item_version)
            self._limits[incident.id] = limits_for(self.district, incident, item)
        return self._limits[incident.id]

    def district_part(self) -> Part:
        """What the screen's frame needs."""
        one = self.district
        return {
            "id": one.id, "name": one.name, "zone": one.timezone, "drill": one.drill, "area": one.area,
            "centre": _pair(one.centre), "close_s": int(one.limits.get("close", 600)),
            "places": [{"name": p.name, "kind": p.kind, "point": _pair(p.point)} for p in self.ground.places],
        }  # fmt: skip

    def case_part(self, incident: Incident, due: datetime) -> Part:
        """One live case."""
        item = self.book.reading(incident.item, incident.item_version)
        near = self.ground.near(incident.point) if incident.point else None
        reporter = self.teams.members.get(incident.reporter_id or 0)
        lead = incident.lead
        have, need = proof.of(incident, item, self.have.get(incident.id, ())).count
        return {
            "kind": incident.kind, "list": BOARD, "mark": None, "rests": _rests(incident),
            "waiting": incident.state == OPEN,
            "number": incident.number, "item": {"code": item.code, "name_zh": item.name_zh, "name_en": item.name_en},
            "severity": severity_of(incident, item), "state": incident.state, "since": _iso(_since(incident)),
            "point": _pair(incident.point), "place": incident.place, "near": near_part(near),
            "team": lead.team_id if lead else None, "support": [a.team_id for a in incident.support],
            "reported_at": _iso(incident.reported_at), "due_at": _iso(due), "hold_until": _iso(incident.hold_until),
            "limit_s": self.limits(incident).close + incident.held_s, "have": have,
            "need": need, "reminders": self.reminders.get(incident.id, 0),
            "nobody": incident.marks.get("nobody") if incident.state == OPEN else None,
            "asks": incident.asks[0].partition(":")[0] if incident.asks else None, "drill": incident.drill,
            "resolved_at": _iso(incident.resolved_at), "outcome": incident.outcome,
            "reporter": reporter.name if reporter else None, "words": incident.words,
            "source": " ".join(filter(None, (incident.source, incident.source_ref))) or None,
        }  # fmt: skip

    def call_part(self, one: Sos) -> Part:
        """One call for help that is not over."""
        caller = self.teams.members.get(one.reporter_id or 0)
        by = self.teams.members.get(one.acknowledged_by or 0)
        near = self.ground.near(one.point) if one.point else None
        team = one.team_id if one.team_id is not None else caller.team_id if caller else None
        return {
            "kind": one.kind, "list": ON_TOP, "mark": "SOS",
            "number": one.number, "state": one.state, "point": _pair(one.point), "near": near_part(near),
            "fixed_at": _iso(one.fixed_at), "called_at": _iso(one.reported_at), "told": one.told,
            "acknowledged_at": _iso(one.acknowledged_at), "of_team": one.reporter_id is None, "team": team,
            "teams": [a.team_id for a in one.assignments if a.is_open], "drill": one.drill,
            "reporter": caller.name if caller else None, "words": one.words, "by": by.name if by else None,
        }  # fmt: skip

    def other_part(self, one: Case, on_screen: OnScreen) -> Part:
        """One live case of a kind that says itself how it is shown: what all have in common, and its own."""
        reporter, lead = self.teams.members.get(one.reporter_id or 0), one.lead
        return {
            "kind": one.kind, "list": BOARD, "mark": None, "rests": None, "waiting": lead is None,
            "number": one.number, "state": one.state, "reported_at": _iso(one.reported_at), "drill": one.drill,
            "point": _pair(one.point), "near": near_part(self.ground.near(one.point) if one.point else None),
            "team": lead.team_id if lead else None, "support": [a.team_id for a in one.support],
            "reporter": reporter.name if reporter else None, **on_screen(one),
        }  # fmt: skip

    def team_part(self, standing: Standing, now: datetime) -> Part:
        """One team: where it is and how that is known, what it does, what it did today."""
        team, position = standing.team, standing.position
        held = self.work.held[team.id]
        fix = how_known(standing, now)
        return {
            "id": team.id, "name": team.name, "state": team_state(standing, [a for _, a in held]),
            "point": _pair(position.point if position else team.base), "base": _pair(team.base), "known": fix,
            "fixed_at": _iso(position.fixed_at) if position else None,
            "accuracy": position.accuracy_m if position else None,
            "cases": [i.number for i, _ in held], "on_duty": len([m for m in standing.members if m.duty]),
            "members": [
                {"name": m.name, "on_duty": m.duty is not None, "available": m.is_available(now)}
                for m in standing.members
            ],
            "people": len(standing.members), "today": sorted(self.work.led[team.id]),
            "last_sent_at": _iso(team.last_sent_at),
            "silent_since": _iso(team.silent_since), "handles": list(team.handles),
        }  # fmt: skip

    def picture_part(self, piece: Evidence, number: int) -> Part:
        """One picture that came in for a case; its bytes are asked for by its id."""
        by = self.teams.members.get(piece.by_id)
        return {
            "id": piece.id, "number": number, "stage": piece.stage,
            "taken_at": _iso(piece.taken_at), "by": by.name if by else None, "point": _pair(piece.point),
            "seen_in": piece.seen_in,
        }  # fmt: skip


@dataclass(frozen=True)
class _Work:
    """By team id: the cases that it holds, with how, and the numbers of those that it led today."""

    held: Mapping[int, list[tuple[Case, Assignment]]]
    led: Mapping[int, set[int]]


def _work(live: Sequence[Case], today: Sequence[Incident]) -> _Work:
    held, led = defaultdict[int, list[tuple[Case, Assignment]]](list), defaultdict[int, set[int]](set)
    for incident in live:
        for one in incident.assignments:
            if one.is_open:
                held[one.team_id].append((incident, one))
    for incident in today:
        for one in incident.assignments:
            if one.role is Role.LEAD:
                led[one.team_id].add(incident.number)
    return _Work(held, led)


def how_known(standing: Standing, now: datetime) -> str:
    """How a team's place is known: ``live``, ``fix``, ``stale`` (an old fix), ``base`` (no fix), ``unknown``."""
    position = standing.position
    if position is None:
        return "base" if standing.team.base else "unknown"
    if not standing.fresh:
        return "stale"
    return "live" if position.live_until is not None and position.live_until > now else "fix"


def team_state(standing: Standing, held: Sequence[Assignment]) -> str:
    """What a team does: ``on_scene``, ``on_the_way``, ``sent``; else ``free``, ``on_break`` or ``off_duty``."""
    if held:
        return ("sent", "on_the_way", "on_scene")[max(a.stage for a in held)]
    if standing.is_available:
        return "free"
    return "on_break" if standing.on_break else "off_duty"


def near_part(near: Near | None) -> Part | None:
    """The nearest registered place, with metres and direction from it."""
    return {"name": near.place.name, "metres": round(near.metres), "compass": near.compass} if near else None


def figures_part(figures: insight_figures.DayFigures) -> Part:
    """The figures of the day; each with the numbers of its cases."""
    names = ("reported", "on_time", "late", "self_found", "open", "overdue", "waiting", "unconfirmed")
    counts = {name: list(getattr(figures, name).cases) for name in names}
    medians = {step: {"seconds": f.value, "cases": list(f.cases)} for step, f in figures.medians.items()}
    return {
        "since": _iso(figures.since), "rate": figures.rate, "medians": medians, "hours": list(figures.hours), **counts
    }  # fmt: skip


def _since(incident: Incident) -> datetime:
    """Since when the case is in its present state, as far as the case itself tells."""
    lead = incident.lead
    if incident.state == RESOLVED and incident.resolved_at:
        return incident.resolved_at
    if incident.state == HELD and incident.held_since:
        return incident.held_since
    if lead is not None:
        return lead.arrived_at or lead.accepted_at or lead.sent_at
    ended = [a.ended_at for a in incident.assignments if a.ended_at]
    return max(ended, default=incident.reported_at)


def _rests(incident: Incident) -> str | None:
    """For what a case waits whose time does not run."""
    return str(incident.state) if incident.state in {HELD, RESOLVED} else None


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="milliseconds") if at else None


def _pair(point: Point | None) -> list[float] | None:
    return [point.lat, point.lon] if point else None
