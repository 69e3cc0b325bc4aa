"""What people call results, severities and limits in both languages. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from bot.inspections.visit import Result


def _words(said: str) -> tuple[str, ...]:
    return tuple(said.split("|"))


RESULTS: dict[Result, tuple[str, ...]] = {
    Result.PASS: _words("合格|通过|正常|没问题|无问题|符合|✅|✓|✔|√|pass|passed|passes|ok|okay|good|fine|in order"),
    Result.FIXED: _words(
        "当场改好|当场改正|当场整改|现场改好|现场改正|现场整改|已当场改正|已改好|已改正|已整改|改好|"
        "不合格已当场改正|不合格当场改正|🔧|fixed on the spot|fixed on site|fail fixed|fixed|"
        "put right on the spot|put right"
    ),
    Result.FAIL: _words(
        "不合格|不通过|未通过|不符合|有问题|不正常|不行|不好|限期整改|❌|✗|✘|×|fail|failed|fails|not ok|not good|bad"
    ),
    Result.HANDED: _words(
        "移交|移送|转交|不合格移交|📤|hand over|handed over|handover|hand it over|transfer|transferred|"
        "pass on|passed on"
    ),
    Result.NONE: _words(
        "不涉及|不适用|无此项|没有此项|没有这项|无关|➖|does not concern|doesn't concern|does not apply|"
        "not applicable|n/a|na|none here"
    ),
}
"""What each result is called; the longest that fits is meant."""

SEVERITIES: dict[str, tuple[str, ...]] = {
    "critical": ("重大隐患", "重大", "严重", "critical"),
    "major": ("较大隐患", "较大", "较重", "major"),
    "minor": ("一般隐患", "一般", "轻微", "较轻", "minor"),
}

_NOW = ("立即整改", "立即改正", "立即", "马上", "立刻", "at once", "immediately", "right away", "now")
_NUMERALS = {
    word: number
    for words, number in (
        ("one|a|一", 1),
        ("two|二|两", 2),
        ("three|三", 3),
        ("four|四", 4),
        ("five|五", 5),
        ("seven|七", 7),
        ("ten|十", 10),
        ("六", 6),
        ("八", 8),
        ("九", 9),
        ("十五", 15),
        ("二十", 20),
        ("三十", 30),
    )
    for word in _words(words)
}
_UNITS = {
    unit: hours
    for units, hours in (
        ("小时|个小时|时|hours|hour|hrs|hr|h", 1),
        ("日|天|days|day|d", 24),
        ("周|个星期|星期|weeks|week|w", 168),
        ("个月|月|months|month", 720),
    )
    for unit in _words(units)
}
_LIMIT = re.compile(
    r"(?:限期|限|within|in|limit)?\s*(?P<many>\d{1,6}|"
    + "|".join(sorted(_NUMERALS, key=len, reverse=True))
    + r")\s*(?:-\s*)?"
    r"(?P<unit>" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")(?:之?内)?(?![a-z])(?:整改|改正|改好)?",
    re.IGNORECASE,
)
MOST_HOURS = 999 * 24
"""The longest limit that may be said."""


_GOES_ON = frozenset({Result.FAIL, Result.HANDED})
"""Results whose Chinese words may be followed by more at once, as in 不合格线路老化; 合格证过期 is no pass."""


@dataclass(frozen=True)
class Begun:
    """What a text begins with, and the rest of it."""

    what: str
    rest: str


@cache
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Each word with whatever gaps somebody leaves between Chinese letters, the longest first."""
    each = sorted(words, key=len, reverse=True)
    made = (r"\s?".join(map(re.escape, word)) if not word.isascii() else re.escape(word) for word in each)
    return tuple(re.compile(one + r"\s?了?", re.IGNORECASE) for one in made)


def result(text: str, among: Iterable[Result] = RESULTS) -> Begun | None:
    """The result whose word *text* begins with, and the rest; None: it begins with none."""
    return _longest(text, {str(one): RESULTS[one] for one in among}, frozenset(map(str, _GOES_ON)))


def severity(text: str) -> Begun | None:
    """The same of a severity."""
    return _longest(text, SEVERITIES, frozenset(SEVERITIES))


def _longest(text: str, words: Mapping[str, tuple[str, ...]], going_on: frozenset[str]) -> Begun | None:
    name, end = "", 0
    for one, each in words.items():
        found = next((m for pattern in _patterns(each) if (m := pattern.match(text)) is not None), None)
        if found is not None and found.end() > end and _ends(text, found.end(), freely=one in going_on):
            name, end = one, found.end()
    return Begun(name, trimmed(text[end:])) if name else None


def _ends(text: str, at: int, *, freely: bool) -> bool:
    """Whether a word ends there: *fine* is none of *finest*. *freely*: Chinese may go on without a gap."""
    last, following = text[at - 1], text[at : at + 1]
    if not following or not following.isalnum():
        return True
    if last.isascii() or following.isascii():
        return not (last.isascii() and last.isalnum() and following.isascii())
    return freely or not last.isalnum()


def trimmed(text: str) -> str:
    """Without gaps and the marks that divide."""
    return text.strip(" \t,，、:：;；.。-—")


@dataclass(frozen=True)
class Limit:
    """Hours that were said as a limit, and the rest of the text. *is_too_long*: nobody may set that."""

    hours: int
    rest: str

    @property
    def is_too_long(self) -> bool:
        """Longer than any limit may be."""
        return self.hours > MOST_HOURS


def limit(text: str) -> Limit | None:
    """The limit that *text* begins with: ``3日``, ``3 days``, ``within 24 h``, ``三天内``, ``at once``."""
    low = text.lower()
    for word in _NOW:
        if low.startswith(word) and _ends(text, len(word), freely=True):
            return Limit(0, trimmed(text[len(word) :]))
    found = _LIMIT.match(text)
    if found is None:
        return None
    many = int(found["many"]) if found["many"].isdecimal() else _NUMERALS[found["many"].lower()]
    return Limit(many * _UNITS[found["unit"].lower()], trimmed(text[found.end() :]))


_TO = ("to ", "给")


def to_whom(said: str) -> str:
    """Words that name a body, without what leads to it: *to fire*, 给消防."""
    return next((said.removeprefix(word) for word in _TO if said.startswith(word)), said).strip()
