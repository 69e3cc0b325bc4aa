"""The database is locked, full or read-only for a while: nothing is confirmed to Telegram, the page says why, it heals.

SQLite itself refuses here, on the program's own connection: another connection holds the lock, no page may be added,
or nothing may be written.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app import assembly, at_work
from bot.app.settings import Web
from bot.health import figures as health_figures
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.values.geo import Point
from bot.work.schedule import Due
from storage import engine
from storage.library import sqlite3
from storage.store import READERS
from tests.faults.after_trouble import rows, whole
from tests.stories.conftest import CENTRE, GROUP, START, TOKEN, Street, a_street, open_street
from tests.waiting import PATIENCE_S, until

LONG = "有人在门口摆摊，占了半条路。" * 250
"""More than there is room for on the pages that a full database still has."""


@pytest.fixture(autouse=True)
def sqlite() -> None:
    """As the program has it: what is told here is how it waits for a database that others hold."""


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    """A street with its page."""
    async with a_street(tmp_path, "zh", web=Web(language="en")) as made:
        await made.turn(1)
        yield made


@asynccontextmanager
async def _locked(street: Street) -> AsyncIterator[None]:
    """Somebody works on the file with another program, for longer than SQLite waits (here a moment, else a minute)."""
    await _patience(street, 20)
    holder = sqlite3.connect(street.database_url.split("///")[1], isolation_level=None, timeout=20)
    holder.execute("BEGIN EXCLUSIVE")
    yield
    holder.execute("ROLLBACK")
    holder.close()
    await _patience(street, engine.BUSY_MS)


@asynccontextmanager
async def _full(street: Street) -> AsyncIterator[None]:
    """Not one page more."""
    await _pragma(street, "max_page_count=1")
    yield
    await _pragma(street, "max_page_count=1000000")


@asynccontextmanager
async def _readonly(street: Street) -> AsyncIterator[None]:
    """Nothing may be written."""
    await _pragma(street, "query_only=ON")
    yield
    await _pragma(street, "query_only=OFF")


async def _pragma(street: Street, words: str) -> None:
    store = street.house.store
    async with store._turn, store._writer.connect() as connection:
        await _raw(connection, words)


async def _patience(street: Street, ms: int) -> None:
    """How long every connection waits for a lock."""
    await _pragma(street, f"busy_timeout={ms}")
    async with AsyncExitStack() as stack:
        for _ in range(READERS):
            reader = await stack.enter_async_context(street.house.store._readers.connect())
            await _raw(reader, f"busy_timeout={ms}")


async def _raw(connection: AsyncConnection, words: str) -> None:
    """Beside SQLAlchemy, which would begin a transaction."""
    raw = await connection.get_raw_connection()
    assert raw.driver_connection is not None
    await raw.driver_connection.execute(f"PRAGMA {words}")


TROUBLES = {"locked": _locked, "full": _full, "readonly": _readonly}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_nothing_is_lost_while_nothing_can_be_written(street: Street, trouble: str) -> None:
    """For a minute: a press, three pins and talk stay with Telegram, reminders fall due; then each is done, once."""
    first = await _on_scene(street, CENTRE, 1002)
    second = await _on_scene(street, Point(CENTRE.lat + 0.02, CENTRE.lon + 0.02), 1005)
    pins = [m.message_id for m in street.world.messages(GROUP) if m.author.id == 1006]
    await street.turn(390 - (street.clock.now() - START).total_seconds())
    mine = [m for m in street.private(1002, f"#{first}") if ":resolve" in str(m.buttons)]
    [bid] = [m for m in mine if ":backup" in str(m.buttons)]
    known = len(await rows(street, "SELECT 1 FROM inbox"))
    async with TROUBLES[trouble](street):
        street.reporter.say(GROUP, LONG)
        for n in range(3):
            pins.append(street.reporter.send_location(GROUP, CENTRE.lat + 0.002 * (n + 1), CENTRE.lon).message_id)
        street.wang.press_data(bid, f"incident:1.{first}:resolve:duplicate")
        await _seconds(street, 60)
        assert len(street.world.updates) == 5
        await _why(street, f"unwell-database-{trouble}")
        assert not health_figures.is_mendable(await street.house.care.watch.checks()), "a restart would mend nothing"
    assert len(await rows(street, "SELECT 1 FROM inbox")) == known
    await _seconds(street, 5)
    await street.turn(34)  # what a captain hears waits two seconds for others
    await whole(street, pins)
    assert (await street.case(first)).state == "resolved"
    for other in range(first, second + 4):
        assert f"#{other}" in street.card(other).text
    sent = "SELECT case_id FROM outbox WHERE state = 'sent' AND key = 'remind-close-70'"
    told = [row[0] for row in await rows(street, sent)]
    assert told.count((await street.case(second)).id) == 1
    assert told.count((await street.case(first)).id) <= (trouble == "full")  # there the clock still finds room to write
    await street.turn(11)
    assert (await _ready(street)).status_code == 200


async def test_what_could_not_be_marked_uses_nothing_of_the_groups_minute(street: Street) -> None:
    """Letters wait for a minute in which nothing can be written: none was sent, and a call for help goes at once."""
    now, pace = street.clock.now(), street.house.courier.pace
    letter = Letter(None, GROUP, LetterKind.NOTE, Priority.ORDER, now, key="note-kept", facts={"number": 7})
    async with street.house.store.begin() as tx:
        await tx.outbox.add(replace(letter, not_before=now + timedelta(seconds=2)))
    await street.turn(1)
    used = len(pace._sent[GROUP])
    async with _readonly(street):
        await _seconds(street, 60)
    assert len(pace._sent[GROUP]) <= used
    assert pace.ready_at(GROUP, Priority.SOS, street.clock.now()) <= street.clock.now()


async def _on_scene(street: Street, near: Point, user_id: int) -> int:
    number = await street.report(near=near)
    for word in ("accept", "arrived"):
        street.who(user_id).say(user_id, f"/{word} {number}")
        await street.turn(2)
    assert (await street.case(number)).state == "on_scene"
    return number


async def _why(street: Street, key: str) -> None:
    """The page says it, in a moment."""
    sentence = street.house.words.say("en", key)
    for _ in range(20):
        answer = await _ready(street)
        if sentence in answer.json()["why"]:
            break
        await _seconds(street, 5)
    assert answer.status_code == 503
    assert sentence in answer.json()["why"]


async def _ready(street: Street) -> httpx.Response:
    street.house.tick.last_at = time.monotonic()
    async with httpx.AsyncClient(timeout=20) as client:
        return await client.get(f"{street.house.web_url}/readyz")


async def _seconds(street: Street, seconds: float) -> None:
    """Time passes while nothing can be worked off: every sleeper's hour comes, and the tick's, which may fail."""
    for _ in range(round(seconds / 2.5)):
        await street.clock.turn(2.5, _a_moment)
        tick = asyncio.create_task(street.house.tick.turn())
        await asyncio.wait({tick}, timeout=PATIENCE_S)
        assert tick.done()
        assert tick.exception() is None or isinstance(tick.exception(), Exception)


async def _a_moment() -> None:
    for _ in range(5):
        await asyncio.sleep(0.002)


async def test_after_trouble_the_clock_waits_for_what_was_said_meanwhile(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reminder that fell due while nothing could be stored is decided after what people said until then."""
    await _on_scene(street, CENTRE, 1002)
    tick = street.house.tick
    monkeypatch.setattr(tick, "is_behind", lambda: True)
    monkeypatch.setattr(tick, "is_blind", lambda: True)
    await tick.turn()
    street.clock._now += timedelta(minutes=9)
    monkeypatch.setattr(tick, "is_blind", lambda: False)
    assert await tick.turn() == 0, "something waits at Telegram that was said before"
    monkeypatch.setattr(tick, "is_behind", lambda: False)
    assert await tick.turn() > 0


async def test_who_stops_the_house_waits_for_nobody_who_holds_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock has just something to decide: that is cut off after some seconds, and decided after the next start."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    made = await open_street(tmp_path, "en")
    due = [Due("nobody:1", "unheard_of", made.clock.now()), Due("nobody:2", "unheard_of", made.clock.now())]
    try:
        await made.stop()
        built = await assembly.build(
            TOKEN, api_url=made.server.url, database_url=made.database_url, rules=made.rules, clock=made.clock
        )
        with closing(sqlite3.connect(tmp_path / "patrol.db", isolation_level=None, timeout=20)) as other:
            async with at_work.running(built, tick_every_s=0.02):
                async with built.store.begin() as tx:
                    await tx.occasions.sync(1, None, "nobody:", due)
                other.execute("BEGIN IMMEDIATE")
                await until(lambda: built.store.is_kept_waiting and built.tick.at_work.locked())
                since = time.monotonic()
            assert time.monotonic() - since < 30, "a statement waits for it for a minute"
            other.execute("ROLLBACK")
        await asyncio.sleep(0.5)  # who waited for it in a thread comes back, and finds this loop
    finally:
        await made.stack.aclose()
