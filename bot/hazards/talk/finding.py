"""A hazard found on the spot: at a place that is named, near, or that of the case at hand; by an auxiliary a clue."""

from collections.abc import Sequence
from typing import Any

from bot.cases import kinds
from bot.cases.case import Case
from bot.cases.kinds import KINDS
from bot.hazards import actions, facts, marks, moving, parts, told
from bot.hazards.table import CLUE, RECTIFIED, Hazard, Severity
from bot.hazards.talk import said, show
from bot.outbox.letters import Button
from bot.places import codes, finding
from bot.places.kinds import kinds as place_kinds
from bot.places.register import PLACES, Place
from bot.places.standing import linking
from bot.places.talk import press
from bot.places.talk import spot as places_spot
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.answer import Answer, answer, listed
from bot.work.drafts import Draft
from bot.work.findings import Finding
from bot.work.work import Work

DRAFT = "hazard-new"
"""The question what it is: *code* of the place, *incident* id of the case in which it was found (None: in none)."""

NEAR_M = 30.0
MOST_LOOKS = 4
"""So many re-checks stand under the card of a place."""


def may_find(work: Work) -> None:
    """Raises Refused for strangers and for those who may only look."""
    if work.who.member is None:
        raise Refused("not-registered")
    if not work.who.may_act and not work.who.is_of_body:
        raise Refused("viewer-may-only-look")


async def begin(work: Work, text: str, *, reply_to: int | None = None, point: Point | None = None) -> Answer:
    """``/hazard PLACE WORDS``; in reply to a location, or at a case's place, the words alone."""
    may_find(work)
    place, incident_id = await _replied(work, reply_to, point)
    words = text
    if place is None:
        named = await finding.named(work.tx, work.district.id, text, await places_spot.here(work))
        if named is not None and len(named.places) > 1:
            raise Refused("hazard-which-place", names=listed(f"{one.name} ({one.code})" for one in named.places[:5]))
        place, words = (named.places[0], named.rest) if named is not None else (None, text)
    if place is None:
        place, incident_id = await _at_hand(work)
    if place is None:
        raise Refused("hazard-where-is-it")
    return await at(work, place, words, incident_id=incident_id)


async def _replied(work: Work, reply_to: int | None, point: Point | None) -> tuple[Place | None, int | None]:
    if point is not None:
        return await _nearest(work, point), None
    posting = await work.tx.outbox.posting(work.who.chat_id, reply_to) if reply_to is not None else None
    if posting is None or posting.case_id is None or posting.district_id != work.district.id:
        return None, None
    return await linking.place_of(work, posting.case_id), posting.case_id


async def _nearest(work: Work, point: Point) -> Place | None:
    near = await work.tx[PLACES].near(work.district.id, point, NEAR_M, 1)
    return near[0].place if near else None


async def _at_hand(work: Work) -> tuple[Place | None, int | None]:
    """The place of the one case that the team holds, else where who speaks stands."""
    team_id = work.who.team_id
    held = [
        case
        for kind in (work.at_hand[KINDS] if team_id is not None else ())
        for case in await work.tx[kind.store].held_by(team_id)
    ]
    if len(held) == 1 and (place := await linking.place_of(work, held[0].id)) is not None:
        return place, held[0].id
    here = await places_spot.here(work)
    return (await _nearest(work, here) if here is not None else None), None


async def at(work: Work, place: Place, text: str, *, incident_id: int | None = None) -> Answer:
    """What was found at *place*, in words; without any they are asked for."""
    may_find(work)
    new = said.found(text)
    if not texts.line(new.title):
        return await ask(work, place, incident_id)
    return await _made(work, place, new, incident_id)


async def ask(work: Work, place: Place, incident_id: int | None) -> Answer:
    """What is it? The next words say so."""
    may_find(work)
    member = work.who.member
    chat_id = work.who.user_id if member is not None and member.private_open else work.who.chat_id
    data = {"code": place.code, "incident": incident_id}
    await work.tx.drafts.put(Draft(work.who.user_id, chat_id, DRAFT, work.now, 0, work.district.id, data))
    return answer("hazard-what", alert=work.who.channel == "button", place=place.name)


async def answered(work: Work, draft: Draft, text: str) -> Answer | None:
    """The words that were asked for (``Feature.answers``)."""
    await work.tx.drafts.drop(draft)
    place = await moving.place_there(work, str(draft.data["code"]))
    return await at(work, place, text, incident_id=draft.data["incident"])


async def _made(work: Work, place: Place, read: said.Found, incident_id: int | None) -> Answer:
    is_firm = place_kinds.is_firm(work.district, place) is not False
    clue = is_firm and not await parts.speaks_certified(work)
    own = await parts.mine_certified(work)
    new = Finding(
        place.code,
        texts.plain(read.title),
        str(read.severity or Severity.MINOR),
        work.who.user_id,
        work.who.said_at,
        body=own[0].body if own else "",
        hours=read.hours if own else None,
        incident_id=incident_id,
    )
    hazard = await actions.found(work, new, clue=clue)
    return await _answer(work, hazard, asks_severity=read.severity is None)


async def _answer(work: Work, hazard: Hazard, *, asks_severity: bool) -> Answer:
    """What was made of it, and what comes next: how bad, until when, a photo."""
    key = "hazard-clue-made" if hazard.state == CLUE else "hazard-found"
    ask: Any = {"word": "hazard-how-bad"} if asks_severity else ""
    made = answer(key, await show.buttons(work, hazard), ask=ask, **await facts.of(work, hazard))
    return told.in_private(work, hazard, made)


# --- offered elsewhere


async def place_offer(work: Work, place: Place) -> Sequence[Button]:
    """What waits there for a look of whoever speaks, then *hazard*, under a place's card (``Feature.place_offers``)."""
    again = await _to_look_at(work, place)
    if not place.is_there or not (work.who.may_act or work.who.is_of_body):
        return again
    data = f"hazard:{work.district.id}.0:at:{press.packed(place.code)}"
    return [*again, Button("button-hazard-new", data)] if data.isascii() and len(data) <= press.MOST else again


async def _to_look_at(work: Work, place: Place) -> list[Button]:
    """The re-checks of a place that whoever speaks may do: they stand at its door, and have not to look for them."""
    found = await marks.open_at(work, place.code) if work.who.user_id and work.who.member else []
    waits = [one for one in found if one.state == RECTIFIED and not one.must_not_open]
    may = [one for one in waits if work.who.user_id in {who.user_id for who in await parts.may_look_again(work, one)}]
    shown = [(one, told.button(work, one, "show")) for one in may[:MOST_LOOKS]]
    return [Button("button-hazard-look", button.data, {"number": one.number}) for one, button in shown]


async def case_offer(work: Work, case: Case, code: str) -> Sequence[Button]:
    """*Hazard*, on the order and the whole of a case at a place (``Feature.case_offers``), for all who may find one."""
    only_looks = work.who.user_id and not (work.who.may_act or work.who.is_of_body)
    if not code or only_looks:
        return ()
    return (Button("button-hazard-new", f"hazard:{work.district.id}.{case.number}:case"),)


async def of_place(work: Work, code: str) -> Answer:
    """The button under a place's card."""
    return await ask(work, await moving.place_there(work, codes.unpacked(code)), None)


async def of_case(work: Work, number: int) -> Answer:
    """The button on a case's order: at its place."""
    case = await kinds.by_number(work, number)
    place = await linking.place_of(work, case.id) if case is not None else None
    if case is None or place is None:
        raise Refused("hazard-where-is-it")
    return await ask(work, place, case.id)
