"""Which teams are on which case: read and written with the case, whatever its kind."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import RowMapping, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cases.case import Assignment, Case, Role
from bot.work.ports import Stale
from storage import rows
from storage.schema import assignments

_OF = (
    select(assignments)
    .where(assignments.c.case_id.in_(bindparam("case_ids", expanding=True)))
    .order_by(assignments.c.id)
)
_CHANGE = update(assignments).where(assignments.c.id == bindparam("which"))
_NEW = insert(assignments)


JOINED = [column.label(f"sent_{column.name}") for column in assignments.columns]
"""The columns that :func:`beside` reads."""


def beside(row: RowMapping) -> Assignment | None:
    """The assignment in a row of something else; None where there is none."""
    if row["sent_id"] is None:
        return None
    own = {column.name: row[f"sent_{column.name}"] for column in assignments.columns}
    return rows.read(Assignment, own, role=Role(own["role"]))


async def of(db: AsyncConnection, case_ids: Iterable[int]) -> dict[int, list[Assignment]]:
    """The assignments of these cases, by case, in the order of their making."""
    held: dict[int, list[Assignment]] = defaultdict(list)
    for row in (await db.execute(_OF, {"case_ids": list(case_ids)})).mappings():
        held[row["case_id"]].append(rows.read(Assignment, row, role=Role(row["role"])))
    return held


async def write(
    db: AsyncConnection, case: Case, reach: int = 0, before: Iterable[Assignment] | None = None
) -> tuple[Assignment, ...]:
    """Write those of *case* that changed: ended ones before new ones, so that the indexes hold at every step.

    *before* are those that are stored, where that is known.
    Raises Stale where another case took the team, or another team the lead.
    """
    before = (await of(db, [case.id]))[case.id] if before is None else before
    stored = {one.id: one for one in before}
    ids: dict[int, Assignment] = {}
    try:
        for one in sorted(case.assignments, key=lambda a: a.is_open):
            if one.id and stored.get(one.id) == one:
                continue
            columns = rows.values(assignments, one, leave=frozenset({"id"})) | {"case_id": case.id}
            if one.id:
                await db.execute(_CHANGE, columns | {"which": one.id})
            else:
                columns["reach"] = reach
                key = (await db.execute(_NEW, columns)).inserted_primary_key
                ids[id(one)] = replace(one, id=int(key[0]) if key else 0, case_id=case.id)
    except IntegrityError as taken:
        if not _is_taken(taken):
            raise
        raise Stale(case.number) from taken
    return tuple(ids.get(id(a), a) for a in case.assignments)


def _is_taken(error: IntegrityError) -> bool:
    """Whether one of the rules of who leads and who holds was broken, by name (PostgreSQL) or column (SQLite)."""
    said = str(error.orig)
    return any(name in said for name in ("uq_assignments_", "assignments.team_id", "assignments.case_id"))
