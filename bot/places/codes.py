"""The codes of places: printed on doors, given once and never again. A new one stands in no register anywhere."""

import base64
import secrets
from collections.abc import Awaitable, Callable, Collection

from bot.places.register import PLACES
from bot.work.ports import Tx

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for each other, or for a word."""

_MARK = "~"

TAKEN = frozenset({"near", "kinds"})
"""What stands in the address of something else, where a code would stand."""

LENGTH = 6
TRIES = 20


def packed(code: str) -> str:
    """A code as a button holds it: letters that are no ASCII are written otherwise."""
    if code.isascii() and code.isprintable() and not code.startswith(_MARK):
        return code
    return _MARK + base64.urlsafe_b64encode(code.encode()).decode().rstrip("=")


def unpacked(choice: str) -> str:
    """The code that a button holds; as it stands where nobody packed it."""
    if not choice.startswith(_MARK):
        return choice
    try:
        return base64.urlsafe_b64decode(choice[1:] + "=" * (-len(choice[1:]) % 4)).decode()
    except ValueError:
        return choice


async def new(tx: Tx, draw: Callable[[], str] | None = None) -> str:
    """One that no place of any district has or had; with a letter, since digits alone are the number of a case."""
    for _ in range(TRIES):
        code = (draw or _draw)()
        if not code.isdigit() and not await tx[PLACES].given(code):
            return code
    raise LookupError("no code is free")


def is_address(code: str) -> bool:
    """Whether a place with this new code would have an address of its own: with a slash it may be that of another."""
    return "/" not in code and code not in TAKEN


async def several(
    given: Callable[[Collection[str]], Awaitable[Collection[str]]], count: int, draw: Callable[[], str] | None = None
) -> list[str]:
    """So many new ones; *given* says which of some bear a place already."""
    found: dict[str, None] = {}
    for _ in range(TRIES):
        more = {code for code in ((draw or _draw)() for _ in range(count - len(found))) if not code.isdigit()}
        found |= dict.fromkeys(sorted(more - set(await given(more)) if more else ()))
        if len(found) >= count:
            return list(found)
    raise LookupError("no codes are free")


def _draw() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
