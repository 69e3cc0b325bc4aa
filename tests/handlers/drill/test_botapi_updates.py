"""The queue of updates: confirmation, long polls, conflicts, what is delivered and for how long."""

import asyncio
import time

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.drill.world import updates
from handlers.process.clock import HandClock
from tests.waiting import PATIENCE_S, until

GROUP = -1001000000001


async def test_updates_stay_until_a_later_offset_is_asked_for(bot: Bot, wang: Player) -> None:
    """The same updates come again until the next offset confirms them."""
    wang.say(GROUP, "one")
    wang.say(GROUP, "two")
    first = await bot.get_updates()
    again = await bot.get_updates()
    assert [one.update_id for one in first] == [one.update_id for one in again]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [one.message.text for one in rest if one.message] == ["two"]
    assert await bot.get_updates(offset=first[1].update_id + 1) == ()


async def test_limit_and_negative_offset(bot: Bot, wang: Player) -> None:
    """A limit cuts from the front; a negative offset keeps only the last ones."""
    for text in ("a", "b", "c"):
        wang.say(GROUP, text)
    assert [one.message.text for one in await bot.get_updates(limit=2) if one.message] == ["a", "b"]
    assert [one.message.text for one in await bot.get_updates(offset=-1) if one.message] == ["c"]
    assert len(await bot.get_updates()) == 1


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A poll ends by what happens, or not at all: nobody loses patience with a clock that stands."""
    monkeypatch.setattr(updates, "HAND_PATIENCE_SECONDS", 10 * PATIENCE_S)


async def test_a_long_poll_answers_when_something_happens(
    bot: Bot, world: DrillTelegram, wang: Player, patient: None
) -> None:
    """A waiting poll returns with the update that comes."""
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await until(lambda: world.updates.drained)
    wang.say(GROUP, "hello")
    async with asyncio.timeout(PATIENCE_S):
        assert [one.message.text for one in await poll if one.message] == ["hello"]


async def test_a_long_poll_ends_when_the_clock_is_turned(
    bot: Bot, world: DrillTelegram, clock: HandClock, patient: None
) -> None:
    """The timeout runs on the drill's clock."""
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await until(lambda: world.updates.drained)
    async with asyncio.timeout(PATIENCE_S):
        while not poll.done():
            await clock.turn(31)
            await asyncio.sleep(0.01)
    assert await poll == ()


async def test_a_long_poll_never_hangs_on_a_standing_clock(bot: Bot) -> None:
    """With a clock that nobody turns a poll comes back after about a second of the machine's."""
    began = time.monotonic()
    async with asyncio.timeout(PATIENCE_S):
        assert await bot.get_updates(timeout=30) == ()
    assert time.monotonic() - began > 0.5


async def test_a_queue_is_drained_when_the_bot_waits_for_more(bot: Bot, wang: Player, world: DrillTelegram) -> None:
    """Drained means: everything confirmed, and a poll that waits."""
    assert not world.updates.drained
    wang.say(GROUP, "hello")
    first = (await bot.get_updates(timeout=30))[0]
    assert not world.updates.drained
    poll = asyncio.create_task(bot.get_updates(offset=first.update_id + 1, timeout=30))
    assert await world.wait_for(lambda: world.updates.drained)
    wang.say(GROUP, "again")
    assert not world.updates.drained
    await poll
    with pytest.raises(TimeoutError):
        await world.wait_for(lambda: world.updates.drained, patience=0.05)


async def test_a_second_poller_ends_the_first(
    bot: Bot, world: DrillTelegram, wang: Player, server: DrillServer, patient: None
) -> None:
    """The older of two polls gets the conflict, the newer one the update."""
    twin = Bot(bot.token, base_url=server.base_url)
    await twin.initialize()
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await until(lambda: world.updates.drained)
    newer = asyncio.create_task(twin.get_updates(timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await older
    wang.say(GROUP, "hello")
    assert len(await newer) == 1
    await twin.shutdown()


async def test_member_changes_come_only_when_named(bot: Bot, world: DrillTelegram, clock: HandClock) -> None:
    """chat_member needs its name in allowed_updates and an admin bot; the choice lasts until the next one."""
    world.add_person(1009, "新人")
    newcomer = Player(world, 1009)
    newcomer.join(GROUP)
    assert [kind(one) for one in await bot.get_updates()] == ["message"]
    await bot.get_updates(offset=-1, allowed_updates=Update.ALL_TYPES)
    newcomer.leave(GROUP)
    told = await bot.get_updates(offset=world.updates.pending[1]["update_id"])
    assert sorted(kind(one) for one in told) == ["chat_member", "message"]
    change = next(one.chat_member for one in told if one.chat_member)
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "left")
    world.set_member(GROUP, world.bot.id, "member", by=1001)
    newcomer.join(GROUP)
    assert "chat_member" not in [kind(one) for one in await bot.get_updates(offset=-2)]


async def test_a_kind_that_was_not_named_never_comes(bot: Bot, wang: Player) -> None:
    """Messages are not queued for a bot that asked for presses only."""
    await bot.get_updates(allowed_updates=["callback_query"])
    wang.say(GROUP, "hello")
    await bot.get_updates(allowed_updates=["message"])
    assert await bot.get_updates() == ()


async def test_updates_are_kept_for_a_day(bot: Bot, wang: Player, clock: HandClock) -> None:
    """After 24 hours an update that nobody fetched is gone."""
    wang.say(GROUP, "old")
    await clock.turn(23 * 3600)
    wang.say(GROUP, "newer")
    await clock.turn(2 * 3600)
    assert [one.message.text for one in await bot.get_updates() if one.message] == ["newer"]


async def test_updates_can_repeat_swap_and_jump(bot: Bot, wang: Player, world: DrillTelegram) -> None:
    """The queue's own mischief: a number again, two contents traded, a leap of the numbers."""
    wang.say(GROUP, "a")
    first = (await bot.get_updates())[0]
    await bot.get_updates(offset=first.update_id + 1)
    assert world.updates.repeat_update() == first.update_id
    assert [one.update_id for one in await bot.get_updates(offset=first.update_id + 1)] == [first.update_id]
    wang.say(GROUP, "b")
    world.updates.jump(1000)
    wang.say(GROUP, "c")
    world.updates.swap()
    swapped = await bot.get_updates(offset=first.update_id + 1)
    assert [one.message.text for one in swapped if one.message] == ["c", "b"]
    assert swapped[1].update_id - swapped[0].update_id == 1001


async def test_a_webhook_and_polling_exclude_each_other(bot: Bot, wang: Player) -> None:
    """With a webhook set getUpdates is a conflict; the webhook can be looked at and taken away."""
    await bot.set_webhook("https://patrol.example/hook", secret_token="s3cret")
    assert (await bot.get_webhook_info()).url == "https://patrol.example/hook"
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


def kind(update: Update) -> str:
    """Which kind of update it is."""
    return next(
        name for name in ("message", "chat_member", "my_chat_member", "callback_query") if getattr(update, name)
    )
