"""Calls for help: their table, and whose is open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Integer,
    Select,
    Table,
    Text,
    and_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.port import Erased
from bot.sos import table as sos_table
from bot.sos.table import KIND, MOVES, Sos, State
from storage.case_rows import CaseRows, SqlCases
from storage.growing import grows
from storage.personal import NOTHING, Personal, Step, Words, naming
from storage.rooms import Room
from storage.schema import cases, metadata, only_states, partial
from storage.types import Instant

sos = Table(
    "sos",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("words", Text, nullable=False),
    Column("team_id", ForeignKey("teams.id")),
    Column("incident_id", ForeignKey("cases.id")),
    Column("fixed_at", Instant),
    Column("accuracy_m", Float),
    Column("told", Integer, nullable=False),
    Column("told_at", Instant),
    Column("carded_at", Instant),
    Column("card_due_at", Instant),
    Column("acknowledged_at", Instant),
    Column("acknowledged_by", BigInteger),
    Column("ended_at", Instant),
    Column("ended_by", BigInteger),
    Column("reason", Text),
    Column("origin_chat_id", BigInteger),
    Column("origin_message_id", BigInteger),
    info=grows(),
)

only_states(KIND, State)
_CALLED = partial(
    "uq_cases_called_by", cases.c.district_id, cases.c.reporter_id, where=f"kind = '{KIND}' AND is_live", unique=True
)
"""Nobody has two calls for help at one time."""


ROWS = CaseRows(MOVES, sos, Sos, once=_CALLED, seldom=True)


class SqlSos(SqlCases[Sos]):
    """Fulfils :class:`bot.sos.table.SosCases`."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(ROWS, connection)

    async def open_of(self, district_id: int, user_id: int, team_id: int | None) -> Sos | None:
        """The one of this person that is not over, else that of their team."""
        if not await self.may_be_live(district_id):
            return None
        theirs: ColumnElement[bool] = cases.c.reporter_id == user_id
        if team_id is not None:
            theirs = or_(theirs, and_(cases.c.reporter_id.is_(None), sos.c.team_id == team_id))
        open_ones = ROWS.live.where(theirs).order_by(None)
        return await self._first(open_ones.order_by(cases.c.reporter_id.is_(None), cases.c.id), district_id=district_id)


async def _forget(db: AsyncConnection, _user_id: int, _now: datetime, found: Sequence[Any]) -> Erased:
    """The words of their calls, and the position, which is theirs."""
    await db.execute(update(cases).where(cases.c.id.in_(found)).values(lat=None, lon=None))
    await db.execute(update(sos).where(sos.c.case_id.in_(found)).values(words="", fixed_at=None))
    return NOTHING


def _called(user_id: int) -> ColumnElement[bool]:
    return (cases.c.reporter_id == user_id) & (cases.c.kind == KIND)


def _words(user_id: int, case_ids: Sequence[int]) -> Select[Any]:
    theirs = (sos.c.case_id.in_(case_ids)) & (cases.c.reporter_id == user_id)
    return select(sos.c.case_id, sos.c.words).join(cases, cases.c.id == sos.c.case_id).where(theirs)


PERSONAL = Personal(
    words=(Words(_words),),
    said=(sos.c.reason,),
    export=(naming(sos, "acknowledged_by", "ended_by"),),
    forget=(Step((cases.c.id,), _called, _forget),),
)

ROOM = Room(sos_table.CALLS, SqlSos, PERSONAL, rows=ROWS)
