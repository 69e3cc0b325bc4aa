"""Word files of which each sentence is read when it is first said: a start, and most processes, say few of them."""

import re
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

ENTRY = re.compile(r"^(?=[a-zA-Z#-])", re.MULTILINE)
"""Where the library's own parser looks for the next entry after one that it could not read."""

KEY = re.compile(r"([a-zA-Z][a-zA-Z0-9_-]*) *=")


class Sentences(dict[str, Any]):
    """Messages by key; what was only taken in so far is a text, and read when it is first asked for."""

    def __getitem__(self, key: str) -> Any:
        """The message. Raises KeyError for none, and for one that cannot be read."""
        found = super().__getitem__(key)
        if isinstance(found, str):
            found = FluentParser(with_spans=False).parse_entry(found)
            if not isinstance(found, Message):
                del self[key]
                raise KeyError(key)
            self[key] = found
        return found

    def __contains__(self, key: object) -> bool:
        """Whether it can be read."""
        try:
            self[key]  # type: ignore[index]
        except KeyError:
            return False
        return True


class Bundle(FluentBundle):
    """The words of one language."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._messages: Sentences = Sentences()

    @property
    def keys(self) -> frozenset[str]:
        """All keys, whether they can be read or not: so nothing has to be read for it."""
        return frozenset(self._messages)

    def take(self, text: str) -> None:
        """Take in a file; of two sentences with one key the first holds. Terms are left out: none of ours is one."""
        for entry in ENTRY.split(text):
            if key := KEY.match(entry):
                self._messages.setdefault(key[1], entry)
