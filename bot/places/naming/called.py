"""A place's own name with what it is called in public: parts of screens bear both, and a wall is given the second."""

from collections.abc import Mapping
from typing import Any


class Called(str):
    """What a place is called by who may read it alone; *in_public* is what everybody may read instead."""

    __slots__ = ("in_public",)
    in_public: str

    def __new__(cls, own: str, in_public: str) -> "Called":
        """The own name, which remembers the other."""
        made = super().__new__(cls, own)
        made.in_public = in_public
        return made


def as_everybody_may(value: Any) -> Any:
    """*value* as JSON has it, every place in it called as everybody may read it."""
    if isinstance(value, Called):
        return value.in_public
    if isinstance(value, Mapping):
        return {name: as_everybody_may(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_everybody_may(one) for one in value]
    return value
