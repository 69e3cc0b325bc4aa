"""What somebody found wrong at a place, told by whoever found it to whoever follows it up; neither knows the other.

``Feature.finds`` makes a case of it, ``Feature.unfinds`` takes it back, ``Feature.open_findings`` tells what is still
open at a place, and ``Feature.rechecked`` hears that somebody looked at one again. ``Feature.found_in`` tells what
was found in one visit, and takes what the place itself says about it.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.work.work import Work


@dataclass(frozen=True)
class Finding:
    """What was found.

    *place* is the code of the registered place, *title* what it is in the reader's words; *item* ``LIST/ITEM`` with its
    *edition* where it comes from a list. *body* has the power over it. *severity* is ``minor``, ``major`` or
    ``critical``; *hours* the limit that was set, None where it was put right on the spot (*fixed*). *photos* are ids
    of evidence. *visit_id* and *incident_id* are ids of the case in which it was found. *guidance*: no limit follows.
    """

    place: str
    title: str
    severity: str
    by_id: int
    at: datetime
    item: str = ""
    edition: int = 0
    body: str = ""
    hours: int | None = None
    fixed: bool = False
    photos: tuple[int, ...] = ()
    visit_id: int | None = None
    incident_id: int | None = None
    guidance: bool = False


@dataclass(frozen=True)
class OpenFinding:
    """One that is open: *number* of its case, *case_id*; *due_at* is its limit or the end of its re-check.

    *visit_id* is the case in which it was found, *hours* the limit that was set. *ended*: it is open no more.
    """

    case_id: int
    number: int
    place: str
    title: str
    severity: str
    state: str
    item: str = ""
    body: str = ""
    due_at: datetime | None = None
    waits_for_recheck: bool = False
    must_not_open: bool = False
    visit_id: int | None = None
    hours: int | None = None
    ended: bool = False


@dataclass(frozen=True)
class FoundThere:
    """One that was found in a visit, as it stands. *body* is the code of the one that has the power over it.

    *before* and *after* are ids of evidence, *limit_at* and *recheck_at* ends of times (*provisional*: on days that
    nobody has announced), *by_place*: the place says itself that it is put right. *hastened*: it wished for a look
    sooner.
    """

    case_id: int
    number: int
    title: str
    severity: str
    state: str
    is_open: bool
    item: str = ""
    body: str = ""
    limit_at: datetime | None = None
    recheck_at: datetime | None = None
    provisional: bool = False
    fixed_at: datetime | None = None
    ended_at: datetime | None = None
    by_place: bool = False
    hastened: bool = False
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    takes_photos: bool = False
    may_hasten: bool = False


@dataclass(frozen=True)
class Made:
    """The case of a finding, by its *number*. *stays*: why it stays as it was, as a fact of the words."""

    number: int
    stays: dict[str, Any] | None = None


class Finds(Protocol):
    """Makes a case of a finding; what its visit found before follows as far as it can."""

    async def __call__(self, work: Work, finding: Finding, /) -> Made:
        """Nothing is refused to a visit: what was answered stands, whatever became of its case meanwhile."""
        ...


class Unfinds(Protocol):
    """A finding of a visit that is not signed yet was taken back: the answer was corrected."""

    async def __call__(self, work: Work, visit_id: int, item: str, /) -> Made | None:
        """*item* is ``LIST/ITEM``. Which case stays all the same, and why; None where it is gone."""
        ...


class OpenFindings(Protocol):
    """What is open at places, the worst and oldest first."""

    async def __call__(
        self, work: Work, places: Sequence[str], /, *, since: datetime | None = None
    ) -> Sequence[OpenFinding]:
        """*places* are codes. *since*: also those that ended after that moment."""
        ...


class Rechecked(Protocol):
    """Somebody looked in a re-check whether it is put right."""

    async def __call__(self, work: Work, case_id: int, /, *, passed: bool, facts: dict[str, Any]) -> None:
        """*facts*: ``reason``, ``hours``, ``photos`` where it was not."""
        ...


class Mended(Protocol):
    """The place says that one is put right."""

    async def __call__(self, work: Work, /, *, number: int, photos: Sequence[int], words: str = "") -> Any:
        """*photos* are ids of evidence of its case."""
        ...


class Hastened(Protocol):
    """The place wishes that somebody looks again sooner."""

    async def __call__(self, work: Work, /, *, number: int) -> Any:
        """*number* is that of its case."""
        ...


@dataclass(frozen=True)
class FoundIn:
    """What was found in a visit (*of_visit*, by its id), and what the place says about one of those."""

    of_visit: Callable[[Work, int], Awaitable[Sequence[FoundThere]]]
    mended: Mended
    hastened: Hastened
