"""Keyboards as the Bot API checks them: inline buttons under a message, or keys in place of the phone's keyboard."""

from typing import Any

from handlers.drill.chats import Json
from handlers.drill.errors import bad_request
from handlers.drill.methods.ask import Ask

MOST_DATA_BYTES = 64
MOST_BUTTONS = 100
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
)


def read(ask: Ask) -> tuple[Json | None, Json | None]:
    """The inline keyboard (None: none or empty) and, apart from it, any reply keyboard, removal or forced reply."""
    markup = ask.structure("reply_markup")
    if markup is None:
        return None, None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return None, markup
    rows = [[_button(one) for one in row] for row in markup["inline_keyboard"]]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return ({"inline_keyboard": rows} if rows else None), None


def _button(button: Any) -> Json:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline keyboard button: field "text" must be non-empty')
    if not any(action in button for action in _ACTIONS):
        raise bad_request("can't parse inline keyboard button: text buttons are allowed only in reply keyboards")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://", "tel:")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    return dict(button)
