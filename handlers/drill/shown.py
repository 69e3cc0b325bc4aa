"""A message as the page draws it: what a person sees, and what the drawing needs besides."""

import json
from typing import Any

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people import seen
from handlers.drill.world.chats import FAMOUS, Chat, Json, Message, Person, Query

EARLIEST = 200
"""So many of a chat's newest messages are sent to a page that opens; it asks for earlier ones."""

KINDS = ("photo", "location", "voice", "video", "document", "contact")
"""What a message may be besides text."""


def message_json(world: DrillTelegram, message: Message) -> Json:
    """One message; of a deleted one only that it is gone."""
    known: Json = {"id": message.message_id, "chat": message.chat_id, "change": message.change}
    if message.deleted:
        return known | {"gone": True}
    body = message.body
    told = seen.as_seen(world, message).as_json() | known
    told["at"] = round(message.sent_at.timestamp() * 1000)
    told.pop("earlier", None)
    told |= _files(body) | _service(body)
    if message.keyboard is not None:
        told["keyboard"] = message.keyboard
    if message.live_until is not None:
        told["live_until"] = round(message.live_until.timestamp() * 1000)
    if "reply_to_message" in body:
        told["reply"] = _quoted(body["reply_to_message"])
    if "forward_origin" in body:
        told["forwarded"] = True
    return told


def _quoted(body: Json) -> Json:
    who = body.get("sender_chat") or body.get("from") or body["chat"]
    return {
        "id": body["message_id"],
        "sender": who.get("first_name") or who.get("title") or "",
        "text": (body.get("text") or body.get("caption") or "")[:120],
        "kind": next((kind for kind in KINDS if kind in body), ""),
    }


def _files(body: Json) -> Json:
    told: Json = {}
    if "photo" in body:
        told["size"] = [body["photo"][-1]["width"], body["photo"][-1]["height"]]
    for kind in ("document", "voice", "video"):
        if kind in body:
            about = body[kind]
            told["file"] = {
                "name": about.get("file_name", ""),
                "bytes": about.get("file_size", 0),
                "seconds": about.get("duration", 0),
                "mime": about.get("mime_type", ""),
            }
    if "contact" in body:
        told["contact"] = body["contact"]
    return told


def _service(body: Json) -> Json:
    """Whom or what a service message is about."""
    people: list[Any] = list(body.get("new_chat_members", []))
    if "left_chat_member" in body:
        people.append(body["left_chat_member"])
    about: Json = {"people": [one["first_name"] for one in people]} if people else {}
    if "pinned_message" in body:
        about["pinned_id"] = body["pinned_message"]["message_id"]
        about["pinned_text"] = (body["pinned_message"].get("text") or "")[:120]
    return about


def answer_json(query: Query) -> Json:
    """The bot's answer to a pressed button."""
    return {
        "id": query.id,
        "from": query.person.id,
        "chat": query.message.chat_id,
        "text": query.text,
        "alert": query.alert,
        "url": query.url,
    }


def newest(world: DrillTelegram) -> tuple[list[Json], dict[str, bool]]:
    """The newest messages of every chat, and in which chats there are earlier ones."""
    told: list[Json] = []
    earlier: dict[str, bool] = {}
    for chat_id in world.chats:
        every = world.messages(chat_id)
        told += [message_json(world, one) for one in every[-EARLIEST:]]
        earlier[str(chat_id)] = len(every) > EARLIEST
    return told, earlier


def before(world: DrillTelegram, chat_id: int, message_id: int) -> Json:
    """The messages of a chat that came before one of them, the newest of them last, and whether there are more."""
    every = [one for one in world.messages(chat_id) if one.message_id < message_id]
    return {"messages": [message_json(world, one) for one in every[-EARLIEST:]], "earlier": len(every) > EARLIEST}


def state_json(world: DrillTelegram) -> Json:
    """What else a page shows of the world: pins, who is in the group, faults, command menus."""
    now = world.clock.now()
    out_until = world.faults.out_until
    people, groups = played(world), [chat for chat in world.chats.values() if chat.is_group]
    return {
        "pins": {str(chat.id): chat.pins[-1] for chat in world.chats.values() if chat.pins},
        "away": {str(chat.id): [one.id for one in people if not _is_in(chat, one)] for chat in groups},
        "closed": [one.id for one in people if not one.started or one.blocked],
        "out_until": round(out_until.timestamp() * 1000) if out_until is not None and out_until > now else None,
        "armed": world.faults.armed,
        "waiting": len(world.updates),
        "menus": [
            {"scope": json.loads(scope), "language_code": language, "commands": commands}
            for (scope, language), commands in world.commands.items()
        ],
    }


def played(world: DrillTelegram) -> list[Person]:
    """Everybody whom somebody may play."""
    return [one for one in world.people.values() if not one.is_bot and one.id not in FAMOUS]


def _is_in(chat: Chat, person: Person) -> bool:
    member = chat.members.get(person.id)
    return member is not None and member.present
