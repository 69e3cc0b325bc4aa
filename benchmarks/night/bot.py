"""The real bot over the years, in a process of its own: it does what it is told on its input, and says what it cost."""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from typing import Any

from benchmarks.night.pages import SECRET
from bot.access import keys as access_keys
from bot.access.keys import SIGN_INS, Session
from bot.app import assembly, at_work
from bot.app.house import House
from bot.app.settings import Web
from bot.insight import morning
from bot.work import speaker as work_speaker
from bot.work.rules import Rules
from bot.work.schedule import Occasion
from handlers.process.clock import SystemClock
from handlers.telegram.transport.pace import Pace, Rates
from tests.measured import over
from tests.measured.holders import Watch

TOKEN, OWNER = "123456:bench", 1001


def rules() -> Rules:
    """It is past three in the morning there, whatever the hour is here."""
    ahead = (9 - datetime.now(UTC).hour) % 24
    zone = f"Etc/GMT{-ahead:+d}" if ahead <= 14 else f"Etc/GMT{24 - ahead:+d}"
    return Rules(owners=frozenset({OWNER}), language="en", country="CN", timezone=zone)


async def run(url: str, file: str) -> None:
    """Run the bot until the input ends; each line of it is a phase to be done, answered by what was measured."""
    pace = Pace(Rates(group_minute=100_000, all_second=1000, chat_every_s=0.01, chat_burst=1000))
    built = await assembly.build(
        TOKEN, api_url=url, database_url=f"sqlite+aiosqlite:///{file}", rules=rules(), clock=SystemClock(), pace=pace,
        web=Web(),
    )  # fmt: skip
    watch = Watch()
    watch.listen(built.store._writer.sync_engine)  # noqa: SLF001  # what is measured is its own
    lines = asyncio.Queue[str]()
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin.fileno(), lambda: lines.put_nowait(sys.stdin.readline()))
    daily, built.copies = built.copies, None  # begun when the bench says so
    async with at_work.running(built):
        tasks = [asyncio.create_task(work) for work in (watch.run(), over.tidied(built.store))]
        await _signed_in(built)
        await asyncio.sleep(3)
        _say("ready", {"url": built.web_url, "wal": built.store.is_wal})
        while what := (await lines.get()).strip():
            watch.told()
            begun = time.perf_counter()
            if what == "copy" and daily is not None:
                await daily.turn()
            elif what == "clean":
                await built.tick.clean()
            elif what == "morning":
                await _morning(built)
            if what == "told":
                await lines.get()
            _say(what, watch.told() | {"took_s": time.perf_counter() - begun})
        for task in tasks:
            task.cancel()


async def _signed_in(built: House) -> None:
    """The captain's browser knows the way in."""
    now = datetime.now(UTC)
    async with built.store.begin() as tx:
        await tx[SIGN_INS].open_session(Session(access_keys.fingerprint(SECRET), OWNER, now, now))


async def _morning(built: House) -> None:
    async with built.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    now = built.clock.now()
    occasion = Occasion(0, 1, None, "morning:1/", "morning", now.date().toordinal(), now)
    await built.desk.do(morning.decide, work_speaker.as_clock(district, now), occasion=occasion)


def _say(what: str, told: dict[str, Any]) -> None:
    print(json.dumps({"what": what, **told}), flush=True)
