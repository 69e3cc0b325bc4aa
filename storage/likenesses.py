"""Pictures that may look alike, found by parts of their likeness: however many pictures there are, few are compared.

A likeness is 64 bits. Where two differ in seven of them at most, one of four parts of 16 bits differs in one at most.
Some parts are in very many pictures, such as those that are dark: of each only the newest pictures are looked at.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    bindparam,
    column,
    delete,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.growing import grows
from storage.schema import metadata

BITS, PARTS = 16, 4

MOST = 500
"""So many of the newest pictures with one part are looked at, and so many in all are compared."""

parts = Table(
    "likeness_parts",
    metadata,
    Column("evidence_id", ForeignKey("evidence.id"), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Index("ix_likeness_parts_part", "part", "evidence_id"),
    info=grows("part", "evidence_id"),
)
"""*part* says in its highest bits which of the four it is."""

_NAMES = [f"part{n}" for n in range(PARTS * (BITS + 1))]
_NEAR = (
    text(f"VALUES {', '.join(f'(:{name})' for name in _NAMES)}")  # names of our own
    .bindparams(*(bindparam(name, type_=Integer) for name in _NAMES))
    .columns(column("column1", Integer))  # as both databases call it
    .cte("near")
)
_SAME = parts.alias("same")
_OLDEST = (
    select(_SAME.c.evidence_id)
    .where(_SAME.c.part == _NEAR.c.column1)
    .order_by(_SAME.c.evidence_id.desc())
    .limit(1)
    .offset(MOST - 1)
    .correlate(_NEAR)
    .scalar_subquery()
)
NEAREST = (
    select(parts.c.evidence_id, func.count().label("shared"))
    .select_from(_NEAR)
    .join(parts, (parts.c.part == _NEAR.c.column1) & (parts.c.evidence_id >= func.coalesce(_OLDEST, 0)))
    .group_by(parts.c.evidence_id)
    .order_by(func.count().desc(), parts.c.evidence_id.desc())
    .limit(MOST * PARTS)
    .subquery("nearest")
)
"""The pictures that share most parts with :func:`asked`, and how many each; some are dropped by who asks."""


async def put(db: AsyncConnection, evidence_id: int, likeness: str) -> None:
    """Have a picture be found by what it looks like; by nothing where that is not known."""
    await db.execute(delete(parts).where(parts.c.evidence_id == evidence_id))
    if found := of(likeness):
        await db.execute(insert(parts), [{"evidence_id": evidence_id, "part": part} for part in found])


def of(likeness: str) -> list[int]:
    """The four parts of a likeness (16 hex digits); none of anything else."""
    try:
        bits = int(likeness, 16)
    except ValueError:
        return []
    each = ((bits >> (BITS * n)) & (2**BITS - 1) for n in range(PARTS))
    return [n << BITS | part for n, part in enumerate(each)]


def asked(likeness: str) -> dict[str, int]:
    """What :data:`NEAREST` is asked with; nothing where a likeness is not known."""
    return dict(zip(_NAMES, near(likeness), strict=False))


def near(likeness: str) -> list[int]:
    """All parts that differ from those of a likeness in one bit at most."""
    return [part ^ flip for part in of(likeness) for flip in (0, *(1 << n for n in range(BITS)))]
