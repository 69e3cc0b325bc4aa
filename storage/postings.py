"""Our messages that stand in chats, and the lists of cases among them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    delete,
    exists,
    false,
    literal,
    or_,
    select,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import letters
from bot.outbox.letters import Letter, Posting, Told
from storage import remembered, rows
from storage.case_rows import IS_LIVE
from storage.occasions import occasions
from storage.posted import listings, postings
from storage.schema import cases

FEW = 60
"""So many messages about one case are read together, for all that is asked in a transaction; of more only what is."""

MOST_ASKED = 300
"""So many of a sort are read then, the newest."""

_SHOWN = frozenset({postings, listings})
_OF_CASE = postings.c.case_id == bindparam("case_id")
_TOGETHER = select(postings).where(_OF_CASE).limit(FEW + 1)
_NEWEST_OF_CASE = (
    select(postings)
    .where(_OF_CASE, postings.c.purpose == bindparam("purpose"), postings.c.chat_id == bindparam("chat_id"))
    .where(~postings.c.gone)
    .order_by(postings.c.message_id.desc())
    .limit(1)
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

_KEY = (postings.c.chat_id, postings.c.message_id)
_NEWER = postings.alias("newer")
_IS_OF_LIVE = exists().where(cases.c.id == postings.c.case_id, IS_LIVE)
_IS_AWAITED = exists().where(occasions.c.case_id == postings.c.case_id, occasions.c.done_at.is_(None))
_HAS_NEWER = exists().where(
    _NEWER.c.chat_id == postings.c.chat_id,
    _NEWER.c.purpose == postings.c.purpose,
    _NEWER.c.case_id.is_(None),
    _NEWER.c.message_id > postings.c.message_id,
    ~_NEWER.c.gone,
)
_IS_OF_ONE_THING = postings.c.purpose.contains(":", autoescape=True)
_IS_UNNEEDED = or_(
    and_(postings.c.case_id.is_(None), or_(_HAS_NEWER, _IS_OF_ONE_THING)),
    and_(postings.c.case_id.is_not(None), ~_IS_OF_LIVE, ~_IS_AWAITED),
)
"""About a case that is over and of which nothing is due; or about none, and another one came since for the same, or
none ever will: it is of one thing alone."""
_STANDING = (
    select(postings)
    .where(postings.c.district_id == bindparam("here"), postings.c.purpose == bindparam("for_what"))
    .where(postings.c.case_id.is_(None), ~postings.c.gone)
    .order_by(postings.c.message_id.desc())
    .limit(1)
)
_STANDING_IN = _STANDING.where(postings.c.chat_id == bindparam("chat"))


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
        if remembered.has_nothing(self._db, case_id, _SHOWN):
            return Told(card=False, listed=False, critical=False)
        shown = (await self._db.execute(_TOLD, {"case_id": case_id})).all()
        lists = [row for row in shown if row[0] != "card"]
        return Told(len(lists) < len(shown), bool(lists), any(row[1] for row in lists))

    async def posting(self, chat_id: int, message_id: int) -> Posting | None:
        """What one of our messages is."""
        await self._settled()
        that = and_(postings.c.chat_id == chat_id, postings.c.message_id == message_id)
        row = (await self._db.execute(select(postings).where(that))).mappings().first()
        return rows.read(Posting, row) if row else None

    async def postings(self, case_id: int, *purposes: str) -> list[Posting]:
        """Our messages about a case, oldest first; of one of *purposes* where some are given.

        One that ends in ``:`` means all that begin so. Of a case with very many only the newest are told.
        """
        await self._settled()
        found = await self._few(case_id)
        if found is None:
            those = select(postings).where(postings.c.case_id == case_id, *_are_one_of(purposes))
            newest = those.order_by(postings.c.posted_at.desc(), postings.c.message_id.desc()).limit(MOST_ASKED)
            found = (await self._db.execute(newest)).mappings().all()
        its = [one for one in found if not purposes or letters.is_one_of(one["purpose"], purposes)]
        return sorted((rows.read(Posting, one) for one in its), key=lambda one: (one.posted_at, one.message_id))

    async def newest(self, case_id: int, chat_id: int, purpose: str) -> Posting | None:
        """Our newest message about a case for *purpose* in one chat that was not deleted."""
        await self._settled()
        asked = {"chat_id": chat_id, "purpose": purpose}
        found = await self._few(case_id)
        if found is None:
            row = (await self._db.execute(_NEWEST_OF_CASE, asked | {"case_id": case_id})).mappings().first()
        else:
            its = [one for one in found if not one["gone"] and asked.items() <= one.items()]
            row = max(its, key=lambda one: int(one["message_id"]), default=None)
        return rows.read(Posting, row) if row else None

    async def _few(self, case_id: int) -> Sequence[RowMapping] | None:
        """All our messages about a case; None where they are many."""
        if remembered.has_nothing(self._db, case_id, _SHOWN):
            return []
        found = (await self._db.execute(_TOGETHER, {"case_id": case_id})).mappings().all()
        return found if len(found) <= FEW else None

    async def chats_of(self, case_id: int, *purposes: str) -> set[int]:
        """The chats to which a message about a case of one of *purposes* was ever sent."""
        await self._settled()
        those = select(postings.c.chat_id).where(postings.c.case_id == case_id, postings.c.purpose.in_(purposes))
        return set((await self._db.execute(those.distinct())).scalars())

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
        asked = {"here": district_id, "for_what": purpose} | ({} if chat_id is None else {"chat": chat_id})
        query = _STANDING if chat_id is None else _STANDING_IN
        row = (await self._db.execute(query, asked)).mappings().first()
        return rows.read(Posting, row) if row else None

    async def newest_in(self, chat_id: int) -> int:
        """The id of our newest message in a chat; 0 where there is none."""
        await self._settled()
        query = select(postings.c.message_id).where(postings.c.chat_id == chat_id, ~postings.c.gone)
        newest = query.order_by(postings.c.message_id.desc()).limit(1)
        return int((await self._db.execute(newest)).scalar() or 0)

    async def forget_messages(
        self, before: datetime, after: tuple[int, int], most: int
    ) -> tuple[int, int, tuple[int, int]]:
        """Some of those behind a key go, where they are old and nobody needs them."""
        await self._settled()
        beyond = tuple_(_KEY[0], _KEY[1]) > tuple_(*(literal(one, BigInteger) for one in after))
        found = (
            await self._db.execute(select(*_KEY, postings.c.posted_at).where(beyond).order_by(*_KEY).limit(most))
        ).all()
        old = [(row.chat_id, row.message_id) for row in found if row.posted_at < before]
        gone: Sequence[tuple[int, int]] = ()
        if old:
            that = delete(postings).where(tuple_(*_KEY).in_(old), _IS_UNNEEDED)
            gone = [(row.chat_id, row.message_id) for row in await self._db.execute(that.returning(*_KEY))]
        if gone:
            its = tuple_(listings.c.chat_id, listings.c.message_id).in_(gone)
            await self._db.execute(delete(listings).where(its))
        return len(gone), len(found), (found[-1].chat_id, found[-1].message_id) if found else after

    async def gone(self, letter: Letter) -> None:
        """What *letter* would edit was deleted."""
        await self._settled()
        here = update(postings).where(postings.c.chat_id == letter.chat_id)
        if "edits" in letter.facts:
            those = here.where(postings.c.message_id == int(letter.facts["edits"]))
        else:
            its = postings.c.case_id == letter.case_id if letter.case_id else postings.c.case_id.is_(None)
            those = here.where(postings.c.purpose == letter.purpose, its)
        await self._db.execute(those.values(gone=True))


def _are_one_of(purposes: Sequence[str]) -> list[ColumnElement[bool]]:
    whole = [one for one in purposes if not one.endswith(":")]
    begins = [postings.c.purpose.startswith(one, autoescape=True) for one in purposes if one.endswith(":")]
    return [or_(postings.c.purpose.in_(whole), *begins)] if purposes else []
