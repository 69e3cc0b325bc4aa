"""A real database with one district, a captain, three people and two teams in it: a SQLite file, or PostgreSQL.

A module whose tests hold for both says ``DATABASES = BOTH``.
"""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cases.case import Assignment, Role
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.register.districts import District
from bot.register.people import Member, Person, RoleHeld, RoleName
from bot.register.teams import Team
from bot.values.geo import Point
from bot.work.history import Record
from bot.work.ports import Tx
from storage.store import SqlStore
from tests import postgres

BOTH = ("sqlite", "postgresql")
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
        return await tx[INCIDENTS].add(Incident(self.district.id, "incident", number, "open", NOW, **told))  # type: ignore[arg-type]

    def record(self, move: str = "dispatch", **facts: object) -> Record:
        """A line of history."""
        return Record(move, "open", "dispatched", NOW, CAPTAIN, "captain", "group", facts=facts)


def sent(team: Team, role: Role = Role.LEAD, *, override: bool = False, at: datetime = NOW) -> Assignment:
    """An order to a team."""
    return Assignment(team.id, role, at, at, override=override)


async def plan(town: Town, query: str) -> str:
    """How the database would go about *query*; PostgreSQL with a table too small for an index as with a large one."""
    async with town.store._readers.connect() as connection:
        if connection.dialect.name == "sqlite":
            return str((await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")).all())
        await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return str((await connection.exec_driver_sql(f"EXPLAIN {query}")).all())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test of a town in each database that its module names."""
    if "town" in metafunc.fixturenames:
        metafunc.parametrize("town", getattr(metafunc.module, "DATABASES", BOTH[:1]), indirect=True)


@pytest.fixture(autouse=True)
def sqlite() -> None:
    """As the program has it: in its own thread, with its own settings."""


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL for all tests of this process."""
    with tempfile.TemporaryDirectory() as folder, postgres.cluster(Path(folder)) as running:
        yield running


@dataclass(frozen=True)
class Filled:
    """A database with the town in it, closed: it is made once, and each test has a copy of its own."""

    url: str
    district: District
    teams: tuple[Team, Team]


_filled: dict[str, Filled] = {}


async def _fill(url: str) -> Filled:
    """Bring a new database up to date and put the town in."""
    store = await SqlStore.open(url)
    async with store.begin() as tx:
        district = await tx.districts.add(District(-100, "九堡", "zh", "Asia/Shanghai", {"accept": 60}, centre=HERE))
        first, second = [
            await tx.teams.save(Team(district.id, n, handles=("pothole",), former_names=(), base=HERE))
            for n in ("一队", "二队")
        ]
        for user_id, name in ((CAPTAIN, "钱队"), (WANG, "老王"), (LI, "小李"), (ZHOU, "小周")):
            await tx.people.save(Person(user_id, name, username=f"User{user_id}"))
            role = RoleName.CAPTAIN if user_id == CAPTAIN else RoleName.MEMBER
            team_id = None if user_id == CAPTAIN else first.id
            await tx.people.save_member(
                Member(district.id, user_id, name, team_id=team_id, roles=(RoleHeld(role, KEPT),))
            )
    await store.close()
    return Filled(url, district, (first, second))


@pytest.fixture
async def town(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> AsyncIterator[Town]:
    """The store, opened."""
    file = tmp_path / "data" / "patrol.db"
    shared: postgres.Server | None = request.getfixturevalue("server") if request.param == "postgresql" else None
    if request.param not in _filled:
        kept = tmp_path_factory.mktemp("town") / "patrol.db"
        _filled[request.param] = await _fill(await shared.database() if shared else f"sqlite:///{kept}")
    filled = _filled[request.param]
    if shared:
        url = await shared.database(filled.url)
    else:
        url = f"sqlite:///{file}"
        file.parent.mkdir()
        shutil.copy(filled.url.removeprefix("sqlite:///"), file)
    store = await SqlStore.open(url)
    yield Town(store, url, file, filled.district, *filled.teams)
    await store.close()
