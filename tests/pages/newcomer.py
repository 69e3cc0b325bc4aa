"""A newcomer: presses only what the page shows as the next thing, reads each message, and counts both."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from playwright.async_api import Locator, Page, expect

from handlers.process.clock import DrillClock

READING_S = 4.0
"""Seconds of the ground's clock for each message that is new."""
LOOK_S = 0.1

FIRST_CASE = (".steps .now button:enabled", ".nextbar[data-due]:enabled")
"""What the page offers next of the six steps: in their row, and on a phone at the foot."""
WHAT_NEXT = (".walk:not(.past) [data-next]:not([disabled])", ".nextbar:not([data-due]):enabled")
"""The same of the walks; on a phone the line at the foot leads to them."""

NEWS = """() => [...document.querySelectorAll('.messages .row')].map(row => {
    const chat = document.querySelector('[role="tab"][aria-selected="true"]')?.id ?? ''
    const who = document.querySelector('.iam b')?.textContent ?? ''
    return [chat === 'tab-private' ? who : '', row.dataset.id, row.querySelector('.text')?.textContent ?? ''].join('|')
})"""
"""What can be read in the chat that is open; what was edited is new."""


@dataclass
class Newcomer:
    """Somebody at *page*; time passes by *clock* while they read."""

    page: Page
    clock: DrillClock
    began: datetime
    presses: int = 0
    read: int = 0
    _seen: set[str] = field(default_factory=set)

    @property
    def took_s(self) -> float:
        """Seconds of the ground's clock since they began."""
        return (self.clock.now() - self.began).total_seconds()

    async def read_news(self) -> None:
        """Whatever is new in the chat that is open, and what comes meanwhile."""
        while fresh := set(await self.page.evaluate(NEWS)) - self._seen:
            self._seen |= fresh
            self.read += len(fresh)
            self.clock.turn(READING_S * len(fresh))
            await asyncio.sleep(LOOK_S)

    async def press(self, what: Locator) -> str:
        """One press; returns which step it was, empty for a line that only leads on."""
        names = [await what.get_attribute(f"data-{one}") for one in ("step", "due", "next")]
        name = next((one for one in names if one), "")
        if await what.get_attribute("target") == "_blank":
            async with self.page.context.expect_page() as opening:
                await what.click()
            beside = await opening.value
            await expect(self.page.locator(f'[data-next="{name}"]')).to_have_count(0)
            await beside.close()
        else:
            await what.click()
        self.presses += 1
        return name

    async def go_on(self, where: tuple[str, ...], is_there: Callable[[], bool], most_s: float) -> list[str]:
        """Press the first thing that is seen there until it *is_there*; returns the steps that were pressed."""
        pressed: list[str] = []
        end = time.monotonic() + most_s
        while not is_there():
            assert time.monotonic() < end, f"stuck after {pressed}"
            if where == FIRST_CASE:
                await self.read_news()
            for selector in where:
                found = self.page.locator(f"{selector} >> visible=true").first
                if await found.count():
                    pressed.append(await self.press(found))
                    break
            await asyncio.sleep(LOOK_S)
        return [one for one in pressed if one]
