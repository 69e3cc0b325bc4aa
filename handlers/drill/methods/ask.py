"""One call of a Bot API method: its parameters, read from JSON, form or multipart as the real server reads them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.drill.chats import Chat, Json
from handlers.drill.entities import parse_html, trimmed, with_found
from handlers.drill.errors import ApiError, bad_request
from handlers.drill.files import Stored
from handlers.drill.telegram import DrillTelegram


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime: str
    data: bytes


@dataclass
class Ask:
    """The parameters of a call, and what is noted about it for the book of calls (*chat_id*, *cost*)."""

    world: DrillTelegram
    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    noted_chat: int | None = None
    cost: int = 0

    def has(self, name: str) -> bool:
        """Whether the parameter was given and is not empty."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int | None = None) -> int:
        """An integer; a 400 when it is missing without a default or is none."""
        value = self.values.get(name)
        if value in (None, ""):
            if default is None:
                raise bad_request(f"parameter {name} is required")
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def number(self, name: str, default: float | None = None) -> float:
        """A decimal number; a 400 when it is missing without a default or is none."""
        value = self.values.get(name)
        if value in (None, ""):
            if default is None:
                raise bad_request(f"{name} is empty")
            return default
        try:
            return float(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        """A boolean; missing means false."""
        value = self.values.get(name)
        return value is True or (isinstance(value, str | int) and str(value).lower() in ("true", "1", "yes"))

    def structure(self, name: str) -> Any:
        """A JSON value, serialised or not; None when it is missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def chat(self, look: Callable[[int | str], Chat] | None = None) -> Chat:
        """The chat that is meant, when the bot may write to it (or what *look* asks of it)."""
        return (look or self.world.reachable)(self.chat_ref())

    def chat_ref(self) -> int | str:
        """The chat's id or its @name."""
        value = self.text("chat_id").strip()
        if not value:
            raise bad_request("chat_id is empty")
        if not value.lstrip("-").isdigit():
            return value
        self.noted_chat = int(value)
        return int(value)

    def pace(self, chat: Chat, cost: int = 1) -> None:
        """Take the call's cost from the chat's allowance; a 429 with the seconds to wait when it is used up."""
        wait = self.world.rates.spend(chat.id, chat.is_group, self.world.clock.now(), cost)
        if wait:
            raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        self.cost += cost

    def formatted(self, name: str, entities_name: str, most: int, too_long: str) -> tuple[str, list[Json]]:
        """A text with its entities, trimmed; a 400 *too_long* beyond *most* characters after parsing."""
        return formatted(
            self.world, self.text(name), self.text("parse_mode"), self.structure(entities_name), most, too_long
        )

    def file(self, name: str, folder: str, value: Any = None) -> Stored:
        """The file of parameter *name* (or the reference *value*): uploaded now, attached, or known by its id."""
        upload = self.uploads.get(name) if value is None else None
        reference = str(value if value is not None else self.text(name))
        if reference.startswith("attach://"):
            upload = self.uploads.get(reference.removeprefix("attach://"))
        if upload is not None:
            if not upload.data:
                raise bad_request("file must be non-empty")
            return self.world.files.keep(upload.data, folder, upload.name, upload.mime)
        if not reference:
            raise bad_request(f"there is no {name} in the request")
        if reference.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        return self.world.files.find(reference)


def formatted(
    world: DrillTelegram, raw: str, mode: str, given: list[Json] | None, most: int, too_long: str
) -> tuple[str, list[Json]]:
    """Plain text and all its entities, from HTML or from entities given beside it."""
    if mode and mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(raw) if mode else (raw, list(given or []))
    text, entities = trimmed(text, entities)
    if len(text) > most:
        raise bad_request(too_long)
    known = [one for one in (_mention(world, entity) for entity in entities) if one is not None]
    return text, with_found(text, known)


def _mention(world: DrillTelegram, entity: Json) -> Json | None:
    """A link to a person becomes a mention of that person; of an unknown one nothing is left."""
    address = entity.get("url", "")
    if entity["type"] != "text_link" or not address.startswith("tg://user?id="):
        return entity
    number = address.removeprefix("tg://user?id=")
    person = world.people.get(int(number)) if number.isdigit() else None
    if person is None:
        return None
    user: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name}
    return {"type": "text_mention", "offset": entity["offset"], "length": entity["length"], "user": user}
