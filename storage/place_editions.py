"""Editions of the register of places: rows that one edition adds and another one takes away."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import editions as places_editions
from bot.places import keys
from bot.places.editions import ALIVE, AT_ONCE, Edition, Overtaken
from bot.places.keys import Key
from bot.places.register import Line, Place
from bot.values.refused import Refused
from storage import place_past
from storage import places as stored
from storage.place_past import place_history
from storage.places import place_keys, place_registers, places
from storage.rooms import Room

_LAST = 2**31 - 1
"""No edition is later."""

CLEANED, CLEANED_IN = 250, 4
"""Rows of a dead writer that go at once, and how often, before something is written in the same transaction."""

_ENDS = (
    update(places)
    .where(
        places.c.register_id == bindparam("own"),
        places.c.code == bindparam("one"),
        places.c.since < bindparam("ends"),
        places.c.until.is_(None),
    )
    .values(until=bindparam("ends"))
)
_THEIRS = places.alias("theirs")
_OVERTAKEN = (
    select(places.c.id, _THEIRS.c.id.label("theirs"))
    .join(_THEIRS, (_THEIRS.c.register_id == places.c.register_id) & (_THEIRS.c.code == places.c.code))
    .where(
        places.c.register_id == bindparam("own"),
        places.c.since == bindparam("number"),
        or_(
            (_THEIRS.c.until == bindparam("number")) & (_THEIRS.c.version >= places.c.version),
            (_THEIRS.c.until.is_(None)) & (_THEIRS.c.since < bindparam("number")),
        ),
    )
    .limit(bindparam("most"))
)

_GOES = (
    delete(place_keys).where(place_keys.c.place_id == bindparam("own")),
    delete(places).where(places.c.id == bindparam("own")),
)
_STAYS = update(places).where(places.c.id == bindparam("own")).values(until=None)


class SqlEditions:
    """Fulfils :class:`bot.places.editions.Editions`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def begin(self, district_id: int | None, writer: str, now: datetime) -> Edition:
        """The next edition; Refused while another one writes."""
        known = await self._register(place_registers.c.district_id == district_id) if district_id is not None else None
        if known is None:
            columns = {"district_id": district_id, "edition": 0, "writer": writer, "heard_at": now}
            key = (await self._db.execute(insert(place_registers).values(columns))).inserted_primary_key
            return Edition(int(key[0]) if key else 0, 1, writer)
        own = place_registers.c.id == known["id"]
        free = place_registers.c.writer.is_(None) | (place_registers.c.writer == writer)
        taken = await self._db.execute(
            update(place_registers)
            .where(own, free | (place_registers.c.heard_at <= now - ALIVE))
            .values(writer=writer, heard_at=now)
        )
        if not taken.rowcount:
            raise Refused("import-at-work")
        known = await self._register(own)  # read anew: it may have been switched while this waited for it
        if writer == AT_ONCE:
            await self._clean(known)
        return Edition(known["id"], known["edition"] + 1, writer)

    async def write(
        self,
        edition: Edition,
        changed: Sequence[Place],
        now: datetime,
        lines: Sequence[Line] = (),
        keyed: Mapping[str, Sequence[Key]] | None = None,
    ) -> None:
        """One slice."""
        await self._still_mine(edition, since=now - ALIVE, heard_at=now)
        if not changed:
            return
        if ends := [
            {"own": edition.register_id, "one": one.code, "ends": edition.number} for one in changed if one.version > 1
        ]:
            await self._db.execute(_ENDS, ends)
        await stored.write(self._db, edition.register_id, edition.number, changed, keyed)
        await place_past.write(self._db, edition.register_id, edition.number, lines)

    async def rows(self, edition: Edition, codes: Collection[str]) -> Mapping[str, int]:
        """Where these codes have been written."""
        own = (places.c.register_id == edition.register_id) & (places.c.since == edition.number)
        query = select(places.c.code, places.c.id).where(own, places.c.code.in_(list(codes)))
        return {row.code: row.id for row in await self._db.execute(query)}

    async def key(self, edition: Edition, keyed: Sequence[str], now: datetime) -> None:
        """One slice of keys."""
        await self._still_mine(edition, since=now - ALIVE, heard_at=now)
        await self._db.execute(stored.SEVERAL_KEYS, {"of": edition.register_id, "keys": keyed})

    async def switch(self, edition: Edition, district_id: int, mark: int | None = None) -> None:
        """From now on it is the one that is read."""
        other = await self._register(place_registers.c.district_id == district_id)
        if other is not None and other["id"] != edition.register_id:
            raise Refused("import-taken-over")
        await self._still_mine(
            edition,
            mark,
            edition=edition.number,
            district_id=district_id,
            writer=None,
            heard_at=None,
            changes=place_registers.c.changes + 1,
        )

    async def mark(self, edition: Edition) -> int:
        """How often what is read has changed."""
        known = await self._register(place_registers.c.id == edition.register_id)
        return int(known["changes"]) if known is not None else 0

    async def overtaken(self, edition: Edition, most: int) -> list[tuple[Place, Place]]:
        """A row that was changed after it was to end has a version that its next one does not follow.

        One that was not to end at all was registered meanwhile, under a code that the edition took to be new.
        """
        asked = {"own": edition.register_id, "number": edition.number, "most": most}
        ids = (await self._db.execute(_OVERTAKEN, asked)).all()
        query = select(places).where(places.c.id.in_([key for pair in ids for key in pair]))
        found = {row["id"]: stored.read(row) for row in (await self._db.execute(query)).mappings()} if ids else {}
        return [(found[mine], found[theirs]) for mine, theirs in ids]

    async def rewrite(self, edition: Edition, place: Place, line: Line | None) -> None:
        """One of its rows, with its keys and its line; what it follows ends, also where it was new."""
        ends = {"own": edition.register_id, "one": place.code, "ends": edition.number}
        await self._db.execute(_ENDS, ends)
        own = (places.c.register_id == edition.register_id) & (places.c.since == edition.number)
        key = (await self._db.execute(select(places.c.id).where(own, places.c.code == place.code))).scalar_one()
        await self._db.execute(update(places).where(places.c.id == key).values(stored.columns(place)))
        await self._db.execute(_GOES[0], {"own": key})
        await self._db.execute(stored.NEW_KEYS, stored.own_keys(edition.register_id, key, keys.of(place)))
        told = (place_history.c.register_id == edition.register_id) & (place_history.c.edition == edition.number)
        await self._db.execute(delete(place_history).where(told, place_history.c.code == place.code))
        if line is not None:
            await place_past.write(self._db, edition.register_id, edition.number, [line])

    async def given(self, codes: Collection[str]) -> set[str]:
        """Which of these any row bears."""
        query = select(places.c.code).where(places.c.code.in_(list(codes)))
        return set((await self._db.execute(query)).scalars())

    async def give_up(self, edition: Edition) -> None:
        """Nobody writes it any more."""
        mine = (place_registers.c.id == edition.register_id) & (place_registers.c.writer == edition.writer)
        await self._db.execute(update(place_registers).where(mine).values(writer=None))

    async def tidy(self, register_id: int, writer: str, most: int) -> int:
        """Rows that are over; unless another one writes, also those of an edition that never was, and what it ended."""
        known = await self._register(place_registers.c.id == register_id)
        if known is None:
            return 0
        here, edition = places.c.register_id == register_id, known["edition"]
        over = await self._some(here & (places.c.until <= edition), most)
        if known["writer"] not in {None, writer}:
            edition = _LAST
        never = await self._some(here & (places.c.since > edition), most - len(over))
        back = await self._some(here & (places.c.until > edition), most - len(over) - len(never))
        for statement, found in (*((each, [*over, *never]) for each in _GOES), (_STAYS, back)):
            if found:
                await self._db.execute(statement, found)
        went = len(over) + len(never) + len(back) + await self._untold(register_id, edition, most)
        if not went and known["district_id"] is None and known["writer"] is None:
            await self._db.execute(delete(place_registers).where(place_registers.c.id == register_id))
        return went

    async def _clean(self, register: Any) -> None:
        """Delete what a dead writer left of the next edition, where that is little; Refused where it is much."""
        for _ in range(CLEANED_IN):
            if not await self._is_left(register["id"], register["edition"]):
                return
            await self.tidy(register["id"], AT_ONCE, CLEANED)
        if await self._is_left(register["id"], register["edition"]):
            raise Refused("import-at-work")

    async def _is_left(self, register_id: int, edition: int) -> bool:
        here, told = places.c.register_id == register_id, place_history.c.register_id == register_id
        for key, which in (
            (places.c.id, here & (places.c.since > edition)),
            (places.c.id, here & (places.c.until > edition)),
            (place_history.c.id, told & (place_history.c.edition > edition)),
        ):
            if (await self._db.execute(select(key).where(which).limit(1))).first() is not None:
                return True
        return False

    async def abandoned(self, before: datetime) -> list[int]:
        """Registers that nobody switched since their writer was last heard of, before then."""
        silent = place_registers.c.heard_at <= before
        await self._db.execute(
            update(place_registers).where(silent, place_registers.c.writer.is_not(None)).values(writer=None)
        )
        return list((await self._db.execute(select(place_registers.c.id).where(silent))).scalars())

    async def _register(self, which: ColumnElement[bool]) -> Any:
        return (await self._db.execute(select(place_registers).where(which))).mappings().first()

    async def _some(self, which: ColumnElement[bool], most: int) -> list[dict[str, Any]]:
        """The keys of up to *most* rows."""
        query: Select[Any] = select(places.c.id).where(which).limit(most)
        return [{"own": row.id} for row in await self._db.execute(query)]

    async def _untold(self, register_id: int, edition: int, most: int) -> int:
        """Lines of history that came with an edition which never was."""
        which = (place_history.c.register_id == register_id) & (place_history.c.edition > edition)
        found = list((await self._db.execute(select(place_history.c.id).where(which).limit(most))).scalars())
        if found:
            await self._db.execute(delete(place_history).where(place_history.c.id.in_(found)))
        return len(found)

    async def _still_mine(
        self, own: Edition, mark: int | None = None, since: datetime | None = None, **columns: Any
    ) -> None:
        """Write *columns* of the register as its writer; Refused for one who is it no more, or silent *since* then.

        Overtaken where it has another *mark*: that is held against it by the statement that writes, so that nobody
        comes in between.
        """
        mine = (place_registers.c.id == own.register_id) & (place_registers.c.writer == own.writer)
        mine &= place_registers.c.edition == own.number - 1
        if since is not None:
            mine &= place_registers.c.heard_at > since
        as_seen = mine if mark is None else mine & (place_registers.c.changes == mark)
        if (await self._db.execute(update(place_registers).where(as_seen).values(columns))).rowcount:
            return
        if mark is not None and await self._register(mine) is not None:
            raise Overtaken
        raise Refused("import-taken-over")


ROOM = Room(places_editions.EDITIONS, SqlEditions)
