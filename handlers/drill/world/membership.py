"""Who comes, goes, is made admin or removed, and what Telegram tells the bot of it."""

from collections.abc import Iterable

from handlers.drill.world import chats
from handlers.drill.world.chats import Chat, Json, Member, Person, Status
from handlers.drill.world.errors import Mistake
from handlers.drill.world.world import World


def seat(world: World, chat: Chat, user_id: int, status: Status) -> Member:
    """Put a person into a chat with a standing, telling nobody."""
    member = Member(world.person(user_id), status)
    chat.members[user_id] = member
    return member


def change(
    world: World,
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


def _bot_commands(world: World, chat: Chat) -> bool:
    own = chat.members.get(world.bot.id)
    return own is not None and own.commands


def _tell_change(world: World, chat: Chat, actor: Person, before: Member, after: Member, was_admin: bool) -> None:
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


def delete(world: World, chat: Chat) -> None:
    """The owner deletes a group: nobody is told, and whoever calls is refused."""
    if not chat.is_group:
        raise Mistake("Only a group can be deleted.")
    chat.deleted = True
    world.changes.touch()


def private_change(world: World, person: Person, blocked: bool) -> None:
    """The person blocked the bot or let it in again; the bot is told as of a standing of its own."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    chat = world.chats[person.id]
    states = [Member(world.bot, Status.MEMBER), Member(world.bot, Status.KICKED)]
    before, after = states if blocked else reversed(states)
    _tell_change(world, chat, person, before, after, was_admin=False)
    world.changes.touch()


def migrate(world: World, chat: Chat, new_id: int | None) -> int:
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
