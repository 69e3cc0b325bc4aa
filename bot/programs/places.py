"""What a program of another system does with the register of places, as far as captains let its key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.places.asked import changing
from bot.places.naming import public
from bot.places.register import Place
from bot.programs import keys, reporting
from bot.register.programs import PROGRAMS, Program, Reach, Request
from bot.values.refused import Refused
from bot.work import history
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Record
from bot.work.work import Work


@dataclass(frozen=True)
class NewPlace:
    """A place as a program registers it. *name* is what it calls this very request (None: nothing).

    *body_hash* is of all that the request holds.
    """

    wish: Mapping[str, Any] = field(default_factory=dict)
    sure: bool = False
    name: str | None = None
    body_hash: str = ""


@action(Right.PROGRAM, "programs.add_place")
async def add(work: Work, *, new: NewPlace) -> Answer:
    """Register a place; the same request again gets the answer that it got."""
    program = await _may_change(work)
    if again := await reporting.same_again(work, program, new.name, new.body_hash):
        return answer("place-api-added", **again.answer, again=True)
    place = await changing.register(work, new.wish, sure=new.sure)
    await _write_down(work, program, "place_added", place)
    told: dict[str, Any] = {"code": place.code, "name": public.name(work.district, place)}
    if new.name is not None:
        await work.tx[PROGRAMS].put_request(Request(program.id, new.name, new.body_hash, work.now, told))
        await work.tx[PROGRAMS].forget_requests(work.now - reporting.KEPT, reporting.FORGOTTEN)
    return answer("place-api-added", **told, again=False)


@action(Right.PROGRAM, "programs.change_place")
async def change(work: Work, *, code: str, version: int, wish: Mapping[str, Any], sure: bool = False) -> Answer:
    """Change fields of a place over the version that the program has seen."""
    program = await _may_change(work)
    place = await changing.correct(work, code, version, wish, sure=sure)
    await _write_down(work, program, "place_changed", place)
    name = public.name(work.district, place)
    return answer("place-api-changed", code=place.code, name=name, version=place.version)


async def _may_change(work: Work) -> Program:
    program = await keys.of_this_work(work)
    if program.places is Reach.NONE:
        raise Refused("key-no-places")
    if program.places is not Reach.CHANGE:
        raise Refused("key-only-looks")
    return program


async def _write_down(work: Work, program: Program, move: str, place: Place) -> None:
    """The history of a place knows no programs: which one it was stands in the district's."""
    facts: dict[str, object] = {**history.by_program(program.id), "code": place.code, "version": place.version}
    line = Record(move, "", "", work.now, None, "program", work.who.channel, facts=facts)
    await work.tx.history.add(work.district.id, None, line, work.now)
