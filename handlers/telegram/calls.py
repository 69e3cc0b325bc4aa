"""One call of the Bot API, as a value."""

from dataclasses import dataclass
from typing import Any

from bot.letters import Letter


@dataclass(frozen=True)
class Call:
    """A method with its parameters. *edits* is the message (chat, id) that it changes.

    *then* follow it, silent; *pins*: a new message is pinned, silently. *keeps* is a small fact (name, value) that is
    true once it is made.
    """

    method: str
    params: dict[str, Any]
    purpose: str
    edits: tuple[int, int] | None = None
    then: tuple["Call", ...] = ()
    pins: bool = False
    keeps: tuple[str, str | None] | None = None


def message(letter: Letter, text: str, keyboard: dict[str, Any] | None = None, stands: int | None = None) -> Call:
    """The call that says *text* (HTML) for *letter*: a new message, or an edit of the one that *stands*.

    An edit takes away buttons that are not named again.
    """
    params: dict[str, Any] = {
        "chat_id": letter.chat_id, "text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True},
    }  # fmt: skip
    if stands is not None:
        edit = {"message_id": stands, "reply_markup": keyboard or {"inline_keyboard": []}}
        return Call("editMessageText", params | edit, letter.purpose, edits=(letter.chat_id, stands))
    if keyboard:
        params["reply_markup"] = keyboard
    if letter.silent:
        params["disable_notification"] = True
    if letter.reply_to is not None:
        params["reply_parameters"] = {"message_id": letter.reply_to, "allow_sending_without_reply": True}
    return Call("sendMessage", params, letter.purpose)
