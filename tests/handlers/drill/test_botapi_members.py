"""Who is in a chat, what the bot is told of it, and what privacy mode keeps from it."""

import pytest
from telegram import Bot, ChatMemberAdministrator, ChatMemberOwner, Update
from telegram.error import BadRequest, Forbidden

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player

GROUP = -1001000000001
CAPTAIN, WANG, LI = 1001, 1002, 1003


async def texts(bot: Bot) -> list[str]:
    """What the bot hears, as words; confirms it."""
    heard = await bot.get_updates()
    if heard:
        await bot.get_updates(offset=heard[-1].update_id + 1)
    return [word(one) for one in heard]


def word(update: Update) -> str:
    """A short word for an update."""
    message = update.message or update.edited_message
    if message is None:
        return "my_chat_member" if update.my_chat_member else "other"
    if message.location:
        return "location"
    return message.text or message.caption or ("photo" if message.photo else "service")


async def test_privacy_mode_keeps_most_messages_from_a_plain_member(
    bot: Bot, wang: Player, world: DrillTelegram
) -> None:
    """Only commands, replies to the bot, mentions of it and service messages come through."""
    world.set_member(GROUP, world.bot.id, "member", by=CAPTAIN, tell=False)
    card = await bot.send_message(GROUP, "#42")
    wang.say(GROUP, "just talk")
    wang.send_location(GROUP, 30.3, 120.2)
    wang.send_photo(GROUP)
    wang.say(GROUP, "/duty")
    wang.say(GROUP, "/duty@other_bot")
    wang.say(GROUP, "/off@patrolbot_drill_bot")
    wang.say(GROUP, "hello @patrolbot_drill_bot")
    wang.say(GROUP, "hello @somebody_else")
    wang.say(GROUP, "收到", reply_to=card.message_id)
    wang.send_photo(GROUP, reply_to=card.message_id)
    wang.leave(GROUP)
    assert await texts(bot) == [
        "/duty",
        "/off@patrolbot_drill_bot",
        "hello @patrolbot_drill_bot",
        "收到",
        "photo",
        "service",
    ]


async def test_an_admin_and_a_bot_without_privacy_hear_everything(bot: Bot, wang: Player, world: DrillTelegram) -> None:
    """Talk, places and pictures reach the bot when it is admin, or when privacy mode is off."""
    wang.say(GROUP, "talk")
    wang.send_location(GROUP, 30.3, 120.2)
    assert await texts(bot) == ["talk", "location"]
    world.set_member(GROUP, world.bot.id, "member", by=CAPTAIN, tell=False)
    wang.say(GROUP, "unheard")
    world.privacy = False
    wang.say(GROUP, "heard")
    assert await texts(bot) == ["heard"]


async def test_a_bot_that_is_not_there_hears_nothing(bot: Bot, wang: Player, captain: Player) -> None:
    """After its removal the bot learns of that, and of nothing more."""
    captain.remove(GROUP, bot.id)
    wang.say(GROUP, "alone")
    assert await texts(bot) == ["my_chat_member"]
    with pytest.raises(Forbidden, match="bot was kicked"):
        await bot.get_chat(GROUP)


async def test_members_as_the_bot_sees_them(bot: Bot, world: DrillTelegram) -> None:
    """Creator, administrator with rights, member, somebody who is not there, somebody unknown."""
    world.set_member(GROUP, LI, "administrator", by=CAPTAIN, rights=["can_pin_messages"], tell=False)
    assert (await bot.get_chat_member(GROUP, CAPTAIN)).status == "creator"
    admin = await bot.get_chat_member(GROUP, LI)
    assert isinstance(admin, ChatMemberAdministrator)
    assert (admin.can_pin_messages, admin.can_delete_messages) == (True, False)
    assert (await bot.get_chat_member(GROUP, WANG)).status == "member"
    world.add_person(1009, "外人")
    assert (await bot.get_chat_member(GROUP, 1009)).status == "left"
    with pytest.raises(BadRequest, match="nvalid user_id"):
        await bot.get_chat_member(GROUP, 4040)
    admins = await bot.get_chat_administrators(GROUP)
    assert {one.user.id for one in admins} == {CAPTAIN, LI, bot.id}


async def test_a_chat_as_the_bot_sees_it(bot: Bot, world: DrillTelegram) -> None:
    """Title, kind and forum of a group; names of a private chat; a stranger's chat is not found."""
    world.add_group(-1002, "论坛", forum=True)
    chat = await bot.get_chat(-1002)
    assert (chat.title, chat.type, chat.is_forum) == ("论坛", "supergroup", True)
    assert (await bot.get_chat(WANG)).username == "lao_wang"
    with pytest.raises(BadRequest, match="hat not found"):
        await bot.get_chat(4040)


async def test_joining_and_leaving_are_told(bot: Bot, world: DrillTelegram) -> None:
    """Service messages name who came and who went."""
    world.add_person(1009, "新人")
    Player(world, 1009).join(GROUP)
    Player(world, 1009).leave(GROUP)
    came, went = [one.message for one in await bot.get_updates()]
    assert came and [one.id for one in came.new_chat_members] == [1009]
    assert went and went.left_chat_member and went.left_chat_member.id == 1009


async def test_the_bots_own_standing_is_told(bot: Bot, wang: Player, world: DrillTelegram) -> None:
    """Promotion, leaving, and a private chat that is blocked and opened again."""
    world.set_member(GROUP, bot.id, "member", by=CAPTAIN)
    await bot.leave_chat(GROUP)
    wang.block()
    wang.start_private("link42")
    heard = await bot.get_updates()
    changes = [one.my_chat_member for one in heard if one.my_chat_member]
    assert [(one.chat.id, str(one.old_chat_member.status), str(one.new_chat_member.status)) for one in changes] == [
        (GROUP, "administrator", "member"),
        (GROUP, "member", "left"),
        (WANG, "member", "kicked"),
        (WANG, "kicked", "member"),
    ]
    assert heard[-1].message and heard[-1].message.text == "/start link42"


async def test_anonymous_admins_and_channels(bot: Bot, captain: Player, world: DrillTelegram) -> None:
    """They write under Telegram's stand-in accounts with sender_chat set; a channel's post is forwarded."""
    captain.as_anonymous_admin(GROUP).say(GROUP, "order")
    world.add_channel(-1003, "通知", linked_group=GROUP)
    captain.as_channel(-1003).say(GROUP, "as channel")
    captain.post_in_channel(-1003, "news")
    anonymous, channel, post, forwarded = await bot.get_updates()
    assert anonymous.message and anonymous.message.from_user and anonymous.message.sender_chat
    assert (anonymous.message.from_user.id, anonymous.message.sender_chat.id) == (1087968824, GROUP)
    assert channel.message and channel.message.from_user and channel.message.sender_chat
    assert (channel.message.from_user.id, channel.message.sender_chat.id) == (136817688, -1003)
    assert post.channel_post and post.channel_post.text == "news"
    assert forwarded.message and forwarded.message.from_user
    assert (forwarded.message.from_user.id, forwarded.message.is_automatic_forward) == (777000, True)
    owner = await bot.get_chat_member(GROUP, CAPTAIN)
    assert isinstance(owner, ChatMemberOwner) and owner.is_anonymous
