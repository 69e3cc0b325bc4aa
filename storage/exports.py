"""Exports, and the rows that go into them: by the key of the last one, never by how many came before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Integer,
    RowMapping,
    String,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.exports import port as exports_port
from bot.exports.port import OPEN, After, Bounds, Export, Fix, Format, State, What, Why
from bot.incidents.table import Incident
from bot.work.known import Secret
from storage import remembered, rows, secrets, slices
from storage.growing import grows
from storage.incidents import ROWS, SqlIncidents
from storage.people import NOBODY, duties, memberships
from storage.personal import Personal, blanked, naming
from storage.rooms import Room
from storage.schema import cases, metadata, partial
from storage.teams import teams, tracks
from storage.types import OWN_KEY, Instant, Json

exports = Table(
    "exports",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("what", String(16), nullable=False),
    Column("format", String(8), nullable=False),
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("language", String(8), nullable=False),
    Column("people", Json, nullable=False),
    Column("personal", Boolean, nullable=False),
    Column("state", String(8), nullable=False),
    Column("why", String(16)),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("by_file", Boolean, nullable=False),
    Column("page_id", BigInteger),
    Column("reply_to", BigInteger),
    Column("secret_hash", String(64), unique=True),
    Column("expires_at", Instant),
    CheckConstraint("state IN ('waiting', 'running', 'ready', 'ending', 'over')", name="state"),
    info=grows("user_id"),
)
partial("ix_exports_at_hand", exports.c.id, where="state IN ('waiting', 'running', 'ending')")

_AT_HAND = exports.c.state.in_([str(State.WAITING), str(State.RUNNING), str(State.ENDING)])
_WITH_FILE = exports.c.state.in_([str(State.RUNNING), str(State.READY), str(State.ENDING)])
_OPEN = exports.c.state.in_(sorted(OPEN))


MOST_COUNTED, MOST_STRETCHES = 50_000, 2_000
"""Of a track so many points are counted, and so many stretches of duty told."""


class SqlExports:
    """Fulfils :class:`bot.exports.port.Exports`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self._cases = _Cases(connection)

    @property
    def has_news(self) -> bool:
        """Whether anything was written of them."""
        return bool(remembered.writes(self._db, frozenset({exports})))

    async def add(self, export: Export) -> Export:
        """Store a new one."""
        columns = rows.values(exports, export, leave=frozenset({"id"}))
        key = (await self._db.execute(insert(exports).values(columns))).inserted_primary_key
        secrets.made(self._db, Secret.EXPORT, export.secret_hash)
        return replace(rows.as_stored(export), id=int(key[0]) if key else 0)

    async def get(self, export_id: int) -> Export | None:
        """One by its id."""
        return await self._one(exports.c.id == export_id)

    async def save(self, export: Export) -> None:
        """Write a changed one."""
        columns = rows.values(exports, export, leave=frozenset({"id"}))
        await self._db.execute(update(exports).where(exports.c.id == export.id).values(columns))
        secrets.made(self._db, Secret.EXPORT, export.secret_hash)

    async def drop(self, export_id: int) -> None:
        """Forget one."""
        await self._db.execute(delete(exports).where(exports.c.id == export_id))

    async def open_of(self, user_id: int) -> Export | None:
        """The one of this person that waits or is being written."""
        return await self._one((exports.c.user_id == user_id) & _OPEN)

    async def ready_of(self, user_id: int) -> list[Export]:
        """Those of this person that may be had, oldest first."""
        mine = (exports.c.user_id == user_id) & (exports.c.state == str(State.READY))
        return [
            _export(row)
            for row in (await self._db.execute(select(exports).where(mine).order_by(exports.c.id))).mappings()
        ]

    async def at_hand(self, most: int) -> list[Export]:
        """Those that wait, are being written or whose file is to be deleted, oldest first."""
        query = select(exports).where(_AT_HAND).order_by(exports.c.id).limit(most)
        return [_export(row) for row in (await self._db.execute(query)).mappings()]

    async def by_secret(self, secret_hash: str) -> Export | None:
        """The one of a link."""
        return await self._one(exports.c.secret_hash == secret_hash)

    async def with_files(self, export_ids: Sequence[int]) -> set[int]:
        """Those of these ids whose file may lie on the disk."""
        query = select(exports.c.id).where(exports.c.id.in_(export_ids), _WITH_FILE)
        return set((await self._db.execute(query)).scalars())

    async def forget_before(self, instant: datetime, most: int) -> int:
        """Delete some old ones that are over."""
        old = select(exports.c.id).where(exports.c.asked_at < instant, exports.c.state == str(State.OVER))
        return await slices.drop(self._db, exports, old.order_by(exports.c.id), most)

    async def _one(self, which: ColumnElement[bool]) -> Export | None:
        row = (await self._db.execute(select(exports).where(which).limit(1))).mappings().first()
        return _export(row) if row else None

    # --- what goes into them

    async def count(self, bounds: Bounds, after: After | None, most: int) -> tuple[int, After | None]:
        """How many of the next *most* cases there are, and where to go on counting (None: these were all)."""
        of, key = cases.c, (cases.c.reported_at, cases.c.id)
        those = (of.kind == ROWS.kind) & _within(bounds) & _later(*key, after)
        some = select(*key).where(those).order_by(*key).limit(most)
        last = (await self._db.execute(some.limit(1).offset(most - 1))).first()
        if last is not None:
            return most, (last.reported_at, last.id)
        query = select(func.count()).select_from(some.subquery())
        return int((await self._db.execute(query)).scalar_one()), None

    async def cases(self, bounds: Bounds, after: After | None, most: int) -> list[Incident]:
        """The next cases by report, oldest first."""
        return await self._cases.next(bounds, after, most)

    async def team_names(self, district_id: int) -> Mapping[int, str]:
        """Every team's name, also of those that were dissolved."""
        query = select(teams.c.id, teams.c.name).where(teams.c.district_id == district_id)
        return {row.id: row.name for row in await self._db.execute(query)}

    async def names(self, district_id: int, user_ids: Sequence[int]) -> Mapping[int, str]:
        """Names of people, without those who were erased."""
        those = (memberships.c.district_id == district_id) & memberships.c.user_id.in_(user_ids)
        query = select(memberships.c.user_id, memberships.c.name).where(those, memberships.c.name != NOBODY)
        return {row.user_id: row.name for row in await self._db.execute(query)}

    async def count_fixes(self, district_id: int, user_id: int, since: datetime, until: datetime) -> int:
        """How many points a track has; more than a month of duty makes are not counted."""
        some = select(tracks.c.id).where(_of_track(district_id, user_id, since, until)).limit(MOST_COUNTED)
        query = select(func.count()).select_from(some.subquery())
        return int((await self._db.execute(query)).scalar_one())

    async def fixes(
        self, district_id: int, user_id: int, since: datetime, until: datetime, after: After | None, most: int
    ) -> list[Fix]:
        """The next points of a track, oldest first."""
        those = _of_track(district_id, user_id, since, until)
        query = select(tracks).where(those, _later(tracks.c.fixed_at, tracks.c.id, after))
        query = query.order_by(tracks.c.fixed_at, tracks.c.id).limit(most)
        return [rows.read(Fix, row) for row in (await self._db.execute(query)).mappings()]

    async def duties(
        self, district_id: int, user_id: int, since: datetime, until: datetime
    ) -> list[tuple[datetime, datetime | None]]:
        """Stretches of duty that touch this time, oldest first."""
        mine = (duties.c.district_id == district_id) & (duties.c.user_id == user_id)
        touches = and_(duties.c.started_at < until, or_(duties.c.ended_at.is_(None), duties.c.ended_at > since))
        query = select(duties.c.started_at, duties.c.ended_at).where(mine, touches).order_by(duties.c.started_at)
        query = query.limit(MOST_STRETCHES)
        return [(row.started_at, row.ended_at) for row in await self._db.execute(query)]


class _Cases(SqlIncidents):
    """Incidents in the order of their reports, from one on."""

    async def next(self, bounds: Bounds, after: After | None, most: int) -> list[Incident]:
        """The next ones after the last of the page before."""
        query = ROWS.whole.where(_within(bounds), _later(cases.c.reported_at, cases.c.id, after))
        return await self._load(query.order_by(cases.c.reported_at, cases.c.id).limit(most))


def _within(bounds: Bounds) -> ColumnElement[bool]:
    that_time = and_(cases.c.reported_at >= bounds.since, cases.c.reported_at < bounds.until)
    return and_(cases.c.district_id == bounds.district_id, cases.c.drill == bounds.drill, that_time)


def _of_track(district_id: int, user_id: int, since: datetime, until: datetime) -> ColumnElement[bool]:
    that_time = and_(tracks.c.fixed_at >= since, tracks.c.fixed_at < until)
    return and_(tracks.c.user_id == user_id, tracks.c.district_id == district_id, that_time)


def _later(at: Column[Any], key: Column[Any], after: After | None) -> ColumnElement[bool]:
    """What comes after a row in the order of its hour and its id; the first part lets an index find the place."""
    if after is None:
        return true()
    return and_(at >= after[0], or_(at > after[0], key > after[1]))


def _export(row: RowMapping) -> Export:
    return rows.read(
        Export,
        row,
        what=What(row["what"]),
        format=Format(row["format"]),
        state=State(row["state"]),
        why=Why(row["why"]) if row["why"] else None,
        people=tuple(row["people"]),
    )


def _theirs(user_id: int) -> ColumnElement[bool]:
    """What every other one of their districts has asked for: it may show them."""
    theirs = select(memberships.c.district_id).where(memberships.c.user_id == user_id)
    may_show = exports.c.district_id.in_(theirs) & or_(_OPEN, exports.c.state == str(State.READY))
    return may_show & (exports.c.user_id != user_id)


_FORGET = (
    blanked(exports, lambda user_id: exports.c.user_id == user_id, state=str(State.ENDING), why=str(Why.FORGOTTEN)),
    blanked(exports, _theirs, state=str(State.ENDING), why=str(Why.ERASED)),
)
"""Their own go; of those that may show them the file is deleted and the link opens nothing."""

PERSONAL = Personal(export=(naming(exports, "user_id"),), forget=_FORGET)

ROOM = Room(exports_port.EXPORTS, SqlExports, PERSONAL, secrets={Secret.EXPORT: exports.c.secret_hash})
