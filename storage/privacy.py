"""Everything stored about one person, and how much of it may go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.port import Erased, Look
from storage.case_rows import IS_LIVE
from storage.outbox import GONE, outbox
from storage.people import memberships
from storage.personal import Personal, naming
from storage.schema import assignments as sent
from storage.schema import cases, metadata
from storage.types import OWN_KEY, Instant

looks = Table(
    "looks",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("what", String(32), nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("at", Instant, nullable=False, index=True),
    Column("about", Text),
)


def _tied(user_id: int) -> Select[Any]:
    """Cases of any kind that they reported or that their team holds."""
    mine = select(memberships.c.team_id).where(memberships.c.user_id == user_id, memberships.c.team_id.is_not(None))
    held = select(sent.c.case_id).where(sent.c.team_id.in_(mine), sent.c.ended_at.is_(None))
    return select(cases.c.id).where(or_(cases.c.reporter_id == user_id, cases.c.id.in_(held)))


OF_CASES = Personal(export=(naming(cases, "reporter_id"), naming(sent, "by_id")), holds=_tied)
"""What all kinds of case share; what is a kind's own it says itself."""

PERSONAL = Personal(export=(naming(looks, "user_id"),))

HIDDEN = frozenset({"secret_hash", "former_hash"})
"""Columns that are handed to nobody."""


class SqlPrivacy:
    """Walks through what every file says of its own tables. Fulfils :class:`bot.privacy.port.Privacy`."""

    def __init__(self, connection: AsyncConnection, personal: Sequence[Personal]) -> None:
        self._db = connection
        self._personal = personal

    async def of(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Every row that names the person, by table; times as ISO texts."""
        found: dict[str, list[dict[str, Any]]] = {}
        for one in (one for personal in self._personal for one in personal.export):
            if rows := (await self._db.execute(one.rows(user_id))).mappings().all():
                found[one.table.name] = [_plain_row(row) for row in rows]
        return found

    async def holds_back(self, user_id: int) -> tuple[list[int], list[int]]:
        """Numbers of live cases of any kind that they are tied to; districts where they are on duty."""
        ties = [cases.c.id.in_(one.holds(user_id)) for one in self._personal if one.holds is not None]
        live = select(cases.c.number).where(IS_LIVE, or_(*ties)).order_by(cases.c.number)
        on_duty = [one.on_duty(user_id) for one in self._personal if one.on_duty is not None]
        districts = [id_ for query in on_duty for id_ in (await self._db.execute(query)).scalars()]
        return list((await self._db.execute(live)).scalars()), districts

    async def erase(self, user_id: int, now: datetime) -> Erased:
        """Erase what may be erased and end every membership."""
        gone = [await one.forget(self._db, user_id, now) for one in self._personal]
        return Erased(sum(one.texts for one in gone), tuple(piece for one in gone for piece in one.pieces))

    async def looked(
        self, district_id: int, user_id: int, what: str, case_id: int | None, now: datetime, about: str | None = None
    ) -> None:
        """Write down that somebody looked at something."""
        seen = {"district_id": district_id, "user_id": user_id, "what": what, "case_id": case_id, "at": now}
        seen["about"] = about
        await self._db.execute(insert(looks).values(seen))

    async def saw(self, user_id: int, what: str, case_id: int, since: datetime) -> bool:
        """Whether it is written down that this person looked at this of a case since then."""
        that = (looks.c.user_id == user_id) & (looks.c.case_id == case_id) & (looks.c.at >= since)
        that &= looks.c.what == what
        return (await self._db.execute(select(looks.c.id).where(that).limit(1))).first() is not None

    async def looks_at(self, case_id: int, what: str) -> list[Look]:
        """Who looked at this of a case, newest first."""
        that = (looks.c.case_id == case_id) & (looks.c.what == what)
        query = select(looks.c.user_id, looks.c.at, looks.c.about).where(that).order_by(looks.c.id.desc())
        return [Look(*row) for row in await self._db.execute(query)]

    async def forget_before(self, looks_before: datetime, letters_before: datetime) -> int:
        """Delete old looks and letters; returns how many went."""
        old_looks = await self._db.execute(delete(looks).where(looks.c.at < looks_before))
        old = and_(outbox.c.state.in_(GONE), outbox.c.sent_at < letters_before)
        return old_looks.rowcount + (await self._db.execute(delete(outbox).where(old))).rowcount


def _plain_row(row: RowMapping) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in row.items() if k not in HIDDEN}
