"""Who speaks, as a door saw it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.register.districts import District

IN_LINE = "inline"
"""The channel of who types in the chat box of any chat: the program is not written to, and writes nothing itself."""


@dataclass(frozen=True)
class Speaker:
    """Who speaks, as the door saw it; the desk looks up the rest at the moment of acting.

    *district_id* is named by a button; *number* and *reply_to* by what is said in private, to find the district.
    *thread* is the topic of a forum that they speak in. *program_id* is whose key was shown: then no person speaks.
    """

    user_id: int
    name: str
    chat_id: int
    said_at: datetime
    username: str | None = None
    language: str | None = None
    message_id: int | None = None
    channel: str = "group"
    district_id: int | None = None
    number: int | None = None
    reply_to: int | None = None
    thread: int | None = None
    program_id: int | None = None

    @property
    def is_house(self) -> bool:
        """Whether nobody speaks, but the house itself."""
        return self.user_id == 0 and self.program_id is None


def as_clock(district: District, now: datetime) -> Speaker:
    """The clock as a speaker of *district*."""
    return Speaker(0, "", district.chat_id, now, channel="clock", district_id=district.id)


def unnamed(speaker: Speaker) -> Speaker:
    """*speaker* without a district: for what concerns the person, not a district."""
    return replace(speaker, district_id=None)
