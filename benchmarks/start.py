"""From start to ready: with 100,000 old cases, beside none."""

import asyncio
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident, State
from bot.register.districts import District
from storage import rows
from storage.schema import metadata
from storage.store import SqlStore

OLD = 100_000
ROUNDS = 5
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


async def _fill(url: str, count: int) -> None:
    store = await SqlStore.open(url)
    tables = {table.name: table for table in metadata.sorted_tables}
    async with store.begin() as tx:
        district = await tx.districts.add(District(-100, "x", "zh", "Asia/Shanghai", {"close": 600}))
        old = Incident(district.id, "incident", 1, State.CLOSED, NOW - timedelta(days=30), item="other", version=1)
        made = [replace(old, id=n, number=n) for n in range(1, count + 1)]
        db = tx.connection  # type: ignore[attr-defined]
        for at in range(0, count, 5000):
            part = made[at : at + 5000]
            await db.execute(
                insert(tables["cases"]), [rows.values(tables["cases"], i) | {"is_live": False} for i in part]
            )
            told = [rows.values(tables["incidents"], i) | {"case_id": i.id} for i in part]
            await db.execute(insert(tables["incidents"]), told)
    await store.close()


async def _ready(url: str) -> float:
    """Milliseconds from nothing to the first tick's answer: opened, migrated, what is live and due read."""
    began = time.perf_counter()
    store = await SqlStore.open(url)
    async with store.look() as tx:
        await tx[INCIDENTS].live(1)
        await tx.occasions.due(NOW)
        await tx.inbox.waiting(1000, 100)
        await tx.outbox.waiting(NOW)
    took = (time.perf_counter() - began) * 1000
    await store.close()
    return took


def main() -> None:
    """Print both medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        medians = []
        for count in (0, OLD):
            url = f"sqlite+aiosqlite:///{Path(folder) / str(count)}.db"
            asyncio.run(_fill(url, count))
            medians.append(statistics.median(asyncio.run(_ready(url)) for _ in range(ROUNDS)))
            print(f"start: {count:>7} old cases: ready after {medians[-1]:.0f} ms")
        print(f"start: {medians[1] / medians[0]:.2f} times (wanted: at most 1.3)")


if __name__ == "__main__":
    main()
