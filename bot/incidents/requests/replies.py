"""What somebody hears after their move: what holds now, and what comes next; one sentence for each move."""

from typing import Any

from bot.incidents import limits
from bot.incidents.closing import gate
from bot.incidents.limits import severity_of
from bot.incidents.orders import next_step
from bot.incidents.requests.wish import Wish
from bot.incidents.table import OPEN, Incident
from bot.outbox.letters import Rows
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
    facts["department"] = after.department or ""
    if wish.name == "waive":
        missing = (await gate.stands(work, after)).missing
        known = {need.key: need for need in gate.kinds_of(work, after)}
        facts["pieces"] = listed(known[key].name for key in wish.facts["pieces"] if key in known)
        facts["missing"] = listed(need.name for need in missing)
        key = "done-waive" if missing else "done-waive-all"
    return answer(key, next_rows(work, after), **facts)


def next_rows(work: Work, incident: Incident) -> Rows:
    """What comes next for the team of the one who wrote; a press is answered under the thumb, beside its buttons."""
    return () if work.who.channel == "button" else next_step.rows(incident, work.district, work.who.team_id)
