"""A file of places brought in beside the running bot: looked at first, written in slices, seen when all is there."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo

from bot.places.editions import EDITIONS, STRETCH, From, Overtaken, Staged, Writing
from bot.places.files import planning
from bot.places.files.overtaking import Conflict, Overtaking
from bot.places.files.planning import Plan, Wishes
from bot.places.files.reading import Read
from bot.places.register import PLACES, Place
from bot.work.ports import Store


@dataclass(frozen=True)
class Done:
    """What was written, and where somebody else's change stayed."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    conflicts: tuple[Conflict, ...] = ()


async def look(writing: Writing, district_id: int, read: Read, wishes: Wishes, zone: tzinfo) -> Plan:
    """What the file would change; the register is gone through in short looks, so that none lasts."""

    def walk() -> AsyncIterator[Place]:
        return _stretches(writing.store, district_id)

    async with writing.store.look() as tx:
        return await planning.compare(tx, district_id, read, writing.now(), wishes=wishes, zone=zone, walk=walk)


async def _stretches(store: Store, district_id: int) -> AsyncIterator[Place]:
    after = ""
    while True:
        async with store.look() as tx:
            some = await tx[PLACES].stretch(district_id, after, STRETCH)
        for one in some:
            yield one
        if len(some) < STRETCH:
            return
        after = some[-1].code


async def bring(writing: Writing, district_id: int, plan: Plan, source: From) -> Done:
    """Write what was planned; whatever ends it before the switch leaves everything as it was."""
    changes = plan.changes(source)
    counts = len(plan.new), len(plan.changed), len(plan.gone)
    if not changes:
        return Done()
    staged = await writing.stage(district_id, changes)
    over = await switched(writing, staged, district_id)
    if staged.edition is not None:
        await writing.tidy(staged.edition.register_id)
    return Done(*counts, conflicts=tuple(over.conflicts.values()))


async def switched(writing: Writing, staged: Staged, district_id: int) -> Overtaking:
    """Switch to what was staged, once nothing is left that somebody changed meanwhile."""
    edition = staged.edition
    if edition is None:
        raise ValueError("nothing is staged")
    over = Overtaking(writing, edition, staged.changes, district_id)
    try:
        while True:
            mark = await over.settle()
            with suppress(Overtaken):
                async with writing.store.begin() as tx:
                    await tx[EDITIONS].write(edition, (), writing.now())
                    await tx[EDITIONS].switch(edition, district_id, mark)
                return over
    except BaseException:
        await writing.take_back(edition)
        raise
