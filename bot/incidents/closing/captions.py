"""What the caption of a photo says it is: before or after, wide or close, in either language. Pure.

Shots of the handbook bear it in their keys: ``before_wide``, ``after_same_angle``.
"""

import re

from bot.handbook.model import Item

_DONE = "处理|处置|整改|整治|整理|清理|清除|清运|清扫|改正|纠正|恢复|拆除|完工|完成|办结"
TRAITS: dict[str, re.Pattern[str]] = {
    "before": re.compile(rf"(?:{_DONE})(?:之|以)?前|^前$|^前(?=[全远近])|(?<![a-z])before(?![a-z])"),
    "after": re.compile(rf"(?:{_DONE})(?:之|以)?后|^后$|^后(?=[全远近])|(?<![a-z])after(?![a-z])"),
    "wide": re.compile(r"全景|远景|(?<![a-z])wide(?![a-z])"),
    "close": re.compile(r"近景|特写|细节|(?<![a-z])(?:close|close-?up|detail)(?![a-z])"),
}
"""How a caption says it, by the part of the key that means it."""

BOTH = "前后"
"""Before and after in one word."""

MOMENTS, VIEWS = frozenset({"before", "after"}), frozenset({"wide", "close"})


def traits(caption: str) -> frozenset[str]:
    """What *caption* says; a pair that excludes each other (*before and after*) says nothing."""
    said = caption.strip().lower()
    found = frozenset(name for name, words in TRAITS.items() if words.search(said))
    found = found - MOMENTS if BOTH in said else found
    for pair in (MOMENTS, VIEWS):
        found = found - pair if pair <= found else found
    return found


def says_when(caption: str) -> bool:
    """Whether it says before or after."""
    return bool(traits(caption) & MOMENTS)


def shots(item: Item, caption: str) -> tuple[str, ...]:
    """Keys of the photos that *caption* may mean, those asked for first; none where it says nothing of the kind.

    Of a view that no photo has (*after, wide*, and there is one of *after* only) the moment decides alone.
    """
    said = traits(caption)
    photos = sorted(item.evidence.photos, key=lambda shot: not shot.required)
    for wanted in (said, said & MOMENTS):
        found = tuple(shot.key for shot in photos if wanted and wanted <= set(shot.key.split("_")))
        if found:
            return found
    return ()
