"""The colour of each place, kept for maps and filters: worked out anew when something of it changes or ages out.

What a place is said to be at its door is worked out each time it is asked (:mod:`bot.places.door`); what is kept here
is the same, as it was at the last change, and the clock sees to the hour at which it changes by itself.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import unquote

from bot.places import door
from bot.places.door import Memory
from bot.places.register import Place
from bot.places.standing import links
from bot.places.standing.links import LINKS
from bot.values.port import Port
from bot.work.actions import Right, action
from bot.work.at_door import Colour
from bot.work.at_hand import Notes
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

ONE, ALL = "door", "doors"
"""What the subjects of due things begin with: the colour of one place, and of all."""

AT_ONCE = 20
"""So many places are worked out anew in one transaction."""


@dataclass(frozen=True)
class Coloured:
    """How a place stands that is not green. *reason* and *source* are facts of the words.

    *at* is the date of the reason, *until* when it is no longer so by itself (None: somebody has to change it).
    """

    code: str
    colour: Colour
    reason: Any
    source: Any
    at: datetime | None = None
    until: datetime | None = None


class Colours(Protocol):
    """Colours as they are kept; a place that is not among them is green."""

    async def of(self, district_id: int, codes: Collection[str]) -> dict[str, Coloured]:
        """Those of some places that are not green, by code."""

    async def mark(self, district_id: int) -> int:
        """A number that is another one after every change of a colour."""

    async def put(self, district_id: int, one: Coloured) -> None:
        """Store it over the one that the place had."""

    async def drop(self, district_id: int, code: str) -> None:
        """The place is green."""


COLOURS: Port[Colours] = Port("place_colours")

STIRRED: Notes[dict[str, bool]] = Notes("places-stirred", dict)
"""Codes of places of which something changed in this work."""


def stir(work: Work, *codes: str) -> None:
    """Something of these places changed: their colours are worked out anew at the end of this work."""
    work.at_hand.notes(STIRRED).update(dict.fromkeys(filter(None, codes), True))


async def renew_stirred(work: Work) -> None:
    """At the end of a work: the places of which something changed."""
    stirred = work.at_hand.notes(STIRRED)
    for code in list(stirred):
        await renew(work, code)
    stirred.clear()


async def renew(work: Work, code: str) -> None:
    """Work out the colour of a place and keep it; of one that became part of another, that one's too."""
    place = await links.standing_for(work.tx, work.district.id, code)
    if place is None or place.code != code:
        await _keep(work, code, None, Memory())
    if place is not None:
        await _keep(work, place.code, place, await door.memory(work, place))


async def _keep(work: Work, code: str, place: Place | None, memory: Memory) -> None:
    kept, district_id = work.tx[COLOURS], work.district.id
    before = (await kept.of(district_id, [code])).get(code)
    if place is None or memory.colour is Colour.GREEN:
        if before is not None:
            await kept.drop(district_id, code)
    else:
        first, ends = memory.reasons[0], [one.until for one in memory.reasons]
        until = None if None in ends else max(end for end in ends if end is not None)
        now = Coloured(code, memory.colour, first.word, first.source, first.at, until)
        if now != before:
            await kept.put(district_id, now)
    changes = [one.until for one in memory.marks if one.colour and one.until]
    due = [Due(subject(district_id, code), "place_colour", at, _n(at)) for at in sorted(changes)[:1]]
    await work.tx.occasions.sync(district_id, None, subject(district_id, code), due)


def subject(district_id: int, code: str) -> str:
    """What the due things of a place belong to."""
    return f"{ONE}:{district_id}.{_in_subject(code)}/"


def _in_subject(code: str) -> str:
    """A code whose slashes end no subject: else that of *A* would be the beginning of that of *A/B*."""
    return code.replace("%", "%25").replace("/", "%2F")


def _n(at: datetime) -> int:
    """Each hour at which something ages out is decided once."""
    return int(at.timestamp() * 1000)


def _code(occasion: Occasion) -> str:
    return unquote(occasion.subject.partition(".")[2].removesuffix("/"))


@action(Right.HOUSE, "places.colour_due")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """Something that coloured a place has aged out."""
    if await work.tx.occasions.decide(occasion.id, work.now, "done"):
        await renew(work, _code(occasion))


# --- all of a district, after its rule has changed


async def renew_all(work: Work) -> None:
    """The rule changed: every place at which cases count is worked out anew, some a second."""
    await _go_on(work, "", _n(work.now))


async def _go_on(work: Work, after: str, n: int) -> None:
    own = f"{ALL}:{work.district.id}."
    await work.tx.occasions.sync(
        work.district.id, None, own, [Due(f"{own}{_in_subject(after)}/", "place_colours", work.now, n)]
    )


@action(Right.HOUSE, "places.colours_due")
async def decide_all(work: Work, *, occasion: Occasion) -> None:
    """The next places of all."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    codes = await work.tx[LINKS].counting(work.district.id, _code(occasion), AT_ONCE)
    for code in codes:
        await renew(work, code)
    if len(codes) == AT_ONCE:
        await _go_on(work, codes[-1], occasion.n)
