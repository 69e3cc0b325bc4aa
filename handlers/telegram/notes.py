"""Notes: a letter's key and facts become one message. People's words are escaped here, once."""

import html
import re
from typing import Any

from bot.desk import Outcome
from bot.letters import Letter, Rows
from bot.words import Words
from handlers.telegram.calls import Call

MOST_TEXT, MOST_TOAST, MOST_DATA = 4096, 200, 64
_TAGS = re.compile(r"<[^>]*>")


def escape(text: str) -> str:
    """Text of people as HTML that shows it as it was written."""
    return html.escape(text, quote=False)


def safe(value: Any) -> Any:
    """Facts with every text of people escaped, however deep it lies."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {k: v if k == "word" else safe(v) for k, v in value.items()}
    return [safe(one) for one in value] if isinstance(value, list | tuple) else value


def keyboard(words: Words, language: str, rows: Rows) -> dict[str, Any]:
    """Inline buttons; raises ValueError for data that Telegram would refuse."""
    lines = []
    for row in rows:
        line = []
        for button in row:
            label = words.say(language, button.key, **button.facts)
            if len(button.data.encode()) > MOST_DATA:
                raise ValueError(f"callback data too long: {button.data}")
            line.append(
                {"text": label, "url": button.url} if button.url else {"text": label, "callback_data": button.data}
            )
        lines.append(line)
    return {"inline_keyboard": lines}


def cut(text: str, most: int) -> str:
    """At most *most* characters; what was cut off is shown by an ellipsis. Never inside a tag or an entity."""
    if len(text) <= most:
        return text
    shorter = _TAGS.sub("", text)[: most - 1]
    return re.sub(r"&[^;\s]{0,8}$", "", shorter) + "…"


class NoteWriter:
    """Writes letters of the kind note."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def text(self, letter: Letter, language: str) -> str:
        """The letter's words, with the people it mentions in front and the mark of a repeated one."""
        said = self.words.say(language, letter.key, **{k: safe(v) for k, v in letter.facts.items()})
        names = letter.facts.get("mention_names", [])
        named = zip(letter.mentions, names, strict=False)
        links = " ".join(f'<a href="tg://user?id={user_id}">{escape(name)}</a>' for user_id, name in named)
        mark = self.words.say(language, "repeated-mark") if letter.repeated else ""
        return cut("\n".join(filter(None, (links, mark, said))), MOST_TEXT)

    async def write(self, letter: Letter) -> Call:
        """The call that sends it."""
        language = letter.language or "zh"
        params: dict[str, Any] = {
            "chat_id": letter.chat_id,
            "text": self.text(letter, language),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if letter.buttons:
            params["reply_markup"] = keyboard(self.words, language, letter.buttons)
        elif letter.facts.get("facts_keyboard") == "location" and letter.chat_id > 0:
            send = {"text": self.words.say(language, "button-send-location"), "request_location": True}
            params["reply_markup"] = {"keyboard": [[send]], "resize_keyboard": True, "one_time_keyboard": True}
        if letter.silent:
            params["disable_notification"] = True
        if letter.reply_to is not None:
            params["reply_parameters"] = {"message_id": letter.reply_to, "allow_sending_without_reply": True}
        return Call("sendMessage", params, letter.purpose)


def toast(words: Words, outcome: Outcome) -> str:
    """The answer to a press: plain text of at most 200 characters; empty where nothing is to be said."""
    said = outcome.answer
    if said is None or said.silent or not said.key:
        return ""
    text = words.say(outcome.language, said.key, **said.facts)
    return text if len(text) <= MOST_TOAST else text[: MOST_TOAST - 1] + "…"
