"""Support teams move by themselves: only the lead's steps move the case."""

from dataclasses import replace
from datetime import datetime

from bot.cases import changes, perform
from bot.cases.case import Role
from bot.cases.rulebook import Facts
from bot.incidents import phrases, unsafe, wished
from bot.incidents.orders import orders, sending
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.places.notes import going_in
from bot.work import mustering, telling
from bot.work.work import Work


async def support_step(work: Work, incident: Incident, team_id: int, name: str, at: datetime) -> None:
    """Accept, arrive or leave, on the support team's own row; a team that declines is replaced."""
    held = incident.of_team(team_id)
    if held is None:
        return
    changed = {
        "accept": replace(held, accepted_at=held.accepted_at or at),
        "arrive": replace(held, accepted_at=held.accepted_at or at, arrived_at=held.arrived_at or at),
        "decline": replace(held, ended_at=at, outcome="declined"),
        "resolve": replace(held, ended_at=at, outcome="done"),
    }[name]
    assignments = tuple(changed if a is held else a for a in incident.assignments)
    stored = await work.tx[INCIDENTS].touch_assignments(replace(incident, assignments=assignments))
    await orders.record_support(work, stored, team_id, name, at)
    changes.note(work, stored)
    if changed.ended_at:
        work.stir()
    if name == "decline":
        await sending.replace_support(work, stored.id)
        stored = await work.tx[INCIDENTS].get(stored.id) or stored
    elif not changed.ended_at:
        await orders.rename_in_group(work, stored, changed)
        await going_in.hand_over(work, stored, stored.number, team_id)
    await orders.card(work, stored)


async def warn(work: Work, incident: Incident, team_id: int, words: str) -> Incident:
    """A support team says that it is unsafe there: whoever goes next reads it, and captains hear of it at once."""
    return await wished.wish(
        work,
        unsafe.noted(incident, team_id, work.who.name, words),
        "unsafe",
        "told-captain",
        {"team_id": team_id},
        buttons=unsafe.buttons(incident, work.district),
        move={"word": "move-decline"},
        by=work.who.name,
        reason=phrases.reason_words(Facts(given={"reason": unsafe.UNSAFE})),
        department="",
    )


async def call_off(work: Work, incident: Incident, team_id: int, reason: str = "") -> Incident:
    """The part of a support team ends, and its order is called off; nobody goes in its place."""
    own = incident.of_team(team_id)
    ended = replace(own, ended_at=work.now, outcome="released", reason=reason) if own else None
    assignments = tuple(ended if a is own and ended else a for a in incident.assignments)
    stored = await work.tx[INCIDENTS].touch_assignments(replace(incident, assignments=assignments))
    changes.note(work, stored)
    await work.tx.outbox.cancel(stored.id, [f"order:{team_id}"], work.now)
    await orders.record_support(work, stored, team_id, "release", work.now)
    work.stir()
    return stored


async def leave_support(work: Work, incident: Incident, team_id: int, reason: str) -> None:
    """A support team goes: its part ends, its order is called off, captains hear of it, another team is sent."""
    stored = await call_off(work, incident, team_id, reason)
    team = await work.tx.teams.get(team_id)
    captains = [m for m in await mustering.captains(work) if m.user_id != work.who.user_id]
    await telling.tell(
        work,
        captains,
        "support-given-back",
        silent=True,
        about=stored,
        purpose="told-captain",
        case=phrases.named(work, stored),
        team=team.name if team else "",
        reason=phrases.reason_words(Facts(given={"reason": reason})),
    )
    await orders.card(work, stored)
    work.stir()
    await sending.replace_support(work, stored.id)


async def release(work: Work, incident: Incident, team_id: int, reason: str) -> None:
    """A team gives an incident back: where it led it is open again, where it was sent along another team goes."""
    own = incident.of_team(team_id)
    if own is not None and own.role is Role.LEAD:
        given = Facts(team_id=team_id, given={"reason": reason})
        await perform.perform(work, incident, "release", facts=given)
    else:
        await leave_support(work, incident, team_id, reason)
