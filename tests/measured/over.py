"""What was reported some seconds ago is over, without the work that people would have with it.

A bench that lets reports pile up measures how many are open, not what it is about.
"""

import asyncio
from typing import Any

from sqlalchemy import select, update

from storage.case_rows import IS_LIVE
from storage.occasions import occasions
from storage.schema import cases

EVERY_S, STAY, AT_ONCE = 3.0, 8, 50
"""How often some are ended, how many of the newest stay open, and how many end at once."""

_OLD = (
    select(cases.c.id)
    .where(cases.c.district_id == 1, cases.c.kind == "incident", IS_LIVE)
    .order_by(cases.c.reported_at.desc())
    .offset(STAY)
    .limit(AT_ONCE)
)


async def tidied(store: Any) -> None:
    """End the older incidents of the first district, until cancelled."""
    while True:
        await asyncio.sleep(EVERY_S)
        async with store.look() as tx:
            ids = list((await tx.connection.execute(_OLD)).scalars())
        if not ids:
            continue
        async with store.begin() as tx:
            over = {"state": "cancelled", "is_live": False, "version": cases.c.version + 1}
            await tx.connection.execute(update(cases).where(cases.c.id.in_(ids)).values(over))
            moot = {"done_at": occasions.c.due_at, "result": "moot"}
            which = occasions.c.case_id.in_(ids) & occasions.c.done_at.is_(None)
            await tx.connection.execute(update(occasions).where(which).values(moot))
