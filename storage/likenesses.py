"""Pictures that may look alike, found by parts of their likeness: however many pictures there are, few are compared.

A likeness is 64 bits. Where two differ in seven of them at most, one of four parts of 16 bits differs in one at most.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.growing import grows
from storage.schema import metadata

BITS, PARTS = 16, 4

parts = Table(
    "likeness_parts",
    metadata,
    Column("evidence_id", ForeignKey("evidence.id"), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Index("ix_likeness_parts_part", "part", "evidence_id"),
    info=grows("part", "evidence_id"),
)
"""*part* says in its highest bits which of the four it is."""


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


def near(likeness: str) -> list[int]:
    """All parts that differ from those of a likeness in one bit at most."""
    return [part ^ flip for part in of(likeness) for flip in (0, *(1 << n for n in range(BITS)))]
