"""Faults that can be armed: outages, single failures, lost answers, a revoked token; and a clean stop."""

import asyncio

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.drill.world import updates
from handlers.process.clock import HandClock
from tests.waiting import PATIENCE_S, until

TOKEN = "123456:drill-ground-token"
GROUP = -1001000000001


async def test_an_outage_lasts_as_long_as_it_was_told(
    bot: Bot, world: DrillTelegram, clock: HandClock, wang: Player
) -> None:
    """Nothing answers for its seconds; what people did meanwhile is there afterwards."""
    world.outage(60)
    wang.say(GROUP, "meanwhile")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.get_updates()
    await clock.turn(60)
    assert len(await bot.get_updates()) == 1


async def test_an_outage_breaks_a_poll_that_waits(bot: Bot, world: DrillTelegram) -> None:
    """A long poll gets its 502 at the moment of the outage."""
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await until(lambda: world.updates.drained)
    world.outage(60)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await poll


@pytest.mark.parametrize(
    ("status", "error"), [(500, NetworkError), (429, RetryAfter), (400, BadRequest), (401, InvalidToken)]
)
async def test_the_next_call_of_a_method_can_fail(
    bot: Bot, world: DrillTelegram, status: int, error: type[Exception]
) -> None:
    """One call fails and does nothing, other methods and the call after it work."""
    world.fail_next("sendMessage", status)
    await bot.get_me()
    with pytest.raises(error):
        await bot.send_message(GROUP, "x")
    assert world.messages(GROUP) == []
    await bot.send_message(GROUP, "y")
    assert [one.text for one in world.messages(GROUP)] == ["y"]


async def test_an_answer_can_be_lost(bot: Bot, world: DrillTelegram) -> None:
    """The message is there, but the bot sees only a broken connection."""
    world.lose_answer("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(GROUP, "x")
    assert [one.text for one in world.messages(GROUP)] == ["x"]
    await bot.send_message(GROUP, "y")


async def test_a_token_can_be_revoked(bot: Bot, world: DrillTelegram) -> None:
    """Every call is unauthorised until the faults are cleared."""
    world.unauthorised()
    with pytest.raises(InvalidToken):
        await bot.get_me()
    world.all_well()
    await bot.get_me()


async def test_the_world_outlives_the_server_and_a_waiting_poll(
    world: DrillTelegram, wang: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stop ends the poll that waits at once; a new server shows the same world on the same port."""
    monkeypatch.setattr(updates, "HAND_PATIENCE_SECONDS", 10 * PATIENCE_S)
    async with httpx.AsyncClient(timeout=None) as client:
        async with asyncio.timeout(PATIENCE_S), DrillServer(world) as first:
            poll = asyncio.create_task(client.get(f"{first.url}/bot{TOKEN}/getUpdates?timeout=30"))
            await until(lambda: world.updates.drained)
        async with asyncio.timeout(PATIENCE_S):
            answer = await poll
        assert answer.json() == {"ok": True, "result": []}
        wang.say(GROUP, "still here")
        async with DrillServer(world, port=first.port) as second:
            answer = await client.get(f"{second.url}/bot{TOKEN}/getUpdates")
        assert answer.json()["result"][0]["message"]["text"] == "still here"


async def test_updates_are_posted_to_a_webhook_until_taken(bot: Bot, world: DrillTelegram, wang: Player) -> None:
    """Updates go to the webhook in order, with its secret, and leave the queue when they are taken."""
    heard: list[bytes] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        heard.append(head + await reader.readexactly(length))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    hook = await asyncio.start_server(take, "127.0.0.1", 0)
    async with hook:
        port = hook.sockets[0].getsockname()[1]
        await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret")
        wang.say(GROUP, "one")
        wang.say(GROUP, "two")
        await until(lambda: not world.updates.pending)
        await bot.delete_webhook()
    assert [b'"one"' in heard[0], b'"two"' in heard[1]] == [True, True]
    assert b"x-telegram-bot-api-secret-token: s3cret" in heard[0].lower()
