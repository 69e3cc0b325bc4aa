"""What the bot sends: texts, formatting, files, places, keyboards, and the refusals."""

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.world import files
from handlers.drill.world.errors import Mistake

GROUP = -1001000000001
WANG, LI = 1002, 1003


async def test_html_becomes_text_with_entities(bot: Bot) -> None:
    """Tags vanish; entities count in UTF-16 units, so a letter outside the basic plane counts two."""
    text = '😀 <b>#42</b> &lt;3 <a href="https://a.example/?x=1&amp;y=2">map</a> <a href="tg://user?id=1002">老王</a>'
    sent = await bot.send_message(GROUP, text, parse_mode="HTML")
    assert sent.text == "😀 #42 <3 map 老王"
    found = {str(one.type): sent.parse_entity(one) for one in sent.entities}
    assert found == {"bold": "#42", "text_link": "map", "text_mention": "老王"}
    assert [one.url for one in sent.entities if one.url] == ["https://a.example/?x=1&y=2"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>bold", 'find end tag corresponding to start tag "b"'),
        ("收<x>y</x>", 'nsupported start tag "x" at byte offset 3'),
        ("a < b", 'nsupported start tag "" at byte offset 2'),
        ("a</b>", "nexpected end tag at byte offset 1"),
        ("<b>a</i></b>", "nmatched end tag at byte offset 4"),
    ],
)
async def test_broken_html_is_refused(bot: Bot, text: str, words: str) -> None:
    """HTML that is not well formed is not shown at all."""
    with pytest.raises(BadRequest, match="an't parse entities") as refused:
        await bot.send_message(GROUP, text, parse_mode="HTML")
    assert words in str(refused.value)


async def test_lengths_are_counted_after_parsing(bot: Bot) -> None:
    """4096 characters fit whatever the tags around them; one more does not; nothing does not either."""
    await bot.send_message(GROUP, f"<b>{'长' * 4096}</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="essage is too long"):
        await bot.send_message(GROUP, "长" * 4097)
    with pytest.raises(BadRequest, match="essage text is empty"):
        await bot.send_message(GROUP, " \n")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(GROUP, files.draw(1), caption="长" * 1025)


async def test_button_data_of_more_than_64_bytes_is_refused(bot: Bot) -> None:
    """64 bytes, not characters."""

    def with_data(data: str) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("接单", callback_data=data)]])

    await bot.send_message(GROUP, "ok", reply_markup=with_data("x" * 64))
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(GROUP, "no", reply_markup=with_data("长" * 22))


async def test_a_photo_can_be_sent_again_by_its_id(bot: Bot, world: DrillTelegram) -> None:
    """An upload gets an id; the id sends it again, and its bytes can be fetched."""
    picture = files.draw(7)
    sent = await bot.send_photo(GROUP, picture, caption="<i>before</i>", parse_mode="HTML")
    again = await bot.send_photo(WANG, sent.photo[-1].file_id)
    assert sent.caption == "before"
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert (sent.photo[-1].width, sent.photo[-1].height) == (64, 48)
    kept = await (await bot.get_file(again.photo[-1].file_id)).download_as_bytearray()
    assert bytes(kept) == picture
    with pytest.raises(BadRequest, match="rong file identifier"):
        await bot.send_photo(GROUP, "no-such-file")
    with pytest.raises(BadRequest, match="nvalid file_id"):
        await bot.get_file("no-such-file")


async def test_every_kind_of_file_and_place(bot: Bot) -> None:
    """Documents, voice, video, locations and venues come back in shapes that the client reads."""
    document = (await bot.send_document(GROUP, b"a,b", filename="figures.csv")).document
    assert document and document.file_name == "figures.csv"
    assert (await bot.send_voice(WANG, b"OggS", duration=4)).voice
    assert (await bot.send_video(WANG, b"film", duration=4)).video
    place = (await bot.send_location(GROUP, 30.3147, 120.2741, horizontal_accuracy=12)).location
    assert place and (place.latitude, place.horizontal_accuracy) == (30.3147, 12)
    venue = (await bot.send_venue(GROUP, 30.3, 120.2, "客运中心", "通盛路")).venue
    assert venue and venue.title == "客运中心"


async def test_an_album_shares_its_group_id(bot: Bot) -> None:
    """Uploaded and known pictures in one album: one message each, one group."""
    known = (await bot.send_photo(WANG, files.draw(1))).photo[-1].file_id
    album = await bot.send_media_group(
        GROUP, [InputMediaPhoto(files.draw(2), caption="前"), InputMediaPhoto(known)], caption=None
    )
    assert len({one.media_group_id for one in album}) == 1
    assert [one.caption for one in album] == ["前", None]


async def test_a_reply_needs_its_message(bot: Bot, wang: Player) -> None:
    """A reply quotes the message; to one that is gone it is refused unless it may go without."""
    asked = wang.say(GROUP, "who?")
    reply = await bot.send_message(GROUP, "me", reply_to_message_id=asked.message_id)
    assert reply.reply_to_message and reply.reply_to_message.text == "who?"
    with pytest.raises(BadRequest, match="essage to be replied not found"):
        await bot.send_message(GROUP, "me", reply_to_message_id=999)
    alone = await bot.send_message(GROUP, "me", reply_to_message_id=999, allow_sending_without_reply=True)
    assert alone.reply_to_message is None


async def test_a_reply_keyboard_is_seen_by_the_person(bot: Bot, wang: Player) -> None:
    """Keys for the phone are no part of the message, but the person sees them."""
    keys = ReplyKeyboardMarkup([[KeyboardButton("发送位置", request_location=True)]])
    sent = await bot.send_message(WANG, "where?", reply_markup=keys)
    assert sent.reply_markup is None
    assert wang.sees()[-1].keys == (("发送位置",),)


async def test_whom_the_bot_cannot_reach(bot: Bot, world: DrillTelegram, wang: Player, captain: Player) -> None:
    """Unknown chat, never-started and blocked private chat, and a group that removed the bot."""
    with pytest.raises(BadRequest, match="hat not found"):
        await bot.send_message(-1009, "x")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(LI, "x")
    wang.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(WANG, "x")
    wang.start_private()
    await bot.send_message(WANG, "welcome back")
    captain.remove(GROUP, world.bot.id)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(GROUP, "x")


async def test_a_group_that_became_a_supergroup(bot: Bot, world: DrillTelegram) -> None:
    """The old id answers with the new one; both chats tell of the move."""
    world.add_group(-5005, "小群", [WANG], creator=1001)
    new_id = world.migrate(-5005)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-5005, "x")
    assert moved.value.new_chat_id == new_id
    told = [one.message for one in await bot.get_updates() if one.message]
    assert [(one.chat.id, one.migrate_to_chat_id, one.migrate_from_chat_id) for one in told] == [
        (-5005, new_id, None),
        (new_id, None, -5005),
    ]
    assert (await bot.send_message(new_id, "here")).message_id == 2


async def test_topics_of_a_forum(bot: Bot, world: DrillTelegram, wang: Player) -> None:
    """A topic can be made and written to; a missing one, and the General topic's number, are refused."""
    world.add_group(-1002, "论坛", [WANG], forum=True)
    topic = await bot.create_forum_topic(-1002, "东片")
    sent = await bot.send_message(-1002, "x", message_thread_id=topic.message_thread_id)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.message_thread_id, True)
    assert wang.say(-1002, "y", thread=topic.message_thread_id).body["is_topic_message"] is True
    for unknown in (999, 1):
        with pytest.raises(BadRequest, match="essage thread not found"):
            await bot.send_message(-1002, "x", message_thread_id=unknown)
    with pytest.raises(BadRequest, match="not a forum"):
        await bot.create_forum_topic(GROUP, "东片")


async def test_a_reply_lies_where_its_message_lies(bot: Bot, world: DrillTelegram, wang: Player) -> None:
    """Whatever thread is named besides; in a topic, what replies to nothing replies to the topic's first message."""
    world.rates.enabled = False
    world.add_group(-1002, "论坛", [WANG], forum=True)
    east = (await bot.create_forum_topic(-1002, "东片")).message_thread_id
    west = (await bot.create_forum_topic(-1002, "西片")).message_thread_id
    said = wang.say(-1002, "x", thread=east)
    assert said.body["reply_to_message"]["forum_topic_created"]["name"] == "东片"
    for asked in (None, west):
        sent = await bot.send_message(-1002, "y", reply_to_message_id=said.message_id, message_thread_id=asked)
        assert sent.message_thread_id == east
    plain = wang.say(-1002, "z")
    answer = await bot.send_message(-1002, "y", reply_to_message_id=plain.message_id)
    assert (answer.message_thread_id, answer.is_topic_message) == (plain.message_id, None)


async def test_a_closed_topic_is_closed_to_a_bot_that_may_not_manage_topics(
    bot: Bot, world: DrillTelegram, wang: Player
) -> None:
    """The General one too; a deleted topic takes its messages along."""
    world.rates.enabled = False
    group = world.add_group(-1002, "论坛", [WANG], forum=True, creator=1001)
    admin = Player(world, 1001)
    east = admin.open_topic(-1002, "东片")
    sent = await bot.send_message(-1002, "x", message_thread_id=east)
    admin.close_topic(-1002, east)
    await bot.send_message(-1002, "x", message_thread_id=east)
    world.set_member(-1002, world.bot.id, "administrator", rights={"can_pin_messages"})
    for call in ({"message_thread_id": east}, {"reply_to_message_id": sent.message_id}):
        with pytest.raises(BadRequest, match="opic_closed"):
            await bot.send_message(-1002, "x", **call)
    with pytest.raises(Mistake, match="is closed"):
        wang.say(-1002, "x", thread=east)
    await bot.send_message(-1002, "x")
    admin.close_topic(-1002, 1)
    with pytest.raises(BadRequest, match="opic_closed"):
        await bot.send_message(-1002, "x")
    admin.delete_topic(-1002, east)
    assert world.find(-1002, sent.message_id) is None
    assert group.topics == {}
    with pytest.raises(BadRequest, match="essage thread not found"):
        await bot.send_message(-1002, "x", message_thread_id=east)
