"""Texts of people: what is taken out before they are kept or shown, and how they are cut to the room there is."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

MOST_NAME = 64
"""UTF-16 units of a name that is kept; a team's has fewer."""

NAMELESS = "\u2014"
"""What stands for a name in which nothing can be seen."""

_JOINER, _NON_JOINER = "\u200d", "\u200c"
_ISOLATE, _END = "\u2068", "\u2069"
_MOST_MARKS, _MOST_IN_CLUSTER = 8, 40

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; the others are breaks or spaces
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"  # soft hyphen, fillers, the Arabic letter mark
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # direction, width, annotation
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # halves of characters, and what is none
    "\U0001d173-\U0001d17a\U000e0000-\U000e001f]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007f]+"  # tags, but for those that make a flag
)
_SPACES = re.compile(r"[^\S\n]+")
_LOOSE_JOINERS = re.compile(f"(?<![^\\s{_JOINER}{_NON_JOINER}])[{_JOINER}{_NON_JOINER}]+")
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_CHINESE = r"\u3400-\u9fff"
_GAPS = re.compile(rf"(?<=[{_CHINESE}])\s+(?=[{_CHINESE}])")
_APART = re.compile(r"[\W_]+")
_HALF = re.compile("[\ud800-\udfff]")
_MANY_MARKS = re.compile(  # nothing of what Chinese, Latin and emoji are written with, nine times in a row
    r"[^\x00-\u02ff\u2010-\u205e\u3001-\u3029\u3030-\u3098\u309b-\u9fff\uac00-\ud7af\uff00-\uffef\U0001f000-\U0001faff]{9}"
)


MOST_DIGITS = 18
"""Of a number that people and buttons name: any database can hold it."""


def whole_number(text: str, digits: int = MOST_DIGITS) -> int | None:
    """The number that *text* is, in the digits of any writing; None where it is none, or has more than *digits*."""
    return int(text) if text.isdecimal() and len(text) <= digits else None


def named_number(text: str) -> int | None:
    """The number by which *text* names a case, as in ``42``, ``#42``, ``42号``, in any width; None where it is more."""
    bare = text.lstrip("#\uff03")
    return whole_number(bare[:-1] if bare.endswith(("号", "號")) else bare)


def utf16(text: str) -> int:
    """Length in UTF-16 units, by which Telegram's own programs count."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def whole(value: Any) -> Any:
    """A JSON value that any database can hold: no half characters and no zero bytes, however deep they lie."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value).replace("\x00", "")
    if isinstance(value, dict):
        return {whole(key): whole(one) for key, one in value.items()}
    return [whole(one) for one in value] if isinstance(value, list) else value


def plain(text: str) -> str:
    """*text* in which everything can be seen; its lines stay.

    Controls, marks of direction and invisible letters go. Joiners stay where they join, so that families and flags
    among the emoji stay whole.
    """
    if text.isascii() and text.isprintable():
        return text
    seen = _UNSEEN.sub("", _BREAKS.sub("\n", text)).replace("\u2800", " ")
    seen = _SPACES.sub(" ", _LOOSE_JOINERS.sub("", seen))
    return _few_marks(seen) if _MANY_MARKS.search(seen) else seen


def line(text: str) -> str:
    """*text* in which everything can be seen, on one line."""
    return " ".join(plain(text).split())


def name(text: str, most: int = MOST_NAME) -> str:
    """A name as it is kept: one line, not too long, never one that nobody can see."""
    return cut(visible(line(text)), most)


def compared(text: str) -> str:
    """*text* as it is compared: one width and case, punctuation as spaces, Chinese without gaps."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _GAPS.sub("", _APART.sub(" ", folded).strip())


def visible(text: str) -> str:
    """*text*, or a dash where nothing of it can be seen."""
    some = any(unicodedata.category(letter)[0] not in "MZC" or letter > "\uffff" for letter in text)
    return text if some else NAMELESS


def harmless(text: str) -> str:
    """*text* as it is shown among words of ours: one line that cannot turn the words around it.

    Letters written from the right stand isolated; everything else is left as it is.
    """
    seen = line(text)
    return f"{_ISOLATE}{seen}{_END}" if _FROM_THE_RIGHT.search(seen) else seen


def cut(text: str, most: int) -> str:
    """At most *most* UTF-16 units; what was cut off is shown by an ellipsis. Never inside what people see as one."""
    if utf16(text) <= most:
        return text
    return beginning(text, most - 1) + "\u2026"


def beginning(text: str, most: int) -> str:
    """As much of *text*, from its begin, as fits into *most* UTF-16 units."""
    room = most - (_ISOLATE in text)
    kept: list[str] = []
    for cluster in clusters(text):
        room -= utf16(cluster)
        if room < 0:
            break
        kept.append(cluster)
    return closed("".join(kept).rstrip())


def closed(text: str) -> str:
    """*text* with the isolation ended that a cut left open."""
    return text + _END * (text.count(_ISOLATE) > text.count(_END))


def clusters(text: str) -> Iterator[str]:
    """The characters as people see them: an emoji with its skin, a flag, a letter with its marks are one."""
    begin = 0
    for at in range(1, len(text)):
        if at - begin >= _MOST_IN_CLUSTER or not _joins(text, begin, at):
            yield text[begin:at]
            begin = at
    if text:
        yield text[begin:]


def _joins(text: str, begin: int, at: int) -> bool:
    """Whether the letter at *at* belongs to the character that begins at *begin*."""
    letter, before = text[at], text[at - 1]
    if letter in {_JOINER, _NON_JOINER} or before == _JOINER:
        return True
    if _is_regional(letter):
        return _is_regional(before) and (at - begin) % 2 == 1 and _is_regional(text[begin])
    if "\U0001f3fb" <= letter <= "\U0001f3ff" or "\U000e0020" <= letter <= "\U000e007f":
        return True
    return "\u1160" <= letter <= "\u11ff" or unicodedata.category(letter)[0] == "M"


def _is_regional(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _few_marks(text: str) -> str:
    """Letters with no more marks above and below than any language needs, so that none reaches into other lines."""
    kept: list[str] = []
    marks = 0
    for letter in text:
        if letter not in {_JOINER, _NON_JOINER}:
            marks = marks + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)
