"""What Open311 answers where it cannot do what is asked: a status, and a sentence in the asker's language."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from bot.words import Words
from handlers.web.turned_away import TurnedAway


class Trouble(Exception):  # an answer, not an error
    """A request that is not fulfilled: its status, the key of its sentence, the facts of that."""

    def __init__(self, status: HTTPStatus, key: str, *, headers: Mapping[str, str] | None = None, **facts: Any) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.headers = dict(headers or {})
        self.facts = facts

    def told(self, words: Words, language: str) -> list[dict[str, Any]]:
        """As the standard wants it."""
        return [{"code": int(self.status), "description": words.say(language, self.key, **self.facts)}]


def of(refused: TurnedAway) -> Trouble:
    """A refusal of the door or the desk in the standard's few statuses."""
    status = refused.status
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        status = HTTPStatus.FORBIDDEN
    elif status not in {HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS}:
        status = HTTPStatus.BAD_REQUEST
    key = "open311-key-needed" if refused.key == "wrong-token" else refused.key
    headers = {name: value for name, value in refused.headers.items() if name == "Retry-After"}
    return Trouble(status, key, headers=headers, **refused.facts)


def wrong(key: str, **facts: Any) -> Trouble:
    """The request itself is wrong."""
    return Trouble(HTTPStatus.BAD_REQUEST, key, **facts)


def missing(key: str, **facts: Any) -> Trouble:
    """There is no such thing, or it is not for who asks."""
    return Trouble(HTTPStatus.NOT_FOUND, key, **facts)
