"""How a hazard is said: facts of the words that every sentence about one may use."""

from datetime import datetime
from typing import Any

from bot.bodies import bodies
from bot.hazards import limits
from bot.hazards.table import CLUE, KIND, RECTIFIED, Hazard, Severity
from bot.places.naming import public
from bot.places.register import Place
from bot.places.standing import links
from bot.values import formats
from bot.work.work import Work

NOTHING: Any = ""


async def place(work: Work, hazard: Hazard) -> Place | None:
    """The place that it is at today, also where the one it was found at became part of another."""
    return await links.standing_for(work.tx, work.district.id, hazard.place)


async def of(work: Work, hazard: Hazard) -> dict[str, Any]:
    """Number, place, what it is, how bad, state, until when, and whose it is."""
    at = await place(work, hazard)
    return {
        "number": hazard.number,
        "place": at.name if at is not None else hazard.place,
        "title": hazard.title,
        "severity": severity(hazard),
        "state": formats.state_word(hazard.state, KIND),
        "due": due(work, hazard),
        "body": body(hazard.body),
    }


async def in_group(work: Work, hazard: Hazard) -> dict[str, Any]:
    """The same where others may read along: what strangers may not read of a place is not in it."""
    at = await place(work, hazard)
    return {**await of(work, hazard), "place": public.name(work.district, at) if at is not None else hazard.place}


def severity(hazard: Hazard) -> dict[str, str]:
    """How bad it is; of a clue nobody has said so yet."""
    return {"word": "hazard-clue" if hazard.state == CLUE else f"hazard-{hazard.severity}"}


def body(code: str) -> Any:
    """A body as short as people call it; a word where it is nobody's."""
    return bodies.of(code).short if code else {"word": "hazard-no-body"}


def source(hazard: Hazard) -> Any:
    """Whose it is, as who says so at a door: its body, else the patrol."""
    return body(hazard.body) if hazard.body else {"word": "hazard-patrol"}


def due(work: Work, hazard: Hazard) -> Any:
    """Until when, as of now: with how long is left, and marked where it rests on days that nobody has announced."""
    if hazard.due_at is None:
        return NOTHING
    what = "recheck" if hazard.state == RECTIFIED else "limit"
    if hazard.is_overdue(work.now):
        days = (work.now.astimezone(work.district.zone).date() - _day(work, hazard.due_at)).days
        return {"word": f"hazard-{what}-over", "until": until(work, hazard.due_at), "days": days}
    provisional = {"word": "hazard-provisional"} if hazard.provisional and what == "recheck" else NOTHING
    return {"word": f"hazard-{what}-until", "until": until(work, hazard.due_at), "provisional": provisional}


def _day(work: Work, at: datetime) -> Any:
    return at.astimezone(work.district.zone).date()


def until(work: Work, at: datetime) -> Any:
    """The day, where it is the end of one; else with its hour."""
    day = _day(work, at)
    if at == limits.end_of(day, work.district.zone):
        return formats.day_word(day)
    return formats.day_clock(at, work.district.zone)


def order(hazard: Hazard) -> Any:
    """That the place must not open, by which order of whom and when; nothing where none stands."""
    if not hazard.must_not_open:
        return NOTHING
    return {
        "word": "hazard-must-not-open",
        "order": hazard.order,
        "authority": body(hazard.authority),
        "day": hazard.order_day,
    }


def advised(hazard: Hazard) -> Any:
    """What an open critical one says wherever it is read: to stop was advised."""
    is_open = hazard.is_open and hazard.severity is Severity.CRITICAL
    return {"word": "hazard-advised-to-stop"} if is_open else NOTHING


def pair(hazard: Hazard) -> dict[str, Any]:
    """The first photo of before and the last of after, which a letter shows side by side; none where one lacks."""
    return {"pair": [hazard.before[0], hazard.after[-1]]} if hazard.before and hazard.after else {}
