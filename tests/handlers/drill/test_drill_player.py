"""What people do on the drill ground, and how the bot hears of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.world import files
from handlers.drill.world.errors import Mistake
from handlers.process.clock import HandClock

GROUP = -1001000000001
WANG, LI = 1002, 1003


async def heard(bot: Bot) -> list[Update]:
    """The updates since the last time, confirmed."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return list(updates)


async def test_a_live_location_moves_and_stops(bot: Bot, wang: Player, clock: HandClock) -> None:
    """It starts as a message, moves as edits with their time, and its last edit has no period."""
    live = wang.start_live(GROUP, 30.3, 120.2, period=900, accuracy=8)
    await clock.turn(30)
    wang.move_live(live.message_id, 30.31, 120.2, 9)
    wang.move_live(live.message_id, 30.31, 120.2, 9)
    await clock.turn(30)
    wang.stop_live(live)
    start, moved, stopped = await heard(bot)
    assert start.message and start.message.location
    assert start.message.location.live_period == timedelta(seconds=900)
    assert moved.edited_message and moved.edited_message.location
    assert moved.edited_message.edit_date == datetime(2026, 5, 1, 8, 0, 30, tzinfo=UTC)
    assert (moved.edited_message.location.latitude, moved.edited_message.location.horizontal_accuracy) == (30.31, 9)
    assert stopped.edited_message and stopped.edited_message.location
    assert stopped.edited_message.location.live_period is None
    with pytest.raises(Mistake, match="no live location that still runs"):
        wang.move_live(live, 30.4, 120.2)


async def test_a_live_location_ends_with_its_period(bot: Bot, wang: Player, clock: HandClock) -> None:
    """After its period the phone can report nothing more, and Telegram tells the bot nothing of the end."""
    live = wang.start_live(GROUP, 30.3, 120.2, period=60)
    await clock.turn(60)
    with pytest.raises(Mistake, match="ended at 08:01:00"):
        wang.move_live(live, 30.4, 120.2)
    assert len(await heard(bot)) == 1


async def test_places_pictures_and_the_rest_reach_the_bot(bot: Bot, wang: Player) -> None:
    """Location with accuracy, forwarded location, venue, photo with caption, voice, video, document, contact."""
    wang.send_location(GROUP, 30.3, 120.2, accuracy=12)
    wang.send_location(GROUP, 30.3, 120.2, forwarded=True)
    wang.send_venue(GROUP, 30.3, 120.2, "客运中心", "通盛路")
    photo = wang.send_photo(GROUP, "前 /done", media_group_id="g1")
    wang.send_voice(GROUP)
    wang.send_video(GROUP)
    wang.send_document(GROUP, "a.txt", b"abc")
    wang.send_contact(GROUP, "110", "值班室")
    messages = [one.message for one in await heard(bot)]
    assert all(messages)
    own, relayed, venue, picture, voice, video, document, contact = [one for one in messages if one]
    assert own.location and own.location.horizontal_accuracy == 12 and own.forward_origin is None
    assert relayed.forward_origin and relayed.forward_origin.type == "hidden_user"
    assert venue.venue and venue.location and venue.venue.title == "客运中心"
    assert picture.caption == "前 /done" and picture.media_group_id == "g1"
    assert voice.voice and video.video and contact.contact
    assert document.document and document.document.file_size == 3
    data = await (await bot.get_file(picture.photo[-1].file_id)).download_as_bytearray()
    assert bytes(data) == wang.world.files.find(photo.body["photo"][-1]["file_id"]).data
    assert data.startswith(b"\x89PNG")


def test_drawn_pictures_differ() -> None:
    """Every drawn picture has other bytes, so that none is taken for another's copy."""
    assert len({files.draw(seed) for seed in range(200)}) == 200
    assert files.picture_size(files.draw(3)) == (64, 48)


async def test_an_explicit_date_and_an_edited_text(bot: Bot, wang: Player, clock: HandClock) -> None:
    """A message may carry an earlier date; an edit comes as an edited message."""
    earlier = clock.now() - timedelta(minutes=7)
    wang.edit_text(wang.say(GROUP, "共享单车", at=earlier), "共享单车 乱停放")
    said, edited = await heard(bot)
    assert said.message and said.message.date == earlier
    assert edited.edited_message and edited.edited_message.text == "共享单车 乱停放"


async def test_a_person_hears_and_presses(bot: Bot, wang: Player) -> None:
    """A player awaits the bot's words, finds a button by its data, its label, or a part of it that is unique."""
    keys = InlineKeyboardMarkup(
        [[InlineKeyboardButton("接单", callback_data="a42"), InlineKeyboardButton("退单", callback_data="d42")]]
    )
    await bot.send_message(WANG, "派单 #42", reply_markup=keys)
    order = await wang.hears("#42")
    assert order.labels == ["接单", "退单"]
    assert wang.press(order, "a42") and wang.press(order.id, "退")
    assert [one.callback_query.data for one in await heard(bot) if one.callback_query] == ["a42", "d42"]
    with pytest.raises(Mistake, match=r"More than one button .* fits '单'"):
        wang.press(order, "单")
    with pytest.raises(Mistake, match=r"No button .* fits '支援'"):
        wang.press(order, "支援")
    with pytest.raises(TimeoutError):
        await wang.hears("#43", patience=0.05)


async def test_what_nobody_could_do_is_a_mistake(wang: Player, li: Player, world: DrillTelegram) -> None:
    """Each impossible deed is refused with a sentence and changes nothing."""
    deeds: list[tuple[Callable[[], object], str]] = [
        (lambda: wang.say(GROUP, " "), "1 to 4096 characters"),
        (lambda: wang.say(-77, "x"), "no chat -77"),
        (lambda: wang.say(LI, "x"), "somebody else's private chat"),
        (lambda: li.say(LI, "x"), "use start_private first"),
        (lambda: wang.send_location(GROUP, 91, 0), "no place on earth"),
        (lambda: wang.send_location(GROUP, float("nan"), 0), "no place on earth"),
        (lambda: wang.start_live(GROUP, 30, 120, period=5), "60 to 86400"),
        (lambda: wang.as_anonymous_admin(GROUP), "no admin"),
        (lambda: Player(world, 4040), "no person 4040"),
    ]
    for deed, words in deeds:
        with pytest.raises(Mistake, match=words):
            deed()
    assert world.messages(GROUP) == []
    li.leave(GROUP)
    with pytest.raises(Mistake, match="join it first"):
        li.say(GROUP, "x")
