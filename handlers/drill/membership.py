"""Who comes, goes, is made admin or removed, and what Telegram tells the bot of it; also privacy mode."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from handlers.drill import chats
from handlers.drill.chats import Chat, Json, Member, Message, Person, Status
from handlers.drill.entities import cut_utf16
from handlers.drill.errors import Mistake

if TYPE_CHECKING:
    from handlers.drill.telegram import DrillTelegram

SERVICE_KEYS = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "pinned_message",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "new_chat_title",
        "group_chat_created",
        "forum_topic_created",
        "forum_topic_closed",
        "forum_topic_reopened",
    }
)


def seat(world: "DrillTelegram", chat: Chat, user_id: int, status: Status) -> Member:
    """Put a person into a chat with a standing, telling nobody."""
    member = Member(world.person(user_id), status)
    chat.members[user_id] = member
    return member


def change(
    world: "DrillTelegram",
    chat: Chat,
    user_id: int,
    status: Status,
    *,
    by: int | None,
    anonymous: bool,
    rights: Iterable[str] | None,
    tell: bool,
) -> Member:
    """Change a standing; the bot hears of its own, and of others' when it is admin and asked for them."""
    if chat.person is not None:
        raise Mistake("A private chat has no members; use start_private or block.")
    person, actor = world.person(user_id), world.person(by if by is not None else user_id)
    before = chat.members.get(user_id) or Member(person, Status.LEFT)
    granted = chats.ALL_RIGHTS if rights is None else frozenset(rights)
    after = Member(person, status, anonymous, granted)
    was_admin = _bot_commands(world, chat)
    left_alone = person is world.bot and status in (Status.LEFT, Status.KICKED)
    if tell and before.present and not after.present and not left_alone and chat.is_group:
        world.announce(chat, actor, {"left_chat_member": chats.user_json(person)})
    chat.members[user_id] = after
    if tell:
        _tell_change(world, chat, actor, before, after, was_admin)
    if tell and after.present and not before.present and chat.is_group:
        world.announce(chat, actor, {"new_chat_members": [chats.user_json(person)]})
    world.changes.touch()
    return after


def _bot_commands(world: "DrillTelegram", chat: Chat) -> bool:
    own = chat.members.get(world.bot.id)
    return own is not None and own.commands


def _tell_change(
    world: "DrillTelegram", chat: Chat, actor: Person, before: Member, after: Member, was_admin: bool
) -> None:
    told: Json = {
        "chat": chats.chat_json(chat),
        "from": chats.user_json(actor),
        "date": int(world.clock.now().timestamp()),
        "old_chat_member": chats.member_json(before, chat),
        "new_chat_member": chats.member_json(after, chat),
    }
    if before == after:
        return
    if after.person is world.bot:
        world.updates.push("my_chat_member", told)
    elif was_admin:
        world.updates.push("chat_member", told)


def private_change(world: "DrillTelegram", person: Person, blocked: bool) -> None:
    """The person blocked the bot or let it in again; the bot is told as of a standing of its own."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    chat = world.chats[person.id]
    states = [Member(world.bot, Status.MEMBER), Member(world.bot, Status.KICKED)]
    before, after = states if blocked else reversed(states)
    _tell_change(world, chat, person, before, after, was_admin=False)
    world.changes.touch()


def migrate(world: "DrillTelegram", chat: Chat, new_id: int | None) -> int:
    """Turn a basic group into a supergroup with another id; both chats get their service message."""
    if chat.type != "group" or chat.migrated_to is not None:
        raise Mistake(f"Chat {chat.id} is no basic group; only a basic group (an id not starting with -100) migrates.")
    target = new_id if new_id is not None else -1_000_000_000_000 + chat.id
    if target in world.chats:
        raise Mistake(f"There is a chat {target} already; choose another id for the supergroup.")
    successor = Chat(target, "supergroup", title=chat.title, members=dict(chat.members))
    world.chats[target] = successor
    author = next((one.person for one in chat.members.values() if one.person is not world.bot), world.bot)
    world.announce(chat, author, {"migrate_to_chat_id": target})
    chat.migrated_to = target
    world.announce(successor, author, {"migrate_from_chat_id": chat.id})
    return target


def meant_for_bot(world: "DrillTelegram", message: Message) -> bool:
    """Whether a bot that is no admin gets a group's message: all without privacy mode, else what is addressed to it."""
    body = message.body
    if not world.privacy or SERVICE_KEYS & body.keys() or "via_bot" in body:
        return True
    replied = body.get("reply_to_message")
    if replied is not None and replied.get("from", {}).get("id") == world.bot.id:
        return True
    text = message.text
    own = f"@{world.bot.username}".lower()
    for entity in body.get("entities") or body.get("caption_entities") or []:
        part = cut_utf16(text, entity["offset"], entity["length"]).lower()
        if entity["type"] == "mention" and part == own:
            return True
        if entity["type"] == "bot_command" and ("@" not in part or part.endswith(own)):
            return True
        if entity["type"] == "text_mention" and entity["user"]["id"] == world.bot.id:
            return True
    return False
