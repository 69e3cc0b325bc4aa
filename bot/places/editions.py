"""The register of places written anew beside the running bot: in slices, and seen only when all of it is there.

What a slice writes belongs to an edition that nobody reads yet. The switch is one row; whoever stops before it leaves
the register as it was. What somebody changes meanwhile is laid over it (:mod:`bot.places.files.overtaking`).
"""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, overload

from bot.places import codes, keys
from bot.places.keys import Key
from bot.places.register import PLACES, Line, Place, State
from bot.values.port import Port
from bot.values.slices import Pace
from bot.work.ports import Store, Tx

ALIVE = timedelta(minutes=1)
"""Who has written no slice for so long is taken to have died, and writes none any more."""

AT_ONCE = "at-once"
"""The writer of an edition that is begun, written and switched to in one transaction."""


@dataclass(frozen=True)
class Edition:
    """One that is being written. *number* is read once it is switched to; *writer* tells who alone may write it."""

    register_id: int
    number: int
    writer: str


class Editions(Protocol):
    """Editions of the register; part of a transaction."""

    async def begin(self, district_id: int | None, writer: str, now: datetime) -> Edition:
        """The next edition of a district, None: of one that is not there yet; Refused while another one writes.

        What somebody who died left of it is still there, and would be read with it: :meth:`tidy` it first. Only the
        writer :data:`AT_ONCE` finds it clean; Refused where too much is left for that.
        """

    async def write(
        self,
        edition: Edition,
        changed: Sequence[Place],
        now: datetime,
        lines: Sequence[Line] = (),
        keyed: Mapping[str, Sequence[Key]] | None = None,
    ) -> None:
        """One slice: places as they will be, and the lines of their history; without any it says that he is alive.

        Refused where another writer took over, or this one was silent for :data:`ALIVE`: programs that asked meanwhile
        what has changed were told that nothing is being written. *keyed*: by what each is found, by code, where that
        was worked out before; empty where :meth:`key` follows.
        """

    async def rows(self, edition: Edition, codes: Collection[str]) -> Mapping[str, int]:
        """Where these codes have been written into it, as :func:`bot.places.keys.at_row` wants it."""

    async def key(self, edition: Edition, keyed: Sequence[str], now: datetime) -> None:
        """One slice of that by which its places are found, each at its row; Refused as for :meth:`write`."""

    async def switch(self, edition: Edition, district_id: int, mark: int | None = None) -> None:
        """From now on it is the one that is read; Refused where another writer took over.

        Overtaken where the register has changed since its *mark* was this.
        """

    async def mark(self, edition: Edition) -> int:
        """A number that is another one after every change of what is read."""

    async def overtaken(self, edition: Edition, most: int) -> list[tuple[Place, Place]]:
        """Places as they were written into it with what somebody else has made of them since, up to *most*."""

    async def rewrite(self, edition: Edition, place: Place, line: Line | None) -> None:
        """Write one of its places anew, with its line of history in the place of the one before."""

    async def given(self, codes: Collection[str]) -> set[str]:
        """Which of these any register has, had, or is just being given."""

    async def give_up(self, edition: Edition) -> None:
        """Nobody writes it any more; what was written goes with :meth:`tidy`."""

    async def tidy(self, register_id: int, writer: str, most: int) -> int:
        """Delete up to *most* rows that nobody reads or will read, save those of another writer; returns how many."""

    async def abandoned(self, before: datetime) -> list[int]:
        """Registers whose last writer never came to the switch, and was last heard of *before* then; he is none now."""


EDITIONS: Port[Editions] = Port("place_editions")


class Overtaken(Exception):  # a value that says: look again, then switch
    """Somebody changed the register since it was held against the edition."""


class Joined(Sequence[Place]):
    """Places one list behind the other, none of them copied: some are made only when they are asked for."""

    def __init__(self, *parts: Sequence[Place]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    @overload
    def __getitem__(self, which: int) -> Place: ...
    @overload
    def __getitem__(self, which: slice) -> list[Place]: ...
    def __getitem__(self, which: int | slice) -> Place | list[Place]:
        if isinstance(which, int):
            return self[which : which + 1 or None][0]
        first, last, _ = which.indices(len(self))
        found: list[Place] = []
        for part in self._parts:
            found += part[max(first, 0) : max(last, 0)]
            first, last = first - len(part), last - len(part)
        return found


@dataclass(frozen=True)
class From:
    """Where an import comes from: the name of the file, who brings it in, and by which channel."""

    file: str = ""
    by_id: int | None = None
    channel: str = "import"


@dataclass(frozen=True)
class Changes:
    """What a list of places changes in a register: places as they will be; *gone* ones keep their codes.

    One without a code is given one when it is written. *facts*: of each code what its fields were and become.
    """

    changed: Sequence[Place] = ()
    gone: Sequence[Place] = ()
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    source: From | None = None

    def line(self, place: Place, facts: Mapping[str, Any] | None = None) -> Line | None:
        """The line of history of one of them; None where nobody said where they come from."""
        if self.source is None:
            return None
        told = dict(self.facts.get(place.code, {}) if facts is None else facts)
        if self.source.file:
            told["file"] = [None, self.source.file]
        is_gone = place.state is State.GONE and set(told) <= {"state", "file"}
        move = "import-new" if place.version == 1 else "import-gone" if is_gone else "import"
        by, channel = self.source.by_id, self.source.channel
        return Line(place.code, place.version, place.changed_at or _NEVER, by, channel, move, told)

    def at(self, now: datetime) -> "Changes":
        """The same, made at that instant."""
        return replace(self, changed=_at(self.changed, now), gone=_at(self.gone, now))

    def __len__(self) -> int:
        return len(self.changed) + len(self.gone)

    @property
    def all(self) -> Sequence[Place]:
        """All that is written."""
        return Joined(self.changed, self.gone)


def _at(places: Sequence[Place], now: datetime) -> tuple[Place, ...]:
    """Changed at the instant at which their writing began: when they were planned, nobody was told to wait for them."""
    return tuple(replace(one, changed_at=now) for one in places)


@dataclass(frozen=True)
class Staged:
    """Changes that are known, and where they are many written already, in an edition that nobody reads yet."""

    changes: Changes
    edition: Edition | None = None
    mark: int | None = None
    """The mark of the register when it was last held against it."""


_NEVER = datetime(2000, 1, 1, tzinfo=UTC)

LEAST = 80
"""Places of the smallest slice: on a machine that is busy with other things fewer only make it longer."""

STRETCH = 1000
"""Places that are read at once."""

BATCH = 2000
"""Places whose keys are put in order before they are written. Those of one name lie all over the index: in the order
of places a slice touches nearly a page for each, in their own few. More of them at once would take more memory."""

KEYS_FIRST, KEYS_LEAST, KEYS_MOST = 2000, 1600, 10_000
"""Keys of the first slice, and of the smallest and the largest."""


async def whole(tx: Tx, district_id: int) -> AsyncIterator[Place]:
    """Every place of a register by code, gone ones too, read a stretch at a time."""
    after = ""
    while some := await tx[PLACES].stretch(district_id, after, STRETCH):
        for one in some:
            yield one
        after = some[-1].code


async def write_at_once(tx: Tx, district_id: int, changes: Changes, now: datetime) -> None:
    """Write a few changes in a transaction that is open, seen when it is committed.

    Refused where a long import that died left much: :meth:`Writing.clear` deletes that in slices before.
    """
    if not changes:
        return
    edition = await tx[EDITIONS].begin(district_id, AT_ONCE, now)
    changes = changes.at(now)
    await (await made_ready(tx, changes, changes.all)).write(tx, edition, now)
    await tx[EDITIONS].switch(edition, district_id)


@dataclass(frozen=True)
class Slice:
    """Some of the changes, ready to be written: with codes, lines of history, and by what each is found."""

    places: Sequence[Place]
    lines: Sequence[Line]
    keyed: Mapping[str, Sequence[Key]]

    async def write(self, tx: Tx, edition: Edition, now: datetime) -> None:
        """Into an edition."""
        await tx[EDITIONS].write(edition, self.places, now, self.lines, self.keyed)


async def made_ready(tx: Tx, changes: Changes, part: Sequence[Place]) -> Slice:
    """Some of *changes*, those without a code under a new one; all that needs no writer is done here."""
    bare = sum(not one.code for one in part)
    new = iter(await codes.several(tx[EDITIONS].given, bare) if bare else ())
    return coded(changes, [one if one.code else replace(one, code=next(new)) for one in part])


def coded(changes: Changes, part: Sequence[Place]) -> Slice:
    """Some of *changes* that all have codes."""
    lines = [line for one in part if (line := changes.line(one)) is not None]
    return Slice(part, lines, {one.code: keys.of(one) for one in part})


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
            began = self.now()
            edition = await tx[EDITIONS].begin(district_id, self.writer, began)
        try:
            await self.tidy(edition.register_id, edition)
            await self._write(edition, changes, began)
        except BaseException:
            await self.take_back(edition)
            raise
        return Staged(changes, edition)

    async def _write(self, edition: Edition, changes: Changes, at: datetime) -> None:
        every = changes.all
        keying = replace(self.pace, size=KEYS_FIRST, least=KEYS_LEAST, most=KEYS_MOST)
        for n in range(0, len(every), BATCH):
            batch = every[n : n + BATCH]
            share = lambda of, n=n, batch=batch: self.done((n + of * len(batch)) / len(every))  # noqa: E731
            keyed = sorted(await self._write_batch(edition, changes, _at(batch, at), share))
            await self._key(edition, keyed, keying, share)
        self.pace.longest_s = max(self.pace.longest_s, keying.longest_s)

    async def _write_batch(
        self, edition: Edition, changes: Changes, batch: Sequence[Place], share: Callable[[float], None]
    ) -> list[str]:
        """Its places, found by nothing yet; returns by what they will be. *share* hears how much is written of all."""
        keyed: list[str] = []
        written = 0
        for part in self.pace.slices(batch):
            free = self.pace.timer()
            ready = await self._made_ready(changes, part)
            async with self.store.begin() as tx:
                began = self.pace.timer()
                await replace(ready, keyed={}).write(tx, edition, self.now())
                rows = await tx[EDITIONS].rows(edition, ready.keyed)
            took = self.pace.timer()
            keyed += [keys.at_row(key, rows[code]) for code, own in ready.keyed.items() for key in own]
            written += len(part)
            share(written / len(batch) / 2)
            await self.pace.took(len(part), took - began, rested=began - free + self.pace.timer() - took)
        return keyed

    async def _made_ready(self, changes: Changes, part: Sequence[Place]) -> Slice:
        if all(one.code for one in part):
            return coded(changes, part)
        async with self.store.look() as tx:
            return await made_ready(tx, changes, part)

    async def _key(self, edition: Edition, keyed: Sequence[str], pace: Pace, share: Callable[[float], None]) -> None:
        written = 0
        for part in pace.slices(keyed):
            async with self.store.begin() as tx:
                began = pace.timer()
                await tx[EDITIONS].key(edition, part, self.now())
            written += len(part)
            share((1 + written / len(keyed)) / 2)
            await pace.took(len(part), pace.timer() - began)

    async def take_back(self, edition: Edition) -> None:
        """Leave the register as it was."""
        async with self.store.begin() as tx:
            await tx[EDITIONS].give_up(edition)
        await self.tidy(edition.register_id)

    async def clear(self, district_id: int) -> None:
        """Delete what a writer who died left in the register of a district; Refused while another one writes."""
        async with self.store.begin() as tx:
            edition = await tx[EDITIONS].begin(district_id, self.writer, self.now())
        try:
            await self.tidy(edition.register_id, edition)
        finally:
            async with self.store.begin() as tx:
                await tx[EDITIONS].give_up(edition)

    async def tidy(self, register_id: int, edition: Edition | None = None) -> None:
        """Delete what nobody reads or will read, slice by slice; before the first of *edition* is written."""
        went = -1
        while went:
            async with self.store.begin() as tx:
                began = self.pace.timer()
                if edition is not None:
                    await tx[EDITIONS].write(edition, (), self.now())
                went = await tx[EDITIONS].tidy(register_id, self.writer, self.pace.size)
            await self.pace.took(went, self.pace.timer() - began)

    async def tidy_abandoned(self) -> None:
        """Delete what writers left behind who died before they came to the switch, also in other districts."""
        async with self.store.begin() as tx:
            found = await tx[EDITIONS].abandoned(self.now() - ALIVE)
        for register_id in found:
            await self.tidy(register_id)
