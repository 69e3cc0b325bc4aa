"""What a page is told in the language of its reader: plain values in which every fact of the words is said."""

from collections.abc import Mapping
from typing import Any

from bot.words import Words
from handlers.telegram.writing import notes


def said(words: Words, language: str, value: Any) -> Any:
    """*value* with all that is a fact of the words as text; numbers and texts stay as they are."""
    if isinstance(value, Mapping):
        if "word" in value or "name_zh" in value:
            return words.fact(language, notes.bare(value))
        return {name: said(words, language, one) for name, one in value.items()}
    return [said(words, language, one) for one in value] if isinstance(value, list | tuple) else value
