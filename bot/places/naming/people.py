"""Whether a place is called after somebody. Pure; what it knows of names stands in ``names.yaml``.

Chinese: a surname with what people are called (王记, 张姐), 老 or 小 or 阿 before a name (老王小店), a whole name
before what the shop is (张三理发店, 余杭区李四小吃店), a doubled given name (丽丽服装).
English: a possessive (Murphy's), *and Sons*, O' and Mc, a common given or family name. And whatever holds the name of
somebody who is known to be of the place. Where it errs it takes a name for somebody's: then less is said.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).with_name("names.yaml")

_PARTS = re.compile(r"[()（）\[\]【】·•・|/—–-]+")
"""Between a name and its branch, which may be somebody's too."""

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TOKEN = re.compile(r"[^\W\d_][\w'’]*")
_OF_CLANS = re.compile(r"\b(?:O['’]\s?|Mc|Mac(?=[A-Z]))[A-Z][a-z]+")
MOST_LETTERS = 300
"""Of a longer name no more is read."""

DEEP = (2, 3)
"""After so many characters a whole name may begin, too: what stands before is where the shop is."""

WORD = 2
"""Characters of a word that may as well be a surname with the first half of a given name."""

SHORTEST = 3
"""Letters of one word of somebody's name that is looked for in the name of a shop."""


@cache
def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf8"))
    return found


def _one_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True)) + ")"


@cache
def _chinese() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """At the beginning of a name; after where the shop is; anywhere in it."""
    told = _data()
    strong, given = f"(?:[{told['surnames']}]|{_one_of(told['compound'])})", f"[{told['given']}]"
    every, before = f"(?:{strong}|[{told['words']}])", f"[{told['before']}]"
    rare = _one_of(told["compound_words"])
    other = f"(?:(?![{told['of_places']}])[\\u4e00-\\u9fff])"
    titles, house = _one_of(told["titles"]), told["house"]
    ends = f"(?:$|{_one_of(told['trades'])})"
    begins = (
        f"{strong}{other}{{1,2}}{ends}",
        f"{every}{given}{{1,2}}{ends}",
        f"{every}(?:{titles}|{house}{ends})",
        f"{rare}{titles}",
        f"{before}{every}(?:{titles}|{ends})",
        f"{before}{given}{{1,2}}{ends}",
        f"({given})\\1{ends}",
    )
    deep = f"{strong}{given}{{1,2}}{ends}"
    anywhere = (f"{strong}{titles}", f"[{told['surely_before']}]{strong}{ends}")
    return re.compile("|".join(begins)), re.compile(deep), re.compile("|".join(anywhere))


@cache
def _region() -> re.Pattern[str]:
    """Where a shop is, before its name."""
    han = r"[\u4e00-\u9fff]"
    return re.compile(f"^{han}{{1,6}}?{_one_of(_data()['regions'])}(?={han}{{2}})")


@cache
def _not_people() -> tuple[str, ...]:
    return tuple(_data()["not_people"])


@cache
def _goes_on() -> re.Pattern[str]:
    """A word of two characters with one more that makes a whole name of it: 丁香 and 梅, 沈园 and 园."""
    told = _data()
    return re.compile(f"(?P<last>.)(?:[{told['given']}]|(?P=last))(?:$|{_one_of(told['trades'])})")


def _is_no_name(said: str) -> bool:
    """Whether *said* begins with a word that is nobody's name, and does not go on as a name that begins like it."""
    if not said.startswith(_not_people()):
        return False
    return not _goes_on().match(said, WORD - 1) or any(
        len(one) > WORD and said.startswith(one) for one in _not_people()
    )


@lru_cache(maxsize=20_000)
def bears(name: str) -> bool:
    """Whether *name* looks like somebody's."""
    said = unicodedata.normalize("NFKC", name[:MOST_LETTERS])
    return any(_chinese_one(part) if _HAN.search(part) else _english_one(part) for part in _PARTS.split(said))


def _chinese_one(part: str) -> bool:
    begins, deep, anywhere = _chinese()
    left = "".join(part.split())
    while left:
        if not _is_no_name(left):
            if begins.match(left):
                return True
            starts = (n for n in DEEP if not _is_no_name(left[n:]))
            if any(deep.match(left, n) for n in starts):
                return True
        found = _region().match(left)
        left = left[found.end() :] if found else ""
    there = (one for one in anywhere.finditer("".join(part.split())))
    return any(not _is_no_name(part[one.start() :]) for one in there)


def _english_one(part: str) -> bool:
    told = _data()
    words = [one.replace("’", "'") for one in _TOKEN.findall(part)]
    if _OF_CLANS.search(part):
        return True
    small = [one.lower() for one in words]
    for n, one in enumerate(small):
        bare = one.removesuffix("'s").rstrip("'")
        if n and small[n - 1] in {"st", "saint", "san", "santa"}:
            continue
        is_own = one.endswith(("'s", "s'")) and bare not in told["nobodys"] and bare.rstrip("s") not in told["nobodys"]
        if is_own or bare in told["english_given"] or bare in told["english_family"]:
            return True
    return any(one in told["english_and_sons"] for one in small[1:])


def holds(name: str, people: Iterable[str]) -> bool:
    """Whether one of *people* stands in *name*: whole, or the part that they are called by."""
    small = "".join(unicodedata.normalize("NFKC", name).casefold().split())
    words = set(_TOKEN.findall(unicodedata.normalize("NFKC", name).casefold().replace("'s", "")))
    return any(_held(unicodedata.normalize("NFKC", one).casefold(), small, words) for one in people)


def _held(person: str, small: str, words: set[str]) -> bool:
    whole = "".join(person.split())
    if not whole:
        return False
    if len(whole) > 1 and whole in small:
        return True
    if _HAN.search(whole):
        given = whole[2:] if whole[:2] in (*_data()["compound"], *_data()["compound_words"]) else whole[1:]
        return len(given) > 1 and given in small
    return any(len(one) >= SHORTEST and one in words for one in person.split())
