"""Who speaks in a visit, and what they are told with the next step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.bodies import officers
from bot.cases import kinds
from bot.cases.case import Actor
from bot.inspections.course import ready
from bot.inspections.table import VISITS, Visit
from bot.values.refused import Refused
from bot.work.answer import Answer
from bot.work.at_hand import Notes
from bot.work.history import Part, Record
from bot.work.work import Work

_NAMES = frozenset({"join", "approve_part", "name_officer"})
"""Moves that may make somebody an officer of a visit."""

_SAID: Notes[list[Any]] = Notes("visit-said", list)


def said_to(work: Work) -> list[Any]:
    """Sentences for whoever speaks, which stand above their next step."""
    return work.at_hand.notes(_SAID)


async def visit(work: Work, number: int) -> Visit:
    """The visit of a number, for who takes part in it; Refused for everybody else."""
    found = await work.tx[VISITS].by_number(work.district.id, number)
    if found is None:
        raise Refused("visiting-none", number=number)
    if work.who.user_id not in (*found.officers, *found.helpers):
        raise Refused("visiting-not-yours", number=number)
    return found


async def actor(work: Work, found: Visit) -> Actor:
    """Whoever speaks with their parts; who was named to help may note."""
    speaks = await kinds.actor(work, found)
    if work.who.user_id in found.helpers:
        return replace(speaks, parts=speaks.parts | {Part.HELPER})
    return speaks


async def officer(work: Work, found: Visit) -> Actor:
    """Whoever speaks, for what only an officer does; Refused, by name, where their certificate is over."""
    mine = [one for one in await officers.mine(work) if one.certificate]
    if mine and work.who.user_id in found.officers:
        ready.in_date(work, max(mine, key=lambda one: str(one.certified_until or "")), found.number)
    return await actor(work, found)


async def was_there(work: Work, found: Visit) -> bool:
    """Whether whoever speaks can say what was found: named before it began, or they answered something in it."""
    me, begun, late = work.who.user_id, False, set[int]()
    for row in await work.tx.history.of_moves(found.id, {"begin", *_NAMES}):
        begun = begun or row.record.move == "begin"
        late |= _named_by(row.record) if begun else set()
    return me not in late or any(one.by_id == me for one in await work.tx[VISITS].answered(found.id))


def _named_by(line: Record) -> set[int]:
    """Whom a line of its history made an officer of it."""
    brought = line.facts.get("officers") if line.move in _NAMES - {"name_officer"} else None
    found = brought if isinstance(brought, list) else []
    found = [line.facts.get("user_id")] if line.move == "name_officer" else found
    return {one for one in found if isinstance(one, int)}


async def under_way(work: Work) -> list[Visit]:
    """The visits that have begun and are not signed, in which whoever speaks takes part; the newest last."""
    if work.district_or_none is None or work.who.member is None:
        return []
    live = await work.tx[VISITS].live(work.district.id)
    mine = [one for one in live if work.who.user_id in (*one.officers, *one.helpers)]
    return sorted((one for one in mine if one.begun_at is not None), key=lambda one: (one.begun_at, one.id))


def in_brief(said: Sequence[Any]) -> Answer:
    """Sentences as one answer."""
    return Answer("visiting-said", {"said": list(said)})
