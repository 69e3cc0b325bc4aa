"""Merging places, marking them gone, and taking either back. Nothing moves: each keeps its code and its history.

Whoever asks for a place by a code that was merged is led on by :func:`leads_to`; whoever keeps something by a place's
code (notes, photos, links to cases) reads it for :func:`all_codes`.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Protocol

from bot.outbox.letters import Button, Rows
from bot.places import codes, edits
from bot.places import register as places_register
from bot.places.merging import joining
from bot.places.naming import heard
from bot.places.register import PAST, PLACES, Line, Place, State
from bot.places.standing import linking
from bot.values import formats
from bot.values.port import Port
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

MOST_LINES = 100
"""So many merges of a place are looked at, and so many lines that may have marked it gone."""

MARKS_GONE = frozenset({"gone", "edit", "import", "import-gone"})
"""The moves by which a place may have become gone."""

MERGE, UNDO = "merge", "undo"
"""The moves of the lines that say where a place leads and what it was before, and that this was taken back."""

MOST_DATA = 64
"""Bytes that a button may hold."""


class Merged(Protocol):
    """Who was merged into whom, as the register says it now."""

    async def into(self, district_id: int, codes: Collection[str], most: int) -> list[str]:
        """Codes of the places that lead straight to one of *codes*, in order."""


MERGED: Port[Merged] = Port("places_merged")


async def all_codes(work: Work, code: str) -> list[str]:
    """The code of a place, and those of all that were merged into it."""
    found, newest = [code], [code]
    while newest and len(found) < MOST_LINES:
        more = await work.tx[MERGED].into(work.district.id, newest, MOST_LINES)
        newest = [one for one in more if one not in found]
        found += newest
    return found


async def leads_to(work: Work, place: Place) -> Place:
    """The place that *place* is today: itself, or the one that it was merged into."""
    return await places_register.today(work.tx, work.district.id, place)


@action(Right.CAPTAIN, "places.merge")
async def merge(work: Work, *, code: str, into: str) -> Answer:
    """Two are one: *code* leads to *into* from now on, which takes its names and outside numbers."""
    place, other = await edits.get(work, code), await edits.get(work, into)
    if place.code == other.code:
        raise Refused("place-merge-itself", code=place.code)
    for one in (place, other):
        if one.into:
            raise Refused("place-merged-already", code=one.code, name=heard.name(work, one), into=one.into)
    if not other.is_there:
        raise Refused("place-merge-into-gone", code=other.code, name=heard.name(work, other))
    gone, joined = joining.merged(place, other)
    told = {"into": ["", other.code], "state": [place.state.value, State.GONE.value]}
    await edits.note(work, await _save(work, gone), MERGE, told)
    saved = await _save(work, joined)
    await edits.note(work, saved, joining.MERGED, _changes(other, joined) | {"merged": ["", place.code]})
    if saved.point is not None and None in {place.point, other.point}:
        work.at_hand.notes(edits.LOCATED).append(saved)
    await linking.moved(work, place.code, other.code)
    return answer("place-merged", undo(work, place), **_both(work, place, other))


async def _save(work: Work, place: Place) -> Place:
    return await work.tx[PLACES].save(work.district.id, place, work.now)


def _changes(before: Place, after: Place) -> dict[str, list[Any]]:
    told = {name: [getattr(before, name), getattr(after, name)] for name in ("aliases", "outside")}
    found = {name: [_plain(was), _plain(now)] for name, (was, now) in told.items() if was != now}
    return found if before.point == after.point else found | {"point": [before.point, after.point]}


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "keys") else list(value)


def _both(work: Work, place: Place, other: Place) -> dict[str, Any]:
    named = {"name": heard.name(work, place), "other": heard.name(work, other)}
    return {"code": place.code, "into": other.code, **named}


def undo(work: Work, place: Place) -> Rows:
    """The button that takes it back; none where a button cannot hold the code."""
    data = f"pnote:{work.district.id}.0:undo:{codes.packed(place.code)}"
    return ((Button("button-place-undo", data),),) if len(data) <= MOST_DATA else ()


@action(Right.CAPTAIN, "places.gone")
async def gone(work: Work, *, code: str) -> Answer:
    """A place is not there any more; its code stays, and leads to what is known of it."""
    place = await edits.get(work, code)
    if not place.is_there:
        raise Refused("place-gone-already", code=place.code, name=heard.name(work, place))
    await edits.edit(work, place.code, place.version, {"state": State.GONE}, move="gone")
    return answer("place-marked-gone", undo(work, place), code=place.code, name=heard.name(work, place))


@action(Right.CAPTAIN, "places.undo")
async def take_back(work: Work, *, code: str) -> Answer:
    """A merge, or that a place is gone, is taken back: it is what it was before."""
    place = await edits.get(work, code)
    if place.is_there:
        raise Refused("place-nothing-to-undo", code=place.code, name=heard.name(work, place))
    moves = (MERGE,) if place.into else MARKS_GONE
    lines = await work.tx[PAST].of(work.district.id, place.code, MOST_LINES, moves=moves)
    line = next((one for one in lines if place.into or _marks_gone(one)), None)
    state = State(line.facts["state"][0]) if line is not None else State.UNKNOWN
    if place.into and (other := await work.tx[PLACES].get(work.district.id, place.into)) is not None:
        return await _part(work, place, other, state)
    await edits.edit(work, place.code, place.version, {"state": state}, move=UNDO)
    undone = {"word": f"place-move-{formats.dashed(line.move) if line else 'gone'}", "else": "place-move-edit"}
    said: dict[str, Any] = {"state": {"word": f"place-state-{state}"}, "undone": undone}
    return answer("place-back", code=place.code, name=heard.name(work, place), **said)


def _marks_gone(line: Line) -> bool:
    """Whether it says that the place was there before, and was not after."""
    before, after = line.facts.get("state", ("", ""))
    return bool(before != after == State.GONE.value)


async def _part(work: Work, place: Place, other: Place, state: State) -> Answer:
    if other.into:
        raise Refused("place-undo-first", code=place.code, other=other.code, into=other.into)
    back = replace(place, state=state, into="")
    told = {"into": [place.into, ""], "state": [State.GONE.value, state.value]}
    await edits.note(work, await _save(work, back), UNDO, told)
    left = await _without(work, other, place)
    await edits.note(
        work, await _save(work, left), joining.PARTED, _changes(other, left) | {"merged": [place.code, ""]}
    )
    await linking.back(work, other.code, place.code)
    return answer("place-parted", **_both(work, place, other))


async def _without(work: Work, other: Place, place: Place) -> Place:
    """*other* without what the merge of *place* brought; that of the others who lead to it stays."""
    moves = (joining.MERGED, joining.PARTED)
    lines = await work.tx[PAST].of(work.district.id, other.code, 2 * MOST_LINES, moves=moves)
    codes = await work.tx[MERGED].into(work.district.id, [other.code], MOST_LINES)
    others = await work.tx[PLACES].of(work.district.id, [one for one in codes if one != place.code])
    return joining.parted(other, place, lines, others)
