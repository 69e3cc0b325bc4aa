"""The third entry: where errands are kept, in a table of their own."""

from typing import Any

from sqlalchemy import Column, ForeignKey, MetaData, Table, Text, exists, select

from storage.case_rows import CaseRows
from storage.personal import Export, Personal, blanked
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


def _asked_by(user_id: int) -> Any:
    return select(errands).where(_reported(user_id))


ROWS = CaseRows(table.MOVES, errands, Errand)


def _reported(user_id: int) -> Any:
    return exists().where(cases.c.id == errands.c.case_id, cases.c.reporter_id == user_id)


_WORDS = blanked(errands, _reported, what="")
"""Their words."""

ROOM = Room(table.ERRANDS, ROWS.on, Personal(export=(Export(errands, _asked_by),), forget=(_WORDS,)), rows=ROWS)
