"""What a captain reads at the beginning of a shift: who is on, what is open, when nobody could be heard."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.handovers import listing
from bot.register.people import Member, RoleName
from bot.register.teams import Muster
from bot.values import formats
from bot.work import mustering
from bot.work.answer import listed
from bot.work.features import Gap
from bot.work.work import Work

MOST_TEAMS, MOST_CASES = 12, 10
"""So many teams and cases stand in it."""

GAPS_KEPT, GAPS_SHOWN = 20, 5
FIRST_LOOK = timedelta(hours=24)
"""Who never began a shift reads of the gaps of this long."""


async def now(work: Work, user_id: int) -> dict[str, Any]:
    """Who is on, what is open, and the gaps that this captain has not read of, which they have read then."""
    zone, muster = work.district.zone, await mustering.of(work)
    on = [m for m in muster.members.values() if m.duty is not None]
    me = muster.members[user_id]
    cases = await listing.live(work)
    lines = _people_lines(work, muster, on)
    lines += await listing.lines(work, listing.listed_of(work, cases), MOST_CASES)
    lines += await _gap_lines(work, user_id)
    return {
        "district": work.district.name,
        "at": formats.clock(work.now, zone),
        "lines": lines,
        "until": formats.clock(me.duty.until if me.duty else None, zone),
        "on_duty": sum(m.is_available(work.now) for m in on),
        "on_break": sum(not m.is_available(work.now) for m in on),
    }


def _names(members: Sequence[Member]) -> Any:
    return listed(m.name for m in members)


def _people_lines(work: Work, muster: Muster, on: Sequence[Member]) -> list[dict[str, Any]]:
    captains = [m for m in on if m.has(RoleName.CAPTAIN, work.now)]
    manned = [s for s in muster.standings.values() if s.is_available]
    off = [s.team.name for s in muster.standings.values() if not s.is_available]
    loose = [m for m in on if m.team_id is None and m not in captains]
    resting = [m for m in on if not m.is_available(work.now)]
    lines: list[dict[str, Any]] = [{"word": "shift-captains", "names": _names(captains)}]
    lines += [{"word": "shift-team", "team": s.team.name, "names": _names(s.available)} for s in manned[:MOST_TEAMS]]
    if more := len(manned) - MOST_TEAMS:
        lines += [{"word": "shift-more-teams", "count": more}] if more > 0 else []
    if loose:
        lines.append({"word": "shift-no-team", "names": _names(loose)})
    if resting:
        lines.append({"word": "shift-resting", "names": _names(resting)})
    if off:
        rest = [f"+{len(off) - MOST_TEAMS}"] if len(off) > MOST_TEAMS else []
        lines.append({"word": "shift-teams-off", "teams": listed([*off[:MOST_TEAMS], *rest])})
    return lines


async def note_gap_after(work: Work, gap: Gap) -> None:
    """Remember a time without contact for those who begin a shift later."""
    name = f"gaps:{work.district.id}"
    known = await work.tx.kept.get(name) or []
    await work.tx.kept.put(name, [*known, [gap.since.isoformat(), gap.until.isoformat()]][-GAPS_KEPT:])


async def _gap_lines(work: Work, user_id: int) -> list[dict[str, Any]]:
    name, zone = f"gaps-read:{user_id}:{work.district.id}", work.district.zone
    read = await work.tx.kept.get(name)
    after = datetime.fromisoformat(read) if read else work.now - FIRST_LOOK
    await work.tx.kept.put(name, work.now.isoformat())
    gaps = [
        [datetime.fromisoformat(at) for at in gap] for gap in await work.tx.kept.get(f"gaps:{work.district.id}") or []
    ]
    return [
        {"word": "shift-gap", "since": formats.day_clock(since, zone), "until": formats.day_clock(until, zone)}
        for since, until in gaps
        if until > after
    ][-GAPS_SHOWN:]
