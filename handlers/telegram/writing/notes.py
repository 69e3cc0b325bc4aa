"""Notes: a letter's key and facts become one message. People's words are escaped here, once."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.desk.desk import Outcome
from bot.outbox.letters import Button, Letter, Rows
from bot.values import texts
from bot.words import Words
from handlers.telegram.writing.calls import Call, message

_MARKS = re.compile(r"</?(?:b|i|u|s|code|pre|a|blockquote)\b[^<>]*>")
"""What makes print bold and the like in a message."""

MOST_TEXT, MOST_CAPTION, MOST_TOAST, MOST_LABEL, MOST_DATA = 4096, 1024, 200, 64, 64
"""What Telegram takes of a message, a caption, the answer to a press, a button's words and its data (in bytes).

Ours count in UTF-16 units, which are never fewer than Telegram's.
"""

MOST_FACT = 1000
"""UTF-16 units of one text of people among our words, so that it leaves room for them."""

_PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[\w-]+)[^>]*>|&[^;\s]{1,8};|[^<&]+|[<&]")


def escape(text: str) -> str:
    """Text of people as HTML that shows it as it was written, on one line, and turns nothing around it."""
    return html.escape(_shown(text), quote=False)


def _shown(text: str) -> str:
    return texts.cut(texts.harmless(text), MOST_FACT)


def _each(value: Any, make: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return make(value)
    if isinstance(value, dict):
        return {k: v if k == "word" else _each(v, make) for k, v in value.items()}
    return [_each(one, make) for one in value] if isinstance(value, list | tuple) else value


def safe(value: Any) -> Any:
    """Facts with every text of people escaped, however deep it lies."""
    return _each(value, escape)


def bare(value: Any) -> Any:
    """Facts for what is no HTML (buttons, answers to presses, captions): harmless, and written as they are."""
    return _each(value, _shown)


def keyboard(words: Words, language: str, rows: Rows) -> dict[str, Any]:
    """Inline buttons; raises ValueError for data that Telegram would refuse."""
    lines = []
    for row in rows:
        line = []
        for button in row:
            label = texts.visible(texts.cut(words.say(language, button.key, **bare(button.facts)), MOST_LABEL))
            if len(button.data.encode()) > MOST_DATA:
                raise ValueError(f"callback data too long: {button.data}")
            line.append({"text": label, **_opens(button)})
        lines.append(line)
    return {"inline_keyboard": lines}


def _opens(button: Button) -> dict[str, Any]:
    """What a press does: it opens an address, or tells us."""
    if button.app:
        return {"web_app": {"url": button.app}}
    return {"url": button.url} if button.url else {"callback_data": button.data}


def cut(text: str, most: int) -> str:
    """HTML of which at most *most* UTF-16 units are seen; what was cut off is shown by an ellipsis.

    Never inside a tag, an entity, or what people see as one character; tags that are open are closed.
    """
    if texts.utf16(text) <= most:
        return text
    pieces = list(_PIECE.finditer(text))
    if sum(_seen(piece) for piece in pieces) <= most:
        return text
    kept: list[str] = []
    tags: list[str] = []
    room = most - 2
    for piece in pieces:
        said, size = piece.group(), _seen(piece)
        if piece["tag"]:
            _open_or_close(tags, piece)
        elif size > room:
            kept.append("" if said.startswith("&") else texts.beginning(said, room))
            break
        room -= size
        kept.append(said)
    return texts.closed("".join(kept).rstrip()) + "\u2026" + "".join(f"</{tag}>" for tag in reversed(tags))


def _seen(piece: re.Match[str]) -> int:
    return 0 if piece["tag"] else texts.utf16(html.unescape(piece.group()))


def _open_or_close(tags: list[str], piece: re.Match[str]) -> None:
    if not piece["end"]:
        tags.append(piece["tag"])
    elif tags:
        tags.pop()


def mentions(letter: Letter) -> str:
    """The people whom a letter mentions, as links that make it sound for them."""
    named = zip(letter.mentions, letter.facts.get("mention_names", []), strict=False)
    return " ".join(f'<a href="tg://user?id={user_id}">{escape(texts.name(name))}</a>' for user_id, name in named)


def written(words: Words, letter: Letter, language: str, text: str, rows: Rows, stands: int | None) -> Call:
    """The call that says *text* (HTML, cut if too long) with buttons; it changes the message that *stands*, if any."""
    return message(letter, cut(text, MOST_TEXT), keyboard(words, language, rows) if rows else None, stands)


class NoteWriter:
    """Writes letters of the kind note."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def text(self, letter: Letter, language: str) -> str:
        """The letter's words, with the people it mentions in front and the mark of a repeated one."""
        said = self.words.say(language, letter.key, **{k: safe(v) for k, v in letter.facts.items()})
        links = mentions(letter)
        mark = self.words.say(language, "repeated-mark") if letter.repeated else ""
        return cut("\n".join(filter(None, (links, mark, said))), MOST_TEXT)

    async def write(self, letter: Letter) -> Call:
        """The call that sends it; where its facts name a message that it *edits*, the one that changes that."""
        language = letter.language or "zh"
        shown: dict[str, Any] | None = None
        if letter.buttons:
            shown = keyboard(self.words, language, letter.buttons)
        elif letter.facts.get("facts_keyboard") == "location" and letter.chat_id > 0:
            send = {"text": self.words.say(language, "button-send-location"), "request_location": True}
            others = (letter.facts.get("facts_key"), letter.facts.get("facts_other"))
            keys = [{"word": one} if isinstance(one, str) else one for one in others if one]
            rows = [[send], *([{"text": self.words.fact(language, key)}] for key in keys)]
            shown = {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}
        return message(letter, self.text(letter, language), shown, letter.facts.get("edits"))

    def captioned(self, letter: Letter) -> Call:
        """The call that has the picture that the letter *edits* say its words, without buttons."""
        said = cut(self.text(letter, letter.language or "zh"), MOST_CAPTION)
        stands = (letter.chat_id, int(letter.facts["edits"]))
        where = {"chat_id": letter.chat_id, "message_id": stands[1]}
        return Call(
            "editMessageCaption", {**where, "caption": said, "parse_mode": "HTML"}, letter.purpose, edits=stands
        )

    def rebuttoned(self, letter: Letter) -> Call:
        """The call that puts the letter's buttons, or none, under the message that it *edits*."""
        params: dict[str, Any] = {"chat_id": letter.chat_id, "message_id": letter.facts["edits"]}
        if letter.buttons:
            params["reply_markup"] = keyboard(self.words, letter.language or "zh", letter.buttons)
        stands = (letter.chat_id, int(letter.facts["edits"]))
        return Call("editMessageReplyMarkup", params, letter.purpose, edits=stands)

    def alone(self, letter: Letter) -> Call:
        """The call that sends the file that the letter passes on, with the mark of a repeated one."""
        call = file(letter, *letter.facts["file"])
        mark = self.words.say(letter.language or "zh", "repeated-mark") if letter.repeated else None
        return replace(call, params=call.params | {"caption": mark}) if mark else call


ALONG = "along"
"""The purpose of what follows a letter, and of what could not follow it at once."""

FILES = {"photo": "sendPhoto", "voice": "sendVoice", "video": "sendVideo", "document": "sendDocument"}
"""How each kind of file is sent on."""

SPOT = "sendLocation"
"""How a place is sent on."""


def file(letter: Letter, kind: str, file_id: str) -> Call:
    """A file that somebody sent, silent, to where *letter* goes."""
    return Call(FILES[kind], {"chat_id": letter.chat_id, kind: file_id, "disable_notification": True}, ALONG)


def is_file(letter: Letter, call: Call) -> bool:
    """Whether *call* sends the file that *letter* passes on."""
    kind, file_id = letter.facts.get("file") or ("", "")
    return bool(kind) and call.params.get(kind) == file_id


def spot(letter: Letter, lat: float, lon: float) -> Call:
    """A native location (degrees WGS-84), silent, to where *letter* goes."""
    where = {"chat_id": letter.chat_id, "latitude": lat, "longitude": lon}
    return Call(SPOT, {**where, "disable_notification": True}, ALONG)


def along(letter: Letter) -> tuple[Call, ...]:
    """What follows *letter* as its facts name it: a *file* (kind and id), a *spot* (degrees)."""
    named, place = letter.facts.get("file"), letter.facts.get("spot")
    return (*((file(letter, *named),) if named else ()), *((spot(letter, *place),) if place else ()))


def toast(words: Words, outcome: Outcome) -> str:
    """The answer to a press: plain text of at most 200 characters; empty where nothing is to be said.

    A page of lines is read in its message; a piece of it under the thumb would only cover that. Bold print is for
    messages: here its marks would be read as letters.
    """
    said = outcome.answer
    if said is None or said.silent or not said.key:
        return ""
    brief = said.toast or said
    if brief.turns and "lines" in brief.facts:
        return ""
    said_ = words.say(outcome.language, brief.key, **bare(brief.facts))
    return texts.cut(_MARKS.sub("", said_), MOST_TOAST)
