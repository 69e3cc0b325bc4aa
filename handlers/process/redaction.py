"""Secrets are taken out of everything that is logged, however they are spelt there."""

import html
import json
import logging
import re
import traceback
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, quote_plus

HIDDEN = "***"
SHORTEST = 4
"""Characters. A shorter secret would take plain words out of every line; it is still hidden within addresses."""

_TOKEN = re.compile(r"\b\d{5,}(:|%3[Aa])[A-Za-z0-9_-]{20,}")
_KEY = re.compile(
    r"(?P<before>/sign-in/|/download/|/calendar/|[?&](?:id|api_key)=|\b[Bb]earer |\bwhsec_)[\w+/-]{20,}=*"
)
"""Links with a secret, keys of trackers as they stand in an address, of programs as they are shown, of webhooks."""

_RUN = re.compile(r"[^\s'\"]+")
_NAME_IN_ADDRESS = re.compile(r"\w://[^/:@]*:")


def spellings(secret: str) -> set[str]:
    """How *secret* may be written: plain, in an address, JSON, Python, HTML; of a bot's token also its half."""
    halves = {secret, secret.partition(":")[2]} if re.fullmatch(r"\d+:.+", secret) else {secret}
    found: set[str] = set()
    for plain in halves:
        coded = {quote(plain, safe=""), quote(plain), quote_plus(plain), quote(plain, safe="!$&'()*+,;=:")}
        found |= coded | {re.sub(r"%[0-9A-F]{2}", lambda m: m[0].lower(), c) for c in coded}
        found |= {plain, json.dumps(plain)[1:-1], repr(plain)[1:-1], html.escape(plain)}
    return {spelt for spelt in found if len(spelt) >= SHORTEST}


class Redactor:
    """Takes *secrets* out of texts, fields and tracebacks. Whatever looks like a bot's token goes too."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = {spelt for secret in secrets for spelt in spellings(secret)}
        longest_first = sorted(known, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if known else None

    def text(self, said: str) -> str:
        """*said* without any secret."""
        clean = self._known.sub(HIDDEN, said) if self._known else said
        clean = _TOKEN.sub(HIDDEN, clean)
        clean = _KEY.sub(rf"\g<before>{HIDDEN}", clean)
        return _RUN.sub(_without_password, clean) if "://" in clean and "@" in clean else clean

    def value(self, value: Any) -> Any:
        """A field without any secret, however deep it lies; what is no plain value becomes its text."""
        if value is None or isinstance(value, bool | int | float):
            return value if self.text(str(value)) == str(value) else HIDDEN
        if isinstance(value, Mapping):
            return {self.text(str(name)): self.value(one) for name, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.value(one) for one in value]
        return self.text(value if isinstance(value, str) else str(value))

    def fields(self, _logger: Any, _method: str, event: Any) -> Any:
        """A step of structlog's chain, before the line is written."""
        return {name: self.value(value) for name, value in event.items()}

    def line(self, _logger: Any, _method: str, written: str) -> str:
        """A step of structlog's chain, after the line was written."""
        return self.text(written)


def _without_password(run: re.Match[str]) -> str:
    """What stands together, without what stands between the name in the first address and the last ``@``."""
    said = run[0]
    end, name = said.rfind("@"), _NAME_IN_ADDRESS.search(said)
    return f"{said[: name.end()]}{HIDDEN}{said[end:]}" if name and name.end() < end else said


class RedactingFilter(logging.Filter):
    """The same for every line that passes a handler, whoever logged it."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self.redactor = redactor

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line, its traceback included; always lets it pass."""
        if isinstance(record.msg, dict):
            keep = {"exc_info": record.msg["exc_info"]} if "exc_info" in record.msg else {}
            record.msg = {**self.redactor.value(record.msg), **keep}
        else:
            record.msg, record.args = self.redactor.text(_message(record)), None
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = self.redactor.text("".join(traceback.format_exception(*record.exc_info)).rstrip())
        if record.stack_info:
            record.stack_info = self.redactor.text(record.stack_info)
        return True


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return f"{record.msg} {record.args}"
