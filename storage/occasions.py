"""The schedule."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.work import schedule
from bot.work.schedule import Due, Occasion
from storage import rows
from storage.growing import grows
from storage.rooms import Room
from storage.schema import metadata, partial
from storage.types import CODE, OWN_KEY, Instant

occasions = Table(
    "occasions",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id")),
    Column("case_id", ForeignKey("cases.id")),
    Column("subject", CODE, nullable=False),
    Column("name", String(32), nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("result", String(16)),
    UniqueConstraint("subject", "name", "n"),
    CheckConstraint("(done_at IS NULL) = (result IS NULL)", name="decided"),
    info=grows("case_id", few=("occasions.done_at IS NULL",)),
)
partial("ix_occasions_due", occasions.c.due_at, where="done_at IS NULL")
partial("ix_occasions_case", occasions.c.case_id, where="done_at IS NULL")
Index("ix_occasions_of_case", occasions.c.case_id)

_OF_CASE = select(occasions).where(occasions.c.case_id == bindparam("case_id"))
_DUE = (
    select(occasions)
    .where(occasions.c.done_at.is_(None), occasions.c.due_at <= bindparam("now"))
    .order_by(case((occasions.c.subject.startswith("sos:"), 0), else_=1), occasions.c.due_at, occasions.c.id)
    .limit(bindparam("most", type_=Integer))
)
_NEXT_DUE = select(func.min(occasions.c.due_at)).where(occasions.c.done_at.is_(None))
_NEW = insert(occasions)

_AT_ONCE = 500
"""So many are asked for by their keys in one statement."""


class SqlOccasions:
    """Fulfils :class:`bot.work.schedule.Occasions`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def sync(
        self, district_id: int | None, case_id: int | None, subject_like: str, wanted: Sequence[Due]
    ) -> None:
        """Make the undecided occasions of a case, or of the subjects that begin so, exactly *wanted*."""
        if case_id is None:
            stored = await self._below(subject_like, wanted)
        else:
            stored = (await self._db.execute(_OF_CASE, {"case_id": case_id})).mappings().all()
        known = {(row["subject"], row["name"], row["n"]): row for row in stored}
        new = []
        for key, due in {(due.subject, due.name, due.n): due for due in wanted}.items():
            row = known.pop(key, None)
            if row is None:
                new.append({"district_id": district_id, "case_id": case_id, **rows.values(occasions, due)})
            elif _revive(row) or (row["done_at"] is None and row["due_at"] != rows.to_ms(due.due_at)):
                again = {"due_at": due.due_at, "done_at": None, "result": None}
                await self._db.execute(update(occasions).where(occasions.c.id == row["id"]).values(again))
        if new:
            await self._db.execute(_NEW, new)
        moot = [row["id"] for row in known.values() if row["done_at"] is None]
        if moot:
            gone = {"done_at": occasions.c.due_at, "result": "moot"}
            await self._db.execute(update(occasions).where(occasions.c.id.in_(moot)).values(gone))

    async def _below(self, prefix: str, wanted: Sequence[Due]) -> Sequence[RowMapping]:
        """What is undecided below *prefix*, and what is wanted, decided or not: not all that was ever decided there."""
        undecided = select(occasions).where(_below(prefix), occasions.c.done_at.is_(None))
        found = list((await self._db.execute(undecided)).mappings().all())
        for first in range(0, len(wanted), _AT_ONCE):
            some, of = wanted[first : first + _AT_ONCE], occasions.c
            keys = of.subject.in_({d.subject for d in some}) & of.name.in_({d.name for d in some})
            these = select(occasions).where(keys, of.n.in_({d.n for d in some}), of.done_at.is_not(None))
            found += (await self._db.execute(these)).mappings().all()
        return found

    async def due(self, now: datetime, limit: int = 100) -> list[Occasion]:
        """Undecided ones that have come due: calls for help before all else, then earliest first."""
        found = await self._db.execute(_DUE, {"now": now, "most": limit})
        return [rows.read(Occasion, row) for row in found.mappings()]

    async def decide(self, occasion_id: int, now: datetime, result: str) -> bool:
        """Mark one decided; False when it already was."""
        open_ = (occasions.c.id == occasion_id) & occasions.c.done_at.is_(None)
        changed = await self._db.execute(update(occasions).where(open_).values(done_at=now, result=result))
        return changed.rowcount == 1

    async def next_due(self) -> datetime | None:
        """When the earliest undecided one comes due."""
        found: datetime | None = (await self._db.execute(_NEXT_DUE)).scalar()
        return found

    async def done_of(self, case_ids: Sequence[int], names: Sequence[str]) -> dict[int, int]:
        """How many occasions with one of *names* were decided ``done`` for each case."""
        wanted = occasions.c.case_id.in_(case_ids) & occasions.c.name.in_(names) & (occasions.c.result == "done")
        query = select(occasions.c.case_id, func.count()).where(wanted).group_by(occasions.c.case_id)
        return {row[0]: row[1] for row in await self._db.execute(query)}

    async def of_case(self, case_id: int) -> list[Occasion]:
        """All of one case, decided or not."""
        found = await self._db.execute(_OF_CASE.order_by(occasions.c.due_at, occasions.c.id), {"case_id": case_id})
        return [rows.read(Occasion, row) for row in found.mappings()]


def _revive(row: RowMapping) -> bool:
    """One that became moot and is wanted again (an undone step) comes due again; a decided one never does."""
    return bool(row["result"] == "moot")


def _below(prefix: str) -> ColumnElement[bool]:
    """Subjects that begin with *prefix*, as a range: LIKE would read the whole table."""
    subject = occasions.c.subject
    return and_(subject >= prefix, subject < prefix[:-1] + chr(ord(prefix[-1]) + 1)) if prefix else true()


ROOM = Room(schedule.OCCASIONS, SqlOccasions)
