"""Teams and where their people are."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.register import teams as register_teams
from bot.register.teams import Position, Team
from storage import remembered, rows, slices
from storage.growing import STAYS, grows
from storage.personal import Personal, naming, whole_rows
from storage.rooms import Room
from storage.schema import LAT, LON, assignments, metadata
from storage.schema import partial as partial_index
from storage.types import OWN_KEY, Instant, Json

teams = Table(
    "teams",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False, index=True),
    Column("key", Text),
    Column("name", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("handles", Json, nullable=False),
    Column("former_names", Json, nullable=False),
    Column("dissolved_at", Instant),
    Column("last_sent_at", Instant),
    Column("silent_since", Instant),
    Column("active_case_id", BigInteger),
    Column("seen_at", Instant),
    Column("asked", Integer, nullable=False, server_default="0"),
    Column("asked_at", Instant),
    CheckConstraint(LAT, name="lat"),
    CheckConstraint(LON, name="lon"),
    UniqueConstraint("district_id", "key"),
    info=STAYS,
)
partial_index("uq_teams_name", teams.c.district_id, teams.c.name, where="dissolved_at IS NULL", unique=True)

positions = Table(
    "positions",
    metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("user_id", ForeignKey("people.user_id"), primary_key=True),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("fixed_at", Instant, nullable=False),
    Column("accuracy_m", Float),
    Column("live_until", Instant),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("source", String(16), nullable=False, server_default="chat"),
    Column("doubted", Json),
    CheckConstraint(LAT, name="lat"),
    CheckConstraint(LON, name="lon"),
    Index("ix_positions_message", "chat_id", "message_id"),
    info=STAYS,
)

tracks = Table(
    "tracks",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", ForeignKey("people.user_id"), nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("fixed_at", Instant, nullable=False, index=True),
    Column("accuracy_m", Float),
    Column("source", String(16), nullable=False, server_default="chat"),
    Index("ix_tracks_person", "user_id", "fixed_at"),
    info=grows(),
)

Held = dict[int, tuple[int, ...]]
_HERE: BindParameter[int] = bindparam("district_id")
_ALL = (
    select(teams, assignments.c.case_id.label("held"))
    .outerjoin(assignments, (assignments.c.team_id == teams.c.id) & assignments.c.ended_at.is_(None))
    .where(teams.c.district_id == _HERE, teams.c.dissolved_at.is_(None))
    .order_by(teams.c.id, assignments.c.sent_at, assignments.c.id)
)
"""Teams with what they hold, a row for each case: who asks for the one mostly asks for the other."""

_TEAMS = frozenset({teams})
_BY_ID = select(teams).where(teams.c.id == bindparam("team_id"))
_POSITIONS = select(positions).where(positions.c.district_id == _HERE)


class SqlTeams:
    """Fulfils :class:`bot.register.teams.Teams`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self._made = remembered.Made[tuple[list[Team], Held]](connection, frozenset({teams, assignments}))
        self._where = remembered.Made[dict[int, Position]](connection, frozenset({positions}))
        self._owed: dict[int, Team] = {}

    async def all(self, district_id: int) -> list[Team]:
        """Teams that are not dissolved."""
        return list((await self._all(district_id))[0])

    async def _all(self, district_id: int) -> tuple[list[Team], Held]:
        """They, and what each holds."""
        return await self._made.of(district_id, partial(self._read_all, district_id))

    async def _read_all(self, district_id: int) -> tuple[list[Team], Held]:
        found = (await self._db.execute(_ALL, {"district_id": district_id})).mappings().all()
        held: dict[int, list[int]] = defaultdict(list)
        for row in found:
            if row["held"] is not None:
                held[row["id"]].append(row["held"])
        first = {row["id"]: row for row in found}
        return [_team(row) for row in first.values()], {team: tuple(ids) for team, ids in held.items()}

    async def get(self, team_id: int) -> Team | None:
        """One team, also a dissolved one."""
        if team_id in self._owed:
            return self._owed[team_id]
        row = (await self._db.execute(_BY_ID, {"team_id": team_id})).mappings().first()
        return _team(row) if row else None

    async def save(self, team: Team) -> Team:
        """Insert (id 0) or update; what is changed is written once, at the end or as soon as anybody asks."""
        if team.id:
            self._owed[team.id] = rows.as_stored(team)
            remembered.owe(self._db, _TEAMS, self._pay)
            return team
        key = (await self._db.execute(insert(teams).values(_columns(team)))).inserted_primary_key
        return replace(team, id=int(key[0]) if key else 0)

    async def _pay(self) -> None:
        """Write each team that was saved, as it was saved last."""
        owed, self._owed = self._owed, {}
        for team in owed.values():
            await self._db.execute(update(teams).where(teams.c.id == team.id).values(_columns(team)))

    async def positions(self, district_id: int) -> dict[int, Position]:
        """The newest position of each person."""
        return dict(await self._where.of(district_id, partial(self._read_positions, district_id)))

    async def _read_positions(self, district_id: int) -> dict[int, Position]:
        found = (await self._db.execute(_POSITIONS, {"district_id": district_id})).mappings()
        return {row["user_id"]: rows.read(Position, row) for row in found}

    async def put_position(self, position: Position, *, track: bool = True) -> None:
        """Replace the person's newest position."""
        await self.drop_position(position.district_id, position.user_id)
        await self._db.execute(insert(positions).values(rows.values(positions, position)))
        if track:
            await self._db.execute(insert(tracks).values(rows.values(tracks, position, leave=frozenset({"id"}))))

    async def drop_position(self, district_id: int, user_id: int) -> None:
        """Forget the person's newest position."""
        mine = (positions.c.district_id == district_id) & (positions.c.user_id == user_id)
        await self._db.execute(delete(positions).where(mine))

    async def position_by_message(self, chat_id: int, message_id: int) -> Position | None:
        """The position whose live location is this message."""
        that = (positions.c.chat_id == chat_id) & (positions.c.message_id == message_id)
        row = (await self._db.execute(select(positions).where(that))).mappings().first()
        return rows.read(Position, row) if row else None

    async def holds(self, district_id: int) -> dict[int, tuple[int, ...]]:
        """Ids of the cases that each team holds, last sent last."""
        return dict((await self._all(district_id))[1])

    async def forget_tracks_before(self, instant: datetime, most: int) -> int:
        """Delete some old tracks; returns how many fixes went."""
        old = select(tracks.c.id).where(tracks.c.fixed_at < instant).order_by(tracks.c.fixed_at)
        return await slices.drop(self._db, tracks, old, most)


def _columns(team: Team) -> dict[str, Any]:
    return rows.values(teams, team, point="base", leave=frozenset({"id"}))


def _team(row: object) -> Team:
    found = rows.read(Team, row, point="base")  # type: ignore[arg-type]
    return replace(found, handles=tuple(found.handles), former_names=tuple(found.former_names))


PERSONAL = Personal(
    export=(naming(positions, "user_id"), naming(tracks, "user_id")), forget=whole_rows(tracks, positions)
)

ROOM = Room(register_teams.TEAMS, SqlTeams, PERSONAL)
