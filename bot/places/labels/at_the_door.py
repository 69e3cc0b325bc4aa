"""What the page of a label shows: to strangers what all may read, to people of the district what is known here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from bot.places import door
from bot.places import register as places_register
from bot.places.labels import leading
from bot.places.merging import merging
from bot.places.naming import public
from bot.places.register import PLACES, Place, State
from bot.places.talk import show
from bot.register.districts import District
from bot.values import texts
from bot.work.at_door import Look
from bot.work.work import Work

MOST = 12
"""Districts that are offered where several have the same code."""


@dataclass(frozen=True)
class Here:
    """A place that has the code, in its district. *into* is the one that it became part of, as the end of the way."""

    district: District
    place: Place
    into: Place | None = None

    @property
    def public_name(self) -> str:
        """What everybody may call it."""
        return public.name(self.district, self.place)

    @property
    def kind(self) -> Any:
        """Its kind, as a fact of the words."""
        return public.kind(self.district, self.place)


async def with_code(work: Work, *, code: str, first: Collection[int] = ()) -> Sequence[Here]:
    """The places that have this code, one of each district at most; those of the districts *first* are among them."""
    said = texts.line(code)
    if not said or len(said) > leading.MOST_CODE:
        return ()
    found: dict[int, Place] = {}
    for one in dict.fromkeys((said, said.upper())):
        for district_id, place in await work.tx[PLACES].anywhere(one, MOST, first):
            found.setdefault(district_id, place)
    here = []
    for district_id, place in sorted(found.items(), key=lambda one: (one[0] not in first, one[0]))[:MOST]:
        district = await work.tx.districts.get(district_id)
        if district is not None:
            here.append(Here(district, place, await _into(work, district_id, place)))
    return here


async def _into(work: Work, district_id: int, place: Place) -> Place | None:
    end = await places_register.today(work.tx, district_id, place)
    return end if end is not place else None


@dataclass(frozen=True)
class Known:
    """What is to be known before somebody goes in. *lines* are facts of the words, with whether each is the reason."""

    look: Look = Look.UNKNOWN
    lines: Sequence[tuple[Any, bool]] = ()


async def known(work: Work, *, code: str) -> Known:
    """For people of the district, said as on the card in the chat; of a merged place what the other has."""
    place = await work.tx[PLACES].get(work.district.id, code)
    if place is None:
        return Known()
    memory = await door.memory(work, await merging.leads_to(work, place))
    marks = show.marks_for(work, memory)
    return Known(door.Memory(marks).look, [(show.mark_line(work, one), one in memory.reasons) for one in marks])


def state_word(state: State) -> Any:
    """A state as a fact of the words."""
    return {"word": f"place-state-{state}"}
