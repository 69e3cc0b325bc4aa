"""Which reasons are offered under the question why a move is made: the most usual of the district's last ones. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from bot.incidents import holds, phrases, proof, table
from bot.values import texts

LEARNT = frozenset({"send_back", "cancel", "hold"})
"""Moves for which reasons are offered."""

LOOKED_AT = 100
"""So many of the last reasons for a move are counted."""

MOST, LONGEST = 4, 30
"""So many are offered, and none that a button would cut: UTF-16 units."""

_CODES = frozenset({holds.ASKED, proof.NO_PHOTO, *phrases.RELEASE_REASONS, *table.DECLINE_REASONS})


def usual(move: str, given: Iterable[Mapping[str, Any]]) -> list[str]:
    """The most frequent of the reasons *given* (newest first), as somebody would write them; of equals the newest."""
    said = [_written(move, facts) for facts in given]
    counts = Counter(one for one in said if one)
    return [one for one, _ in counts.most_common(MOST)]


def _written(move: str, facts: Mapping[str, Any]) -> str:
    """A reason in words; with how long in front where the move wants that."""
    reason = facts.get("reason")
    if not isinstance(reason, str) or reason in _CODES:
        return ""
    line = texts.line(reason).strip()
    minutes = facts.get("minutes")
    written = f"{round(float(minutes))}m {line}" if move == "hold" and minutes and line else line
    return written if texts.utf16(written) <= LONGEST and not (move == "hold" and not minutes) else ""
