"""Which team is nearest: exact, simple, explained. Pure.

The shortlist is a plain loop over squared chords between earth-centred points; near ties are decided by the geodesic.
Under 380 km a geodesic is at most 1.00015 times its chord, so every team within 1.00015 times the least chord (and a
millimetre for rounding) is measured; farther away all are.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.register.teams import Standing
from bot.values import geo
from bot.values.geo import Point

FAR_M = 380_000.0
MARGIN = 1.00015
ROUNDING_M = 0.001


class Source(StrEnum):
    """Where a team's point comes from."""

    FIX = "fix"
    BASE = "base"


class Reason(StrEnum):
    """Why a team is not sent by itself."""

    BUSY = "busy"
    OFF_DUTY = "off_duty"
    ON_BREAK = "on_break"
    POSITION_UNKNOWN = "position_unknown"
    CANNOT_HANDLE = "cannot_handle"
    EXCLUDED = "excluded"
    PASSED_OVER = "passed_over"


@dataclass(frozen=True)
class Candidate:
    """One team as the matching sees it. *age_s* is the age of its fix in seconds, *accuracy_m* how far off it may be.

    *reason* is None when it may go.
    """

    team_id: int
    name: str
    point: Point | None
    source: Source | None = None
    age_s: float | None = None
    last_sent_at: datetime | None = None
    reason: Reason | None = None
    accuracy_m: float | None = None
    xyz: tuple[float, float, float] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.point is not None and self.xyz is None and self.reason is None:  # the others are measured by none
            object.__setattr__(self, "xyz", geo.earth_centred(self.point))


@dataclass(frozen=True)
class Choice:
    """A team with its geodesic distance in metres."""

    team_id: int
    name: str
    metres: float
    source: Source | None
    age_s: float | None
    last_sent_at: datetime | None = None
    accuracy_m: float | None = None


def nearest(point: Point, candidates: Sequence[Candidate]) -> Choice | None:
    """The nearest team that may go; ties go to the one sent longest ago, then to the lower id. None: nobody may."""
    x, y, z = geo.earth_centred(point)
    squares: list[tuple[float, Candidate]] = []
    least = float("inf")
    for team in candidates:
        if team.reason is None and team.xyz is not None:
            tx, ty, tz = team.xyz
            tx -= x
            ty -= y
            tz -= z
            square = tx * tx + ty * ty + tz * tz
            squares.append((square, team))
            least = min(least, square)
    if not squares:
        return None
    chord = least**0.5
    most = float("inf") if chord > FAR_M else (chord * MARGIN + ROUNDING_M) ** 2
    tried = [team for square, team in squares if square <= most]
    return min((_measured(point, team) for team in tried), key=_order)


def ranked(point: Point, candidates: Sequence[Candidate], n: int) -> list[Choice]:
    """The *n* nearest teams that may go, nearest first, in the same order of ties."""
    left, found = list(candidates), list[Choice]()
    while len(found) < n and (choice := nearest(point, left)) is not None:
        found.append(choice)
        left = [team for team in left if team.team_id != choice.team_id]
    return found


def _measured(point: Point, team: Candidate) -> Choice:
    assert team.point is not None  # noqa: S101  # only teams with a point are measured
    metres = geo.metres(point, team.point)
    return Choice(team.team_id, team.name, metres, team.source, team.age_s, team.last_sent_at, team.accuracy_m)


def _order(choice: Choice) -> tuple[float, float, int]:
    sent = choice.last_sent_at.timestamp() if choice.last_sent_at else float("-inf")
    return (choice.metres, sent, choice.team_id)


def explain(point: Point, candidates: Sequence[Candidate], choice: Choice) -> dict[str, Any]:
    """Why this team, as plain values: its metres, source and age, and the nearer ones with what stood against them."""
    nearer = []
    for team in candidates:
        if team.reason is None or team.point is None:
            continue
        metres = geo.metres(point, team.point)
        if metres < choice.metres:
            nearer.append({"team": team.name, "metres": round(metres, 1), "reason": str(team.reason)})
    nearer.sort(key=lambda row: float(str(row["metres"])))
    return {
        "team": choice.name,
        "metres": round(choice.metres, 1),
        "source": str(choice.source) if choice.source else None,
        "age_s": choice.age_s,
        "accuracy_m": choice.accuracy_m,
        "nearer": nearer[:3],
    }


def why_nobody(candidates: Sequence[Candidate]) -> dict[Reason, int]:
    """How many teams each reason keeps away, in the order of the reasons; teams that may go are not counted."""
    counts = Counter(team.reason for team in candidates if team.reason is not None)
    return {reason: counts[reason] for reason in Reason if counts[reason]}


def by_distance(standings: Iterable[Standing], point: Point | None) -> list[tuple[float | None, Standing]]:
    """Teams with their metres from *point*, nearest first; those whose place is unknown come last, by id."""
    rows = [(geo.metres(s.point, point) if s.point and point else None, s) for s in standings]
    return sorted(rows, key=lambda row: (row[0] is None, row[0] or 0.0, row[1].team.id))


# --- more cases than teams

SPEED_M_PER_S = 15 / 3.6
"""A patrol's speed through streets, 15 km/h, for estimating a way."""

SEVERITY = {"critical": 3, "high": 2, "medium": 1, "low": 0}


@dataclass(frozen=True)
class Waiting:
    """A case that waits for a team. *work_minutes* is how long the item usually takes on scene."""

    case_id: int
    point: Point
    severity: str
    reported_at: datetime
    due_at: datetime
    work_minutes: float


def best_waiting(team: Point, waiting: Sequence[Waiting], now: datetime) -> int | None:
    """The case that a team which becomes free can best still save; None where none waits.

    Most severe first. Among equals: the estimated chance to be on time, per minute of the team's work (way at 15 km/h
    and the item's minutes on scene). The chance is the spare time divided by the job's length, between 0 and 1; a
    case without any chance comes after all that have one, oldest first, so that hopeless ones block nobody.
    """
    if not waiting:
        return None

    def worth(case: Waiting) -> tuple[float, float, float, float, int]:
        job_s = geo.metres(team, case.point) / SPEED_M_PER_S + case.work_minutes * 60
        left_s = (case.due_at - now).total_seconds()
        chance = min(1.0, max(0.0, (left_s - 0.5 * job_s) / job_s))
        value = chance / (job_s / 60)
        return (-SEVERITY[case.severity], -value, case.reported_at.timestamp(), job_s, case.case_id)

    return min(waiting, key=worth).case_id
