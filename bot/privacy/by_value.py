"""What is somebody's by its value: their name and words as they stand in letters, notes and messages of others.

Rows that are about a person go by their id (``storage.personal``); this finds what was copied. The values are gathered
before anything is erased, and searched where tables declare that copies may stand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.outbox.letters import Letter, LetterKind, Posting, Priority
from bot.privacy import called
from bot.privacy.port import Place
from bot.values import texts
from bot.values.port import Port
from bot.work.work import Work

ERASED = texts.NAMELESS
"""What stands where somebody's name or words were, in sentences; columns of their own become empty."""

MESSAGES_BACK = timedelta(hours=48)
"""So far back our messages are written anew or deleted, beside those of live cases: Telegram deletes no older ones."""

MOST_MESSAGES = 200
"""So many messages are written anew or deleted because of one person; the others are counted."""

WITHIN, HEAD = 4, 6
"""Shorter words are found as a whole text only, not within one; by so many signs words are known that were cut off."""

_NO_TEXT = frozenset({"word", "key", "data", "url", "app", "state", "move", "language"})
"""Parts of facts that name one of our sentences or anything else of ours: somebody may be called so."""

_ALONE = frozenset(
    {"name", "first_name", "last_name", "username", "responsible", "contacts", "role"}
    | {"place", "places", "landmark", "address", "aliases", "community", "road", "team", "teams", "district"}
)
"""How facts are called in which something has its name and nothing else: no part of it is another's."""

_NUMBERS = frozenset({"number", "numbers", "into", "original", "incident", "other"})
"""How facts are called in which the number of a case stands."""

_WORDS = frozenset({"words", "reason", "text", "note", "notes", "said", "why"})
"""How facts are called in which people's own words stand, whole or as a part that a command left."""


_REACHED = frozenset({"name", "phone"})
"""What stands together of somebody who can be reached: the number goes with the name that it belongs to."""


@dataclass(frozen=True)
class Wanted:
    """Values of one person: *names* are found where a text speaks of them, *words* also within others'.

    *longer* are names of others in which one of *names* stands.
    """

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    longer: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], values: Iterable[Any], longer: Iterable[str] = ()) -> "Wanted":
        """With every text in *values*, as it was said and as it is shown on one line."""
        said = {one.strip() for value in values for one in leaves(value)}
        said |= {texts.line(one) for one in said}
        own, words = (
            frozenset(one for one in some if one not in {"", ERASED} and not one.isdigit()) for some in (names, said)
        )
        return cls(own, words, frozenset(longer))


def leaves(value: Any) -> Iterable[str]:
    """Every text in a plain value, however deep it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            if name not in _NO_TEXT:
                yield from leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one)


def numbers(value: Any, key: str = "") -> Iterable[int]:
    """The numbers of cases of which facts speak, however deep."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from numbers(one, name)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from numbers(one, key)
    elif key in _NUMBERS and isinstance(value, int) and not isinstance(value, bool):
        yield value


def without(value: Any, wanted: Wanted, put: str = ERASED, key: str = "", *, alone: bool = False) -> Any:
    """*value* with *put* in the place of what is wanted; the very same where nothing of it stands in it.

    *key* is what a text is called: where people's words stand by rule, a part of what was said is theirs too; where
    something has its name, only the whole of it is. *alone*: there is nothing but such names in all of *value*, and
    whoever said one has not said who it is.
    """
    if isinstance(value, str):
        return _text(value, wanted, put, key, alone=alone)
    if isinstance(value, Mapping):
        told = {
            name: one if name in _NO_TEXT else without(one, wanted, put, name, alone=alone)
            for name, one in value.items()
        }
        if value.keys() >= _REACHED and told["name"] != value["name"]:
            told["phone"] = put
        return told if told != value else value
    if isinstance(value, list | tuple):
        listed = [without(one, wanted, put, key, alone=alone) for one in value]
        return listed if listed != list(value) else value
    return value


def _text(said: str, wanted: Wanted, put: str, key: str, *, alone: bool) -> str:
    whole = said.strip()
    if alone or whole in wanted.names:
        return put if whole in wanted.names else said
    if whole in wanted.words:
        return put
    part = whole.removesuffix("\u2026").rstrip()
    if key in _WORDS and len(part) >= WITHIN and any(part in words for words in wanted.words):
        return put
    for words in sorted(wanted.words, key=len, reverse=True):
        if len(words) >= WITHIN:
            said = _cut_off(said.replace(words, put), words, put)
    for name in () if key in _ALONE else sorted(wanted.names, key=len, reverse=True):
        said = called.without(said, name, put, wanted.longer)
    return said


def _cut_off(said: str, words: str, put: str) -> str:
    """Without *words* of which only the beginning is there, before an ellipsis."""
    if len(words) <= HEAD or not said.endswith("\u2026"):
        return said
    stem = said[:-1].rstrip()
    at = stem.find(words[:HEAD])
    return stem[:at] + put if at >= 0 and words.startswith(stem[at:]) else said


@dataclass(frozen=True)
class Names:
    """What somebody is called. *shared*: what another one is called too; it is theirs only where their cases are.

    *longer* are names of others in which one of theirs stands.
    """

    own: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    longer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What a slice came upon: *messages* of ours to be written anew, how many are too old; *rest*: where to go on."""

    messages: tuple[Posting, ...] = ()
    stay: int = 0
    rest: Place | None = None


class Copies(Protocol):
    """Copies of what is somebody's, wherever tables declare that they may stand."""

    async def names(self, user_id: int) -> Names:
        """What they are called, and who of their districts is called by more than that."""

    async def leave(self, user_id: int, now: datetime) -> None:
        """End every membership and blank the name, so that nothing new bears it."""

    async def erase(self, user_id: int, names: Names, now: datetime, after: Place | None, most: int) -> Found:
        """Put :data:`ERASED` in the place of what is theirs in the next rows of their districts, so many at most."""

    async def message(self, chat_id: int, message_id: int) -> tuple[Posting, list[Letter], bool, bool] | None:
        """One of our messages that still stands, and the letters that it says as they are now.

        Also whether it is the newest of its purpose in its chat, and whether its case is live.
        """


COPIES: Port[Copies] = Port("copies")


def anew(posting: Posting, now: datetime) -> Letter:
    """The letter that writes a message anew or deletes it, after everything else that waits."""
    return Letter(
        district_id=posting.district_id,
        chat_id=posting.chat_id,
        user_id=posting.user_id,
        kind=LetterKind.ANEW,
        priority=Priority.LISTED,
        created_at=now,
        case_id=posting.case_id,
        facts={"edits": posting.message_id, "of": posting.letter_id},
        collapse=f"anew:{posting.chat_id}:{posting.message_id}",
        purpose=posting.purpose,
        silent=True,
    )


async def message(work: Work, chat_id: int, message_id: int) -> tuple[Posting, Sequence[Letter], bool, bool] | None:
    """A look at one of our messages, for who writes it anew."""
    return await work.tx[COPIES].message(chat_id, message_id)
