"""The register of places written anew beside the running bot: in slices, and seen only when all of it is there.

What a slice writes belongs to an edition that nobody reads yet. The switch is one row; whoever stops before it leaves
the register as it was.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.places.register import PLACES, Place, State
from bot.values.port import Port
from bot.values.slices import Pace
from bot.work.ports import Store, Tx

ALIVE = timedelta(minutes=1)
"""Who has written no slice for so long is taken to have died."""


@dataclass(frozen=True)
class Edition:
    """One that is being written. *number* is read once it is switched to; *writer* tells who alone may write it."""

    register_id: int
    number: int
    writer: str


class Editions(Protocol):
    """Editions of the register; part of a transaction."""

    async def begin(self, district_id: int | None, writer: str, now: datetime) -> Edition:
        """The next edition of a district, None: of one that is not there yet; Refused while another one writes."""

    async def write(self, edition: Edition, changed: Sequence[Place], now: datetime) -> None:
        """One slice: places as they will be; Refused where another writer took over."""

    async def switch(self, edition: Edition, district_id: int) -> None:
        """From now on it is the one that is read; Refused where another writer took over."""

    async def give_up(self, edition: Edition) -> None:
        """Nobody writes it any more; what was written goes with :meth:`tidy`."""

    async def tidy(self, register_id: int, writer: str, most: int) -> int:
        """Delete up to *most* rows that nobody reads or will read, save those of another writer; returns how many."""

    async def abandoned(self, before: datetime) -> list[int]:
        """Registers of districts that never came to be, whose writer was last heard of *before* then."""


EDITIONS: Port[Editions] = Port("place_editions")


@dataclass(frozen=True)
class Changes:
    """What a list of places changes in a register: places as they will be; *gone* ones keep their codes."""

    changed: tuple[Place, ...] = ()
    gone: tuple[Place, ...] = ()

    def __len__(self) -> int:
        return len(self.changed) + len(self.gone)

    @property
    def all(self) -> tuple[Place, ...]:
        """All that is written."""
        return (*self.changed, *self.gone)


@dataclass(frozen=True)
class Staged:
    """Changes that are known, and where they are many written already, in an edition that nobody reads yet."""

    changes: Changes
    edition: Edition | None = None


STRETCH = 1000
"""Places that are read at once."""


async def whole(tx: Tx, district_id: int) -> AsyncIterator[Place]:
    """Every place of a register by code, gone ones too, read a stretch at a time."""
    after = ""
    while some := await tx[PLACES].stretch(district_id, after, STRETCH):
        for one in some:
            yield one
        after = some[-1].code


async def compare(tx: Tx, district_id: int | None, wanted: Sequence[Place], now: datetime, *, prune: bool) -> Changes:
    """What *wanted* changes in the register of a district; with *prune* whatever it does not name is gone."""
    before = {one.code: one async for one in whole(tx, district_id)} if district_id is not None else {}
    after = {one.code: one for one in wanted}
    changed = [_over(before.get(one.code), one, now) for one in after.values()]
    gone = [one for code, one in before.items() if prune and code not in after and one.is_there]
    return Changes(
        tuple(one for one in changed if one is not None),
        tuple(replace(one, state=State.GONE, version=one.version + 1, changed_at=now) for one in gone),
    )


def _over(before: Place | None, wanted: Place, now: datetime) -> Place | None:
    """*wanted* as it is written over *before*; None where it says the same."""
    if before is None:
        return replace(wanted, version=1, changed_at=now)
    after = replace(wanted, version=before.version, changed_at=before.changed_at)
    return None if after == before else replace(after, version=before.version + 1, changed_at=now)


async def write_at_once(tx: Tx, district_id: int, changes: Changes, now: datetime) -> None:
    """Write a few changes in a transaction that is open, seen when it is committed."""
    if not changes:
        return
    edition = await tx[EDITIONS].begin(district_id, "at-once", now)
    await tx[EDITIONS].write(edition, changes.all, now)
    await tx[EDITIONS].switch(edition, district_id)


@dataclass
class Writing:
    """An edition that is written slice by slice; *done* hears how much of it is written, 0 to 1."""

    store: Store
    pace: Pace
    now: Callable[[], datetime]
    writer: str
    done: Callable[[float], None] = lambda _: None

    async def stage(self, district_id: int | None, changes: Changes) -> Staged:
        """Write all of *changes* into a new edition that nobody reads yet; where that fails it is taken back."""
        async with self.store.begin() as tx:
            edition = await tx[EDITIONS].begin(district_id, self.writer, self.now())
        try:
            await self.tidy(edition.register_id)
            await self._write(edition, changes)
        except BaseException:
            await self.take_back(edition)
            raise
        return Staged(changes, edition)

    async def _write(self, edition: Edition, changes: Changes) -> None:
        written = 0
        for part in self.pace.slices(changes.all):
            async with self.store.begin() as tx:
                began = self.pace.timer()
                await tx[EDITIONS].write(edition, part, self.now())
            written += len(part)
            self.done(written / len(changes))
            await self.pace.took(len(part), self.pace.timer() - began)

    async def take_back(self, edition: Edition) -> None:
        """Leave the register as it was."""
        async with self.store.begin() as tx:
            await tx[EDITIONS].give_up(edition)
        await self.tidy(edition.register_id)

    async def tidy(self, register_id: int) -> None:
        """Delete what nobody reads or will read, slice by slice."""
        went = -1
        while went:
            async with self.store.begin() as tx:
                began = self.pace.timer()
                went = await tx[EDITIONS].tidy(register_id, self.writer, self.pace.size)
            await self.pace.took(went, self.pace.timer() - began)

    async def tidy_abandoned(self) -> None:
        """Delete what a writer left behind who died before its district came to be."""
        async with self.store.look() as tx:
            found = await tx[EDITIONS].abandoned(self.now() - ALIVE)
        for register_id in found:
            await self.tidy(register_id)
