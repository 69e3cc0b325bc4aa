"""The two ways in which the drill ground says no: to the bot, in Telegram's words, and to who plays a person."""

import json
from typing import Any


class ApiError(Exception):
    """The Bot API's refusal of a call: ``error_code``, ``description`` and, where given, ``parameters``."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """The body of the HTTP answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class Mistake(ValueError):
    """A person was asked to do what nobody could do in Telegram; the sentence says what was wrong and what to do."""


def bad_request(what: str, **parameters: Any) -> ApiError:
    """A 400 in Telegram's form."""
    return ApiError(400, f"Bad Request: {what}", **parameters)


def forbidden(what: str) -> ApiError:
    """A 403 in Telegram's form."""
    return ApiError(403, f"Forbidden: {what}")


def sound(value: Any) -> bool:
    """Whether a value can travel as JSON in UTF-8: no half characters, no infinite numbers."""
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False
    return True
