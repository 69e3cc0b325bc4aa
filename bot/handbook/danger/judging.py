"""Whether a text reports danger to people: rules and likeness to examples say it together.

A sign that the rules are sure of is grave unless the text reads like everyday matters; what the rules miss is grave
if it reads very much like danger, even without the people in it. What people see of it are the words that decided. In
doubt the reporter is asked, which costs one tap; so a question, a thing half seen, or a text that only reads like
danger is *doubt*, not silence. A district's own wordings come first: a text that is all but one of them is judged as
that one.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path
from weakref import WeakKeyDictionary

import yaml
from rapidfuzz import fuzz, process

from bot.handbook.book import BUILT_IN, Handbook
from bot.handbook.danger import rules as danger_rules
from bot.handbook.danger.likeness import Likeness
from bot.handbook.danger.rules import Sign
from bot.handbook.model import Danger, Item

EXAMPLES = Path(__file__).with_name("examples.yaml")

_SENTENCES = re.compile(r"(?<=[.!?])\s|[。！？；;\n]")
"""Everyday sentences around it make no danger smaller."""

PEOPLE = 0.3
"""How much more a text with its people must read like danger than what is left without them."""

LITTLE = 0.4
"""A text of which sure signs are so great a part is a cry."""

FEW = 6
"""Without a word of harm, so few letters read like danger by chance: who writes them is asked."""

NEAR = 90.0
"""From this likeness (0 to 100) on a text is all but the same as an example."""


@dataclass(frozen=True)
class Bars:
    """The likeness (log odds) from which on a text is *grave*, and in *doubt*."""

    grave: float
    doubt: float


ALWAYS, NEVER = -math.inf, math.inf
BARS = {
    "certain": Bars(ALWAYS, ALWAYS),
    "several": Bars(-0.5, ALWAYS),
    "one": Bars(0.1, ALWAYS),
    "unsure": Bars(2.5, -2.0),
    "asked": Bars(NEVER, ALWAYS),
    "denied": Bars(NEVER, NEVER),
    "void": Bars(NEVER, 0.5),
    "none": Bars(0.75, 0.4),
}
"""By what the rules say: a sign that is certain, several sure ones, one, an unsure one, one that is asked about, only
denied ones, only such as do not count, none."""

_KINDS = {"violence": "fight", "person": "injured", "doubt": "injured"}
"""The built-in item that examples of a list are about."""


class Verdict(StrEnum):
    """What a text is taken for."""

    GRAVE = "grave"
    DOUBT = "doubt"
    HARMLESS = "harmless"


@dataclass(frozen=True)
class Judgement:
    """A verdict, the built-in *item* that it is about (None where harmless), and the words that decided, to be seen."""

    verdict: Verdict
    item: str | None = None
    words: tuple[str, ...] = ()


HARMLESS = Judgement(Verdict.HARMLESS)


class Wordings:
    """Examples of danger, doubt and everyday matters: those that the program brings along, and *own* before them.

    *own* are pairs of a text and the name of its list.
    """

    def __init__(self, own: Iterable[tuple[str, str]] = ()) -> None:
        self._own = {danger_rules.plain(text).strip(): (kind, text) for text, kind in own}

    def near(self, plain: str) -> tuple[str, str] | None:
        """The list and the wording of the district's own example that a plain text all but is."""
        found = process.extractOne(plain.strip(), self._own.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        return self._own[found[0]] if found and danger_rules.same_denials(found[0], plain) else None

    @cached_property
    def likeness(self) -> Likeness:
        """Learned from all examples when it is first needed."""
        kinds = {plain: kind for plain, (kind, _) in (_brought() | self._own).items()}
        return Likeness(
            [plain for plain, kind in kinds.items() if kind in {"violence", "person"}],
            [plain for plain, kind in kinds.items() if kind == "harmless"],
        )


SHIPPED = Wordings()
"""What the program brings along."""


@cache
def _brought() -> dict[str, tuple[str, str]]:
    lists: Mapping[str, Mapping[str, list[str]]] = yaml.load(
        EXAMPLES.read_text(encoding="utf8"), Loader=yaml.CSafeLoader
    )
    return {
        danger_rules.plain(text).strip(): (kind, text)
        for kinds in lists.values()
        for kind, texts in kinds.items()
        for text in texts
    }


def judge(text: str, wordings: Wordings = SHIPPED) -> Judgement:
    """What *text* is taken for."""
    plain = danger_rules.plain(text)
    near = wordings.near(plain)
    if near:
        kind, words = near
        return HARMLESS if kind == "harmless" else Judgement(_verdict(kind != "doubt"), _KINDS[kind], (words,))
    if danger_rules.is_an_answer(plain):
        return HARMLESS
    signs = danger_rules.signs(plain)
    held = [sign for sign in signs if not sign.void]
    bars = BARS[_said(held, signs)]
    score = (_score if held else _score_of_deeds)(plain, wordings.likeness)
    if score < bars.doubt:
        return HARMLESS
    sure = score >= bars.grave or _is_little_else(plain, held)
    sure = sure and (bool(held) or len(plain.strip()) > FEW)
    verdict = _verdict(sure and (any(sign.sure for sign in held) or not danger_rules.is_hedged(plain)))
    if not held:
        return Judgement(verdict, "injured", wordings.likeness.words(plain))
    return Judgement(verdict, *_told(held))


def _verdict(sure: bool) -> Verdict:  # noqa: FBT001 - a fact, not a switch
    return Verdict.GRAVE if sure else Verdict.DOUBT


def _said(held: list[Sign], signs: list[Sign]) -> str:
    """What the rules say, as ``BARS`` names it."""
    sure = [sign for sign in held if sign.sure]
    if sure:
        return "certain" if any(sign.certain for sign in sure) else "several" if len(sure) > 1 else "one"
    if held:
        return "asked" if any(sign.asked for sign in held) else "unsure"
    if any(sign.void in {"not", "nobody"} for sign in signs):
        return "denied"
    return "void" if signs else "none"


def _told(held: list[Sign]) -> tuple[str, tuple[str, ...]]:
    """The item that the signs are about, and their words."""
    deciding = [sign for sign in held if sign.sure] or held
    item = "fight" if any(sign.item == "fight" for sign in deciding) else "injured"
    return item, tuple(dict.fromkeys(sign.words for sign in deciding if sign.item == item))


def _is_little_else(plain: str, held: list[Sign]) -> bool:
    """Whether a text is hardly more than sure signs: a cry has no other words by which to tell what it is like."""
    said = sum(len(words) for words in {sign.words for sign in held if sign.sure})
    return said >= LITTLE * len(plain.strip())


def _score(plain: str, likeness: Likeness) -> float:
    """The likeness of a text, or of that sentence of it that reads most like danger."""
    return max(map(likeness.score, {plain, *_SENTENCES.split(plain)}))


def _score_of_deeds(plain: str, likeness: Likeness) -> float:
    """The likeness of a text without a word of harm: people alone are no danger, what happens must read like it too."""
    score = likeness.score(plain) - PEOPLE
    if score < 0:  # nearly every report; the rest need not be asked
        return score
    return min(score, likeness.score(danger_rules.without_people(plain)))


_kept: WeakKeyDictionary[Handbook, Wordings] = WeakKeyDictionary()


def of(book: Handbook) -> Wordings:
    """The wordings of *book*, made once: its own, and the words of its critical items as examples of danger."""
    found = _kept.get(book)
    if found is None:
        found = _kept[book] = _learned((*_critical(book.items), *_listed(book.papers.danger)))
    return found


@lru_cache(16)
def _learned(own: tuple[tuple[str, str], ...]) -> Wordings:
    """Books that say the same share what was learned: a new version with other items learns nothing anew."""
    return Wordings(own)


def _critical(items: Iterable[Item]) -> Iterable[tuple[str, str]]:
    for item in items:
        if item.severity == "critical" and item not in BUILT_IN:  # the rules know the words of those
            yield from ((text, "person") for text in (*item.words.zh, *item.words.en))


def _listed(danger: Danger | None) -> Iterable[tuple[str, str]]:
    for lists in (danger.zh, danger.en) if danger else ():
        for kind, texts in lists or ():
            yield from ((text, kind) for text in texts)
