"""The parts that a situation is made of: one for each case, team and picture, for the day and for the district.

Ages and times left are not in them: a screen counts them itself from the instants that are.
A part with a *list* is a case of some kind: screens show each by what it says of itself.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.cases import order
from bot.cases.case import Assignment, Case, Role
from bot.cases.moves import Move
from bot.cases.order import Stand, Why
from bot.evidence import wall
from bot.evidence.pieces import Evidence, Outline
from bot.handbook.book import Handbook
from bot.incidents import asks as incident_asks
from bot.incidents import hours, proof, where, wishes
from bot.incidents.limits import Limits, limits_for, severity_of
from bot.incidents.table import HELD, OPEN, RESOLVED, Incident
from bot.insight import figures as insight_figures
from bot.places.naming.called import Called
from bot.places.naming.landmarks import Landmark
from bot.register.districts import District
from bot.register.teams import Muster, Standing
from bot.screens.ground import Ground
from bot.sos import table as sos_table
from bot.sos.table import Sos
from bot.values.geo import Point

Part = dict[str, Any]
"""One part as JSON has it: instants as ISO 8601 in UTC, points as [latitude, longitude]."""

OnScreen = Callable[[Any], Mapping[str, Any]]
"""What a kind shows of a case of its own."""

BOARD, ON_TOP = "board", "calls"
"""The lists of a screen on which a case may stand: the board, or the calls above everything.

On the board *rests* says for what else than time it waits (``held``, ``resolved``), *waiting* whether for a team;
*mark* is what stands before its number, of a call on its pin. All stand by their *rank* (:mod:`bot.cases.order`);
*why* is there where one needs somebody now, and says for what.
"""


@dataclass(frozen=True)
class TeamWork:
    """By team id: the cases that it holds, with how, and the numbers of those that it led today."""

    held: Mapping[int, list[tuple[Case, Assignment]]]
    led: Mapping[int, set[int]]


def team_work(live: Sequence[Case], today: Sequence[Incident]) -> TeamWork:
    """The work of all teams: from the cases that are *live*, and from the incidents reported *today*."""
    held, led = defaultdict[int, list[tuple[Case, Assignment]]](list), defaultdict[int, set[int]](set)
    for incident in live:
        for one in incident.assignments:
            if one.is_open:
                held[one.team_id].append((incident, one))
    for incident in today:
        for one in incident.assignments:
            if one.role is Role.LEAD:
                led[one.team_id].add(incident.number)
    return TeamWork(held, led)


def taken_to_be(standing: Standing | None) -> Point | None:
    """Where a team was last, else its base."""
    if standing is None:
        return None
    return standing.position.point if standing.position else standing.team.base


class Seen:
    """What was read of a district; it makes the parts."""

    def __init__(
        self,
        district: District,
        book: Handbook,
        teams: Muster,
        ground: Ground,
        have: Mapping[int, Sequence[Outline]],
        reminders: Mapping[int, int],
        work: TeamWork,
        programs: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        self.district = district
        self.book = book
        self.teams = teams
        self.ground = ground
        self.have = have
        self.reminders = reminders
        self.work = work
        self.programs = programs
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
            "id": one.id,
            "name": one.name,
            "zone": one.timezone,
            "drill": one.drill,
            "area": one.area,
            "centre": _pair(one.centre),
            "close_s": int(one.limits.get("close", 600)),
            "wall_pictures": wall.of(one) == "on",
            "register": self.ground.mark,
            "colours": self.ground.colours,
            "places": self.ground.shown(one),
        }

    def case_part(self, incident: Incident, due: datetime, now: datetime) -> Part:
        """One live case."""
        item = self.book.reading(incident.item, incident.item_version)
        near = self.ground.near(incident.point) if incident.point else None
        near = near if near is not None and where.says(incident, near) else None
        reporter = self.teams.members.get(incident.reporter_id or 0)
        by = reporter.name if reporter else self.programs.get(incident.program_id or 0)
        lead = incident.lead
        have, need = proof.of(incident, item, self.have.get(incident.id, ())).count
        severity, asks = severity_of(incident, item), _asks(incident)
        stand = Stand(
            incident.number, severity, _rests(incident), incident.state == OPEN, asks, due, incident.hold_until
        )
        return {
            "kind": incident.kind,
            "list": BOARD,
            **_place(order.why(stand, now)),
            "mark": None,
            "rests": _rests(incident),
            "waiting": incident.state == OPEN,
            "number": incident.number,
            "item": {"code": item.code, "name_zh": item.name_zh, "name_en": item.name_en},
            "severity": severity,
            "state": incident.state,
            "since": _iso(_since(incident)),
            "point": _pair(incident.point),
            "place": place_of(incident, near),
            "near": near_part(near),
            "team": lead.team_id if lead else None,
            "support": [a.team_id for a in incident.support],
            "reported_at": _iso(incident.reported_at),
            "due_at": _iso(due),
            "hold_until": _iso(incident.hold_until),
            "limit_s": self.limits(incident).close + incident.held_s,
            "have": have,
            "need": need,
            "reminders": self.reminders.get(incident.id, 0),
            "nobody": incident.marks.get("nobody") if incident.state == OPEN else None,
            "asks": asks,
            "drill": incident.drill,
            "resolved_at": _iso(incident.resolved_at),
            "outcome": incident.outcome,
            "reporter": by,
            "words": incident.words,
            "source": " ".join(filter(None, (incident.source, incident.source_ref))) or None,
        }

    def call_part(self, one: Sos, now: datetime) -> Part:
        """One call for help that is not over, with what captains may do with it: whoever looks, the desk asks again."""
        caller = self.teams.members.get(one.reporter_id or 0)
        by = self.teams.members.get(one.acknowledged_by or 0)
        near = self.ground.near(one.point) if one.point else None
        team = one.team_id if one.team_id is not None else caller.team_id if caller else None
        return {
            "kind": one.kind,
            "list": ON_TOP,
            **_place(order.why_called(is_taken=one.acknowledged_at is not None)),
            "mark": "SOS",
            "number": one.number,
            "state": one.state,
            "point": _pair(one.point),
            "guess": self._guess(team, now) if one.point is None else None,
            "near": near_part(near),
            "fixed_at": _iso(one.fixed_at),
            "called_at": _iso(one.reported_at),
            "told": one.told,
            "acknowledged_at": _iso(one.acknowledged_at),
            "of_team": one.reporter_id is None,
            "team": team,
            "teams": [a.team_id for a in one.assignments if a.is_open],
            "there": [a.team_id for a in one.assignments if a.is_open and a.arrived_at],
            "moves": [_move(move) for move in sos_table.FOR_CAPTAINS if one.state in move.start],
            "drill": one.drill,
            "reporter": caller.name if caller else None,
            "words": one.words,
            "by": by.name if by else None,
        }

    def _guess(self, team_id: int | None, now: datetime) -> Part | None:
        """Where somebody is taken to be whose place is unknown: where their team was last, else its base."""
        standing = self.teams.of(team_id)
        point = taken_to_be(standing)
        if standing is None or point is None:
            return None
        position = standing.position
        known, fixed_at = how_known(standing, now), _iso(position.fixed_at) if position else None
        return {"point": _pair(point), "known": known, "fixed_at": fixed_at, "near": near_part(self.ground.near(point))}

    def other_part(self, one: Case, on_screen: OnScreen, now: datetime) -> Part:
        """One live case of a kind that says itself how it is shown: what all have in common, and its own."""
        reporter, lead = self.teams.members.get(one.reporter_id or 0), one.lead
        part = {
            "kind": one.kind,
            "list": BOARD,
            "mark": None,
            "rests": None,
            "waiting": lead is None,
            "number": one.number,
            "state": one.state,
            "reported_at": _iso(one.reported_at),
            "drill": one.drill,
            "point": _pair(one.point),
            "near": near_part(self.ground.near(one.point) if one.point else None),
            "team": lead.team_id if lead else None,
            "support": [a.team_id for a in one.support],
            "reporter": reporter.name if reporter else None,
            **on_screen(one),
        }
        return {**_place(order.why(_stand(part), now)), **part}

    def team_part(self, standing: Standing, now: datetime) -> Part:
        """One team: where it is and how that is known, what it does, what it did today."""
        team, position = standing.team, standing.position
        held = self.work.held[team.id]
        fix = how_known(standing, now)
        return {
            "id": team.id,
            "name": team.name,
            "state": team_state(standing, [a for _, a in held]),
            "point": _pair(position.point if position else team.base),
            "base": _pair(team.base),
            "known": fix,
            "fixed_at": _iso(position.fixed_at) if position else None,
            "accuracy": position.accuracy_m if position else None,
            "imprecise": position is not None and position.is_imprecise,
            "cases": [i.number for i, _ in held],
            "on_duty": len([m for m in standing.members if m.duty]),
            "members": [
                {"name": m.name, "on_duty": m.duty is not None, "available": m.is_available(now)}
                for m in standing.members
            ],
            "people": len(standing.members),
            "today": sorted(self.work.led[team.id]),
            "last_sent_at": _iso(team.last_sent_at),
            "silent_since": _iso(team.silent_since),
            "handles": list(team.handles),
        }

    def picture_part(self, piece: Evidence, number: int) -> Part:
        """One picture that came in for a case; its bytes are asked for by its id."""
        by = self.teams.members.get(piece.by_id)
        return {
            "id": piece.id,
            "number": number,
            "stage": piece.stage,
            "taken_at": _iso(piece.taken_at),
            "by": by.name if by else None,
            "point": _pair(piece.point),
            "seen_in": piece.seen_in,
            "hidden": piece.hidden_at is not None,
        }


def shown_part(piece: Evidence, number: int) -> Part:
    """The newest picture of a case as a wall shows it: nothing of who sent it."""
    return {"id": piece.id, "number": number, "kind": str(piece.kind), "taken_at": _iso(piece.taken_at)}


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


def near_part(near: Landmark | None) -> Part | None:
    """The nearest registered place, with metres and direction from it; on a wall it is called as in public."""
    if near is None:
        return None
    return {"name": Called(near.own, near.name), "metres": round(near.metres), "compass": near.compass}


def place_of(incident: Incident, near: Landmark | None) -> str | None:
    """What the place of a case is called: as it is kept, for everybody; where that is the nearest, by its own name."""
    if near is None or incident.place != near.name:
        return incident.place
    return Called(near.own, near.name)


def figures_part(figures: insight_figures.DayFigures) -> Part:
    """The figures of the day; each with the numbers of its cases."""
    names = ("reported", "on_time", "late", "self_found", "open", "overdue", "waiting", "unconfirmed")
    counts = {name: list(getattr(figures, name).cases) for name in names}
    medians = {step: {"seconds": f.value, "cases": list(f.cases)} for step, f in figures.medians.items()}
    return {
        "since": _iso(figures.since),
        "rate": figures.rate,
        "medians": medians,
        "hours": list(figures.hours),
        **counts,
    }


def _asks(incident: Incident) -> str | None:
    """Which question is open: whether somebody is in danger, else the first that holds the sending of a team."""
    if incident_asks.danger(incident.asks):
        return incident_asks.DANGER
    asked = [*incident_asks.holding(incident.asks), *wishes.of(incident)]
    return next((ask.partition(":")[0] for ask in asked), None)


def _stand(part: Part) -> Stand:
    """What the place of a case depends on, of a kind that says itself how it is shown."""
    due, until = (part.get(name) for name in ("due_at", "hold_until"))
    return Stand(
        part["number"],
        part.get("severity") or "low",
        part["rests"],
        part["waiting"],
        part.get("asks"),
        datetime.fromisoformat(due) if due else None,
        datetime.fromisoformat(until) if until else None,
    )


def _move(move: Move) -> Part:
    """A move of a call as the page asks for it; what ends a call is asked about once more."""
    needs = [{"name": need.name, "optional": need.optional, "choices": None} for need in move.asked]
    return {"move": move.name, "command": move.command, "asks_once": sos_table.ends(move), "needs": needs}


def _place(why: Why) -> Part:
    return {"rank": why.rank, "why": str(why) if why.is_now else None}


def _since(incident: Incident) -> datetime:
    """Since when the case is in its present state, as far as the case itself tells."""
    lead = incident.lead
    if incident.state == RESOLVED and (done := hours.done_at(incident)):
        return done
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
