"""What happened: append-only, each row chained to the one before by its hash, erasable texts beside it."""

import re
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Select,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.port import Erased
from bot.work import history as work_history
from bot.work.history import MOST_OF_CASE, HistoryRow, Part, Record
from storage import guards, rows
from storage.chain import Walk, beginning, row_hash, side_hash
from storage.growing import grows
from storage.personal import Export, Personal, Step, Words, naming
from storage.rooms import Room
from storage.schema import metadata, partial
from storage.types import OWN_KEY, Instant, Json

history = Table(
    "history",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("move", String(32), nullable=False),
    Column("before", String(16), nullable=False),
    Column("after", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("by_id", BigInteger),
    Column("part", String(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("automatic", Boolean, nullable=False),
    Column("implied", Boolean, nullable=False),
    Column("team_id", BigInteger),
    Column("facts", Json, nullable=False),
    Column("side_hash", String(64)),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("district_id", "previous"),
    Index("ix_history_district", "district_id", "id"),
    info=grows("case_id"),
)

history_sides = Table(
    "history_sides",
    metadata,
    Column("history_id", ForeignKey("history.id"), primary_key=True),
    Column("salt", String(32), nullable=False),
    Column("content", Json),
    info=grows(),
)
guards.guard(history_sides)
partial("ix_history_apart", history.c.case_id, history.c.by_id, history.c.id, where="case_id IS NULL")
partial("ix_history_by", history.c.by_id, history.c.id, where="by_id IS NOT NULL")

_ASIDE = frozenset({"point", "was", "text", "note", "words", "ref"})

_NEWEST = 5000
"""So many of a district's newest lines are looked at for what was usual lately."""

_CODE = re.compile(r"[a-z0-9_:.-]{0,24}|\d{4}-\d\d-\d\dT[0-9:.+-]+")
"""A short code, or an instant."""


_HEAD = (
    select(history.c.hash)
    .where(history.c.district_id == bindparam("district_id"))
    .order_by(history.c.id.desc())
    .limit(1)
)
_WHOLE = select(history, history_sides.c.content).outerjoin(history_sides, history_sides.c.history_id == history.c.id)
_NEW, _NEW_SIDE = insert(history), insert(history_sides)

PAGE = 500
"""So many lines of a chain are read at a time."""

_NEXT = (
    select(history, history_sides.c.salt, history_sides.c.content)
    .outerjoin(history_sides, history_sides.c.history_id == history.c.id)
    .where(history.c.district_id == bindparam("district_id"), history.c.id > bindparam("line"))
    .order_by(history.c.id)
    .limit(PAGE)
)


class SqlHistory:
    """Fulfils :class:`bot.work.history.History`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self.fresh: list[tuple[int, int | None]] = []
        self._heads: dict[int, str] = {}

    async def add(
        self, district_id: int, case_id: int | None, record: Record, now: datetime, text: str | None = None
    ) -> None:
        """Append one line to the district's chain."""
        facts, aside = _split(record.facts, text)
        salt = secrets.token_hex(16)
        row: dict[str, Any] = {
            "district_id": district_id,
            "case_id": case_id,
            "move": record.move,
            "before": record.before,
            "after": record.after,
            "at": record.at,
            "recorded_at": now,
            "by_id": record.by_id,
            "part": record.part,
            "channel": record.channel,
            "automatic": record.automatic,
            "implied": record.implied,
            "team_id": record.team_id,
            "facts": facts,
            "side_hash": side_hash(salt, aside) if aside else None,
            "previous": await self.head(district_id),
        }
        row["part"] = str(row["part"])
        self._heads[district_id] = head = row_hash(row)
        key = (await self._db.execute(_NEW, row | {"hash": head})).inserted_primary_key
        own = int(key[0]) if key else 0
        self.fresh.append((own, case_id))
        if aside:
            await self._db.execute(_NEW_SIDE, {"history_id": own, "salt": salt, "content": aside})

    async def head(self, district_id: int) -> str:
        """The hash of the last line; before the first line, the chain's beginning."""
        if district_id in self._heads:
            return self._heads[district_id]
        found = (await self._db.execute(_HEAD, {"district_id": district_id})).scalar()
        return found or beginning(district_id)

    async def of_case(self, case_id: int, most: int = MOST_OF_CASE) -> list[HistoryRow]:
        """The newest lines of one case, oldest first."""
        query = _WHOLE.where(history.c.case_id == case_id).order_by(history.c.id.desc()).limit(most)
        return [_row(row) for row in (await self._db.execute(query)).mappings()][::-1]

    async def count(self, case_id: int) -> int:
        """How many lines one case has."""
        query = select(func.count()).select_from(history).where(history.c.case_id == case_id)
        return int((await self._db.execute(query)).scalar() or 0)

    async def of_moves(self, case_id: int, moves: Collection[str]) -> list[HistoryRow]:
        """The newest lines of some moves of one case, oldest first."""
        return (await self.newest(case_id, moves, MOST_OF_CASE))[::-1]

    async def first(self, case_id: int, move: str) -> HistoryRow | None:
        """The oldest line of a move of one case."""
        query = _WHOLE.where(history.c.case_id == case_id, history.c.move == move).order_by(history.c.id).limit(1)
        row = (await self._db.execute(query)).mappings().first()
        return _row(row) if row else None

    async def newest(
        self, case_id: int, moves: Collection[str], most: int, by_id: int | None = None
    ) -> list[HistoryRow]:
        """The newest lines of some moves of one case, newest first."""
        those = _WHOLE.where(history.c.case_id == case_id, history.c.move.in_(sorted(moves)))
        if by_id is not None:
            those = those.where(history.c.by_id + 0 == by_id)  # a sum: few by the case, not by the person
        query = those.order_by(history.c.id.desc()).limit(most)
        return [_row(row) for row in (await self._db.execute(query)).mappings()]

    async def last_into(self, case_id: int, state: str) -> HistoryRow | None:
        """The newest line by which a case came to a state."""
        those = _WHOLE.where(history.c.case_id == case_id, history.c.after == state, history.c.before != state)
        row = (await self._db.execute(those.order_by(history.c.id.desc()).limit(1))).mappings().first()
        return _row(row) if row else None

    async def line(self, history_id: int) -> HistoryRow | None:
        """One line."""
        row = (await self._db.execute(_WHOLE.where(history.c.id == history_id))).mappings().first()
        return _row(row) if row else None

    async def last_move_at(self, case_id: int) -> datetime | None:
        """When the last thing happened to a case."""
        found: datetime | None = (
            await self._db.execute(select(func.max(history.c.at)).where(history.c.case_id == case_id))
        ).scalar()
        return found

    async def last_recorded(self, case_ids: Sequence[int]) -> dict[int, datetime]:
        """When something was last written down about each of these cases; without those that have no line."""
        latest = select(history.c.case_id, func.max(history.c.recorded_at).label("at")).where(
            history.c.case_id.in_(case_ids)
        )
        found = await self._db.execute(latest.group_by(history.c.case_id))
        return {row.case_id: row.at for row in found}

    async def lately(self, district_id: int, move: str, most: int) -> list[HistoryRow]:
        """The last lines of a move, among the newest lines of the district."""
        ours = select(history.c.id, history.c.move).where(history.c.district_id == district_id)
        newest = ours.order_by(history.c.id.desc()).limit(_NEWEST).subquery()
        query = (
            select(history, history_sides.c.content)
            .join(newest, newest.c.id == history.c.id)
            .outerjoin(history_sides, history_sides.c.history_id == history.c.id)
            .where(newest.c.move == move)
            .order_by(history.c.id.desc())
            .limit(most)
        )
        return [_row(row) for row in (await self._db.execute(query)).mappings()]

    async def last_facts(self, district_id: int, move: str, part: Part, most: int) -> list[dict[str, Any]]:
        """What came with the last of a move, among the newest lines of the district."""
        ours = select(history.c.id, history.c.move, history.c.part).where(history.c.district_id == district_id)
        newest = ours.order_by(history.c.id.desc()).limit(_NEWEST).subquery()
        query = (
            select(history.c.facts, history_sides.c.content)
            .join(newest, newest.c.id == history.c.id)
            .outerjoin(history_sides, history_sides.c.history_id == history.c.id)
            .where(newest.c.move == move, newest.c.part == str(part))
            .order_by(history.c.id.desc())
            .limit(most)
        )
        found = (await self._db.execute(query)).all()
        return [{**row.facts, **(row.content or {}).get("facts", {})} for row in found]

    async def erase(self, history_id: int) -> None:
        """Forget the texts and positions of one line with their salt; the chain still verifies."""
        await self._db.execute(delete(history_sides).where(history_sides.c.history_id == history_id))

    async def walk_on(self, walk: Walk, district_id: int) -> bool:
        """Take the next lines of the district's chain, some at a time; False where none is left."""
        found = (await self._db.execute(_NEXT, {"district_id": district_id, "line": walk.line})).mappings().all()
        for row in found:
            walk.take(dict(row))
        return bool(found)


def _split(facts: dict[str, object], text: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Codes and numbers for the row; texts and positions beside it."""
    plain = Json().plain(facts)
    aside = {k: v for k, v in plain.items() if k in _ASIDE or not _is_code(v)}
    row = {k: v for k, v in plain.items() if k not in aside}
    beside: dict[str, Any] = {"facts": aside} if aside else {}
    return row, beside | ({"text": text} if text else {})


def _is_code(value: object) -> bool:
    """Numbers, instants and short codes stay in the row; whatever might be somebody's words does not."""
    if isinstance(value, str):
        return bool(_CODE.fullmatch(value))
    return value is None or isinstance(value, bool | int | float)


def _row(row: Any) -> HistoryRow:
    aside = row["content"] or {}
    record = rows.read(Record, row, facts={**row["facts"], **aside.get("facts", {})})
    return HistoryRow(
        row["id"], row["district_id"], row["case_id"], record, row["recorded_at"], aside.get("text"), row["hash"]
    )


def _said(user_id: int) -> Select[Any]:
    """The texts and positions of what they did."""
    with_line = select(history_sides.c.history_id, history_sides.c.content)
    return with_line.join(history, history.c.id == history_sides.c.history_id).where(history.c.by_id == user_id)


async def _forget(db: AsyncConnection, _user_id: int, _now: datetime, found: Sequence[Any]) -> Erased:
    """The texts and positions beside their lines; the chain still verifies."""
    beside = delete(history_sides).where(history_sides.c.history_id.in_(found))
    return Erased(texts=(await db.execute(beside)).rowcount)


def _words(user_id: int, case_ids: Sequence[int]) -> Select[Any]:
    """Their lines of some cases, each with what they said, if anything."""
    lines = select(history.c.case_id, func.coalesce(history_sides.c.content, literal({}, Json())))
    theirs = (history.c.case_id.in_(case_ids)) & (history.c.by_id + 0 == user_id)  # few by the case, not by the person
    return lines.outerjoin(history_sides, history_sides.c.history_id == history.c.id).where(theirs)


PERSONAL = Personal(
    export=(naming(history, "by_id"), Export(history_sides, _said, key=(history.c.id,))),
    forget=(Step((history.c.id,), lambda user_id: history.c.by_id == user_id, _forget),),
    words=(Words(_words),),
    said=(history_sides.c.content,),
)

ROOM = Room(work_history.HISTORY, SqlHistory, PERSONAL)
