"""People, memberships, roles and duty."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.port import Erased
from bot.register import people as register_people
from bot.register.people import Duty, Member, Person, RoleHeld, RoleName
from storage import remembered, rows, upsert
from storage.growing import STAYS, grows
from storage.personal import NOTHING, Personal, Step, blanked, naming, whole_rows
from storage.rooms import Room
from storage.schema import metadata
from storage.schema import partial as partial_index
from storage.types import OWN_KEY, Instant

NOBODY = "\u2014"
"""What stands where a name was."""

people = Table(
    "people",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("language", String(8)),
    Column("private_open", Boolean),
    info=STAYS,
)

memberships = Table(
    "memberships",
    metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("user_id", ForeignKey("people.user_id"), primary_key=True, index=True),
    Column("name", Text, nullable=False),
    Column("certified", Boolean, nullable=False),
    Column("team_id", ForeignKey("teams.id"), index=True),
    Column("left_at", Instant),
    info=STAYS,
)

roles = Table(
    "roles",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", ForeignKey("people.user_id"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    CheckConstraint(
        "role IN ('captain', 'member', 'auxiliary', 'mediator', 'viewer', 'officer', 'approver')", name="role"
    ),
    UniqueConstraint("district_id", "user_id", "role"),
    info=STAYS,
)

duties = Table(
    "duties",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", ForeignKey("people.user_id"), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("break_until", Instant),
    Column("ended_at", Instant),
    Column("asked", Integer, nullable=False),
    info=grows(few=("duties.ended_at IS NULL",)),
)
Index("ix_duties_person", duties.c.user_id, duties.c.id)
partial_index("uq_duties_open", duties.c.district_id, duties.c.user_id, where="ended_at IS NULL", unique=True)

_ON_DUTY = [column.label(f"duty_{column.name}") for column in duties.columns]
_HELD = [roles.c.role.label("role"), roles.c.since.label("role_since"), roles.c.until.label("role_until")]
_MEMBERS = (
    select(memberships, people.c.private_open, people.c.username, people.c.language, *_ON_DUTY, *_HELD)
    .join(people, people.c.user_id == memberships.c.user_id)
    .outerjoin(
        duties,
        and_(
            duties.c.district_id == memberships.c.district_id,
            duties.c.user_id == memberships.c.user_id,
            duties.c.ended_at.is_(None),
        ),
    )
    .outerjoin(roles, and_(roles.c.district_id == memberships.c.district_id, roles.c.user_id == memberships.c.user_id))
)
"""A row for each role that somebody has, at least one."""

_PERSON = select(people).where(people.c.user_id == bindparam("user_id"))
_HERE = memberships.c.district_id == bindparam("district_id")
_MINE = memberships.c.user_id == bindparam("user_id")
_STAYS = memberships.c.left_at.is_(None)
_ONE = _MEMBERS.where(_HERE, _MINE).order_by(roles.c.id)
_ALL = _MEMBERS.where(_HERE, _STAYS).order_by(memberships.c.user_id, roles.c.id)
_EVER = _MEMBERS.where(_HERE).order_by(memberships.c.user_id, roles.c.id)
_EVERYWHERE = _MEMBERS.where(_MINE, _STAYS).order_by(memberships.c.district_id, roles.c.id)

_OF_MEMBERS = frozenset({memberships, people, duties, roles})

_FORGET_ROLES = delete(roles).where(
    roles.c.district_id == bindparam("here", type_=BigInteger), roles.c.user_id == bindparam("whose", type_=BigInteger)
)


def _role(district_id: int, user_id: int, held: RoleHeld) -> dict[str, Any]:
    own = {"district_id": district_id, "user_id": user_id}
    return own | {"role": str(held.role), "since": held.since, "until": held.until}


def _latest(member: Member) -> Iterable[RoleHeld]:
    """Each role once, as it was said last."""
    return {held.role: held for held in member.roles}.values()


def _member(each: Sequence[RowMapping]) -> Member:
    """Somebody from the rows of their roles."""
    first = each[0]
    held = tuple(RoleHeld(RoleName(row["role"]), row["role_since"], row["role_until"]) for row in each if row["role"])
    duty = None
    if first["duty_id"] is not None:
        duty = rows.read(Duty, {column.name: first[f"duty_{column.name}"] for column in duties.columns})
    return rows.read(Member, first, roles=held, duty=duty)


def _key(query: Select[Any], asked: Mapping[str, int]) -> Hashable:
    """What tells one question from others."""
    return (id(query), *asked.items())


class SqlPeople:
    """Fulfils :class:`bot.register.people.People`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self._made = remembered.Made[list[Member]](connection, _OF_MEMBERS)

    async def get(self, user_id: int) -> Person | None:
        """A person by Telegram id."""
        return await self._person(_PERSON, user_id=user_id)

    async def by_username(self, username: str) -> Person | None:
        """A person by present username, with or without the @, in any case of letters."""
        return await self._person(select(people).where(func.lower(people.c.username) == username.lstrip("@").lower()))

    async def _person(self, query: Select[Any], **asked: int) -> Person | None:
        row = (await self._db.execute(query, asked)).mappings().first()
        return rows.read(Person, row) if row else None

    async def save(self, person: Person) -> None:
        """Insert or update by user id."""
        columns = rows.values(people, person)
        changed = await self._db.execute(update(people).where(people.c.user_id == person.user_id).values(columns))
        if not changed.rowcount:
            await self._db.execute(insert(people).values(columns))

    async def add_new(self, persons: Sequence[Person]) -> None:
        """Insert those who are not known."""
        if persons:
            await upsert.insert_new(self._db, people, [rows.values(people, one) for one in persons], "user_id")

    async def member(self, district_id: int, user_id: int) -> Member | None:
        """One membership, also of somebody who left."""
        here = self._made.known(_key(_ALL, {"district_id": district_id})) or ()
        if (stays := next((one for one in here if one.user_id == user_id), None)) is not None:
            return stays
        found = await self._members(_ONE, district_id=district_id, user_id=user_id)
        return found[0] if found else None

    async def members(self, district_id: int) -> list[Member]:
        """The patrol: all who have not left, but for those who are only of a body."""
        return [one for one in await self.known(district_id) if not one.is_only_of_bodies]

    async def known(self, district_id: int) -> list[Member]:
        """All who have not left."""
        return await self._members(_ALL, district_id=district_id)

    async def all_ever(self, district_id: int) -> list[Member]:
        """All who belong or belonged."""
        return await self._members(_EVER, district_id=district_id)

    async def districts_of(self, user_id: int) -> list[Member]:
        """Memberships of one person that have not ended."""
        return await self._members(_EVERYWHERE, user_id=user_id)

    async def _members(self, query: Select[Any], **asked: int) -> list[Member]:
        return list(await self._made.of(_key(query, asked), partial(self._read, query, asked)))

    async def _read(self, query: Select[Any], asked: Mapping[str, int]) -> list[Member]:
        found: dict[tuple[int, int], list[RowMapping]] = {}
        for row in (await self._db.execute(query, asked)).mappings():
            found.setdefault((row["district_id"], row["user_id"]), []).append(row)
        return [_member(each) for each in found.values()]

    async def save_member(self, member: Member) -> None:
        """Insert or update, and replace the roles."""
        await self.save_members([member])

    async def save_members(self, members: Sequence[Member]) -> None:
        """Insert or update many, and replace the roles of each."""
        if not members:
            return
        await upsert.put_all(self._db, memberships, [rows.values(memberships, one) for one in members])
        theirs = [{"here": one.district_id, "whose": one.user_id} for one in members]
        await self._db.execute(_FORGET_ROLES, theirs)
        held = [_role(one.district_id, one.user_id, role) for one in members for role in _latest(one)]
        if held:
            await self._db.execute(insert(roles), held)

    async def add_role(self, district_id: int, user_id: int, role: RoleHeld) -> None:
        """One role more, or other times of one that is held."""
        mine = (roles.c.district_id == district_id) & (roles.c.user_id == user_id)
        await self._db.execute(delete(roles).where(mine, roles.c.role == str(role.role)))
        await self._db.execute(insert(roles), _role(district_id, user_id, role))

    async def start_duty(self, duty: Duty) -> Duty:
        """Begin a stretch of duty; returns it with its id."""
        columns = rows.values(duties, duty, leave=frozenset({"id"}))
        key = (await self._db.execute(insert(duties).values(columns))).inserted_primary_key
        return replace(duty, id=int(key[0]) if key else 0)

    async def save_duty(self, duty: Duty) -> None:
        """Write a changed stretch of duty."""
        columns = rows.values(duties, duty, leave=frozenset({"id"}))
        await self._db.execute(update(duties).where(duties.c.id == duty.id).values(columns))

    async def duty(self, duty_id: int) -> Duty | None:
        """One stretch of duty, ended or not."""
        row = (await self._db.execute(select(duties).where(duties.c.id == duty_id))).mappings().first()
        return rows.read(Duty, row) if row else None


async def _left(db: AsyncConnection, user_id: int, now: datetime, _found: Sequence[Any]) -> Erased:
    """Their name and what they were; that somebody was there stays."""
    left = {"name": NOBODY, "left_at": now, "team_id": None}
    await db.execute(update(memberships).where(memberships.c.user_id == user_id).values(left))
    return NOTHING


def _on_duty(user_id: int) -> Select[Any]:
    return select(duties.c.district_id).where(duties.c.user_id == user_id, duties.c.ended_at.is_(None))


_BLANK = {"name": NOBODY, "username": None, "language": None, "private_open": None}
LEAVING = (
    *whole_rows(roles),
    Step(tuple(memberships.primary_key), lambda user_id: memberships.c.user_id == user_id, _left),
    blanked(people, lambda user_id: people.c.user_id == user_id, **_BLANK),
)
"""With these nobody is a member of anything, nor has a name."""

_FORGET = (*LEAVING, *whole_rows(duties))
PERSONAL = Personal(
    export=tuple(naming(table, "user_id") for table in (people, memberships, roles, duties)),
    forget=_FORGET,
    on_duty=_on_duty,
)

ROOM = Room(register_people.PEOPLE, SqlPeople, PERSONAL)
