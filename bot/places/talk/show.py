"""A place as a card in private: what is to be known before somebody goes in, what is known, and what may be done."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from bot.outbox.letters import Button
from bot.places import door
from bot.places.door import Memory
from bot.places.kinds import kinds
from bot.places.merging import merging
from bot.places.naming import public
from bot.places.notes import contacts
from bot.places.register import Near, Place
from bot.places.talk import naming, offers, press, spot
from bot.places.talk.naming import Word
from bot.values import formats
from bot.values.geo import Point
from bot.work.answer import Answer, answer, enumerated, listed
from bot.work.at_door import Mark
from bot.work.work import Work

SAID = ("address", "community", "aliases", "responsible", "contacts", "licence", "credit", "firm")
"""What a card says of a place, or that nobody knows it."""

OF_PEOPLE = frozenset({"responsible", "contacts"})
"""What those who may only look do not see."""


async def card(work: Work, place: Place, *first: Word, toast: Answer | None = None) -> Answer:
    """The card of *place*; *first* come right below what is to be known at the door.

    Where others read along it is named, and no more.
    """
    if not spot.is_private(work):
        row = ((spot.link(work, place),),)
        called = naming.in_group(work.district, place)
        return answer("place-brief", row, name=called, kind=public.kind(work.district, place))
    await spot.let_be(work)
    today = await merging.leads_to(work, place)
    if today.code != place.code:
        first = (*first, {"word": "place-led-on", "code": place.code, "name": place.name, "into": today.code})
        place = today
    memory, here = await door.memory(work, place), await spot.here(work)
    marks = marks_for(work, memory)
    facts = {
        "colour": naming.colour(Memory(marks).look),
        "name": place.name,
        "kind": naming.kind(work.district, place.kind),
        "state": naming.state(place),
        "code": _code(place, here),
        "lines": [*(mark_line(work, mark) for mark in marks), *first, *_lines(work, place)],
    }
    return Answer("place-card", facts, await _rows(work, place), turns=True, toast=toast)


def _code(place: Place, here: Point | None) -> Any:
    """Its code, and how far it is where that is known."""
    if here is None or (near := Near.known(place, here)) is None:
        return place.code
    return {"word": "place-code-metres", "code": place.code, "metres": naming.metres(near)}


def _lines(work: Work, place: Place) -> Iterator[Word]:
    """What is known, and at the end what nobody knows."""
    if not place.is_there:
        yield {"word": "place-card-gone"}
    if place.point is None:
        yield {"word": "place-card-no-point" if work.who.may_act and place.is_there else "place-card-nowhere"}
    names = [name for name in SAID if work.who.may_act or name not in OF_PEOPLE]
    for name in names:
        if (said := value(work, place, name)) is not None:
            yield {"word": f"place-card-{name}", "value": said}
    if unknown := [name for name in names if value(work, place, name) is None]:
        yield {"word": "place-card-unknown", "fields": listed({"word": f"place-short-{name}"} for name in unknown)}


def marks_for(work: Work, memory: Memory) -> list[Mark]:
    """What who looks may read of it: what the patrol noted is the patrol's, hazards are read by who comes for them."""
    return [one for one in memory.marks if one.for_bodies or not work.who.is_only_of_bodies]


def mark_line(work: Work, mark: Mark) -> Word:
    """One thing to know at the door; what colours the place with who says so and since when."""
    if mark.colour is None:
        return {"word": "place-mark", "mark": mark.word}
    at = formats.day_word(mark.at.astimezone(work.district.zone).date()) if mark.at else ""
    key = {
        (False, False): "place-mark-colour",
        (True, False): "place-mark-source",
        (False, True): "place-mark-at",
        (True, True): "place-mark-source-at",
    }[bool(mark.source), bool(at)]
    colour = naming.colour(mark.colour)
    return {"word": key, "colour": colour, "mark": mark.word, "source": mark.source or "", "at": at}


def value(work: Work, place: Place, name: str) -> Any:
    """A field as a card says it; None where nobody has said it. Contacts and who is responsible are masked."""
    found = getattr(place, name)
    if name == "contacts":
        masked = [contacts.masked(one) for one in found]
        return listed(" ".join(filter(None, (one.name, one.role, one.phone))) for one in masked) or None
    if name == "responsible":
        return contacts.masked_name(found) or None
    if name == "outside":
        return "; ".join(f"{system}={number}" for system, number in found.items()) or None
    if name == "firm":
        found = kinds.is_firm(work.district, place)
        return None if found is None else {"word": f"place-firm-{'yes' if found else 'no'}"}
    if name == "state":
        return naming.state(place)
    if name == "kind":
        return naming.kind(work.district, found) if found else None
    if name == "point":
        return f"{found.lat:.5f}, {found.lon:.5f}" if found is not None else None
    return enumerated(found) or None if isinstance(found, tuple) else found or None


async def _rows(work: Work, place: Place) -> Any:
    """What others offer first, then the way there, what is wrong with it, and what was changed.

    Where it lies nobody knows, its location is asked for by a button that is read whole.
    """
    code = press.packed(place.code)
    own: list[Button] = []
    where: list[Button] = []
    if place.point is not None:
        own.append(Button("button-place-way", url=work.district.land.map_link(place.point, quote(place.name))))
    elif work.who.may_act and place.is_there:
        where.append(press.button(work, "button-place-set-point", "field", f"point.{code}"))
    if work.who.may_act and (place.is_there or work.who.is_captain):
        own.append(press.button(work, "button-place-correct", "correct", code))
    if not work.who.is_only_of_bodies:
        own.append(press.button(work, "button-place-history", "history", f"0.{code}"))
    offered = await offers.of(work, place)
    return press.fitting((*press.in_rows(offered, 2), where, *press.in_rows(own, 3)))


def lines(cards: Sequence[tuple[str, Any]]) -> list[Word]:
    """Fields with what they say now."""
    return [
        {"word": f"place-card-{name}", "value": said if said is not None else naming.UNKNOWN} for name, said in cards
    ]
