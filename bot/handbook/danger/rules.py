"""What a text says of danger, by rules: words with roles (who, harm, weapon), and what takes their weight away.

The words are data, in ``words.yaml``. A text is read sentence part by sentence part; a word of harm counts
unless it is negated, an if, past, over, staged, about an animal, or asked for as a rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).with_name("words.yaml")

MOST = 4_000
"""How many letters of a text are looked at."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z]")
_HEAD = re.compile(r"\(\?:<human>[^()]*\)(?:\(\?:'s[^()]*\)\?)?")
_GAP = "\0"
"""Stands where words with another meaning were."""

_PARTS = {
    "zh": re.compile(r"[，,。.!！;；、\n…~～:：\r]+|(?<=[？?])|(?<=[^\0-\x7f])\s+|\s+(?=[^\0-\x7f])"),
    "en": re.compile(r"[,.:](?=\s|$)|[!;\n…()\r，。！；]+|(?<=[?？])|\s[-–—]+\s|(?=\bbut\b)"),
}
_INNER = {"zh": "(?:{})", "en": r"\b(?:{})(?!\w)"}
_AFTER_NOT = {"zh": "$", "en": r"(?:[\s-]+(?!(?:and|but|so|i'll|who|because|since|until|before)\b)[\w']+){0,3}[\s-]*$"}
_HARM = {"violence": ("fight", True), "person": ("injured", True),
         "doubt_violence": ("fight", False), "doubt_person": ("injured", False)}  # fmt: skip


@dataclass(frozen=True)
class Sign:
    """A word of harm: what it says, the built-in *item* it is about, whether it is sure.

    *void* says what takes its weight away; *asked* that it is a question, of one who does not know either; *certain*
    that such words are said of nothing but danger.
    """

    words: str
    item: str
    sure: bool
    void: str = ""
    asked: bool = False
    certain: bool = False


def plain(text: str) -> str:
    """*text* as the rules read it: letter for letter, small, simplified, one kind of apostrophe."""
    return text[:MOST].lower().translate(_simplified())[:MOST]


def signs(text: str) -> list[Sign]:
    """What plain *text* says of danger, in both languages."""
    found: list[Sign] = []
    for language, letters in (("zh", _HAN), ("en", _LATIN)):
        if letters.search(text):
            found += _rules(language).read(text)
    return found


def marks(text: str) -> set[str]:
    """Which classes of words plain *text* has, each as ``#class``: people, weapons, water, ..."""
    found: set[str] = set()
    for language, letters in (("zh", _HAN), ("en", _LATIN)):
        if letters.search(text):
            found |= _rules(language).marks(text)
    return found


def without_people(text: str) -> str:
    """Plain *text* without the words that only say who: what happens to them is left."""
    for language in _PARTS:
        text = _rules(language).without_people(text)
    return text


def is_an_answer(text: str) -> bool:
    """Whether plain *text* is no more than the answer of one who has nothing to tell."""
    return any(_rules(language).is_an_answer(text) for language in _PARTS)


def is_hedged(text: str) -> bool:
    """Whether who writes plain *text* says that they are not sure."""
    return any(_rules(language).is_hedged(text) for language in _PARTS)


def same_denials(one: str, other: str) -> bool:
    """Whether two plain texts deny equally often: all but equal texts may mean the opposite."""
    return _denials(one) == _denials(other)


def _denials(text: str) -> int:
    return sum(_rules(language).denials(text) for language in _PARTS)


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(WORDS.read_text(encoding="utf8"), Loader=yaml.CSafeLoader)
    return found


@cache
def _simplified() -> dict[int, str]:
    pairs = {ord(pair[0]): pair[1] for pair in _data()["zh"]["simplified"].split()}
    return {**pairs, ord("’"): "'", ord("＇"): "'"}


@cache
def _rules(language: str) -> "Rules":
    return Rules(language, _data()[language])


def _choice(block: str) -> str:
    """The words of a block of the file: one after the other between bars, over several lines."""
    words = [one.strip() for line in block.splitlines() for one in line.split(" | ")]
    return "|".join(_together([one for one in words if one]))


def _together(words: list[str]) -> list[str]:
    """*words* with those that begin with the same person made one, so that it is looked for once."""
    tails: dict[str, list[str]] = {}
    for one in words:
        head = _HEAD.match(one)
        tails.setdefault(head[0] if head else "", []).append(one[head.end() if head else 0 :])
    return tails.pop("", []) + [f"{head}(?:{'|'.join(each)})" for head, each in tails.items()]


class Rules:
    """The rules of one language."""

    def __init__(self, language: str, data: dict[str, Any]) -> None:
        self.parts = _PARTS[language]
        self._names = {name: _choice(block) for name, block in data["names"].items()}
        within = _INNER[language]
        roles = {name: self._filled(_choice(block)) for name, block in data.items() if isinstance(block, str)}
        roles.pop("simplified", None)
        self._are = {name: re.compile(within.format(choice)) for name, choice in roles.items()}
        self._human = re.compile(within.format(self._filled("<human>")))
        self._marks = {
            f"#{name}": re.compile(within.format(self._filled(choice))) for name, choice in self._names.items()
        }
        self._not = re.compile(within.format(roles["negators"]) + _AFTER_NOT[language])

    def _filled(self, choice: str) -> str:
        """*choice* with the words that a name stands for."""
        while True:
            more = re.sub(r"<(\w+)>", lambda one: f"(?:{self._names[one[1]]})", choice)
            if more == choice:
                return choice
            choice = more

    def _has(self, role: str, part: str) -> bool:
        return self._are[role].search(part) is not None

    def read(self, text: str) -> list[Sign]:
        """Every word of harm in plain *text*, in order."""
        if not any(self._has(role, text) for role in _HARM):  # nearly every report; the rest need not be asked
            return []
        earnest = self._has("in_earnest", text)
        found = self._meant_otherwise(text)
        for role in ("in_earnest", "other_meanings"):
            text = self._are[role].sub(lambda one: _GAP * len(one[0]), text)
        seen = _Seen()
        for part in self.parts.split(text):
            if part and not part.isspace():
                seen = self._see(seen, part)
                if (cleared := self._cleared(part, earnest)) and (cleared != "over" or not self._has("however", part)):
                    found = [replace(sign, void=sign.void or cleared) for sign in found]
                found += self._harm(part, seen, cleared)
        apart = "staged" if not earnest and self._has("staged", text) else ""
        return [replace(sign, void=sign.void or apart) for sign in found]

    def _meant_otherwise(self, text: str) -> list[Sign]:
        """Words of harm that mean something else: they count for nothing, but they were said."""
        return [
            Sign(one[0], "injured", sure=False, void="meant otherwise")
            for one in self._are["other_meanings"].finditer(text)
            if any(self._has(role, one[0]) for role in _HARM)
        ]

    def without_people(self, text: str) -> str:
        """Plain *text* without people."""
        return self._human.sub(" ", text)

    def is_an_answer(self, text: str) -> bool:
        """Whether plain *text* as a whole is one that tells nothing."""
        return self._are["answers"].fullmatch(text.strip()) is not None

    def is_hedged(self, text: str) -> bool:
        """Whether plain *text* has a word such as *maybe*."""
        return self._has("hedge", text)

    def marks(self, text: str) -> set[str]:
        """The classes of words in plain *text*."""
        return {name for name, one in self._marks.items() if one.search(text)}

    def denials(self, text: str) -> int:
        """How often plain *text* says no."""
        return sum(1 for _ in self._are["negators"].finditer(text))

    def _see(self, seen: "_Seen", part: str) -> "_Seen":
        """What holds for *part* and what follows: when it was, whom it is about."""
        past = seen.past and not self._has("however", part)
        past = not self._has("now", part) and (past or self._has("past", part))
        bites = self._has("by_animal", part)
        about = self._are["speaker"].sub("", self._are["owned"].sub("", part))
        human = bites or self._human.search(about) is not None
        animal = not human and (seen.animal or self._has("animal", part))
        return _Seen(past, animal)

    def _cleared(self, part: str, earnest: bool) -> str:  # noqa: FBT001 - a fact, not a switch
        """Why what was said up to here is none any more: it is over, or never was."""
        if not earnest and self._has("false_alarm", part):
            return "false alarm"
        return "over" if self._has("over", part) else ""

    def _harm(self, part: str, seen: "_Seen", cleared: str) -> Iterator[Sign]:
        void = self._void_of_part(part, seen, cleared)
        asked = self._has("question", part) and not self._has("request", part)
        unhurt, might = self._are["resulting_not"].search(part), self._are["might"].search(part)
        thing = self._has("things", part) and not self._human.search(self._are["owned"].sub("", part))
        certain = [one.span() for one in self._are["certain"].finditer(part)]
        for one, (item, sure) in self._longest(part):
            words = one[0].replace(_GAP, "").strip()
            own = "thing" if thing and self._has("of_things", words) else _void(one, unhurt, might)
            own = own or ("not" if self._not.search(part[max(0, one.start() - 40) : one.start()]) else "")
            so = any(begin < one.end() and one.start() < end for begin, end in certain)
            yield Sign(words, item, sure and not asked, void or own, asked, certain=so)

    def _void_of_part(self, part: str, seen: "_Seen", cleared: str) -> str:
        """What takes the weight from all that *part* says."""
        if seen.past or seen.animal:
            return "past" if seen.past else "animal"
        if cleared and not self._has("however", part):
            return cleared
        return "rule" if self._has("rule", part) else ""

    def _longest(self, part: str) -> Iterator[tuple[re.Match[str], tuple[str, bool]]]:
        """The words of harm in *part*, but for those within longer ones: an attack in a heart attack is none."""
        found = [(one, harm) for role, harm in _HARM.items() for one in self._are[role].finditer(part)]
        found.sort(key=lambda each: (each[0].start(), -each[0].end()))
        end = 0
        for one, harm in found:
            if one.end() > end:
                yield one, harm
                end = one.end()


def _void(harm: re.Match[str], unhurt: re.Match[str] | None, might: re.Match[str] | None) -> str:
    """What beside it takes its weight from a word of harm."""
    begin, end = harm.span()
    if unhurt and unhurt.start() != begin <= unhurt.end() + 1 and unhurt.start() < end:
        return "nobody"
    if might and begin != might.start() < end:  # a threat begins with its own "will"
        return "might"
    return ""


@dataclass(frozen=True)
class _Seen:
    past: bool = False
    animal: bool = False
