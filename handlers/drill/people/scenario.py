"""A written drill: who does what and when, and how the simulated crews behave otherwise.

::

    title: {zh: 平静的早晨, en: A quiet morning}
    start: 2026-03-02T08:00:00+08:00
    minutes: 20                       # how long to play at the most
    district: ../district.yaml        # beside this file
    crews: {accept_s: [5, 30], speed_kmh: 15, on_scene_s: [60, 150], seed: 7}
    reports: {count: 60, minutes: 10, seed: 3}        # optional: reports at even distances
    events:
      - {at: "0:10", who: 1010, does: report, where: [30.3150, 120.2750], item: street_stall}
      - {at: "2:00", who: t3, does: silent, for: "4:00"}
      - {at: "3:00", who: t2, does: decline, reason: too_far}
      - {at: "6:00", who: t5, does: backup}
      - {at: "7:00", who: 1001, does: say, text: "/assign {3} 二队"}
      - {at: "8:00", does: restart}

``{3}`` stands for the number that the third case of the drill gets.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.values.geo import Point

DEEDS = {
    "report": ("who",),
    "silent": ("who", "for"),
    "decline": ("who", "reason"),
    "backup": ("who",),
    "say": ("who", "text"),
    "restart": (),
}


class WrongScenario(Exception):
    """A scenario that cannot be played: the line, and what is wrong there."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class Event:
    """One thing that happens *at_s* seconds after the start. *who* is a user id, or a team's key."""

    at_s: float
    does: str
    who: int | str | None = None
    where: Point | None = None
    item: str | None = None
    text: str = ""
    reason: str = "busy"
    for_s: float = 0.0


@dataclass(frozen=True)
class Crews:
    """How crews behave: seconds until they accept and on scene (from, to), speed, and the seed of their chance."""

    accept_s: tuple[float, float] = (5, 30)
    on_scene_s: tuple[float, float] = (60, 150)
    speed_kmh: float = 15.0
    seed: int = 1


@dataclass(frozen=True)
class Reports:
    """Reports at even distances over *minutes*, at places drawn by chance."""

    count: int
    minutes: float
    seed: int = 1


@dataclass(frozen=True)
class Scenario:
    """A drill to play."""

    title: dict[str, str]
    start: datetime
    minutes: float
    district: Path
    crews: Crews
    events: tuple[Event, ...]
    reports: Reports | None = None

    @property
    def count(self) -> int:
        """How many reports there are: those at even distances, and those that are written one by one."""
        return (self.reports.count if self.reports else 0) + sum(event.does == "report" for event in self.events)


def read(path: Path) -> Scenario:
    """Read a scenario; raises WrongScenario naming the line."""
    try:
        root = yaml.compose(path.read_text(encoding="utf8"), Loader=yaml.SafeLoader)
        data = yaml.safe_load(path.read_text(encoding="utf8"))
    except OSError as trouble:
        raise WrongScenario(0, f"cannot read {path}") from trouble
    except yaml.YAMLError as trouble:
        mark = getattr(trouble, "problem_mark", None)
        raise WrongScenario(mark.line + 1 if mark else 0, "not valid YAML") from trouble
    lines = _lines(root)
    for needed in ("title", "start", "district", "events"):
        if not isinstance(data, dict) or needed not in data:
            raise WrongScenario(1, f"{needed} is missing")
    start = data["start"]
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise WrongScenario(1, "start must be a time with its zone, such as 2026-03-02T08:00:00+08:00")
    events = [_event(row, lines.get(i, 1)) for i, row in enumerate(data["events"] or [])]
    crews: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in (data.get("crews") or {}).items()}
    try:
        return Scenario(
            title=data["title"],
            start=start,
            minutes=float(data.get("minutes", 30)),
            district=(path.parent / data["district"]).resolve(),
            crews=Crews(**crews),
            events=tuple(sorted(events, key=lambda e: e.at_s)),
            reports=Reports(**data["reports"]) if data.get("reports") else None,
        )
    except TypeError as unknown:
        raise WrongScenario(1, str(unknown).rsplit(") ", maxsplit=1)[-1]) from unknown


def _lines(root: Any) -> dict[int, int]:
    for key, value in root.value if isinstance(root, yaml.MappingNode) else []:
        if key.value == "events":
            return {i: row.start_mark.line + 1 for i, row in enumerate(value.value)}
    return {}


def _event(row: Any, line: int) -> Event:
    if not isinstance(row, dict) or row.get("does") not in DEEDS:
        raise WrongScenario(line, f"does must be one of {', '.join(DEEDS)}")
    for needed in ("at", *DEEDS[row["does"]]):
        if needed not in row:
            raise WrongScenario(line, f"{needed} is missing")
    where = Point.read(*row["where"]) if "where" in row else None
    if row["does"] == "report" and where is None:
        raise WrongScenario(line, "where must be [latitude, longitude]")
    return Event(
        at_s=_seconds(row["at"], line),
        does=row["does"],
        who=row.get("who"),
        where=where,
        item=row.get("item"),
        text=str(row.get("text", "")),
        reason=str(row.get("reason", "busy")),
        for_s=_seconds(row["for"], line) if "for" in row else 0.0,
    )


def _seconds(text: Any, line: int) -> float:
    minutes, colon, seconds = str(text).partition(":")
    if not colon or not minutes.isdigit() or not seconds.isdigit():
        raise WrongScenario(line, 'times are written minutes:seconds in quotes, such as "2:30"')
    return int(minutes) * 60 + int(seconds)
