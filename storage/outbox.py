"""Letters to send, and our messages that stand in chats."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Integer,
    and_,
    bindparam,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import letters
from bot.outbox.letters import Button, Letter, LetterKind, LetterState, Posting, Priority, Told
from storage import rows, upsert
from storage.personal import Personal, gone, naming, whole_rows
from storage.posted import GONE, IS_UNSENT, listings, outbox, postings
from storage.rooms import Room

_WAITING = outbox.c.state == str(LetterState.WAITING)
_READY = and_(_WAITING, or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now")))
_BEST, _FIRST = func.min(outbox.c.priority), func.min(outbox.c.id)
_CHATS = select(outbox.c.chat_id, _BEST).where(_READY).group_by(outbox.c.chat_id).order_by(_BEST, _FIRST)
_ALL_WAITING = (
    select(outbox).where(_READY).order_by(outbox.c.priority, outbox.c.id).limit(bindparam("most", type_=Integer))
)
_CHAT_WAITING = _ALL_WAITING.where(outbox.c.chat_id == bindparam("chat_id"))
_LATER = select(func.min(outbox.c.not_before)).where(_WAITING, outbox.c.not_before > bindparam("after"))
_LEFT = (
    select(outbox)
    .where(
        IS_UNSENT,
        or_(
            and_(outbox.c.state == str(LetterState.SENDING), outbox.c.sending_at <= bindparam("now")),
            and_(_READY, outbox.c.created_at <= bindparam("now")),
        ),
    )
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("most", type_=Integer))
)
_ALIKE = select(outbox.c.id, outbox.c.priority, outbox.c.repeated).where(
    outbox.c.collapse == bindparam("collapse"), _WAITING
)
_NEW = insert(outbox)
_CHANGE = update(outbox).where(outbox.c.id == bindparam("which"))
_TAKE = _CHANGE.where(_WAITING)
_POSTINGS = (
    select(postings)
    .where(postings.c.case_id == bindparam("case_id"))
    .order_by(postings.c.posted_at, postings.c.message_id)
)
_ITS_POSTINGS = _POSTINGS.where(postings.c.purpose == bindparam("purpose"))
_CARDED = select(postings.c.case_id).where(postings.c.case_id == outbox.c.case_id, postings.c.purpose == "card")
_NEW_CASES = (
    select(outbox)
    .where(_READY, outbox.c.chat_id == bindparam("chat_id"), outbox.c.kind == str(LetterKind.CARD))
    .where(outbox.c.priority <= int(Priority.NEW_CARD), ~_CARDED.exists())
    .order_by(outbox.c.priority, outbox.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_TOLD = union_all(
    select(postings.c.purpose, false().label("critical")).where(
        postings.c.case_id == bindparam("case_id"), postings.c.purpose == "card"
    ),
    select(literal("list"), listings.c.critical).where(listings.c.case_id == bindparam("case_id")),
)
_IN_LIST = (
    select(listings.c.case_id)
    .where(listings.c.chat_id == bindparam("chat_id"), listings.c.message_id == bindparam("message_id"))
    .where(~listings.c.gone)
    .order_by(listings.c.place)
)


class SqlOutbox:
    """Fulfils :class:`bot.outbox.letters.Outbox`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self.fresh: list[Letter] = []
        self.is_disturbed = False

    async def add(self, letter: Letter) -> Letter:
        """Queue one; a waiting one of the same collapse value gives it its place in line, and its doubt."""
        columns = _columns(letter)
        if letter.collapse is not None:
            row = (await self._db.execute(_ALIKE, {"collapse": letter.collapse})).first()
            if row is not None:
                columns["priority"] = min(columns["priority"], row.priority)
                columns["repeated"] = columns["repeated"] or row.repeated
                await self._db.execute(_CHANGE, columns | {"which": row.id})
                self.is_disturbed = True
                return replace(letter, id=row.id, priority=Priority(columns["priority"]))
        key = (await self._db.execute(_NEW, columns)).inserted_primary_key
        self.fresh.append(replace(letter, id=int(key[0]) if key else 0))
        return self.fresh[-1]

    async def chats(self, now: datetime) -> list[tuple[int, Priority]]:
        """Chats that wait, each with its best priority; best and oldest first."""
        return [(row[0], Priority(row[1])) for row in await self._db.execute(_CHATS, {"now": now})]

    async def waiting(self, now: datetime, limit: int = 500, *, chat_id: int | None = None) -> list[Letter]:
        """Waiting ones whose time has come, by priority, then id."""
        query, asked = (_ALL_WAITING, {}) if chat_id is None else (_CHAT_WAITING, {"chat_id": chat_id})
        found = await self._db.execute(query, {"now": now, "most": limit, **asked})
        return [_letter(row) for row in found.mappings()]

    async def sending(self, letter_id: int, now: datetime) -> bool:
        """Mark as being sent; False when it is no longer waiting."""
        changed = {"state": str(LetterState.SENDING), "sending_at": now}
        return (await self._db.execute(_TAKE, changed | {"which": letter_id})).rowcount == 1

    async def new_cases(self, now: datetime, limit: int, *, chat_id: int) -> list[Letter]:
        """Of one chat: cards that may go of cases without a card, by priority, then the newest."""
        found = await self._db.execute(_NEW_CASES, {"now": now, "most": limit, "chat_id": chat_id})
        return [_letter(row) for row in found.mappings()]

    async def all_sending(self, letter_ids: Sequence[int], now: datetime) -> set[int]:
        """Mark those that are still waiting as being sent; returns which."""
        changed = {"state": str(LetterState.SENDING), "sending_at": now}
        those = update(outbox).where(outbox.c.id.in_(letter_ids), _WAITING).values(changed)
        return set((await self._db.execute(those.returning(outbox.c.id))).scalars())

    async def listed(self, letters: Sequence[Letter], now: datetime, posting: Posting) -> None:
        """Cards that went in one message, *posting*; that of each case goes later, when there is room for it.

        A newer one that has come meanwhile is that later one, unless the case has turned out to be critical.
        """
        ids, collapses = [one.id for one in letters], [one.collapse for one in letters]
        changed = {"state": str(LetterState.SENT), "sent_at": now, "message_id": posting.message_id}
        await self._db.execute(update(outbox).where(outbox.c.id.in_(ids)).values(changed))
        newer = and_(outbox.c.collapse.in_(collapses), _WAITING)
        waiting = set((await self._db.execute(select(outbox.c.collapse).where(newer))).scalars())
        later = int(Priority.LISTED)
        if waiting:
            ordinary = and_(newer, outbox.c.priority == int(Priority.NEW_CARD))
            await self._db.execute(update(outbox).where(ordinary).values(priority=later))
        left = [
            replace(one, priority=Priority.LISTED, created_at=now, attempts=0, repeated=False)
            for one in letters
            if one.collapse not in waiting
        ]
        if left:
            await self._db.execute(_NEW, [_columns(one) for one in left])
        await upsert.put(self._db, postings, rows.values(postings, posting))
        where = {"chat_id": posting.chat_id, "message_id": posting.message_id, "gone": False}
        lines = [
            {**where, "case_id": one.case_id, "place": place, "critical": one.priority < Priority.NEW_CARD}
            for place, one in enumerate(letters)
        ]
        await upsert.put_all(self._db, listings, lines)

    async def unlisted(self, case_id: int) -> list[Posting]:
        """A case leaves the lists that it stands in; returns these."""
        those = update(listings).where(listings.c.case_id == case_id, ~listings.c.gone).values(gone=True)
        left = (await self._db.execute(those.returning(listings.c.chat_id, listings.c.message_id))).all()
        found = [await self.posting(row.chat_id, row.message_id) for row in left]
        return [one for one in found if one is not None]

    async def listed_in(self, chat_id: int, message_id: int) -> list[int]:
        """Ids of the cases that stand in a list, in their order there."""
        found = await self._db.execute(_IN_LIST, {"chat_id": chat_id, "message_id": message_id})
        return list(found.scalars())

    async def told(self, case_id: int) -> Told:
        """What the group has been shown of a case."""
        shown = (await self._db.execute(_TOLD, {"case_id": case_id})).all()
        lists = [row for row in shown if row[0] != "card"]
        return Told(len(lists) < len(shown), bool(lists), any(row[1] for row in lists))

    async def sent(self, letter_id: int, now: datetime, posting: Posting | None) -> None:
        """Sent, with the message that stands for it."""
        message_id = posting.message_id if posting else None
        changed = {"state": str(LetterState.SENT), "sent_at": now, "message_id": message_id}
        await self._db.execute(_CHANGE, changed | {"which": letter_id})
        if posting is None:
            return
        await upsert.put(self._db, postings, rows.values(postings, posting))

    async def again(self, letter_id: int, not_before: datetime, error: str, *, maybe_sent: bool = False) -> None:
        """Back to waiting; a newer letter of the same collapse value takes its place instead, with its doubt."""
        row = (await self._db.execute(select(outbox.c.collapse).where(outbox.c.id == letter_id))).first()
        if row is not None and row.collapse is not None:
            newer = and_(outbox.c.collapse == row.collapse, _WAITING, outbox.c.id != letter_id)
            if (await self._db.execute(select(outbox.c.id).where(newer))).first():
                if maybe_sent:
                    await self._db.execute(update(outbox).where(newer).values(repeated=True))
                await self._end(letter_id, LetterState.DROPPED, not_before, "a newer one waits")
                return
        await self._db.execute(
            update(outbox)
            .where(outbox.c.id == letter_id)
            .values(
                state=str(LetterState.WAITING),
                not_before=not_before,
                error=error[:500],
                attempts=outbox.c.attempts + 1,
                repeated=True if maybe_sent else outbox.c.repeated,
            )
        )

    async def dropped(self, letter_id: int, now: datetime, error: str) -> None:
        """Given up, and why."""
        await self._end(letter_id, LetterState.DROPPED, now, error)

    async def _end(self, letter_id: int, state: LetterState, now: datetime, error: str) -> None:
        changed = {"state": str(state), "sent_at": now, "error": error[:500]}
        await self._db.execute(_CHANGE, changed | {"which": letter_id})

    async def left(self, before: datetime, limit: int) -> list[Letter]:
        """Those that could have gone since *before*, or are being sent since then."""
        found = await self._db.execute(_LEFT, {"now": before, "most": limit})
        return [_letter(row) for row in found.mappings()]

    async def in_flight(self, before: datetime | None = None, but: Sequence[int] = ()) -> int:
        """Letters found being sent at a start go out again, marked as repeated.

        With *before* only those that are being sent since then, and none of the chats *but*.
        """
        being_sent = outbox.c.state == str(LetterState.SENDING)
        if before is not None:
            being_sent = and_(being_sent, outbox.c.sending_at <= before, outbox.c.chat_id.not_in(but))
        query = select(outbox.c.id, outbox.c.collapse).where(being_sent).order_by(outbox.c.id.desc())
        again = 0
        for row in (await self._db.execute(query)).all():
            newer = and_(outbox.c.collapse == row.collapse, _WAITING)
            if row.collapse is not None and (await self._db.execute(select(outbox.c.id).where(newer))).first():
                await self._db.execute(update(outbox).where(newer).values(repeated=True))
                changed: dict[str, Any] = {"state": str(LetterState.DROPPED), "error": "a newer one waits"}
            else:
                changed = {"state": str(LetterState.WAITING), "repeated": True}
            await self._db.execute(update(outbox).where(outbox.c.id == row.id).values(changed))
            again += changed.get("repeated", 0)
        return again

    async def cancel(self, case_id: int, purposes: Sequence[str], now: datetime) -> int:
        """Drop waiting letters of a case; a purpose that ends in ``:`` means all that begin so."""
        kinds = [outbox.c.purpose == p for p in purposes if not p.endswith(":")]
        kinds += [outbox.c.purpose.startswith(p, autoescape=True) for p in purposes if p.endswith(":")]
        those = and_(outbox.c.case_id == case_id, _WAITING, or_(false(), *kinds))
        changed = {"state": str(LetterState.DROPPED), "sent_at": now, "error": "its reason is gone"}
        return (await self._db.execute(update(outbox).where(those).values(changed))).rowcount

    async def waiting_for(self, user_id: int) -> list[Letter]:
        """What waits for one person, also what is delayed; oldest first."""
        query = select(outbox).where(_WAITING, outbox.c.user_id == user_id).order_by(outbox.c.id)
        return [_letter(row) for row in (await self._db.execute(query)).mappings()]

    async def posting(self, chat_id: int, message_id: int) -> Posting | None:
        """What one of our messages is."""
        that = and_(postings.c.chat_id == chat_id, postings.c.message_id == message_id)
        row = (await self._db.execute(select(postings).where(that))).mappings().first()
        return rows.read(Posting, row) if row else None

    async def postings(self, case_id: int, purpose: str | None = None) -> list[Posting]:
        """Our messages about a case."""
        query, asked = (_POSTINGS, {}) if purpose is None else (_ITS_POSTINGS, {"purpose": purpose})
        found = await self._db.execute(query, {"case_id": case_id, **asked})
        return [rows.read(Posting, row) for row in found.mappings()]

    async def postings_of(self, case_ids: Sequence[int]) -> dict[int, list[Posting]]:
        """Our messages about each of these cases."""
        found: dict[int, list[Posting]] = {}
        query = select(postings).where(postings.c.case_id.in_(case_ids)).order_by(postings.c.message_id)
        for row in (await self._db.execute(query)).mappings():
            found.setdefault(row["case_id"], []).append(rows.read(Posting, row))
        return found

    async def standing(self, district_id: int, purpose: str, *, chat_id: int | None = None) -> Posting | None:
        """The newest of a district's own messages of one purpose; in one chat they are in the order of their key."""
        its = and_(postings.c.district_id == district_id, postings.c.purpose == purpose, postings.c.case_id.is_(None))
        its = its if chat_id is None else and_(its, postings.c.chat_id == chat_id)
        query = select(postings).where(its, ~postings.c.gone).order_by(postings.c.message_id.desc()).limit(1)
        row = (await self._db.execute(query)).mappings().first()
        return rows.read(Posting, row) if row else None

    async def newest_in(self, chat_id: int) -> int:
        """The id of our newest message in a chat; 0 where there is none."""
        query = select(postings.c.message_id).where(postings.c.chat_id == chat_id, ~postings.c.gone)
        newest = query.order_by(postings.c.message_id.desc()).limit(1)
        return int((await self._db.execute(newest)).scalar() or 0)

    async def gone(self, letter: Letter) -> None:
        """What *letter* would edit was deleted."""
        same = and_(postings.c.chat_id == letter.chat_id, postings.c.purpose == letter.purpose)
        its = postings.c.case_id == letter.case_id if letter.case_id else postings.c.case_id.is_(None)
        await self._db.execute(update(postings).where(same, its).values(gone=True))

    async def next_not_before(self, after: datetime) -> datetime | None:
        """When the next letter may go that is delayed beyond *after*; one that may go already hides none."""
        found: datetime | None = (await self._db.execute(_LATER, {"after": after})).scalar()
        return found


def _columns(letter: Letter) -> dict[str, Any]:
    columns = rows.values(outbox, letter, leave=frozenset({"id"}))
    plain = {"kind": str(letter.kind), "state": str(letter.state), "priority": int(letter.priority)}
    return columns | plain | {"buttons": [[asdict(b) for b in row] for row in letter.buttons]}


def _letter(row: Any) -> Letter:
    buttons: Iterable[Any] = row["buttons"]
    return rows.read(
        Letter,
        row,
        kind=LetterKind(row["kind"]),
        state=LetterState(row["state"]),
        priority=Priority(row["priority"]),
        buttons=tuple(tuple(Button(**b) for b in line) for line in buttons),
        mentions=tuple(row["mentions"]),
    )


_PAST = gone(outbox, lambda user_id: (outbox.c.user_id == user_id) & outbox.c.state.in_(GONE))
"""Letters to them; those that are still to be sent go when they are."""

PERSONAL = Personal(
    export=(naming(outbox, "user_id"), naming(postings, "user_id")), forget=(_PAST, *whole_rows(postings))
)

ROOM = Room(letters.OUTBOX, SqlOutbox, PERSONAL)
