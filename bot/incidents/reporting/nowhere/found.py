"""The location that somebody sent may be only where they stand; and what is asked once it is known where it is."""

from dataclasses import replace
from typing import Any

from bot.cases import changes, kinds
from bot.cases import perform as cases_perform
from bot.cases.buttons import case_button
from bot.cases.case import Actor, Change
from bot.cases.rulebook import Facts
from bot.incidents import asks as incident_asks
from bot.incidents import find, limits
from bot.incidents.orders import orders, support
from bot.incidents.phrases import MISPLACED
from bot.incidents.reporting import duplicates, pieces, reports, which_place
from bot.incidents.reporting.loose import moving_over, saying
from bot.incidents.store import INCIDENTS
from bot.incidents.table import HELD, LIVE, MOVES, OPEN, RESOLVED, STANDS, Incident
from bot.outbox.letters import Button
from bot.places.naming import heard
from bot.places.standing import doors, linking
from bot.places.standing.links import LINKS, How
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.history import Part, Record
from bot.work.work import Work


@action(Right.MEMBER, "reports.lies_elsewhere")
async def lies_elsewhere(work: Work, *, number: int) -> Answer:
    """The location that somebody sent is their own: the case says so, and their next one is that of the case."""
    incident, row = await find.find(work, number), MOVES[which_place.RELOCATE]
    actor = await kinds.actor(work, incident)
    if not actor.parts & row.by:
        raise Refused("not-yours", number=number, move=row.name, state=incident.state)
    if incident.state not in row.start - {RESOLVED}:
        raise Refused("not-now", number=number, move=row.name, state=incident.state)
    kept = await work.tx[INCIDENTS].keep(replace(incident, marks={**incident.marks, STANDS: True}))
    changes.note(work, kept)
    await orders.refresh_all(work, kept)
    await which_place.want(work, kept)
    return answer("lies-elsewhere", number=number, facts_keyboard="location", facts_key=moving_over.KEY)


async def follow(work: Work, change: Change[Incident], facts: Facts) -> None:
    """It is known now where it is: that is asked no more, and what every report is asked at once is asked now."""
    if change.move == which_place.RELOCATE:
        await which_place.asked_no_more(work, change.case.number)
    was_nowhere = change.move == which_place.RELOCATE and change.before.point is None
    incident = await work.tx[INCIDENTS].get(change.case.id) if was_nowhere else None
    if incident is None or incident.point is None or incident.state not in LIVE - {RESOLVED}:
        return
    item = None if incident.item is None else limits.item_of(work, incident)
    new: tuple[str, ...] = ("item",)
    if item is not None:
        new = await duplicates.same_nearby(work, incident.point, item, incident.id) if incident.state == OPEN else ()
    asks = incident_asks.in_order(tuple(dict.fromkeys((*incident.asks, *new))))
    if asks != incident.asks:
        until = reports.asked_until(work, asks)
        changes.note(work, await work.tx[INCIDENTS].keep(replace(incident, asks=asks, asked_until=until)))


async def lost(work: Work, incident: Incident, at: Point) -> bool:
    """The first location that was taken for its own, *at*, was of another report: nobody knows again where it is.

    A team on its way is called back. False where it keeps that location all the same: a team stands there already, and
    hears that it lies elsewhere. One that lies elsewhere by now, or that the one who speaks has no part in, stays.
    """
    actor, live = await kinds.actor(work, incident), LIVE - {RESOLVED}
    if incident.state not in live or incident.point != at or not actor.parts & MOVES[which_place.RELOCATE].by:
        return True
    if incident.state == HELD or any(one.is_open and one.arrived_at for one in incident.assignments):
        await saying.to_teams(work, incident, "location-was-anothers")
        return False
    kept = await _nowhere_again(work, incident, actor)
    for one in kept.support:
        kept = await support.call_off(work, kept, one.team_id, MISPLACED)
    if kept.lead is not None:
        await cases_perform.perform(work, kept, "release", facts=Facts(given={"reason": MISPLACED}))
        kept = await work.tx[INCIDENTS].get(kept.id) or kept
    await orders.refresh_all(work, kept)
    return True


async def _nowhere_again(work: Work, incident: Incident, actor: Actor) -> Incident:
    link, was = await work.tx[LINKS].of_case(incident.id), incident.point
    named = incident.place if link is not None and link.how is not How.NEAR else None
    asks = tuple(one for one in incident.asks if incident_asks.name_of(one) == incident_asks.DANGER)
    nowhere = replace(incident, point=None, place=named, by_hand_only=True, asks=asks, asked_until=None)
    kept = await work.tx[INCIDENTS].keep(nowhere)
    record = Record(
        which_place.RELOCATE,
        incident.state,
        incident.state,
        work.now,
        work.who.user_id or None,
        Part.REPORTER if Part.REPORTER in actor.parts else Part.CAPTAIN,
        work.who.channel,
        facts={"was": [was.lat, was.lon]} if was else {},
    )
    await work.tx.history.add(work.district.id, kept.id, record, work.now)
    if link is not None and link.how is How.NEAR:
        await linking.follow(work, kept, was=was)
    changes.note(work, kept)
    return kept


def key_at(incident: Incident) -> str:
    """What is said when it is known at which place an incident lies that lay nobody knew where: what follows."""
    return f"{_key(incident)}-at"


def _key(incident: Incident) -> str:
    return "place-found" if incident.state == OPEN else "place-set"


def told(work: Work, incident: Incident, place: Any, *others: Button) -> Answer:
    """Its place was set for the first time: what follows, and what it is, where nobody has said that.

    *incident* as it was before.
    """
    key = key_at(incident) if place else _key(incident)
    what = case_button(incident, work.district, "items", "0", key="button-what-is-it")
    asked = ((what,),) if incident.item is None else ()
    return answer(key, (*asked, *((one,) for one in others)), number=incident.number, place=place or "")


async def by_name(work: Work, draft: Draft, text: str) -> Answer | None:
    """A place's name and nothing else, where the place of a case was asked for; of several of that name one is tapped.

    None where it names none, or says more than that; what is said besides in answer to the first question is kept.
    """
    named, is_first = await which_place.named(work, text), bool(draft.data.get(which_place.FIRST))
    is_answer = named is not None and (is_first or not named.rest.strip())
    incident = await which_place.awaits(work, draft) if is_answer else None
    if named is None or incident is None:
        return None
    if named.rest.strip():
        await pieces.noted(work, incident, text)
        incident = await work.tx[INCIDENTS].get(incident.id) or incident
    places = [one for one in named.places if one.point is not None]
    if not places:
        return moving_over.where("report-where-at", name=heard.name(work, named.places[0]))
    if len(places) > 1:
        rows = doors.choices(work, incident.number, places[: which_place.MOST])
        return answer("door-which", rows, number=incident.number, turns=True)
    await which_place.forget(work, draft)
    await which_place.moved(work, incident, places[0], await kinds.actor(work, incident))
    name = heard.name(work, places[0])
    if incident.point is None:
        return told(work, incident, name)
    return answer("place-set-at", number=incident.number, place=name)
