"""What people write of a place: its name, who can be reached there, or nothing of either. Pure."""

import re
from functools import cache
from typing import Any

from bot.places import limits
from bot.values import plain_words, texts
from bot.words import spoken_words


def named_by(text: str) -> dict[str, Any]:
    """A name as it is kept, and whether it had to be cut."""
    name = texts.name(text, limits.MOST["name"])
    return {"name": "" if name == texts.NAMELESS else name, "cut": texts.utf16(texts.line(text)) > limits.MOST["name"]}


_NUMBER = re.compile(r"(?=[-+()/]*\d)[-+()/\d]+")


_ROLE = re.compile(r"[(（](?=[\d\s+/-]*[^()（）\d\s+/-])([^()（）]*)[)）]")


def contact_of(text: str) -> dict[str, str]:
    """``王芳（店主） 138 0000 1111``: the number is what is written in digits and signs alone, in brackets the role."""
    said = texts.line(text)
    role = _ROLE.search(said)
    words = _ROLE.sub(" ", said, count=1).split()
    number = [word for word in words if _NUMBER.fullmatch(word)]
    name = " ".join(word for word in words if word not in number)
    return {
        "name": texts.cut(name, texts.MOST_NAME),
        "phone": texts.cut(" ".join(number), 32),
        "role": texts.cut(role[1].strip(), texts.MOST_NAME) if role else "",
    }


@cache
def _talk() -> frozenset[str]:
    return frozenset(plain_words.folded(one) for one in spoken_words.written("place-word-talk"))


def is_talk(text: str) -> bool:
    """Whether words are what people say between two steps and no answer: a thanks, a no, a question, a move."""
    said = plain_words.folded(text)
    return said in _talk() or plain_words.is_question(text) or plain_words.read(text) is not None
