"""Which list suits a place, and which item somebody means."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from bot.checklists.model import Checklist, ListItem
from bot.values import texts

NEAR = 80.0
"""From this likeness (0 to 100) on words are those of an item with typing mistakes."""


def suited(lists: Iterable[Checklist], place_kind: str) -> tuple[Checklist, ...]:
    """The lists that are meant for places of a kind, by its code, in their order."""
    return tuple(one for one in lists if place_kind in one.place_kinds)


def by_words(checklist: Checklist, said: str) -> tuple[ListItem, ...]:
    """The items that somebody means by a number, a code or a few words: one where it is clear, several that fit alike.

    Words mean the items that hold them all, else those that are like them.
    """
    text = said.strip()
    if (number := texts.named_number(text)) is not None:
        found = checklist.numbered(number)
        return (found,) if found else ()
    coded = [one for one in checklist.items if one.code.casefold() == text.casefold()]
    wanted = texts.compared(text)
    if coded or not wanted:
        return tuple(coded)
    words = wanted.split()
    holding = [one for one in checklist.items if any(_holds(it, words) for it in _texts(one))]
    return tuple(holding) or _alike(checklist, wanted)


def _holds(text: str, words: Sequence[str]) -> bool:
    """Whether all *words* stand in plain *text*; English ones where a word begins, so that *box* holds no x."""
    return all(f" {word}" in f" {text}" if word.isascii() else word in text for word in words)


def _alike(checklist: Checklist, wanted: str) -> tuple[ListItem, ...]:
    scored = [(max(fuzz.partial_ratio(wanted, it) for it in _texts(one)), one) for one in checklist.items]
    best = max((score for score, _ in scored), default=0.0)
    return tuple(one for score, one in scored if score == best) if best >= NEAR and len(wanted) > 1 else ()


def _texts(item: ListItem) -> tuple[str, ...]:
    return tuple(texts.compared(one) for one in (item.text_zh, item.text_en) if one)
