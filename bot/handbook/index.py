"""The index of a handbook: what its items are found by, taken apart once so that an answer takes no time."""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from bot.handbook.model import Handbook, Item

OWN, IN_PASSING = 1.0, 0.15
"""How much a trait counts that stands in a name or an everyday wording, and one that only its steps mention."""

ONE_LETTER = 0.3
"""How much a single Chinese letter counts beside a pair."""

UNKNOWN = 0.6
"""How much a trait that no item has counts among what was said."""

SLIP, SLIPPED = 78.0, 0.8
"""From this likeness (0 to 100) on an English word is a slip of the pen, and how much less it then counts."""

_CODE = re.compile(r"([a-z]{1,6})0*(\d{1,6})")
_CHINESE = r"\u3400-\u9fff"
_GAPS = re.compile(rf"(?<=[{_CHINESE}])\s+(?=[{_CHINESE}])")
_APART = re.compile(r"[\W_]+")
_RUNS = re.compile(rf"[{_CHINESE}]+|[a-z0-9]+")
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

_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "y", "e")


def plain(text: str) -> str:
    """*text* as it is compared: one width and case, punctuation as spaces, Chinese without gaps."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _GAPS.sub("", _APART.sub(" ", folded).strip())


def short(text: str) -> str:
    """A code or a number without what people leave out: ``hb7`` for ``HB-07``."""
    packed = "".join(one for one in text.casefold() if one.isalnum())
    found = _CODE.fullmatch(packed)
    return f"{found[1]}{found[2]}" if found else packed


@lru_cache(10_000)
def stem(word: str) -> str:
    """An English word without its ending, roughly: ``parked`` and ``parking`` are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def stems(text: str) -> str:
    """Plain *text* with its English words without their endings."""
    return " ".join(stem(word) for word in text.split())


def traits(text: str) -> Iterator[tuple[str, float]]:
    """What plain *text* is compared by, with its weight: pairs of Chinese letters, English words that say something."""
    for run in _RUNS.findall(text):
        if run.isascii():
            if len(run) > 1 and run not in _STOP:
                yield stem(run), 1.0
            continue
        for one in run:
            yield one, ONE_LETTER
        for at in range(len(run) - 1):
            yield run[at : at + 2], 1.0


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
        self._having: dict[str, dict[int, float]] = defaultdict(dict)
        for n, item in enumerate(self.items):
            self._add(book, n, item)
        self._whole = {one if _is_chinese(one) else stems(one): found for one, found in self.wordings.items()}
        self._longest = max((_size(one) for one in self._whole), default=0)
        self._by_size: dict[int, list[str]] = defaultdict(list)
        for wording in self.wordings:
            self._by_size[len(wording)].append(wording)
        self._english = [one for one in self._having if one.isascii()]

    def _add(self, book: Handbook, n: int, item: Item) -> None:
        for name in {plain(one) for one in _names(item)} - {""}:
            self.names[name].append(n)
        if item.code == "other":
            return
        wordings = {plain(one) for one in (*_names(item), *item.words.zh, *item.words.en)}
        for wording in wordings:
            if len(wording) > 1:
                self.wordings[wording].append(n)
        self._note(n, "|".join(wordings), OWN)
        for category in {plain(one) for one in (item.category, *book.category(item.category).values())}:
            self.categories[category].append(n)
        self._note(n, "|".join(plain(text) for text in _mentions(item)), IN_PASSING)

    def _note(self, n: int, text: str, weight: float) -> None:
        for trait in dict(traits(text)):
            self._having[trait].setdefault(n, weight)

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

    def likeness(self, text: str) -> dict[int, float]:
        """How much of plain *text* each item shares, 0 to 1; rare traits count more. Single letters alone are none."""
        shares: dict[int, float] = defaultdict(float)
        grounds: set[int] = set()
        whole = 0.0
        for trait, weight in dict(traits(text)).items():
            having, doubt = self._meant(trait)
            rare = weight * self._rarity(having)
            whole += rare
            for n, where in having.items():
                shares[n] += rare * where * doubt
            if weight > ONE_LETTER:
                grounds |= having.keys()
        return {n: shares[n] / whole for n in grounds}

    def _meant(self, trait: str) -> tuple[dict[int, float], float]:
        """The items with *trait*, or with the English word that it was to be."""
        having = self._having.get(trait)
        if having is not None or not trait.isascii() or len(trait) < 4:
            return having or {}, 1.0
        near = process.extractOne(trait, self._english, scorer=fuzz.ratio, score_cutoff=SLIP)
        return (self._having[near[0]], SLIPPED) if near else ({}, 1.0)

    def _rarity(self, having: dict[int, float]) -> float:
        most = math.log(1 + len(self.items))
        return math.log(1 + len(self.items) / len(having)) if having else UNKNOWN * most


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
