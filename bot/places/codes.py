"""The codes of places: printed on doors, given once and never again. A new one stands in no register anywhere."""

import secrets
from collections.abc import Callable

from bot.places.register import PLACES
from bot.work.ports import Tx

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for each other, or for a word."""

LENGTH = 6
TRIES = 20


async def new(tx: Tx, draw: Callable[[], str] | None = None) -> str:
    """One that no place of any district has or had; with a letter, since digits alone are the number of a case."""
    for _ in range(TRIES):
        code = (draw or _draw)()
        if not code.isdigit() and not await tx[PLACES].given(code):
            return code
    raise LookupError("no code is free")


def _draw() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
