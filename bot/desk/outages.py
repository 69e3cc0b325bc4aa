"""A time without contact with Telegram: silence in it is nobody's silence, and what was lost in it is asked anew.

Telegram keeps the press of a button for 150 seconds and a message for a day; what a longer gap swallowed nobody can
give back, so that what waits for a press is posted again, and captains hear which hours may be missing.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.duty import duty as duty_room
from bot.handovers import shift
from bot.incidents.orders import orders
from bot.incidents.requests import confirming
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident, State
from bot.sos import welfare
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

CONTACT = "last_good_poll"
"""Under this name the instant of the last good contact with Telegram is kept."""

KEPT = "gap"
"""Under this name a gap is kept, as instants ``since`` and ``until``, until every district has made good for it."""

PRESSES_KEPT = timedelta(seconds=150)
"""How long Telegram keeps the press of a button."""

MESSAGES_KEPT = timedelta(hours=24)
"""How long Telegram keeps a message."""

STILL_THERE = timedelta(hours=1)
"""Whose duty ended in a gap, no longer ago than one hour more would have been, is asked again."""


@action(Right.HOUSE, "gaps.over")
async def over(work: Work, *, since: datetime, until: datetime) -> Answer:
    """The gap from *since* to *until* is over in this district: fresh limits, questions anew, once for each gap."""
    mark, this = f"gap:{work.district.id}", f"{since.isoformat()} {until.isoformat()}"
    if await work.tx.kept.get(mark) == this:
        return QUIET
    await work.tx.kept.put(mark, this)
    await shift.note_gap(work, since, until)
    presses_lost = until - since > PRESSES_KEPT
    for incident in await work.tx[INCIDENTS].live(work.district.id):
        if incident.state != State.HELD:
            await _orders_anew(work, incident, presses_lost=presses_lost)
    await welfare.ask_anew(work)
    await _waits_anew(work, presses_lost=presses_lost)
    if presses_lost:
        await _confirmations_anew(work)
        await _duties_anew(work)
        await shift.offered_anew(work)
    if until - since > MESSAGES_KEPT:
        await _tell_what_is_lost(work, since, until - MESSAGES_KEPT)
    return QUIET


async def _orders_anew(work: Work, incident: Incident, *, presses_lost: bool) -> None:
    """Orders that were open get a fresh limit and a new message; where presses were lost, those under way too."""
    waiting = [a for a in incident.assignments if a.is_open and not a.arrived_at]
    if waiting:
        fresh = {id(a): replace(a, counted_from=work.now, round=a.round + 1) for a in waiting}
        assignments = tuple(fresh.get(id(a), a) for a in incident.assignments)
        incident = await work.tx[INCIDENTS].touch_assignments(replace(incident, assignments=assignments))
        work.moved[incident.id] = incident
    for held in incident.assignments:
        if held.is_open and (presses_lost or not held.accepted_at):
            await orders.order(work, incident, held)


async def _confirmations_anew(work: Work) -> None:
    """What waits for confirmation is asked of the captains in one message, unless the clock is about to ask."""
    resolved = await work.tx[INCIDENTS].waiting_confirm(work.district.id)
    for incident in resolved:
        asked = [o for o in await work.tx.occasions.of_case(incident.id) if o.name == "confirm" and not o.done_at]
        if any(o.due_at <= work.now for o in asked):
            return
    if resolved:
        await confirming.ask_confirmation(work, resolved)


async def _waits_anew(work: Work, *, presses_lost: bool) -> None:
    """Who holds a case at the end of a duty and is waited for is waited for anew."""
    for member in (await mustering.of(work)).members.values():
        if member.duty is not None and await duty_room.is_waited_for(work, member.duty):
            await duty_room.wait_anew(work, member, member.duty, presses_lost=presses_lost)
    work.stir(look_for_teams=False)


async def _duties_anew(work: Work) -> None:
    """Who was or would have been asked whether duty goes on has ten minutes again, and is asked again by the clock."""
    for member in (await mustering.of(work)).members.values():
        duty = member.duty
        if duty is None or await duty_room.is_waited_for(work, duty):
            continue
        if not -STILL_THERE < duty.until - work.now <= timedelta(seconds=duty_room.ASK_BEFORE_S):
            continue
        asked = replace(duty, until=work.now + timedelta(seconds=duty_room.ASK_BEFORE_S), asked=duty.asked + 1)
        await work.tx.people.save_duty(asked)
        await duty_room.schedule(work, asked)


async def _tell_what_is_lost(work: Work, since: datetime, until: datetime) -> None:
    zone = work.district.zone
    await telling.tell(work,
        await mustering.captains(work), "gap-messages-lost", begin=f"{since.astimezone(zone):%m-%d %H:%M}",
        end=f"{until.astimezone(zone):%m-%d %H:%M}",
    )  # fmt: skip
