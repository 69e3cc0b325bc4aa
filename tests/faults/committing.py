"""A child that commits updates, one transaction each, and says when it begins: ``committing.py FOLDER COUNT``."""

import asyncio
import sys
from datetime import UTC, datetime

from bot.work.inbox import InboxRow
from storage.store import SqlStore

NOW = datetime(2026, 3, 2, tzinfo=UTC)


async def main(folder: str, count: int) -> None:
    """Store *count* updates."""
    store = await SqlStore.open(f"sqlite+aiosqlite:///{folder}/patrol.db")
    for update_id in range(count):
        async with store.begin() as tx:
            await tx.inbox.add([InboxRow(7, update_id, 1, "{}", NOW)])
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
