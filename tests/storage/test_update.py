"""A database that an earlier version wrote in a busy hour, brought up to date: nothing is lost, and all is found."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import asyncpg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from bot.handovers.table import HANDOVERS
from bot.incidents import table as incidents_table
from bot.incidents.store import INCIDENTS
from bot.places import editions
from bot.places.editions import From
from bot.places.files import planning
from bot.places.register import PLACES, Sort, State
from bot.sos import table as sos_table
from bot.sos.table import CALLS, Sos
from bot.values.slices import Pace
from bot.work.ports import Stale
from storage import migrate, revisions
from storage.engine import make_engine, sqlite_file
from storage.library import sqlite3
from storage.schema import metadata
from storage.store import SqlStore

from .conftest import BOTH, NOW

ROWS = Path(__file__).parent / "schema_0015.sql"
SCHEMA = "0015"
LIVE = {"incident": [2, 5, 6, 10], "sos": [8, 9], "handover": [7]}
"""Numbers of the cases that were live in that hour, by kind."""


@dataclass
class Old:
    """Where the older database stands."""

    url: str
    is_sqlite: bool


@pytest.fixture(params=BOTH)
async def old(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Old]:
    """The database of the older version, with the rows of its busy hour."""
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'data' / 'patrol.db'}"
    if not is_sqlite:
        url = await request.getfixturevalue("server").database()
    (tmp_path / "data").mkdir()
    await _as_it_was(url)
    await (_into_file(tmp_path / "data" / "patrol.db") if is_sqlite else _into_server(url))
    yield Old(url, is_sqlite)


async def _as_it_was(url: str, schema: str = SCHEMA) -> None:
    """The schema of the older version: its steps, and none of those that came later."""

    def up(connection: Connection) -> None:
        made = revisions.config()
        made.attributes["connection"] = connection
        command.upgrade(made, schema)

    engine = make_engine(url, pool_size=1, writes=True)
    async with engine.connect() as connection:
        if sqlite_file(url):
            await migrate._forget_foreign_keys(connection)
            async with connection.begin():
                await connection.run_sync(up)
        else:
            await connection.run_sync(up)
    await engine.dispose()


async def _into_file(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(f"PRAGMA foreign_keys=OFF; BEGIN; {ROWS.read_text(encoding='utf8')} COMMIT;")


async def _into_server(url: str) -> None:
    """What counts up by itself goes on behind the rows."""
    where = make_url(url)
    raw = await asyncpg.connect(host=where.host, port=where.port, user=where.username, database=where.database)
    await raw.execute(ROWS.read_text(encoding="utf8"))
    for row in await raw.fetch("SELECT table_name FROM information_schema.columns WHERE column_name = 'id'"
                               " AND column_default LIKE 'nextval%'"):  # fmt: skip
        table = row["table_name"]
        await raw.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    await raw.close()


async def test_every_live_case_is_found_by_the_store_of_its_kind(old: Old) -> None:
    """By list, id and number, with its assignments; each kind's ended ones are not in the list."""
    store = await SqlStore.open(old.url)
    async with store.look() as tx:
        stores = {"incident": tx[INCIDENTS], "sos": tx[CALLS], "handover": tx[HANDOVERS]}
        for kind, numbers in LIVE.items():
            found = await stores[kind].live(1)
            assert [case.number for case in found] == numbers
            for case in found:
                assert case.kind == kind
                assert await stores[kind].get(case.id) == await stores[kind].by_number(1, case.number) == case
        ended = [
            await tx[INCIDENTS].by_number(1, 1),
            await tx[CALLS].by_number(1, 3),
            await tx[HANDOVERS].by_number(1, 4),
        ]
        assert [case.state for case in ended if case] == ["closed", "false_alarm", "withdrawn"]
        assert await tx[CALLS].by_number(1, 1) is None
        [helped] = [call for call in await tx[CALLS].live(1) if call.state == sos_table.ACKNOWLEDGED]
        assert {a.team_id for a in helped.assignments} <= {1, 2, 3}
        assert helped.assignments
        [offered] = await tx[HANDOVERS].offered(1)
        assert (offered.notes, offered.listed.held) == ("two stalls at the gate; 通盛路有井盖待修", (2,))
    await store.close()


async def test_everything_else_is_as_it_was(old: Old) -> None:
    """As many rows in each table, a history that holds, letters that wait, drafts, what is due."""
    store = await SqlStore.open(old.url)
    written = re.findall(r"^INSERT INTO (\w+) ", ROWS.read_text(encoding="utf8"), re.MULTILINE)
    async with store.look() as tx:
        db = tx.connection  # type: ignore[attr-defined]
        for table in set(written) - {"kept"}:
            assert (await db.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == written.count(table)
        alive = await db.execute(text("SELECT kind, count(*) FROM cases WHERE is_live GROUP BY kind"))
        assert dict(alive.all()) == {kind: len(numbers) for kind, numbers in LIVE.items()}
        [begun] = await tx.drafts.of(1006, 1006)
        assert begun.kind == "report"
        assert len(await tx.outbox.waiting(NOW)) > 5
        assert await tx.occasions.next_due() is not None
        assert len(await tx.history.of_case(1)) > 3
    assert [chain.bad for chain in await store.audit()] == [None]
    await store.close()


OF_CASES = """
UPDATE districts SET limits = '{"accept":45,"case:1":{"close":900},"case:2":{"accept":30},"case:77":{"close":60}}';
UPDATE incidents SET marks = '{"why":"near"}' WHERE case_id = 2;
INSERT INTO kept (name, value) VALUES ('live-off:1002:7', 'true'), ('gaps-read:1:1001', '"a"'), ('duty-over:9', '"b"');
"""


async def test_what_grew_with_each_case_goes_to_the_case_or_goes(old: Old) -> None:
    """Limits of single cases stand with them, ended ones too; small facts of what is over are gone, others stay."""
    engine = make_engine(old.url, pool_size=1, writes=True)
    async with engine.begin() as connection:
        before = set((await connection.execute(text("SELECT name FROM kept"))).scalars())
        for statement in OF_CASES.strip().split("\n"):
            await connection.exec_driver_sql(statement)
    await engine.dispose()
    store = await SqlStore.open(old.url)
    async with store.look() as tx:
        [district] = await tx.districts.all()
        assert district.limits == {"accept": 45}
        both = [await tx[INCIDENTS].by_number(1, number) for number in (1, 2)]
        assert [one.marks.get(incidents_table.OWN_LIMITS) for one in both if one] == [{"close": 900}, {"accept": 30}]
        assert both[1] is not None
        assert both[1].marks["why"] == "near"
        assert set(await tx.kept.beginning("")) == before - {"touched:1"} | {"gaps-read:1001:1"}
    await store.close()


async def test_places_keep_their_codes(old: Old) -> None:
    """Each is read as before, and the next list of them changes what it changes."""
    places = ", ".join(f"(1, 'P{n}', 'name {n}', 'shop', 30.3, 120.2, '')" for n in range(3))
    engine = make_engine(old.url, pool_size=1, writes=True)
    async with engine.begin() as connection:
        await connection.execute(text(f"INSERT INTO places VALUES {places}"))
    await engine.dispose()
    store = await SqlStore.open(old.url)
    async with store.begin() as tx:
        before = await tx[PLACES].stretch(1, "", 10)
        assert [(one.code, one.name) for one in before] == [(f"P{n}", f"name {n}") for n in range(3)]
        changes = (await planning.compare(tx, 1, before[:2], NOW, prune=True)).changes(From())
        assert [one.code for one in changes.all] == ["P2"]
        assert {one.state for one in before} == {State.UNKNOWN}
        await editions.write_at_once(tx, 1, changes, NOW)
        after = await tx[PLACES].stretch(1, "", 10)
        assert after[:2] == before[:2]
        assert [one.state for one in after[2:]] == [State.GONE]
        assert await tx[PLACES].keyed(1, Sort.NAME, ["name1"], 5) == [before[1]]
        assert [near.place.code for near in await tx[PLACES].near(1, before[0].point, 100, 5)] == ["P0", "P1"]
    await store.close()


EDITIONS = """
INSERT INTO place_registers (id, district_id, edition, writer, heard_at) VALUES (7, 1, 3, 'killed', 0);
INSERT INTO places (register_id, code, since, until, name, kind, lat, lon, address) VALUES
(7, '42', 0, 2, 'before', 'shop', 30.3, 120.2, ''), (7, '42', 2, 4, 'of today', 'shop', 30.3, 120.2, ''),
(7, '42', 4, NULL, 'of a killed import', 'shop', 30.3, 120.2, ''), (7, 'X1', 0, 3, 'left out', '', 30.3, 120.2, ''),
(7, 'X2', 4, NULL, 'of a killed import', '', 30.3, 120.2, '')
"""


async def test_a_register_of_several_editions_keeps_the_one_that_is_read(old: Old) -> None:
    """A code of digits alone stays; what was over, or never switched to, is found by nobody and can be tidied away."""
    await _as_it_was(old.url, "0034")
    engine = make_engine(old.url, pool_size=1, writes=True)
    async with engine.begin() as connection:
        for statement in EDITIONS.split(";"):
            await connection.execute(text(statement))
    await engine.dispose()
    store = await SqlStore.open(old.url)
    async with store.look() as tx:
        [place] = await tx[PLACES].stretch(1, "", 10)
        assert (place.code, place.name) == ("42", "of today")
        assert await tx[PLACES].get(1, "42") == place
        for name in ("before", "ofakilledimport", "leftout"):
            assert await tx[PLACES].keyed(1, Sort.NAME, [name], 5) == []
    pace = Pace(lambda: 0.0, asyncio.sleep)
    await editions.Writing(store, pace, lambda: NOW, "one").tidy_abandoned()
    async with store.begin() as tx:
        db = tx.connection  # type: ignore[attr-defined]
        assert (await db.execute(text("SELECT name FROM places"))).all() == [("of today",)]
        plan = await planning.compare(tx, 1, [replace(place, name="new")], NOW)
        await editions.write_at_once(tx, 1, plan.changes(From()), NOW)
        assert [one.name for one in await tx[PLACES].stretch(1, "", 10)] == ["new"]
    await store.close()


async def test_it_goes_on(old: Old) -> None:
    """Cases are moved and ended, new ones get the next numbers, and nobody has two calls for help at one time."""
    store = await SqlStore.open(old.url)
    async with store.begin() as tx:
        number = await tx.districts.next_number(1)
        assert number == 11
        case = await tx[INCIDENTS].add(incidents_table.Incident(1, "incident", number, "open", NOW, reporter_id=1004))
        assert case.id == 11
        [first, *_] = await tx[INCIDENTS].live(1)
        await tx[INCIDENTS].save(replace(first, state=str(incidents_table.CANCELLED)))
        assert [one.number for one in await tx[INCIDENTS].live(1)] == [5, 6, 10, 11]
    with pytest.raises(Stale):
        async with store.begin() as tx:
            await tx[CALLS].add(Sos(1, "sos", 12, "raised", NOW, reporter_id=1002))
    async with store.begin() as tx:
        [mine] = [call for call in await tx[CALLS].live(1) if call.reporter_id == 1002]
        await tx[CALLS].save(replace(mine, state=str(sos_table.CLEARED)))
        await tx[CALLS].add(Sos(1, "sos", 12, "raised", NOW, reporter_id=1002))
    await store.close()


@pytest.mark.parametrize("kind", ["incident", "sos", "handover"])
async def test_each_kind_has_its_own_states(old: Old, kind: str) -> None:
    """A state of another kind is refused; a kind that no step knows may have any."""
    await migrate.to_newest(old.url)
    engine = make_engine(old.url, pool_size=1, writes=True)
    insert = "INSERT INTO cases (id, district_id, kind, number, state, is_live, version, drill, reported_at) VALUES"
    async with engine.begin() as connection:
        await connection.execute(text(f"{insert} (97, 1, 'visit', 97, 'raised', true, 1, false, 0)"))
    with pytest.raises(IntegrityError, match=f"ck_cases_state_{kind}"):
        async with engine.begin() as connection:
            await connection.execute(text(f"{insert} (98, 1, '{kind}', 98, 'planned', true, 1, false, 0)"))
    await engine.dispose()


async def test_a_step_that_was_cut_off_is_made_again(old: Old) -> None:
    """On PostgreSQL a part of it may stand already, an index half-made; on SQLite all or nothing stands."""
    if not old.is_sqlite:
        engine = make_engine(old.url, pool_size=1, writes=True)
        async with engine.begin() as connection:
            await connection.execute(text("ALTER TABLE cases ADD COLUMN is_live BOOLEAN NOT NULL DEFAULT false"))
            await connection.execute(text("CREATE INDEX ix_cases_live_by_kind ON cases (number)"))
        await engine.dispose()
    await migrate.to_newest(old.url)
    engine = make_engine(old.url, pool_size=1, writes=False)
    async with engine.connect() as connection:
        differences = await connection.run_sync(lambda db: compare_metadata(MigrationContext.configure(db), metadata))
        assert differences == []
    await engine.dispose()
