"""Everything stored about one person, and how much of it may go."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.incidents import LIVE
from bot.letters import LetterState
from storage.schema import assignments, cases, duties, incidents, memberships, people, positions, roles, tracks
from storage.schema_papers import (
    TABLES,
    drafts,
    evidence,
    history,
    history_sides,
    looks,
    outbox,
    sessions,
    sign_in_links,
    trackers,
)

NAMES_A_PERSON = ("user_id", "by_id", "reporter_id", "confirmed_by")
"""Columns that name a person; a new table that has one is part of what a person is handed."""

HIDDEN = frozenset({"secret_hash"})
"""Columns that are handed to nobody."""

NOBODY = "\u2014"
"""What stands where a name was."""

_GONE = (str(LetterState.SENT), str(LetterState.DROPPED))


class SqlPrivacy:
    """Fulfils :class:`bot.personal.Privacy`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def of(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Every row that names the person, by table; times as ISO texts."""
        found: dict[str, list[dict[str, Any]]] = {}
        for table in TABLES.sorted_tables:
            named = [table.c[name] == user_id for name in NAMES_A_PERSON if name in table.c]
            if not named:
                continue
            rows = (await self._db.execute(select(table).where(or_(*named)))).mappings().all()
            if rows:
                found[table.name] = [{k: _plain(v) for k, v in row.items() if k not in HIDDEN} for row in rows]
        said = (
            select(history_sides.c.history_id, history_sides.c.content)
            .join(history, history.c.id == history_sides.c.history_id)
            .where(history.c.by_id == user_id)
        )
        texts = (await self._db.execute(said)).mappings().all()
        return found | ({"history_sides": [dict(row) for row in texts]} if texts else {})

    async def holds_back(self, user_id: int) -> tuple[list[int], list[int]]:
        """Numbers of live cases that they reported or that their team holds; districts where they are on duty."""
        teams = select(memberships.c.team_id).where(
            memberships.c.user_id == user_id, memberships.c.team_id.is_not(None)
        )
        held = select(assignments.c.case_id).where(assignments.c.team_id.in_(teams), assignments.c.ended_at.is_(None))
        theirs = or_(cases.c.reporter_id == user_id, cases.c.id.in_(held))
        live = select(cases.c.number).where(cases.c.state.in_(sorted(LIVE)), theirs).order_by(cases.c.number)
        on = select(duties.c.district_id).where(duties.c.user_id == user_id, duties.c.ended_at.is_(None))
        return list((await self._db.execute(live)).scalars()), list((await self._db.execute(on)).scalars())

    async def erase(self, user_id: int, now: datetime) -> int:
        """Erase what may be erased and end every membership; returns how many history texts went."""
        for table in (tracks, positions, drafts, roles, duties, sign_in_links, sessions, trackers):
            await self._db.execute(delete(table).where(table.c.user_id == user_id))
        spoken = select(history.c.id).where(history.c.by_id == user_id)
        texts = await self._db.execute(delete(history_sides).where(history_sides.c.history_id.in_(spoken)))
        reported = select(cases.c.id).where(cases.c.reporter_id == user_id)
        await self._db.execute(update(incidents).where(incidents.c.case_id.in_(reported)).values(words=""))
        pieces = evidence.c.by_id == user_id
        await self._db.execute(update(evidence).where(pieces).values(text="", lat=None, lon=None))
        theirs = and_(outbox.c.user_id == user_id, outbox.c.state.in_(_GONE))
        await self._db.execute(delete(outbox).where(theirs))
        left = {"name": NOBODY, "left_at": now, "team_id": None}
        await self._db.execute(update(memberships).where(memberships.c.user_id == user_id).values(left))
        blank = {"name": NOBODY, "username": None, "language": None, "private_open": None}
        await self._db.execute(update(people).where(people.c.user_id == user_id).values(blank))
        return texts.rowcount

    async def looked(self, district_id: int, user_id: int, what: str, case_id: int | None, now: datetime) -> None:
        """Write down that somebody looked at something."""
        seen = {"district_id": district_id, "user_id": user_id, "what": what, "case_id": case_id, "at": now}
        await self._db.execute(insert(looks).values(seen))

    async def saw(self, user_id: int, what: str, case_id: int, since: datetime) -> bool:
        """Whether it is written down that this person looked at this of a case since then."""
        that = (looks.c.user_id == user_id) & (looks.c.case_id == case_id) & (looks.c.at >= since)
        that &= looks.c.what == what
        return (await self._db.execute(select(looks.c.id).where(that).limit(1))).first() is not None

    async def forget_before(self, looks_before: datetime, letters_before: datetime) -> int:
        """Delete old looks and letters; returns how many went."""
        old_looks = await self._db.execute(delete(looks).where(looks.c.at < looks_before))
        old = and_(outbox.c.state.in_(_GONE), outbox.c.sent_at < letters_before)
        return old_looks.rowcount + (await self._db.execute(delete(outbox).where(old))).rowcount


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
