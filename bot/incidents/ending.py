"""How a case ended, in words: by whom, when, why, into which other case or to whom it went."""

from dataclasses import dataclass
from typing import Any

from bot.cases import programs, show
from bot.incidents import phrases
from bot.incidents.table import ENDED, Incident
from bot.values import formats
from bot.work import answer
from bot.work.history import Record
from bot.work.work import Work


@dataclass(frozen=True)
class Ending:
    """How a case ended, as facts of the words: the whole of it, and what a team reads that was on its way."""

    said: Any
    to_team: Any


async def of(work: Work, incident: Incident) -> Ending | None:
    """How *incident* ended, from its history; None of one that lives."""
    if incident.state not in ENDED:
        return None
    end = await work.tx.history.last_into(incident.id, incident.state)
    by = await _by(work, end.record) if end else {"word": "unknown"}
    given = end.record.facts if end else {}
    into = given.get("into_number")
    told = {
        "by": by,
        "at": answer.clock(work, incident.closed_at or work.now),
        "reason": phrases.why_of(given),
        "into": f"#{into}" if into else {"word": "history-another-case"},
        "department": incident.department or {"word": "unknown"},
        "due": formats.day_clock(incident.department_due, work.district.zone) if incident.department_due else "-",
    }
    state = formats.dashed(incident.state)
    return Ending({"word": f"ended-{state}", **told}, {"word": f"ended-to-team-{state}", **told})


async def _by(work: Work, end: Record) -> Any:
    if end.by_id:
        return await show.name(work, end.by_id)
    return programs.who(end, await programs.names(work, [end])) or {"word": "the-clock"}
