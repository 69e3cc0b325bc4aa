"""Keys that people are handed: one-time links, sessions, trackers. Of each secret only its SHA-256 is known here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.values.port import Port

LINK = timedelta(minutes=5)
SESSION = timedelta(hours=12)
IDLE = timedelta(hours=2)


MARK_ENDS = ":"
"""What is stored of a secret that opens one thing only begins with a mark that ends so; no SHA-256 in hex has one."""


def fingerprint(secret: str) -> str:
    """What is stored of a secret: its SHA-256, in hex."""
    return hashlib.sha256(secret.encode("utf8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Link:
    """A one-time link of one person."""

    secret_hash: str
    user_id: int
    made_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True)
class Session:
    """Somebody who signed in. *seen_at* moves on while they are there."""

    secret_hash: str
    user_id: int
    made_at: datetime
    seen_at: datetime
    id: int = 0

    def is_open(self, now: datetime) -> bool:
        """Neither too old nor idle for too long."""
        return now < self.made_at + SESSION and now < self.seen_at + IDLE


@dataclass(frozen=True)
class Tracker:
    """The device of one person in one district that sends their position by itself.

    *former_hash* is of the key before; *heard_at* when it last sent while its owner was on duty, *watched_until* when
    somebody looks whether it did. *troubles* are those that its owner was told, by name, with the instant last seen.
    """

    district_id: int
    user_id: int
    secret_hash: str
    made_at: datetime
    former_hash: str | None = None
    heard_at: datetime | None = None
    watched_until: datetime | None = None
    troubles: Mapping[str, str] | None = None


class SignIns(Protocol):
    """Links and sessions; part of a transaction."""

    async def add_link(self, link: Link) -> None:
        """Store a new one."""

    async def link(self, secret_hash: str) -> Link | None:
        """The link of a secret."""

    async def void_links(self, user_id: int, now: datetime, marked: str = "") -> None:
        """Mark those of a person used that are not: whose kept hash begins with *marked*, else those without mark."""

    async def use_link(self, secret_hash: str, now: datetime) -> bool:
        """Mark it used; False when it already was."""

    async def open_session(self, session: Session) -> Session:
        """Store a new one; returns it with its id."""

    async def session(self, secret_hash: str) -> Session | None:
        """The session of a secret, also one that is over."""

    async def seen(self, session_id: int, now: datetime) -> None:
        """Somebody used the session."""

    async def end_session(self, session: Session) -> None:
        """Forget a session."""

    async def forget_before(self, links_before: datetime, sessions_before: datetime) -> int:
        """Delete links and sessions made before then; returns how many went."""


class Trackers(Protocol):
    """Trackers by key; part of a transaction."""

    async def put(self, tracker: Tracker) -> None:
        """Store one; it replaces the person's former one in that district."""

    async def by_key(self, secret_hash: str) -> Tracker | None:
        """The tracker of a key."""

    async def by_former_key(self, secret_hash: str) -> Tracker | None:
        """The tracker whose key this was before the one that it has now."""

    async def of(self, district_id: int, user_id: int) -> Tracker | None:
        """The tracker of a person in a district."""

    async def drop(self, district_id: int, user_id: int) -> bool:
        """Forget a person's tracker; False where there was none."""


TRACKERS: Port[Trackers] = Port("trackers")
SIGN_INS: Port[SignIns] = Port("sign_ins")
