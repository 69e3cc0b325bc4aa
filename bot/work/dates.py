"""What stands on somebody's days: planned by one feature, shown in the calendar of their phone by another.

``Feature.dates`` tells what somebody has to do; whoever shows it asks all of them.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.register.people import Member
from bot.work.work import Work


@dataclass(frozen=True)
class Dated:
    """Something on a day in somebody's calendar. *key* tells it apart for ever; *summary* is a fact of the words.

    *since* and *until* are the first and last day.
    """

    key: str
    since: date
    until: date
    summary: Any


Dates = Callable[[Work, Member], Awaitable[Sequence[Dated]]]
"""What stands on the days of a member of the district, in any order."""
