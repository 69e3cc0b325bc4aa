"""The third entry: where errands are kept, in a table of their own."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, MetaData, RowMapping, Table, Text, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.port import Erased
from storage import rows
from storage.case_rows import CaseRows, Held
from storage.personal import NOTHING, Export, Personal
from storage.rooms import Room
from storage.schema import cases
from tests.fourth_kind.errands import table
from tests.fourth_kind.errands.table import Errand

METADATA = MetaData()
errands = Table(
    "errands", METADATA,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("what", Text, nullable=False),
)  # fmt: skip


def _to_row(errand: Errand) -> dict[str, Any]:
    return rows.values(errands, errand, leave=frozenset({"case_id"}))


def _from_row(row: RowMapping, held: Held) -> Errand:
    return rows.read(Errand, row, assignments=held)


def _asked_by(user_id: int) -> Any:
    return select(errands).where(errands.c.case_id.in_(select(cases.c.id).where(cases.c.reporter_id == user_id)))


async def _forget(db: AsyncConnection, user_id: int, _now: datetime) -> Erased:
    """Their words."""
    theirs = select(cases.c.id).where(cases.c.reporter_id == user_id)
    await db.execute(update(errands).where(errands.c.case_id.in_(theirs)).values(what=""))
    return NOTHING


ROWS = CaseRows(table.MOVES, errands, _to_row, _from_row)
ROOM = Room(table.ERRANDS, ROWS.on, Personal(export=(Export(errands, _asked_by),), forget=_forget), rows=ROWS)
