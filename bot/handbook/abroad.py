"""A handbook as it is read in one country: what rests on the law of another is left out.

What an item is, how it is recognised, its steps, photos and limits hold everywhere. Its legal basis, penalty, powers,
papers and whom it is reserved for are those of the country that it names (``country`` of an item, a law, a rule, a
step, a photo). Also that orders are for certified officers and penalties for two of them, which nobody need write, is
China's.
"""

from collections.abc import Callable, Iterable
from typing import Any

from bot.handbook.model import BUILT_IN, Authority, Handbook, Item, Needs, Papers, Reserved
from bot.register import countries


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
