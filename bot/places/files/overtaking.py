"""What people change while an import is written stays: it is laid over the import before the switch, and named."""

from dataclasses import dataclass, field, replace
from typing import Any

from bot.places.editions import EDITIONS, Changes, Edition, Writing
from bot.places.files import merging
from bot.places.register import PAST, Place
from bot.work.ports import Tx

AT_ONCE = 50
"""Places that are looked at in one transaction."""

NOT_BY_THIS = ("new", "import-new")
"""Moves that made the whole place."""


@dataclass(frozen=True)
class Conflict:
    """A place that somebody changed meanwhile: in *fields* the file says something else, and theirs stays."""

    place: Place
    fields: tuple[str, ...]

    @property
    def lines(self) -> list[tuple[str, dict[str, Any]]]:
        """A sentence for each field."""
        facts = {"code": self.place.code, "name": self.place.name}
        return [("places-overtaken", {**facts, "field": {"word": f"place-field-{name}"}}) for name in self.fields]


@dataclass
class Overtaking:
    """Lays over an edition what was changed since it was begun; *conflicts* are what it found."""

    writing: Writing
    edition: Edition
    changes: Changes
    district_id: int
    conflicts: dict[str, Conflict] = field(default_factory=dict)

    async def settle(self) -> int:
        """Go on until nothing has been changed that is not laid over it; returns the mark of the register then."""
        while True:
            async with self.writing.store.look() as tx:
                mark = await tx[EDITIONS].mark(self.edition)
                found = await tx[EDITIONS].overtaken(self.edition, AT_ONCE)
            if not found:
                return mark
            async with self.writing.store.begin() as tx:
                began = self.writing.pace.timer()
                await tx[EDITIONS].write(self.edition, (), self.writing.now())
                for mine, theirs in await tx[EDITIONS].overtaken(self.edition, AT_ONCE):
                    await self._one(tx, mine, theirs)
                took = self.writing.pace.timer() - began
            await self.writing.pace.sleep(took)

    async def _one(self, tx: Tx, mine: Place, theirs: Place) -> None:
        """One place: what they touched is as they say, everything else as the file does."""
        lines = await tx[PAST].since(self.district_id, mine.code, mine.version - 1)
        touched = frozenset(name for line in lines for name in line.facts if hasattr(mine, name))
        is_whole = mine.version == 1 or not lines or any(line.move in NOT_BY_THIS for line in lines)
        said = self.changes.facts.get(mine.code, {})
        if is_whole:
            merged, names = theirs, merging.differing(mine, theirs)
        else:
            merged, names = merging.overtaken(mine, theirs, touched, said)
        # also where nothing of the file is left: it is read now, and changed when the writing of all began
        merged = replace(merged, version=theirs.version + 1, changed_at=mine.changed_at)
        facts = merging.told(theirs, {name: getattr(merged, name) for name in merging.differing(theirs, merged)})
        line = self.changes.line(merged, facts) if facts else None
        await tx[EDITIONS].rewrite(self.edition, merged, line)
        if names:
            self.conflicts[mine.code] = Conflict(theirs, tuple(names))
