"""Evidence: photos, voice, words and papers, with who, when and where from."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from bot.cases.case import Case
from bot.register.districts import District
from bot.values.geo import Point
from bot.values.port import Port

UNKNOWN = "-"
"""The likeness of a picture that can never be had."""


class EvidenceKind(StrEnum):
    """What a piece is."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    DOCUMENT = "document"
    TEXT = "text"


COMPARED = frozenset({EvidenceKind.PHOTO, EvidenceKind.DOCUMENT})
"""Kinds that may hold a picture to compare; of documents those that are none have the likeness :data:`UNKNOWN`."""


@dataclass(frozen=True)
class Evidence:
    """One piece. *case_id* is None while it waits for its case. *taken_at* is Telegram's date of the message.

    One message is one piece. What came by a button has no message: then *chat_id* is who tapped and *message_id*
    the number of case and turn below zero, so that one person has one such piece in each turn of a case.

    *stage* says when in the case it came: ``report``, ``before`` or ``after`` the arrival; *source* is ``chat``,
    ``private`` or ``web``; *file_unique_id* stays the same wherever the file is sent again. *counts_as* is what
    somebody said it shows; *likeness* its perceptual hash, 16 hex digits, None while it was not compared with pictures
    of other cases, :data:`UNKNOWN` where it never can be; *seen_in* the number of another case that had the same
    picture before. *turn* is that of the case when it came: an older one was before the case was begun anew.
    *hidden_at*: since then a captain (*hidden_by*) keeps it off the wall.
    """

    district_id: int
    kind: EvidenceKind
    by_id: int
    taken_at: datetime
    chat_id: int
    message_id: int
    id: int = 0
    case_id: int | None = None
    source: str = "chat"
    stage: str = "report"
    text: str = ""
    file_id: str | None = None
    file_unique_id: str | None = None
    content_hash: str | None = None
    point: Point | None = None
    album: str | None = None
    asked: bool = False
    counts_as: str | None = None
    likeness: str | None = None
    seen_in: int | None = None
    turn: int = 0
    hidden_by: int | None = None
    hidden_at: datetime | None = None

    @property
    def is_placed(self) -> bool:
        """Whether it is known where it was sent from."""
        return self.point is not None

    @property
    def was_compared(self) -> bool:
        """Whether it was held against pictures of other cases; *seen_in* of None means *not found* only then."""
        return self.likeness is not None and self.likeness != UNKNOWN


@dataclass(frozen=True)
class Likeness:
    """What a picture of the case with this *number* looks like, and in which case it was seen itself."""

    number: int
    evidence_id: int
    likeness: str
    seen_in: int | None


@dataclass(frozen=True)
class Outline:
    """As much of a piece as it takes to see what it counts as."""

    id: int
    kind: str
    stage: str
    file_unique_id: str | None
    counts_as: str | None
    likeness: str | None
    turn: int
    is_placed: bool


class Pictures(Protocol):
    """Finds the picture of a photo, fetching it where it is not here yet.

    *has_room*: whether there is room for more of them on the disk.
    """

    has_room: Callable[[], bool]

    async def picture(self, evidence: Evidence, *, large: bool) -> Path | None:
        """A JPEG file, small or large; None where there is none or it cannot be had now."""

    def is_undrawn(self, evidence: Evidence) -> bool:
        """Whether it is a picture that is too large to be drawn, and so can be seen in the chat only."""

    async def clip(self, evidence: Evidence) -> Path | None:
        """The film of a video or a video note; None where there is none that a page may play, or not now."""

    async def pair(self, before: Evidence, after: Evidence) -> Path | None:
        """Both side by side, as one JPEG file; None where one of them cannot be had now."""


class Evidences(Protocol):
    """Pieces of evidence, of a case or still without one."""

    async def add(self, evidence: Evidence) -> Evidence | None:
        """Store a piece; None when this message's piece is stored already."""

    async def of_case(self, case_id: int) -> list[Evidence]:
        """All of one case, in order."""

    async def count_of(self, user_id: int, chat_id: int, since: datetime) -> int:
        """How many pieces one person sent in one chat since then."""

    async def count_in(self, case_id: int, user_id: int, most: int) -> int:
        """How many pieces of one person a case has, counted up to *most*."""

    async def loose(self, district_id: int, user_id: int, chat_id: int, since: datetime) -> list[Evidence]:
        """Pieces of this person in this chat without a case, oldest first."""

    async def outlines_of(self, case_ids: Sequence[int]) -> dict[int, list[Outline]]:
        """What counts of the pieces of each of these cases, in order; those without any are left out."""

    async def newest_pictures(
        self, district: District, since: datetime, limit: int, but: Collection[str] = ()
    ) -> list[tuple[Evidence, int]]:
        """The newest photos of the district's cases (drills apart) with the numbers of these, newest first.

        *but*: not of these kinds of case.
        """

    async def newest_seen(self, case_ids: Sequence[int]) -> dict[int, Evidence]:
        """Of each of these cases the newest photo or film that is not hidden; those without any are left out."""

    async def hide(self, evidence_id: int, by_id: int | None, at: datetime | None) -> None:
        """Write down who keeps a picture off the wall since when; None: nobody any more."""

    async def attach(
        self, evidence_id: int, case_id: int | None, stage: str, counts_as: str | None = None, *, turn: int = 0
    ) -> None:
        """Give a piece to a case in its *turn*, or take it away: what was said of it elsewhere holds no longer."""

    async def attach_all(self, ids: Collection[int], case_id: int | None, stage: str) -> None:
        """The same of several pieces, of which nothing was said."""

    async def follow(self, former_id: int, case_id: int) -> None:
        """Give all pieces of one case to another: stage and what they count as stay, the turn is the first."""

    has_news: bool
    """Whether a picture was added to a case in this transaction."""

    async def without_likeness(self, after: int, limit: int) -> list[Evidence]:
        """Pictures of cases whose likeness is not known yet, with an id above *after*, oldest first."""

    async def liken(self, evidence_id: int, likeness: str, seen_in: int | None) -> None:
        """Write down what a picture looks like, and which other case had it before."""

    async def point_to(self, evidence_id: int, seen_in: int | None) -> None:
        """Write down which other case had a picture before, whose likeness stands."""

    async def compared(self, case_id: int, after: int, most: int) -> list[Evidence]:
        """Pictures of a case whose likeness is known, with an id above *after*, oldest first, at most so many."""

    async def is_in(self, case_id: int, likeness: str) -> bool:
        """Whether a case has a picture that looks exactly so."""

    async def likenesses(self, case: Case, likeness: str, since: datetime) -> list[Likeness]:
        """What pictures of other cases of the district look like, drills apart, newest first.

        Only of those that may look like *likeness*: every one that differs by few of its bits is among them.
        """

    async def seen_in(self, case: Case, after: int, most: int) -> list[Evidence]:
        """Pieces of which it is said that this case had the same picture before, as :meth:`compared`."""

    async def count(self, evidence_id: int, counts_as: str) -> None:
        """Write down what a piece counts as."""

    async def reword(self, evidence_id: int, text: str) -> None:
        """Other words of a piece that has no case yet."""

    async def get(self, evidence_id: int) -> Evidence | None:
        """One piece."""

    async def some(self, ids: Collection[int]) -> list[Evidence]:
        """Those of *ids* that there are, oldest first."""

    async def by_message(self, chat_id: int, message_id: int) -> Evidence | None:
        """The piece that came with a message."""

    async def by_album(self, chat_id: int, album: str) -> list[Evidence]:
        """Pieces of one album."""

    async def with_files(self, ids: Sequence[int]) -> list[Evidence]:
        """Those of *ids* that have a file."""


EVIDENCE: Port[Evidences] = Port("evidence")
