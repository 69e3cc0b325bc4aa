"""A case that nobody touches: captains are told after half an hour, and again, until somebody does.

Touched is a case by a move, by what was sent in for it, by a sign of a team that holds it, and by what a captain does
about it. Reminders touch nothing. On hold, with a department, or waiting to be confirmed it has reminders of its own.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.cases import changes
from bot.cases.buttons import case_button
from bot.incidents import activity, phrases
from bot.incidents import limits as incidents_limits
from bot.incidents.activity import AFTER, SOON
from bot.incidents.store import INCIDENTS
from bot.incidents.table import OPEN, WITH_TEAM, Incident
from bot.matters import hearing
from bot.outbox.letters import Priority
from bot.values import formats
from bot.work import mustering
from bot.work.actions import Right, action
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

LATE = timedelta(seconds=30)
NAME = "untouched"


def _subject(incident: Incident) -> str:
    return f"untouched:{incident.id}/"


def due(incident: Incident, touched_at: datetime, now: datetime) -> list[Due]:
    """The last half hour since somebody touched it, and the next; none where nobody is expected to. Pure."""
    if not is_expected(incident):
        return []
    since, past = int(touched_at.timestamp()), max(0, (now - touched_at) // activity.AFTER)
    hours = (n for n in (past, past + 1) if n)
    return [Due(f"{_subject(incident)}{since}", NAME, touched_at + activity.AFTER * n, n=n) for n in hours]


async def begin(work: Work, incident: Incident) -> None:
    """It was touched just now: half an hour begins."""
    if _may_be_forgotten(work, incident):
        await work.tx.kept.put(_kept(work, incident.id), None)
    wanted = due(incident, work.now, work.now)
    await work.tx.occasions.sync(work.district.id, None, _subject(incident), wanted)


async def begin_all(work: Work) -> None:
    """The same for every incident that this work touched."""
    for case in changes.of(work).touched.values():
        if isinstance(case, Incident):
            await begin(work, case)


async def watch(work: Work, incident: Incident) -> None:
    """Have its next half hour come due, counted from whatever touched it last."""
    wanted = due(incident, await activity.last(work, incident), work.now)
    await work.tx.occasions.sync(work.district.id, None, _subject(incident), wanted)


@action(Right.HOUSE, "untouched.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """Half an hour without a touch: said once; of several that fell into a gap only the last is."""
    incident = await work.tx[INCIDENTS].get(int(occasion.subject.removeprefix("untouched:").partition("/")[0]))
    wanted = due(incident, await activity.last(work, incident), work.now) if incident else []
    last = max((d.n for d in wanted if d.subject == occasion.subject and d.due_at <= work.now), default=0)
    result = "moot" if occasion.n > last else "gap" if occasion.n < last else "done"
    if not await work.tx.occasions.decide(occasion.id, work.now, result) or incident is None:
        return
    await watch(work, incident)
    if result == "done":
        await _tell(work, incident, occasion)


async def _tell(work: Work, incident: Incident, occasion: Occasion) -> None:
    """Which case, for how long, and what can be done by one tap: send a team, seen, cancel."""
    limits = incidents_limits.limits_of(work, incident)
    over = int((work.now - incidents_limits.deadline_of(incident, limits)).total_seconds() // 60)
    standing = (await mustering.of(work)).of(incident.lead.team_id) if incident.lead else None
    moves = ("assign", "seen", "cancel")
    buttons = tuple((case_button(incident, work.district, move),) for move in moves)
    if incident.is_nowhere:
        buttons = ((case_button(incident, work.district, "relocate", key="button-set-location"),), *buttons)
    await work.tx.kept.put(_kept(work, incident.id), occasion.n)
    if work.now - occasion.due_at > LATE:
        hearing.late(work, f"case:{incident.number}", "untouched")
    await hearing.tell(
        work,
        await mustering.captains(work),
        "remind-untouched",
        priority=Priority.OVERDUE,
        purpose="reminder",
        about=incident,
        buttons=buttons,
        number=incident.number,
        bundle="remind-untouched",
        minutes=int((work.now - await activity.last(work, incident)).total_seconds() // 60),
        state=_state(incident),
        team=standing.team.name if standing else {"word": "nobody"},
        collapse=f"reminder:{incident.id}:captain",
        over={"word": "untouched-over", "minutes": over} if over > 0 else "",
        late={"word": "late-mark"} if work.now - occasion.due_at > LATE else "",
        **phrases.what(work, incident),
    )


def _state(incident: Incident) -> dict[str, Any]:
    """How it stands; of one that nobody knows where it is, that."""
    return {"word": "state-nowhere"} if incident.is_nowhere else formats.state_word(incident.state)


def _kept(work: Work, case_id: int | str) -> str:
    """Under this name is kept how many half hours nobody has touched a case, once captains were told."""
    return f"untouched:{work.district.id}:{case_id}"


async def forgotten(work: Work, live: Sequence[Incident]) -> dict[int, int]:
    """Those of *live* that captains were told of and that nobody has touched since: the half hours, by id."""
    if not any(_may_be_forgotten(work, one) for one in live):
        return {}
    told = await work.tx.kept.beginning(_kept(work, ""))
    found = [one for one in live if is_expected(one) and _kept(work, one.id) in told]
    touched = await activity.last_of(work, found)
    return {one.id: int(told[_kept(work, one.id)]) for one in found if _is_long_ago(work, touched[one.id])}


def _may_be_forgotten(work: Work, incident: Incident) -> bool:
    """Nothing is kept of a case that has not been there for half an hour."""
    return work.now - incident.reported_at >= activity.AFTER - SOON


def is_expected(incident: Incident) -> bool:
    """Whether somebody should touch it: not on hold, not with a department, not done."""
    return incident.state in WITH_TEAM | {OPEN}


async def is_forgotten(work: Work, incident: Incident) -> bool:
    """Nobody touched it for half an hour: what captains are told of that takes the place of other reminders."""
    return is_expected(incident) and _is_long_ago(work, await activity.last(work, incident))


def _is_long_ago(work: Work, touched_at: datetime) -> bool:
    return work.now - touched_at >= AFTER - SOON
