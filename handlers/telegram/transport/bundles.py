"""Bundles: which letters go to a chat in its next message, several reminders or new cases as one."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.incidents.orders import next_step
from bot.outbox import backlog
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.work.ports import Tx
from handlers.telegram.transport.pace import Pace
from handlers.telegram.writing import notes
from handlers.telegram.writing.calls import Call

NOBODY = "nobody"
"""The purpose of what captains hear of a case to which no team can be sent, where their list does not reach them."""

BUNDLED = (frozenset({"reminder", "reminder-arrive"}), frozenset({NOBODY}))
"""Purposes of notes that become one message when several of them wait for one chat."""

TOGETHER = 50
"""So many of a chat's letters are looked at for what goes in one message."""

NOTES = 25
"""So many notes are put into one message at most."""


def together(first: Letter, other: Letter) -> bool:
    """Whether *other* goes in one message with *first*.

    In private the step of a case stands in a message of its own: it leaves when the case moves on.
    """
    if first.id == other.id:
        return True
    if first.user_id is not None and any(next_step.stands_in(one.buttons) for one in (first, other)):
        return False
    alike = (first.kind, first.language, first.mentions) == (other.kind, other.language, other.mentions)
    is_note = alike and first.kind is LetterKind.NOTE
    return is_note and any({first.purpose, other.purpose} <= purposes for purposes in BUNDLED)


@dataclass(frozen=True)
class Next:
    """The letters of the next message, and whether others wait behind them."""

    letters: tuple[Letter, ...]
    more: bool


async def next_of(
    tx: Tx, pace: Pace, chat_id: int, now: datetime, apart: Container[int], *, files: bool = True
) -> Next:
    """What goes to a chat next, no file without *files*; *apart* were refused by Telegram together with others."""
    waiting = [w for w in await tx.outbox.waiting(now, TOGETHER, chat_id=chat_id) if files or not w.is_file]
    first = waiting[0] if waiting else None
    if first is None or first.id in apart:
        return Next(tuple(waiting[:1]), len(waiting) > 1)
    if len(waiting) > 1 and (backlog.is_new(first) or (chat_id < 0 and first.priority is Priority.ANSWER)):
        found = await tx.outbox.new_cases(now, backlog.MOST + 1, chat_id=chat_id)
        new = [one for one in found if backlog.is_new(one) and one.id not in apart]
        if backlog.goes_first(first, new, now):
            letters = backlog.chosen(new, pace.room(chat_id, now))
            pace.fills(chat_id, more=len(new) > backlog.MOST)
            return Next(letters, more=True)
    alike = tuple(w for w in waiting if together(first, w))[:NOTES]
    return Next(alike, len(alike) < len(waiting))


def is_list(letters: Sequence[Letter]) -> bool:
    """Whether they go as a list of new cases."""
    return len(letters) > 1 and letters[0].kind is LetterKind.CARD


def as_one(letters: Sequence[Letter]) -> Letter | None:
    """The one letter that says what several say; None where their words stand one below the other."""
    if is_list(letters):
        return _as_list(letters)
    if len(letters) < 2 or letters[0].purpose != NOBODY:
        return None
    lines = [one.facts | {"word": "nobody-free-line", "mention_names": ""} for one in letters]
    names = letters[0].facts.get("mention_names", [])
    facts = {"lines": lines, "count": len(lines), "number": lines[0]["number"], "mention_names": names}
    return replace(letters[0], key="nobody-free-several", facts=facts, buttons=())


def _as_list(letters: Sequence[Letter]) -> Letter:
    """The one letter that lists new cases."""
    again = [one.case_id for one in letters if one.repeated]
    facts = {"cases": [one.case_id for one in letters], "again": again}
    plain = replace(letters[0], case_id=None, reply_to=None, thread=None, repeated=False, collapse=None)
    return replace(plain, kind=LetterKind.LIST, purpose=backlog.PURPOSE, facts=facts)


async def leave_lists(tx: Tx, letter: Letter, now: datetime) -> None:
    """The case of *letter*, its own first card, leaves the list that it stood in."""
    if letter.case_id is None or backlog.NEW not in letter.facts or letter.priority is Priority.NEW_CARD:
        return
    for stands in await tx.outbox.unlisted(letter.case_id):
        await tx.outbox.add(backlog.renewal(stands, now))


def one_below_the_other(calls: Sequence[Call]) -> Call:
    """One call that says what these say."""
    if len(calls) == 1:
        return calls[0]
    said = notes.cut("\n".join(str(one.params["text"]) for one in calls), notes.MOST_TEXT)
    params = {k: v for k, v in calls[0].params.items() if k != "reply_markup"}
    rows = [row for one in calls for row in one.params.get("reply_markup", {}).get("inline_keyboard", [])]
    if rows:
        params["reply_markup"] = {"inline_keyboard": rows[:8]}
    return replace(calls[0], params=params | {"text": said})


def in_line(letter: Letter) -> tuple[int, int]:
    """Its place in line."""
    return letter.priority, letter.id


def by_chat(letters: Sequence[Letter]) -> dict[int, list[Sequence[Letter]]]:
    """What goes to each chat, a message each, first to last."""
    found: dict[int, list[Sequence[Letter]]] = {}
    for letter in sorted(letters, key=in_line):
        found.setdefault(letter.chat_id, []).append([letter])
    return found


def setting_out(letters: Sequence[Letter], pace: Pace, now: datetime, held_back: Container[int]) -> list[Letter]:
    """Those of *letters* that may go this moment: of a group one, of a private chat those that are no bundle.

    Where something is *held back*, waiting for its turn, only what is so urgent that it goes before everything.
    """
    chosen: dict[int, list[Letter]] = {}
    waits: set[int] = set()
    for letter in sorted(letters, key=in_line):
        chat_id, before = letter.chat_id, chosen.get(letter.chat_id, [])
        is_behind = chat_id in held_back and letter.priority > Priority.ORDER
        if letter.not_before is not None or chat_id in waits or is_behind:
            continue
        if chat_id in held_back and backlog.is_new(letter) and not pace.room(chat_id, now).critical_alone:
            continue  # it takes along the others that wait
        is_alone = chat_id < 0 or letter.priority is Priority.MENU or any(together(one, letter) for one in before)
        if pace.ready_at(chat_id, letter.priority, now) <= now and not (before and is_alone):
            pace.spent(chat_id, now)
            chosen.setdefault(chat_id, []).append(letter)
        elif chat_id >= 0:  # a group has a share for each sort, so that another one may still go
            waits.add(chat_id)
    for chat_id, those in chosen.items():
        for _ in those:
            pace.unspent(chat_id)
    return [one for those in chosen.values() for one in those]
