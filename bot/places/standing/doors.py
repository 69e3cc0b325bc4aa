"""What whoever is sent to a case, or opens it, is told of its door; and the taps that say that it is another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.cases import kinds
from bot.cases.case import Case
from bot.cases.kinds import KINDS
from bot.outbox.letters import Button, Rows
from bot.places import codes, door
from bot.places.door import Memory
from bot.places.naming import heard, public
from bot.places.register import PLACES, Near, Place
from bot.places.standing import linking, links
from bot.places.standing.links import LINKS, How
from bot.values import formats
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.at_door import Colour, Mark
from bot.work.work import Work

FIRST = 2
"""So many lines stand on an order, more only of what always does; the others are behind one button."""

MOST_LINES = 20
"""So many are said at once."""

MOST_DATA = 64
"""Bytes of what a button may carry."""


@dataclass(frozen=True)
class Door:
    """The place that a case is at, how that is known, and what is to be known before somebody goes in."""

    place: Place
    how: How
    memory: Memory

    def lines(self, most: int) -> tuple[Any, ...]:
        """What is said first, as facts of the words; how many more there are is said behind them.

        What always stands there, alert notes before all, does so beyond that number too.
        """
        marks = self.memory.marks
        room = most - sum(one.always for one in marks)
        others = [one for one in marks if not one.always][: max(0, room)]
        shown = [line(one) for one in marks if one.always or one in others]
        more = len(marks) - len(shown)
        return (*shown, *([{"word": "door-more", "count": more}] if more else []))

    def on_order(self) -> tuple[Any, ...]:
        """A few lines for whoever is sent there: which door it is, what counts most; none where nothing is known."""
        if not self.memory.marks:
            return ()
        return ({"word": "door-line", "title": self.title}, *self.lines(FIRST))

    @property
    def title(self) -> Any:
        """Its name, and its colour where that says something."""
        if self.memory.colour is Colour.GREEN:
            return {"word": "door-title", "name": self.place.name, "code": self.place.code}
        colour = {"word": f"door-colour-{self.memory.colour}"}
        return {"word": "door-title-coloured", "name": self.place.name, "code": self.place.code, "colour": colour}


def line(mark: Mark) -> Any:
    """One thing to know, with its sign where it colours the place, and who says so."""
    sign = {"word": f"door-sign-{mark.colour}"} if mark.colour else {"word": "door-sign"}
    said = {"word": "door-source", "said": mark.word, "source": mark.source} if mark.source else mark.word
    return {"word": "door-mark", "sign": sign, "said": said}


async def of(work: Work, case_id: int, near: Place | None = None) -> Door | None:
    """What there is to tell of the door of a case; None where it is linked to none. *near* was read already."""
    link = await work.tx[LINKS].of_case(case_id)
    place = near if near is not None and link is not None and link.code == near.code else None
    if place is None and link is not None:
        place = await links.standing_for(work.tx, link.district_id, link.code)
    if link is None or place is None:
        return None
    return Door(place, link.how, await door.memory(work, place))


async def part(work: Work, case: Case) -> dict[str, Any]:
    """The same for a screen: the place of a case (None: none), what is known of it, and which others are near."""
    found, near = await of(work, case.id), await _around(work, case)
    return {
        "place": found.place.code if found else None,
        "name": found.place.name if found else None,
        "how": found.how if found else None,
        "colour": found.memory.colour if found else None,
        "lines": found.lines(MOST_LINES) if found else (),
        "others": [
            {"code": one.place.code, "name": label(one.place), "metres": round(one.metres)}
            for one in near
            if found is None or one.place.code != found.place.code
        ],
    }


# --- what is tapped


def button(district_id: int, number: int) -> Button:
    """Everything about the door of a case."""
    return Button("button-door", f"door:{district_id}.{number}:show")


async def _case(work: Work, number: int) -> Case:
    found: Case | None = await kinds.by_number(work, number)
    if found is None:
        raise Refused("no-such-case", number=number)
    return found


@action(Right.MEMBER, "places.case_door")
async def show(work: Work, *, number: int) -> Answer:
    """What is known of the door of a case, in private only."""
    case = await _case(work, number)
    _in_private(work)
    found = await of(work, case.id)
    if found is None:
        return _none(number, _rows(work, number, await _around(work, case), None))
    lines = found.lines(MOST_LINES) or ({"word": "door-nothing-known"},)
    return answer("door-whole", _changing(work, number, found), number=number, title=found.title, lines=lines)


def _none(number: int, rows: Rows) -> Answer:
    """It is linked to none; where there is nothing to tap, nobody is asked to."""
    return answer("door-none" if rows else "door-none-near", rows, number=number, turns=True)


def _in_private(work: Work) -> None:
    """What is said at a door is for those who go there, not for everybody in a group."""
    if not work.who.in_private and work.who.channel not in {"page", "api", "web"}:
        raise Refused("door-in-private")


def _changing(work: Work, number: int, found: Door) -> Rows:
    own = f"door:{work.district.id}.{number}"
    return ((Button("button-door-none", f"{own}:unlink"), Button("button-door-other", f"{own}:other")),)


@action(Right.MEMBER, "places.other_doors")
async def others(work: Work, *, number: int) -> Answer:
    """Which places near a case it may be at, the nearest first."""
    case = await _case(work, number)
    _in_private(work)
    link = await work.tx[LINKS].of_case(case.id)
    at = await links.standing_for(work.tx, link.district_id, link.code) if link is not None else None
    near = await _around(work, case)
    return answer("door-which" if near else "door-none-near", _rows(work, number, near, at), number=number, turns=True)


async def _around(work: Work, case: Case) -> Sequence[Near]:
    if case.point is None:
        return ()
    return await work.tx[PLACES].near(work.district.id, case.point, linking.AROUND_M, linking.MOST + 1)


def _rows(work: Work, number: int, near: Sequence[Near], at: Place | None) -> Rows:
    """A button for each place but the one that it is at, and one for none of them."""
    own = f"door:{work.district.id}.{number}"
    found = [one for one in near if at is None or one.place.code != at.code][: linking.MOST]
    offered = [
        Button("button-door-at", _at(own, one.place), {"place": _said(work, one.place), "metres": _metres(one)})
        for one in found
    ]
    none = [(Button("button-door-none", f"{own}:unlink"),)] if at is not None else []
    return (*((one,) for one in offered if len(one.data.encode()) <= MOST_DATA), *none)


def choices(work: Work, number: int, places: Sequence[Place]) -> Rows:
    """A button for each place of one name at which a case may be."""
    own = f"door:{work.district.id}.{number}"
    offered = [Button("button-door-beside", _at(own, one), {"place": _said(work, one)}) for one in places]
    return tuple((one,) for one in offered if len(one.data.encode()) <= MOST_DATA)


def _at(own: str, place: Place) -> str:
    """What says that it is at *place*, whatever letters its code has."""
    return f"{own}:at:{codes.packed(place.code)}"


def _metres(near: Near) -> Any:
    return formats.metres_word(near.metres)


def label(place: Place) -> str:
    """A name with what tells it from others of the same building."""
    told = place.name if place.address in place.name else f"{place.name} {place.address}"
    return told.strip()[:60]


def _said(work: Work, place: Place) -> str:
    """The same in the answer to who speaks: as everybody may read it, where others read it too."""
    return label(place if heard.is_alone(work) else public.told(work.district, place))


@action(Right.MEMBER, "places.link_case")
async def choose(work: Work, *, number: int, code: str) -> Answer:
    """Somebody says which place it is."""
    place, case = await linking.offered(work, code), await _case(work, number)
    await linking.say(work, number, place)
    name = heard.name(work, place)
    return answer(
        _chosen(work, case, place),
        ((button(work.district.id, number),),),
        number=number,
        name=name,
        place=name,
    )


def _chosen(work: Work, case: Case, place: Place) -> str:
    """What is said of that: where nobody knew where the case lies it may lie there from now on, which says more."""
    kind = work.at_hand[KINDS].of(case)
    lies_there = case.point is None and place.point is not None and case.state in kind.table.live
    return kind.located(case) if lies_there and kind.located is not None else "door-chosen"


@action(Right.MEMBER, "places.unlink_case")
async def unlink(work: Work, *, number: int) -> Answer:
    """*It is not at this place*: one tap, and one more chooses another; the one it is not at comes last."""
    case = await _case(work, number)
    before = await linking.place_of(work, case.id)
    await linking.say(work, number, None)
    code = before.code if before is not None else None
    near = sorted(await _around(work, case), key=lambda one: one.place.code == code)
    rows = _rows(work, number, near, None)
    if before is None:
        return _none(number, rows)
    key = "door-unlinked" if rows else "door-unlinked-none-near"
    return answer(key, rows, number=number, name=heard.name(work, before), turns=True)


def beside(work: Work, case: Case) -> Rows:
    """Doors right beside the one that a new report was linked to, for who reported it; nothing where there are none."""
    return choices(work, case.number, work.at_hand.notes(linking.BESIDE).get(case.id, ()))
