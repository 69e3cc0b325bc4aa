"""What of a group a bot that is no admin gets to hear: privacy mode."""

from handlers.drill.world.chats import Message, Person
from handlers.drill.world.entities import cut_utf16

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


def is_meant_for(bot: Person, message: Message, *, privacy: bool) -> bool:
    """Whether a bot that is no admin gets a group's message: all without privacy mode, else what is addressed to it."""
    body = message.body
    if not privacy or SERVICE_KEYS & body.keys() or "via_bot" in body:
        return True
    replied = body.get("reply_to_message")
    if replied is not None and replied.get("from", {}).get("id") == bot.id:
        return True
    text = message.text
    own = f"@{bot.username}".lower()
    for entity in body.get("entities") or body.get("caption_entities") or []:
        part = cut_utf16(text, entity["offset"], entity["length"]).lower()
        if entity["type"] == "mention" and part == own:
            return True
        if entity["type"] == "bot_command" and ("@" not in part or part.endswith(own)):
            return True
        if entity["type"] == "text_mention" and entity["user"]["id"] == bot.id:
            return True
    return False
