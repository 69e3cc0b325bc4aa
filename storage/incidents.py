"""Incidents: their table, and what is asked of them alone."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    true,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.incidents import store as incidents_store
from bot.incidents.table import ALSO, KIND, MOVES, RESOLVED, Incident, State
from bot.privacy.port import Erased
from bot.values.geo import Point
from storage.case_rows import IS_LIVE, CaseRows, SqlCases
from storage.growing import LAST_MINUTES, ONE_DAY, grows
from storage.personal import NOTHING, Personal, Step, Words, naming
from storage.rooms import Room
from storage.schema import assignments as sent
from storage.schema import cases, metadata, only_states, partial
from storage.types import Instant, Json

incidents = Table(
    "incidents",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("item", String(64)),
    Column("severity", String(16)),
    Column("words", Text, nullable=False),
    Column("place", Text),
    Column("source", Text),
    Column("source_ref", Text),
    Column("relayed", Boolean, nullable=False),
    Column("self_found", Boolean, nullable=False),
    Column("by_hand_only", Boolean, nullable=False),
    Column("asks", Json, nullable=False),
    Column("asked_until", Instant),
    Column("resolved_at", Instant),
    Column("done_at", Instant),
    Column("outcome", String(24)),
    Column("closed_at", Instant),
    Column("confirmed_by", BigInteger),
    Column("held_since", Instant),
    Column("hold_until", Instant),
    Column("held_s", Integer, nullable=False),
    Column("undo_move", String(16)),
    Column("undo_state", String(16)),
    Column("item_version", Integer, nullable=False, server_default="0"),
    Column("waived", Json, nullable=False, server_default="[]"),
    Column("round", Integer, nullable=False),
    Column("reach", Integer, nullable=False),
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("merged_into", ForeignKey("cases.id")),
    Column("department", Text),
    Column("department_ref", Text),
    Column("department_due", Instant),
    Column("silenced_until", Instant),
    Column("suggest_until", Instant),
    Column("pull_until", Instant),
    Column("origin_chat_id", BigInteger),
    Column("origin_message_id", BigInteger),
    Column("program_id", BigInteger),
    Column("marks", Json, nullable=False),
    CheckConstraint("severity IS NULL OR severity IN ('low', 'medium', 'high', 'critical')", name="severity"),
    info=grows(),
)

handlers = Table(
    "handlers",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("team_id", ForeignKey("teams.id"), primary_key=True),
    Column("user_id", ForeignKey("people.user_id"), primary_key=True),
    info=grows("case_id"),
)

only_states(KIND, State)
Index("ix_incidents_confirmed", incidents.c.confirmed_by, incidents.c.case_id)
Index("ix_handlers_user", handlers.c.user_id, handlers.c.case_id, handlers.c.team_id)
partial("ix_incidents_program", incidents.c.program_id, incidents.c.source_ref, where="program_id IS NOT NULL")


def _read(row: RowMapping) -> dict[str, Any]:
    return {"asks": tuple(row["asks"]), "waived": tuple(row["waived"]), "marks": dict(row["marks"])}


ROWS = CaseRows(MOVES, incidents, Incident, read=_read, reach=lambda incident: incident.reach)

_BY_REPORT = (cases.c.reported_at, cases.c.id)
_REPORTED_BY = (
    ROWS.here.where(cases.c.reporter_id == bindparam("whose"), cases.c.reported_at >= bindparam("since"))
    .order_by(*_BY_REPORT)
    .execution_options(**LAST_MINUTES)
)
_HANDLERS = select(handlers.c.team_id, handlers.c.user_id).where(handlers.c.case_id == bindparam("case_id"))
_NEAR_M = 300
"""How far around a point its likeliest items are looked for, in metres."""

JOINT = " / "
"""What stands between the words of cases that became one."""

_AT_ONCE = 5000
"""So many cases are asked about in one statement."""

_REMEMBERED = 1000
"""Of how many of the newest cases the likeliest items are told."""

_NEWEST = (
    select(incidents.c.item, cases.c.lat, cases.c.lon, type_coerce(cases.c.reported_at, BigInteger).label("at"))
    .join(cases, incidents.c.case_id == cases.c.id)
    .where(cases.c.district_id == bindparam("here"), incidents.c.item.is_not(None))
    .order_by(cases.c.number.desc())
    .limit(bindparam("newest", type_=Integer))
    .subquery()
)
_UP = (_NEWEST.c.lat - bindparam("y", type_=Float)) * 111_200.0
_ASIDE = (_NEWEST.c.lon - bindparam("x", type_=Float)) * bindparam("across", type_=Float)
_HOUR = (_NEWEST.c.at + bindparam("ahead", type_=BigInteger)) // 3_600_000 % 24
_LIKELIEST = (
    select(_NEWEST.c.item, func.count().label("times"))
    .where((float(_NEAR_M**2) >= _UP * _UP + _ASIDE * _ASIDE) | (bindparam("hour", type_=BigInteger) == _HOUR))
    .group_by(_NEWEST.c.item)
)

_TRIED = ("declined", "expired")


def _over(district_id: int, since: datetime) -> ColumnElement[bool]:
    """Reported since *since*, and not live any more."""
    is_one = (cases.c.district_id == district_id) & (cases.c.kind == KIND)
    return is_one & (cases.c.reported_at >= since) & ~IS_LIVE


class SqlIncidents(SqlCases[Incident]):
    """Fulfils :class:`bot.incidents.store.Cases`."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(ROWS, connection)

    async def keep(self, incident: Incident) -> Incident:
        """Write columns that are no move."""
        return await self.save(incident)

    async def touch_assignments(self, incident: Incident) -> Incident:
        """Write assignment columns that are no move."""
        return await self.save(incident)

    async def reported_by(self, district_id: int, user_id: int, since: datetime) -> list[Incident]:
        """Reported by one person since *since*, newest last."""
        return await self._load(_REPORTED_BY, district_id=district_id, whose=user_id, since=since)

    async def of_program(self, program_id: int, source_ref: str) -> Incident | None:
        """The live one that a program reported under a number of its own."""
        theirs = (incidents.c.program_id == program_id) & (incidents.c.source_ref == source_ref)
        found = await self._load(ROWS.whole.where(theirs, IS_LIVE).order_by(cases.c.id).limit(1))
        return found[0] if found else None

    async def mark_of_ended(self, district_id: int, since: datetime) -> tuple[int, int, int]:
        """How many were reported since *since* and are over, and sums of their versions and of those times their ids.

        Every change of a case raises its version; which case it was tells the third.
        """
        count, version = func.count(), cases.c.version
        figures = select(count, func.sum(version), func.sum(cast(version, BigInteger) * cases.c.id)).where(
            _over(district_id, since)
        )
        found = (await self._db.execute(figures.execution_options(**ONE_DAY))).one()
        return int(found[0]), int(found[1] or 0), int(found[2] or 0)

    async def versions_of_ended(self, district_id: int, since: datetime) -> dict[int, int]:
        """Of those that were reported since *since* and are over, by id, oldest report first."""
        query = select(cases.c.id, cases.c.version).where(_over(district_id, since)).order_by(*_BY_REPORT)
        return {row.id: row.version for row in await self._db.execute(query.execution_options(**ONE_DAY))}

    async def several(self, case_ids: Sequence[int]) -> list[Incident]:
        """Those of these ids that are there, in no order."""
        found: list[Incident] = []
        for first in range(0, len(case_ids), _AT_ONCE):
            found += await self._load(ROWS.whole.where(cases.c.id.in_(case_ids[first : first + _AT_ONCE])))
        return found

    async def reported_between(self, district_id: int, since: datetime, until: datetime) -> list[Incident]:
        """Reported from *since* on and before *until*, oldest first."""
        that_time = (cases.c.reported_at >= since) & (cases.c.reported_at < until)
        query = ROWS.whole.where(cases.c.district_id == district_id, that_time).order_by(*_BY_REPORT)
        return await self._load(query.execution_options(**ONE_DAY))

    async def waiting_confirm(self, district_id: int) -> list[Incident]:
        """Resolved and not yet confirmed, oldest first."""
        query = ROWS.whole.where(cases.c.district_id == district_id, IS_LIVE, cases.c.state == str(RESOLVED))
        return await self._load(query.order_by(incidents.c.resolved_at, cases.c.id))

    async def add_handlers(self, case_id: int, team_id: int, user_ids: Sequence[int]) -> None:
        """These people handle the case from now on, whatever becomes of their team."""
        found = await self._db.execute(_HANDLERS, {"case_id": case_id})
        known = {row.user_id for row in found if row.team_id == team_id}
        new = [{"case_id": case_id, "team_id": team_id, "user_id": one} for one in sorted(set(user_ids) - known)]
        if new:
            await self._db.execute(insert(handlers), new)

    async def handlers(self, case_id: int) -> set[int]:
        """User ids of all who handled the case."""
        return {row.user_id for row in await self._db.execute(_HANDLERS, {"case_id": case_id})}

    async def teams_tried(self, case_id: int, reach: int) -> dict[int, str]:
        """Teams that declined or were silent since the case was last forgiven."""
        case = await self.get(case_id)
        if case is not None and not any(one.outcome in _TRIED for one in case.assignments):
            return {}
        query = select(sent.c.team_id, sent.c.outcome).where(
            sent.c.case_id == case_id, sent.c.reach >= reach, sent.c.outcome.in_(_TRIED)
        )
        return {row.team_id: row.outcome for row in await self._db.execute(query)}

    async def all_tried(self, incidents: Sequence[Incident]) -> dict[int, dict[int, str]]:
        """:meth:`teams_tried` of many cases at once, by case; each of them is in it."""
        found: dict[int, dict[int, str]] = {incident.id: {} for incident in incidents}
        reach = {incident.id: incident.reach for incident in incidents}
        ids = [one.id for one in incidents if any(each.outcome in _TRIED for each in one.assignments)]
        for first in range(0, len(ids), _AT_ONCE):
            of_these = sent.c.case_id.in_(ids[first : first + _AT_ONCE]) & sent.c.outcome.in_(_TRIED)
            for row in await self._db.execute(
                select(sent.c.case_id, sent.c.team_id, sent.c.outcome, sent.c.reach).where(of_these)
            ):
                if row.reach >= reach[row.case_id]:
                    found[row.case_id][row.team_id] = row.outcome
        return found

    async def item_counts(self, district_id: int, near: Point, local: datetime) -> dict[str, int]:
        """How often each item was reported near this point, or at the hour of the day of *local*, the time there.

        Near as on a flat map; the hours of all days as the clock there goes now.
        """
        ahead = local.utcoffset() or timedelta()
        asked = {
            "here": district_id, "newest": _REMEMBERED,
            "hour": local.hour, "ahead": round(ahead.total_seconds() * 1000),
            "y": near.lat, "x": near.lon, "across": 111_200 * max(0.01, math.cos(math.radians(near.lat))),
        }  # fmt: skip
        return {row.item: row.times for row in await self._db.execute(_LIKELIEST, asked)}


_NO_WORDS = {"words": "", "source": None, "source_ref": None}
"""What a reporter said, and where they said that they had it from."""


async def _forget(db: AsyncConnection, _user_id: int, _now: datetime, found: Sequence[Any]) -> Erased:
    """The words of their reports, also those that stand in the case that a report became part of."""
    its = select(incidents.c.case_id, incidents.c.words, incidents.c.merged_into)
    for row in (await db.execute(its.where(incidents.c.case_id.in_(found)))).mappings().all():
        into = incidents.c.case_id == row["merged_into"]
        words = (await db.execute(select(incidents.c.words).where(into))).scalar() if row["merged_into"] else None
        if words and row["words"]:
            await db.execute(update(incidents).where(into).values(words=_without(words, row["words"])))
    await db.execute(update(incidents).where(incidents.c.case_id.in_(found)).values(_NO_WORDS))
    return NOTHING


async def _forget_also(db: AsyncConnection, user_id: int, _now: datetime, found: Sequence[Any]) -> Erased:
    """Their words wherever a report of theirs went, however often that case was merged or reopened since.

    That somebody reported it too stays, with the number that this report had.
    """
    named = type_coerce(incidents.c.marks, Text).contains(f'"by":{user_id},')
    its = select(incidents.c.case_id, incidents.c.marks).where(incidents.c.case_id.in_(found), named)
    for row in (await db.execute(its)).mappings().all():
        also = [one | {"words": ""} if one["by"] == user_id else one for one in row["marks"].get(ALSO, [])]
        if also:
            that = incidents.c.case_id == row["case_id"]
            await db.execute(update(incidents).where(that).values(marks=row["marks"] | {ALSO: also}))
    return NOTHING


_FORGET = (
    Step((incidents.c.case_id,), lambda _: true(), _forget_also),
    Step((cases.c.id,), lambda user_id: cases.c.reporter_id == user_id, _forget),
)


def _without(words: str, own: str) -> str:
    """The words of a case without those of one that was merged into it, also where their end was cut off."""
    rest = "" if words == own else words.replace(f"{JOINT}{own}", "")
    cut_off = [p for p in rest.split(JOINT) if p.endswith("\u2026") and own.startswith(p[:-1])]
    return JOINT.join(p for p in rest.split(JOINT) if p != own and p not in cut_off)


def _reported(user_id: int, case_ids: Sequence[int]) -> Select[Any]:
    theirs = (incidents.c.case_id.in_(case_ids)) & (cases.c.reporter_id == user_id)
    return select(incidents.c.case_id, incidents.c.words).join(cases, cases.c.id == incidents.c.case_id).where(theirs)


def _marked(_user_id: int, case_ids: Sequence[int]) -> Select[Any]:
    return select(incidents.c.case_id, incidents.c.marks).where(incidents.c.case_id.in_(case_ids))


def _also(user_id: int, marks: Any) -> list[str] | None:
    """What they said in reports that became part of a case."""
    return [one["words"] for one in marks.get(ALSO, []) if one["by"] == user_id] or None


_SAID = ("place", "source", "source_ref", "department", "department_ref", "asks", "waived", "marks")
PERSONAL = Personal(
    export=(naming(incidents, "confirmed_by"), naming(handlers, "user_id")),
    forget=_FORGET,
    words=(Words(_reported), Words(_marked, _also)),
    said=tuple(incidents.c[name] for name in _SAID),
)

ROOM = Room(incidents_store.INCIDENTS, SqlIncidents, PERSONAL, rows=ROWS)
