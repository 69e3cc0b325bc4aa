"""The daily copy: one for each local day, checked before it counts, some kept, and known to have failed."""

import asyncio
import contextlib
import os
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.health.figures import COPIES, NUMBERS
from bot.privacy import copies_kept
from bot.privacy.copies_kept import gone_by, kept_of
from handlers.process.clock import HandClock
from storage import copies, daily, stepping
from storage.audit import audit_of
from storage.daily import DailyCopies
from storage.library import sqlite3
from storage.trouble import UnwritableData

from .conftest import Town
from .test_copies import disk_with, rows
from .test_history import fill, meddle

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int, minute: int = 0, zone: ZoneInfo = SHANGHAI, month: int = 3) -> datetime:
    """An hour of March 2026, as the clock on the wall shows it."""
    return datetime(2026, month, day, hour, minute, tzinfo=zone).astimezone(UTC)


def keeper(town: Town, clock: HandClock, zone: ZoneInfo = SHANGHAI) -> DailyCopies:
    """As the house builds it."""
    return DailyCopies(town.store, clock, town.file, town.file.parent / "backups", zone)


def names(town: Town) -> list[str]:
    """What lies in the folder of copies."""
    folder = town.file.parent / "backups"
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


async def told(town: Town) -> dict[str, object]:
    """What is remembered of copies."""
    async with town.store.look() as tx:
        return dict(await tx.kept.get(COPIES) or {})


def minutes(begin: datetime, hours: float, step: int = 30) -> Iterator[datetime]:
    """The instants at which somebody looks."""
    for n in range(int(hours * 60 / step)):
        yield begin + timedelta(minutes=n * step)


async def test_one_copy_for_each_local_day(town: Town) -> None:
    """Not before three in the morning, never a second, whoever restarts the program how often."""
    clock = HandClock(at(2, 0))
    for instant in minutes(at(2, 0), 72, step=60):
        clock._now = instant
        await keeper(town, clock).turn()
        if instant < at(2, 3):
            assert names(town) == []
    assert names(town) == [f"patrol-2026-03-0{n}.db" for n in (2, 3, 4)]


async def test_a_program_that_stood_still_at_night_makes_it_later(town: Town) -> None:
    """Begun at eleven, it is made at eleven."""
    clock = HandClock(at(5, 11))
    await keeper(town, clock).turn()
    assert names(town) == ["patrol-2026-03-05.db"]


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
async def test_the_nights_on_which_the_clock_is_set(town: Town, month: int, day: int) -> None:
    """One copy each, also where the hour of three comes at once or the hour before it twice."""
    berlin = ZoneInfo("Europe/Berlin")
    clock = HandClock(at(day, 0, zone=berlin, month=month))
    made = keeper(town, clock, berlin)
    for instant in minutes(clock.now(), 30, step=15):
        clock._now = instant
        await made.turn()
    assert names(town) == [f"patrol-2026-{month:02d}-{day:02d}.db", f"patrol-2026-{month:02d}-{day + 1:02d}.db"]


async def test_a_copy_is_whole_and_nobody_elses(town: Town) -> None:
    """Every row, a history that holds, and closed to other people of the machine."""
    await fill(town)
    await keeper(town, HandClock(at(2, 4))).turn()
    file = town.file.parent / "backups" / "patrol-2026-03-02.db"
    copied, source = rows(file), rows(town.file)
    assert {name for name in source if source[name] != copied[name]} <= {"kept"}
    (chain,) = await audit_of(f"sqlite+aiosqlite:///{file}")
    assert chain.bad is None
    assert file.stat().st_mode & 0o077 == 0
    assert (await told(town))["last"] == at(2, 4).isoformat()


async def test_it_is_made_while_others_write_all_the_time(town: Town) -> None:
    """SQLite begins a copy again whenever somebody writes; it comes to its end all the same."""
    with closing(sqlite3.connect(town.file)) as raw:
        raw.execute("CREATE TABLE ballast (x)")
        raw.executemany("INSERT INTO ballast VALUES (?)", [(bytes(100_000),)] * 100)
        raw.commit()
    writes = 0

    def told_of(done: float) -> None:  # called between two steps: somebody writes at each
        nonlocal writes
        writes += 1
        assert writes < 500, "it never comes to its end"
        with closing(sqlite3.connect(town.file)) as raw:
            raw.execute("INSERT INTO ballast VALUES ('more')")
            raw.commit()

    target = town.file.parent / "copy.db"
    copies.copy(town.file, target, told_of)
    assert writes > copies.THROWN_BACK
    copies.check(target)


async def test_a_copy_that_fails_is_remembered_and_tried_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Since when, until one succeeds; every hour, also by a program that is started anew; nothing half done is left.

    Whatever it was that it tripped over.
    """
    clock = HandClock(at(2, 3))
    tries: list[datetime] = []
    copy = copies.copy
    troubles = [stepping.GivenUp(), DBAPIError("", {}, Exception()), UnwritableData(folder="")]

    def full(source: Path, target: Path, **_given: object) -> None:
        tries.append(clock.now())
        target.parent.mkdir(exist_ok=True)
        target.with_name(f"{target.name}.part").write_bytes(b"half")
        raise troubles[len(tries) - 1]

    monkeypatch.setattr(daily.copies, "copy", full)
    for instant in minutes(at(2, 3), 3, step=5):
        clock._now = instant
        await keeper(town, clock).turn()
    assert tries == [at(2, 3), at(2, 4), at(2, 5)]
    failed = await told(town)
    again = failed.pop("again")
    assert again == at(2, 6).isoformat()
    assert failed == {"since": at(2, 3).isoformat(), "day": date(2026, 3, 2).toordinal(), "trouble": "UnwritableData"}
    async with town.store.look() as tx:
        [late] = await tx[NUMBERS].late(at(2, 3, 5))
        assert await tx[NUMBERS].late(at(2, 3) - timedelta(minutes=1)) == []
    assert (late.kind, late.district_id, late.since) == ("copy", None, at(2, 3))
    monkeypatch.setattr(daily.copies, "copy", copy)
    clock._now = at(2, 6)
    await keeper(town, clock).turn()
    assert names(town) == ["patrol-2026-03-02.db"]
    assert await told(town) == {"last": at(2, 6).isoformat()}


async def test_a_copy_that_fails_waits_also_where_that_cannot_be_written(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk the memory takes nothing: the next try has its hour all the same."""
    clock, tries = HandClock(at(2, 3)), list[datetime]()
    made = keeper(town, clock)

    def no_room() -> bool:
        tries.append(clock.now())
        return False

    made.has_room = no_room
    monkeypatch.setattr(town.store, "begin", town.store.look)  # which refuses to write
    for instant in minutes(at(2, 3), 2, step=5):
        clock._now = instant
        with contextlib.suppress(OperationalError):
            await made.turn()
    assert tries == [at(2, 3), at(2, 4)]


async def test_a_folder_that_is_anothers_is_a_copy_that_fails(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can even see whether there is one: the owner hears of it, and each hour it is tried again."""
    clock = HandClock(at(2, 3))
    made, stat = keeper(town, clock), Path.stat
    tries: list[datetime] = []

    def refuses(file: Path, **how: bool) -> os.stat_result:
        if file.parent == made.folder:
            tries.append(clock.now())
            raise PermissionError
        return stat(file, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", refuses)
        for instant in minutes(at(2, 3), 2, step=20):
            clock._now = instant
            await made.turn()
    assert (await told(town))["trouble"] == "PermissionError"
    async with town.store.look() as tx:
        [late] = await tx[NUMBERS].late(at(2, 3, 5))
    assert (late.kind, late.since) == ("copy", at(2, 3))
    clock._now = at(2, 5)
    await made.turn()
    assert (names(town), await told(town)) == (["patrol-2026-03-02.db"], {"last": at(2, 5).isoformat()})


async def test_a_copy_that_comes_to_no_end_is_told(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not fail, and nothing is written down of it: a disk of another machine that went away keeps it."""
    clock, gate = HandClock(at(2, 3)), threading.Event()
    made = keeper(town, clock)
    assert made.late() == []
    await made.turn()
    clock._now = at(2, 23)
    await made.turn()
    clock._now = at(3, 3)
    with monkeypatch.context() as patch:
        patch.setattr(daily.copies, "copy", lambda *_given, **_more: gate.wait(20))
        turn = asyncio.create_task(made.turn())
        for hours, kinds in ((0, []), (7, []), (9, ["copy-hangs"])):
            clock._now = at(3, 3) + timedelta(hours=hours)
            assert [one.kind for one in made.late()] == kinds
        gate.set()
        await turn
    assert made.late() == []


async def test_no_copy_takes_the_room_of_calls_and_orders(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the ballast is given up, and where the copy would fill the disk, none is begun; the owner hears of it."""
    clock = HandClock(at(2, 3))
    made = keeper(town, clock)
    made.has_room = lambda: False
    await made.turn()
    assert (names(town), (await told(town))["trouble"]) == ([], "NoRoom")
    made.has_room = lambda: True
    clock._now = at(2, 4)
    with monkeypatch.context() as patch:
        patch.setattr(copies.shutil, "disk_usage", disk_with(copies.takes(town.file) - 1))
        await made.turn()
    assert (names(town), (await told(town))["trouble"]) == ([], "NoRoom")
    clock._now = at(2, 5)
    await made.turn()
    assert names(town) == ["patrol-2026-03-02.db"]


SLOW = "CREATE TABLE slow (x CHECK (length(replace(hex(zeroblob(100000)), '00', 'x')) > x))"
MANY = (
    "INSERT INTO slow WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n"
)


@pytest.mark.parametrize("stage", ["pages", "check"])
async def test_who_stops_waits_for_no_copy(town: Town, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """Its pages, and SQLite's check, take minutes over years of work: they are left, and nothing of them lies there."""
    if stage == "pages":
        monkeypatch.setattr(copies, "PAGES", 1)
        meddle(town, "CREATE TABLE many (x)", "INSERT INTO many VALUES (zeroblob(20000000))")
    else:
        meddle(town, "PRAGMA ignore_check_constraints=ON", SLOW, MANY)
    clock = HandClock(at(2, 3))
    made = keeper(town, clock)
    work = asyncio.create_task(made.turn())
    parts = (town.file.parent / "backups").glob
    while not any(one.stat().st_size for one in parts(".*.part")):
        await asyncio.sleep(0.01)
    if stage == "check":
        await asyncio.sleep(1)
    async with asyncio.timeout(10):
        await made.finish()
    await work
    assert names(town) == []
    assert await told(town) == {}, "it did not fail"
    await made.turn()
    assert names(town) == [], "none is begun any more"


async def test_a_death_over_a_copy_is_no_loop_of_restarts(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is started after it does not begin at once, tells the owner, and makes the next night's copy."""
    clock = HandClock(at(2, 3))

    def dies(source: Path, target: Path, **_more: object) -> None:
        raise KeyboardInterrupt  # as little is done after it as after a kill

    with monkeypatch.context() as patch:
        patch.setattr(daily.copies, "copy", dies)
        patch.setattr(Path, "unlink", lambda *_about, **_more: None)
        with pytest.raises(KeyboardInterrupt):
            await keeper(town, clock).turn()
    assert names(town) == ["patrol.copying"]
    tries = []
    copy = copies.copy
    monkeypatch.setattr(daily.copies, "copy", lambda *given, **more: (tries.append(clock.now()), copy(*given, **more)))
    for instant in minutes(at(2, 3, 1), 24.5, step=10):
        clock._now = instant
        await keeper(town, clock).turn()
        if instant < at(2, 4):
            assert (await told(town))["trouble"] == daily.CUT_OFF
    assert tries == [at(3, 3, 1)]
    assert names(town) == ["patrol-2026-03-03.db"]


async def test_a_history_that_does_not_hold_is_no_good_copy(town: Town) -> None:
    """It is kept apart, and the owner hears of it; the good ones before it stay."""
    await fill(town)
    clock = HandClock(at(2, 4))
    await keeper(town, clock).turn()
    meddle(town, "UPDATE history SET by_id = 4711 WHERE id = 2")
    clock._now = at(3, 4)
    await keeper(town, clock).turn()
    assert names(town) == ["patrol-2026-03-02.db", "patrol-2026-03-03.doubtful.db"]
    assert (await told(town))["trouble"] == "BrokenChain"


async def test_a_damaged_database_takes_no_good_copys_place(town: Town) -> None:
    """Checked before it counts."""
    clock = HandClock(at(2, 4))
    await keeper(town, clock).turn()
    meddle(town, "PRAGMA foreign_keys=OFF", "INSERT INTO history_sides VALUES (77, 'salt', '{}')")
    clock._now = at(3, 4)
    await keeper(town, clock).turn()
    assert names(town) == ["patrol-2026-03-02.db"]
    assert (await told(town))["trouble"] == "UnusableCopy"


async def test_old_copies_go(town: Town) -> None:
    """Forty days: the last seven, and four Sundays before them; a copy of before a change of the schema goes too."""
    clock = HandClock(at(1, 4))
    folder = town.file.parent / "backups"
    restored = [town.file.with_name(f"patrol.before-restore-20260303-120000.db{end}") for end in ("", "-wal")]
    for n in range(40):
        clock._now = at(1, 4) + timedelta(days=n)
        await keeper(town, clock).turn()
        if n == 2:
            for name in ("patrol.before-0002.db", "patrol-2026-03-01.unchecked.db.part", "somebody-elses.db"):
                put_down(folder / name, at(3, 4))
            for file in restored:
                put_down(file, at(3, 4))
        if n == 3:
            assert {"patrol.before-0002.db", "somebody-elses.db"} <= set(names(town))
            assert not any(name.endswith(".part") for name in names(town))
            assert all(file.exists() for file in restored)
    assert not any(file.exists() for file in restored), "what was there before a restore goes too"
    kept = [f"patrol-2026-04-0{n}.db" for n in range(3, 10)]
    weeks = [f"patrol-2026-03-{day}.db" for day in ("08", "15", "22", "29")]
    assert names(town) == [*weeks, *kept, "somebody-elses.db"]


@pytest.mark.parametrize("made", [True, False], ids=["a copy comes about", "none fits"])
async def test_what_a_killed_restore_left_goes_with_the_next_night(
    town: Town, monkeypatch: pytest.MonkeyPatch, *, made: bool
) -> None:
    """It is a whole database: it takes the room of the copy itself, and holds what people had erased since."""
    names = (
        ".patrol.db.ab12.part",
        ".patrol.db.ab12.part-journal",
        ".patrol.before-restore-20260301-010000.db.x_1.part",
    )
    left = [town.file.with_name(name) for name in names]
    others = [town.file.with_name(name) for name in (".patrol.db.cd34.part", ".somebodys.db.ef56.part", "patrol.lock")]
    for file in (*left, *others):
        put_down(file, at(2, 2))
    put_down(others[0], at(2, 3, 30))

    def full(*_about: object, **_more: object) -> None:
        raise copies.NoRoom(free=1, wanted=2)

    if not made:
        monkeypatch.setattr(daily.copies, "copy", full)
    await keeper(town, HandClock(at(2, 4))).turn()
    assert ("trouble" in await told(town)) is not made
    assert [file.name for file in left if file.exists()] == []
    assert all(file.exists() for file in others), "one may still be written, the others are not ours"


async def test_old_copies_beside_a_database_elsewhere_go(town: Town, tmp_path: Path) -> None:
    """Those of a change of the schema lie beside the database, the others in the data folder."""
    old, new = (town.file.parent / "backups" / f"patrol.before-{n:04}.db" for n in (2, 3))
    old.parent.mkdir()
    put_down(old, at(2, 4) - timedelta(days=36))
    put_down(new, at(2, 4) - timedelta(days=34))
    await DailyCopies(town.store, HandClock(at(2, 4)), town.file, tmp_path / "elsewhere", SHANGHAI).turn()
    assert names(town) == [new.name]
    assert [file.name for file in (tmp_path / "elsewhere").iterdir()] == ["patrol-2026-03-02.db"]


def put_down(file: Path, when: datetime) -> None:
    """A file that is as old as that."""
    file.write_bytes(b"x")
    os.utime(file, (when.timestamp(), when.timestamp()))


def test_what_is_kept_day_by_day() -> None:
    """However long it runs: the newest seven, four Sundays at most, and nothing older than thirty-five days."""
    kept: set[date] = set()
    for n in range(400):
        day = date(2026, 1, 1) + timedelta(days=n)
        kept = kept_of({*kept, day})
        assert {day - timedelta(days=back) for back in range(min(n + 1, 7))} <= kept
        assert len(kept) <= copies_kept.DAYS + copies_kept.WEEKS
        assert min(kept) > day - copies_kept.OTHERS_KEPT
    assert sorted(day.isoweekday() for day in kept if day < date(2027, 1, 29)) == [7, 7, 7, 7]


@pytest.mark.parametrize("n", range(14))
def test_when_the_last_copy_of_today_is_gone_is_said_beforehand(n: int) -> None:
    """Night by night the copies are thinned out until none is left that was made until today."""
    today = day = date(2026, 3, 1) + timedelta(days=n)
    kept = {today - timedelta(days=back) for back in range(20)}
    while any(one <= today for one in kept):
        day += timedelta(days=1)
        kept = kept_of({*kept, day})
    assert today + timedelta(days=28) < day <= gone_by(today) == today + timedelta(days=35)


def test_copies_of_a_program_that_seldom_runs_stay() -> None:
    """Nothing goes because it is old, only because there are newer ones."""
    days = {date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)}
    assert kept_of(days) == days
