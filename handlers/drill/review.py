"""The after-action review: per case how long each step took, and whether it was on time."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from bot import insight
from bot.incidents import Incident
from bot.words import Words


@dataclass(frozen=True)
class Line:
    """One case: its number, item, and the seconds of each step (None: did not happen)."""

    number: int
    item: str
    waiting_s: float | None
    accept_s: float | None
    travel_s: float | None
    scene_s: float | None
    total_s: float | None
    on_time: bool


def line_of(incident: Incident, item: str, close_s: int) -> Line:
    """The times of one case; on time is resolved within the limit of its report and confirmed afterwards."""
    times = insight.steps_of(incident)
    return Line(
        number=incident.number,
        item=item,
        waiting_s=times.waiting,
        accept_s=times.accept,
        travel_s=times.travel,
        scene_s=times.scene,
        total_s=times.total,
        on_time=bool(insight.in_time(incident, close_s, incident.reported_at)),
    )


def show(console: Console, words: Words, language: str, lines: list[Line], busiest: int) -> None:
    """Print the table and its sum."""
    table = Table()
    for key in ("number", "item", "waiting", "accept", "travel", "scene", "total", "on-time"):
        table.add_column(words.say(language, f"drill-row-{key}"), justify="left" if key == "item" else "right")
    for line in lines:
        steps = (line.waiting_s, line.accept_s, line.travel_s, line.scene_s)
        total = _clock(line.total_s) if line.total_s is not None else words.say(language, "drill-open")
        yes = words.say(language, "drill-yes" if line.on_time else "drill-no")
        table.add_row(f"#{line.number}", line.item, *map(_clock, steps), total, yes)
    console.print(table)
    good = sum(line.on_time for line in lines)
    percent = round(100 * good / len(lines)) if lines else 0
    console.print(words.say(language, "drill-sum", count=len(lines), on_time=good, percent=percent, busiest=busiest))


def _clock(seconds: float | None) -> str:
    return "-" if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
