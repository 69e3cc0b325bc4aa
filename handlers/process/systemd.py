"""Speaks to systemd: ready after the first good contact, alive while a restart would mend nothing, stopping."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from sdnotify import SystemdNotifier

from bot.health import figures as health_figures
from bot.health.figures import Check

log = structlog.get_logger()


class Systemd:
    """Tells systemd how we are; does nothing where none listens."""

    def __init__(self, checks: Callable[[], Awaitable[tuple[Check, ...]]], ready: asyncio.Event) -> None:
        self.checks = checks
        self.ready = ready
        self._notifier = SystemdNotifier() if os.environ.get("NOTIFY_SOCKET") else None
        if self._notifier is not None and self._notifier.socket is not None:
            self._notifier.socket.setblocking(False)  # a listener that does not listen must not stop the loop

    async def run(self) -> None:
        """Until cancelled; first READY, then a sign of life three times within the watchdog's limit."""
        await self.ready.wait()
        self._notify("READY=1")
        every = _watchdog_s()
        while self._notifier is not None and every is not None:
            found = await self.checks()
            if health_figures.is_mendable(found):
                log.error("watchdog.silent", unwell=[c.name for c in found if c.mends and not c.ok])
            else:
                self._notify("WATCHDOG=1")
            await asyncio.sleep(every / 3)

    def stopping(self) -> None:
        """We are on our way out; systemd waits for us."""
        self._notify("STOPPING=1")

    def close(self) -> None:
        """Nothing more is said."""
        if self._notifier is not None and self._notifier.socket is not None:
            self._notifier.socket.close()
        self._notifier = None

    def _notify(self, word: str) -> None:
        if self._notifier is not None:
            with suppress(OSError):
                self._notifier.notify(word)


def _watchdog_s() -> float | None:
    """The watchdog's limit in seconds; None where it is off or meant for another process."""
    micros, pid = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID", "")
    is_ours = not pid or pid == str(os.getpid())
    return int(micros) / 1e6 if micros.isdigit() and int(micros) and is_ours else None
