"""Programs of other systems: what each is called, who let it in, and what it asked for lately."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.values.port import Port


class Reach(StrEnum):
    """What captains let a program do with the register of places."""

    NONE = ""
    LOOK = "look"
    CHANGE = "change"


@dataclass(frozen=True)
class Program:
    """A program of another system with a key of one district.

    *secret_hash* is None until its key is sent. *counted* are its reports of the day *counted_on* of its district.
    """

    district_id: int
    name: str
    made_by: int
    made_at: datetime
    id: int = 0
    secret_hash: str | None = None
    revoked_by: int | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None
    counted_on: str = ""
    counted: int = 0
    places: Reach = Reach.NONE

    @property
    def is_live(self) -> bool:
        """Whether its key opens anything."""
        return self.revoked_at is None


@dataclass(frozen=True)
class Request:
    """What a program asked for under a name of its own, so that the same again is not done twice.

    *body_hash* is of what it asked for, *answer* what it was told.
    """

    program_id: int
    name: str
    body_hash: str
    at: datetime
    answer: dict[str, Any] = field(default_factory=dict)


class Programs(Protocol):
    """Programs by district and by key; part of a transaction."""

    async def add(self, program: Program) -> Program:
        """Store a new one; returns it with its id."""
        ...

    async def save(self, program: Program) -> None:
        """Write one as it stands now."""

    async def get(self, program_id: int) -> Program | None:
        """The program of an id, also one whose key was revoked."""

    async def by_key(self, secret_hash: str) -> Program | None:
        """The program of a key, also of one that was revoked."""

    async def of(self, district_id: int) -> list[Program]:
        """Those of a district whose keys open something, oldest first."""
        ...

    async def ended(self, district_id: int, since: datetime, most: int) -> list[Program]:
        """Those of a district whose keys were ended after then, the last one first."""
        ...

    async def names(self, ids: Collection[int]) -> dict[int, str]:
        """What these programs are called, also those whose keys were revoked."""
        ...

    async def hold(self, program_id: int) -> Program | None:
        """The same as *get*; nobody else writes about the program until this transaction is over."""

    async def request(self, program_id: int, name: str) -> Request | None:
        """What the program asked for under this name."""

    async def put_request(self, request: Request) -> None:
        """Store what it asked for; it replaces what had this name before."""

    async def forget_requests(self, before: datetime, most: int) -> int:
        """Delete *most* of those asked for before then; returns how many went."""
        ...


PROGRAMS: Port[Programs] = Port("programs")
