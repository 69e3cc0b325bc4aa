"""What comes due for an incident as it stands, and when."""

from datetime import datetime, timedelta

from bot.cases.case import Assignment
from bot.incidents import asks
from bot.incidents import limits as incidents_limits
from bot.incidents.limits import Limits
from bot.incidents.table import HELD, LIVE, OPEN, RESOLVED, TRANSFERRED, Incident
from bot.work.schedule import Due
from bot.work.work import Work

ARRIVAL_CHECK_S = 10
"""Seconds without a fix to the contrary before a position counts as an arrival."""


REPEATS = (1, 2, 4)
"""Overdue repeats in steps of ``remind_every``; every further one comes after six of them."""

LAST_REPEAT = 6

CONFIRM_AGAIN = timedelta(minutes=30)


def occasions(incident: Incident, limits: Limits, now: datetime) -> list[Due]:
    """What will come due for *incident* as it stands; of endless repeats the last that was and the next."""
    if incident.state in {HELD, TRANSFERRED}:
        waits = [("hold_ends", incident.hold_until)] if incident.state == HELD else []
        waits += [("transfer_due", incident.department_due)] if incident.state == TRANSFERRED else []
        return [due_at(incident, name, at) for name, at in waits if at]
    if incident.state not in LIVE:
        return []
    if incident.state == RESOLVED:
        return _confirming(incident, limits, now)
    return [*_questions(incident), *_orders(incident, limits), *_closing(incident, limits, now)]


def due_at(incident: Incident, name: str, at: datetime) -> Due:
    """Something that happens once at an hour of its own: told apart by the seconds since the report."""
    return Due(f"case:{incident.id}", name, at, n=round((at - incident.reported_at).total_seconds()))


def _questions(incident: Incident) -> list[Due]:
    waits = [("ask", incident.asked_until if incident.asks else None), ("pull", incident.pull_until)]
    if question := asks.danger(incident.asks):
        waits.append(("danger", question.until))
    if incident.state == OPEN:
        waits.append(("suggest", incident.suggest_until))
    return [due_at(incident, name, at) for name, at in waits if at]


def _orders(incident: Incident, limits: Limits) -> list[Due]:
    dues = []
    for held in incident.assignments:
        if not held.is_open or held.arrived_at:
            continue
        subject = f"assignment:{held.id}/{held.round}"
        kind = "" if held is incident.lead else "support_"
        if held.accepted_at is None:
            half, whole = timedelta(seconds=limits.accept / 2), timedelta(seconds=limits.accept)
            dues += [Due(subject, f"{kind}accept_half", held.counted_from + half)]
            signed = _sign_of_life(incident, held)
            n = int(signed.timestamp()) if signed else 0
            dues += [Due(subject, f"{kind}accept", (signed or held.counted_from) + whole, n=n)]
        if held is incident.lead:
            arrive = timedelta(seconds=limits.arrive)
            dues += [Due(subject, "arrive", held.counted_from + arrive)]
            dues += [Due(subject, "arrive_twice", held.counted_from + 2 * arrive)]
        if held.arrival_seen_at:
            checked = held.arrival_seen_at + timedelta(seconds=ARRIVAL_CHECK_S)
            dues += [Due(subject, "arrival", checked, n=int(held.arrival_seen_at.timestamp()))]
    return dues


def _sign_of_life(incident: Incident, held: Assignment) -> datetime | None:
    """The last message or tap of the team since its order: the accept limit counts from there."""
    sign = incident.marks.get("sign" if held is incident.lead else f"sign:{held.id}")
    if not sign or sign["assignment"] != held.id:
        return None
    return max(held.counted_from, datetime.fromisoformat(sign["at"]))


def _closing(incident: Incident, limits: Limits, now: datetime) -> list[Due]:
    subject = f"case:{incident.id}/r{incident.round}h{incident.held_s}"
    due, every = incidents_limits.deadline_of(incident, limits), timedelta(seconds=limits.remind_every)
    said = _said(due, every, now)
    return [
        Due(subject, "close_70", due - timedelta(seconds=limits.close * 0.3)),
        *(Due(subject, "overdue", due + every * _steps(n), n=n) for n in (said, said + 1) if n >= 0),
    ]


def _steps(n: int) -> int:
    """So many times ``remind_every`` after the deadline it is said to be overdue for the *n*-th time more."""
    return sum(REPEATS[:n]) + LAST_REPEAT * max(0, n - len(REPEATS))


def _said(due: datetime, every: timedelta, now: datetime) -> int:
    """The last time at which it was to be said by *now*; -1 before the first."""
    passed = (now - due) // every
    endless = len(REPEATS) + (passed - _steps(len(REPEATS))) // LAST_REPEAT
    return max((n for n in (*range(len(REPEATS)), endless) if n >= 0 and _steps(n) <= passed), default=-1)


def repeats(incident: Incident, limits: Limits, now: datetime) -> int:
    """How often *incident* has been said to be overdue by *now*, the first time not counted; none before is 0."""
    due = incidents_limits.deadline_of(incident, limits)
    return max(_said(due, timedelta(seconds=limits.remind_every), now), 0)


def asked_to_confirm(incident: Incident, limits: Limits, now: datetime) -> int:
    """How often captains have been asked by *now* to confirm it; 0: not yet."""
    return max(0, (now - _first_asked(incident, limits, now)) // CONFIRM_AGAIN + 1) if incident.state == RESOLVED else 0


def _first_asked(incident: Incident, limits: Limits, now: datetime) -> datetime:
    return (incident.resolved_at or now) + timedelta(seconds=limits.confirm)


def _confirming(incident: Incident, limits: Limits, now: datetime) -> list[Due]:
    asked, first = asked_to_confirm(incident, limits, now), _first_asked(incident, limits, now)
    subject = f"case:{incident.id}/r{incident.round}"
    return [Due(subject, "confirm", first + CONFIRM_AGAIN * n, n=n) for n in (asked - 1, asked) if n >= 0]


def of(work: Work, incident: Incident) -> list[Due]:
    """What comes due for *incident* with the limits that hold for it, at this moment."""
    return occasions(incident, incidents_limits.limits_of(work, incident), work.now)
