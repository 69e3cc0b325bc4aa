"""What somebody wrote about items of a list: ``7 不合格 3日 线路老化``, ``7-12 合格``, ``7 fail 3 days``. Pure.

Each line is about the items that it begins with. A line that begins with no number belongs to the one above it. What
cannot be read says why, so that one sentence can say what to write. Gaps are single ones before any pattern reads them:
each text takes as long as it is.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.inspections.visit import Result
from bot.inspections.visiting.hearing import spoken

MOST_LINES = 50
"""Lines of one message that are read."""

MOST_NUMBERS = 999
"""So many numbers there are."""

_ONE = r"\d{1,3}(?!\d)"
_NUMBER = re.compile(
    rf"(?:(?:更正|改正|修改|改|correct|correction|change)\s?(?:[:：,，]\s?)?)?"
    rf"(?:第|no\.?|nr\.?|item|items|#|＃)?\s?(?P<first>{_ONE})(?P<more>(?:\s?(?:(?:号|项|条)\s?)?(?:-|–|—|~|至|到|to|,|，|、|和|and|&)"
    rf"\s?(?:(?:第|#)\s?)?{_ONE}(?!\s?(?:日|天|小时|个|周|月|days?\b|d\b|hours?\b|h\b|weeks?\b|months?\b)))*)\s?(?:号|项|条)?",
    re.IGNORECASE,
)
_STEP = re.compile(rf"(?P<sign>-|–|—|~|至|到|to|,|，|、|和|and|&)\s?(?:(?:第|#)\s?)?(?P<number>{_ONE})", re.IGNORECASE)
_RANGE = frozenset({"-", "–", "—", "~", "至", "到", "to"})
_NOW = re.compile(r"\s?(?:改为|改成|更正为|改|应为|应该是|now|to|is)\s?(?:[:：]\s?)?", re.IGNORECASE)
"""``7 改为 不合格``, ``change 7 to fail``: what an item is from now on."""

_BETWEEN = re.compile(r"(?<![;；\n])[;；\n]++(?=\s?(?:(?:改|更正|第|no\.?|item|#)\s?)?\d)|\n++", re.IGNORECASE)
_GOES_ON = re.compile(
    r"[./:]\d|%|\s?(?:楼|栋|幢|室|日|天|小时|个|周|月|年|点|时|人|米|元|级|度|号楼)"
    r"|\s?(?:days?|hours?|hrs?|weeks?|months?|people|persons?|[hdwm]|am|pm|metres?|km)\b",
    re.IGNORECASE,
)
"""What makes a number something else than that of an item: a figure, an address, a length of time."""

_DONE_ABOUT_IT = (Result.FIXED, Result.HANDED)
"""``不合格 当场改好``, ``fail, handed over``: what was done about it says more than that it failed."""


@dataclass(frozen=True)
class Line:
    """What one line says. *numbers* are those of items, *is_range* where they were said as ``7-12``.

    *problem* is empty where it can be kept, else why not: ``result`` (nothing says what was found), ``limit`` (a limit
    of what did not fail), ``long`` (no limit is that long), ``range`` (it goes backwards or is too long), ``several``
    (only passes are said of several items at once). *hours* is None where no limit was said. *text* is the line as it
    was written.
    """

    numbers: tuple[int, ...]
    result: Result | None = None
    severity: str = ""
    hours: int | None = None
    words: str = ""
    problem: str = ""
    is_range: bool = False
    text: str = ""

    @property
    def is_bare(self) -> bool:
        """Nothing but a number: the item is to be shown, or a photo is of it."""
        return self.problem == "result" and not self.words and self.hours is None and not self.severity


def read(text: str) -> tuple[Line, ...]:
    """The lines of a message that begins with the number of an item; empty where it begins with none."""
    lines: list[tuple[Line, list[str]]] = []
    for said in filter(None, map(str.strip, _BETWEEN.split(_narrow(text))[:MOST_LINES])):
        found = _begins(said)
        if found is None:
            if not lines:
                return ()
            lines[-1][1].append(said)
            continue
        lines += [(one, []) for one in _apart(found)]
    return tuple(_longer(line, further) for line, further in lines)


def _narrow(text: str) -> str:
    """*text* in one width, its lines without gaps at their ends and with single ones within."""
    return "\n".join(" ".join(one.split()) for one in unicodedata.normalize("NFKC", text).split("\n"))


def _apart(line: Line) -> list[Line]:
    """``7 ok, 8 fail``: words that are the answer to another item are a line of their own."""
    found = [line]
    while len(found) < MOST_LINES and found[-1].words and found[-1].result is not None:
        further = _begins(found[-1].words)
        if further is None or further.problem:
            break
        found[-1:] = [replace(found[-1], words=""), further]
    return found


def read_for(number: int, text: str) -> tuple[Line, ...]:
    """The same of words in reply to the message that shows the item *number*, which need not begin with it."""
    if found := read(text):
        return found
    line = Line((number,), text=text.strip())
    return (_judged(line, " ".join(unicodedata.normalize("NFKC", text).split())),)


def _longer(line: Line, further: Sequence[str]) -> Line:
    """A line with those below it, which begin with no number; what makes its number something else is left out."""
    for at in range(len(further)):
        said = [line.text, *further[at:]]
        if (rest := _begins(" ".join(said))) is not None:
            return replace(rest, text="\n".join(said))
    return line


def _begins(said: str) -> Line | None:
    found = _NUMBER.match(said)
    if found is None or (found.end() < len(said) and _goes_on(said, found.end())):
        return None
    numbers, is_range = _numbers(int(found["first"]), found["more"])
    line = Line(numbers, text=said, is_range=is_range)
    if not numbers:
        return replace(line, problem="range", numbers=(int(found["first"]),))
    return _judged(line, spoken.trimmed(said[found.end() :]))


def _goes_on(said: str, at: int) -> bool:
    """Whether a number goes on as something else: ``3.5 m``, ``12:30``, ``3 号楼``, ``3日``."""
    rest = said[at:]
    return bool(_GOES_ON.match(rest))


def _numbers(first: int, more: str) -> tuple[tuple[int, ...], bool]:
    numbers, is_range = [first], False
    for step in _STEP.finditer(more):
        number = int(step["number"])
        if step["sign"].lower() in _RANGE:
            is_range = True
            if number <= numbers[-1]:
                return (), True
            numbers += range(numbers[-1] + 1, number + 1)
        else:
            numbers.append(number)
        if len(numbers) > MOST_NUMBERS:
            return (), True
    return tuple(dict.fromkeys(numbers)), is_range or len(numbers) > 1


def _judged(line: Line, rest: str) -> Line:
    """Result, severity and limit in whichever order they come, then the words."""
    result, severity, hours = None, "", None
    if spoken.result(rest) is None and (now := _NOW.match(rest)) and spoken.result(rest[now.end() :]):
        rest = rest[now.end() :]
    while rest:
        among = spoken.RESULTS if result is None else _DONE_ABOUT_IT if result is Result.FAIL else ()
        if told := spoken.result(rest, among):
            result, rest = Result(told.what), told.rest
        elif not severity and (told := spoken.severity(rest)):
            severity, rest = told.what, told.rest
        elif hours is None and (limit := spoken.limit(rest)):
            if limit.is_too_long:
                return replace(line, result=result, words=rest, problem="long")
            hours, rest = limit.hours, limit.rest
        else:
            break
    said = replace(line, result=result, severity=severity, hours=hours, words=rest)
    if result is None:
        return replace(said, problem="result")
    if hours is not None and result is not Result.FAIL:
        return replace(said, problem="limit")
    if line.is_range and result is not Result.PASS:
        return replace(said, problem="several")
    return said


def numbers_of(lines: Sequence[Line]) -> tuple[int, ...]:
    """All items that lines are about, each once, in order."""
    return tuple(dict.fromkeys(number for line in lines for number in line.numbers))
