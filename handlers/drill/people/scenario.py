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
      - {at: "9:00", who: 1010, does: write, text: "/place new"}
      - {at: "9:10", who: 1010, does: pin, where: [30.3150, 120.2750]}
      - {at: "9:20", who: 1010, does: press, text: "place:kind"}
      - {at: "9:30", who: 2002, does: photo, text: "8"}         # with these words under it, or without any

``{3}`` stands for the number that the third case of the drill gets, of whatever kind. *write*, *pin* and *photo* go to
the bot in private; *press* is a press of the newest button there whose data holds *text*.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.values.files import tree
from bot.values.files.tree import Collected, Field
from bot.values.geo import Point
from bot.values.refused import Refused

DEEDS = {
    "report": ("who", "where"),
    "silent": ("who", "for"),
    "decline": ("who", "reason"),
    "backup": ("who",),
    "say": ("who", "text"),
    "write": ("who", "text"),
    "pin": ("who", "where"),
    "photo": ("who",),
    "press": ("who", "text"),
    "restart": (),
}


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


TOP = {"title", "start", "minutes", "district", "crews", "reports", "events"}
MOST_MINUTES = 24 * 60
"""A drill is no longer than a day."""


def read(path: Path) -> Scenario:
    """Read a scenario; Refused for one mistake, Mistakes for several, each with its line, field and what is allowed."""
    root = tree.compose(path).root
    if root is None:
        raise Refused("file-empty", file=path.name)
    wrong = Collected()
    top = Field(root, path.name).fields(TOP, wrong)
    for needed in ("title", "start", "district", "events"):
        if needed not in top:
            wrong.all.append(Refused("file-missing-field", line=1, field=needed))
    wrong.raise_them()
    start = datetime.min.replace(tzinfo=UTC)
    title: dict[str, str] = {}
    district = path
    with wrong.each():
        start = _start(top["start"])
    with wrong.each():
        title = {language: text.text() for language, text in top["title"].fields({"zh", "en"}, wrong).items()}
    with wrong.each():
        district = (path.parent / top["district"].text()).resolve()
    minutes = wrong.or_else(30.0, lambda: _figure(top["minutes"], 0, MOST_MINUTES)) if "minutes" in top else 30.0
    crews = wrong.or_else(Crews(), lambda: _crews(top["crews"], wrong)) if "crews" in top else Crews()
    reports: Reports | None = None
    with wrong.each():
        reports = _reports(top["reports"], wrong) if "reports" in top else None
    events: list[Event] = []
    with wrong.each():
        for row in top["events"].rows():
            with wrong.each():
                events.append(_event(row, wrong))
    wrong.raise_them()
    return Scenario(title, start, minutes, district, crews, tuple(sorted(events, key=lambda e: e.at_s)), reports)


def _start(row: Field) -> datetime:
    start = row.value()
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise row.fail("drill-wants-start")
    return start


def _figure(row: Field, least: float, most: float) -> float:
    """A number between two others; its kind, whole or not, stays as it was written."""
    value = row.value()
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise row.fail("drill-wants-figure", least=least, most=most)
    return value


def _crews(row: Field, wrong: Collected) -> Crews:
    fields = row.fields({"accept_s", "on_scene_s", "speed_kmh", "seed"}, wrong)
    usual = Crews()
    spans = {"accept_s": usual.accept_s, "on_scene_s": usual.on_scene_s}
    for name, span in spans.items():
        if name in fields:
            spans[name] = wrong.or_else(span, partial(_span, fields[name]))
    speed = fields.get("speed_kmh")
    return Crews(
        **spans,
        speed_kmh=wrong.or_else(usual.speed_kmh, lambda: _figure(speed, 1, 200)) if speed else usual.speed_kmh,
        seed=wrong.or_else(usual.seed, fields["seed"].number) if "seed" in fields else usual.seed,
    )


def _span(row: Field) -> tuple[float, float]:
    found = [_figure(one, 0, 86_400) for one in row.rows()]
    if len(found) != 2 or found[0] > found[1]:
        raise row.fail("drill-wants-span")
    return found[0], found[1]


def _reports(row: Field, wrong: Collected) -> Reports:
    fields = row.fields({"count", "minutes", "seed"}, wrong)
    for needed in ("count", "minutes"):
        if needed not in fields:
            raise row.fail("file-missing-field-in", missing=needed)
    count, minutes = int(_figure(fields["count"], 1, 10_000)), _figure(fields["minutes"], 0, MOST_MINUTES)
    return Reports(count, minutes, fields["seed"].number() if "seed" in fields else Reports.seed)


def _event(row: Field, wrong: Collected) -> Event:
    fields = row.fields({"at", "who", "does", "where", "item", "text", "reason", "for"}, wrong)
    does = fields["does"].one_of(tuple(DEEDS)) if "does" in fields else None
    if does is None:
        raise row.fail("file-missing-field-in", missing="does")
    for needed in ("at", *DEEDS[does]):
        if needed not in fields:
            raise row.fail("file-missing-field-in", missing=needed)
    texts = {name: fields[name].written() for name in ("item", "text", "reason") if name in fields}
    return Event(
        at_s=_seconds(fields["at"]),
        does=does,
        who=_who(fields.get("who")),
        where=fields["where"].point() if "where" in fields else None,
        item=texts.get("item"),
        text=texts.get("text", ""),
        reason=texts.get("reason", "busy"),
        for_s=_seconds(fields["for"]) if "for" in fields else 0.0,
    )


def _who(row: Field | None) -> int | str | None:
    """A user id, or a team's key."""
    value = row.value() if row else None
    if row and (isinstance(value, bool) or not isinstance(value, int | str)):
        raise row.fail("file-wants-text")
    return value if isinstance(value, int | str) else None


def _seconds(row: Field) -> float:
    minutes, colon, seconds = row.written().partition(":")
    if not (colon and minutes.isdecimal() and seconds.isdecimal() and len(minutes) <= 4 and len(seconds) == 2):
        raise row.fail("drill-wants-time")
    return int(minutes) * 60 + int(seconds)
