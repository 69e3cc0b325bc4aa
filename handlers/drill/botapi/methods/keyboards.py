"""Keyboards as the Bot API checks them: inline buttons under a message, or keys in place of the phone's keyboard."""

from typing import Any

from handlers.drill.botapi.methods.ask import Ask
from handlers.drill.world.chats import Json
from handlers.drill.world.entities import is_seen
from handlers.drill.world.errors import bad_request

MOST_DATA_BYTES = 64
MOST_BUTTONS = 100
STYLES = ("danger", "success", "primary")
"""The colours that a button may be sent with; without one it looks as the app likes."""
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
    markup = ask.mapping("reply_markup")
    if not markup:
        return None, None
    if "inline_keyboard" not in markup:
        for row in _rows(markup.get("keyboard", [])):
            for key in row:
                _label(key if isinstance(key, dict) else {"text": key})
        return None, markup
    rows = [[_button(one) for one in row] for row in _rows(markup["inline_keyboard"])]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return ({"inline_keyboard": rows} if rows else None), None


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: expected an array of arrays of buttons")
    return rows


def _label(button: Any) -> None:
    text = button.get("text") if isinstance(button, dict) else None
    if not isinstance(text, str) or not is_seen(text):
        raise bad_request('can\'t parse keyboard button: field "text" must be a non-empty String')
    if button.get("style", STYLES[0]) not in STYLES:
        raise bad_request('can\'t parse keyboard button: field "style" must be one of "danger", "success", "primary"')


def _button(button: Any) -> Json:
    _label(button)
    if not any(action in button for action in _ACTIONS):
        raise bad_request("can't parse inline keyboard button: text buttons are allowed only in reply keyboards")
    data = button.get("callback_data")
    url = button.get("url")
    if not isinstance(data, str | None) or not isinstance(url, str | None):
        raise bad_request("can't parse inline keyboard button: fields must be of type String")
    if data is not None and not 1 <= len(data.encode()) <= MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if url is not None and not url.startswith(("http://", "https://", "tg://", "tel:")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    return dict(button)
