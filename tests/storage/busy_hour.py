"""What the program writes in a busy hour, as SQL that both databases read: rows only, in an order that fits.

``schema_0015.sql`` was written by the last version whose schema was 0015, with this file laid over it. To have the
rows of another version, check that version out and run there::

    PYTHONPATH=. python -m tests.storage.busy_hour tests/storage/schema_NNNN.sql
"""

import asyncio
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from storage.library import sqlite3
from tests.stories.conftest import CENTRE, GROUP, Street, a_street

NOT_OURS = ("alembic_version", "sqlite_sequence")
TRUTH = {"0": "FALSE", "1": "TRUE"}


async def live(street: Street) -> None:
    """Every kind of case, ended and live; questions that stand open; letters that Telegram does not take."""
    captain, wang = street.captain, street.wang
    closed = await street.report("street_stall")
    wang.say(1002, f"/accept {closed}")
    wang.say(1002, f"/arrived {closed} other")
    await street.turn(30)
    for _ in range(3):
        wang.send_photo(1002)
        await street.turn(3)
    wang.say(1002, f"/done {closed}")
    await street.turn(5)
    captain.say(1001, f"/confirm {closed}")
    await street.turn(5)

    held = await street.report("street_stall", near=CENTRE.__class__(CENTRE.lat + 0.004, CENTRE.lon))
    captain.say(GROUP, f"/hold {held} 40m tow truck")
    await street.turn(5)
    false = await _called(street, 1005, "/sos nobody here")
    captain.say(1001, f"/falsealarm {false} by mistake")
    await street.turn(5)
    captain.say(1001, "/shift end quiet so far")
    await street.turn(3)
    captain.say(1001, "/shift withdraw")
    await street.turn(3)

    sent = await street.report("shared_bike_parking", near=CENTRE.__class__(CENTRE.lat + 0.012, CENTRE.lon))
    await street.report(None, near=CENTRE.__class__(CENTRE.lat - 0.009, CENTRE.lon + 0.01))
    captain.say(1001, f"/priority {sent} high")
    captain.say(1001, "/shift end two stalls at the gate; \u901a\u76db\u8def\u6709\u4e95\u76d6\u5f85\u4fee")
    await street.turn(5)
    taken = await _called(street, 1006, "/sos")
    captain.say(1001, f"/ack {taken}")
    await street.turn(5)
    street.qiang.start_live(1004, CENTRE.lat + 0.002, CENTRE.lon, 900)
    await street.turn(5)
    await _called(street, 1002, "/sos three men with sticks, it's bad")
    street.reporter.say(1006, "/report")
    street.zhou.say(1005, "/report")
    street.zhou.send_location(1005, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    street.world.outage(10**9)
    captain.say(GROUP, "nobody hears this while Telegram is away")
    await street.turn(31)


async def _called(street: Street, user_id: int, words: str) -> int:
    street.who(user_id).say(user_id, words)
    await street.turn(3)
    return await street.last_number()


def rows_of(file: Path) -> str:
    """Every row of a database as an INSERT; parents before children."""
    with closing(sqlite3.connect(file)) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [name for name in names if name not in NOT_OURS]
        return "".join(line for table in _in_order(raw, tables) for line in _inserts(raw, table))


def _in_order(raw: sqlite3.Connection, tables: list[str]) -> list[str]:
    parents = {t: {row[2] for row in raw.execute(f"PRAGMA foreign_key_list({t})")} - {t} for t in tables}
    ordered: list[str] = []
    while len(ordered) < len(tables):
        ordered += [t for t in tables if t not in ordered and parents[t] <= set(ordered)]
    return ordered


def _inserts(raw: sqlite3.Connection, table: str) -> list[str]:
    """Truth is written in a word: PostgreSQL takes no number for it."""
    columns = [(row[1], row[2]) for row in raw.execute(f"PRAGMA table_info({table})")]
    names = ", ".join(f'"{name}"' for name, _ in columns)
    quoted = ", ".join(f'quote("{name}")' for name, _ in columns)
    found = raw.execute(f"SELECT {quoted} FROM {table} ORDER BY 1").fetchall()
    as_words = [
        [
            {"0": "FALSE", "1": "TRUE"}.get(v, v) if of == "BOOLEAN" else v
            for v, (_, of) in zip(row, columns, strict=True)
        ]
        for row in found
    ]
    return [f"INSERT INTO {table} ({names}) VALUES ({', '.join(row)});\n" for row in as_words]


async def _write(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with a_street(Path(folder), "zh") as street:
            await live(street)
            await street.stop()
            target.write_text(rows_of(Path(folder) / "patrol.db"), encoding="utf8")


if __name__ == "__main__":
    asyncio.run(_write(Path(sys.argv[1])))
