"""Checklists of districts and of the program, each edition whole."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    func,
    insert,
    null,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checklists import model
from bot.checklists import store as checklists_store
from bot.checklists.model import Checklist
from bot.checklists.store import MOST_EDITIONS, MOST_LISTS, Known, Made
from storage.growing import STAYS
from storage.personal import Personal, naming
from storage.rooms import Room
from storage.schema import metadata
from storage.types import OWN_KEY, Instant, Json

checklists = Table(
    "checklists",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("code", String(32), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("body", Json, nullable=False),
    Column("by_id", BigInteger),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("district_id", "code", "edition"),
    info=STAYS,
)

starter_checklists = Table(
    "starter_checklists",
    metadata,
    Column("code", String(32), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("body", Json, nullable=False),
    Column("made_at", Instant, nullable=False),
    PrimaryKeyConstraint("code", "edition"),
    info=STAYS,
)


class SqlChecklists:
    """Fulfils :class:`bot.checklists.store.Checklists`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def newest(self, district_id: int) -> list[Made]:
        """Of each list of the district the newest edition, oldest list first."""
        own = checklists.c
        last = select(own.code, func.max(own.edition).label("edition"), func.min(own.id).label("first"))
        newest = last.where(own.district_id == district_id).group_by(own.code).subquery()
        query = (
            select(checklists)
            .join(newest, (own.code == newest.c.code) & (own.edition == newest.c.edition))
            .where(own.district_id == district_id)
            .order_by(newest.c.first)
            .limit(MOST_LISTS)
        )
        found = (await self._db.execute(query)).mappings()
        return [Made(model.read(row["body"], row["edition"]), row["by_id"], row["made_at"]) for row in found]

    async def edition(self, district_id: int, code: str, edition: int) -> Checklist | None:
        """One edition of a list of the district's own."""
        own = checklists.c
        one = (own.district_id == district_id) & (own.code == code) & (own.edition == edition)
        body = (await self._db.execute(select(own.body).where(one))).scalar_one_or_none()
        return model.read(body, edition) if body is not None else None

    async def editions(self, district_id: int, code: str) -> list[Known]:
        """The editions of a list, newest first: the district's own, then those that came along."""
        own, brought = checklists.c, starter_checklists.c
        mine = select(own.edition, own.by_id, own.made_at).where(own.district_id == district_id, own.code == code)
        theirs = select(brought.edition, null(), brought.made_at).where(brought.code == code)
        found = [
            *await self._db.execute(mine.order_by(own.edition.desc()).limit(MOST_EDITIONS)),
            *await self._db.execute(theirs.order_by(brought.edition).limit(MOST_EDITIONS)),
        ]
        return [Known(edition, by_id, at) for edition, by_id, at in found]

    async def add(self, district_id: int, made: Made) -> None:
        """Keep a new edition."""
        wanted = made.checklist
        columns = {"district_id": district_id, "by_id": made.by_id, "made_at": made.at, **_row(wanted)}
        await self._db.execute(insert(checklists).values(columns))

    async def starter_newest(self) -> list[Checklist]:
        """Of each list that ever came along its newest edition."""
        own = starter_checklists.c
        last = select(own.code, func.min(own.edition).label("edition")).group_by(own.code).subquery()
        newest = select(own.body, own.edition).join(last, (own.code == last.c.code) & (own.edition == last.c.edition))
        found = await self._db.execute(newest.order_by(own.code).limit(MOST_LISTS))
        return [model.read(body, edition) for body, edition in found]

    async def starter_edition(self, code: str, edition: int) -> Checklist | None:
        """One edition that came along."""
        own = starter_checklists.c
        one = (own.code == code) & (own.edition == edition)
        body = (await self._db.execute(select(own.body).where(one))).scalar_one_or_none()
        return model.read(body, edition) if body is not None else None

    async def add_starter(self, lists: Sequence[Checklist], now: datetime) -> None:
        """Keep new editions."""
        await self._db.execute(insert(starter_checklists), [{**_row(one), "made_at": now} for one in lists])


def _row(wanted: Checklist) -> dict[str, object]:
    return {"code": wanted.code, "edition": wanted.edition, "body": model.as_kept(wanted)}


PERSONAL = Personal(export=(naming(checklists, "by_id"),))

ROOM = Room(checklists_store.CHECKLISTS, SqlChecklists, PERSONAL)
