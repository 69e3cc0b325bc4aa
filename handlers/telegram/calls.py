"""One call of the Bot API, as a value."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Call:
    """A method with its parameters. *edits* is the message (chat, id) that it changes.

    *then* follow it, silent; *pins*: a new message is pinned, silently.
    """

    method: str
    params: dict[str, Any]
    purpose: str
    edits: tuple[int, int] | None = None
    then: tuple["Call", ...] = ()
    pins: bool = False
