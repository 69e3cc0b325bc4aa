"""What of a place somebody may read: programs what everybody may, members what is on the door, captains its people."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from bot.places import edits
from bot.places.naming import public
from bot.places.notes import contacts
from bot.places.register import Line, Place
from bot.register.districts import District
from bot.register.programs import PROGRAMS, Reach
from bot.values.refused import Refused
from bot.work.work import Work

PEOPLES = frozenset({"responsible", "contacts"})
"""Fields that are about people: of them history says that they were changed, and to nobody what they were."""

OF_NAMES = frozenset({"name", "aliases", "address", "community", "outside", "raw"})
"""Fields in which somebody's name may stand, so that programs read them only as they are in public now."""

OF_PROGRAMS = frozenset(edits.FIELDS) - OF_NAMES - PEOPLES
"""Fields whose values programs read, in a history as in a conflict."""

NOT_FOR_PROGRAMS = ("alert", "photo")
"""How the moves begin that are for the patrol: what is known before somebody goes in, and pictures."""


class Eyes(StrEnum):
    """Who looks."""

    PROGRAM = "program"
    VIEWER = "viewer"
    """May only look, and does not see the people of a place."""
    MEMBER = "member"
    CAPTAIN = "captain"


async def eyes(work: Work) -> Eyes:
    """Who looks, as the register has them now; Refused for a key that captains do not let look at places."""
    if work.who.program_id is not None:
        program = await work.tx[PROGRAMS].get(work.who.program_id)
        if program is None or program.places is Reach.NONE:
            raise Refused("key-no-places")
        return Eyes.PROGRAM
    if work.who.is_captain:
        return Eyes.CAPTAIN
    if work.who.member is None:
        return Eyes.PROGRAM
    return Eyes.MEMBER if work.who.may_act else Eyes.VIEWER


def seen(district: District, place: Place, by: Eyes, *, alone: bool = False) -> Place:
    """*place* as far as *by* may read it; who answers for it only for captains, and where it is asked for *alone*."""
    if by is Eyes.PROGRAM:
        return public.told(district, place)
    responsible = place.responsible if alone and by is Eyes.CAPTAIN else ""
    people = () if by is Eyes.VIEWER else tuple(contacts.masked(one) for one in place.contacts)
    return replace(place, responsible=responsible, contacts=people)


def value(district: District, name: str, told: Any, by: Eyes) -> Any:
    """A field as *by* may read it in a history or a conflict; None where they may not."""
    if name in PEOPLES or (by is Eyes.PROGRAM and name not in OF_PROGRAMS):
        return None
    return public.kind_code(district, str(told)) if by is Eyes.PROGRAM and name == "kind" else told


def is_told(line: Line, by: Eyes) -> bool:
    """Whether a line of a history is for *by* at all."""
    return by is not Eyes.PROGRAM or not line.move.startswith(NOT_FOR_PROGRAMS)


def changes(district: District, line: Line, by: Eyes) -> list[Mapping[str, Any]]:
    """What a line of a history changed, as far as *by* may read it; of what is no field, programs hear nothing."""
    return [
        {"field": name, "before": value(district, name, was[0], by), "after": value(district, name, was[-1], by)}
        for name, was in line.facts.items()
        if isinstance(was, list | tuple) and len(was) == 2  # before and after
        if by is not Eyes.PROGRAM or name in edits.FIELDS
    ]
