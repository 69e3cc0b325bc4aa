"""The index of a handbook: what its items are found by, taken apart once so that an answer takes no time."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain, combinations, pairwise
from operator import add
from pathlib import Path
from weakref import WeakKeyDictionary

import yaml
from rapidfuzz import fuzz, process

from bot.handbook import alike
from bot.handbook.alike import stem, stems
from bot.handbook.book import Handbook
from bot.handbook.model import Item
from bot.values.texts import compared as plain

OWN, IN_PASSING = 1.0, 0.15
"""How often a trait counts that stands in a name, wording or sentence, and one that only its steps mention."""

ONE_LETTER, THREE_LETTERS, TWO_WORDS, SMALL_WORDS, KIND, TOGETHER = 0.9, 0.35, 0.7, 0.4, 1.0, 0.3
"""How much these count beside a pair of Chinese letters or an English word.

One Chinese letter, three of them, two English words side by side, two of which one says nothing alone (*down the*), the
kind of thing that a word names (see :mod:`bot.handbook.alike`), and two kinds named together: a scooter on the stairs.
"""

UNHEARD = 0.03
"""What a trait counts as in an item that was never heard with it: the less, the more a single hearing proves."""

NOTHING = -1
"""Stands where the number of an item does, for what people say that is about none."""

UNKNOWN = 3.0
"""How much a trait that no item has counts among what was said."""

SLIP, SLIPPED = 78.0, 0.8
"""From this likeness (0 to 100) on an English word is a slip of the pen, and how much less it then counts."""

_CODE = re.compile(r"([a-z]{1,6})0*(\d{1,6})")
_CHINESE = r"\u3400-\u9fff"
_RUNS = re.compile(rf"[{_CHINESE}]+|[a-z0-9 ]+")
_STOP = frozenset(
    re.findall(
        r"[a-z]+",
        """
        a about after again all also always an and another any anybody are as at away be been being but by can
        come could did do does down every everything everywhere for from get go gone got had has have he her here
        his how i if in into is it its just man me more my near nobody not now of off on one or our out over
        people please put she so some somebody someone something that the their them then there these they this
        through time to up us very was we were what when where which who whole will with you your
        """,
    )
)
"""English words that say nothing about what is the matter."""


def short(text: str) -> str:
    """A code or a number without what people leave out: ``hb7`` for ``HB-07``."""
    packed = "".join(one for one in text.casefold() if one.isalnum())
    found = _CODE.fullmatch(packed)
    return f"{found[1]}{found[2]}" if found else packed


def traits(text: str) -> dict[str, float]:
    """What plain *text* is compared by, with its weight.

    Chinese letters by ones, twos and threes, English words by ones and twos, the kinds of things that either names, and
    each two of these.
    """
    found: dict[str, float] = {}
    for run in _RUNS.findall(text):
        found |= _english(run) if run.isascii() else _chinese(run)
    return found | _together(frozenset(alike.kinds(text)))


@lru_cache(10_000)
def _together(kinds: frozenset[str]) -> dict[str, float]:
    """The traits of *kinds* that are named in one text; counted from, never changed."""
    each = sorted(kinds)
    alone = dict.fromkeys([f"<{kind}" for kind in each], KIND)
    return alone | dict.fromkeys([f"<{one} {other}" for one, other in combinations(each, 2)], TOGETHER)


def _chinese(run: str) -> dict[str, float]:
    twos = list(map(add, run, run[1:]))
    found = dict.fromkeys(run, ONE_LETTER) | dict.fromkeys(twos, 1.0)
    return found | dict.fromkeys(map(add, twos, run[2:]), THREE_LETTERS)


def _english(run: str) -> dict[str, float]:
    every = run.split()
    words = [stem(word) for word in every if len(word) > 1 and word not in _STOP]
    small = [f"<{one}_{next_}" for one, next_ in pairwise(every) if one in _STOP or next_ in _STOP]
    found = dict.fromkeys(small, SMALL_WORDS) | dict.fromkeys(words, 1.0)
    return found | dict.fromkeys([f"{one} {next_}" for one, next_ in pairwise(words)], TWO_WORDS)


@lru_cache(5_000)
def _heard(said: tuple[str, ...], mentioned: tuple[str, ...]) -> Mapping[str, float]:
    """How often each trait was heard in texts, counted once however many handbooks hold the same item."""
    counted: Counter[str] = Counter()
    for text in dict.fromkeys(map(plain, said)):
        counted.update(traits(text).keys())
    found = {trait: OWN * times for trait, times in counted.items()}
    for trait in traits("|".join(map(plain, mentioned))):
        found[trait] = found.get(trait, 0.0) + IN_PASSING
    return found


@dataclass(frozen=True)
class Evidence:
    """How much a text speaks for each item, by its number, for *nothing*, and at most could speak for one."""

    items: dict[int, float]
    nothing: float
    most: float

    @property
    def likeness(self) -> dict[int, float]:
        """For each item 0 to 1: 1 where nothing that was said speaks more for another."""
        return {n: spoken / self.most for n, spoken in self.items.items()}


class Index:
    """What the items of one handbook are found by. Items are numbered as in the handbook."""

    def __init__(self, book: Handbook) -> None:
        self.items = book.items
        self.codes = _codes(book)
        self.names: dict[str, list[int]] = defaultdict(list)
        self.wordings: dict[str, list[int]] = defaultdict(list)
        """Everything that people say for an item, plain, its names too."""
        self.categories: dict[str, list[int]] = defaultdict(list)
        self.laws = _laws(book, self.items)
        self._heard: dict[int, Mapping[str, float]] = {}
        """How often each trait was heard of each item."""
        for n, item in enumerate(self.items):
            self._add(book, n, item)
        self._heard[NOTHING] = _heard(_beside(), ())
        self._whole = {one if _is_chinese(one) else stems(one): found for one, found in self.wordings.items()}
        self._longest = max((_size(one) for one in self._whole), default=0)
        self._by_size: dict[int, list[str]] = defaultdict(list)
        for wording in self.wordings:
            self._by_size[len(wording)].append(wording)
        self._speaking: dict[str, dict[int, float]] = {}

    def _add(self, book: Handbook, n: int, item: Item) -> None:
        for name in {plain(one) for one in _names(item)} - {""}:
            self.names[name].append(n)
        if item.code == "other":
            return
        wordings = {plain(one) for one in (*_names(item), *item.words.zh, *item.words.en)}
        for wording in wordings:
            if len(wording) > 1:
                self.wordings[wording].append(n)
        for category in {plain(one) for one in (item.category, *book.category(item.category).values())}:
            self.categories[category].append(n)
        said = (*sorted(_names(item)), *item.words.zh, *item.words.en, *item.said.zh, *item.said.en)
        self._heard[n] = _heard(said, tuple(_mentions(item)))

    def contained(self, text: str) -> Iterator[tuple[str, list[int]]]:
        """The wordings that stand in plain *text*, English ones as whole words, with their items."""
        words = stems(text).split()
        ends = range(1, self._longest + 1)
        parts = {" ".join(words[begin : begin + size]) for begin in range(len(words)) for size in ends}
        if _is_chinese(text):
            parts |= set(_parts(text, self._longest))
        yield from ((one, found) for one in parts if (found := self._whole.get(one)))

    def near(self, text: str, least: float) -> Iterator[tuple[float, list[int]]]:
        """The wordings that plain *text* as a whole is like, *least* to 100, and their items."""
        bound = least / (200 - least)  # a longer or shorter one cannot be so like
        for size in range(math.ceil(len(text) * bound), int(len(text) / bound) + 1):
            alike = process.extract(text, self._by_size.get(size, ()), scorer=fuzz.ratio, score_cutoff=least, limit=5)
            yield from ((likeness, self.wordings[one]) for one, likeness, _ in alike)

    def evidence(self, text: str) -> "Evidence":
        """How much plain *text* speaks for each item, and for NOTHING.

        Single letters and kinds of things alone are no ground for any.
        """
        spoken: dict[int, float] = defaultdict(float)
        grounds = {NOTHING}
        most = 0.0
        for trait, weight in traits(text).items():
            speaking, doubt = self._meant(trait)
            most += weight * max(speaking.values(), default=UNKNOWN)
            for n, strength in speaking.items():
                spoken[n] += weight * doubt * strength
            if len(trait) > 1 and trait[0] != "<":
                grounds |= speaking.keys()
        return Evidence({n: spoken[n] for n in grounds - {NOTHING}}, spoken[NOTHING], most)

    def _meant(self, trait: str) -> tuple[dict[int, float], float]:
        """For which items *trait* speaks, or the English word that it was to be."""
        known = self._speaks(trait)
        if known or not (trait.isascii() and trait.isalnum()) or len(trait) < 4:
            return known, 1.0
        near = process.extractOne(trait, self._english, scorer=fuzz.ratio, score_cutoff=SLIP)
        return (self._speaks(near[0]), SLIPPED) if near else ({}, 1.0)

    @cached_property
    def _english(self) -> list[str]:
        """Every English word that was heard."""
        heard = dict.fromkeys(chain.from_iterable(self._heard.values()))
        return [one for one in heard if one.isascii() and one.isalnum()]

    def _speaks(self, trait: str) -> dict[int, float]:
        """How much *trait* speaks for each item with it.

        The log-odds of hearing it about this one rather than others, above those of an item without it (naive Bayes,
        every item alike likely).
        """
        known = self._speaking.get(trait)
        if known is None:
            having = {n: heard[trait] for n, heard in self._heard.items() if trait in heard}
            every = sum(having.values())
            known = self._speaking[trait] = {
                n: math.log((heard + UNHEARD) / UNHEARD * (every + UNHEARD) / (every - heard + UNHEARD))
                for n, heard in having.items()
            }
        return known


def _is_chinese(text: str) -> bool:
    return not text.isascii()


def _size(wording: str) -> int:
    return len(wording) if _is_chinese(wording) else wording.count(" ") + 1


def _parts(row: str, longest: int) -> Iterator[str]:
    """Every stretch of *row* of at most *longest* letters."""
    for begin in range(len(row)):
        for end in range(begin + 1, min(begin + longest, len(row)) + 1):
            yield row[begin:end]


def _codes(book: Handbook) -> dict[str, Item]:
    """Items by code and number, retired ones too."""
    everything = (*book.own, *book.items)
    return {short(one): item for item in everything for one in (item.id, item.code) if one}


def _names(item: Item) -> set[str]:
    """Both names, whole and without what stands in brackets."""
    whole = {item.name_zh, item.name_en}
    return whole | {re.split(r"[(\uff08]", one)[0] for one in whole}


def _mentions(item: Item) -> Iterable[str]:
    """What stands in an entry besides its name."""
    yield from (text for step in item.steps for text in (step.zh, step.en))
    yield from (item.closure.zh, item.closure.en) if item.closure else ()
    yield item.responsible_party_zh


@cache
def _beside() -> tuple[str, ...]:
    """What people say that is about no item."""
    told = yaml.safe_load(Path(__file__).with_name("beside.yaml").read_text(encoding="utf8"))
    return (*told["zh"], *told["en"])


def _laws(book: Handbook, items: Iterable[Item]) -> dict[str, list[int]]:
    """The items that rest on each law, by what it is called: its plain names and its code."""
    resting: dict[str, list[int]] = defaultdict(list)
    called: dict[str, set[str]] = defaultdict(set)
    for n, item in enumerate(items):
        for basis in item.legal_basis:
            law = book.papers.laws.get(basis.law)
            called[basis.law] |= {basis.law, basis.law_zh, *((law.name_zh, law.name_en) if law else ())}
            if n not in resting[basis.law]:
                resting[basis.law].append(n)
    found: dict[str, list[int]] = defaultdict(list)
    for code, names in called.items():
        for name in {plain(one) for one in names} - {""}:
            found[name] += [n for n in resting[code] if n not in found[name]]
    return found


_kept: WeakKeyDictionary[Handbook, Index] = WeakKeyDictionary()


def of(book: Handbook) -> Index:
    """The index of *book*, made once."""
    found = _kept.get(book)
    if found is None:
        found = _kept[book] = Index(book)
    return found
