"""What open hazards say at the door of their place, after alert notes: must not open, then the worst; its colour."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.hazards import facts
from bot.hazards.table import CLUE, DISMISSED, HAZARDS, RECTIFIED, Hazard, Severity
from bot.places.merging import merging
from bot.places.notes import at_door as notes_at_door
from bot.work.at_door import Colour, Mark
from bot.work.work import Work

MUST_NOT_OPEN = notes_at_door.ORDER + 2
"""Read right after what may hurt whoever goes in."""

WORST = notes_at_door.ORDER + 5
"""Open critical ones and overdue re-checks."""

OTHERS = notes_at_door.ORDER + 10

MOST = 50
"""So many open hazards of a place are looked at, oldest first."""

YEAR = timedelta(days=365)
MOST_BEFORE = 200
"""So many of the newest hazards of a place are looked through for the same."""

_COLOURS = {Severity.CRITICAL: Colour.RED, Severity.MAJOR: Colour.ORANGE, Severity.MINOR: Colour.YELLOW}


def colour(hazard: Hazard, *, overdue: bool) -> Colour | None:
    """What an open hazard makes of its place; a clue nothing. *overdue*: its time is over. Pure."""
    if not hazard.is_open:
        return None
    is_red = hazard.must_not_open or (hazard.state == RECTIFIED and overdue)
    return Colour.RED if is_red else _COLOURS[hazard.severity]


async def open_at(work: Work, code: str) -> list[Hazard]:
    """Open hazards of a place, and of those that became part of it, oldest first."""
    codes = await merging.all_codes(work, code)
    found = await work.tx[HAZARDS].open_at(work.district.id, codes, MOST)
    return [one for one in found if one.is_open]


async def at_door(work: Work, code: str) -> Sequence[Mark]:
    """A mark for each open hazard of a place."""
    found = await open_at(work, code)
    past = await _past(work, code) if found else []
    return [_mark(work, one, repeated(past, one)) for one in found]


def _mark(work: Work, hazard: Hazard, times: int) -> Mark:
    seen, word = colour(hazard, overdue=hazard.is_overdue(work.now)), _word(work, hazard, times)
    order, source = (WORST if seen is Colour.RED else OTHERS), facts.source(hazard)
    if hazard.must_not_open:
        source = "" if hazard.authority == hazard.body else source  # its sentence names the authority
        order, word = MUST_NOT_OPEN, {"word": "hazard-forbidden-at-door", "order": facts.order(hazard), "hazard": word}
    return Mark(
        order,
        word,
        seen,
        source,
        hazard.reported_at,
        (hazard.id,),
        for_bodies=True,
        always=hazard.must_not_open,
    )


def _word(work: Work, hazard: Hazard, times: int) -> dict[str, Any]:
    return {
        "word": "hazard-at-door",
        "number": hazard.number,
        "severity": facts.severity(hazard),
        "title": hazard.title,
        "due": facts.due(work, hazard),
        "advised": facts.advised(hazard),
        "times": repeats_word(times),
    }


def repeats_word(times: int) -> Any:
    """That it was found before within a year; nothing where it was not."""
    return {"word": "hazard-repeated", "count": times} if times else ""


# --- repeat offenders


def is_same(one: Hazard, other: Hazard) -> bool:
    """Whether two are the same thing: of one item of a list, else called the same, however it was written. Pure.

    One that was found on the spot without a list is known by what it is called alone, also beside those of a list.
    """
    if one.item and other.item:
        return one.item == other.item
    return bool(called(one)) and called(one) == called(other)


def called(one: Hazard) -> str:
    """Letters and digits alone: strokes, spaces and capitals are not what it is called."""
    return "".join(letter for letter in one.title.casefold() if letter.isalnum())


def repeated(past: Sequence[Hazard], hazard: Hazard) -> int:
    """How often the same was found at the place within a year before; clues do not count. Pure."""
    return sum(
        is_same(one, hazard)
        and one.id != hazard.id
        and one.reported_at < hazard.reported_at
        and hazard.reported_at - one.reported_at <= YEAR
        and one.state not in {CLUE, DISMISSED}
        for one in past
    )


async def _past(work: Work, code: str) -> list[Hazard]:
    codes = await merging.all_codes(work, code)
    return await work.tx[HAZARDS].at_place(work.district.id, codes, MOST_BEFORE)


async def times(work: Work, hazard: Hazard) -> int:
    """How often the same was found at its place within the year before."""
    return repeated(await _past(work, hazard.place), hazard)
