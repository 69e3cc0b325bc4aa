"""Editions of the register of places: rows that one edition adds and another one takes away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import editions as places_editions
from bot.places.editions import ALIVE, Edition
from bot.places.register import Place
from bot.values.refused import Refused
from storage import places as stored
from storage.place_past import place_history
from storage.places import place_keys, place_registers, places
from storage.rooms import Room

_LAST = 2**31 - 1
"""No edition is later."""

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
        if known["writer"] is not None and known["heard_at"] > now - ALIVE:
            raise Refused("import-at-work")
        mine = place_registers.c.id == known["id"]
        await self._db.execute(update(place_registers).where(mine).values(writer=writer, heard_at=now))
        return Edition(known["id"], known["edition"] + 1, writer)

    async def write(self, edition: Edition, changed: Sequence[Place], now: datetime) -> None:
        """One slice."""
        await self._still_mine(edition, heard_at=now)
        if not changed:
            return
        ends = [{"own": edition.register_id, "one": one.code, "ends": edition.number} for one in changed]
        await self._db.execute(_ENDS, ends)
        await stored.write(self._db, edition.register_id, edition.number, changed)

    async def switch(self, edition: Edition, district_id: int) -> None:
        """From now on it is the one that is read."""
        other = await self._register(place_registers.c.district_id == district_id)
        if other is not None and other["id"] != edition.register_id:
            raise Refused("import-taken-over")
        await self._still_mine(
            edition,
            edition=edition.number,
            district_id=district_id,
            writer=None,
            heard_at=None,
            changes=place_registers.c.changes + 1,
        )

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

    async def abandoned(self, before: datetime) -> list[int]:
        """Registers of no district whose writer was last heard of before then."""
        alone = place_registers.c.district_id.is_(None) & (place_registers.c.heard_at < before)
        return list((await self._db.execute(select(place_registers.c.id).where(alone))).scalars())

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

    async def _still_mine(self, own: Edition, **columns: Any) -> None:
        """Write *columns* of the register as its writer; Refused for one who is it no more."""
        mine = (place_registers.c.id == own.register_id) & (place_registers.c.writer == own.writer)
        mine &= place_registers.c.edition == own.number - 1
        changed = await self._db.execute(update(place_registers).where(mine).values(columns))
        if not changed.rowcount:
            raise Refused("import-taken-over")


ROOM = Room(places_editions.EDITIONS, SqlEditions)
