"""Everything stored about one person, and how much of it may go."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    RowMapping,
    String,
    Table,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.evidence import EvidenceKind
from bot.incidents import LIVE
from bot.letters import LetterState
from bot.personal import Erased
from bot.sos import LIVE as CALLED
from storage.drafts import drafts
from storage.evidence import evidence
from storage.handovers import handovers
from storage.history import history, history_sides
from storage.inbox import inbox
from storage.incidents import incidents
from storage.kept import kept
from storage.outbox import outbox, postings
from storage.people import duties, memberships, people, roles
from storage.rosters import roster_rules, swaps
from storage.schema import assignments, cases, metadata
from storage.signing_in import sessions, sign_in_links
from storage.sos import sos
from storage.teams import positions, tracks
from storage.trackers import trackers
from storage.types import OWN_KEY, Instant

looks = Table(
    "looks", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("what", String(32), nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("at", Instant, nullable=False, index=True),
)  # fmt: skip

NAMES_A_PERSON = (
    "user_id", "by_id", "reporter_id", "confirmed_by", "acknowledged_by", "ended_by", "taken_by", "to_id",
)  # fmt: skip
"""Columns that name a person; a new table that has one is part of what a person is handed."""

HIDDEN = frozenset({"secret_hash"})
"""Columns that are handed to nobody."""

NOBODY = "\u2014"
"""What stands where a name was."""

JOINT = " / "
"""What stands between the words of cases that became one."""

_GONE = (str(LetterState.SENT), str(LetterState.DROPPED))


class SqlPrivacy:
    """Fulfils :class:`bot.personal.Privacy`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def of(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Every row that names the person, by table; times as ISO texts."""
        found: dict[str, list[dict[str, Any]]] = {}
        for table in metadata.sorted_tables:
            named = [table.c[name] == user_id for name in NAMES_A_PERSON if name in table.c]
            if not named:
                continue
            rows = (await self._db.execute(select(table).where(or_(*named)))).mappings().all()
            if rows:
                found[table.name] = [_plain_row(row) for row in rows]
        said = (
            select(history_sides.c.history_id, history_sides.c.content)
            .join(history, history.c.id == history_sides.c.history_id)
            .where(history.c.by_id == user_id)
        )
        texts = (await self._db.execute(said)).mappings().all()
        kept_payload = and_(inbox.c.lane == user_id, inbox.c.payload != "")
        unread = (await self._db.execute(select(inbox).where(kept_payload))).mappings().all()
        small = (await self._db.execute(select(kept).where(_names(user_id)))).mappings().all()
        more = {"history_sides": texts, "inbox": unread, "kept": small}
        return found | {name: [_plain_row(row) for row in rows] for name, rows in more.items() if rows}

    async def holds_back(self, user_id: int) -> tuple[list[int], list[int]]:
        """Numbers of live cases that they reported or that their team holds; districts where they are on duty."""
        teams = select(memberships.c.team_id).where(
            memberships.c.user_id == user_id, memberships.c.team_id.is_not(None)
        )
        held = select(assignments.c.case_id).where(assignments.c.team_id.in_(teams), assignments.c.ended_at.is_(None))
        theirs = or_(cases.c.reporter_id == user_id, cases.c.id.in_(held))
        live = select(cases.c.number).where(cases.c.state.in_(sorted(LIVE | CALLED)), theirs).order_by(cases.c.number)
        on = select(duties.c.district_id).where(duties.c.user_id == user_id, duties.c.ended_at.is_(None))
        return list((await self._db.execute(live)).scalars()), list((await self._db.execute(on)).scalars())

    async def erase(self, user_id: int, now: datetime) -> Erased:
        """Erase what may be erased and end every membership."""
        theirs = (tracks, positions, drafts, roles, duties, postings, sign_in_links, sessions, trackers)
        for table in (*theirs, roster_rules, swaps):
            await self._db.execute(delete(table).where(table.c.user_id == user_id))
        spoken = select(history.c.id).where(history.c.by_id == user_id)
        texts = await self._db.execute(delete(history_sides).where(history_sides.c.history_id.in_(spoken)))
        await self._erase_reports(user_id)
        await self._db.execute(update(handovers).where(handovers.c.by_id == user_id).values(notes=""))
        pieces = await self._erase_pieces(user_id)
        await self._erase_post(user_id)
        left = {"name": NOBODY, "left_at": now, "team_id": None}
        await self._db.execute(update(memberships).where(memberships.c.user_id == user_id).values(left))
        blank = {"name": NOBODY, "username": None, "language": None, "private_open": None}
        await self._db.execute(update(people).where(people.c.user_id == user_id).values(blank))
        return Erased(texts.rowcount, pieces)

    async def _erase_reports(self, user_id: int) -> None:
        """The words of their reports; where one was merged, also those that followed to the other case.

        Of their calls for help also the position, which is theirs.
        """
        mine = (incidents.c.case_id == cases.c.id) & (cases.c.reporter_id == user_id)
        reported = (await self._db.execute(select(incidents).where(mine))).mappings().all()
        for row in reported:
            into = incidents.c.case_id == row["merged_into"]
            words = (await self._db.execute(select(incidents.c.words).where(into))).scalar()
            if words and row["words"]:
                await self._db.execute(update(incidents).where(into).values(words=_without(words, row["words"])))
        called = select(sos.c.case_id).join(cases, cases.c.id == sos.c.case_id).where(cases.c.reporter_id == user_id)
        await self._db.execute(update(cases).where(cases.c.id.in_(called)).values(lat=None, lon=None))
        await self._db.execute(update(sos).where(sos.c.case_id.in_(called)).values(words="", fixed_at=None))
        cases_of = [row["case_id"] for row in reported]
        await self._db.execute(update(incidents).where(incidents.c.case_id.in_(cases_of)).values(words=""))

    async def _erase_pieces(self, user_id: int) -> tuple[int, ...]:
        """Words and positions of every piece; of those that are no record of the handling, and of voices, the file."""
        theirs = evidence.c.by_id == user_id
        await self._db.execute(update(evidence).where(theirs).values(text="", lat=None, lon=None))
        own = theirs & or_(evidence.c.stage == "report", evidence.c.kind == str(EvidenceKind.VOICE))
        with_file = select(evidence.c.id).where(own, evidence.c.file_id.is_not(None))
        pieces = tuple((await self._db.execute(with_file)).scalars())
        await self._db.execute(update(evidence).where(own).values(file_id=None, file_unique_id=None, content_hash=None))
        return pieces

    async def _erase_post(self, user_id: int) -> None:
        """Letters to them, updates of theirs that were given up, small facts that name them."""
        to_them = and_(outbox.c.user_id == user_id, outbox.c.state.in_(_GONE))
        await self._db.execute(delete(outbox).where(to_them))
        await self._db.execute(delete(inbox).where(inbox.c.lane == user_id, inbox.c.state == "dead"))
        await self._db.execute(delete(kept).where(_names(user_id)))

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


def _names(user_id: int) -> ColumnElement[bool]:
    """Small facts whose name holds the person's id."""
    begins = (f"live-off:{user_id}:", f"menu:{user_id}:")
    read = kept.c.name.like(f"gaps-read:%:{user_id}")
    named = (kept.c.name.startswith(one, autoescape=True) for one in begins)
    return or_(kept.c.name == f"shifted:{user_id}", read, *named)


def _without(words: str, own: str) -> str:
    """The words of a case without those of one that was merged into it, also where their end was cut off."""
    rest = "" if words == own else words.replace(f"{JOINT}{own}", "")
    cut_off = [p for p in rest.split(JOINT) if p.endswith("\u2026") and own.startswith(p[:-1])]
    return JOINT.join(p for p in rest.split(JOINT) if p != own and p not in cut_off)


def _plain_row(row: RowMapping) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in row.items() if k not in HIDDEN}
