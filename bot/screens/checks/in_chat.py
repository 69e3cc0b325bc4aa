"""The figures of visits and hazards as ``/stats`` says them: each with the cases that it counts, a tap away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.bodies import bodies
from bot.insight.visits import Share
from bot.screens.checks import statistics
from bot.work.answer import listed
from bot.work.work import Work

MOST = 12
"""So many cases are named behind a figure; the page has all of them."""


async def figures(work: Work, since: datetime) -> Sequence[Any]:
    """Its lines, none where nothing was visited, wished or found since then."""
    told, cut = await statistics.counted(work, since)
    if not (told.made or told.avoided or told.hazards or told.whole.count):
        return ()
    kinds = [(f"visit-kind-{kind}", cases) for kind, cases in told.by_kind.items()]
    lines: list[dict[str, Any]] = [
        {
            "word": "stats-visits",
            "count": len(told.made),
            "kinds": listed({"word": "stats-part", "name": {"word": key}, "count": len(each)} for key, each in kinds),
            "cases": _cases("visit", told.made),
        },
        {
            "word": "stats-bodies",
            "bodies": listed(
                {"word": "stats-part", "name": bodies.of(body).named, "count": len(each)}
                for body, each in told.by_body.items()
            )
            or "-",
        },
        {
            "word": "stats-joined",
            "joined": len(told.joined),
            "avoided": len(told.avoided),
            "cases": _cases("visit", dict.fromkeys(number for number, _ in (*told.joined, *told.avoided))),
        },
        {"word": "stats-whole", "share": _share(told.whole), "cases": _cases("visit", told.whole.bad)},
        {
            "word": "stats-hazards",
            "count": len(told.hazards),
            "on_spot": len(told.on_spot),
            "waiting": len(told.waiting),
            "cases": _cases("hazard", told.hazards),
        },
        {"word": "stats-in-time", "share": _share(told.in_time), "cases": _cases("hazard", told.in_time.bad)},
        {"word": "stats-first-time", "share": _share(told.first_time), "cases": _cases("hazard", told.first_time.bad)},
    ]
    return [*lines, {"word": "stats-cut"}] if cut else lines


def _share(one: Share) -> dict[str, Any]:
    """Of few only how many; else with how sure it is."""
    told: dict[str, Any] = {"good": len(one.good), "count": one.count}
    if one.rate is None or one.low is None or one.high is None:
        return {"word": "stats-few", **told}
    percents = {"rate": round(100 * one.rate), "low": round(100 * one.low), "high": round(100 * one.high)}
    return {"word": "stats-share", **told, **percents}


def _cases(command: str, numbers: Any) -> Any:
    """Their numbers as commands that open them; nothing where there is none."""
    found = list(numbers)
    if not found:
        return ""
    shown = " ".join(f"/{command}_{one}" for one in found[:MOST])
    return {"word": "stats-cases", "cases": shown, "more": len(found) - MOST if len(found) > MOST else 0}
