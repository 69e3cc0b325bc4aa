"""What comes due and when: occasions are a pure function of what they belong to, and are decided once."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Due:
    """One thing that will come due. *subject*, *name* and *n* together are what it is: it is decided only once.

    *subject* reads like ``case:12``, ``case:12/r2`` (second resolve), ``assignment:40/1``, ``duty:7``.
    """

    subject: str
    name: str
    due_at: datetime
    n: int = 0


@dataclass(frozen=True)
class Occasion:
    """A stored Due. *result*: ``done``, ``moot`` (its reason is gone) or ``gap`` (passed over for a later one)."""

    subject: str
    name: str
    due_at: datetime
    n: int = 0
    id: int = 0
    district_id: int | None = None
    case_id: int | None = None
    done_at: datetime | None = None
    result: str | None = None
