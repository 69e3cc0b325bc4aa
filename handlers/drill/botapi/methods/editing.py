"""Bot API methods that change what is there: edits, deletions, pins, reactions, topics, answers to buttons."""

from handlers.drill.botapi.methods import keyboards
from handlers.drill.botapi.methods.ask import Ask
from handlers.drill.botapi.methods.sending import LONG_CAPTION, MOST_CAPTION, MOST_TEXT, read_location
from handlers.drill.world import forums, places
from handlers.drill.world.chats import QUERY_KEPT_FOR, Chat, Json, Message
from handlers.drill.world.errors import bad_request

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current"
    " content and reply markup of the message"
)
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
MOST_ANSWER = 200
DELETABLE_SECONDS = 48 * 3600
_EMOJI = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐"
    " 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾"
    " 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
REACTIONS = frozenset(_EMOJI.split())


def edit_message_text(ask: Ask) -> Json:
    """editMessageText; without a keyboard the old one goes."""
    chat, message = _own(ask)
    text, entities = ask.formatted("text", "entities", MOST_TEXT, "message is too long")
    if not text:
        raise bad_request("message text is empty")
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(ask, chat, message, {"text": text, "entities": entities or None} | _markup(ask))


def edit_message_caption(ask: Ask) -> Json:
    """editMessageCaption; without a keyboard the old one goes."""
    chat, message = _own(ask)
    text, entities = ask.formatted("caption", "caption_entities", MOST_CAPTION, LONG_CAPTION)
    if not {"photo", "document", "video", "voice"} & message.body.keys():
        raise bad_request("there is no caption in the message to edit")
    return _edit(ask, chat, message, {"caption": text or None, "caption_entities": entities or None} | _markup(ask))


def edit_message_reply_markup(ask: Ask) -> Json:
    """EditMessageReplyMarkup."""
    chat, message = _own(ask)
    return _edit(ask, chat, message, _markup(ask))


def edit_message_live_location(ask: Ask) -> Json:
    """EditMessageLiveLocation of the bot's own live location."""
    chat, message = _own(ask)
    period = _live_period(message)
    return _edit(ask, chat, message, {"location": read_location(ask) | {"live_period": period}} | _markup(ask))


def stop_message_live_location(ask: Ask) -> Json:
    """StopMessageLiveLocation of the bot's own live location."""
    chat, message = _own(ask)
    _live_period(message)
    place = {key: value for key, value in message.body["location"].items() if key != "live_period"}
    return _edit(ask, chat, message, {"location": place} | _markup(ask))


def delete_message(ask: Ask) -> bool:
    """deleteMessage: own ones for 48 hours, others' with the right to."""
    chat = ask.chat()
    message = ask.world.find(chat.id, ask.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    world = ask.world
    own = message.author is world.bot
    old = (world.clock.now() - message.sent_at).total_seconds() > DELETABLE_SECONDS
    allowed = world.bot_may(chat, "can_delete_messages") or (chat.type == "private" and not old) or (own and not old)
    if not allowed:
        raise bad_request("message can't be deleted")
    world.delete(message)
    return True


def pin_chat_message(ask: Ask) -> bool:
    """pinChatMessage: in groups only with the right to; posts a service message, which is why it costs one."""
    chat = ask.chat()
    message = ask.world.find(chat.id, ask.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    _may_pin(ask, chat)
    if message.message_id in chat.pins:
        return True
    ask.pace(chat)
    chat.pins.append(message.message_id)
    ask.world.changes.note(message)
    pinned = {key: value for key, value in message.body.items() if key != "reply_to_message"}
    ask.world.announce(chat, ask.world.bot, {"pinned_message": pinned}, thread=places.topic_of(message))
    return True


def unpin_chat_message(ask: Ask) -> bool:
    """unpinChatMessage: the one named, else the last one pinned."""
    chat = ask.chat()
    _may_pin(ask, chat)
    wanted = ask.integer("message_id", 0) or (chat.pins[-1] if chat.pins else 0)
    if wanted not in chat.pins:
        raise bad_request("message to unpin not found")
    _unpin(ask, chat, wanted)
    return True


def unpin_all_chat_messages(ask: Ask) -> bool:
    """UnpinAllChatMessages."""
    chat = ask.chat()
    _may_pin(ask, chat)
    for message_id in list(chat.pins):
        _unpin(ask, chat, message_id)
    return True


def answer_callback_query(ask: Ask) -> bool:
    """answerCallbackQuery: free, for 150 seconds; only the first answer is shown."""
    world = ask.world
    query = world.queries.get(ask.text("callback_query_id"))
    if query is None or world.clock.now() - query.at > QUERY_KEPT_FOR:
        raise bad_request(OLD_QUERY)
    text = ask.text("text")
    if len(text) > MOST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    ask.noted_chat = query.message.chat_id
    if query.answered_at is None:
        query.answered_at, query.text, query.alert = world.clock.now(), text, ask.flag("show_alert")
        query.url = ask.text("url") or None
        world.changes.answer(query)
    return True


def set_message_reaction(ask: Ask) -> bool:
    """setMessageReaction: none, or one of Telegram's own emoji."""
    chat = ask.chat()
    message = ask.world.find(chat.id, ask.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reactions = ask.listing("reaction")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") == "emoji" and one.get("emoji") not in REACTIONS for one in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions = list(reactions)
    ask.world.changes.note(message)
    return True


def create_forum_topic(ask: Ask) -> Json:
    """createForumTopic: in forums, with the right to."""
    chat = ask.chat()
    name = ask.text("name").strip()
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not ask.world.bot_may(chat, "can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    if not 1 <= len(name) <= forums.MOST_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    ask.pace(chat)
    message = forums.begin(ask.world, chat, ask.world.bot, name, ask.integer("icon_color", forums.COLOUR))
    told: Json = message.body["forum_topic_created"]
    return {"message_thread_id": message.message_id} | told


def _own(ask: Ask) -> tuple[Chat, Message]:
    chat = ask.chat()
    message = ask.world.find(chat.id, ask.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.author is not ask.world.bot:
        raise bad_request("message can't be edited")
    return chat, message


def _markup(ask: Ask) -> Json:
    inline, other = keyboards.read(ask)
    if other is not None:
        raise bad_request("inline keyboard expected")
    return {"reply_markup": inline}


def _edit(ask: Ask, chat: Chat, message: Message, changes: Json) -> Json:
    ask.pace(chat)
    if all(message.body.get(key) == value for key, value in changes.items()):
        raise bad_request(NOT_MODIFIED)
    dropped = [key for key, value in changes.items() if value is None]
    ask.world.edit(message, {key: value for key, value in changes.items() if value is not None}, dropped)
    return message.body


def _live_period(message: Message) -> int:
    period = message.body.get("location", {}).get("live_period")
    if period is None:
        raise bad_request("message can't be edited")
    return int(period)


def _may_pin(ask: Ask, chat: Chat) -> None:
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    if chat.type != "private" and not ask.world.bot_may(chat, right):
        raise bad_request("not enough rights to manage pinned messages in the chat")


def _unpin(ask: Ask, chat: Chat, message_id: int) -> None:
    chat.pins.remove(message_id)
    message = ask.world.find(chat.id, message_id)
    if message is not None:
        ask.world.changes.note(message)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageLiveLocation": edit_message_live_location,
    "stopMessageLiveLocation": stop_message_live_location,
    "deleteMessage": delete_message,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_message_reaction,
    "createForumTopic": create_forum_topic,
}
