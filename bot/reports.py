"""Reporting: the pin itself is the report, and no question ever holds it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot import asking, geo, incidents, lookup, moving, pieces, places, preparing, rescue, steps, texts, topic_kinds
from bot.actions import Right, action
from bot.cases.apply import Facts
from bot.cases.case import Record
from bot.cases.moves import Part
from bot.drafts import Draft
from bot.geo import Point
from bot.handbook import Item
from bot.incidents import MOVES, ON_SCENE, WITH_TEAM, Incident, State
from bot.letters import Button
from bot.places import Place
from bot.refused import Refused
from bot.topic_kinds import Kind
from bot.work import QUIET, Answer, Work, answer

BELONGS_S = 120
"""A text or picture of the same person this long before or after a location belongs to it; so does a second pin."""

MOST_WORDS = 1000
"""UTF-16 units of the words that a case is shown with; every text is kept whole as a piece of evidence."""

MOST_PINS = 5
"""So many of a person's last pins in a chat may still turn out to be new cases."""

CORRECTS_M = 50.0
SAME_CASE_M = 50.0
AT_THE_SPOT_M = 200.0


def may_report(work: Work) -> None:
    """Raises Refused for strangers and for those who may only look."""
    if work.who.member is None and not work.who.is_owner:
        raise Refused("not-registered")
    if not work.who.may_act:
        raise Refused("viewer-may-only-look")


@action(Right.REGISTERED, "reports.pin")
async def pin(
    work: Work, *, point: Point | None, title: str = "", forwarded: bool = False, reply_to: int | None = None
) -> Answer:
    """A location that somebody sent: an arrival of a team on a case, a correction, or a new report."""
    if point is not None and not forwarded and (told := await rescue.pin(work, point=point)):
        return told
    may_report(work)
    if point is None:
        raise Refused("not-a-position")
    if asked := await asking.point_was_asked_for(work, point):
        return asked
    if not forwarded and (arrived := await _as_arrival(work, point)):
        return arrived
    if second := await _as_correction(work, point):
        return second
    elsewhere = await _held_elsewhere(work, point) if not forwarded else None
    asks = (f"arrived:{elsewhere.number}",) if elsewhere else ()
    return taken(work, await open_case(work, point=point, words=title, relayed=forwarded, asks=asks))


async def _as_arrival(work: Work, point: Point) -> Answer | None:
    """Within 200 m of a case that the sender's team is on its way to, the pin is an arrival by hand."""
    for incident in await _held(work):
        if incident.state not in WITH_TEAM - {ON_SCENE} or incident.point is None:
            continue
        if geo.metres(point, incident.point) <= AT_THE_SPOT_M:
            await moving.arrive_by_hand(work, incident, point)
            await _keep_pin(work, incident.number, point)
            new = Button("button-new-case", f"pin:{work.district.id}.{incident.number}:new:{work.who.message_id}")
            return answer("arrived-by-pin", buttons=((new,),), number=incident.number)
    return None


async def _held(work: Work) -> list[Incident]:
    team_id = work.who.team_id
    return [] if team_id is None else list(reversed(await work.tx.cases.held_by(team_id)))


async def _held_elsewhere(work: Work, point: Point) -> Incident | None:
    """A case that the sender's team is on its way to, farther than 200 m from *point*."""
    on_the_way = [i for i in await _held(work) if i.state in WITH_TEAM - {ON_SCENE} and i.point]
    return on_the_way[0] if on_the_way else None


async def _keep_pin(work: Work, number: int, point: Point) -> None:
    """Remember a pin that was read as something else than a new case, with the case that it was read for."""
    who = work.who
    before = await work.tx.drafts.get(who.user_id, who.chat_id, "pins")
    pin = {"number": number, "lat": point.lat, "lon": point.lon, "said_at": who.said_at.isoformat()}
    pins = {**(before.data if before else {}), str(who.message_id): pin}
    data = dict(list(pins.items())[-MOST_PINS:])
    await work.tx.drafts.put(Draft(who.user_id, who.chat_id, "pins", work.now, 0, work.district.id, data))


async def _as_correction(work: Work, point: Point) -> Answer | None:
    """A second location of the reporter within two minutes and 50 m corrects the first."""
    last = await _reported_just_now(work)
    if last is None or last.point is None or geo.metres(point, last.point) >= CORRECTS_M:
        return None
    await _keep_pin(work, last.number, point)
    actor = await work.actor(last)
    place = await nearest_place_name(work, point)
    await steps.make(
        work, last, "relocate", actor=actor, facts=Facts(given={"point": point, "place": place, "was": last.point})
    )
    new = Button("button-new-case", f"pin:{work.district.id}.{last.number}:new:{work.who.message_id}")
    return answer("pin-corrected", buttons=((new,),), number=last.number)


async def _reported_just_now(work: Work) -> Incident | None:
    since = work.who.said_at - timedelta(seconds=BELONGS_S)
    mine = await work.tx.cases.reported_by(work.district.id, work.who.user_id, since)
    mine = [i for i in mine if i.state in incidents.LIVE and i.origin_chat_id == work.who.chat_id]
    return mine[-1] if mine else None


async def open_case(
    work: Work,
    *,
    point: Point | None,
    words: str = "",
    item: Item | None = None,
    place: Place | None = None,
    relayed: bool = False,
    source: str | None = None,
    source_ref: str | None = None,
    asks: tuple[str, ...] = (),
    reported_at: Any = None,
) -> Incident:
    """Store a new incident with its number, what belongs to it, and the questions that may still be answered."""
    who, district = work.who, work.district
    earlier = await pieces.waiting(work)
    said = texts.cut(" ".join([*(e.text for e in earlier if e.text), words]).strip(), MOST_WORDS)
    item = item or lookup.recognise(work.book, said)
    asks += await _doubts(work, point)
    if point is not None and item is None:
        asks += ("item",)
    if point is not None and item is not None:
        asks += await _same_nearby(work, point, item, None)
    number = await work.tx.districts.next_number(district.id)
    incident = await work.tx.cases.add(
        Incident(
            district_id=district.id, kind=incidents.KIND, number=number, state=State.OPEN,
            reported_at=min(reported_at or who.said_at, work.now), drill=district.drill, point=point,
            reporter_id=who.user_id, item=item.code if item else None,
            item_version=item.version if item else 0, words=said,
            place=place.name if place else await nearest_place_name(work, point), source=source,
            source_ref=source_ref, relayed=relayed, by_hand_only=point is None, asks=asks,
            asked_until=work.now + timedelta(seconds=work.rules.ask_s) if asks else None,
            origin_chat_id=who.chat_id, origin_message_id=who.message_id,
        )
    )  # fmt: skip
    await _record(work, incident, said)
    await pieces.take_in(work, incident, earlier)
    work.moved[incident.id] = work.touched[incident.id] = incident
    work.stir()
    await work.card(incident)
    return incident


def taken(work: Work, incident: Incident) -> Answer:
    """What the reporter is told. In the group the card says it, unless it comes in another topic than they wrote in."""
    if work.who.in_private:
        return answer("report-taken", number=incident.number)
    thread = topic_kinds.kept(work.district).get(Kind.INCIDENT)
    if thread is None or thread == work.who.thread or work.who.chat_id != work.district.chat_id:
        return QUIET
    return answer("report-taken-there", number=incident.number, place=topic_kinds.place(work.district, thread))


async def _record(work: Work, incident: Incident, said: str) -> None:
    facts: dict[str, object] = {"item": incident.item, "relayed": incident.relayed}
    if incident.point:
        facts["point"] = [incident.point.lat, incident.point.lon]
    record = Record(
        "report", "", incident.state, incident.reported_at, work.who.user_id, "reporter", work.who.channel, facts=facts
    )
    await work.tx.history.add(work.district.id, incident.id, record, work.now, said or None)


async def _doubts(work: Work, point: Point | None) -> tuple[str, ...]:
    """Where the point lies outside the area: the shifted point if that fits, else the plain question."""
    area = work.district.bounds
    shifted = geo.from_gcj(point) if point else None
    person_shifts = bool(work.who.member) and await work.tx.kept.get(f"shifted:{work.who.user_id}")
    if point is None or area is None or shifted is None:
        return ()
    if not area.contains(point) and area.contains(shifted):
        return (f"shifted:{shifted.lat:.6f},{shifted.lon:.6f}",)
    if person_shifts and area.contains(shifted):
        return (f"shifted:{shifted.lat:.6f},{shifted.lon:.6f}",)
    return () if area.contains(point) else ("outside",)


async def _same_nearby(work: Work, point: Point, item: Item, own: int | None) -> tuple[str, ...]:
    """Another live case of the same item within 50 m: *same* or *new*."""
    for other in reversed(await work.tx.cases.live(work.district.id)):
        if other.id == own or other.item != item.code or other.point is None or other.state == State.RESOLVED:
            continue
        if geo.metres(point, other.point) <= SAME_CASE_M:
            return (f"same:{other.number}",)
    return ()


async def nearest_place_name(work: Work, point: Point | None) -> str | None:
    """The nearest registered place within 500 m, by name; None where none is near."""
    if point is None:
        return None
    near = places.nearest_place(point, await work.tx.places.all(work.district.id))
    return near.place.name if near is not None and near.metres <= 500 else None


# --- answers to the questions on a card


@action(Right.MEMBER, "reports.set_item")
async def set_item(work: Work, *, number: int, code: str) -> Answer:
    """The answer to *what is it*, or a later correction: limits count from the report's time again."""
    incident = await moving.find(work, number)
    item = work.book.item(code)
    if item.retired:
        raise Refused("item-retired", item=item.named)
    actor = await work.actor(incident)
    if incident.item == item.code and "item" not in incident.asks:
        raise Refused("already-that-item", number=number)
    changed = await steps.make(
        work, incident, "recategorise", actor=actor, facts=Facts(given={"item": code, "item_version": item.version})
    )
    if changed.state == State.OPEN and changed.point is not None:
        same = await _same_nearby(work, changed.point, item, changed.id)
        asks = (*changed.asks, *same)
        until = work.now + timedelta(seconds=work.rules.ask_s) if same else changed.asked_until if asks else None
        changed = await work.tx.cases.keep(replace(changed, asks=asks, asked_until=until))
        work.moved[changed.id] = changed
        work.stir()
    return answer("item-set", number=number, item=item.named)


@action(Right.MEMBER, "reports.settle_question")
async def settle_question(work: Work, *, number: int, ask: str, choice: str) -> Answer:
    """A tap on *same/new*, *correct it/keep*, *arrived/new*, *not a case*."""
    incident = await moving.find(work, number)
    actor = await work.actor(incident)
    if not actor.parts & ANSWERS.get(ask, MOVES["recategorise"].by):
        raise Refused("not-yours", number=number, move="recategorise", state=incident.state)
    open_ask = next((a for a in incident.asks if a.partition(":")[0] == ask), None)
    if open_ask is None or ask not in _YES:
        raise Refused("question-settled", number=number)
    value = open_ask.partition(":")[2]
    asks = tuple(a for a in incident.asks if a != open_ask)
    incident = await work.tx.cases.keep(
        replace(incident, asks=asks, asked_until=incident.asked_until if asks else None)
    )
    work.moved[incident.id] = incident
    work.stir()
    if choice == "yes":
        return await _YES[ask](work, incident, value, actor)
    await work.card(incident)
    return answer("kept-as-it-is", number=number)


async def _yes_same(work: Work, incident: Incident, value: str, actor: Any) -> Answer:
    """The same as another live case: what was sent follows to that one, and this number ends as merged."""
    other = await moving.find(work, int(value))
    await preparing.merge_into(work, incident, other, by_reporter=True)
    return answer("merged-into", number=incident.number, into=other.number)


async def _yes_shifted(work: Work, incident: Incident, value: str, actor: Any) -> Answer:
    lat, lon = map(float, value.split(","))
    point = Point(lat, lon)
    place = await nearest_place_name(work, point)
    await work.tx.kept.put(f"shifted:{work.who.user_id}", True)
    await steps.make(work, incident, "relocate", actor=actor, facts=Facts(given={"point": point, "place": place}))
    return answer("pin-shifted", number=incident.number)


async def _yes_arrived(work: Work, incident: Incident, value: str, actor: Any) -> Answer:
    """It was no new report but an arrival at the case that the team is on."""
    held = await moving.find(work, int(value))
    if incident.point is not None:
        await moving.arrive_by_hand(work, held, incident.point, reason="pin")
    await steps.make(work, incident, "cancel", actor=actor, facts=Facts(given={"reason": "was an arrival"}))
    return answer("arrived-by-pin", number=held.number)


async def _yes_outside(work: Work, incident: Incident, value: str, actor: Any) -> Answer:
    await steps.make(work, incident, "cancel", actor=actor, facts=Facts(given={"reason": "outside the area"}))
    return answer("not-a-case-done", number=incident.number)


ANSWERS = {ask: frozenset({Part.REPORTER, Part.CAPTAIN}) for ask in ("same", "arrived", "outside")}
"""Who may answer a question that may end the case; the others are for whoever may correct it."""

_YES = {"same": _yes_same, "shifted": _yes_shifted, "arrived": _yes_arrived, "outside": _yes_outside}


@action(Right.MEMBER, "reports.not_a_case")
async def not_a_case(work: Work, *, number: int) -> Answer:
    """*Not a case*: the reporter takes a pin back."""
    incident = await moving.find(work, number)
    actor = await work.actor(incident)
    await steps.make(work, incident, "cancel", actor=actor, facts=Facts(given={"reason": "not a case"}))
    return answer("not-a-case-done", number=number)


@action(Right.MEMBER, "reports.pin_is_new")
async def pin_is_new(work: Work, *, number: int, message_id: int) -> Answer:
    """The pin that was read as an arrival or a correction was a new report after all."""
    chats = dict.fromkeys((work.who.chat_id, work.district.chat_id))
    drafts = [await work.tx.drafts.get(work.who.user_id, chat_id, "pins") for chat_id in chats]
    draft = next((d for d in drafts if d and d.district_id == work.district.id and str(message_id) in d.data), None)
    pin = draft.data[str(message_id)] if draft else None
    if draft is None or pin is None or pin["number"] != number:
        raise Refused("question-settled", number=number)
    await asking.take_pin_back(work, number)
    await work.tx.drafts.put(replace(draft, data={k: v for k, v in draft.data.items() if k != str(message_id)}))
    said_at = type(work.now).fromisoformat(pin["said_at"])
    incident = await open_case(work, point=Point(pin["lat"], pin["lon"]), asks=(), reported_at=said_at)
    return answer("new-case-made", number=incident.number)
