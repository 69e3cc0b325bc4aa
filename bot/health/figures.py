"""Is all well? The figures of a running bot, what they may be at most, and what is counted on the way. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.values.port import Port

COPIES = "copies"
"""Under this name is kept when the last daily copy was made, or since when none can be."""

DISK, FULL_DISK = "disk", "full-disk"
"""The kinds of what is told where the disk is nearly full, and where only what cannot wait is stored."""

LATE = timedelta(minutes=5)
"""What is due, not worked off or not sent for longer than this is told to captains and owners."""


@dataclass(frozen=True)
class Counts:
    """What stands in the memory, in numbers. Oldest ones are instants (aware UTC), None where there is none.

    *cases* are the live ones by kind and state, zeros too; *waiting* and *overdue* are incidents. *webhooks* wait for
    their receivers; *webhooks_dead* were given up.
    """

    cases: Mapping[tuple[str, str], int] = field(default_factory=dict)
    waiting: int = 0
    overdue: int = 0
    inbox: int = 0
    inbox_dead: int = 0
    inbox_since: datetime | None = None
    outbox: int = 0
    outbox_since: datetime | None = None
    webhooks: int = 0
    webhooks_dead: int = 0


@dataclass(frozen=True)
class Late:
    """One thing that should have been done: *kind* is occasion, update, letter, copy, dead, unread, killed or refused.

    Or one that is: ``rival``, another program that takes our updates; ``copy-hangs``, one that comes to no end;
    ``disk`` or ``full-disk``, too little room (*figure*: MB left, MB given up).

    *id* is the row's own; *district_id* is None where the thing belongs to no district; *who* is the member of it whose
    update it is, or for whom the letter was, with the number of its case.
    """

    kind: str
    id: int
    district_id: int | None
    since: datetime
    figure: int = 0
    who: str = ""


class Numbers(Protocol):
    """Counts of what stands in the memory; part of a transaction."""

    async def counts(self, now: datetime) -> Counts:
        """Live cases by kind and state, waiting and overdue incidents, inbox and outbox (due by *now*)."""

    async def late(self, before: datetime, limit: int = 500) -> list[Late]:
        """All that was due before *before* and is not done, oldest first; what was given up; letters refused."""


@dataclass
class Tally:
    """What is counted while the bot runs; kinds and reasons are codes, never names or numbers of people or chats."""

    updates: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    too_many: int = 0


KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
"""Kinds of updates that are counted by name; all others are counted together."""


def kind_of(update: Mapping[str, Any]) -> str:
    """The kind of a raw update: one of KINDS, else ``other``."""
    return next((kind for kind in KINDS if kind in update), "other")


@dataclass(frozen=True)
class Vitals:
    """One look at everything, in seconds; None: unknown, or nothing there (then the flags tell which).

    *rival*: another program takes updates with our token. *unstored*: what came could not be stored, and comes again.
    *write_trouble*: a code for why nothing can be written, where that is known.
    """

    loop_lag_s: float
    write_s: float | None
    poll_age_s: float | None
    inbox_age_s: float | None
    outbox_age_s: float | None
    tick_age_s: float | None
    counts: Counts | None
    rival: bool = False
    unstored: bool = False
    write_trouble: str = ""
    waits_for_room: bool = False
    """What people said is stored, and waits for nothing but room to be worked off."""
    lost_s: float | None = None
    """How long we have not stood well in one of the groups, the longest; None: in all of them we do."""
    late_part: tuple[str, float] | None = None
    """What the program does again and again has not gone well, by its code, and for so long; the longest."""


@dataclass(frozen=True)
class Check:
    """One check: its figure and the most it may be, in seconds. *mends*: where it is bad, a restart may help.

    *reason* is a code for why it is bad, where that is known.
    """

    name: str
    figure: float | None
    most: float
    ok: bool
    mends: bool
    reason: str = ""

    @property
    def key(self) -> str:
        """The sentence that says what is wrong."""
        if self.reason:
            return f"unwell-{self.name}-{self.reason}"
        return f"unwell-{self.name}" if self.figure is not None else f"unknown-{self.name}"


LOOP, DATABASE, POLL, INBOX, OUTBOX, TICK = "loop", "database", "poll", "inbox", "outbox", "tick"
GROUPS, PARTS = "groups", "parts"
MOST_S = {LOOP: 1.0, DATABASE: 2.0, POLL: 60.0, INBOX: 60.0, OUTBOX: 300.0, TICK: 15.0, GROUPS: 0.0, PARTS: 0.0}
"""The most that each figure may be, in seconds."""

MENDED_BY_A_RESTART = frozenset({LOOP, DATABASE, INBOX, TICK})
"""Not what depends on the Bot API: an outage out there would only restart us again and again."""

BY_THE_DATABASE = frozenset({DATABASE, INBOX, TICK})
BEYOND_A_RESTART = frozenset(
    {"full", "locked", "readonly", "disk", "damaged", "lost", "unreachable", "waiting"}  # as codes of the memory
)
"""Why a database takes nothing, where a program started anew would meet the same, and could not even come up.

The one that runs passes on calls for help meanwhile.
"""


def checks(seen: Vitals) -> tuple[Check, ...]:
    """Every check by name. An inbox or outbox that cannot be read is as bad as one that is not worked off."""
    is_read = seen.counts is not None
    part, part_s = seen.late_part or ("", None)
    figures: dict[str, tuple[float | None, bool]] = {
        LOOP: (seen.loop_lag_s, False),
        DATABASE: (seen.write_s, False),
        POLL: (seen.poll_age_s, False),
        INBOX: (seen.inbox_age_s, is_read),
        OUTBOX: (seen.outbox_age_s, is_read),
        TICK: (seen.tick_age_s, False),
        GROUPS: (seen.lost_s, True),
        PARTS: (part_s, True),
    }
    reasons = {POLL: "rival" if seen.rival else "", GROUPS: "lost" if seen.lost_s is not None else "", PARTS: part}
    if seen.unstored or seen.write_s is None:
        reasons[DATABASE] = seen.write_trouble or ("unstored" if seen.unstored else "")
    if seen.waits_for_room:
        reasons[INBOX] = "room"
    is_beyond = seen.waits_for_room or reasons.get(DATABASE) in BEYOND_A_RESTART
    mended = MENDED_BY_A_RESTART - BY_THE_DATABASE if is_beyond else MENDED_BY_A_RESTART
    return tuple(
        _check(name, figure, reasons.get(name, ""), none_is_well=none_is_well, mends=name in mended)
        for name, (figure, none_is_well) in figures.items()
    )


def _check(name: str, figure: float | None, reason: str, *, none_is_well: bool, mends: bool) -> Check:
    most = MOST_S[name]
    ok = not reason and (figure <= most if figure is not None else none_is_well)
    return Check(name, figure, most, ok, mends, reason)


def is_well(found: tuple[Check, ...]) -> bool:
    """Whether every check is good."""
    return all(check.ok for check in found)


def is_mendable(found: tuple[Check, ...]) -> bool:
    """Whether something is bad that a restart may mend."""
    return any(check.mends and not check.ok for check in found)


def age_s(since: datetime | None, now: datetime) -> float | None:
    """Seconds from *since* to *now*, never below zero."""
    return None if since is None else max(0.0, (now - since).total_seconds())


NUMBERS: Port[Numbers] = Port("numbers")
