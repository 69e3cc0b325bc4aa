"""What the bot changes: edits, deletions, pins, reactions, live locations, answers to pressed buttons."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReactionTypeEmoji
from telegram.error import BadRequest

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.world import files
from handlers.process.clock import HandClock

GROUP = -1001000000001
WANG = 1002
KEYS = InlineKeyboardMarkup(
    [[InlineKeyboardButton("接单", callback_data="a42"), InlineKeyboardButton("退单", callback_data="d42")]]
)


async def test_an_edit_replaces_text_and_keyboard(bot: Bot, wang: Player) -> None:
    """Without a keyboard in the edit the old one goes; the person sees that it was edited."""
    card = await bot.send_message(GROUP, "#42 open", reply_markup=KEYS)
    edited = await bot.edit_message_text("#42 sent", GROUP, card.message_id)
    assert not isinstance(edited, bool) and edited.edit_date and edited.reply_markup is None
    seen = wang.sees(GROUP)[-1]
    assert (seen.text, seen.edited, seen.labels, seen.earlier) == ("#42 sent", True, [], ("#42 open",))


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, clock: HandClock) -> None:
    """Same text, same entities, same buttons: not modified, whether by HTML or not."""
    card = await bot.send_message(GROUP, "<b>#42</b> open", parse_mode="HTML", reply_markup=KEYS)
    for edit in (
        bot.edit_message_text("<b>#42</b> open ", GROUP, card.message_id, parse_mode="HTML", reply_markup=KEYS),
        bot.edit_message_reply_markup(GROUP, card.message_id, reply_markup=KEYS),
    ):
        with pytest.raises(BadRequest, match="essage is not modified: specified new message content"):
            await edit
    await clock.turn(3)
    assert await bot.edit_message_text("#42 open", GROUP, card.message_id, reply_markup=KEYS)


async def test_only_own_messages_that_are_there_can_be_edited(bot: Bot, wang: Player) -> None:
    """A missing message, another's message, and the wrong kind of edit are refused."""
    with pytest.raises(BadRequest, match="essage to edit not found"):
        await bot.edit_message_text("x", GROUP, 999)
    with pytest.raises(BadRequest, match="essage can't be edited"):
        await bot.edit_message_text("x", GROUP, wang.say(GROUP, "mine").message_id)
    photo = await bot.send_photo(WANG, files.draw(1), caption="a")
    with pytest.raises(BadRequest, match="here is no text in the message to edit"):
        await bot.edit_message_text("x", WANG, photo.message_id)
    edited = await bot.edit_message_caption(WANG, photo.message_id, caption="b")
    assert not isinstance(edited, bool) and edited.caption == "b"


async def test_deleting(bot: Bot, wang: Player, world: DrillTelegram, clock: HandClock) -> None:
    """Own messages for two days, others' only with the right to; a deleted one is gone for everybody."""
    own = await bot.send_message(GROUP, "x")
    other = wang.say(GROUP, "y")
    await bot.delete_message(GROUP, own.message_id)
    with pytest.raises(BadRequest, match="essage to delete not found"):
        await bot.delete_message(GROUP, own.message_id)
    world.set_member(GROUP, world.bot.id, "member", by=1001)
    with pytest.raises(BadRequest, match="essage can't be deleted"):
        await bot.delete_message(GROUP, other.message_id)
    old = await bot.send_message(GROUP, "z")
    await clock.turn(49 * 3600)
    with pytest.raises(BadRequest, match="essage can't be deleted"):
        await bot.delete_message(GROUP, old.message_id)


async def test_pinning_needs_the_right(bot: Bot, wang: Player, world: DrillTelegram) -> None:
    """An admin bot pins, everybody sees it and a service message tells of it; a plain member is refused."""
    card = await bot.send_message(GROUP, "#42")
    await bot.pin_chat_message(GROUP, card.message_id)
    assert [one.id for one in wang.sees(GROUP) if one.pinned] == [card.message_id]
    assert wang.sees(GROUP)[-1].service == "pinned_message"
    pinned = (await bot.get_chat(GROUP)).pinned_message
    assert pinned and pinned.message_id == card.message_id
    await bot.unpin_chat_message(GROUP, card.message_id)
    assert not any(one.pinned for one in wang.sees(GROUP))
    with pytest.raises(BadRequest, match="essage to unpin not found"):
        await bot.unpin_chat_message(GROUP)
    with pytest.raises(BadRequest, match="essage to pin not found"):
        await bot.pin_chat_message(GROUP, 999)
    world.set_member(GROUP, world.bot.id, "administrator", by=1001, rights=["can_delete_messages"])
    with pytest.raises(BadRequest, match="ot enough rights to manage pinned messages"):
        await bot.pin_chat_message(GROUP, card.message_id)


async def test_a_press_is_answered_with_a_toast(bot: Bot, wang: Player) -> None:
    """The press reaches the bot with the message; the answer reaches the one who pressed."""
    card = await bot.send_message(GROUP, "#42", reply_markup=KEYS)
    pressed = wang.press(card.message_id, "接", GROUP)
    query = (await bot.get_updates())[-1].callback_query
    assert query and (query.data, query.from_user.id) == ("a42", WANG)
    assert query.message and query.message.message_id == card.message_id
    await query.answer("已接单", show_alert=True)
    answer = await wang.answer(pressed)
    assert (answer.text, answer.alert) == ("已接单", True)


async def test_a_press_can_be_answered_for_150_seconds(bot: Bot, wang: Player, clock: HandClock) -> None:
    """At 150 seconds still, later no more; an unknown press never."""
    card = await bot.send_message(GROUP, "#42", reply_markup=KEYS)
    first, second = wang.press(card.message_id, "a42", GROUP), wang.press(card.message_id, "d42", GROUP)
    await clock.turn(150)
    await bot.answer_callback_query(first)
    await clock.turn(1)
    for gone in (second, "1"):
        with pytest.raises(BadRequest, match="uery is too old and response timeout expired or query id is invalid"):
            await bot.answer_callback_query(gone)


async def test_an_answer_of_more_than_200_characters_is_refused(bot: Bot, wang: Player) -> None:
    """200 characters are shown, 201 are not."""
    card = await bot.send_message(GROUP, "#42", reply_markup=KEYS)
    pressed = wang.press(card.message_id, "a42", GROUP)
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(pressed, "长" * 201)
    await bot.answer_callback_query(pressed, "长" * 200)


async def test_reactions(bot: Bot, wang: Player) -> None:
    """The bot may show one of Telegram's own emoji."""
    message = wang.say(GROUP, "到了")
    await bot.set_message_reaction(GROUP, message.message_id, "👍")
    assert wang.sees(GROUP)[-1].reactions == ("👍",)
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await bot.set_message_reaction(GROUP, message.message_id, ReactionTypeEmoji("🚲"))


async def test_the_bots_own_live_location(bot: Bot) -> None:
    """It moves by edits until it is stopped."""
    live = await bot.send_location(WANG, 30.0, 120.0, live_period=600)
    moved = await bot.edit_message_live_location(WANG, live.message_id, latitude=30.1, longitude=120.0)
    assert not isinstance(moved, bool) and moved.location and moved.location.latitude == 30.1
    stopped = await bot.stop_message_live_location(WANG, live.message_id)
    assert not isinstance(stopped, bool) and stopped.location and stopped.location.live_period is None
    with pytest.raises(BadRequest, match="essage can't be edited"):
        await bot.edit_message_live_location(WANG, live.message_id, latitude=30.2, longitude=120.0)
