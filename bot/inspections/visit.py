"""What is answered and signed in a visit, as plain values: one record however many phones it came from. All pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Result(StrEnum):
    """What an item was found to be."""

    PASS = "pass"  # noqa: S105
    FIXED = "fail_fixed"
    """It failed, and was put right while they stood there."""
    FAIL = "fail_limit"
    HANDED = "fail_transfer"
    """It failed, and is another body's to decide: noted and handed over."""
    NONE = "na"
    """It does not concern this place."""


FAILS = frozenset({Result.FIXED, Result.FAIL, Result.HANDED})


@dataclass(frozen=True)
class Answered:
    """One answer to one item; nothing that was answered is ever changed.

    *item* is ``LIST/ITEM``; *sent_as* the id that the phone gave it: the same id is the same answer, however often it
    is sent. *said_at* is when it was said, *at* when it was recorded. *photos* are ids of evidence of the visit.
    *hours* is the limit that was set. *to_body*: it is another body's to decide, and what was seen is a note for it.
    *keeps*: it settles a conflict. *together*: it was one of several unchanged passes that were confirmed with one tap.
    """

    case_id: int
    item: str
    by_id: int
    body: str
    result: Result
    at: datetime
    said_at: datetime
    sent_as: str
    id: int = 0
    severity: str = ""
    hours: int | None = None
    words: str = ""
    photos: tuple[int, ...] = ()
    to_body: str = ""
    keeps: bool = False
    together: bool = False

    @property
    def is_note(self) -> bool:
        """It decides nothing: another body does."""
        return bool(self.to_body)

    @property
    def is_remark(self) -> bool:
        """A note that is neither found nor handed over: whoever may not pass an item saw nothing wrong."""
        return self.is_note and self.result in {Result.PASS, Result.NONE}


class Signs(StrEnum):
    """Who signs."""

    OFFICER = "officer"
    PLACE = "place"
    """The responsible person of the place."""


class How(StrEnum):
    """How somebody signed."""

    TAP = "tap"
    DRAWN = "drawn"
    PHOTO = "photo"
    REFUSED = "refused"


@dataclass(frozen=True)
class Signature:
    """One signature under what was read back in *round*. *by_id* is the officer; for the place who took it.

    *name* is who signed for the place, *witness* who saw that they refused; *photo* is the evidence that shows it.
    """

    case_id: int
    round: int
    signs: Signs
    by_id: int
    how: How
    at: datetime
    id: int = 0
    name: str = ""
    witness: str = ""
    photo: int | None = None


@dataclass(frozen=True)
class Rated:
    """What the place said of a visit over its own page: *stars* from one to five (None: a complaint alone)."""

    case_id: int
    at: datetime
    id: int = 0
    stars: int | None = None
    words: str = ""
    complaint: bool = False


@dataclass(frozen=True)
class Conflict:
    """Two officers answered one item differently: the later stands beside the earlier until one of them settles it."""

    item: str
    first: Answered
    second: Answered


@dataclass(frozen=True)
class Record:
    """What a visit's answers come to. *items* are the keys of its lists in their order, each once."""

    items: tuple[str, ...]
    newest: Mapping[str, Answered] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()

    @property
    def open_items(self) -> tuple[str, ...]:
        """What nobody has answered."""
        return tuple(item for item in self.items if item not in self.newest)

    @property
    def next_item(self) -> str | None:
        """What is to be answered next."""
        return next(iter(self.open_items), None)

    @property
    def is_whole(self) -> bool:
        """All is answered, and nothing contradicts."""
        return not self.open_items and not self.conflicts

    def count(self, *results: Result) -> int:
        """How many items stand at one of these; what somebody only noted for another body has passed nothing."""
        return sum(1 for one in self.newest.values() if one.result in results and not one.is_remark)

    @property
    def fails(self) -> tuple[Answered, ...]:
        """What failed, in the order of the lists."""
        found = (self.newest.get(item) for item in self.items)
        return tuple(one for one in found if one is not None and one.result in FAILS)


def key(list_code: str, item_code: str) -> str:
    """How an answer names its item."""
    return f"{list_code}/{item_code}"


def record(items: Sequence[str], answered: Iterable[Answered]) -> Record:
    """The record that all answers make, in the order in which they were recorded.

    The later answer stands. Where it differs from one of another officer and does not say that it settles the matter,
    both are in conflict until somebody answers once more with *keeps*, or both say the same. A note for another body
    never stands over an answer of somebody else, and an answer over a note is no conflict.
    """
    newest: dict[str, Answered] = {}
    conflicts: dict[str, Conflict] = {}
    for one in answered:
        before = newest.get(one.item)
        if before is not None and before.by_id != one.by_id and one.is_note and not before.is_note:
            continue
        if before is not None and before.by_id != one.by_id and before.is_note:
            newest[one.item] = one
            continue
        if one.keeps or (before is not None and before.result is one.result):
            conflicts.pop(one.item, None)
        elif before is not None and before.by_id != one.by_id:
            conflicts[one.item] = Conflict(one.item, before, one)
        elif before is not None and (known := conflicts.get(one.item)):
            conflicts[one.item] = Conflict(one.item, known.first, one)
            if known.first.result is one.result:
                del conflicts[one.item]
        newest[one.item] = one
    order = tuple(dict.fromkeys((*items, *newest)))
    return Record(order, newest, tuple(conflicts[item] for item in order if item in conflicts))


def stand(signatures: Iterable[Signature], round_: int) -> tuple[Signature, ...]:
    """Those of the round that count: each who signs once."""
    found: dict[tuple[Signs, int], Signature] = {}
    for one in signatures:
        if one.round == round_:
            found.setdefault((one.signs, one.by_id if one.signs is Signs.OFFICER else 0), one)
    return tuple(found.values())


def are_whole(signatures: Iterable[Signature], round_: int, *, firm: bool, officers: Collection[int]) -> bool:
    """Both officers of a firm's visit (one elsewhere), and the place or the note that it refused.

    *officers* are those of the visit now: who was taken out of it after they signed counts no more.
    """
    signed = stand(signatures, round_)
    theirs = sum(1 for one in signed if one.signs is Signs.OFFICER and one.by_id in officers)
    return theirs >= (2 if firm else 1) and any(one.signs is Signs.PLACE for one in signed)
