"""Reading the handbook: by word, by case, by category; an entry on one page, or on several that turn in place."""

import re
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from bot.cases import kinds
from bot.cases import show as cases_show
from bot.cases.case import Case
from bot.cases.kinds import KINDS
from bot.handbook import abroad, search
from bot.handbook.book import Handbook
from bot.handbook.model import CODE, Item
from bot.handbook.reading import entries
from bot.handbook.reading.entries import Line
from bot.handbook.versions import BOOK
from bot.outbox.letters import Button, Rows
from bot.values import texts
from bot.values.refused import Refused
from bot.words import Words
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

OFFERED = 8
"""So many entries are offered where several fit, and stand on one page of a category."""

IN_LINE = 10
"""So many entries are offered in the chat box."""

ROOM, MOST_OF_A_FACT = 3600, 1000
"""UTF-16 units of the lines of one page, and of one text of the handbook as it is shown."""

MOST_TITLE = 40


@action(Right.DISTRICT, "reading.find")
async def find(work: Work, *, text: str, number: int | None, reply_to: int | None) -> Answer:
    """``/handbook [word]``: the entry that is meant, a choice of some, that of a case, or the categories."""
    if text:
        return _found(work, text)
    if work.who.is_only_of_bodies:
        return await categories(work)
    case = await _numbered(work, number) if number is not None else await cases_show.of_reply(work, reply_to)
    entry = work.at_hand[KINDS].of(case).entry if case is not None else None
    if case is None or entry is None:
        return await categories(work)
    return _page(work, entry(work, case), 0, case)


async def _numbered(work: Work, number: int) -> Any:
    """The case of a number that an entry may be about; Refused where there is none."""
    case = await kinds.by_number(work, number)
    if case is None:
        raise Refused("no-such-case", number=number)
    if work.at_hand[KINDS].of(case).entry is None:
        raise Refused(f"is-of-{case.kind}", number=number)
    return case


def _found(work: Work, text: str) -> Answer:
    found = search.search(work.at_hand[BOOK], text, OFFERED)
    meant = search.clear(found)
    if meant is not None:
        return _page(work, meant, 0, None)
    key = "book-several" if found else "book-nothing"
    rows = (*_entries(work, [one.item for one in found]), (_browse(work),))
    return answer(key, rows, turns=True, said=texts.cut(text, MOST_TITLE))


@action(Right.DISTRICT, "reading.categories")
async def categories(work: Work) -> Answer:
    """What the handbook is divided into, as buttons, two in a row."""
    divided = _by_category(work.at_hand[BOOK])
    buttons = [
        Button(
            "button-category",
            _data(work, f"category:{key}"),
            {"name": entries.category(work.at_hand[BOOK], items[0]), "count": len(items)},
        )
        for key, items in divided.items()
    ]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    if work.at_hand[BOOK].papers.common_rules:
        rows = (*rows, (Button("button-rules", _data(work, "rules")),))
    return answer("book-categories", rows, turns=True, count=sum(len(items) for items in divided.values()))


@action(Right.DISTRICT, "reading.category")
async def category(work: Work, *, key: str, page: int) -> Answer:
    """The entries of one category, so many a page; Refused where it has none any more."""
    items = _by_category(work.at_hand[BOOK]).get(key)
    if items is None:
        raise Refused("stale-button")
    rows = _entries(work, items[page * OFFERED : (page + 1) * OFFERED])
    turns = _turns(work, "button-list-back", "button-list-on", f"category:{key}", page, -(-len(items) // OFFERED))
    return answer(
        "book-category",
        (*rows, *turns, (_browse(work),)),
        turns=True,
        name=entries.category(work.at_hand[BOOK], items[0]),
    )


@action(Right.DISTRICT, "reading.rules")
async def rules(work: Work, *, page: int) -> Answer:
    """The rules for all items, each with what it rests on and how far that was checked."""
    lines = entries.of_rules(work.at_hand[BOOK])
    if not lines:
        raise Refused("stale-button")
    pages = _pages(lines, work.who.language or work.rules.language)
    page = max(0, min(page, len(pages) - 1))
    turns = _turns(work, "button-list-back", "button-list-on", "rules:0", page, len(pages))
    return answer("book-rules", (*turns, (_browse(work),)), turns=True, lines=pages[page], at=_at(page, len(pages)))


@action(Right.DISTRICT, "reading.show")
async def show(work: Work, *, code: str, page: int, number: int) -> Answer:
    """One page of an entry; with the *number* of a case about it, as it read for that case."""
    case = await _numbered(work, number) if number and not work.who.is_only_of_bodies else None
    entry = work.at_hand[KINDS].of(case).entry if case is not None else None
    own = entry(work, case) if entry is not None else None
    if own is not None and own.code == code:
        return _page(work, own, page, case)
    return _page(work, work.at_hand[BOOK].item(code), page, case)


@action(Right.DISTRICT, "reading.in_line")
async def in_line(work: Work, *, text: str) -> Answer:
    """What is offered in the chat box while somebody types: entries in brief, the first ones where nothing is typed."""
    if text.strip():
        items = [one.item for one in search.search(work.at_hand[BOOK], text, IN_LINE)]
    else:
        items = work.at_hand[BOOK].likeliest({}, IN_LINE)
    return answer("", articles=[entries.in_brief(work.at_hand[BOOK], item) for item in items])


# --- an entry


def _page(work: Work, item: Item, page: int, case: Case | None) -> Answer:
    pages = _pages(entries.told(work.at_hand[BOOK], item), work.who.language or work.rules.language)
    page = max(0, min(page, len(pages) - 1))
    number = case.number if case else 0
    turns = _turns(work, "button-list-back", "button-list-on", f"show:{item.code}", page, len(pages), number)
    return answer(
        "entry",
        (*turns, *_ways(work, item, case)),
        turns=True,
        item=item.named,
        id=item.id,
        code=item.code,
        lines=pages[page],
        at=_at(page, len(pages)),
    )


def _at(page: int, pages: int) -> Line | str:
    """Which page of several this is."""
    return {"word": "entry-page", "page": page + 1, "pages": pages} if pages > 1 else ""


def _ways(work: Work, item: Item, case: Case | None) -> Rows:
    """Where one can go from an entry: back to the steps of one's own case, to its category, to all of them."""
    rows: list[tuple[Button, ...]] = []
    back = work.at_hand[KINDS].of(case).entry_button if case is not None else None
    if back is not None and (button := back(work, case)) is not None:
        rows.append((button,))
    own = _key(item.category)
    is_there = own in _by_category(work.at_hand[BOOK])
    to_own = [Button("button-of-category", _data(work, f"category:{own}"))] if is_there else []
    return (*rows, (*to_own, _browse(work)))


def _pages(lines: Sequence[Line], language: str) -> list[list[Line]]:
    """The lines of an entry, as many on a page as fit; each with what it takes of it in *language*."""
    pages: list[list[Line]] = [[]]
    room = ROOM
    for line in lines:
        size = 1 + texts.utf16(_words().fact(language, _shortened(line)))
        if size > room and pages[-1]:
            pages.append([])
            room = ROOM
        pages[-1].append(line)
        room -= size
    return [abroad.folded(page, language) for page in pages]


@cache
def _words() -> Words:
    return Words()


def _shortened(value: Any) -> Any:
    """Facts as long as they are shown at most."""
    if isinstance(value, str):
        return texts.cut(value, MOST_OF_A_FACT)
    return {name: _shortened(one) for name, one in value.items()} if isinstance(value, dict) else value


# --- finding one's way


def _data(work: Work, rest: str, number: int = 0) -> str:
    return f"handbook:{work.district.id}.{number}:{rest}"


def _browse(work: Work) -> Button:
    return Button("button-browse", _data(work, "categories"))


def _entries(work: Work, items: Sequence[Item]) -> Rows:
    """One button for each entry."""
    return tuple(
        (Button("button-entry", _data(work, f"show:{item.code}"), {"item": item.named, "id": item.id or "·"}),)
        for item in items
    )


def _turns(work: Work, back: str, on: str, rest: str, page: int, pages: int, number: int = 0) -> Rows:
    """Buttons to the page before and the one after, where there are any."""
    found = [Button(back, _data(work, f"{rest}.{page - 1}", number), {"page": page})] if page else []
    if page + 1 < pages:
        found.append(Button(on, _data(work, f"{rest}.{page + 1}", number), {"page": page + 2}))
    return (tuple(found),) if found else ()


def _by_category(book: Handbook) -> dict[str, list[Item]]:
    """The items by the key of their category, in the handbook's own order; what is in none comes last."""
    divided: dict[str, list[Item]] = {}
    for item in book.items:
        divided.setdefault(_key(item.category), []).append(item)
    return dict(sorted(divided.items(), key=lambda one: one[1][0].code == "other"))


def _key(category: str) -> str:
    """What a button carries of a category: its code; of one that is no code, a short mark that is always the same."""
    return category if re.fullmatch(CODE, category) else f"~{sha256(category.encode()).hexdigest()[:16]}"
