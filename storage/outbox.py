"""Letters to send, and our messages that stand in chats."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    and_,
    bindparam,
    case,
    false,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import letters
from bot.outbox.letters import Button, Letter, LetterKind, LetterState, Posting, Priority
from storage import rows, upsert
from storage.personal import Personal, gone, naming, whole_rows
from storage.posted import GONE, IS_UNSENT, listings, outbox, postings
from storage.postings import SqlPostings
from storage.rooms import Room
from storage.types import Instant

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
    .order_by(case((outbox.c.state == str(LetterState.SENDING), 0), else_=1), outbox.c.priority, outbox.c.id)
    .limit(bindparam("most", type_=Integer))
)
_ALIKE = select(outbox.c.collapse, outbox.c.id, outbox.c.priority, outbox.c.repeated).where(
    outbox.c.collapse.in_(bindparam("collapse", expanding=True)), _WAITING
)
_NEW = {
    "sqlite": insert(outbox).returning(outbox.c.id),  # it counts up, row by row
    "postgresql": insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True),
}
_CHANGE = update(outbox).where(outbox.c.id == bindparam("which"))
_NO_ID = 2**62
"""From here on letters are counted that have no id yet."""

_TAKE = update(outbox).where(outbox.c.id.in_(bindparam("those", expanding=True)), _WAITING).returning(outbox.c.id)
_IS_SENT = _CHANGE.values(
    state=str(LetterState.SENT),
    sent_at=bindparam("at", type_=Instant),
    message_id=bindparam("message", type_=BigInteger),
)

_CARDED = select(postings.c.case_id).where(postings.c.case_id == outbox.c.case_id, postings.c.purpose == "card")
_NEW_CASES = (
    select(outbox)
    .where(_READY, outbox.c.chat_id == bindparam("chat_id"), outbox.c.kind == str(LetterKind.CARD))
    .where(outbox.c.priority <= int(Priority.NEW_CARD), ~_CARDED.exists())
    .order_by(outbox.c.priority, outbox.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)


class SqlOutbox(SqlPostings):
    """Fulfils :class:`bot.outbox.letters.Outbox`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self.fresh: list[Letter] = []
        self.is_disturbed = False
        self._posted: list[Letter] = []
        self._sent: list[tuple[int, datetime, Posting | None]] = []
        self._cancelled: set[tuple[int, str]] = set()

    async def add(self, letter: Letter) -> Letter:
        """Queue one; a waiting one of the same collapse value gives it its place in line, and its doubt."""
        await self.written()
        return (await self._write([letter]))[0]

    async def post(self, letter: Letter) -> None:
        """The same, with all others at the end."""
        for n, other in enumerate(self._posted):
            if letter.collapse is not None and other.collapse == letter.collapse:
                self._posted[n] = _in_place_of(letter, other.priority, repeated=other.repeated)
                return
        self._posted.append(letter)

    async def set_out(self, claim: Callable[[Sequence[Letter]], list[Letter]], now: datetime) -> list[Letter]:
        """The same, and what *claim* chooses of all that is new is marked as being sent."""
        early, chosen = list(self.fresh), list[Letter]()

        def choose(new: Sequence[Letter]) -> set[int]:
            chosen.extend(claim([*early, *new]))
            return {one.id for one in chosen}

        await self._settled()
        posted, self._posted = self._posted, []
        sent = [one for one in await self._write(posted, choose, now) if one.state is LetterState.SENDING]
        those = {one.id for one in early} & {one.id for one in chosen}
        taken = await self.sending(those, now) if those else set()
        return [*(one for one in early if one.id in taken), *sent]

    async def written(self) -> list[Letter]:
        """All that was posted is in the table; *fresh*."""
        await self._settled()
        posted, self._posted = self._posted, []
        if posted:
            await self._write(posted)
        return self.fresh

    async def _write(
        self,
        letters: Sequence[Letter],
        choose: Callable[[Sequence[Letter]], set[int]] = lambda _: set(),
        now: datetime | None = None,
    ) -> list[Letter]:
        """Put each in the place of one that waits, or insert it: those that *choose* tells of as being sent *now*."""
        self._cancelled.clear()
        wanted = [one.collapse for one in letters if one.collapse is not None]
        alike = await self._db.execute(_ALIKE, {"collapse": wanted}) if wanted else ()
        there = {row.collapse: row for row in alike}
        stand: dict[int, Letter] = {}
        for n, letter in enumerate(letters):
            row = there.get(letter.collapse) if letter.collapse is not None else None
            if row is not None:
                stand[n] = replace(_in_place_of(letter, row.priority, repeated=row.repeated), id=row.id)
                await self._db.execute(_CHANGE, _columns(stand[n]) | {"which": row.id})
                self.is_disturbed = True
        new = {n: replace(one, id=_NO_ID + n) for n, one in enumerate(letters) if n not in stand}
        chosen = choose(list(new.values()))
        new = {n: replace(one, state=LetterState.SENDING) if one.id in chosen else one for n, one in new.items()}
        if new:
            columns = [_columns(one) | {"sending_at": now if one.id in chosen else None} for one in new.values()]
            written = await self._db.execute(_NEW[self._db.dialect.name], columns)
            for n, own in zip(new, sorted(written.scalars()), strict=True):
                stand[n] = replace(new[n], id=own)
                self.fresh.append(stand[n])
        return [stand[n] for n in range(len(letters))]

    async def chats(self, now: datetime) -> list[tuple[int, Priority]]:
        """Chats that wait, each with its best priority; best and oldest first."""
        await self.written()
        return [(row[0], Priority(row[1])) for row in await self._db.execute(_CHATS, {"now": now})]

    async def waiting(self, now: datetime, limit: int = 500, *, chat_id: int | None = None) -> list[Letter]:
        """Waiting ones whose time has come, by priority, then id."""
        await self.written()
        query, asked = (_ALL_WAITING, {}) if chat_id is None else (_CHAT_WAITING, {"chat_id": chat_id})
        found = await self._db.execute(query, {"now": now, "most": limit, **asked})
        return [read(row) for row in found.mappings()]

    async def sending(self, letter_ids: Collection[int], now: datetime) -> set[int]:
        """Mark as being sent; those that were still waiting."""
        await self.written()
        changed = {"state": str(LetterState.SENDING), "sending_at": now}
        taken = await self._db.execute(_TAKE.values(changed), {"those": list(letter_ids)})
        return set(taken.scalars())

    async def new_cases(self, now: datetime, limit: int, *, chat_id: int) -> list[Letter]:
        """Of one chat: cards that may go of cases without a card, by priority, then the newest."""
        await self.written()
        found = await self._db.execute(_NEW_CASES, {"now": now, "most": limit, "chat_id": chat_id})
        return [read(row) for row in found.mappings()]

    async def listed(self, letters: Sequence[Letter], now: datetime, posting: Posting) -> None:
        """Cards that went in one message, *posting*; that of each case goes later, when there is room for it.

        A newer one that has come meanwhile is that later one, unless the case has turned out to be critical.
        """
        await self.written()
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
            await self._db.execute(_NEW[self._db.dialect.name], [_columns(one) for one in left])
        await upsert.put(self._db, postings, rows.values(postings, posting))
        where = {"chat_id": posting.chat_id, "message_id": posting.message_id, "gone": False}
        lines = [
            {**where, "case_id": one.case_id, "place": place, "critical": one.priority < Priority.NEW_CARD}
            for place, one in enumerate(letters)
        ]
        await upsert.put_all(self._db, listings, lines)

    async def sent(self, letter_id: int, now: datetime, posting: Posting | None) -> None:
        """Sent, with the message that stands for it; written together with all others of the transaction."""
        self._sent.append((letter_id, now, posting))

    async def _settled(self) -> None:
        if self._sent:
            await self._write_sent()

    async def _write_sent(self) -> None:
        sent, self._sent = self._sent, []
        marks = [{"which": one, "at": now, "message": posting and posting.message_id} for one, now, posting in sent]
        if marks:
            await self._db.execute(_IS_SENT, marks)
        await upsert.put_all(self._db, postings, [rows.values(postings, one) for _, _, one in sent if one is not None])

    async def again(self, letter_id: int, not_before: datetime, error: str, *, maybe_sent: bool = False) -> None:
        """Back to waiting; a newer letter of the same collapse value takes its place instead, with its doubt."""
        await self.written()
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
        await self.written()
        await self._end(letter_id, LetterState.DROPPED, now, error)

    async def _end(self, letter_id: int, state: LetterState, now: datetime, error: str) -> None:
        changed = {"state": str(state), "sent_at": now, "error": error[:500]}
        await self._db.execute(_CHANGE, changed | {"which": letter_id})

    async def left(self, before: datetime, limit: int) -> list[Letter]:
        """Those that are being sent since *before*, which nobody else finds; then those that could have gone since."""
        await self.written()
        found = await self._db.execute(_LEFT, {"now": before, "most": limit})
        return [read(row) for row in found.mappings()]

    async def in_flight(self, before: datetime | None = None, but: Sequence[int] = ()) -> int:
        """Letters found being sent at a start go out again, marked as repeated.

        With *before* only those that are being sent since then, and none of the chats *but*.
        """
        await self.written()
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
        kept = [one for one in self._posted if one.case_id != case_id or not letters.is_one_of(one.purpose, purposes)]
        gone, self._posted = len(self._posted) - len(kept), kept
        asked = {(case_id, purpose) for purpose in purposes}
        if asked <= self._cancelled:
            return gone
        self._cancelled |= asked
        kinds = [outbox.c.purpose == p for p in purposes if not p.endswith(":")]
        kinds += [outbox.c.purpose.startswith(p, autoescape=True) for p in purposes if p.endswith(":")]
        those = and_(outbox.c.case_id == case_id, _WAITING, or_(false(), *kinds))
        changed = {"state": str(LetterState.DROPPED), "sent_at": now, "error": "its reason is gone"}
        return gone + (await self._db.execute(update(outbox).where(those).values(changed))).rowcount

    async def waiting_for(self, user_id: int) -> list[Letter]:
        """What waits for one person, also what is delayed; oldest first."""
        await self.written()
        query = select(outbox).where(_WAITING, outbox.c.user_id == user_id).order_by(outbox.c.id)
        return [read(row) for row in (await self._db.execute(query)).mappings()]

    async def waiting_as(self, case_id: int, begins: str) -> list[Letter]:
        """What waits about a case whose collapse value begins so, also what is delayed; oldest first."""
        await self.written()
        named = outbox.c.collapse.startswith(begins, autoescape=True)
        query = select(outbox).where(outbox.c.case_id == case_id, _WAITING, named).order_by(outbox.c.id)
        return [read(row) for row in (await self._db.execute(query)).mappings()]

    async def next_not_before(self, after: datetime) -> datetime | None:
        """When the next letter may go that is delayed beyond *after*; one that may go already hides none."""
        await self.written()
        found: datetime | None = (await self._db.execute(_LATER, {"after": after})).scalar()
        return found


def _in_place_of(letter: Letter, priority: int, *, repeated: bool) -> Letter:
    """*letter* with the place in line, and the doubt, of one that it replaces."""
    best = Priority(min(letter.priority, priority))
    return replace(letter, priority=best, repeated=letter.repeated or repeated)


def _columns(letter: Letter) -> dict[str, Any]:
    columns = rows.values(outbox, letter, leave=frozenset({"id"}))
    plain = {"kind": str(letter.kind), "state": str(letter.state), "priority": int(letter.priority)}
    return columns | plain | {"buttons": [[asdict(b) for b in row] for row in letter.buttons]}


def read(row: Any) -> Letter:
    """The letter of a row."""
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
    export=(naming(outbox, "user_id"), naming(postings, "user_id")),
    forget=(_PAST, *whole_rows(postings)),
    said=(outbox.c.facts, outbox.c.buttons),
)

ROOM = Room(letters.OUTBOX, SqlOutbox, PERSONAL)
