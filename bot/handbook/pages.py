"""Reading the handbook: by word, by case, by category; an entry on one page, or on several that turn in place."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from bot.cases import kinds
from bot.cases import show as cases_show
from bot.cases.case import Case
from bot.cases.kinds import KINDS
from bot.handbook import abroad, search
from bot.handbook.model import CODE, Basis, Handbook, Item, Law, Minutes, no_surer
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

IN_BRIEF = 8
"""So many steps stand in the text that is put into a chat."""

ROOM, MOST_OF_A_FACT = 3600, 1000
"""UTF-16 units of the lines of one page, and of one text of the handbook as it is shown."""

MOST_TITLE = 40

Line = dict[str, Any]


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
            "button-category", _data(work, f"category:{key}"), {"name": _category(work, items[0]), "count": len(items)}
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
    return answer("book-category", (*rows, *turns, (_browse(work),)), turns=True, name=_category(work, items[0]))


@action(Right.DISTRICT, "reading.rules")
async def rules(work: Work, *, page: int) -> Answer:
    """The rules for all items, each with what it rests on and how far that was checked."""
    told = work.at_hand[BOOK].papers.common_rules
    if not told:
        raise Refused("stale-button")
    both = work.at_hand[BOOK].papers.both
    lines: list[Line] = [
        {"word": f"rule-{rule.verification}", "n": n, "rule": _both(rule.zh, rule.en), "basis": both(rule.basis)}
        for n, rule in enumerate(told, 1)
    ]
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
    return answer("", articles=[_article(work, item) for item in items])


def _article(work: Work, item: Item) -> Line:
    """An entry in brief: its id, its name, one line of it, and the text that is put into the chat."""
    steps = [
        {"word": "brief-step", "n": step.n, "step": _both(step.zh, step.en), "by": _by(step.by)} for step in item.steps
    ]
    rest = [{"word": "brief-more", "count": len(steps) - IN_BRIEF}] if len(steps) > IN_BRIEF else []
    closed: list[Line] = [{"word": "brief-closed", "closure": item.closure.named}] if item.closure else []
    closed += [] if item.can_close_on_site else [{"word": "entry-not-on-site"}]
    severity = {"word": f"severity-{item.severity}"}
    line = {"word": "brief-line", "id": item.id or item.code, "category": _category(work, item), "severity": severity}
    text = {
        "word": "brief",
        "item": item.named,
        "id": item.id or item.code,
        "lines": [*steps[:IN_BRIEF], *rest, *closed],
    }
    return {"id": f"{item.code}.{item.version}", "title": item.named, "line": line, "text": text}


# --- the entry


def _page(work: Work, item: Item, page: int, case: Case | None) -> Answer:
    pages = _pages(
        [line for part in _parts(work.at_hand[BOOK], item) for line in part], work.who.language or work.rules.language
    )
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


def _parts(book: Handbook, item: Item) -> list[list[Line]]:
    """All of an entry, part by part."""
    return [
        _head(book, item),
        _steps(item),
        _evidence(book, item),
        _closing(book, item),
        _law(book, item),
        _authority(book, item),
        _foot(book, item),
    ]


def _head(book: Handbook, item: Item) -> list[Line]:
    minutes = item.suggested_minutes or Minutes()
    lines: list[Line] = [{"word": "entry-retired"}] if item.retired else []
    lines.append(
        {
            "word": "entry-severity",
            "severity": {"word": f"severity-{item.severity}"},
            "accept": minutes.accept,
            "arrive": minutes.arrive,
            "close": minutes.close,
        }
    )
    if item.responsible_party_zh:
        lines.append({"word": "entry-party", "party": book.papers.both(item.responsible_party_zh)})
    return lines


def _steps(item: Item) -> list[Line]:
    lines = [{"word": "entry-step", "n": s.n, "step": _both(s.zh, s.en), "by": _by(s.by)} for s in item.steps]
    return [{"word": "entry-steps"}, *lines] if lines else []


def _evidence(book: Handbook, item: Item) -> list[Line]:
    lines: list[Line] = [
        {
            "word": f"entry-{shot.takes}",
            "piece": _both(shot.zh, shot.en),
            "need": {"word": "entry-needed" if shot.required else "entry-optional"},
        }
        for shot in item.evidence.photos
    ]
    both = book.papers.both
    lines += [{"word": "entry-document", "piece": both(one)} for one in item.evidence.documents]
    lines += [{"word": "entry-statement", "piece": both(one)} for one in item.evidence.statements]
    return [{"word": "entry-evidence"}, *lines] if lines else []


def _closing(book: Handbook, item: Item) -> list[Line]:
    lines: list[Line] = [{"word": "entry-closed", "closure": item.closure.named}] if item.closure else []
    lines.append({"word": "entry-on-site" if item.can_close_on_site else "entry-not-on-site"})
    if item.recheck is not None and item.recheck.required:
        again = item.recheck
        law: Line = {"word": f"entry-recheck-{again.mark}", "law": book.papers.both(again.basis)}
        basis = {"word": "entry-our-suggestion"} if again.is_suggestion else law
        lines.append({"word": "entry-recheck", "hours": again.within_hours, "basis": basis})
    return lines


def _law(book: Handbook, item: Item) -> list[Line]:
    lines = [_basis(book, book.laws_of(item), basis) for basis in item.legal_basis]
    if item.penalty_reference_zh:
        lines.append(
            {"word": f"entry-penalty-{item.penalty_mark}", "penalty": book.papers.both(item.penalty_reference_zh)}
        )
    return [{"word": "entry-law"}, *lines] if lines else []


def _basis(book: Handbook, laws: Mapping[str, Law], basis: Basis) -> Line:
    """One law; what is not verified of it or of its text is said so, and never as a fact."""
    law = laws.get(basis.law)
    name = _both(law.name_zh, law.name_en) if law else _both(basis.law_zh or basis.law, basis.law_zh or basis.law)
    return {
        "word": f"entry-basis-{no_surer(basis.verification, law)}",
        "law": name,
        "articles": abroad.articles(basis.articles),
        "edition": {"word": "law-edition", "edition": book.papers.both(law.version)} if law else "",
        "says": _both(basis.says_zh, basis.says_en),
    }


def _authority(book: Handbook, item: Item) -> list[Line]:
    authority, both = item.authority, book.papers.both
    lines: list[Line] = [{"word": "entry-order", "who": both(who)} for who in authority.can_order_correction]
    lines += [{"word": "entry-punish", "who": both(who)} for who in authority.can_punish]
    lines.append({"word": f"mode-{authority.mode.replace('_', '-')}"})
    if authority.note_zh:
        lines.append({"word": "entry-note", "note": both(authority.note_zh)})
    if item.escalate_when_zh:
        lines.append({"word": "entry-escalate", "when": both(item.escalate_when_zh)})
    return [{"word": "entry-authority"}, *lines]


def _foot(book: Handbook, item: Item) -> list[Line]:
    meta = book.papers.meta
    newest = book.version or book.edition
    lines: list[Line] = [{"word": "entry-version", "version": _version(item.version), "newest": _version(newest)}]
    said = {language: str(meta.get(f"warning_{language}", "")) for language in ("zh", "en")}
    if said["zh"] or said["en"]:
        lines.append({"word": "entry-warning", "warning": _both(said["zh"] or said["en"], said["en"] or said["zh"])})
    return lines


def _version(version: int) -> Line:
    """A district's own version, or an edition of what the program brings along."""
    return {"word": "version-own", "n": version} if version > 0 else {"word": "version-starter", "n": 1 - version}


def _both(zh: str, en: str) -> dict[str, str]:
    return {"name_zh": zh, "name_en": en}


def _by(officers: str) -> Line:
    return {"word": f"officers-{officers.replace('_', '-')}"}


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


def _category(work: Work, item: Item) -> dict[str, str]:
    """What the category of *item* is called."""
    name = work.at_hand[BOOK].category(item.category)
    if name["name_zh"] == item.category and item.category_zh:
        return _both(item.category_zh, item.category_en or item.category_zh)
    return name
