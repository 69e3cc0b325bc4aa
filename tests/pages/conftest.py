"""Debian's Chromium, and pages opened in it: nothing may leave this machine, and the console must stay clean."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright, expect

from bot.app.settings import Web
from tests.stories.conftest import Street, open_street

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE_MS = 120_000
"""So long a busy machine is waited for, whatever a page is to show; a test that passes waits for nothing."""
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Watched:
    """What pages did that they should not: errors of the console, requests that leave this machine."""

    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()
    """Beginnings of errors that a test brings about itself."""

    def watch(self, page: Page) -> None:
        """Write down what *page* does."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(self.expected or ("\0",)):
            self.errors.append(message.text)

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname not in {"127.0.0.1", "localhost"}:
            self.foreign.append(request.url)


Opens = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, without a window, started once: each page has a context of its own, as a new browser would be."""
    async with async_playwright() as tools:
        started = await tools.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        await started.close()


@pytest.fixture
def watched() -> AsyncIterator[Watched]:
    """Fails the test whose pages misbehaved."""
    seen = Watched()
    yield seen  # type: ignore[misc]
    assert seen.foreign == []
    assert seen.errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def opens(browser: Browser, watched: Watched) -> AsyncIterator[Opens]:
    """Opens an address in a window of its own, as somebody else each time."""

    async def open_page(url: str, width: int = 1440, height: int = 900) -> Page:
        context = await browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
        context.set_default_timeout(PATIENCE_MS)
        page = await context.new_page()
        watched.watch(page)
        await page.goto(url)
        return page

    yield open_page
    for context in list(browser.contexts):
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """A drill ground: its bot serves the pages, and nobody signs in."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "en", web=Web(language="en"), drill=True)
    await street.turn(1)
    try:
        yield street
    finally:
        await street.stack.aclose()


@pytest_asyncio.fixture(loop_scope="session")
async def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """A real bot that serves the pages: whoever looks has to sign in."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "en", web=Web(language="en"))
    await street.turn(1)
    try:
        yield street
    finally:
        await street.stack.aclose()
