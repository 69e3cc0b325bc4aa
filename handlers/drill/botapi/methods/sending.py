"""Bot API methods by which the bot sends something new."""

import math
from collections.abc import Callable
from typing import Any

from handlers.drill.botapi.methods import keyboards
from handlers.drill.botapi.methods.ask import Ask, formatted
from handlers.drill.world import files, forums
from handlers.drill.world.chats import Chat, Json, Message
from handlers.drill.world.errors import bad_request

MOST_TEXT = 4096
MOST_CAPTION = 1024
LONG_CAPTION = "message caption is too long"
FOREVER = 0x7FFFFFFF
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(ask: Ask) -> Json:
    """SendMessage."""
    chat = ask.chat()
    text, entities = ask.formatted("text", "entities", MOST_TEXT, "message is too long")
    if not text:
        raise bad_request("message text is empty")
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    preview = ask.mapping("link_preview_options")
    return _send(ask, chat, content | ({"link_preview_options": preview} if preview else {}))


def send_photo(ask: Ask) -> Json:
    """SendPhoto."""
    return _send_file(ask, "photo", files.PHOTO_FOLDER, files.photo_json)


def send_document(ask: Ask) -> Json:
    """SendDocument."""
    return _send_file(ask, "document", "documents", files.document_json)


def send_voice(ask: Ask) -> Json:
    """SendVoice."""
    seconds = ask.integer("duration", 0)
    return _send_file(ask, "voice", "voice", lambda stored: files.voice_json(stored, seconds))


def send_video(ask: Ask) -> Json:
    """SendVideo."""
    seconds = ask.integer("duration", 0)
    return _send_file(ask, "video", "videos", lambda stored: files.video_json(stored, seconds))


def send_location(ask: Ask) -> Json:
    """sendLocation, live when it has a period."""
    chat = ask.chat()
    location = read_location(ask)
    period = ask.integer("live_period", 0)
    if period and period != FOREVER and not 60 <= period <= 86400:
        raise bad_request("wrong live location period specified")
    return _send(ask, chat, {"location": location | ({"live_period": period} if period else {})})


def send_venue(ask: Ask) -> Json:
    """SendVenue."""
    chat = ask.chat()
    title, address = ask.text("title").strip(), ask.text("address").strip()
    if not title or not address:
        raise bad_request("venue title and address must be non-empty")
    location = read_location(ask)
    return _send(ask, chat, {"location": location, "venue": {"location": location, "title": title, "address": address}})


def send_media_group(ask: Ask) -> list[Json]:
    """sendMediaGroup: two to ten photos, videos or documents; each counts as a message."""
    chat = ask.chat()
    media = ask.listing("media")
    if not 2 <= len(media) <= 10:
        raise bad_request("there must be 2 to 10 media to send in an album")
    contents = [_album_piece(ask, one) for one in media]
    reply = _reply(ask, chat)
    thread = _thread(ask, chat, reply)
    ask.pace(chat, len(contents))
    world = ask.world
    group = {"media_group_id": str(13_000_000_000_000_000 + world.changes.touch())}
    sent = [world.post(chat, world.bot, one | group, reply_to=reply, thread=thread) for one in contents]
    return [message.body for message in sent]


def send_chat_action(ask: Ask) -> bool:
    """sendChatAction: shown to nobody here, and free."""
    ask.chat()
    if ask.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def read_location(ask: Ask) -> Json:
    """The Bot API's ``Location`` from the parameters; a 400 when it is no place on earth."""
    latitude, longitude = ask.number("latitude"), ask.number("longitude")
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise bad_request("wrong location specified" if math.isfinite(latitude) else "invalid latitude specified")
    body: Json = {"latitude": latitude, "longitude": longitude}
    if ask.has("horizontal_accuracy"):
        body["horizontal_accuracy"] = ask.number("horizontal_accuracy")
    if ask.has("heading"):
        body["heading"] = ask.integer("heading")
    return body


def _album_piece(ask: Ask, one: Json) -> Json:
    kind = one.get("type")
    if kind not in ("photo", "video", "document"):
        raise bad_request("can't parse InputMedia: media must be a photo, video or document")
    folder = {"photo": files.PHOTO_FOLDER, "video": "videos", "document": "documents"}[kind]
    stored = ask.file("media", folder, value=one.get("media", ""))
    shapes: dict[str, Callable[[], Any]] = {
        "photo": lambda: files.photo_json(stored),
        "video": lambda: files.video_json(stored, _seconds(one)),
        "document": lambda: files.document_json(stored),
    }
    mode, given = one.get("parse_mode", ""), one.get("caption_entities")
    text, entities = formatted(ask.world, str(one.get("caption", "")), str(mode), given, MOST_CAPTION, LONG_CAPTION)
    return {kind: shapes[kind]()} | _caption(text, entities)


def _seconds(one: Json) -> int:
    duration = one.get("duration", 0)
    return duration if isinstance(duration, int) else 0


def _caption(text: str, entities: list[Json]) -> Json:
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def _send_file(ask: Ask, kind: str, folder: str, shape: Callable[[files.Stored], Any]) -> Json:
    chat = ask.chat()
    text, entities = ask.formatted("caption", "caption_entities", MOST_CAPTION, LONG_CAPTION)
    stored = ask.file(kind, folder)
    return _send(ask, chat, {kind: shape(stored)} | _caption(text, entities))


def _send(ask: Ask, chat: Chat, content: Json) -> Json:
    inline, keys = keyboards.read(ask)
    reply = _reply(ask, chat)
    thread = _thread(ask, chat, reply)
    ask.pace(chat)
    marked = content | ({"reply_markup": inline} if inline else {})
    if ask.flag("protect_content"):
        marked["has_protected_content"] = True
    message = ask.world.post(chat, ask.world.bot, marked, reply_to=reply, thread=thread)
    message.keyboard = keys
    message.silent = ask.flag("disable_notification")
    return message.body


def _reply(ask: Ask, chat: Chat) -> Message | None:
    parameters = ask.mapping("reply_parameters")
    inner = Ask(ask.world, parameters)
    wanted = inner.integer("message_id", 0) or ask.integer("reply_to_message_id", 0)
    if not wanted:
        return None
    found = ask.world.find(inner.integer("chat_id", chat.id), wanted)
    lenient = inner.flag("allow_sending_without_reply") or ask.flag("allow_sending_without_reply")
    if found is None and not lenient:
        raise bad_request("message to be replied not found")
    return found


def _thread(ask: Ask, chat: Chat, reply: Message | None) -> int | None:
    thread = ask.integer("message_thread_id", 0) or None
    forums.admit_bot(ask.world, chat, thread, reply)
    return thread


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVoice": send_voice,
    "sendVideo": send_video,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendMediaGroup": send_media_group,
    "sendChatAction": send_chat_action,
}
