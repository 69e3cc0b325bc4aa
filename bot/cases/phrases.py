"""What refusals and letters say of a case, as words of the reader's language."""

from collections.abc import Iterable
from typing import Any

from bot.cases.case import Case
from bot.cases.kinds import Kinds
from bot.values import formats


def in_words(facts: dict[str, object], kinds: Kinds) -> dict[str, Any]:
    """The facts of a refusal, with codes of moves and states beside them as words, and the move's text command.

    *of_kind* among them names the kind of case, whose own words go before those of all kinds.
    """
    told: dict[str, Any] = dict(facts)
    kind = str(told.pop("of_kind", "")) or None
    if move := facts.get("move"):
        told["move_word"] = formats.move_word(str(move), kind)
        row = kinds.move(str(move), kind)
        told["command"] = row.command if row else str(move)
    if state := facts.get("state"):
        told["state_word"] = formats.state_word(str(state), kind)
    return told


def numbers(given_back: Iterable[int | Case]) -> str:
    """Numbers as they stand in a sentence: ``#7 #9``."""
    return " ".join(f"#{one if isinstance(one, int) else one.number}" for one in given_back)
