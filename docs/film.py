"""A moving picture of a page: looked at twice a second, what did not change is one longer frame."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from pathlib import Path

from PIL import Image, ImageChops
from playwright.async_api import Page

EVERY_S = 0.5
STILL_AT_MOST_MS, LAST_MS = 2_500, 4_000
WIDTH = 900
QUALITY = 60
SEEN_FROM = 24
"""So much brighter or darker must a spot be to count as changed."""


class Film:
    """Frames of one page, each with how long it is shown."""

    def __init__(self) -> None:
        self._frames: list[Image.Image] = []
        self._shown_ms: list[int] = []

    @contextlib.asynccontextmanager
    async def of(self, page: Page) -> AsyncIterator[None]:
        """What is seen of *page* meanwhile."""
        over = asyncio.Event()
        task = asyncio.create_task(self._look(page, over))
        try:
            yield
        finally:
            over.set()
            await task

    async def _look(self, page: Page, over: asyncio.Event) -> None:
        while not over.is_set():
            self._add(await page.screenshot())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), EVERY_S)
        self._add(await page.screenshot())

    def _add(self, taken: bytes) -> None:
        with Image.open(io.BytesIO(taken)) as read:
            frame = read.convert("RGB").resize((WIDTH, read.height * WIDTH // read.width), Image.Resampling.LANCZOS)
        if self._frames and _looks_the_same(frame, self._frames[-1]):
            self._shown_ms[-1] = min(self._shown_ms[-1] + int(EVERY_S * 1000), STILL_AT_MOST_MS)
            return
        self._frames.append(frame)
        self._shown_ms.append(int(EVERY_S * 1000))

    def save(self, path: Path) -> None:
        """As an animated WebP that begins anew."""
        self._shown_ms[-1] = LAST_MS
        first, *others = self._frames
        first.save(
            path, save_all=True, append_images=others, duration=self._shown_ms, loop=0, quality=QUALITY, method=4
        )


def _looks_the_same(one: Image.Image, other: Image.Image) -> bool:
    brightest = ImageChops.difference(one, other).convert("L").getextrema()[1]
    return isinstance(brightest, int | float) and brightest < SEEN_FROM
