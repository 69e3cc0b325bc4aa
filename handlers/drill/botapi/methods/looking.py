"""Bot API methods about the bot itself, its updates, chats, members, files and command menus."""

import json
import re

from handlers.drill.botapi.methods.ask import Ask
from handlers.drill.world import chats
from handlers.drill.world.chats import Chat, Json, Member, Status
from handlers.drill.world.errors import ApiError, bad_request

WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


def get_me(ask: Ask) -> Json:
    """GetMe."""
    return chats.user_json(ask.world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not ask.world.privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


async def get_updates(ask: Ask) -> list[Json]:
    """getUpdates, waiting for an update where a timeout is given."""
    world = ask.world
    if world.webhook.url:
        raise ApiError(409, WEBHOOK_ACTIVE)
    _allow(ask)
    world.calls.polls += 1
    limit = max(1, min(100, ask.integer("limit", 100)))
    return await world.updates.poll(ask.integer("offset", 0), limit, ask.number("timeout", 0.0))


def set_webhook(ask: Ask) -> bool:
    """setWebhook; an empty address takes it away."""
    url, secret = ask.text("url").strip(), ask.text("secret_token")
    if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(ask)
    _drop_if_asked(ask)
    ask.world.webhook.point_to(url, secret)
    return True


def delete_webhook(ask: Ask) -> bool:
    """DeleteWebhook."""
    _drop_if_asked(ask)
    ask.world.webhook.point_to("")
    return True


def get_webhook_info(ask: Ask) -> Json:
    """GetWebhookInfo."""
    hook = ask.world.webhook
    info: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": len(ask.world.updates)}
    if hook.url:
        info |= {"max_connections": 40, "allowed_updates": sorted(ask.world.updates.allowed)}
    if hook.last_error is not None and hook.last_error_at is not None:
        info |= {"last_error_message": hook.last_error, "last_error_date": int(hook.last_error_at.timestamp())}
    return info


def get_chat(ask: Ask) -> Json:
    """GetChat."""
    chat = ask.chat(ask.world.visible)
    if chat.person is not None and not chat.person.started:
        raise bad_request("chat not found")
    body = chats.full_chat_json(chat)
    pinned = ask.world.find(chat.id, chat.pins[-1]) if chat.pins else None
    return body | ({"pinned_message": pinned.body} if pinned is not None else {})


def get_chat_member(ask: Ask) -> Json:
    """GetChatMember."""
    chat = ask.chat(ask.world.visible)
    person = ask.world.people.get(ask.integer("user_id"))
    if person is None:
        raise bad_request("invalid user_id specified")
    if chat.person is not None:
        status = Status.MEMBER if person.id in (chat.id, ask.world.bot.id) else Status.LEFT
        return chats.member_json(Member(person, status), chat)
    return chats.member_json(chat.members.get(person.id) or Member(person, Status.LEFT), chat)


def get_chat_administrators(ask: Ask) -> list[Json]:
    """getChatAdministrators: without other bots."""
    chat = ask.chat(ask.world.visible)
    if chat.person is not None:
        raise bad_request("there are no administrators in the private chat")
    shown = [one for one in chat.members.values() if one.commands]
    return [chats.member_json(one, chat) for one in shown if one.person is ask.world.bot or not one.person.is_bot]


def get_chat_member_count(ask: Ask) -> int:
    """GetChatMemberCount."""
    chat = ask.chat(ask.world.visible)
    return 2 if chat.person is not None else sum(1 for one in chat.members.values() if one.present)


def leave_chat(ask: Ask) -> bool:
    """leaveChat: groups and channels only."""
    chat: Chat = ask.chat(ask.world.visible)
    if chat.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    ask.world.set_member(chat.id, ask.world.bot.id, Status.LEFT)
    return True


def get_file(ask: Ask) -> Json:
    """GetFile."""
    return ask.world.files.file_json(ask.text("file_id"))


def set_my_commands(ask: Ask) -> bool:
    """SetMyCommands for one scope and language."""
    commands = ask.listing("commands")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        name = one.get("command")
        if not isinstance(name, str) or not _COMMAND.fullmatch(name.removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(one.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    ask.world.commands[_scope(ask)] = [
        {"command": one["command"].removeprefix("/"), "description": str(one["description"])} for one in commands
    ]
    return True


def get_my_commands(ask: Ask) -> list[Json]:
    """GetMyCommands of one scope and language."""
    return ask.world.commands.get(_scope(ask), [])


def delete_my_commands(ask: Ask) -> bool:
    """DeleteMyCommands of one scope and language."""
    ask.world.commands.pop(_scope(ask), None)
    return True


def _scope(ask: Ask) -> tuple[str, str]:
    """Scope and language as a key; a chat that the scope names must be one that the bot can see."""
    scope = ask.mapping("scope") or {"type": "default"}
    if not isinstance(scope.get("type"), str) or scope["type"] not in SCOPES:
        raise bad_request("unsupported type specified")
    if "chat_id" in scope:
        ask.world.visible(Ask(ask.world, scope).chat_ref())
    return json.dumps(scope, sort_keys=True), ask.text("language_code")


def _allow(ask: Ask) -> None:
    kinds = ask.structure("allowed_updates")
    if kinds is not None and not isinstance(kinds, list):
        raise bad_request("can't parse allowed updates JSON array")
    ask.world.updates.allow(None if kinds is None else [one for one in kinds if isinstance(one, str)])


def _drop_if_asked(ask: Ask) -> None:
    if ask.flag("drop_pending_updates"):
        ask.world.updates.drop_all()


METHODS = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
}
