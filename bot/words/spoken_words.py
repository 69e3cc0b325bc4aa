"""Words that people may write for the same thing, as one sentence keeps them with commas between."""

from functools import cache

from bot.words import Words


@cache
def written(key: str) -> frozenset[str]:
    """The words of *key* in every language, in small letters."""
    words = Words()
    said = [words.say(language, key) for language in words.languages]
    return frozenset(one.strip().casefold() for text in said for one in text.split(","))
