"""More new cases than a group may be sent messages: which go next, alone or several in one, and how soon. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.outbox.letters import Letter, LetterKind, Posting, Priority, Told

NEW = "new"
"""The fact of a card's letter that says that no card of its case stood when it was written."""

PURPOSE = "list"
"""What a message that lists several cases is called among our postings."""

MOST, SHOWN = 60, 20
"""So many cases are listed in one message at most, and so many of them with a line and a button of their own."""

AGED = timedelta(seconds=10)
"""A new case that has waited so long goes before answers to single people."""

RENEWED = timedelta(seconds=30)
"""A list is brought up to date at most this often, for all cases that have left it."""


@dataclass(frozen=True)
class Room:
    """How tight it is in a group: so many new cases may have a message of their *own*; whether a critical one may."""

    own: int
    critical_alone: bool


def is_new(letter: Letter) -> bool:
    """Whether it is the first that the group hears of a case."""
    return letter.kind is LetterKind.CARD and NEW in letter.facts and letter.priority <= Priority.NEW_CARD


def is_critical(letter: Letter) -> bool:
    """Whether a new case is critical."""
    return letter.priority < Priority.NEW_CARD


def goes_first(first: Letter, new: Sequence[Letter], now: datetime) -> bool:
    """Whether new cases go before *first*, the most urgent letter that waits."""
    if not new:
        return False
    oldest = min(one.created_at for one in new)
    return is_new(first) or (first.priority is Priority.ANSWER and oldest <= now - AGED)


def chosen(new: Sequence[Letter], room: Room) -> tuple[Letter, ...]:
    """Which of *new* (critical ones first, then the newest) go in the next message: one has it for itself.

    A critical one goes alone while that is possible, the one that has waited longest; else they go together, and take
    along what fits. Others have a message each as long as there is room for all of them.
    """
    critical = [one for one in new if is_critical(one)]
    if critical and room.critical_alone:
        return (critical[-1],)
    if not critical and len(new) <= room.own:
        return (new[-1],)
    return tuple(new[:MOST])


def priority_of(told: Told, *, critical: bool, ended: bool, moved: bool, alarms: bool = False) -> Priority:
    """How soon the card of a case goes.

    *moved*: somebody moved it or said more about it, so that one in a list gets its own card; *alarms*: it has just
    become critical.
    """
    if told.card:
        if alarms:
            return Priority.ORDER
        return Priority.CLOSING if ended or critical else Priority.EDIT
    if critical and not ended and not told.critical:
        return Priority.ORDER
    if not told.listed:
        return Priority.NEW_CARD
    return Priority.EDIT if moved else Priority.LISTED


def renewal(stands: Posting, now: datetime) -> Letter:
    """The letter that brings a list up to date which a case has left."""
    return Letter(
        district_id=stands.district_id,
        chat_id=stands.chat_id,
        kind=LetterKind.LIST,
        priority=Priority.LIST,
        created_at=now,
        facts={"edits": stands.message_id},
        collapse=f"{PURPOSE}:{stands.chat_id}:{stands.message_id}",
        purpose=PURPOSE,
        not_before=max(now, stands.posted_at + RENEWED),
    )
