"""A checklist on the command line: held against what is known, and brought in."""

from pathlib import Path
from typing import Any

from bot.app.settings import Settings
from bot.checklists import changing, model, telling
from bot.register.people import Who
from bot.roster import importing
from bot.work.work import Work
from handlers.imports import lists
from handlers.process.clock import SystemClock
from storage.store import SqlStore

Lines = list[tuple[str, dict[str, Any]]]


async def bring(chosen: Settings, file: Path, chat_id: int, *, is_trial: bool) -> Lines:
    """What *file* changes, as lines; it is written unless it is a trial. Raises Mistakes and Refused."""
    store = await SqlStore.open(chosen.database)
    try:
        async with store.look() as tx:
            district = await importing.meant(tx, chat_id)
        told = await lists.looked(store, district.id, file)
        wanted = model.read(told["list"], 0)
        async with store.look() if is_trial else store.begin() as tx:
            now = SystemClock().now()
            work = Work(tx, now, Who(0, "", 0, now, channel="file"), chosen.rules(), district)
            plan = await changing.planned(work, wanted)
            if not is_trial:
                await changing.bring(work, wanted, plan.since)
    finally:
        await store.close()
    if plan.is_empty:
        return []
    return [*told["lines"], *((line.pop("word"), line) for line in telling.lines(plan))]
