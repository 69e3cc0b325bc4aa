"""Receivers and what waits for them, as plain values, and what is asked of the memory and of who sends.

Of a secret the memory has a salt and its SHA-256: the secret itself is made of the salt and of a key that lies in a
file beside the data (``handlers/webhooks/key.py``). A sender has to sign, so it must be able to have it again; this way
neither a copy of the database nor an export holds what would let somebody sign in our name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

from bot.values.port import Port

MOST_RECEIVERS = 5
"""So many receivers a district may have."""

MOST_WAITING = 10_000
"""So many deliveries wait for one receiver at most, and so many that were given up are kept; the oldest go."""

BOTH_SIGN = timedelta(hours=24)
"""How long the former secret signs beside a new one."""

DEAD_KEPT = timedelta(days=30)
"""How long a delivery that was given up is kept, and one that waits for a receiver that is paused."""

AT_ONCE = 500
"""So many rows are changed in one transaction at most."""


class Pause(StrEnum):
    """Why nothing is sent to a receiver."""

    NOT = ""
    CAPTAIN = "captain"
    """A captain wants it so; what happens meanwhile waits."""
    GONE = "gone"
    """It said itself that it is no more (410)."""
    FAILING = "failing"
    """It has not answered well for days."""
    KEY = "key"
    """The file of the key is another one, so that its secret cannot be made again."""


@dataclass(frozen=True)
class Receiver:
    """One address of another system. *salt* is empty until its secret was shown; *former_salt* signs until then.

    *streak* counts tries in a row that failed, *not_before* is when the next one may be; *answer* is the code of the
    last one: a status, or a word for why there was none. *told*: captains know that deliveries were given up.
    """

    district_id: int
    url: str
    made_at: datetime
    id: int = 0
    salt: str = ""
    secret_hash: str = ""
    former_salt: str = ""
    former_until: datetime | None = None
    paused: Pause = Pause.NOT
    failing_since: datetime | None = None
    streak: int = 0
    not_before: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    delivered: int = 0
    told: bool = False
    removed_at: datetime | None = None

    @property
    def host(self) -> str:
        """The name and port alone: what comes after may be a secret of theirs."""
        return urlsplit(self.url).netloc

    @property
    def collects(self) -> bool:
        """Whether what happens now is for it, at once or later."""
        return bool(self.salt) and self.removed_at is None and self.paused in {Pause.NOT, Pause.CAPTAIN}

    def salts(self, now: datetime) -> tuple[str, ...]:
        """The salts of the secrets that sign now, the newest first."""
        both = self.former_salt and self.former_until is not None and now < self.former_until
        return (self.salt, self.former_salt) if both else (self.salt,)


@dataclass(frozen=True)
class Delivery:
    """One line of a case's history for one receiver, or a try that a captain asked for (*case_id* None).

    *due_at* is None while an earlier one of the same case waits. *token* is its lasting name (``webhook-id``).
    """

    webhook_id: int
    district_id: int
    token: str
    made_at: datetime
    id: int = 0
    case_id: int | None = None
    history_id: int | None = None
    due_at: datetime | None = None
    attempts: int = 0
    answer: str = ""
    asked_by: int | None = None

    @property
    def is_try(self) -> bool:
        """A captain asked for it; it is about no case."""
        return self.case_id is None


@dataclass(frozen=True)
class Reply:
    """What a receiver answered: a status, or a word for why there was no answer; *wait_s* is its own wish."""

    code: str
    wait_s: float | None = None

    @property
    def is_well(self) -> bool:
        """Taken: any 2xx."""
        return len(self.code) == 3 and self.code.startswith("2")


@dataclass(frozen=True)
class Stock:
    """How many deliveries wait for a receiver, and how many were given up."""

    waiting: int = 0
    dead: int = 0


class Webhooks(Protocol):
    """Receivers and deliveries; part of a transaction. *has_news*: there may be something to send."""

    has_news: bool

    async def of(self, district_id: int) -> list[Receiver]:
        """The receivers of a district, in the order in which they came."""

    async def get(self, webhook_id: int) -> Receiver | None:
        """One that was not removed."""

    async def hold(self, webhook_id: int) -> Receiver | None:
        """The same as *get*; nobody else writes about it until this transaction is over."""

    async def save(self, receiver: Receiver) -> Receiver:
        """Insert (id 0) or update; returns it with its id."""

    async def stock(self, webhook_id: int) -> Stock:
        """What waits, and what was given up."""

    async def queue(self, receiver: Receiver, case_id: int, history_ids: Sequence[int], now: datetime) -> int:
        """One delivery of each line; returns how many of the oldest were given up for it."""

    async def queue_try(self, receiver: Receiver, asked_by: int, now: datetime) -> None:
        """One that a captain asked for; one that waits already is enough."""

    async def due_receivers(self, now: datetime) -> list[Receiver]:
        """Those for whom something is due."""

    async def heads(self, webhook_id: int, now: datetime, most: int, *, tries: bool) -> list[Delivery]:
        """What may go now, the longest due first; only what captains asked for with *tries*."""

    async def next_due(self, now: datetime) -> datetime | None:
        """When the next delivery may go that may not yet."""

    async def delivery(self, delivery_id: int) -> Delivery | None:
        """One that waits."""

    async def done(self, delivery: Delivery, code: str, now: datetime) -> None:
        """It was taken: it goes, the next of its case may, and its receiver is well again."""

    async def again(self, delivery: Delivery, due_at: datetime, code: str, attempts: int) -> None:
        """It is tried again then; where an earlier one of its case was taken up again meanwhile, after that one."""

    async def give_up(self, delivery: Delivery, code: str, now: datetime) -> None:
        """It is not tried any more; the next of its case may go. What a captain asked for goes altogether."""

    async def at_once(self, webhook_id: int, now: datetime) -> None:
        """What waits for its next try may go now, and of each case the first."""

    async def revive(self, webhook_id: int, now: datetime) -> int:
        """The oldest that were given up wait again, each before what is later of its case; returns how many."""

    async def every_id(self) -> list[int]:
        """The ids of all receivers, removed ones too."""

    async def sweep(self, webhook_id: int, now: datetime) -> int:
        """Forget a slice of what is kept no longer for a receiver, at last itself; returns how many rows went."""


WEBHOOKS: Port[Webhooks] = Port("webhooks")


class Hooks(Protocol):
    """Who sends to receivers."""

    def wake(self) -> None:
        """There may be something to send."""

    def secret(self, salt: str) -> str:
        """The secret of a salt, ``whsec_…``; OSError where the key cannot be had."""

    async def trouble(self, url: str) -> str:
        """Why nothing could be sent to an address of today, as a code; empty where it could."""


class NoHooks:
    """Nobody sends: deliveries wait. Fulfils :class:`Hooks`."""

    def wake(self) -> None:
        """Nobody wakes."""

    def secret(self, _salt: str) -> str:
        """There is no key."""
        raise LookupError("nobody keeps a key for webhooks")

    async def trouble(self, _url: str) -> str:
        """Nobody can say."""
        return ""
