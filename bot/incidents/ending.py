"""How a case ended, in words: by whom, when, why, into which other case or to whom it went."""

from dataclasses import dataclass
from typing import Any

from bot.cases import show
from bot.incidents import phrases
from bot.incidents.table import ENDED, Incident
from bot.values import formats
from bot.work import answer
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
    rows = [row.record for row in await work.tx.history.of_case(incident.id)]
    ends = [one for one in rows if one.after == incident.state != one.before]
    by: Any = {"word": "the-clock"} if ends and not ends[-1].by_id else {"word": "unknown"}
    if ends and ends[-1].by_id:
        by = await show.name(work, ends[-1].by_id)
    given = ends[-1].facts if ends else {}
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
