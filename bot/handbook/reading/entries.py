"""What the handbook says, line by line: an entry whole or in brief, the rules for all; a line is a word with facts."""

from collections.abc import Mapping
from typing import Any

from bot.handbook import abroad
from bot.handbook.book import Handbook
from bot.handbook.model import Basis, Item, Law, Minutes, no_surer

IN_BRIEF = 8
"""So many steps stand in the text that is put into a chat."""

Line = dict[str, Any]
"""The key of a sentence and its facts."""


def told(book: Handbook, item: Item) -> list[Line]:
    """All of an entry, part by part."""
    return [
        *_head(book, item),
        *_steps(item),
        *_evidence(book, item),
        *_closing(book, item),
        *_law(book, item),
        *_authority(book, item),
        *_foot(book, item),
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
    lines = [{"word": "entry-step", "n": s.n, "step": _named(s.zh, s.en), "by": _by(s.by)} for s in item.steps]
    return [{"word": "entry-steps"}, *lines] if lines else []


def _evidence(book: Handbook, item: Item) -> list[Line]:
    lines: list[Line] = [
        {
            "word": f"entry-{shot.takes}",
            "piece": _named(shot.zh, shot.en),
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
    name = _named(law.name_zh, law.name_en) if law else _named(basis.law_zh or basis.law, basis.law_zh or basis.law)
    return {
        "word": f"entry-basis-{no_surer(basis.verification, law)}",
        "law": name,
        "articles": abroad.articles(basis.articles),
        "edition": {"word": "law-edition", "edition": book.papers.both(law.version)} if law else "",
        "says": _named(basis.says_zh, basis.says_en),
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
        lines.append({"word": "entry-warning", "warning": _named(said["zh"] or said["en"], said["en"] or said["zh"])})
    return lines


def _version(version: int) -> Line:
    """A district's own version, or an edition of what the program brings along."""
    return {"word": "version-own", "n": version} if version > 0 else {"word": "version-starter", "n": 1 - version}


def _by(officers: str) -> Line:
    return {"word": f"officers-{officers.replace('_', '-')}"}


def in_brief(book: Handbook, item: Item) -> Line:
    """An entry in brief: its id, its name, one line of it, and the text that is put into the chat."""
    steps = [
        {"word": "brief-step", "n": step.n, "step": _named(step.zh, step.en), "by": _by(step.by)} for step in item.steps
    ]
    rest = [{"word": "brief-more", "count": len(steps) - IN_BRIEF}] if len(steps) > IN_BRIEF else []
    closed: list[Line] = [{"word": "brief-closed", "closure": item.closure.named}] if item.closure else []
    closed += [] if item.can_close_on_site else [{"word": "entry-not-on-site"}]
    severity = {"word": f"severity-{item.severity}"}
    line = {"word": "brief-line", "id": item.id or item.code, "category": category(book, item), "severity": severity}
    text = {
        "word": "brief",
        "item": item.named,
        "id": item.id or item.code,
        "lines": [*steps[:IN_BRIEF], *rest, *closed],
    }
    return {"id": f"{item.code}.{item.version}", "title": item.named, "line": line, "text": text}


def of_rules(book: Handbook) -> list[Line]:
    """The rules for all items, each with what it rests on and how far that was checked."""
    return [
        {
            "word": f"rule-{rule.verification}",
            "n": n,
            "rule": _named(rule.zh, rule.en),
            "basis": book.papers.both(rule.basis),
        }
        for n, rule in enumerate(book.papers.common_rules, 1)
    ]


def category(book: Handbook, item: Item) -> dict[str, str]:
    """What the category of *item* is called."""
    name = book.category(item.category)
    if name["name_zh"] == item.category and item.category_zh:
        return _named(item.category_zh, item.category_en or item.category_zh)
    return name


def _named(zh: str, en: str) -> dict[str, str]:
    """A text in both languages as a fact for the words."""
    return {"name_zh": zh, "name_en": en}
