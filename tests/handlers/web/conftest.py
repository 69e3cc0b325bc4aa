"""A street whose bot also serves the web, and a client to ask it."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.app.settings import Web
from tests.stories.conftest import Street, open_street

TOKEN = "figures-for-machines"


@pytest.fixture
async def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """The bot with its web server on any free port, everything settled and ticked once."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "en", web=Web(language="en"))
    await street.turn(1)
    try:
        yield street
    finally:
        await street.stack.aclose()


@pytest.fixture
async def asking(served: Street) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody on this machine."""
    async with httpx.AsyncClient(base_url=served.house.web_url, timeout=20, verify=False) as client:
        yield client


@pytest.fixture
async def open_to_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """The same with a token for programs."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "zh", web=Web(language="en", api_token=TOKEN))
    await street.turn(1)
    try:
        yield street
    finally:
        await street.stack.aclose()


@pytest.fixture
async def program(open_to_programs: Street) -> AsyncIterator[httpx.AsyncClient]:
    """A program that shows the token."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    url = open_to_programs.house.web_url
    async with httpx.AsyncClient(base_url=url, timeout=20, headers=headers, verify=False) as client:
        yield client
