"""The record of a visit as its answers make it so far, with the items that it asks and what others noted for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.bodies.officers import OFFICERS, Officer
from bot.inspections.table import VISITS, Visit
from bot.inspections.visit import Answered, Record, Result, record
from bot.inspections.visiting import items, powers
from bot.inspections.visiting.items import Item
from bot.work.work import Work

MOST_CHANGES = 30
"""So many of the newest changes of what one person is in bodies are looked through."""


@dataclass(frozen=True)
class Whole(Record):
    """A record with its items. *noted*: what somebody without the power said of an item that an officer here decides.

    *answered* is all that was answered, in the order in which it was recorded. *waits*: items that only officers of a
    body decide whose part is not approved, with that body.
    """

    asked: tuple[Item, ...] = ()
    noted: Mapping[str, Answered] = field(default_factory=dict)
    answered: tuple[Answered, ...] = ()
    waits: Mapping[str, str] = field(default_factory=dict)

    def item(self, key: str) -> Item | None:
        """The item of a key."""
        return next((one for one in self.asked if one.key == key), None)

    def numbered(self, number: int) -> Item | None:
        """The item of a number."""
        return items.by_number(self.asked, number)

    @property
    def left(self) -> tuple[Item, ...]:
        """What is open, in order."""
        return tuple(one for one in self.asked if one.key not in self.newest)

    @property
    def owed(self) -> tuple[Item, ...]:
        """What is open although somebody may answer it: it is answered, or somebody says why not."""
        return tuple(one for one in self.left if one.key not in self.waits)

    @property
    def left_out(self) -> Mapping[str, tuple[Item, ...]]:
        """What is open because the part of a body is not approved, by the body."""
        found: dict[str, tuple[Item, ...]] = {}
        for one in self.left:
            if one.key in self.waits:
                found[self.waits[one.key]] = (*found.get(self.waits[one.key], ()), one)
        return found

    @property
    def done(self) -> int:
        """How many items are answered."""
        return len(self.asked) - len(self.left)

    def count_asked(self, *results: Result) -> int:
        """How many of the items stand at one of these; remarks are none of them."""
        found = [self.newest.get(one.key) for one in self.asked]
        return sum(1 for one in found if one is not None and one.result in results and not one.is_remark)

    @property
    def remarks(self) -> int:
        """How many of the items somebody only noted, who may not pass them."""
        return sum(1 for one in self.asked if (a := self.newest.get(one.key)) is not None and a.is_remark)

    def in_conflict(self, key: str) -> bool:
        """Whether two officers differ on an item."""
        return any(one.item == key for one in self.conflicts)


async def whole(work: Work, visit: Visit) -> Whole:
    """The record of *visit* as it stands in this transaction."""
    asked = await items.items(work, visit)
    answered = await work.tx[VISITS].answered(visit.id)
    when = visit.signed_at or work.now
    named = await officers(work, visit)
    here = powers.here(visit, named)
    waits = _waits(work, visit, asked, named) if visit.not_yet else {}
    return put_together(asked, answered, frozenset(_bodies(work, here, answered, when)), waits)


async def officers(work: Work, visit: Visit) -> list[Officer]:
    """What its officers are; of a signed visit what they were then, whatever becomes of a certificate or of them."""
    if visit.signed_at is None:
        standing = await work.tx[OFFICERS].standing(work.district.id)
        return [one for one in standing if one.user_id in visit.officers and one.stands(work.now)]
    past = [await work.tx[OFFICERS].past(work.district.id, user_id, MOST_CHANGES) for user_id in visit.officers]
    return [one for rows in past for one in rows if one.stood(visit.signed_at)]


def _waits(work: Work, visit: Visit, asked: Sequence[Item], named: Sequence[Officer]) -> dict[str, str]:
    """The items that nobody decides before a part is approved, with the body whose part it is."""
    here, found = powers.here(visit, named), dict[str, str]()
    for item in asked:
        own: Any = (item.department, work.district, work.now)
        if powers.body_for(here, *own, item=item.key) is None:
            body = powers.body_for(named, *own, item=item.key)
            found |= {item.key: body} if body is not None else {}
    return found


def _bodies(work: Work, here: Sequence[Officer], answered: Iterable[Answered], when: datetime) -> Iterable[str]:
    """The bodies to which something was handed over, and for which an officer of the visit decides."""
    wanted = {one.to_body for one in answered if one.to_body}
    return (one for one in wanted if powers.may_answer(here, one, work.district, when))


def put_together(
    asked: Sequence[Item], answered: Sequence[Answered], present: frozenset[str], waits: Mapping[str, str] | None = None
) -> Whole:
    """The record of answers; a note closes no item whose body is *present* itself. Pure."""
    made = record([one.key for one in asked], answered)
    noted = {item: one for item, one in made.newest.items() if one.to_body in present}
    newest = {item: one for item, one in made.newest.items() if item not in noted}
    return Whole(made.items, newest, made.conflicts, tuple(asked), noted, tuple(answered), waits or {})
