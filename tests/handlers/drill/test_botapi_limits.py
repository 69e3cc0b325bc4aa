"""Telegram's rates, the book of calls, and how long a bot has to wait."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, RetryAfter

from handlers.drill.botapi.limits import Rates
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.world import files
from handlers.process.clock import HandClock

GROUP = -1001000000001
WANG = 1002
START = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


async def test_a_group_takes_twenty_messages_a_minute(bot: Bot, clock: HandClock, world: DrillTelegram) -> None:
    """Edits count as messages; the twenty-first must wait until the first is a minute old, and then goes."""
    card = await bot.send_message(GROUP, "#42")
    for step in range(19):
        await clock.turn(2)
        await bot.edit_message_text(f"#42 {step}", GROUP, card.message_id)
    await clock.turn(2)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(GROUP, "one too many")
    assert refused.value.retry_after == timedelta(seconds=20)
    await clock.turn(20)
    await bot.send_message(GROUP, "now it goes")
    assert world.calls.cost(GROUP, START, START + timedelta(seconds=60)) == 20


async def test_a_chat_takes_one_a_second_with_a_small_burst(bot: Bot, clock: HandClock) -> None:
    """Three at once, then one a second; other chats are not held up."""
    for text in ("a", "b", "c"):
        await bot.send_message(WANG, text)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(WANG, "d")
    assert refused.value.retry_after == timedelta(seconds=1)
    await bot.send_message(GROUP, "elsewhere")
    await clock.turn(1)
    await bot.send_message(WANG, "d")


async def test_thirty_a_second_over_all_chats(bot: Bot, world: DrillTelegram, clock: HandClock) -> None:
    """The thirty-first message within a second is refused whatever its chat."""
    for user_id in range(2001, 2032):
        world.add_person(user_id, f"p{user_id}", started=True)
    for user_id in range(2001, 2031):
        await bot.send_message(user_id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(2031, "x")
    await clock.turn(1)
    await bot.send_message(2031, "x")


async def test_an_album_counts_each_picture(bot: Bot, world: DrillTelegram) -> None:
    """Two pictures cost two messages."""
    await bot.send_media_group(GROUP, [InputMediaPhoto(files.draw(n)) for n in (1, 2)])
    assert world.calls.cost(GROUP) == 2


async def test_answers_to_presses_are_free(bot: Bot, wang: Player, world: DrillTelegram) -> None:
    """However many buttons are pressed, the answers wait for nothing and cost nothing."""
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("ok", callback_data="ok")]])
    card = await bot.send_message(GROUP, "#42", reply_markup=keys)
    for _ in range(50):
        await bot.answer_callback_query(wang.press(card.message_id, "ok", GROUP))
    assert world.calls.cost(GROUP) == 1
    assert len(world.calls.of(GROUP, "answerCallbackQuery")) == 50


async def test_the_book_names_every_call(bot: Bot, clock: HandClock, world: DrillTelegram) -> None:
    """A call is entered with its hour, chat, message, text, and what was wrong with it."""
    sent = await bot.send_message(GROUP, "#42")
    await clock.turn(5)
    with pytest.raises(BadRequest):
        await bot.edit_message_text("x", GROUP, 999)
    first, second = world.calls.of(GROUP)
    assert (first.at, first.method, first.message_id, first.text, first.cost) == (
        START,
        "sendMessage",
        sent.message_id,
        "#42",
        1,
    )
    assert (second.ok, second.code, second.error, second.cost) == (
        False,
        400,
        "Bad Request: message to edit not found",
        0,
    )
    assert world.calls.of(GROUP, since=START + timedelta(seconds=5)) == [second]


def test_a_refused_call_costs_nothing() -> None:
    """Asking again and again does not lengthen the wait."""
    rates = Rates()
    for second in range(20):
        assert rates.spend(-1, True, START + timedelta(seconds=second)) == 0
    for _ in range(5):
        assert rates.spend(-1, True, START + timedelta(seconds=30)) == 30
    assert rates.spend(-1, True, START + timedelta(seconds=60)) == 0


def test_the_wait_that_is_named_is_enough() -> None:
    """Whoever waits as long as told is let through, for any mixture of moments and costs."""
    rates, now = Rates(), START
    for turn in range(300):
        cost = 1 + turn % 4
        wait = rates.spend(-(turn % 2) - 1, True, now, cost)
        if wait:
            now += timedelta(seconds=wait)
            assert rates.spend(-(turn % 2) - 1, True, now, cost) == 0
        now += timedelta(milliseconds=137 * (turn % 5))
