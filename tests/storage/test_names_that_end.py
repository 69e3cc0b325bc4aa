"""A database of the version before, in which what came due of a duty bore a name that is the beginning of others."""

from pathlib import Path

import pytest
from sqlalchemy import text

from storage import migrate
from storage.engine import make_engine

from .conftest import BOTH
from .test_update import _as_it_was

LATER = 9_999_999_999_000
OLD = f"""
INSERT INTO districts (id, chat_id, name, language, timezone, limits, dispatch, drill, last_number, settings) VALUES
 (1, -100, 'x', 'zh', 'Asia/Shanghai', '{{}}', 'send', FALSE, 0, '{{}}');
INSERT INTO people (user_id, name) VALUES (7, 'Wang'), (70, 'Li');
INSERT INTO duties (id, district_id, user_id, started_at, until, ended_at, asked) VALUES
 (6, 1, 7, 1, 500, 500, 0), (7, 1, 7, 600, {LATER}, NULL, 1), (70, 1, 70, 1, 900, NULL, 0);
INSERT INTO occasions (district_id, subject, name, n, due_at, done_at, result) VALUES
 (1, 'duty:6', 'duty_end', 0, 500, 500, 'done'), (1, 'duty:7', 'duty_ask', 0, 650, 650, 'done'),
 (1, 'duty:7', 'duty_ask', 1, {LATER - 1}, {LATER - 1}, 'moot'), (1, 'duty:7', 'duty_end', 1, {LATER}, NULL, NULL),
 (1, 'duty:7', 'duty_end', 0, 700, 700, 'moot'), (1, 'duty:70', 'duty_ask', 0, 800, 800, 'moot'),
 (1, 'duty:70', 'duty_end', 0, 900, 900, 'moot'), (1, 'handover:7/', 'open', 0, 900, NULL, NULL)
"""


@pytest.mark.parametrize("which", BOTH)
async def test_what_was_taken_from_others_comes_due(tmp_path: Path, request: pytest.FixtureRequest, which: str) -> None:
    """Names end; what was decided stays so; whose end was taken from them by another is asked and ends after all."""
    url = f"sqlite:///{tmp_path / 'data' / 'patrol.db'}"
    if which == "sqlite":
        (tmp_path / "data").mkdir()
    else:
        url = await request.getfixturevalue("server").database()
    await _as_it_was(url, "0051")
    engine = make_engine(url, pool_size=1, writes=True)
    async with engine.begin() as connection:
        for statement in OLD.split(";"):
            await connection.execute(text(statement))
    await engine.dispose()
    await migrate.to_newest(url)
    engine = make_engine(url, pool_size=1, writes=True)
    async with engine.begin() as connection:
        found = await connection.execute(text("SELECT subject, name, n, result FROM occasions ORDER BY id"))
        assert [tuple(row) for row in found] == [
            ("duty:6", "duty_end", 0, "done"),
            ("duty:7/", "duty_ask", 0, "done"),
            ("duty:7/", "duty_ask", 1, None),
            ("duty:7/", "duty_end", 1, None),
            ("duty:7/", "duty_end", 0, "moot"),
            ("duty:70/", "duty_ask", 0, "moot"),
            ("duty:70/", "duty_end", 0, None),
            ("handover:7/", "open", 0, None),
        ]
    await engine.dispose()
