"""Moves that people ask for: find the case, see what the move still needs, make it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.cases import changes, kinds
from bot.cases import perform as cases_perform
from bot.cases.rulebook import Facts
from bot.incidents import activity, find, hours, unsafe, wishes
from bot.incidents.closing import officers
from bot.incidents.orders import pulling, signs, support
from bot.incidents.requests import before, needs, replies
from bot.incidents.requests.wish import Wish
from bot.incidents.store import INCIDENTS
from bot.incidents.table import MOVES, OPEN, Incident
from bot.values import formats, spoken_time
from bot.values.refused import Refused
from bot.work import mustering
from bot.work import rights as work_rights
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Part
from bot.work.work import Work

RESERVABLE = frozenset({"accept", "arrive", "resolve", "take"})
"""Moves that an item may reserve for officers, by themselves or with what they imply."""


RADIOED = frozenset({"accept", "decline", "arrive", "resolve"})
"""Moves of a team that a captain makes on its behalf, where there is one."""


@action(Right.MEMBER, "moving.move")
async def move(
    work: Work,
    *,
    name: str,
    number: int | None = None,
    reply_to: int | None = None,
    facts: dict[str, Any] | None = None,
    team: str | int | None = None,
    text: str = "",
    on_behalf: int | None = None,
) -> Answer:
    """Make the move *name*. *team* is a name or id, *text* the free words after the number (reason, note, time).

    *on_behalf* is the team that a captain named (radio); without it the lead's, unless theirs has a part in the case.
    """
    work_rights.may_report(work)
    incident = await find.case_meant(work, number, reply_to, name)
    await signs.of_life(work)
    incident = await work.tx[INCIDENTS].get(incident.id) or incident
    await activity.note_activity(work, incident)
    speaking_for = on_behalf or speaks_for(work, incident, name)
    actor = await kinds.actor(work, incident, for_team=speaking_for)
    if work.who.is_captain and name in RADIOED and incident.lead is None and incident.state == OPEN:
        raise Refused("no-team-yet", number=incident.number)
    wish = Wish(name, incident, actor, dict(facts or {}), text=text)
    wish.team_id = await mustering.team_named(work, team) if team is not None else None
    await _read_time(work, wish)
    if wish.name in MOVES and not actor.parts & MOVES[wish.name].by and Part.SUPPORT in actor.parts:
        return await _support(work, wish)
    if name in RESERVABLE:
        await officers.must_be_allowed(work, incident, name, actor.on_behalf_of or work.who.team_id)
    if name in MOVES:
        await needs.fill(work, wish, MOVES[name])
    if wish.done is None and (first := before.BEFORE.get(name)):
        await first(work, wish)
    if wish.done is not None:
        return wish.done
    wish.facts.setdefault("recorded_at", work.now)
    given = Facts(at=wish.at, team_id=wish.team_id, given=wish.facts)
    after = await cases_perform.perform(work, wish.incident, wish.name, actor=wish.actor, facts=given, text=wish.text)
    return await replies.said(work, wish, after)


def speaks_for(work: Work, incident: Incident, name: str) -> int | None:
    """A captain may make any team's move (radio): the lead's, where the captain is no member of it."""
    lead = None if incident.of_team(work.who.team_id or 0) else incident.lead
    only_lead = name in MOVES and not MOVES[name].by & {Part.CAPTAIN}
    return lead.team_id if work.who.is_captain and lead and lead.team_id != work.who.team_id and only_lead else None


async def _read_time(work: Work, wish: Wish) -> None:
    """When it happened: ``at 14:05`` at the end of the words, else when a message that came late was written.

    Both are kept beside the time of the record. Who writes in time has put nothing back, however late it comes.
    """
    last = await work.tx.history.last_move_at(wish.incident.id)
    wish.at = hours.said_when(work, last)
    if wish.at is not None:
        wish.facts.setdefault("recorded_at", wish.at)
    if not wish.text:
        return
    said = spoken_time.read(wish.text, now=work.now, zone=work.district.zone, not_before=last)
    if said is not None:
        wish.at, wish.text = said.at, said.rest


@action(Right.CAPTAIN, "moving.pull")
async def take_over(work: Work, *, number: int, team_id: int) -> Answer:
    """A captain's tap on a team of a lesser case."""
    incident = await find.find(work, number)
    await pulling.pull(work, incident, team_id, await kinds.actor(work, incident))
    return answer("pulled", number=number)


@action(Right.CAPTAIN, "moving.seen")
async def mark_order_seen(work: Work, *, number: int) -> Answer:
    """我来, 知道了: the captain takes it, which the others see; silent for 30 minutes."""
    incident = await find.find(work, number)
    taken = wishes.taken_by(incident, work.now)
    if taken is not None and taken != work.who.user_id:
        member = (await mustering.of(work)).members.get(taken)
        return answer("matter-taken-already", alert=True, number=number, by=member.name if member else str(taken))
    marks = {**incident.marks, wishes.TAKEN: work.who.user_id}
    silenced = replace(incident, silenced_until=work.now + timedelta(minutes=30), marks=marks)
    kept = await work.tx[INCIDENTS].keep(silenced)
    changes.note(work, kept, touched=True)
    await activity.note_activity(work, kept)
    return answer("matter-taken", number=number, minutes=30)


async def _support(work: Work, wish: Wish) -> Answer:
    """Support accepts, arrives and leaves by itself; only the lead's row moves the case."""
    team_id = work.who.team_id
    if team_id is None or wish.name not in {"accept", "arrive", "decline", "resolve"}:
        raise Refused("lead-only", number=wish.incident.number)
    if wish.name == "decline" and wish.facts.get("reason") == unsafe.UNSAFE:
        wish.incident = await support.warn(work, wish.incident, team_id, wish.text)
    await support.support_step(work, wish.incident, team_id, wish.name, wish.at or work.now)
    after = await work.tx[INCIDENTS].get(wish.incident.id) or wish.incident
    said = answer("support-step", number=wish.incident.number, move=formats.move_word(wish.name))
    return replies.with_next(work, said, after)
