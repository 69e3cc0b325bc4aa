"""How it is known that the officers of a visit stood at its place: said as it was, in words and in the record."""

from collections.abc import Mapping
from typing import Any

from bot.inspections.table import Visit
from bot.work.work import Work

MOVES = frozenset({"begin", "reach"})
"""The moves that show it."""

NOT = "not"
"""Nothing shows it but the word of the officers."""


async def shown(work: Work, visit: Visit) -> dict[str, Any]:
    """By what, as the end of a key (``scan``, ``scan-and-fix``, ``fix``, ``fix-near``, ``not``), and *metres* away."""
    if not visit.on_spot:
        return {"by": NOT, "metres": 0}
    lines = [one.record for one in await work.tx.history.of_moves(visit.id, MOVES)]
    facts: Mapping[str, Any] = next((one.facts for one in reversed(lines) if one.facts.get("found_by")), {})
    return {"by": how(visit.found_by, facts.get("metres")), "metres": facts.get("metres") or 0}


def how(found_by: str, metres: int | None) -> str:
    """The end of a key for what shows it. Pure."""
    if found_by == "scan":
        return "scan" if metres is None else "scan-and-fix"
    return "fix-near" if metres is None else "fix"
