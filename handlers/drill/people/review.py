"""The after-action review: per case how long each step took, and whether it was on time."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table

from bot.incidents.table import Incident
from bot.insight import figures as insight_figures
from bot.words import Words
from handlers.drill.botapi.calls import Call
from handlers.drill.stage import Other
from handlers.drill.world.chats import Json


@dataclass(frozen=True)
class Line:
    """One case: its number, its item's name by language, and the seconds of each step (None: did not happen)."""

    number: int
    item: dict[str, str]
    waiting_s: float | None
    accept_s: float | None
    travel_s: float | None
    scene_s: float | None
    total_s: float | None
    on_time: bool


@dataclass(frozen=True)
class Missed:
    """A press that was written and found no button: the second of the drill, who, and what its data should hold."""

    at_s: float
    who: int
    what: str


@dataclass(frozen=True)
class Review:
    """All cases of a drill; *busiest* is the most calls to the group within a minute, *close_s* the time limit.

    *missed* are steps of it that nobody could do: then it did not play what it was written for.
    """

    lines: tuple[Line, ...]
    busiest: int
    close_s: int
    others: tuple[Other, ...] = ()
    missed: tuple[Missed, ...] = ()

    @property
    def on_time(self) -> int:
        """How many cases were on time."""
        return sum(line.on_time for line in self.lines)

    @property
    def percent(self) -> int:
        """The same of a hundred."""
        return round(100 * self.on_time / len(self.lines)) if self.lines else 0

    def as_json(self) -> Json:
        """The same for a page."""
        return asdict(self) | {"on_time": self.on_time, "percent": self.percent}


def line_of(incident: Incident, item: dict[str, str], close_s: int) -> Line:
    """The times of one case; on time is resolved within the limit of its report and confirmed afterwards."""
    times = insight_figures.steps_of(incident)
    return Line(
        number=incident.number,
        item=item,
        waiting_s=times.waiting,
        accept_s=times.accept,
        travel_s=times.travel,
        scene_s=times.scene,
        total_s=times.total,
        on_time=bool(insight_figures.in_time(incident, close_s, incident.reported_at)),
    )


def busiest(calls: Iterable[Call]) -> int:
    """The most calls that cost something within any minute."""
    times = sorted(call.at for call in calls if call.cost)
    most, begin = 0, 0
    for end, at in enumerate(times):
        while (at - times[begin]).total_seconds() >= 60:
            begin += 1
        most = max(most, end - begin + 1)
    return most


def show(console: Console, words: Words, language: str, review: Review) -> None:
    """Print the table and its sum."""
    table = Table()
    for key in ("number", "item", "waiting", "accept", "travel", "scene", "total", "on-time"):
        table.add_column(words.say(language, f"drill-row-{key}"), justify="left" if key == "item" else "right")
    for line in review.lines:
        steps = (line.waiting_s, line.accept_s, line.travel_s, line.scene_s)
        total = _clock(line.total_s) if line.total_s is not None else words.say(language, "drill-open")
        yes = words.say(language, "drill-yes" if line.on_time else "drill-no")
        table.add_row(f"#{line.number}", line.item[language], *map(_clock, steps), total, yes)
    if review.lines:
        console.print(table)
    if review.others:
        console.print(_others(words, language, review.others))
    for one in review.missed:
        facts = {"at": _clock(one.at_s), "who": one.who, "what": one.what}
        console.print(words.say(language, "drill-missed", **facts), markup=False)
    told = words.say(
        language,
        "drill-sum",
        count=len(review.lines),
        on_time=review.on_time,
        percent=review.percent,
        busiest=review.busiest,
    )
    console.print(told)


def _others(words: Words, language: str, others: Iterable[Other]) -> Table:
    table = Table()
    for key in ("number", "kind", "state", "total"):
        table.add_column(
            words.say(language, f"drill-row-{key}"), justify="right" if key in {"number", "total"} else "left"
        )
    for one in others:
        total = _clock(one.total_s) if one.total_s is not None else words.say(language, "drill-open")
        table.add_row(f"#{one.number}", one.what[language], one.state[language], total)
    return table


def _clock(seconds: float | None) -> str:
    return "-" if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
