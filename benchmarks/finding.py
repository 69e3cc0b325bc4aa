"""Finding in the handbook: how often the right entry comes first, and how long an answer takes, also with many."""

import statistics
import time
from pathlib import Path
from typing import Any

import yaml

from bot.handbook import file as handbook_file
from bot.handbook import index as handbook_index
from bot.handbook import search as handbook_search
from bot.handbook.book import Handbook
from bot.handbook.model import Item, Wordings

ROOT = Path(__file__).parent.parent
MANY, ROUNDS = 1_000, 200
WANTED_MS, WANTED_SHARE = 50, 95
FOLDS, SENTENCE = 5, {"zh": 7, "en": 20}
"""In how many parts what was learned from is left out in turn, and from how many letters on it is a sentence."""

MEASURED = ROOT / "tests" / "measured" / "items.yaml"
"""Written by somebody else, from the handbook alone: no word and no rule is ever chosen after it. Totals only."""


def _varied(book: Handbook, count: int) -> Handbook:
    """A handbook of *count* items: the real ones, and others made of them by putting two and two together."""
    items, n = list(book.own), 0
    while len(items) < count:
        one, other = book.own[n % len(book.own)], book.own[(n // len(book.own) + n + 1) % len(book.own)]
        items.append(_mixed(one, other, n))
        n += 1
    return Handbook(items[:count], book.papers)


def _mixed(one: Item, other: Item, n: int) -> Item:
    words = Wordings(
        zh=[f"{a}{b}" for a, b in zip(one.words.zh, other.words.zh, strict=False)],
        en=[f"{a} {b}" for a, b in zip(one.words.en, other.words.en, strict=False)],
    )
    names = {"name_zh": f"{one.name_zh}{other.name_zh}{n}", "name_en": f"{one.name_en}, {other.name_en} {n}"}
    more = {
        "code": f"made_up_{n}",
        "id": f"MU-{n}",
        "words": words,
        "said": Wordings(),
        "steps": [*one.steps[:3], *other.steps[:3]],
    }
    return one.model_copy(update=names | more)


def places(book: Handbook, wanted: list[tuple[str, str]]) -> list[int]:
    """In which place the wanted item comes for each text, from 0; -1 where it is not among the first ten."""
    found = [[one.item.code for one in handbook_search.search(book, text)] for _, text in wanted]
    return [codes.index(code) if code in codes else -1 for (code, _), codes in zip(wanted, found, strict=True)]


def _share(came: list[int]) -> str:
    first, three = (100 * sum(0 <= n < most for n in came) / len(came) for most in (1, 3))
    return f"{first:5.1f} % of {len(came)} in first place, {three:5.1f} % in the first three"


def measured(language: str) -> list[tuple[str, str]]:
    """The measured texts of one language with the code of their item."""
    said = yaml.safe_load(MEASURED.read_text(encoding="utf8"))
    return [(code, text) for code, both in said.items() for text in both[language]]


def _left_out(book: Handbook, language: str) -> list[int]:
    """How the sentences are found that an item is learned from, each by a handbook that has not heard it."""
    came: list[int] = []
    for fold in range(FOLDS):
        items, wanted = [], []
        for item in book.own:
            heard = getattr(item.said, language)
            out = [t for n, t in enumerate(heard) if n % FOLDS == fold and len(t) >= SENTENCE[language]]
            kept = item.said.model_copy(update={language: [text for text in heard if text not in out]})
            items.append(item.model_copy(update={"said": kept}))
            wanted += [(item.code, text) for text in out]
        came += places(Handbook(items, book.papers), wanted)
    return came


def _shares(book: Handbook, said: dict[str, Any]) -> None:
    for language in ("zh", "en"):
        names = [(item.code, getattr(item, f"name_{language}")) for item in book.own]
        print(f"finding: by name, {language:<17} {_share(places(book, names))}")
        for kind in ("known", "held_out"):
            wordings = [(code, text) for code, kinds in said.items() for text in kinds[kind][language]]
            print(f"finding: by wording {kind:<8} {language:<6} {_share(places(book, wordings))}")
        print(f"finding: by what was left out {language:<5} {_share(_left_out(book, language))}")
        print(f"finding: measured {language:<17} {_share(places(book, measured(language)))}")


def _pace(name: str, book: Handbook, said: list[str]) -> None:
    began = time.perf_counter()
    handbook_index.of(book)
    built = (time.perf_counter() - began) * 1000
    took = []
    for n in range(ROUNDS):
        began = time.perf_counter()
        handbook_search.search(book, said[n % len(said)], 10)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    p50, p99 = statistics.median(took), took[int(len(took) * 0.99) - 1]
    print(
        f"finding: {name:<6} entries  p50 {p50:.2f} ms  p99 {p99:.2f} ms (wanted: {WANTED_MS})  made in {built:.0f} ms"
    )


def main() -> None:
    """Print shares in first place and milliseconds."""
    book = handbook_file.load(ROOT / "samples" / "handbook.yaml")
    said = yaml.safe_load((ROOT / "tests" / "bot" / "handbook" / "wordings.yaml").read_text(encoding="utf8"))
    _shares(book, said)
    print(f"finding: wanted: at least {WANTED_SHARE} % by wording")
    texts = [text for kinds in said.values() for kind in kinds.values() for both in kind.values() for text in both]
    _pace(str(len(book.own)), handbook_file.load(ROOT / "samples" / "handbook.yaml"), texts)
    _pace(str(MANY), _varied(book, MANY), texts)


if __name__ == "__main__":
    main()
