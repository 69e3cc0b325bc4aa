"""A person's presence on the drill ground: where somebody may act, and which message is meant.

What nobody could do in Telegram is a ``Mistake`` with a sentence. ``Player`` builds on it.
"""

import math
from datetime import datetime
from typing import TypeAlias

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people import seen
from handlers.drill.world import chats, forums, places
from handlers.drill.world.chats import Chat, Json, Message, Person
from handlers.drill.world.entities import with_found
from handlers.drill.world.errors import Mistake

MessageRef: TypeAlias = int | Message | seen.Seen
"""A message, as returned by what sent it, as seen, or by its number (then the chat matters)."""


class Presence:
    """A person in this world, perhaps behind the name of a group (anonymous admin) or a channel."""

    def __init__(self, world: DrillTelegram, user_id: int, mask: Chat | None = None) -> None:
        self.world = world
        self.person: Person = world.person(user_id)
        self._mask = mask

    @property
    def id(self) -> int:
        """The person's user id, which is also the id of the private chat with the bot."""
        return self.person.id

    def _post(
        self, chat: int, content: Json, reply_to: MessageRef | None, at: datetime | None, thread: int | None = None
    ) -> Message:
        target = self.world.chat(chat)
        self._must_be_in(target)
        if target.type == "channel":
            raise Mistake(f"Chat {chat} is a channel; use post_in_channel.")
        shown_as = None
        if self._mask is not None:
            hidden = self._mask.id == target.id
            shown_as = self.world.person(chats.ANONYMOUS_ADMIN_ID if hidden else chats.CHANNEL_BOT_ID)
        replied = None if reply_to is None else self._message(reply_to, chat)
        forums.admit(self.world, target, self.person, places.goes_to(target, thread, replied))
        return self.world.post(
            target, self.person, content, as_chat=self._mask, reply_to=replied, at=at, thread=thread, shown_as=shown_as
        )

    def _origin(self, at: datetime | None) -> Json:
        date = int((at or self.world.clock.now()).timestamp()) - 60
        return {"type": "hidden_user", "date": date, "sender_user_name": "-"}

    def _message(self, ref: MessageRef, chat: int | None) -> Message:
        if isinstance(ref, Message):
            return ref
        if isinstance(ref, seen.Seen):
            return self.world.message(ref.chat, ref.id)
        return self.world.message(self.id if chat is None else chat, ref)

    def _own(self, ref: MessageRef, chat: int | None) -> Message:
        if isinstance(ref, int) and chat is None:
            own = [one for one in self.world.everything() if one.message_id == ref and one.author is self.person]
            if not own:
                raise Mistake(f"{self.person.first_name} sent no message {ref}; name one of that person's own.")
            return own[-1]
        message = self._message(ref, chat)
        if message.author is not self.person:
            raise Mistake(f"Message {message.message_id} is not by {self.person.first_name}; only own ones change.")
        return message

    def _live(self, ref: MessageRef, chat: int | None) -> Message:
        live = self._own(ref, chat)
        if live.live_until is None:
            raise Mistake(f"Message {live.message_id} is no live location that still runs; start a new one.")
        if self.world.clock.now() >= live.live_until:
            raise Mistake(f"The live location {live.message_id} ended at {live.live_until:%H:%M:%S}; start a new one.")
        return live

    def _must_be_in(self, chat: Chat) -> None:
        name = self.person.first_name
        if chat.person is not None and chat.person is not self.person:
            raise Mistake(f"Chat {chat.id} is somebody else's private chat; {name} cannot act there.")
        if chat.person is None and not (chat.id == getattr(self._mask, "id", None) or self._present(chat)):
            raise Mistake(f"{name} is not in chat {chat.id}; join it first.")
        if chat.person is not None and not self.person.started:
            raise Mistake(f"{name} has no private chat with the bot yet; use start_private first.")
        if chat.migrated_to is not None:
            raise Mistake(f"Chat {chat.id} became {chat.migrated_to}; act there.")

    def _present(self, chat: Chat) -> bool:
        member = chat.members.get(self.id)
        return member is not None and member.present

    def _must_command(self, chat: Chat) -> None:
        member = chat.members.get(self.id)
        if member is None or not member.commands:
            raise Mistake(f"{self.person.first_name} is no admin of chat {chat.id}; make that person admin first.")


def place(lat: float, lon: float, accuracy: float | None) -> Json:
    """The Bot API's ``Location``; what no phone could send is a mistake. (0, 0) is a place that phones do send."""
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise Mistake(f"({lat}, {lon}) is no place on earth; latitude is -90 to 90, longitude -180 to 180 degrees.")
    body: Json = {"latitude": float(lat), "longitude": float(lon)}
    if accuracy is not None:
        if not 0 <= accuracy <= 1500:
            raise Mistake(f"Accuracy is 0 to 1500 metres, not {accuracy}.")
        body["horizontal_accuracy"] = float(accuracy)
    return body


def found(key: str, text: str) -> Json:
    """What Telegram finds in a text by itself (commands, links), under *key*; nothing where that is nothing."""
    entities = with_found(text, [])
    return {key: entities} if entities else {}


def caption_of(caption: str | None) -> Json:
    """A caption with what is found in it."""
    return {} if not caption else {"caption": caption} | found("caption_entities", caption)
