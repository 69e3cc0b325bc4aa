"""What refusals and letters say of a case, as words of the reader's language."""

from typing import Any

from bot.incidents.table import MOVES, Incident
from bot.sos import table as sos_table


def in_words(facts: dict[str, object]) -> dict[str, Any]:
    """The facts of a refusal, with codes of moves and states beside them as words, and the move's text command."""
    told: dict[str, Any] = dict(facts)
    if move := facts.get("move"):
        told["move_word"] = {"word": f"move-{str(move).replace('_', '-')}"}
        row = next((table[str(move)] for table in (MOVES, sos_table.MOVES) if move in table), None)
        told["command"] = row.command if row else str(move)
    if state := facts.get("state"):
        told["state_word"] = {"word": f"state-{str(state).replace('_', '-')}"}
    return told


def numbers(given_back: tuple[int, ...] | list[Incident]) -> str:
    """Numbers as they stand in a sentence: ``#7 #9``."""
    return " ".join(f"#{one if isinstance(one, int) else one.number}" for one in given_back)
