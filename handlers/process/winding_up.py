"""Stopping in order: what is under way is finished, within a time, and only then taken away."""

import asyncio
from collections.abc import Iterable
from typing import Any

FINISH_S = 5.0
"""How long what is under way may take to finish at a stop, in seconds of the machine; stored work goes on later."""

TOLD_TOO_S = 1.0
"""A signal that is to end us and our processes may reach them first: within this time we have heard it too."""


async def finish(tasks: Iterable["asyncio.Task[Any]"], within_s: float = FINISH_S) -> None:
    """Wait for *tasks*; those that take longer than *within_s* are cancelled and waited for."""
    waited = set(tasks)
    if not waited:
        return
    _, late = await asyncio.wait(waited, timeout=within_s)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
