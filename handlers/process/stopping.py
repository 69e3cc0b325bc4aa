"""Told to stop: SIGTERM and Ctrl+C end the program in order, whatever it is doing."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

import structlog

SIGNALS = (signal.SIGTERM, signal.SIGINT)
log = structlog.get_logger()


async def until_told(work: Coroutine[Any, Any, None]) -> None:
    """Run *work*; a signal cancels it once, and what it finishes on the way out is waited for.

    A second signal does not hurry it: each part has its own limit of time.
    """
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work)
    told: list[signal.Signals] = []

    def stop(what: signal.Signals) -> None:
        log.info("stopping", signal=what.name)
        if not told:
            told.append(what)
            task.cancel()

    for each in SIGNALS:
        loop.add_signal_handler(each, stop, each)
    try:
        await task
    except asyncio.CancelledError:
        if not told:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise
    finally:
        for each in SIGNALS:
            loop.remove_signal_handler(each)
