"""Evidence: photos, voice, words and papers, with who, when and where from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.geo import Point


class EvidenceKind(StrEnum):
    """What a piece is."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    DOCUMENT = "document"
    TEXT = "text"


@dataclass(frozen=True)
class Evidence:
    """One piece. *case_id* is None while it waits for its case. *taken_at* is Telegram's date of the message.

    *stage* says when in the case it came: ``report``, ``before`` or ``after`` the arrival; *source* is ``chat``,
    ``private`` or ``web``; *file_unique_id* stays the same wherever the file is sent again.
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
