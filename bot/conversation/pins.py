"""A pin comes: a report, an arrival, a correction, or the answer to a question."""

from dataclasses import replace
from datetime import timedelta

from bot.cases import kinds
from bot.cases import perform as cases_perform
from bot.cases.rulebook import Facts
from bot.conversation import questions
from bot.incidents import table as incidents_table
from bot.incidents.orders import arrival
from bot.incidents.reporting import questions as reporting_questions
from bot.incidents.reporting import reports
from bot.incidents.reporting.loose import belonging
from bot.incidents.reporting.nowhere import found as found_where
from bot.incidents.store import INCIDENTS
from bot.incidents.table import AT_THE_SPOT_M, BELONGS_S, CORRECTS_M, ON_SCENE, WITH_TEAM, Incident
from bot.places.naming import landmarks
from bot.places.talk import answers as places_answers
from bot.places.talk import spot as places_spot
from bot.sos import actions as sos_actions
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import pins as work_pins
from bot.work import rights as work_rights
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.features import FEATURES
from bot.work.work import Work

PERHAPS_THERE_M = 1000.0
"""A pin no farther than this from the case that its sender's team is on its way to may have meant the arrival."""


@action(Right.DISTRICT, "reports.pin")
async def pin(
    work: Work, *, point: Point | None, title: str = "", forwarded: bool = False, reply_to: int | None = None
) -> Answer:
    """A location that somebody sent: an arrival of a team on a case, a correction, or a new report."""
    if point is not None and not forwarded and (told := await sos_actions.pin(work, point=point)):
        return told
    if point is not None and (told := await places_answers.point(work, point)):
        return told
    if point is not None and not forwarded and (told := await _to_a_feature(work, point)):
        return told
    work_rights.may_report(work)
    if point is None:
        raise Refused("not-a-position")
    if asked := await questions.point_was_asked_for(work, point):
        return asked
    if not forwarded and (arrived := await _as_arrival(work, point)):
        return arrived
    if second := await _as_correction(work, point):
        return second
    await questions.forget_reasons(work)
    await places_spot.let_be(work)
    elsewhere = await _held_elsewhere(work, point) if not forwarded else None
    asks = (f"arrived:{elsewhere.number}",) if elsewhere else ()
    incident = await reports.open_case(work, point=point, words=title, relayed=forwarded, asks=asks)
    return reports.taken(work, incident, sent=True)


async def _to_a_feature(work: Work, point: Point) -> Answer | None:
    """A location that a feature has asked for."""
    for take in work.at_hand[FEATURES].takes_points:
        if (told := await take(work, point)) is not None:
            return told
    return None


async def _as_arrival(work: Work, point: Point) -> Answer | None:
    """Within 200 m of a case that the sender's team is on its way to, the pin is an arrival by hand."""
    for incident in await _held(work):
        if incident.state not in WITH_TEAM - {ON_SCENE} or incident.point is None:
            continue
        if geo.metres(point, incident.point) <= AT_THE_SPOT_M:
            await arrival.arrive_by_hand(work, incident, point)
            new = await work_pins.keep(work, incident.number, point)
            return answer("arrived-by-pin", buttons=((new,),), number=incident.number)
    return None


async def _held(work: Work) -> list[Incident]:
    team_id = work.who.team_id
    return [] if team_id is None else list(reversed(await work.tx[INCIDENTS].held_by(team_id)))


async def _held_elsewhere(work: Work, point: Point) -> Incident | None:
    """A case that the sender's team is on its way to, farther than 200 m from *point*, but near enough to be meant."""
    on_the_way = [i for i in await _held(work) if i.state in WITH_TEAM - {ON_SCENE} and i.point]
    return next((i for i in on_the_way if i.point and geo.metres(point, i.point) <= PERHAPS_THERE_M), None)


async def _as_correction(work: Work, point: Point) -> Answer | None:
    """A second location of the reporter within two minutes and 50 m corrects the first; the first of all is taken."""
    last = await _reported_just_now(work)
    if last is not None and last.point is None:
        return await questions.relocated(work, last, point)
    if last is None or last.point is None or geo.metres(point, last.point) >= CORRECTS_M:
        return None
    new = await work_pins.keep(work, last.number, point, moves=True)
    actor = await kinds.actor(work, last)
    place = await landmarks.nearest_name(work.tx, work.district, point)
    await cases_perform.perform(
        work, last, "relocate", actor=actor, facts=Facts(given={"point": point, "place": place, "was": last.point})
    )
    await belonging.no_location(work)
    return answer("pin-corrected", buttons=((new,),), number=last.number)


async def _reported_just_now(work: Work) -> Incident | None:
    """Their newest report that may still be corrected: what has been dealt with lies where it lay."""
    since = work.who.said_at - timedelta(seconds=BELONGS_S)
    mine = await work.tx[INCIDENTS].reported_by(work.district.id, work.who.user_id, since)
    correctable = incidents_table.LIVE - {incidents_table.RESOLVED}
    mine = [i for i in mine if i.state in correctable and i.origin_chat_id == work.who.chat_id]
    return mine[-1] if mine else None


@action(Right.MEMBER, "reports.pin_is_new")
async def pin_is_new(work: Work, *, number: int, message_id: int) -> Answer:
    """The pin that was read as an arrival, a correction or the place of a visit was a new report after all."""
    found = await work_pins.kept(work, number, message_id)
    if found is None:
        raise Refused("question-settled", number=number)
    draft, pin = found
    before = await work.tx[INCIDENTS].by_number(work.district.id, number)
    key = "new-case-made"
    if before is not None and pin.get("first"):
        is_settled = await found_where.lost(work, before, Point(pin["lat"], pin["lon"]))
        key = key if is_settled else "new-case-made-other-stays"
    elif before is not None:
        await reporting_questions.take_pin_back(work, number, moved=bool(pin.get("moves")))
    await work.tx.drafts.put(replace(draft, data={k: v for k, v in draft.data.items() if k != str(message_id)}))
    said_at, here = type(work.now).fromisoformat(pin["said_at"]), work.who
    # As if it were sent now, so that what was said with it comes along.
    work.who = replace(here, chat_id=draft.chat_id, message_id=message_id, said_at=said_at)
    incident = await reports.open_case(work, point=Point(pin["lat"], pin["lon"]), asks=())
    work.who = here
    return answer(key, number=incident.number, former=number)
