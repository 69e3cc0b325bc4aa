"""Pieces of evidence."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cases.case import Case
from bot.evidence import pieces as evidence_pieces
from bot.evidence.pieces import COMPARED, Evidence, EvidenceKind, Likeness, Outline
from bot.privacy.port import Erased
from bot.register.districts import District
from storage import likenesses, rows, upsert
from storage.growing import LAST_MINUTES, grows
from storage.personal import Personal, Step, Words, naming
from storage.rooms import Room
from storage.schema import LAT, LON, cases, metadata, partial
from storage.types import OWN_KEY, Instant

evidence = Table(
    "evidence",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("kind", String(16), nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("source", String(16), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("file_id", Text),
    Column("file_unique_id", Text),
    Column("content_hash", String(64)),
    Column("lat", Float),
    Column("lon", Float),
    Column("album", Text),
    Column("asked", Boolean, nullable=False),
    Column("counts_as", String(32)),
    Column("likeness", String(16)),
    Column("seen_in", Integer),
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("hidden_by", BigInteger),
    Column("hidden_at", Instant),
    UniqueConstraint("chat_id", "message_id"),
    CheckConstraint("kind IN ('photo', 'video', 'voice', 'document', 'text')", name="kind"),
    CheckConstraint(LAT, name="lat"),
    CheckConstraint(LON, name="lon"),
    Index("ix_evidence_loose", "chat_id", "by_id", "taken_at"),
    Index("ix_evidence_taken", "district_id", "kind", "taken_at"),
    Index("ix_evidence_by", "by_id", "id"),
    info=grows("case_id", ("chat_id", "album"), ("district_id", "seen_in")),
)

partial("ix_evidence_seen_in", evidence.c.district_id, evidence.c.seen_in, where="seen_in IS NOT NULL")
partial("ix_evidence_unknown", evidence.c.id, where="likeness IS NULL AND case_id IS NOT NULL AND file_id IS NOT NULL")
partial("ix_evidence_album", evidence.c.chat_id, evidence.c.album, where="album IS NOT NULL")

_SEEN = (str(EvidenceKind.PHOTO), str(EvidenceKind.VIDEO))
_NEAREST = likenesses.NEAREST.c
_MAY_BE_ALIKE = (
    select(cases.c.number, evidence.c.id, evidence.c.likeness, evidence.c.seen_in)
    .select_from(likenesses.NEAREST)
    .join(evidence, evidence.c.id == _NEAREST.evidence_id)
    .join(cases, cases.c.id == evidence.c.case_id)
    .where(
        evidence.c.district_id == bindparam("district_id"),
        evidence.c.case_id != bindparam("case_id"),
        evidence.c.taken_at >= bindparam("since", type_=Instant),
        cases.c.drill == bindparam("drill"),
    )
    .order_by(_NEAREST.shared.desc(), evidence.c.id.desc())
    .limit(likenesses.MOST)
)
"""Those that share most parts first: these are not lost among many that share one."""

_OF_CASE = select(evidence).where(evidence.c.case_id == bindparam("case_id")).order_by(evidence.c.id)

_LOOSE = (
    select(evidence)
    .where(
        evidence.c.district_id == bindparam("here"),
        evidence.c.chat_id == bindparam("chat"),
        evidence.c.by_id == bindparam("whose"),
        evidence.c.taken_at >= bindparam("since"),
        evidence.c.case_id.is_(None),
    )
    .order_by(evidence.c.id)
    .execution_options(**LAST_MINUTES)
)


class SqlEvidence:
    """Fulfils :class:`bot.evidence.pieces.Evidences`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self.has_news = False

    async def add(self, piece: Evidence) -> Evidence | None:
        """Store a piece; None when this message's piece is stored already."""
        columns = rows.values(evidence, piece, leave=frozenset({"id"})) | {"kind": str(piece.kind)}
        new = await upsert.insert_new(self._db, evidence, [columns], "id")
        if not new:
            return None
        self.has_news |= piece.kind in COMPARED and piece.likeness is None
        return replace(piece, id=int(new.pop()))

    async def of_case(self, case_id: int) -> list[Evidence]:
        """All of one case, in order of arrival."""
        return await self._many(_OF_CASE, case_id=case_id)

    async def loose(self, district_id: int, user_id: int, chat_id: int, since: datetime) -> list[Evidence]:
        """Pieces of one person in one chat without a case, oldest first."""
        return await self._many(_LOOSE, here=district_id, whose=user_id, chat=chat_id, since=since)

    async def count_of(self, user_id: int, chat_id: int, since: datetime) -> int:
        """How many pieces one person sent in one chat since then."""
        mine = (evidence.c.chat_id == chat_id) & (evidence.c.by_id == user_id) & (evidence.c.taken_at >= since)
        query = select(func.count()).select_from(evidence).where(mine).execution_options(**LAST_MINUTES)
        return int((await self._db.execute(query)).scalar_one())

    async def count_in(self, case_id: int, user_id: int, most: int) -> int:
        """How many pieces of one person a case has, counted up to *most*."""
        theirs = (evidence.c.case_id == case_id) & (evidence.c.by_id + 0 == user_id)  # few by the case, see _words
        some = select(evidence.c.id).where(theirs).limit(most).subquery()
        return int((await self._db.execute(select(func.count()).select_from(some))).scalar_one())

    async def outlines_of(self, case_ids: Sequence[int]) -> dict[int, list[Outline]]:
        """What counts of the pieces of each of these cases, in order."""
        of = evidence.c
        query = select(
            of.case_id,
            of.id,
            of.kind,
            of.stage,
            of.file_unique_id,
            of.counts_as,
            of.likeness,
            of.turn,
            of.lat.is_not(None),
        )
        found: dict[int, list[Outline]] = {}
        for row in await self._db.execute(query.where(of.case_id.in_(case_ids)).order_by(of.id)):
            found.setdefault(row.case_id, []).append(Outline(*row[1:]))
        return found

    async def newest_pictures(
        self, district: District, since: datetime, limit: int, but: Collection[str] = ()
    ) -> list[tuple[Evidence, int]]:
        """The newest photos of the district's cases (drills apart) with the numbers of these, newest first."""
        query = (
            select(evidence, cases.c.number)
            .join(cases, cases.c.id == evidence.c.case_id)
            .where(evidence.c.district_id == district.id, evidence.c.kind == "photo", evidence.c.taken_at >= since)
            .where(cases.c.drill == district.drill, cases.c.kind.not_in(sorted(but)))
        )
        newest = query.order_by(evidence.c.taken_at.desc(), evidence.c.id.desc()).limit(limit)
        found = (await self._db.execute(newest)).mappings().all()
        return list(zip(_piece(found), (row["number"] for row in found), strict=True))

    async def newest_seen(self, case_ids: Sequence[int]) -> dict[int, Evidence]:
        """Of each of these cases the newest photo or film that is not hidden."""
        of = evidence.c
        seen = of.kind.in_(_SEEN) & of.hidden_at.is_(None) & of.file_id.is_not(None)
        newest = select(func.max(of.id)).where(of.case_id.in_(case_ids), seen).group_by(of.case_id)
        found = await self._many(select(evidence).where(of.id.in_(newest)))
        return {piece.case_id: piece for piece in found if piece.case_id is not None}

    async def hide(self, evidence_id: int, by_id: int | None, at: datetime | None) -> None:
        """Write down who keeps a picture off the wall since when."""
        hidden = {"hidden_by": by_id, "hidden_at": at}
        await self._db.execute(update(evidence).where(evidence.c.id == evidence_id).values(hidden))

    async def attach(
        self, evidence_id: int, case_id: int | None, stage: str, counts_as: str | None = None, *, turn: int = 0
    ) -> None:
        """Give a piece to a case in its *turn*, or take it away: what was said of it elsewhere holds no longer."""
        await self._attach([evidence_id], case_id, {"stage": stage, "counts_as": counts_as, "turn": turn})

    async def attach_all(self, ids: Collection[int], case_id: int | None, stage: str) -> None:
        """Give several pieces to a case, or take them away."""
        if ids:
            await self._attach(ids, case_id, {"stage": stage, "counts_as": None, "turn": 0})

    async def _attach(self, ids: Collection[int], case_id: int | None, as_what: dict[str, Any]) -> None:
        changed = {"case_id": case_id, "seen_in": None, **as_what}
        those = update(evidence).where(evidence.c.id.in_(sorted(ids))).values(changed).returning(evidence.c.kind)
        kinds = set((await self._db.execute(those)).scalars())
        self.has_news |= case_id is not None and not COMPARED.isdisjoint(kinds)

    async def follow(self, former_id: int, case_id: int) -> None:
        """Give all pieces of one case to another."""
        changed = {"case_id": case_id, "seen_in": None, "turn": 0}
        await self._db.execute(update(evidence).where(evidence.c.case_id == former_id).values(changed))
        self.has_news = True

    async def without_likeness(self, after: int, limit: int) -> list[Evidence]:
        """Pictures of cases whose likeness is not known yet, oldest first."""
        of = evidence.c
        unknown = of.kind.in_(sorted(COMPARED)) & of.likeness.is_(None)
        those = unknown & of.case_id.is_not(None) & of.file_id.is_not(None)
        return await self._many(select(evidence).where(those, of.id > after).order_by(of.id).limit(limit))

    async def liken(self, evidence_id: int, likeness: str, seen_in: int | None) -> None:
        """Write down what a picture looks like, and which other case had it before."""
        known = update(evidence).where(evidence.c.id == evidence_id).values(likeness=likeness, seen_in=seen_in)
        await self._db.execute(known)
        await likenesses.put(self._db, evidence_id, likeness)

    async def point_to(self, evidence_id: int, seen_in: int | None) -> None:
        """Write down which other case had a picture before."""
        await self._db.execute(update(evidence).where(evidence.c.id == evidence_id).values(seen_in=seen_in))

    async def compared(self, case_id: int, after: int, most: int) -> list[Evidence]:
        """Pictures of a case whose likeness is known."""
        known = evidence.c.likeness.is_not(None) & (evidence.c.likeness != evidence_pieces.UNKNOWN)
        those = select(evidence).where(evidence.c.case_id == case_id, known, evidence.c.id > after)
        return await self._many(those.order_by(evidence.c.id).limit(most))

    async def is_in(self, case_id: int, likeness: str) -> bool:
        """Whether a case has a picture that looks exactly so."""
        those = select(evidence.c.id).where(evidence.c.case_id == case_id, evidence.c.likeness == likeness)
        return (await self._db.execute(those.limit(1))).first() is not None

    async def likenesses(self, case: Case, likeness: str, since: datetime) -> list[Likeness]:
        """What pictures of other cases look like that may look like *likeness*, newest first."""
        near = likenesses.asked(likeness)
        if not near:
            return []
        asked = {**near, "district_id": case.district_id, "case_id": case.id, "since": since, "drill": case.drill}
        found = [Likeness(*row) for row in await self._db.execute(_MAY_BE_ALIKE, asked)]
        return sorted(found, key=lambda one: -one.evidence_id)

    async def seen_in(self, case: Case, after: int, most: int) -> list[Evidence]:
        """Pieces of which it is said that this case had the same picture before."""
        those = (evidence.c.district_id == case.district_id) & (evidence.c.seen_in == case.number)
        query = select(evidence).where(those, evidence.c.id > after)
        return await self._many(query.order_by(evidence.c.id).limit(most))

    async def count(self, evidence_id: int, counts_as: str) -> None:
        """Write down what a piece counts as."""
        await self._db.execute(update(evidence).where(evidence.c.id == evidence_id).values(counts_as=counts_as))

    async def reword(self, evidence_id: int, text: str) -> None:
        """Other words of a piece that has no case yet."""
        await self._db.execute(update(evidence).where(evidence.c.id == evidence_id).values(text=text))

    async def get(self, evidence_id: int) -> Evidence | None:
        """One piece."""
        return await self._one(select(evidence).where(evidence.c.id == evidence_id))

    async def some(self, ids: Collection[int]) -> list[Evidence]:
        """Those of some ids that there are, oldest first."""
        those = select(evidence).where(evidence.c.id.in_(sorted(ids)))
        return await self._many(those.order_by(evidence.c.id)) if ids else []

    async def by_message(self, chat_id: int, message_id: int) -> Evidence | None:
        """The piece that came with a message."""
        that = (evidence.c.chat_id == chat_id) & (evidence.c.message_id == message_id)
        return await self._one(select(evidence).where(that))

    async def by_album(self, chat_id: int, album: str) -> list[Evidence]:
        """Pieces of one album."""
        that = (evidence.c.chat_id == chat_id) & (evidence.c.album == album)
        return await self._many(select(evidence).where(that).order_by(evidence.c.id))

    async def with_files(self, ids: Sequence[int]) -> list[Evidence]:
        """Those of *ids* that have a file."""
        return await self._many(select(evidence).where(evidence.c.id.in_(ids), evidence.c.file_id.is_not(None)))

    async def _one(self, query: Select[Any]) -> Evidence | None:
        row = (await self._db.execute(query)).mappings().first()
        return _piece([row])[0] if row else None

    async def _many(self, query: Select[Any], **asked: Any) -> list[Evidence]:
        return _piece((await self._db.execute(query, asked)).mappings())


def _piece(found: Iterable[Any]) -> list[Evidence]:
    return [rows.read(Evidence, row, kind=EvidenceKind(row["kind"])) for row in found]


async def _forget(db: AsyncConnection, _user_id: int, _now: datetime, found: Sequence[Any]) -> Erased:
    """Words and positions of every piece; of those that are no record of the handling, and of voices, the file."""
    theirs = evidence.c.id.in_(found)
    await db.execute(update(evidence).where(theirs).values(text="", lat=None, lon=None))
    own = theirs & or_(evidence.c.stage == "report", evidence.c.kind == str(EvidenceKind.VOICE))
    with_file = select(evidence.c.id).where(own, evidence.c.file_id.is_not(None))
    pieces = tuple((await db.execute(with_file)).scalars())
    await db.execute(update(evidence).where(own).values(file_id=None, file_unique_id=None, content_hash=None))
    return Erased(pieces=pieces)


_SENT = replace(naming(evidence, "by_id"), columns=("by_id", "hidden_by"))
"""What they sent. What they hid is somebody else's words and place; that they hid it stands in their history."""


def _words(user_id: int, case_ids: Sequence[int]) -> Select[Any]:
    theirs = (evidence.c.case_id.in_(case_ids)) & (
        evidence.c.by_id + 0 == user_id
    )  # few by the case, not by the person
    return select(evidence.c.case_id, evidence.c.text).where(theirs)


PERSONAL = Personal(
    export=(_SENT,),
    words=(Words(_words),),
    forget=(Step((evidence.c.id,), lambda user_id: evidence.c.by_id == user_id, _forget),),
)

ROOM = Room(evidence_pieces.EVIDENCE, SqlEvidence, PERSONAL)
