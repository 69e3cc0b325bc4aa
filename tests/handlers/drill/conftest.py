"""A drill ground on loopback with a clock turned by hand, three people, a group, and the real client."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from telegram import Bot

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import HandClock

TOKEN = "123456:drill-ground-token"
GROUP = -1001000000001
CAPTAIN, WANG, LI = 1001, 1002, 1003


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the client speak of seconds as durations, without its warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> HandClock:
    """A clock at eight in the morning."""
    return HandClock(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))


@pytest.fixture
def world(clock: HandClock) -> DrillTelegram:
    """Captain, 老王 and 小李 in one group in which the bot is admin; only 老王 has opened the private chat."""
    world = DrillTelegram(clock, TOKEN)
    world.add_person(CAPTAIN, "钱队", "captain_qian")
    world.add_person(WANG, "老王", "lao_wang", started=True)
    world.add_person(LI, "小李", None, "en")
    world.add_group(GROUP, "九堡", [WANG, LI], creator=CAPTAIN)
    return world


@pytest.fixture
async def server(world: DrillTelegram) -> AsyncIterator[DrillServer]:
    """The server, listening."""
    async with DrillServer(world) as server:
        yield server


@pytest.fixture
async def bot(server: DrillServer) -> AsyncIterator[Bot]:
    """python-telegram-bot's client against the server."""
    async with Bot(TOKEN, base_url=server.base_url, base_file_url=server.base_file_url) as bot:
        yield bot


@pytest.fixture
def wang(world: DrillTelegram) -> Player:
    """老王, with a private chat."""
    return Player(world, WANG)


@pytest.fixture
def captain(world: DrillTelegram) -> Player:
    """The captain and creator of the group."""
    return Player(world, CAPTAIN)


@pytest.fixture
def li(world: DrillTelegram) -> Player:
    """小李, without a private chat."""
    return Player(world, LI)


@pytest.fixture
async def web(server: DrillServer) -> AsyncIterator[httpx.AsyncClient]:
    """A person with curl."""
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield client
