"""English words without their endings, so that *parked* and *parking* are one."""

from functools import lru_cache

_ENDINGS = ("ing", "ied", "ie", "ed", "e", "y")


@lru_cache(10_000)
def stem(word: str) -> str:
    """An English word without its ending, roughly: ``parked`` and ``parking`` are one, so are one moped and many."""
    if len(word) > 3 and word[-1] == "s" != word[-2]:
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word


def stems(text: str) -> str:
    """Plain *text* with its English words without their endings."""
    return " ".join(stem(word) for word in text.split())
