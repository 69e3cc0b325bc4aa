"""A team that declined because it is unsafe there: whoever is sent next reads who, why, and in which words.

It stays on the case until it is begun anew, in a mark of its own.
"""

from dataclasses import dataclass, replace
from typing import Any

from bot.cases.buttons import case_button
from bot.incidents import holds
from bot.incidents.table import OPEN, WITH_TEAM, Incident
from bot.outbox.letters import Rows
from bot.register.districts import District
from bot.values import plain_words, texts

UNSAFE = "unsafe"
"""The reason, and the mark."""

HOLD_MINUTES = 30
"""So long a captain's tap puts such a case on hold."""

MOST_WORDS = 200


@dataclass(frozen=True)
class Warned:
    """Who declined: the team, the person of it who said so, and their words (none where they only tapped)."""

    team_id: int
    name: str
    words: str


def noted(incident: Incident, team_id: int, name: str, words: str) -> Incident:
    """The case with what was said of it; a captain who holds it for that need not write why."""
    said = texts.cut(texts.line(plain_words.beside_reason(words)), MOST_WORDS)
    kept = {"team": team_id, "name": name, "words": said, "turn": incident.turn}
    return replace(incident, marks=holds.asking({**incident.marks, UNSAFE: kept}, UNSAFE))


def warned(incident: Incident) -> Warned | None:
    """What whoever goes there has to know; None where nobody said so since the case was begun, or all is over."""
    kept: dict[str, Any] = incident.marks.get(UNSAFE) or {}
    if kept.get("turn") != incident.turn or incident.state not in WITH_TEAM | {OPEN}:
        return None
    return Warned(int(kept["team"]), str(kept["name"]), str(kept["words"]))


def buttons(incident: Incident, district: District) -> Rows:
    """What a captain may do about it with one tap: send more people, or nobody for a while."""
    backup = case_button(incident, district, "backup", key="button-send-backup")
    hold = case_button(incident, district, "hold", str(HOLD_MINUTES), key="button-hold-for")
    return ((backup, replace(hold, facts={"minutes": HOLD_MINUTES})),)
