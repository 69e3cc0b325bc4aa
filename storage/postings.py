"""Our messages that stand in chats, and the lists of cases among them."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, false, literal, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.letters import Letter, Posting, Told
from storage import rows
from storage.posted import listings, postings

_POSTINGS = (
    select(postings)
    .where(postings.c.case_id == bindparam("case_id"))
    .order_by(postings.c.posted_at, postings.c.message_id)
)
_TOLD = union_all(
    select(postings.c.purpose, false().label("critical")).where(
        postings.c.case_id == bindparam("case_id"), postings.c.purpose == "card"
    ),
    select(literal("list"), listings.c.critical).where(listings.c.case_id == bindparam("case_id")),
)
_EVER_IN_LIST = (
    select(listings.c.case_id)
    .where(listings.c.chat_id == bindparam("chat_id"), listings.c.message_id == bindparam("message_id"))
    .order_by(listings.c.place)
)
_IN_LIST = _EVER_IN_LIST.where(~listings.c.gone)


class SqlPostings:
    """What :class:`storage.outbox.SqlOutbox` tells of messages; part of it."""

    _db: AsyncConnection

    async def _settled(self) -> None:
        """What was sent in this transaction stands in the table."""

    async def unlisted(self, case_id: int) -> list[Posting]:
        """A case leaves the lists that it stands in; returns these."""
        await self._settled()
        those = update(listings).where(listings.c.case_id == case_id, ~listings.c.gone).values(gone=True)
        left = (await self._db.execute(those.returning(listings.c.chat_id, listings.c.message_id))).all()
        found = [await self.posting(row.chat_id, row.message_id) for row in left]
        return [one for one in found if one is not None]

    async def listed_in(self, chat_id: int, message_id: int, *, ever: bool = False) -> list[int]:
        """Ids of the cases that stand in a list, in their order there; *ever*: those too that have left it."""
        await self._settled()
        found = await self._db.execute(
            _EVER_IN_LIST if ever else _IN_LIST, {"chat_id": chat_id, "message_id": message_id}
        )
        return list(found.scalars())

    async def told(self, case_id: int) -> Told:
        """What the group has been shown of a case."""
        await self._settled()
        shown = (await self._db.execute(_TOLD, {"case_id": case_id})).all()
        lists = [row for row in shown if row[0] != "card"]
        return Told(len(lists) < len(shown), bool(lists), any(row[1] for row in lists))

    async def posting(self, chat_id: int, message_id: int) -> Posting | None:
        """What one of our messages is."""
        await self._settled()
        that = and_(postings.c.chat_id == chat_id, postings.c.message_id == message_id)
        row = (await self._db.execute(select(postings).where(that))).mappings().first()
        return rows.read(Posting, row) if row else None

    async def postings(self, case_id: int, purpose: str | None = None) -> list[Posting]:
        """Our messages about a case."""
        await self._settled()
        found = (await self._db.execute(_POSTINGS, {"case_id": case_id})).mappings()
        return [rows.read(Posting, row) for row in found if purpose is None or row["purpose"] == purpose]

    async def postings_of(self, case_ids: Sequence[int]) -> dict[int, list[Posting]]:
        """Our messages about each of these cases."""
        await self._settled()
        found: dict[int, list[Posting]] = {}
        query = select(postings).where(postings.c.case_id.in_(case_ids)).order_by(postings.c.message_id)
        for row in (await self._db.execute(query)).mappings():
            found.setdefault(row["case_id"], []).append(rows.read(Posting, row))
        return found

    async def standing(self, district_id: int, purpose: str, *, chat_id: int | None = None) -> Posting | None:
        """The newest of a district's own messages of one purpose; in one chat they are in the order of their key."""
        await self._settled()
        its = and_(postings.c.district_id == district_id, postings.c.purpose == purpose, postings.c.case_id.is_(None))
        its = its if chat_id is None else and_(its, postings.c.chat_id == chat_id)
        query = select(postings).where(its, ~postings.c.gone).order_by(postings.c.message_id.desc()).limit(1)
        row = (await self._db.execute(query)).mappings().first()
        return rows.read(Posting, row) if row else None

    async def newest_in(self, chat_id: int) -> int:
        """The id of our newest message in a chat; 0 where there is none."""
        await self._settled()
        query = select(postings.c.message_id).where(postings.c.chat_id == chat_id, ~postings.c.gone)
        newest = query.order_by(postings.c.message_id.desc()).limit(1)
        return int((await self._db.execute(newest)).scalar() or 0)

    async def gone(self, letter: Letter) -> None:
        """What *letter* would edit was deleted."""
        await self._settled()
        same = and_(postings.c.chat_id == letter.chat_id, postings.c.purpose == letter.purpose)
        its = postings.c.case_id == letter.case_id if letter.case_id else postings.c.case_id.is_(None)
        await self._db.execute(update(postings).where(same, its).values(gone=True))
