"""Who tells captains of something new: the list shows it, and who has no private chat is mentioned in the group."""

from collections.abc import Iterable
from typing import Any

from bot.register.people import Member
from bot.work import telling
from bot.work.at_hand import Notes
from bot.work.work import Work

STIRRED: Notes[list[bool]] = Notes("needs-stirred", list)
"""Not empty once something may be different that captains have to know."""

LATE: Notes[set[str]] = Notes("needs-late", set)
"""Keys of things that came due in a time without contact, and are told late."""


def stir(work: Work) -> None:
    """What needs captains is looked at again at the end of this work."""
    work.at_hand.notes(STIRRED).append(True)


def late(work: Work, subject: str, what: str) -> None:
    """This one is told late: it came due while nobody could be told."""
    work.at_hand.notes(LATE).add(f"{subject}/{what}")


async def tell(work: Work, people: Iterable[Member], key: str, **facts: Any) -> None:
    """Captains hear of it: in the list what the case itself says, in the group *key* with a mention."""
    stir(work)
    await telling.tell(work, [m for m in people if not m.private_open], key, **facts)
