"""An open critical hazard: who found it stays or escalates, approvers and captains know, until somebody acts."""

from dataclasses import replace

from bot.cases import changes
from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.hazards import parts, told
from bot.hazards.table import HAZARDS, Hazard
from bot.outbox.letters import Priority
from bot.register.people import Member
from bot.work import mustering, telling
from bot.work.schedule import Occasion
from bot.work.work import Work

OWNERS_FROM = 3
"""From so many alarms on the owners of the deployment hear too."""


async def follow(work: Work, change: Change[Hazard], given: Facts) -> None:
    """It is open and critical since this move: the first alarm."""
    await begin(work, change.case)


async def begin(work: Work, hazard: Hazard) -> None:
    """The first alarm of one that was just found, graded or confirmed."""
    if hazard.is_alarming and not hazard.alarmed:
        await sound(work, hazard)


async def again(work: Work, hazard: Hazard, occasion: Occasion) -> None:
    """Nobody has acted yet."""
    if hazard.is_alarming:
        await sound(work, hazard)


async def sound(work: Work, hazard: Hazard) -> None:
    """Tell who found it, or sent it back, what to do, and approvers and captains that it is open, with the buttons."""
    after = await work.tx[HAZARDS].save(replace(hazard, alarmed=hazard.alarmed + 1, alarmed_at=work.now))
    changes.note(work, after)
    stay, escalate = told.button(work, after, "stay"), told.button(work, after, "escalate")
    there = [after.finder_id, after.rechecked_by if after.sent_back else None]
    finders = await parts.members(work, there)
    await told.tell(
        work, after, finders, "hazard-alarm-finder", buttons=(stay, escalate), alarm=True, times=after.alarmed
    )
    command = await _command(work, after, {one.user_id for one in finders})
    buttons = (escalate, told.button(work, after, "forbid"), told.button(work, after, "show"))
    await told.tell(work, after, command, "hazard-alarm", buttons=buttons, alarm=True, times=after.alarmed)
    unreached = [one for one in await mustering.captains(work) if not one.private_open]
    if unreached and not any(one.private_open for one in command):
        await telling.tell_group(
            work,
            "hazard-alarm-in-group",
            priority=Priority.OVERDUE,
            purpose=told.PURPOSE,
            about=after,
            mentions=unreached,
            number=after.number,
        )


async def _command(work: Work, hazard: Hazard, but: set[int]) -> list[Member]:
    """Who approves for its body, captains, and in the end the owners."""
    people = [*await told.approvers(work, hazard), *await mustering.captains(work)]
    if hazard.alarmed >= OWNERS_FROM:
        people += await mustering.owners(work)
    return [one for one in {one.user_id: one for one in people}.values() if one.user_id not in but]
