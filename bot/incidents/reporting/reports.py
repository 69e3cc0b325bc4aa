"""Reporting: the pin itself is the report, and no question ever holds it."""

from datetime import datetime, timedelta

from bot.cases import changes
from bot.cases.buttons import case_button
from bot.handbook.model import Item
from bot.incidents import asks as incident_asks
from bot.incidents import table
from bot.incidents.orders import orders
from bot.incidents.reporting import danger, duplicates, pieces
from bot.incidents.reporting.loose import belonging, moving_over
from bot.incidents.store import INCIDENTS
from bot.incidents.table import MOST_WORDS, Incident, State
from bot.outbox import topics as outbox_topics
from bot.outbox.topics import Kind
from bot.places.register import Place
from bot.places.standing import doors, linking
from bot.places.standing.linking import Spot
from bot.values import geo, texts
from bot.values.geo import Point
from bot.work.answer import QUIET, Answer, answer
from bot.work.history import Record, by_program
from bot.work.work import Work


async def open_case(
    work: Work,
    *,
    point: Point | None,
    words: str = "",
    item: Item | None = None,
    place: Place | Spot | None = None,
    relayed: bool = False,
    source: str | None = None,
    source_ref: str | None = None,
    asks: tuple[str, ...] = (),
    also: tuple[int, ...] = (),
) -> Incident:
    """Store a new incident with its number, what belongs to it, and the questions that may still be answered.

    *place* is the one that its text names; a Spot says how else it is known. *also* are pieces that are known to be of
    it.
    """
    who, district = work.who, work.district
    earlier = await belonging.before_location(work, words, also)
    said = texts.cut(earlier.words(words), MOST_WORDS)
    judged = danger.judge(work, said)
    item = danger.item_of(work, said, judged, item)
    doubt = judged if said else danger.perhaps(work, await belonging.cry_before(work))
    asks = incident_asks.in_order((*asks, *danger.ask(work, doubt, item), *await _asked(work, point, item)))
    spot = await _spot(work, point, said, place)
    number = await work.tx.districts.next_number(district.id)
    incident = await work.tx[INCIDENTS].add(
        Incident(
            district_id=district.id,
            kind=table.KIND,
            number=number,
            state=State.OPEN,
            reported_at=min(who.said_at, work.now),
            drill=district.drill,
            point=point,
            reporter_id=who.user_id or None,
            program_id=who.program_id,
            item=item.code if item else None,
            item_version=item.version if item else 0,
            words=said,
            place=linking.called(work, spot.place) or spot.name,
            source=source,
            source_ref=source_ref,
            relayed=relayed,
            by_hand_only=point is None,
            asks=asks,
            asked_until=asked_until(work, asks),
            origin_chat_id=who.chat_id or None,
            origin_message_id=who.message_id,
            marks=({pieces.TALK: list(earlier.talk)} if earlier.talk else {})
            | ({table.DOOR: spot.code} if spot.place is not None else {}),
        )
    )
    await linking.begin(work, incident, spot)
    await _record(work, incident, said, spot)
    await pieces.take_in(work, incident, earlier.loose)
    await moving_over.give(work, incident, earlier.former)
    changes.note(work, incident, touched=True)
    work.stir()
    await orders.card(work, incident)
    return incident


def asked_until(work: Work, asks: tuple[str, ...]) -> datetime | None:
    """How long questions that are asked from now on may hold the sending of a team; None for none that does."""
    return work.now + timedelta(seconds=work.rules.ask_s) if incident_asks.holding(asks) else None


async def _spot(work: Work, point: Point | None, said: str, place: Place | Spot | None) -> Spot:
    """At which place it is: the one that is known, else what stands at the point."""
    if isinstance(place, Spot):
        return place
    return linking.by_name(place) if place is not None else await linking.look(work, point, said)


async def _asked(work: Work, point: Point | None, item: Item | None) -> tuple[str, ...]:
    """What the place and the item leave open; nothing of a report whose place is still to come."""
    if point is None:
        return ()
    about_item = await duplicates.same_nearby(work, point, item, None) if item is not None else ("item",)
    return (*await _doubts(work, point), *about_item)


def taken(work: Work, incident: Incident, *, sent: bool = False) -> Answer:
    """What the reporter is told. In the group the card says it, unless it comes in another topic than they wrote in.

    Who *sent* a location in private may only stand there: one tap says so.
    """
    if work.who.in_private:
        beside = doors.beside(work, incident)
        stands = case_button(incident, work.district, "elsewhere", key="button-elsewhere")
        rows = ((stands,),) if sent and not incident.relayed else ()
        if beside:
            rows = (*beside, *rows)
            return answer("report-taken-door", rows, number=incident.number, place=incident.place, turns=True)
        return answer("report-taken", rows, number=incident.number)
    thread = outbox_topics.kept(work.district).get(Kind.INCIDENT)
    if thread is None or thread == work.who.thread or work.who.chat_id != work.district.chat_id:
        return QUIET
    return answer("report-taken-there", number=incident.number, place=outbox_topics.place(work.district, thread))


async def _record(work: Work, incident: Incident, said: str, spot: Spot) -> None:
    who = work.who
    facts = {"item": incident.item, "relayed": incident.relayed, **by_program(who.program_id)}
    if spot.place is not None:
        facts |= {"code": spot.code, "at": linking.called(work, spot.place)}
    if incident.point:
        facts["point"] = [incident.point.lat, incident.point.lon]
    record = Record(
        "report", "", incident.state, incident.reported_at, who.user_id or None, "reporter", who.channel, facts=facts
    )
    await work.tx.history.add(work.district.id, incident.id, record, work.now, said or None)


async def _doubts(work: Work, point: Point) -> tuple[str, ...]:
    """Where the point lies outside the area: the shifted point if that fits, else the plain question.

    Whose points were shifted before is asked about the shifted one wherever that lies in the area.
    """
    area = work.district.bounds
    if area is None:
        return ()
    is_inside, shifted = area.contains(point), geo.from_gcj(point)
    who = work.who
    if not work.district.land.shifted:
        return () if is_inside else ("outside",)
    if is_inside and not await work.tx.kept.get(incident_asks.shifts_of(who.user_id, who.program_id)):
        return ()
    if area.contains(shifted):
        return (f"shifted:{shifted.lat:.6f},{shifted.lon:.6f}",)
    return () if is_inside else ("outside",)
