"""The version before wrote a busy hour and was stopped in the middle of it; this one is started on its database."""

import json
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command

from bot.sos.table import CALLS
from storage import revisions
from storage.engine import make_engine
from storage.library import sqlite3
from tests.stories.conftest import CENTRE, GROUP, Street, a_street

ROWS = Path(__file__).parents[1] / "storage" / "schema_0015.sql"
STOPPED = datetime(2026, 3, 2, 0, 1, 59, tzinfo=UTC)
"""A moment before which everything in the rows was written."""


@pytest.fixture
async def updated(tmp_path: Path) -> AsyncIterator[Street]:
    """A street whose database is the one of the version before, a reason asked among its open questions."""
    file = tmp_path / "before.db"
    engine = make_engine(f"sqlite:///{file}", pool_size=1, writes=True)

    def up(connection: object) -> None:
        made = revisions.config()
        made.attributes["connection"] = connection
        command.upgrade(made, "0015")

    async with engine.begin() as connection:
        await connection.run_sync(up)
    await engine.dispose()
    wanted = json.dumps({"number": 9, "move": "false_alarm"})
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(f"PRAGMA foreign_keys=OFF; BEGIN; {ROWS.read_text(encoding='utf8')} COMMIT;")
        raw.execute(
            "INSERT INTO drafts (id, user_id, chat_id, kind, started_at, district_id, data)"
            " VALUES (2, 1001, 1001, 'reason', ?, 1, ?)",
            (int(STOPPED.timestamp() * 1000), wanted),
        )
        raw.commit()
    async with a_street(tmp_path, "zh", start=STOPPED) as street:
        await street.stop()
        # Telegram counts on behind what the version before has worked off
        street.world.updates._next_id += 1000
        street.database_url = f"sqlite+aiosqlite:///{file}"
        await street.start()
        await street.turn(5)
        yield street


async def test_a_button_of_before_does_what_it_did(updated: Street) -> None:
    """*Accept* under an order that the version before wrote."""
    [last, *_] = [m for m in updated.who(1004).sees(GROUP) if m.by_bot][::-1]
    updated.who(1004).press_data(last, "incident:1.5:accept")
    await updated.turn(2)
    assert (await updated.case(5)).state == "accepted"


async def test_a_question_of_before_is_answered_by_words(updated: Street) -> None:
    """Why is it a false alarm? was asked before the update."""
    updated.captain.say(1001, "he sat on his phone")
    await updated.turn(3)
    sure = updated.said("button-sos-false-sure")
    await updated.press(1001, next(m for m in updated.private(1001)[::-1] if sure in str(m.buttons)), sure)
    await updated.turn(3)
    async with updated.house.store.look() as tx:
        call = await tx[CALLS].by_number(1, 9)
        assert call is not None
        assert (call.state, call.reason) == ("false_alarm", "he sat on his phone")
        assert await tx.drafts.of(1001, 1001) == []


async def test_an_open_form_waits_while_its_writer_is_in_danger(updated: Street) -> None:
    """Who called for help and sends a location says where they are; the report begun before is kept for later."""
    updated.who(1006).send_location(1006, CENTRE.lat, CENTRE.lon)
    await updated.turn(3)
    assert updated.private(1006)[-1].text == updated.said("sos-position-kept", number=8)
    async with updated.house.store.look() as tx:
        assert [draft.kind for draft in await tx.drafts.of(1006, 1006)] == ["report"]


async def test_an_open_form_of_before_is_answered_by_a_location(updated: Street) -> None:
    """Once the call is cleared the location makes the case that was asked about."""
    updated.captain.say(1001, "/clear 8")
    await updated.turn(3)
    before = await updated.last_number()
    updated.who(1006).send_location(1006, CENTRE.lat, CENTRE.lon)
    await updated.turn(3)
    assert await updated.last_number() == before + 1
    async with updated.house.store.look() as tx:
        assert await tx.drafts.of(1006, 1006) == []


async def test_what_comes_due_is_decided(updated: Street) -> None:
    """The call is said again, the order expires, owners hear of the handover, what is overdue is reminded of."""
    before = len(updated.private(1001))
    await updated.turn(900)
    assert len(updated.private(1001)) > before
    async with updated.house.store.look() as tx:
        call = await tx[CALLS].by_number(1, 9)
        assert call is not None
        assert call.told > 3
    with closing(sqlite3.connect(updated.database_url.removeprefix("sqlite+aiosqlite:///"))) as raw:
        done = dict(raw.execute("SELECT name, count(*) FROM occasions WHERE result = 'done' GROUP BY name"))
        late = raw.execute("SELECT count(*) FROM occasions WHERE done_at IS NULL AND due_at < ?", (
            int(updated.clock.now().timestamp() * 1000),
        )).fetchone()  # fmt: skip
    assert {"sos_again", "handover_open", "overdue", "close_70", "accept"} <= set(done)
    assert late == (0,)
