"""A real SQLite file with one district, a captain, three people and two teams in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cases.case import Assignment, Change, Record, Role
from bot.districts import District
from bot.geo import Point
from bot.incidents import Incident
from bot.people import Member, Person, RoleHeld, RoleName
from bot.ports import Tx
from bot.teams import Team
from storage.store import SqlStore

NOW = datetime(2026, 3, 2, 1, 0, 0, 123456, tzinfo=UTC)
KEPT = NOW.replace(microsecond=123000)
HERE = Point(30.3147, 120.2741)
CAPTAIN, WANG, LI, ZHOU = 1001, 1002, 1003, 1004


@dataclass
class Town:
    """The store with what every test needs in it."""

    store: SqlStore
    url: str
    file: Path
    district: District
    first: Team
    second: Team

    async def incident(self, tx: Tx, **more: object) -> Incident:
        """A new incident of the district."""
        number = await tx.districts.next_number(self.district.id)
        told: dict[str, object] = {"point": HERE, "reporter_id": WANG, "item": "pothole", **more}
        return await tx.cases.add(Incident(self.district.id, "incident", number, "open", NOW, **told))  # type: ignore[arg-type]

    def record(self, move: str = "dispatch", **facts: object) -> Record:
        """A line of history."""
        return Record(move, "open", "dispatched", NOW, CAPTAIN, "captain", "group", facts=facts)


def sent(team: Team, role: Role = Role.LEAD, *, override: bool = False, at: datetime = NOW) -> Assignment:
    """An order to a team."""
    return Assignment(team.id, role, at, at, override=override)


def change(before: Incident, after: Incident) -> Change[Incident]:
    """A change from one to the other."""
    return Change(before=before, case=after, move="dispatch", records=())


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The store, opened."""
    file = tmp_path / "data" / "patrol.db"
    url = f"sqlite:///{file}"
    store = await SqlStore.open(url)
    async with store.begin() as tx:
        district = await tx.districts.add(District(-100, "九堡", "zh", "Asia/Shanghai", {"accept": 60}, centre=HERE))
        teams = [
            await tx.teams.save(Team(district.id, n, handles=("pothole",), former_names=(), base=HERE))
            for n in ("一队", "二队")
        ]
        for user_id, name in ((CAPTAIN, "钱队"), (WANG, "老王"), (LI, "小李"), (ZHOU, "小周")):
            await tx.people.save(Person(user_id, name, username=f"User{user_id}"))
            role = RoleName.CAPTAIN if user_id == CAPTAIN else RoleName.MEMBER
            team_id = None if user_id == CAPTAIN else teams[0].id
            await tx.people.save_member(
                Member(district.id, user_id, name, team_id=team_id, roles=(RoleHeld(role, KEPT),))
            )
    yield Town(store, url, file, district, *teams)
    await store.close()
