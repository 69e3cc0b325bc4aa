"""What somebody hears after their move: what holds now, and what comes next; one sentence for each move."""

from dataclasses import replace
from typing import Any

from bot.cases import retold
from bot.incidents import limits, phrases
from bot.incidents.closing import gate
from bot.incidents.limits import severity_of
from bot.incidents.orders import next_step
from bot.incidents.requests.wish import Wish
from bot.incidents.table import OPEN, Incident
from bot.values import formats
from bot.work import mustering
from bot.work.answer import Answer, answer, listed
from bot.work.work import Work


async def said(work: Work, wish: Wish, after: Incident) -> Answer:
    """The answer to a move that was made."""
    key = f"done-{wish.name.replace('_', '-')}"
    if wish.name == "send_back" and after.state == OPEN:
        key = "done-send-back-open"
    facts: dict[str, Any] = {"number": after.number, "state": {"word": f"state-{after.state.replace('_', '-')}"}}
    standing = (await mustering.of(work)).of(after.lead.team_id) if after.lead else None
    facts["team"] = standing.team.name if standing else {"word": "nobody"}
    if after.hold_until is not None:
        facts["until"] = after.hold_until.astimezone(work.district.zone).strftime("%H:%M")
    item = limits.item_of(work, after)
    facts |= {"item": item.named, "severity": {"word": f"severity-{severity_of(after, item)}"}}
    facts["department"] = after.department or wish.incident.department or ""
    facts["due"] = formats.day_clock(after.department_due, work.district.zone) if after.department_due else "-"
    facts |= {"case": phrases.named(work, after), **await freed(work, wish.incident, after)}
    if wish.name == "backup":
        facts["team"] = await retold.team_name(work, wish.team_id)
    if wish.name == "waive":
        missing = (await gate.stands(work, after)).missing
        known = {need.key: need for need in gate.kinds_of(work, after)}
        facts["pieces"] = listed(known[key].name for key in wish.facts["pieces"] if key in known)
        facts["missing"] = listed(need.name for need in missing)
        key = "done-waive" if missing else "done-waive-all"
    return with_next(work, answer(key, **facts), after)


def with_next(work: Work, said: Answer, incident: Incident) -> Answer:
    """With what comes next for the team of the one who wrote; a press is answered beside its buttons."""
    is_press = work.who.channel == "button"
    rows = () if is_press else next_step.rows(incident, work.district, work.who.team_id)
    return replace(said, buttons=rows, case_id=incident.id) if rows else said


async def freed(work: Work, before: Incident, after: Incident | None = None) -> dict[str, Any]:
    """The names of the teams that a move let go, and how many they are; all that hold it where *after* is None."""
    gone = [one.team_id for one in before.assignments if one.is_open and not (after and after.of_team(one.team_id))]
    return {"freed": listed([await retold.team_name(work, team_id) for team_id in gone]), "count": len(gone)}
