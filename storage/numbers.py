"""Counts of what stands in the memory, for health, figures and the auditor."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.health.figures import COPIES, Counts, Late
from bot.incidents.table import KIND, State
from bot.outbox.letters import LetterKind, LetterState, Priority
from bot.work.inbox import KILLED
from storage.case_rows import IS_LIVE, CaseRows
from storage.districts import chats
from storage.inbox import UNDONE, inbox
from storage.kept import kept
from storage.occasions import occasions
from storage.people import memberships
from storage.posted import IS_UNSENT, outbox
from storage.schema import cases
from storage.webhooks import deliveries

_NO_MENU = outbox.c.kind != str(LetterKind.MENU)
"""Menus are in no hurry, and nobody is to be told of one that Telegram would not take."""

_IN_NO_HURRY = outbox.c.priority >= int(Priority.LIST)
"""The group has been told of these cases in a list."""

_UNSENT = and_(IS_UNSENT, _NO_MENU, ~_IN_NO_HURRY)
_DUE_SINCE: ColumnElement[Any] = case(
    (outbox.c.attempts > 0, outbox.c.created_at), else_=func.coalesce(outbox.c.not_before, outbox.c.created_at)
)
"""Since when a letter should have gone: one that failed is put off again and again, so its first hour counts."""

_UNTOLD = and_(_UNSENT, outbox.c.priority < int(Priority.EDIT))
"""What somebody may not know yet: an edit of a card waits for its turn in a full group, and alerts nobody."""

REFUSED_KEPT = timedelta(days=1)
"""How long a letter that Telegram refused for good is looked at."""

UNREAD, ENDED_US = "Unreadable:%", f"{KILLED}:%"
"""How the error of an update begins that could not even be read, and of one that ended the program."""

TELLS_OF_REFUSED = ("late-refused", "late-refused-of")
"""What tells of refused letters is not told of when it is refused itself."""


_ITS_DISTRICT = func.coalesce(outbox.c.district_id, cases.c.district_id)
_REACHES = (memberships.c.user_id == outbox.c.user_id) & (memberships.c.district_id == _ITS_DISTRICT)
_CASE_NUMBER = func.coalesce(literal(" #") + cast(cases.c.number, String), "")
_SENT_TO = select(
    *(outbox.c.id, _ITS_DISTRICT, outbox.c.sent_at, literal(0)),
    func.trim(func.coalesce(memberships.c.name, "") + _CASE_NUMBER),
).select_from(outbox.outerjoin(cases, cases.c.id == outbox.c.case_id).outerjoin(memberships, _REACHES))
"""Letters, each with its district, and for whom of it and about which case it was."""


class SqlNumbers:
    """Fulfils :class:`bot.health.figures.Numbers`."""

    def __init__(self, connection: AsyncConnection, kinds: Sequence[CaseRows[Any]]) -> None:
        self._db = connection
        self._kinds = kinds

    async def counts(self, now: datetime) -> Counts:
        """Cases by kind and state, waiting and overdue incidents, sizes and oldest rows of inbox and outbox."""
        live = await self._live()
        rows = (
            await self._db.execute(
                select(inbox.c.state, func.count(), func.min(inbox.c.received_at)).where(UNDONE).group_by(inbox.c.state)
            )
        ).all()
        stands = {state: (count, oldest) for state, count, oldest in rows}
        waiting, since = stands.get("waiting", (0, None))
        unsent, due_since = (await self._db.execute(_due_letters(now))).one()
        return Counts(
            cases=live,
            waiting=live.get((KIND, str(State.OPEN)), 0),
            overdue=await self._overdue(now),
            inbox=waiting,
            inbox_dead=stands.get("dead", (0, None))[0],
            inbox_since=since,
            outbox=unsent,
            outbox_since=due_since,
            webhooks=await self._deliveries(deliveries.c.ended_at.is_(None)),
            webhooks_dead=await self._deliveries(deliveries.c.ended_at.is_not(None)),
        )

    async def _deliveries(self, which: ColumnElement[bool]) -> int:
        """How many wait, or were given up; for each receiver there are not very many (``MOST_WAITING``)."""
        return int((await self._db.execute(select(func.count()).select_from(deliveries).where(which))).scalar_one())

    async def _live(self) -> dict[tuple[str, str], int]:
        """Also those of which there is none, in the order of the kinds; a kind of drills is not counted."""
        query = select(cases.c.kind, cases.c.state, func.count()).where(IS_LIVE).group_by(cases.c.kind, cases.c.state)
        counted = [one for one in self._kinds if not one.drills]
        stand = {(kind, state): count for kind, state, count in await self._db.execute(query)}
        zero = {(one.kind, state): 0 for one in counted for state in one.states_alive}
        return zero | {of: count for of, count in stand.items() if of[0] in {one.kind for one in counted}}

    async def _overdue(self, now: datetime) -> int:
        is_past = and_(occasions.c.name == "overdue", occasions.c.due_at <= now)
        counts = or_(occasions.c.result.is_(None), occasions.c.result != "moot")
        live = select(cases.c.id).where(cases.c.kind == KIND, IS_LIVE, cases.c.state != str(State.RESOLVED))
        theirs = occasions.c.case_id.in_(
            live
        )  # so that it begins with what is live: a join may begin with all there was
        query = select(func.count(func.distinct(occasions.c.case_id))).where(theirs, is_past, counts)
        return int((await self._db.execute(query)).scalar_one())

    async def late(self, before: datetime, limit: int = 500) -> list[Late]:
        """What was due before *before* and is not done, oldest first; what was given up; letters refused."""
        is_member = and_(memberships.c.user_id == inbox.c.lane, memberships.c.left_at.is_(None))
        lane = inbox.outerjoin(chats, chats.c.chat_id == inbox.c.lane).outerjoin(memberships, is_member)
        where = func.coalesce(chats.c.district_id, memberships.c.district_id)
        who = func.coalesce(memberships.c.name, "")
        received = select(inbox.c.id, where, inbox.c.received_at, literal(0), who).select_from(lane)
        dead, error = received.where(UNDONE, inbox.c.state == "dead"), func.coalesce(inbox.c.error, "")
        is_refused = and_(
            outbox.c.state == str(LetterState.DROPPED),
            _NO_MENU,
            outbox.c.error.like("BadRequest:%"),
            outbox.c.sent_at >= before - REFUSED_KEPT,
            outbox.c.key.not_in(TELLS_OF_REFUSED),
        )
        queries: dict[str, Select[Any]] = {
            "occasion": select(occasions.c.id, occasions.c.district_id, occasions.c.due_at).where(
                occasions.c.done_at.is_(None), occasions.c.due_at <= before
            ),
            "update": received.where(inbox.c.state == "waiting", inbox.c.received_at <= before),
            "letter": select(outbox.c.id, outbox.c.district_id, _DUE_SINCE).where(_UNTOLD, before >= _DUE_SINCE),
            "dead": dead.where(error.not_like(UNREAD), error.not_like(ENDED_US)),
            "unread": dead.where(error.like(UNREAD)),
            "killed": dead.where(error.like(ENDED_US)),
            "refused": _SENT_TO.where(is_refused),
        }
        found: list[Late] = []
        for kind, query in queries.items():
            rows = await self._db.execute(query.order_by(query.selected_columns[2]).limit(limit))
            found += [Late(kind, *row) for row in rows.all()]
        return found + await self._copy_that_failed(before)

    async def _copy_that_failed(self, before: datetime) -> list[Late]:
        told = (await self._db.execute(select(kept.c.value).where(kept.c.name == COPIES))).scalar() or {}
        since = datetime.fromisoformat(told["since"]) if "since" in told else None
        return [Late("copy", told["day"], None, since)] if since is not None and since <= before else []


def _due_letters(now: datetime) -> Any:
    """How many letters are not sent, and since when the oldest of those that are due should have been."""
    due_since = case((now >= _DUE_SINCE, _DUE_SINCE), else_=None)
    return select(func.count(), func.min(due_since)).select_from(outbox).where(_UNSENT)
