"""A handbook as it is read in one country: what rests on the law of another is left out.

What an item is, how it is recognised, its steps, photos and limits hold everywhere. Its legal basis, penalty, powers,
papers and whom it is reserved for are those of the country that it names (``country`` of an item, a law, a rule, a
step, a photo). Also that orders are for certified officers and penalties for two of them, which nobody need write, is
China's.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.handbook.book import BUILT_IN, Handbook
from bot.handbook.model import Authority, Item, Needs, Papers, Reserved
from bot.register import countries
from bot.words import scripts


def seen(book: Handbook, country: str) -> Handbook:
    """*book* as it is read in *country*."""
    if countries.of(country).law:
        return book

    def all_of(items: Iterable[Item]) -> tuple[Item, ...]:
        return tuple(item_in(item, country) for item in items)

    papers_by = {version: papers_in(papers, country) for version, papers in book.papers_by.items()}
    papers = papers_in(book.papers, country)
    return Handbook(all_of(book.own), papers, book.version, all_of(book.earlier), papers_by, all_of(BUILT_IN))


def item_in(item: Item, country: str) -> Item:
    """An item without the law of other countries; its steps are numbered anew."""
    changed: dict[str, Any] = {}
    if item.reserved.outcomes == Reserved().outcomes:
        changed["reserved"] = Reserved(moves=item.reserved.moves, outcomes={})
    if _is_of(country)(item):
        return item.model_copy(update=changed) if changed else item
    steps = [step for step in item.steps if _is_of(country)(step)]
    plain = [step.model_copy(update={"n": n, "by": "anyone"}) for n, step in enumerate(steps, 1)]
    again = item.recheck
    if again is not None and not again.is_suggestion:
        again = again.model_copy(update={"basis": "suggestion", "verification": None})
    return item.model_copy(
        update={
            "country": "",
            "responsible_party_zh": "",
            "legal_basis": [],
            "penalty_reference_zh": "",
            "penalty_verification": None,
            "authority": Authority(),
            "steps": plain,
            "evidence": Needs(photos=[shot for shot in item.evidence.photos if _is_of(country)(shot)]),
            "recheck": again,
            "escalate_when_zh": "",
            "reserved": Reserved(outcomes={}),
        }
    )


def papers_in(papers: Papers, country: str) -> Papers:
    """What a handbook holds besides its items, without the law of other countries."""
    holds = _is_of(country)
    is_ours = papers.meta.get("country", country) == country
    return papers.model_copy(
        update={
            "meta": papers.meta if is_ours else {},
            "laws": {code: law for code, law in papers.laws.items() if holds(law)},
            "common_rules": [rule for rule in papers.common_rules if holds(rule)],
            "english": papers.english if is_ours else {},
        }
    )


def _is_of(country: str) -> Callable[[Any], bool]:
    return lambda part: part.country in {"", country}


# --- what readers of another language see of it

_ARTICLE = re.compile(
    r"第([\d一二三四五六七八九十百零〇]+)条(?:第([一二三四五六七八九十]+)款)?(?:第([一二三四五六七八九十]+)项)?"
)
_DIGITS = {one: n for n, one in enumerate("零一二三四五六七八九")} | {"〇": 0}
_BESIDE = {"、": ", ", "至": " to ", "条款号未核实": "article not verified", "(2016年修订文号)": " (numbers of 2016)"}


def articles(cited: str) -> dict[str, str]:
    """Articles as they are cited, in both languages: 第十六条第二款 is *Art. 16(2)*."""
    told = _ARTICLE.sub(lambda found: "".join(_parts(found.groups())), cited)
    for zh, en in _BESIDE.items():
        told = told.replace(zh, en)
    return {"name_zh": cited, "name_en": f"Art. {told}" if _ARTICLE.search(cited) else told}


def _parts(found: Sequence[str | None]) -> list[str]:
    first, *rest = [None if one is None else str(_number(one)) for one in found]
    return [first or "", *(f"({one})" for one in rest if one is not None)]


def _number(written: str) -> int:
    """A number below a thousand as Chinese writes it."""
    if written.isdecimal():
        return int(written)
    total = digit = 0
    for one in written:
        if one in "十百":
            total += (digit or 1) * (10 if one == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[one]
    return total + digit


def folded(lines: Sequence[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """*lines* with what readers of *language* cannot read folded under one line of theirs, where it stands."""
    found: list[dict[str, Any]] = []
    for line in lines:
        if not scripts.holds_foreign(language, line):
            found.append(line)
        elif found and found[-1]["word"] == "entry-quoted":
            found[-1]["lines"].append(line)
        else:
            found.append({"word": "entry-quoted", "lines": [line]})
    return found
