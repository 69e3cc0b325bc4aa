"""Trials: their table."""

from typing import Any

from sqlalchemy import Column, ForeignKey, RowMapping, String, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.trials import table as trials_table
from bot.trials.table import KIND, MOVES, Trial
from storage import rows
from storage.case_rows import CaseRows, Held, SqlCases
from storage.growing import grows
from storage.rooms import Room
from storage.schema import cases, metadata, partial

trials = Table(
    "trials",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("team_id", ForeignKey("teams.id")),
    Column("reason", String(16)),
    info=grows(),
)

_ONE = partial("uq_cases_trial", cases.c.district_id, cases.c.kind, where=f"kind = '{KIND}' AND is_live", unique=True)
"""Of one district no two are played at one time."""


def _to_row(trial: Trial) -> dict[str, Any]:
    return rows.values(trials, trial)


def _from_row(row: RowMapping, held: Held) -> Trial:
    return rows.read(Trial, row, assignments=held)


ROWS = CaseRows(MOVES, trials, _to_row, _from_row, once=_ONE, seldom=True)


class SqlTrials(SqlCases[Trial]):
    """Fulfils :class:`bot.trials.table.Trials`."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(ROWS, connection)


ROOM = Room(trials_table.TRIALS, SqlTrials, rows=ROWS)
