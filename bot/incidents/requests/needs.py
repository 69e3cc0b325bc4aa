"""What a move still needs: read from words in the order of its row, or asked for."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.cases.buttons import case_button
from bot.cases.moves import How, Move, Need
from bot.handbook import search as handbook_search
from bot.handbook.model import SEVERITIES
from bot.handbook.versions import BOOK
from bot.incidents import holds, limits, proof
from bot.incidents.reporting import questions, which_place
from bot.incidents.reporting.loose import moving_over
from bot.incidents.requests.wish import Wish
from bot.values import plain_words, spoken_time, texts
from bot.values.refused import Refused
from bot.work.answer import Answer, answer
from bot.work.work import Work

PRESSED = frozenset({holds.ASKED, proof.NO_PHOTO})
"""What a button says in place of a reason in words."""


async def fill(work: Work, wish: Wish, row: Move) -> None:
    """Fill the facts of *wish* as *row* wants them. Who may make the move is asked for the first that is missing.

    Words without a form of their own (a reason, a note) are what is left when all others are read.
    """
    for need in sorted(row.asked, key=lambda one: one.how is How.WORDS and one.kind not in _READ):
        _read(work, wish, need)
    if not _is_due(wish, row):
        return
    for need in row.asked:
        if not need.optional and wish.facts.get(need.name) is None and need.how is not How.WORDS:
            wish.done = await _ASK.get(need.kind, ask_choice)(work, wish, need)
            return


def _is_due(wish: Wish, row: Move) -> bool:
    """Whether the move is theirs now: nobody is asked for what then could not be made."""
    return bool((row.by | row.wished_by) & wish.actor.parts) and wish.incident.state in row.start


def _read(work: Work, wish: Wish, need: Need) -> None:
    """One fact, from what a button or a page says for it, else from the words; a code that nobody knows stays."""
    given = wish.facts.get(need.name)
    if given is not None and not isinstance(given, str):
        return
    value, rest = _READ.get(need.kind, _words)(work, wish, wish.text if given is None else given)
    if given is None:
        wish.text = rest
    elif (need.codes and value != given) or (need.kind == "reason" and given not in PRESSED):
        wish.text = wish.text or given
    found = given if value is None else value
    wish.facts[need.name] = found if found is not None else need.default or None


# --- how words give it: the value, and the words that are left


def _words(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    return text.strip() or None, text


def _why_not(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    return plain_words.decline_reason(text) or ("other" if text else None), text


def _unsaid(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    return None, text


def _outcome(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    return plain_words.outcome(text)


def _minutes(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    length, rest = spoken_time.duration(text)
    return (length.total_seconds() / 60, rest) if length else (None, rest)


def _free(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    words = text.split()
    is_free = bool(words) and plain_words.is_free(words[-1])
    return (True, " ".join(words[:-1])) if is_free else (None, text)


def _item(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    if not text:
        return None, text
    found = handbook_search.named(work.at_hand[BOOK], text)
    if found is None:
        raise Refused("no-such-item", item=text)
    return found.code, ""


def _severity(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    said = plain_words.severity(text)
    if said and said not in SEVERITIES:
        raise Refused("no-such-severity", severity=said, severities=", ".join(SEVERITIES))
    return said or None, ""


def _piece(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    """A piece by its key, or how many."""
    first, _, rest = text.strip().partition(" ")
    known = {need.key for need in proof.all_kinds(limits.item_of(work, wish.incident))}
    is_one = first in known or texts.whole_number(first, digits=2) is not None
    return (first, rest.strip()) if is_one else (None, text)


def _into(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    return texts.named_number(text.strip()), text


def _department(work: Work, wish: Wish, text: str) -> tuple[Any, str]:
    """The first word; without one that of the item."""
    first, _, note = text.partition(" ")
    return first or limits.item_of(work, wish.incident).department or None, note.strip()


_READ: Mapping[str, Callable[[Work, Wish, str], tuple[Any, str]]] = {
    "why_not": _why_not,
    "why_far": _unsaid,
    "outcome": _outcome,
    "minutes": _minutes,
    "free": _free,
    "item": _item,
    "severity": _severity,
    "piece": _piece,
    "into": _into,
    "department": _department,
    "point": _unsaid,
    "note": _unsaid,
    "another_team": _unsaid,
    "team": _unsaid,
}
"""By the kind of need; what stands here is no free text."""


# --- how it is asked for


async def ask_choice(work: Work, wish: Wish, need: Need, **facts: Any) -> Answer:
    """One button for each code."""
    buttons = tuple(
        (case_button(wish.incident, work.district, wish.name, code, key=f"{need.label}{code.replace('_', '-')}"),)
        for code in need.codes
    )
    number = wish.incident.number
    return answer(need.question, buttons=buttons, asks=need.name, turns=True, number=number, **facts)


async def _ask_why_not(work: Work, wish: Wish, need: Need) -> Answer:
    await questions.want_decline_reason(work, wish.incident)
    return await ask_choice(work, wish, need)


async def _ask_item(work: Work, wish: Wish, need: Need) -> Answer:
    buttons = questions.item_buttons(work, wish.incident)
    return answer(need.question, buttons=buttons, asks=need.name, turns=True, number=wish.incident.number)


async def _ask_point(work: Work, wish: Wish, need: Need) -> Answer:
    """The next location of this person is the new place."""
    await which_place.want(work, wish.incident)
    key = "place-where-first" if wish.incident.point is None else need.question
    number, keys = wish.incident.number, moving_over.KEY
    return answer(key, asks=need.name, number=number, facts_keyboard="location", facts_key=keys)


_ASK: Mapping[str, Callable[[Work, Wish, Need], Awaitable[Answer]]] = {
    "why_not": _ask_why_not,
    "item": _ask_item,
    "point": _ask_point,
}
"""By the kind of need, where a button for each code is not how."""
