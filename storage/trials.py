"""Trials: their table."""

from sqlalchemy import Column, ForeignKey, String, Table

from bot.trials import table as trials_table
from bot.trials.table import KIND, MOVES, Trial
from storage.case_rows import CaseRows
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


ROWS = CaseRows(MOVES, trials, Trial, once=_ONE, seldom=True)
ROOM = Room(trials_table.TRIALS, ROWS.on, rows=ROWS)
