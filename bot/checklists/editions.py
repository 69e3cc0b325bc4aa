"""The lists of a district, each in its newest edition, and every edition there ever was.

A district begins with what the program brings along; a list that it brings in itself stands in the place of the one
with the same code, or beside them. What comes along changes with the program, and a visit must not: each edition of it
is kept at the first start with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.checklists import abroad, starter
from bot.checklists.model import Checklist
from bot.checklists.store import CHECKLISTS
from bot.values import texts
from bot.values.refused import Refused
from bot.work.ports import Store, Tx
from bot.work.work import Work


async def newest(work: Work) -> tuple[Checklist, ...]:
    """The lists of the district as they stand now, as they are read in its country."""
    return tuple(one.checklist for one in await standing(work))


async def edition(work: Work, code: str, number: int) -> Checklist:
    """A list as it read in an edition; Refused where there never was one."""
    if number > 0:
        found = await work.tx[CHECKLISTS].edition(work.district.id, code, number)
    else:
        found = await work.tx[CHECKLISTS].starter_edition(code, number) or await _not_kept_yet(work.tx, code, number)
    if found is None:
        raise Refused("no-such-list", code=code)
    return abroad.seen(found, work.district.country)


@dataclass(frozen=True)
class Standing:
    """A list in its newest edition; *by_id* and *at* say who brought it in when, None where it came along."""

    checklist: Checklist
    by_id: int | None = None
    at: datetime | None = None


async def standing(work: Work) -> tuple[Standing, ...]:
    """The lists of the district, those that came along first, with who changed them last."""
    own = {made.checklist.code: made for made in await work.tx[CHECKLISTS].newest(work.district.id)}
    known, _ = await _brought(work.tx, starter.lists())
    found = [Standing(one) for one in known if one.code not in own]
    found += [Standing(made.checklist, made.by_id, made.at) for made in own.values()]
    order = {one.code: n for n, one in enumerate(known)}
    found.sort(key=lambda one: order.get(one.checklist.code, len(order)))
    seen = (replace(one, checklist=abroad.seen(one.checklist, work.district.country)) for one in found)
    return tuple(seen)


async def standing_one(work: Work, named: str) -> Standing:
    """The newest edition of the list that somebody means by its code or its name; Refused where there is none."""
    said = texts.compared(named)
    for one in await standing(work):
        told = one.checklist
        if said and said in {texts.compared(name) for name in (told.code, told.name_zh, told.name_en)}:
            return one
    raise Refused("no-such-list", code=named)


async def _not_kept_yet(tx: Tx, code: str, number: int) -> Checklist | None:
    """One that comes along, before the first start with it is through."""
    _, new = await _brought(tx, starter.lists())
    return next((one for one in new if (one.code, one.edition) == (code, number)), None)


async def _brought(tx: Tx, brought: Sequence[Checklist]) -> tuple[list[Checklist], list[Checklist]]:
    """What the program brings along in the editions that these are, and those of them that are not kept yet."""
    kept = {one.code: one for one in await tx[CHECKLISTS].starter_newest()}
    known, new = [], []
    for one in brought:
        before = kept.get(one.code)
        if before is not None and replace(before, edition=one.edition) == one:
            known.append(before)
            continue
        known.append(one if before is None else replace(one, edition=before.edition - 1))
        new.append(known[-1])
    return known, new


async def keep(store: Store, now: datetime, brought: Sequence[Checklist] | None = None) -> None:
    """Keep what the program brings along as new editions where it differs from the last."""
    async with store.begin() as tx:
        _, new = await _brought(tx, starter.lists() if brought is None else brought)
        if new:
            await tx[CHECKLISTS].add_starter(new, now)
