"""One call of a Bot API method: its parameters, read from JSON, form or multipart as the real server reads them."""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.world.chats import Chat, Json
from handlers.drill.world.entities import is_seen, parse_html, trimmed, with_found
from handlers.drill.world.errors import ApiError, bad_request, sound
from handlers.drill.world.files import Stored

NUMBER = re.compile(r"-?[0-9]{1,18}")
NOT_UTF8 = "strings must be encoded in UTF-8"
_ENTITY_KEYS = ("type", "offset", "length", "url", "user", "language", "custom_emoji_id")


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
        if value is None:
            return default
        if not sound(value):
            raise bad_request(NOT_UTF8)
        return str(value)

    def integer(self, name: str, default: int | None = None) -> int:
        """An integer; a 400 when it is missing without a default or is none."""
        value = self.values.get(name)
        if value in (None, ""):
            if default is None:
                raise bad_request(f"parameter {name} is required")
            return default
        if isinstance(value, bool) or not NUMBER.fullmatch(str(value)):
            raise bad_request(f"invalid {name} specified")
        return int(value)

    def number(self, name: str, default: float | None = None) -> float:
        """A decimal number; a 400 when it is missing without a default or is none."""
        value = self.values.get(name)
        if value in (None, ""):
            if default is None:
                raise bad_request(f"{name} is empty")
            return default
        try:
            found = float(value)
        except (TypeError, ValueError):
            found = math.nan
        if not math.isfinite(found):
            raise bad_request(f"invalid {name} specified")
        return found

    def flag(self, name: str) -> bool:
        """A boolean; missing means false."""
        value = self.values.get(name)
        return value is True or (isinstance(value, str | int) and str(value).lower() in ("true", "1", "yes"))

    def structure(self, name: str) -> Any:
        """A JSON value, serialised or not; None when it is missing."""
        value = self.values.get(name)
        try:
            found = json.loads(value) if isinstance(value, str) and value else value or None
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        if not sound(found):
            raise bad_request(NOT_UTF8)
        return found

    def mapping(self, name: str) -> Json:
        """A JSON object; empty when it is missing."""
        found = self.structure(name) or {}
        if not isinstance(found, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an object")
        return found

    def listing(self, name: str) -> list[Json]:
        """A JSON array of objects; empty when it is missing."""
        found = self.structure(name) or []
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an array of objects")
        return found

    def chat(self, look: Callable[[int | str], Chat] | None = None) -> Chat:
        """The chat that is meant, when the bot may write to it (or what *look* asks of it)."""
        return (look or self.world.reachable)(self.chat_ref())

    def chat_ref(self) -> int | str:
        """The chat's id or its @name."""
        value = self.text("chat_id").strip()
        if not value:
            raise bad_request("chat_id is empty")
        if not NUMBER.fullmatch(value):
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
    world: DrillTelegram, raw: str, mode: str, given: Any, most: int, too_long: str
) -> tuple[str, list[Json]]:
    """Plain text and all its entities, from HTML or from entities given beside it."""
    if mode and mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(raw) if mode else (raw, _given(world, given or []))
    text, entities = trimmed(text, entities) if is_seen(text) else ("", [])
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


def _given(world: DrillTelegram, given: Any) -> list[Json]:
    """Entities that came beside the text, as far as they are well formed."""
    if not isinstance(given, list) or not all(_is_entity(one) for one in given):
        raise bad_request("can't parse entities: expected an array of MessageEntity")
    for one in given:
        user = one.get("user")
        if one["type"] == "text_mention" and not (isinstance(user, dict) and user.get("id") in world.people):
            raise bad_request("ENTITY_MENTION_USER_INVALID")
    return [{key: one[key] for key in _ENTITY_KEYS if key in one} for one in given]


def _is_entity(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and all(isinstance(one.get(key), int) and one[key] >= 0 for key in ("offset", "length"))
        and all(isinstance(one.get(key, ""), str) for key in ("type", "url", "language", "custom_emoji_id"))
        and "type" in one
    )
