"""A line of a case's history in words, for kinds that have no sentences of their own for their moves."""

from collections.abc import Mapping
from typing import Any

from bot.cases.case import Case
from bot.values import formats, texts
from bot.work import mustering
from bot.work.history import HistoryRow, Part
from bot.work.work import Work

MOST_WORDS = 120
"""UTF-16 units of somebody's words in one line; ``/case`` and the page have the whole."""


def because(facts: Mapping[str, Any]) -> Any:
    """The reason that came with a move, in brackets; nothing where there is none."""
    return {"word": "because", "reason": facts["reason"]} if facts.get("reason") else ""


def quoted(row: HistoryRow) -> Any:
    """What was said with it, unless that is the reason, which is said as such."""
    said = texts.cut(texts.line(row.text or ""), MOST_WORDS)
    is_reason = row.text in {row.record.facts.get("reason"), row.record.facts.get("words")}
    return {"word": "history-words", "words": said} if said and not is_reason else ""


async def plainly(work: Work, case: Case, row: HistoryRow) -> Any:
    """The move, the team that made it, the reason, and what was said."""
    record = row.record
    team = await team_name(work, record.team_id) if record.part in {Part.LEAD, Part.SUPPORT} else ""
    return {
        "word": "history-plain",
        "move": formats.move_word(record.move, case.kind),
        "team": {"word": "history-team", "team": team} if team else "",
        "reason": because(record.facts),
        "words": quoted(row),
    }


async def team_name(work: Work, team_id: object) -> str:
    """A team's name, also of one that was dissolved; empty where none is meant."""
    if not isinstance(team_id, int):
        return ""
    standing = (await mustering.of(work)).of(team_id)
    team = standing.team if standing else await work.tx.teams.get(team_id)
    return team.name if team else str(team_id)
