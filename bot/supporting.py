"""Support teams move by themselves: only the lead's steps move the case."""

from dataclasses import replace
from datetime import datetime

from bot import dispatch, moving, steps
from bot.incidents import Incident
from bot.refused import Refused
from bot.wishes import Wish
from bot.work import Answer, Work, answer


async def support(work: Work, wish: Wish) -> Answer:
    """Support accepts, arrives and leaves by itself; only the lead's row moves the case."""
    team_id = work.who.team_id
    if team_id is None or wish.name not in {"accept", "arrive", "decline", "resolve"}:
        raise Refused("lead-only", number=wish.incident.number)
    await support_step(work, wish.incident, team_id, wish.name, wish.at or work.now)
    return answer("support-step", number=wish.incident.number, move=moving.move_word(wish.name))


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
    stored = await work.tx.cases.touch_assignments(replace(incident, assignments=assignments))
    await steps.record_support(work, stored, team_id, name, at)
    work.moved[stored.id] = stored
    if changed.ended_at:
        work.stir()
    if name == "decline":
        await dispatch.replace_support(work, stored.id)
        stored = await work.tx.cases.get(stored.id) or stored
    elif not changed.ended_at:
        await steps.rename_in_group(work, stored, changed)
    await work.card(stored)
