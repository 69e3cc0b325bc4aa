"""Finding cases by what is known of them, newest report first: by key, a stretch at a time, never all at once.

A stretch is so many of the newest cases, whether they fit or not. So one look costs the same in a district with a
hundred cases and in one with a million, whatever is asked for; who wants more looks again from where it ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from bot.incidents.table import Incident
from bot.values.port import Port

STRETCH = 2_000
"""So many cases are looked through at once."""


class Key(NamedTuple):
    """Where a page ends: the report of its last case, and that case's id, which tells apart what came together."""

    reported_at: datetime
    case_id: int


@dataclass(frozen=True)
class Wanted:
    """Which cases of a district; None asks for all. *team_id* had an assignment; *since* and *until* bound the report.

    *drill* asks for cases of drills or for all others: the two are never mixed. *after*: only what is older than that.
    """

    district_id: int
    drill: bool
    live: bool | None = None
    state: str | None = None
    item: str | None = None
    team_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: Key | None = None


class Found(NamedTuple):
    """What one look found; *after* is where the next one goes on, None where there is nothing older."""

    cases: Sequence[Incident]
    after: Key | None


@dataclass(frozen=True)
class Counted:
    """How many fit in one stretch; *after* as in :class:`Found`."""

    count: int
    after: Key | None


class Finding(Protocol):
    """Finds cases; part of a transaction."""

    async def cases(self, wanted: Wanted, most: int) -> Found:
        """At most *most* of one stretch that fit, newest report first."""

    async def count(self, wanted: Wanted, most: int) -> Counted:
        """How many of one stretch fit; beyond *most* it is not counted on."""


FINDING: Port[Finding] = Port("finding")
