"""One call of the Bot API, as a value."""

from dataclasses import dataclass
from typing import Any


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
