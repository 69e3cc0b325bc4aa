"""Which secrets open a door, by their hashes, in memory: a wrong one is known to be wrong without asking anybody."""

from collections.abc import Callable, Iterable
from enum import Enum


class Secret(Enum):
    """What a secret is for."""

    LINK = "a one-time link to sign in"
    SESSION = "a browser that signed in"
    TRACKER = "a tracker"
    FORMER = "a tracker, with the key before its present one"
    PROGRAM = "a program of another system"
    CALENDAR = "a calendar"
    EXPORT = "a download"
    OWN_PAGE = "the page that a place has of a visit"


class Known:
    """All that may open something. What is not here opens nothing; what is here is still looked up.

    So one too many does no harm, and goes when it is found out; whoever stores a secret tells it here after the commit.
    *on_end* is called when some of them end.
    """

    def __init__(self) -> None:
        self._hashes: dict[Secret, set[str]] = {kind: set() for kind in Secret}
        self.on_end: Callable[[], None] = lambda: None

    def has(self, kind: Secret, secret_hash: str) -> bool:
        """Whether a secret of this hash may open something."""
        return secret_hash in self._hashes[kind]

    def take(self, made: Iterable[tuple[Secret, str]], ended: Iterable[tuple[Secret, str]] = ()) -> None:
        """Some were stored, some ended."""
        for kind, secret_hash in made:
            self._hashes[kind].add(secret_hash)
        gone = list(ended)
        for kind, secret_hash in gone:
            self._hashes[kind].discard(secret_hash)
        if gone:
            self.on_end()

    def drop(self, kind: Secret, secret_hash: str) -> None:
        """One was looked up and opens nothing any more."""
        self._hashes[kind].discard(secret_hash)
