"""Formatted text as Telegram reads it: the HTML subset becomes plain text with entities in UTF-16 units."""

import html
import re
import unicodedata
from dataclasses import dataclass, field

from handlers.drill.world.chats import Json
from handlers.drill.world.errors import bad_request

PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
}
_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|lt|gt|amp|quot);?")
_START = re.compile(r"<([^\s>/<]*)((?:\s+[^\s=<>\"']+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*>")
_ATTRIBUTE = re.compile(r"([^\s=<>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
_END = re.compile(r"</([^\s>]*)\s*>")
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/]))"
    r"|(?P<url>https?://[^\s<>\"']+)"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{2,31}\b)"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
)
_NOT_INSIDE = frozenset({"code", "pre", "text_link", "text_mention"})


def utf16(text: str) -> int:
    """Length of *text* in UTF-16 units, in which Telegram counts offsets."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def cut_utf16(text: str, offset: int, length: int) -> str:
    """The part of *text* that an entity with that offset and length covers."""
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")


def is_seen(text: str) -> bool:
    """Whether anything of *text* can be seen: Telegram takes no message of blanks and invisible letters."""
    return any(unicodedata.category(letter)[0] not in "ZC" and letter not in _FILLERS for letter in text)


@dataclass
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]
    extra: Json = field(default_factory=dict)


class _Reader:
    """Walks through the HTML once; *offset* is the present place in UTF-16 units."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.offset = 0
        self.pieces: list[str] = []
        self.stack: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            special = _SPECIAL.search(self.source, self.at)
            if special is None:
                self._add(self.source[self.at :])
                break
            self._add(self.source[self.at : special.start()])
            self.at = special.start()
            self._special()
        if self.stack:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return "".join(self.pieces), sorted(self.entities, key=lambda one: (one["offset"], -one["length"]))

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += utf16(text)

    def _special(self) -> None:
        if self.source[self.at] == "&":
            reference = _REFERENCE.match(self.source, self.at)
            raw = reference.group() if reference else "&"
            self._add(html.unescape(raw if raw.endswith(";") else raw + ";") if reference else raw)
            self.at += len(raw)
        elif self.source.startswith("</", self.at):
            self._end()
        else:
            self._start()

    def _byte(self) -> int:
        return len(self.source[: self.at].encode())

    def _start(self) -> None:
        found = _START.match(self.source, self.at)
        named = re.match(r"<([A-Za-z0-9-]*)", self.source[self.at :])
        tag = (found.group(1) if found else named.group(1) if named else "").lower()
        if tag not in PLAIN_TAGS:
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {self._byte()}')
        if found is None:
            raise _wrong(f"Unclosed start tag at byte offset {self._byte()}")
        attributes = {
            one[1].lower(): html.unescape(one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(found[2])
        }
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte()}')
        self.stack.append(_Open(tag, self.offset, attributes))
        self.at = found.end()

    def _end(self) -> None:
        found = _END.match(self.source, self.at)
        if found is None:
            raise _wrong(f"Unclosed end tag at byte offset {self._byte()}")
        if not self.stack:
            raise _wrong(f"Unexpected end tag at byte offset {self._byte()}")
        opened = self.stack.pop()
        if found[1] and found[1].lower() != opened.tag:
            raise _wrong(
                f'Unmatched end tag at byte offset {self._byte()}, expected "</{opened.tag}>", found "</{found[1]}>"'
            )
        self.at = found.end()
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        if length == 0:
            return
        language = opened.attributes.get("class", "").removeprefix("language-")
        outer = self.stack[-1] if self.stack else None
        if opened.tag == "code" and outer is not None and outer.tag == "pre" and outer.offset == opened.offset:
            if language:
                outer.extra["language"] = language
            return
        entity: Json = {"type": PLAIN_TAGS[opened.tag], "offset": opened.offset, "length": length} | opened.extra
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        if opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        if opened.tag == "a":
            address = opened.attributes.get("href", "")
            if not address:
                return
            entity["url"] = address
        self.entities.append(entity)


def _wrong(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and its entities; a 400 in Telegram's words when the HTML is not well formed."""
    return _Reader(source).read()


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text without white space around it, as Telegram stores it, with the entities moved along."""
    kept = text.strip()
    lead = utf16(text[: len(text) - len(text.lstrip())])
    size = utf16(kept)
    moved: list[Json] = []
    for one in entities:
        start = max(0, one["offset"] - lead)
        end = min(size, one["offset"] - lead + one["length"])
        if end > start:
            moved.append(one | {"offset": start, "length": end - start})
    return kept, moved


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """The entities together with those that Telegram finds by itself: commands, mentions, addresses, hashtags."""
    found: list[Json] = list(entities)
    for match in _FOUND.finditer(text):
        start, length = utf16(text[: match.start()]), utf16(match.group())
        inside = any(
            one["type"] in _NOT_INSIDE and one["offset"] < start + length and start < one["offset"] + one["length"]
            for one in entities
        )
        if not inside and match.lastgroup:
            found.append({"type": match.lastgroup, "offset": start, "length": length})
    return sorted(found, key=lambda one: (one["offset"], -one["length"]))
