"""A district file brought in in slices: nobody sees a part of it, and whatever stops it leaves things as they were."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.imports import district_file, in_slices
from bot.imports.district_file import DistrictFile
from bot.places import editions
from bot.places.editions import EDITIONS, Changes, Edition, Writing
from bot.places.register import Place
from bot.values.geo import Point
from bot.values.refused import Mistakes, Refused
from bot.values.slices import Pace
from bot.work.rules import Rules
from storage.store import SqlStore

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
MANY = 700


def a_file(folder: Path, *, places: int = MANY, people: int = 2, name: str = "铺", roster: str = "") -> DistrictFile:
    """A district with so many places and people."""
    who = "\n".join(f"- {{user_id: {n + 1}, name: 张{n}}}" for n in range(people))
    (folder / "d.yaml").write_text(
        f"district: {{chat_id: -100, name: 区}}\npeople:\n{who}\n"
        f"teams:\n- {{key: t1, name: 一队, members: [1]}}\nplaces: p.csv\n{roster}",
        encoding="utf8",
    )
    rows = "\n".join(f"P{n},{name}{n},shop,30.3,120.2" for n in range(places))
    (folder / "p.csv").write_text(f"code,name,kind,lat,lon\n{rows}\n", encoding="utf8")
    return district_file.read(folder / "d.yaml", Rules())


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """An empty memory."""
    opened = await SqlStore.open(f"sqlite:///{tmp_path / 'patrol.db'}")
    yield opened
    await opened.close()


async def nothing() -> None:
    """Between two slices."""


def a_writing(
    store: SqlStore, between: Callable[[], Awaitable[None]] = nothing, *, now: datetime = NOW, writer: str = "one"
) -> Writing:
    """A writer whose slices take no time, and who does *between* two of them."""

    async def sleep(_seconds: float) -> None:
        await between()

    return Writing(store, Pace(lambda: 0.0, sleep), lambda: now, writer)


async def bring(writing: Writing, file: DistrictFile, *, prune: bool = False) -> list[str]:
    """Bring it in; returns the keys of what changed."""
    told = await in_slices.bring_in(writing, file, Rules(), prune=prune, begins=lambda _: None)
    return [key for key, _ in told.lines]


async def names(store: SqlStore) -> list[str]:
    """The places that somebody reads who looks now; none where there is no such district."""
    async with store.look() as tx:
        district = await tx.districts.by_chat(-100)
        return [one.name async for one in editions.whole(tx, district.id) if one.is_there] if district else []


async def test_nobody_sees_a_part_of_it(store: SqlStore, tmp_path: Path) -> None:
    """Neither the new district before all of its places, nor some new places beside old ones."""
    seen: list[set[str]] = []

    async def look() -> None:
        seen.append({one[0] for one in await names(store)})

    done: list[float] = []
    writing = a_writing(store, look)
    writing.done = done.append
    await bring(writing, a_file(tmp_path))
    assert {frozenset(one) for one in seen[:-1]} == {frozenset()}
    assert len(await names(store)) == MANY
    assert done == sorted(done)
    assert done[-1] == 1.0
    assert len(done) >= MANY // 100
    seen.clear()
    await bring(a_writing(store, look), a_file(tmp_path, name="店"))
    assert {frozenset(one) for one in seen} == {frozenset("铺"), frozenset("店")}
    assert (await bring(a_writing(store), a_file(tmp_path, name="店")), len(await names(store))) == ([], MANY)


async def test_who_stops_it_leaves_everything_as_it_was(store: SqlStore, tmp_path: Path) -> None:
    """What was written goes at once, and the same import goes through afterwards."""
    await bring(a_writing(store), a_file(tmp_path, places=300))
    slices = 0

    async def stopped() -> None:
        nonlocal slices
        slices += 1
        if slices == 3:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await bring(a_writing(store, stopped), a_file(tmp_path, name="店", people=3))
    assert await names(store) == [f"铺{n}" for n in sorted(range(300), key=str)]
    async with store.look() as tx:
        assert len(await tx.people.members(1)) == 2
    assert "import-places" in await bring(a_writing(store), a_file(tmp_path, name="店"))
    assert len(await names(store)) == MANY


async def test_a_mistake_at_the_end_leaves_everything_as_it_was(store: SqlStore, tmp_path: Path) -> None:
    """The roster is held against the register last."""
    wrong = "roster:\n- {who: 陌生人, days: daily, from: '08:00', to: '20:00'}\n"
    with pytest.raises(Mistakes):
        await bring(a_writing(store), a_file(tmp_path, roster=wrong))
    async with store.look() as tx:
        assert await tx.districts.all() == []
    assert len(await bring(a_writing(store), a_file(tmp_path))) > 1


async def test_one_that_died_is_begun_anew(store: SqlStore, tmp_path: Path) -> None:
    """Within a minute it is taken to be alive; later what it left is deleted, of a new district too."""

    class Dead(BaseException):
        """Nothing is taken back."""

    async def dies() -> None:
        raise Dead

    for told in ({}, {"name": "店"}):
        writing = a_writing(store, dies)
        writing.take_back = _not  # type: ignore[method-assign]
        with pytest.raises(Dead):
            await bring(writing, a_file(tmp_path, **told))  # type: ignore[arg-type]
        if told:
            with pytest.raises(Refused, match="import-at-work"):
                await bring(a_writing(store, writer="two"), a_file(tmp_path, **told))  # type: ignore[arg-type]
        later = NOW + timedelta(minutes=2)
        await bring(a_writing(store, now=later, writer="two"), a_file(tmp_path, **told))  # type: ignore[arg-type]
        assert len(await names(store)) == MANY
    async with store.look() as tx:
        found = await tx.connection.exec_driver_sql("SELECT count(*) FROM places")  # type: ignore[attr-defined]
        assert found.scalar_one() == MANY


@pytest.mark.parametrize("gives_up", [True, False])
async def test_a_small_import_brings_nothing_to_light_of_one_that_died(
    store: SqlStore, tmp_path: Path, *, gives_up: bool
) -> None:
    """What that left goes before the few places are written at once: their edition has the same number."""
    await bring(a_writing(store), a_file(tmp_path, places=300))
    dead = a_writing(store)
    await dead.stage(1, Changes(tuple(Place(f"D{n}", "死", "shop", Point(30.3, 120.2)) for n in range(MANY))))
    later = a_writing(store, now=NOW + timedelta(minutes=2), writer="two")
    if gives_up:
        async with store.begin() as tx:
            await tx[EDITIONS].give_up(Edition(1, 2, "one"))
    await bring(later, a_file(tmp_path, places=301))
    assert set(await names(store)) == {f"铺{n}" for n in range(301)}
    async with store.look() as tx:
        found = await tx.connection.exec_driver_sql("SELECT count(*) FROM places WHERE name = '死'")  # type: ignore[attr-defined]
        assert found.scalar_one() == 0


async def _not(_edition: object) -> None:
    """Died before it could."""


async def _statements(store: SqlStore, file: DistrictFile) -> int:
    """How many statements it takes while the writer is held."""
    count = 0

    def counted(*_about: object) -> None:
        nonlocal count
        count += 1

    engine = store._writer.sync_engine
    event.listen(engine, "before_cursor_execute", counted)
    await bring(a_writing(store), file)
    event.remove(engine, "before_cursor_execute", counted)
    return count


async def test_many_people_take_no_more_statements_than_few(store: SqlStore, tmp_path: Path) -> None:
    """However many there are, they are read at once and written at once."""
    few = await _statements(store, a_file(tmp_path, places=1, people=20))
    many = await _statements(store, a_file(tmp_path, places=1, people=400))
    assert many <= few
