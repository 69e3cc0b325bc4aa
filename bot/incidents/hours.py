"""The hour at which something happened. Times that are told of a case go by it, not by when it was entered.

One thing is not: whether a case was on time is seen from ``resolved_at``, which for a *done* that a team itself put
back is when it was entered; else anybody could be on time by saying so.
"""

from datetime import datetime

from bot.incidents.table import Incident
from bot.work.work import Work

LATE_S = 60
"""So many seconds after it happened something is entered late, and says so."""


def done_at(incident: Incident) -> datetime | None:
    """When it was done, as far as it is."""
    return incident.done_at or incident.resolved_at


def took_s(incident: Incident) -> float | None:
    """Seconds from the report until it was done; None until then."""
    done = done_at(incident)
    return (done - incident.reported_at).total_seconds() if done else None


def entered_at(incident: Incident) -> datetime | None:
    """When the team itself entered a *done* that it put back; None for any other."""
    done, counted = done_at(incident), incident.resolved_at
    is_late = done is not None and counted is not None and (counted - done).total_seconds() > LATE_S
    return counted if is_late else None


def said_when(work: Work, last: datetime | None) -> datetime | None:
    """When somebody wrote a message that came late, not before *last*, the previous move; None for one that did not."""
    said = work.who.said_at
    if (work.now - said).total_seconds() <= LATE_S:
        return None
    return max(said, last) if last is not None else said
