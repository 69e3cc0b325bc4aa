"""People of a district: who they are, what they may do, whether they are on duty."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.values.port import Port

NO_PERSON = frozenset({1087968824, 136817688, 777000})
"""Ids under which Telegram shows whoever speaks in the name of a group, of a channel, or as a post of a channel."""


class RoleName(StrEnum):
    """What somebody is in a district."""

    CAPTAIN = "captain"
    MEMBER = "member"
    AUXILIARY = "auxiliary"
    MEDIATOR = "mediator"
    VIEWER = "viewer"
    OFFICER = "officer"
    """Of a body (department): does visits; belongs to the register of the district, not to its patrol."""
    APPROVER = "approver"
    """Approves for a body: its head, or deputised in writing; like an officer no part of the patrol."""


OF_BODIES = frozenset({RoleName.OFFICER, RoleName.APPROVER})
"""Roles that a body gives; all others are of the patrol."""

OF_PATROL = tuple(role for role in RoleName if role not in OF_BODIES)


@dataclass(frozen=True)
class RoleHeld:
    """A role with its beginning and, where given, its end (aware UTC)."""

    role: RoleName
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Person:
    """Somebody who wrote or was named, by numeric Telegram id. *private_open*: None unknown, False blocked."""

    user_id: int
    name: str
    username: str | None = None
    language: str | None = None
    private_open: bool | None = None


@dataclass(frozen=True)
class Member:
    """One person in one district. *duty* is None while off duty; *left_at* is set when they no longer belong."""

    district_id: int
    user_id: int
    name: str
    certified: bool = False
    team_id: int | None = None
    roles: tuple[RoleHeld, ...] = ()
    left_at: datetime | None = None
    private_open: bool | None = None
    username: str | None = None
    language: str | None = None
    duty: "Duty | None" = None

    def has(self, role: RoleName, now: datetime) -> bool:
        """Whether *role* is held at *now*."""
        return self.left_at is None and any(
            held.role is role and (held.until is None or held.until > now) for held in self.roles
        )

    def role_names(self, now: datetime) -> frozenset[RoleName]:
        """The roles held at *now*; empty for somebody who left."""
        return frozenset(held.role for held in self.roles if self.has(held.role, now))

    @property
    def is_of_body(self) -> bool:
        """Whether a body gave a role that they hold, whatever else they are."""
        return any(held.role in OF_BODIES for held in self.roles)

    @property
    def is_only_of_bodies(self) -> bool:
        """Whether a body gave every role that they hold: they belong to the register, not to the patrol."""
        return bool(self.roles) and all(held.role in OF_BODIES for held in self.roles)

    def is_available(self, now: datetime) -> bool:
        """On duty and not on break."""
        return self.left_at is None and self.duty is not None and self.duty.break_until is None


@dataclass(frozen=True)
class Duty:
    """One stretch of duty. *until* is when it ends by itself; *break_until* is set during a break."""

    district_id: int
    user_id: int
    started_at: datetime
    until: datetime
    id: int = 0
    break_until: datetime | None = None
    ended_at: datetime | None = None
    asked: int = 0


@dataclass(frozen=True)
class Who:
    """Somebody at the moment of acting: their person, their place in the district, and where they speak.

    *member* is None for a stranger; *chat_id* and *message_id* name the message; *said_at* is Telegram's date of it;
    *thread* is the topic of a forum that they speak in (None: the main one). *channel* is ``group``, ``private``,
    ``button``, ``clock`` or ``web``. Owners of the deployment act as captains.
    *program_id*: no person speaks, but a program of another system with a key of the district.
    """

    user_id: int
    name: str
    chat_id: int
    said_at: datetime
    username: str | None = None
    language: str | None = None
    message_id: int | None = None
    channel: str = "group"
    member: Member | None = None
    is_owner: bool = False
    roles: frozenset[RoleName] = field(default_factory=frozenset)
    thread: int | None = None
    program_id: int | None = None

    @property
    def is_house(self) -> bool:
        """Whether nobody speaks, but the house itself: its clock, or Telegram's word on who belongs to a chat."""
        return self.user_id == 0 and self.program_id is None

    @property
    def in_private(self) -> bool:
        """Whether they speak in their private chat with the bot."""
        return self.chat_id == self.user_id and self.program_id is None

    @property
    def is_captain(self) -> bool:
        """Whether they may command."""
        return RoleName.CAPTAIN in self.roles or (self.is_owner and self.member is not None)

    @property
    def may_act(self) -> bool:
        """Of the patrol, and not merely a viewer."""
        return bool(self.roles - {RoleName.VIEWER} - OF_BODIES) or self.is_captain

    @property
    def is_of_body(self) -> bool:
        """An officer or an approver, whatever else they are."""
        return bool(self.roles & OF_BODIES)

    @property
    def is_only_of_bodies(self) -> bool:
        """An officer or approver and nothing else: no part of the patrol, which reads and hears nothing of it.

        So is whose last role of the patrol has ended, and whose only one, of a body, has ended this moment.
        """
        if self.member is None or self.is_captain or self.roles - OF_BODIES:
            return False
        return self.member.is_of_body

    @property
    def team_id(self) -> int | None:
        """The team they belong to."""
        return self.member.team_id if self.member else None


class People(Protocol):
    """People, their membership of districts with roles, and their duty."""

    async def get(self, user_id: int) -> Person | None: ...
    async def save(self, person: Person) -> None:
        """Insert or update by user id."""

    async def add_new(self, persons: Sequence[Person]) -> None:
        """Insert those who are not known; who is known stays as they are."""

    async def by_username(self, username: str) -> Person | None: ...
    async def member(self, district_id: int, user_id: int) -> Member | None:
        """With roles, duty, private_open, username and language filled in; also one who left (left_at set)."""

    async def members(self, district_id: int) -> list[Member]:
        """The patrol: all who have not left, filled in as above; not those who are only of a body."""

    async def known(self, district_id: int) -> list[Member]:
        """All of the register who have not left: the patrol, and those who are only of a body; filled in as above."""

    async def all_ever(self, district_id: int) -> list[Member]:
        """All who belong or belonged, filled in as above."""

    async def districts_of(self, user_id: int) -> list[Member]:
        """This person's memberships that have not ended, one for each district."""

    async def save_member(self, member: Member) -> None:
        """Insert or update name, certified, team and left_at, and replace the roles by member.roles."""

    async def save_members(self, members: Sequence[Member]) -> None:
        """The same of many at once."""

    async def add_role(self, district_id: int, user_id: int, role: RoleHeld) -> None: ...
    async def start_duty(self, duty: Duty) -> Duty: ...
    async def save_duty(self, duty: Duty) -> None: ...
    async def duty(self, duty_id: int) -> Duty | None: ...


PEOPLE: Port[People] = Port("people")
