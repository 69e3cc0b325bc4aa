"""One call of the Bot API, as a value."""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.outbox.letters import Letter


@dataclass(frozen=True)
class Call:
    """A method with its parameters. *edits* is the message (chat, id) that it changes.

    *then* follow it, silent; *pins*: a new message is pinned, silently. *keeps* is a small fact (name, value) that is
    true once it is made; *leaves* are letters that wait from then on.
    """

    method: str
    params: dict[str, Any]
    purpose: str
    edits: tuple[int, int] | None = None
    then: tuple["Call", ...] = ()
    pins: bool = False
    keeps: tuple[str, str | None] | None = None
    leaves: tuple[Letter, ...] = ()

    def in_topic(self, thread: int, *, replies: bool) -> "Call":
        """The same in a topic of a forum. Without *replies* it answers nothing: answers lie by their questions."""
        kept = {k: v for k, v in self.params.items() if replies or k != "reply_parameters"}
        then = tuple(one.in_topic(thread, replies=replies) for one in self.then)
        return replace(self, params=kept | {"message_thread_id": thread}, then=then)

    def hushed(self) -> "Call":
        """The same without a sound."""
        return replace(self, params=self.params | {"disable_notification": True})

    def in_main(self) -> "Call":
        """The same in the main topic, an answer to nothing."""
        kept = {k: v for k, v in self.params.items() if k not in {"message_thread_id", "reply_parameters"}}
        return replace(self, params=kept, then=tuple(one.in_main() for one in self.then))


class Writer(Protocol):
    """Turns a letter into a call, from the state at the moment of sending."""

    async def write(self, letter: Letter) -> Call | None:
        """None: its reason is gone."""


def message(letter: Letter, text: str, keyboard: dict[str, Any] | None = None, stands: int | None = None) -> Call:
    """The call that says *text* (HTML) for *letter*: a new message, or an edit of the one that *stands*.

    Buttons that an edit does not name again go; without any it names none, not even an empty list of them.
    """
    params: dict[str, Any] = {
        "chat_id": letter.chat_id,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if keyboard and any(keyboard.values()):
        params["reply_markup"] = keyboard
    if stands is not None:
        edit = {"message_id": stands}
        return Call("editMessageText", params | edit, letter.purpose, edits=(letter.chat_id, stands))
    if letter.silent:
        params["disable_notification"] = True
    if letter.reply_to is not None:
        params["reply_parameters"] = {"message_id": letter.reply_to, "allow_sending_without_reply": True}
    return Call("sendMessage", params, letter.purpose)
