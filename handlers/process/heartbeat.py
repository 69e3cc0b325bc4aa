"""A heartbeat for somebody outside: an address is called every minute, only while all is well."""

from collections.abc import Awaitable, Callable

import httpx
import structlog

from bot.health import figures as health_figures
from bot.health.figures import Check

TIMEOUT_S = 10.0
log = structlog.get_logger()


class Heartbeat:
    """Calls *url* when all checks are well; without an address it does nothing."""

    def __init__(self, url: str | None, checks: Callable[[], Awaitable[tuple[Check, ...]]]) -> None:
        self._url = url
        self.checks = checks

    async def beat(self) -> bool:
        """Call once; True when the call was made and answered well. Trouble out there is only logged."""
        if self._url is None:
            return False
        found = await self.checks()
        if not health_figures.is_well(found):
            log.warning("heartbeat.withheld", unwell=[check.name for check in found if not check.ok])
            return False
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False) as client:
                answer = await client.get(self._url)
        except httpx.HTTPError as trouble:
            log.warning("heartbeat.unreachable", error=type(trouble).__name__)
            return False
        if not answer.is_success:
            log.warning("heartbeat.refused", status=answer.status_code)
        return answer.is_success
