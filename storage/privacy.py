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
    insert,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.port import DataPage, Erased, Look, Place
from storage import slices
from storage.case_rows import IS_LIVE
from storage.growing import grows
from storage.people import memberships
from storage.personal import Export, Personal, beyond, naming
from storage.posted import IS_GONE, outbox
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
    info=grows("case_id"),
)


def _tied(user_id: int) -> Select[Any]:
    """Live cases of any kind that they reported or that their team holds."""
    mine = select(memberships.c.team_id).where(memberships.c.user_id == user_id, memberships.c.team_id.is_not(None))
    held = select(sent.c.case_id).where(sent.c.team_id.in_(mine), sent.c.ended_at.is_(None))
    return select(cases.c.id).where(IS_LIVE, or_(cases.c.reporter_id == user_id, cases.c.id.in_(held)))


OF_CASES = Personal(export=(naming(cases, "reporter_id"), naming(sent, "by_id")), holds=_tied, said=(sent.c.reason,))
"""What all kinds of case share; what is a kind's own it says itself."""

PERSONAL = Personal(export=(naming(looks, "user_id"),), said=(looks.c.about,))

HIDDEN = frozenset({"secret_hash", "former_hash"})
"""Columns that are handed to nobody."""


KEY = "key of the row "
"""How the columns are called by which a page goes on."""


class SqlPrivacy:
    """Walks through what every file says of its own tables. Fulfils :class:`bot.privacy.port.Privacy`."""

    def __init__(self, connection: AsyncConnection, personal: Sequence[Personal]) -> None:
        self._db = connection
        self._personal = personal

    async def page(self, user_id: int, after: Place | None, most: int) -> DataPage:
        """The next rows that name the person, of one table; times as ISO texts."""
        exports = [one for personal in self._personal for one in personal.exports]
        at, part, key = after if after is not None else (0, 0, None)
        one = exports[at]
        pages = one.pages(user_id)
        query = pages[part].where(beyond(one.keys, key)).order_by(*one.keys).add_columns(*_named(one)).limit(most)
        found = (await self._db.execute(query)).mappings().all()
        told = [_plain_row(row) for row in found if one.is_of(row, user_id)]
        if len(found) == most:
            last = [found[-1][f"{KEY}{n}"] for n in range(len(one.keys))]
            return DataPage(one.table.name, told, (at, part, last))
        ends = part + 1 == len(pages)
        beyond_it = (at + 1, 0, None) if ends else (at, part + 1, None)
        is_last = ends and at + 1 == len(exports)
        return DataPage(one.table.name, told, None if is_last else beyond_it)

    async def holds_back(self, user_id: int) -> tuple[list[int], list[int]]:
        """Numbers of live cases of any kind that they are tied to; districts where they are on duty."""
        ties = [cases.c.id.in_(one.holds(user_id)) for one in self._personal if one.holds is not None]
        live = select(cases.c.number).where(IS_LIVE, or_(*ties)).order_by(cases.c.number)
        on_duty = [one.on_duty(user_id) for one in self._personal if one.on_duty is not None]
        districts = [id_ for query in on_duty for id_ in (await self._db.execute(query)).scalars()]
        return list((await self._db.execute(live)).scalars()), districts

    async def erase(self, user_id: int, now: datetime, after: Place | None, most: int) -> Erased:
        """Erase what may be erased, so many rows at most, beginning with every membership."""
        steps = [step for one in self._personal for step in one.steps]
        at, _, key = after if after is not None else (0, 0, None)
        pieces: list[int] = []
        texts, left = 0, most
        while at < len(steps) and left > 0:
            gone, key, count = await steps[at].slice(self._db, user_id, now, key, left)
            texts, left = texts + gone.texts, left - count
            pieces += gone.pieces
            at += key is None
        return Erased(texts, tuple(pieces), (at, 0, key) if at < len(steps) else None)

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

    async def forget_before(self, looks_before: datetime, letters_before: datetime, most: int) -> int:
        """Delete some old looks and letters; returns how many went."""
        old_looks = select(looks.c.id).where(looks.c.at < looks_before).order_by(looks.c.at)
        old = select(outbox.c.id).where(IS_GONE, outbox.c.sent_at < letters_before).order_by(outbox.c.sent_at)
        went = await slices.drop(self._db, looks, old_looks, most)
        return went + await slices.drop(self._db, outbox, old, most)


def _named(one: Export) -> list[Any]:
    """The key of each row once more, under names that no column has."""
    return [column.label(f"{KEY}{n}") for n, column in enumerate(one.keys)]


def _plain_row(row: RowMapping) -> dict[str, Any]:
    told = {name: value for name, value in row.items() if name not in HIDDEN and not name.startswith(KEY)}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in told.items()}
