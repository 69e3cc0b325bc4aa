"""A made-up kind of case, whole: its moves, and the one file that the memory needs of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, MetaData, RowMapping, Select, Table, Text, select

from bot.cases import moves as cases_moves
from bot.cases.case import Case
from bot.cases.moves import Move
from bot.cases.store import CaseStore
from bot.values.port import Port
from bot.work.history import Part
from storage.case_rows import CaseRows
from storage.personal import Personal, naming
from storage.rooms import Room
from storage.schema import cases

RAISED, OPEN = "raised", "open"
"""Named like states of other kinds, which are no business of this one."""

MOVES = cases_moves.Table("viewing", begins=RAISED, live=frozenset({RAISED, OPEN}), moves=(
    Move("begin", frozenset({RAISED}), OPEN, frozenset({Part.CAPTAIN})),
    Move("finish", frozenset({OPEN}), "seen", frozenset({Part.CAPTAIN})),
))  # fmt: skip


@dataclass(frozen=True)
class Viewing(Case):
    """Somebody is to look at a place."""

    host_id: int = 0
    remarks: tuple[str, ...] = ()


VIEWINGS: Port[CaseStore[Viewing]] = Port("viewings")

viewings = Table(
    "viewings", MetaData(),
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("host_id", BigInteger, nullable=False),
    Column("remarks", Text, nullable=False),
)  # fmt: skip
"""In a metadata of its own: no step of the schema makes it."""


def _written(viewing: Viewing) -> dict[str, Any]:
    return {"remarks": "\n".join(viewing.remarks)}


def _read(row: RowMapping) -> dict[str, Any]:
    return {"remarks": tuple(row["remarks"].split("\n"))}


def _hosted(user_id: int) -> Select[Any]:
    return select(viewings.c.case_id).where(viewings.c.host_id == user_id)


ROWS = CaseRows(MOVES, viewings, Viewing, _written, _read)
PERSONAL = Personal(export=(naming(viewings, "host_id"),), holds=_hosted)
ROOM = Room(VIEWINGS, ROWS.on, PERSONAL, rows=ROWS)
