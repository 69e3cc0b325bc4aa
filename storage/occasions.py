"""The schedule."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.work import schedule
from bot.work.schedule import Due, Occasion
from storage import rows
from storage.growing import grows
from storage.rooms import Room
from storage.schema import cases, metadata, partial
from storage.types import OWN_KEY, SUBJECT, Instant

occasions = Table(
    "occasions",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id")),
    Column("case_id", ForeignKey("cases.id")),
    Column("subject", SUBJECT, nullable=False),
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

_UNDECIDED = (
    select(occasions)
    .where(occasions.c.case_id == bindparam("case_id"), occasions.c.done_at.is_(None))
    .order_by(occasions.c.due_at, occasions.c.id)
)
_DUE = (
    select(occasions)
    .where(occasions.c.done_at.is_(None), occasions.c.due_at <= bindparam("now"))
    .order_by(case((occasions.c.subject.startswith("sos:"), 0), else_=1), occasions.c.due_at, occasions.c.id)
    .limit(bindparam("most", type_=Integer))
)
_NEXT_DUE = select(func.min(occasions.c.due_at)).where(occasions.c.done_at.is_(None))
_NEW = insert(occasions)
_WRITTEN = ("district_id", "case_id", "subject", "name", "n", "due_at", "done_at", "result")
_AGAIN = (
    update(occasions)
    .where(occasions.c.id == bindparam("which"))
    .values(due_at=bindparam("at", type_=Instant), done_at=None, result=None)
)

_AT_ONCE = 500
"""So many are asked for by their keys in one statement."""


class SqlOccasions:
    """Fulfils :class:`bot.work.schedule.Occasions`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self._asked: dict[tuple[int | None, str], tuple[int | None, Sequence[Due]]] = {}

    async def sync(
        self, district_id: int | None, case_id: int | None, subject_like: str, wanted: Sequence[Due]
    ) -> None:
        """Make the undecided occasions of a case, or of the subjects that begin so, exactly *wanted*.

        All that is asked for in one transaction is written at its end, or as soon as anybody asks. ValueError for a
        beginning that may go on in the middle of a name: ``duty:7`` is also that of 70.
        """
        if case_id is None and (not subject_like or subject_like[-1].isalnum()):
            raise ValueError(f"a subject that does not end: {subject_like!r}")
        key = (case_id, "" if case_id is not None else subject_like)
        self._asked.pop(key, None)
        self._asked[key] = (district_id, wanted)

    async def written(self) -> None:
        """All that was asked for stands in the table."""
        asked, self._asked = self._asked, {}
        if not asked:
            return
        stored = await self._stored(asked)
        for (case_id, subject), (district_id, wanted) in asked.items():
            mine = [row for row in stored if _is_of(row, case_id, subject)]
            stored += _made_so(mine, wanted, {"district_id": district_id, "case_id": case_id})
        if new := [row for row in stored if "id" not in row]:
            await self._db.execute(_NEW, [{name: row[name] for name in _WRITTEN} for row in new])
        if again := [row for row in stored if row.get("changed") == "again" and "id" in row]:
            await self._db.execute(_AGAIN, [{"which": row["id"], "at": row["due_at"]} for row in again])
        if moot := [row["id"] for row in stored if row.get("changed") == "moot" and "id" in row]:
            gone = {"done_at": occasions.c.due_at, "result": "moot"}
            await self._db.execute(update(occasions).where(occasions.c.id.in_(moot)).values(gone))

    async def _stored(
        self, asked: Mapping[tuple[int | None, str], tuple[int | None, Sequence[Due]]]
    ) -> list[dict[str, Any]]:
        """What is undecided there or wanted, not all that was ever decided."""
        of_cases = [case_id for case_id, _ in asked if case_id is not None]
        below = [subject for case_id, subject in asked if case_id is None]
        wanted = [due for _, some in asked.values() for due in some]
        keys = [wanted[first : first + _AT_ONCE] for first in range(0, len(wanted), _AT_ONCE)]
        given: dict[str, Any] = {"cases": of_cases} if of_cases else {}
        for n, subject in enumerate(below):
            given |= {f"first{n}": subject, f"beyond{n}": _beyond(subject)}
        for n, some in enumerate(keys):
            given |= {f"subjects{n}": sorted({d.subject for d in some}), f"names{n}": sorted({d.name for d in some})}
            given |= {f"ns{n}": sorted({d.n for d in some})}
        found = await self._db.execute(_looks(bool(of_cases), len(below), len(keys)), given)
        return [dict(row) for row in found.mappings()]

    async def due(self, now: datetime, limit: int = 100) -> list[Occasion]:
        """Undecided ones that have come due: calls for help before all else, then earliest first."""
        await self.written()
        found = await self._db.execute(_DUE, {"now": now, "most": limit})
        return [rows.read(Occasion, row) for row in found.mappings()]

    async def decide(self, occasion_id: int, now: datetime, result: str) -> bool:
        """Mark one decided; False when it already was."""
        await self.written()
        open_ = (occasions.c.id == occasion_id) & occasions.c.done_at.is_(None)
        changed = await self._db.execute(update(occasions).where(open_).values(done_at=now, result=result))
        return changed.rowcount == 1

    async def next_due(self) -> datetime | None:
        """When the earliest undecided one comes due."""
        await self.written()
        found: datetime | None = (await self._db.execute(_NEXT_DUE)).scalar()
        return found

    async def done_of(self, case_ids: Sequence[int], names: Sequence[str], most: int) -> dict[int, int]:
        """How many occasions with one of *names* were decided ``done`` for each case, counted up to *most*."""
        await self.written()
        of = occasions.c
        some = select(of.id).where(of.case_id == cases.c.id, of.name.in_(names), of.result == "done").limit(most)
        count = select(func.count()).select_from(some.correlate(cases).subquery()).scalar_subquery()
        found = await self._db.execute(select(cases.c.id, count).where(cases.c.id.in_(case_ids)))
        return {case_id: times for case_id, times in found if times}

    async def undecided(self, case_id: int) -> list[Occasion]:
        """What of one case is still to come or to be decided, in order."""
        await self.written()
        found = await self._db.execute(_UNDECIDED, {"case_id": case_id})
        return [rows.read(Occasion, row) for row in found.mappings()]


def _is_of(row: Mapping[str, Any], case_id: int | None, subject: str) -> bool:
    return bool(row["case_id"] == case_id if case_id is not None else row["subject"].startswith(subject))


def _made_so(mine: Sequence[dict[str, Any]], wanted: Sequence[Due], own: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Mark in *mine* what changes so that its undecided ones are *wanted*; returns those that are new.

    One that became moot and is wanted again (an undone step) comes due again; a decided one never does.
    """
    known = {(row["subject"], row["name"], row["n"]): row for row in mine}
    new = []
    for key, due in {(due.subject, due.name, due.n): due for due in wanted}.items():
        row = known.pop(key, None)
        if row is None:
            new.append({**own, **rows.values(occasions, due), "done_at": None, "result": None})
        elif row["result"] == "moot" or (row["done_at"] is None and row["due_at"] != rows.to_ms(due.due_at)):
            row |= {"due_at": due.due_at, "done_at": None, "result": None, "changed": "again"}
    for row in known.values():
        if row["done_at"] is None:
            row |= {"done_at": row["due_at"], "result": "moot", "changed": "moot"}
    return new


@lru_cache(maxsize=100)
def _looks(of_cases: bool, below: int, keys: int) -> Any:  # noqa: FBT001  # what it looks for
    """The question for what is undecided of cases, of so many beginnings of subjects, or wanted in so many parts."""
    of, looks = occasions.c, list[ColumnElement[bool]]()
    if of_cases:
        looks.append(of.done_at.is_(None) & of.case_id.in_(bindparam("cases", expanding=True)))
    ranges = [_below(bindparam(f"first{n}"), bindparam(f"beyond{n}")) for n in range(below)]
    looks += [of.done_at.is_(None) & or_(*ranges)] if ranges else []
    for n in range(keys):
        named = of.subject.in_(bindparam(f"subjects{n}", expanding=True)) & of.name.in_(
            bindparam(f"names{n}", expanding=True)
        )
        looks.append(named & of.n.in_(bindparam(f"ns{n}", expanding=True)) & of.done_at.is_not(None))
    every = [select(occasions).where(look) for look in looks]
    return union_all(*every) if len(every) > 1 else every[0]


def _below(first: Any, beyond: Any) -> ColumnElement[bool]:
    """Subjects that begin with something, as a range: LIKE would read the whole table."""
    return and_(occasions.c.subject >= first, occasions.c.subject < beyond)


def _beyond(prefix: str) -> str:
    """The first subject behind all that begin with *prefix*."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


ROOM = Room(schedule.OCCASIONS, SqlOccasions)
