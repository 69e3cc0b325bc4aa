"""``/stats [today|week|month]``: how a time went, in one message; every feature says its own lines."""

from datetime import datetime, timedelta

from bot.incidents.limits import Limits
from bot.insight import morning
from bot.insight.days import DAYS
from bot.register import districts
from bot.values import formats
from bot.values.refused import Refused
from bot.words import spoken_words
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.features import FEATURES
from bot.work.work import Work

SPANS = {"today": 1, "week": 7, "month": 30}
"""How many local days each is, today among them."""


@action(Right.CAPTAIN, "stats.show")
async def show(work: Work, *, span: str = "") -> Answer:
    """The figures of a time, the patrol's first; Refused for a time that is none."""
    days = _days(span)
    zone = work.district.zone
    first = work.now.astimezone(zone).date() - timedelta(days=days - 1)
    since = districts.begin_of(first, zone)
    lines = [await _incidents(work, since)]
    for figures in work.at_hand[FEATURES].figures:
        lines += await figures(work, since)
    return answer("stats", days=days, since=formats.day_word(first), lines=lines)


def _days(span: str) -> int:
    wanted = span.strip().casefold() or "today"
    found = next((days for name, days in SPANS.items() if wanted in {name, *_called(name)}), None)
    if found is None:
        raise Refused("stats-how")
    return found


def _called(name: str) -> frozenset[str]:
    return spoken_words.written(f"stats-word-{name}")


async def _incidents(work: Work, since: datetime) -> dict[str, object]:
    """How many were reported, and how many of them on time: those of a drill are no figures of a real district."""
    close_s = int(work.district.limits.get("close", Limits.close))
    count = morning.of_reports(await work.tx[DAYS].counted(work.district.id, since, work.now, close_s))
    return {"word": "stats-incidents", "cases": count.cases, "on_time": count.on_time}
