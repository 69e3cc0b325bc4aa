"""What a person sees on the phone: a chat's messages with their buttons, pictures, edits and pins."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.world import hearing, places
from handlers.drill.world.chats import Json, Message


@dataclass(frozen=True)
class Button:
    """An inline button: its label, either the data that a press sends or an address, and a colour if one was sent."""

    label: str
    data: str | None = None
    url: str | None = None
    style: str | None = None


@dataclass(frozen=True)
class Seen:
    """A message as a person sees it.

    *sender_id* and *sender* are what Telegram shows (an anonymous admin's group, a channel); *buttons* are the rows of
    inline buttons, *keys* the labels of a reply keyboard that came with it, *photo* and *document* file ids, *service*
    the kind of a service message, *change* a number that grows with each change anywhere.
    """

    id: int
    chat: int
    sender_id: int
    sender: str
    text: str
    at: datetime
    buttons: tuple[tuple[Button, ...], ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    photo: str | None = None
    document: str | None = None
    voice: str | None = None
    video: str | None = None
    location: Json | None = None
    venue: Json | None = None
    edited: bool = False
    edits: int = 0
    reply_to: int | None = None
    pinned: bool = False
    silent: bool = False
    thread: int | None = None
    service: str | None = None
    entities: tuple[Json, ...] = ()
    reactions: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    change: int = 0
    by_bot: bool = field(default=False)

    @property
    def labels(self) -> list[str]:
        """The labels of all inline buttons, row by row."""
        return [button.label for row in self.buttons for button in row]

    def as_json(self) -> Json:
        """The same for a person with curl; what is empty is left out."""
        full = asdict(self) | {"at": self.at.isoformat()}
        return {key: value for key, value in full.items() if value not in (None, (), False) or key == "text"}


def as_seen(world: DrillTelegram, message: Message) -> Seen:
    """One message as it looks now."""
    body = message.body
    shown: dict[str, Any] = body.get("sender_chat") or body.get("from") or body["chat"]
    return Seen(
        id=message.message_id,
        chat=message.chat_id,
        sender_id=shown["id"],
        sender=shown.get("first_name") or shown.get("title") or "",
        text=message.text,
        at=message.sent_at.astimezone(UTC),
        buttons=_buttons(body),
        keys=_keys(message),
        photo=body["photo"][-1]["file_id"] if "photo" in body else None,
        location=body.get("location"),
        venue=body.get("venue"),
        edited="edit_date" in body,
        edits=len(message.history),
        reply_to=places.replied(message),
        pinned=message.message_id in message.chat.pins,
        silent=message.silent,
        thread=places.topic_of(message),
        service=next((key for key in body if key in hearing.SERVICE_KEYS), None),
        entities=tuple(body.get("entities") or body.get("caption_entities") or ()),
        reactions=tuple(one.get("emoji", "") for one in message.reactions),
        earlier=tuple(str(one.get("text") or one.get("caption") or "") for one in message.history),
        change=message.change,
        by_bot=message.author is world.bot,
        **{kind: body[kind]["file_id"] for kind in ("document", "voice", "video") if kind in body},
    )


def look(world: DrillTelegram, chat_id: int, after: int = 0, changed_after: int = 0) -> list[Seen]:
    """A chat's messages in order, those after a number or changed after a change."""
    return [as_seen(world, one) for one in world.messages(chat_id, after, changed_after=changed_after)]


def _buttons(body: Json) -> tuple[tuple[Button, ...], ...]:
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(tuple(_button(one) for one in row) for row in rows)


def _button(one: Json) -> Button:
    return Button(one["text"], one.get("callback_data"), _address(one), one.get("style"))


def _address(button: Json) -> str | None:
    """Where a button leads: an address, or that of an app within Telegram."""
    return button.get("url") or (button.get("web_app") or {}).get("url")


def _keys(message: Message) -> tuple[tuple[str, ...], ...]:
    rows = (message.keyboard or {}).get("keyboard", [])
    return tuple(tuple(one if isinstance(one, str) else one["text"] for one in row) for row in rows)
