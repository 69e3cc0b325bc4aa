"""What is asked of who reported, and what follows from the answer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.cases import changes, kinds
from bot.cases import perform as cases_perform
from bot.cases.buttons import case_button
from bot.cases.rulebook import Facts
from bot.handbook.model import Item
from bot.handbook.versions import BOOK
from bot.incidents import activity, find
from bot.incidents import asks as incident_asks
from bot.incidents.limits import severity_of
from bot.incidents.orders import arrival, orders
from bot.incidents.reporting import danger, duplicates, merging, reasons, which_place
from bot.incidents.store import INCIDENTS
from bot.incidents.table import MOVES, ON_SCENE, Incident, State
from bot.outbox.letters import Button
from bot.places.naming import landmarks
from bot.values import formats
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.history import Part
from bot.work.work import Work

MOST_LOOKED_AT = 20
"""Among so many of the last corrections of the place is the one that a pin made."""


def item_buttons(work: Work, incident: Incident, page: int = 0) -> tuple[tuple[Button, ...], ...]:
    """All items as buttons, eight a page."""
    items = list(work.at_hand[BOOK].items)
    chunk = items[page * 8 : page * 8 + 8]
    rows = [(item_button(work, incident, item),) for item in chunk]
    more = (page + 1) % ((len(items) + 7) // 8)
    rows.append((case_button(incident, work.district, "items", str(more), key="button-more"),))
    return tuple(rows)


def item_button(work: Work, incident: Incident, item: Item) -> Button:
    """One item as the answer to *what is it*."""
    button = case_button(incident, work.district, "item", item.code, key="button-item")
    return replace(button, facts={"item": item.short})


async def take_pin_back(work: Work, number: int, *, moved: bool = False) -> None:
    """Undo what a pin was first read as: the arrival, or, where it *moved* the case, that; a case that is over stays.

    So it does where the one who speaks has no part in it any more.
    """
    incident = await find.find(work, number)
    actor = await kinds.actor(work, incident)
    if incident.state not in MOVES["relocate"].start or not actor.parts & MOVES["relocate"].by:
        return
    lead = incident.lead
    if not moved and lead and lead.team_id == work.who.team_id and incident.state == ON_SCENE:
        ready = await work.tx[INCIDENTS].keep(replace(incident, undo_move="arrive", undo_state="accepted"))
        await cases_perform.perform(work, ready, "undo", actor=actor)
        return
    for row in await work.tx.history.newest(incident.id, ("relocate",), MOST_LOOKED_AT):
        was = row.record.facts.get("was")
        if isinstance(was, list | tuple):
            point = Point(float(was[0]), float(was[1]))
            place = await landmarks.nearest_name(work.tx, work.district, point)
            given = Facts(given={"point": point, "place": place})
            await cases_perform.perform(work, incident, "relocate", actor=actor, facts=given)
            return


async def want_decline_reason(work: Work, incident: Incident) -> None:
    """Why do they decline? Besides the six buttons the next words in the chat where they see these are the answer."""
    who = work.who
    held = incident.of_team(who.team_id or 0)
    is_private = who.in_private or bool(who.member and who.member.private_open)
    data = {"number": incident.number, "move": "decline", "stage": held.stage if held else None}
    chat_id = who.user_id if is_private else who.chat_id
    await work.tx.drafts.put(Draft(who.user_id, chat_id, "reason", work.now, 0, work.district.id, data))


async def still_asked(work: Work, draft: Draft) -> bool:
    """Whether the team stands where it stood when asked: who has accepted or was passed over declines no more."""
    incident = await find.find(work, int(draft.data["number"]))
    held = incident.of_team(work.who.team_id or 0)
    return bool(draft.data["stage"] == (held.stage if held else None))


@action(Right.MEMBER, "asking.ask_reason")
async def ask_reason(work: Work, *, number: int, name: str) -> Answer:
    """A button whose move wants a reason in words: the next text of this person is the reason."""
    incident = await find.find(work, number)
    actor = await kinds.actor(work, incident)
    row = MOVES[name]
    if not row.by & actor.parts:
        raise Refused("not-yours", number=number, move=name, state=incident.state)
    if incident.state not in row.start:
        raise Refused("not-now", number=number, move=name, state=incident.state)
    await activity.note_activity(work, incident)
    usual = await _usual_reasons(work, name)
    data = {"number": number, "move": name, "reasons": usual}
    who, district = work.who, work.district
    await work.tx.drafts.put(Draft(who.user_id, who.chat_id, "reason", work.now, 0, district.id, data))
    buttons = tuple(
        (replace(case_button(incident, district, "why", str(n), key="button-reason"), facts={"reason": reason}),)
        for n, reason in enumerate(usual)
    )
    key = "reason-which-or" if buttons else "reason-which"
    return answer(key, buttons, turns=bool(buttons), number=number, move=formats.move_word(name))


async def _usual_reasons(work: Work, move: str) -> list[str]:
    """What captains of the district gave most often lately as the reason of *move*."""
    if move not in reasons.LEARNT:
        return []
    given = await work.tx.history.last_facts(work.district.id, move, Part.CAPTAIN, reasons.LOOKED_AT)
    return reasons.usual(move, given)


@action(Right.REGISTERED, "looks.items")
async def items(work: Work, *, number: int, page: int) -> Answer:
    """*More*: all items, eight a page."""
    incident = await find.find(work, number)
    return answer("item-which", buttons=item_buttons(work, incident, page), turns=True, number=number)


# --- answers to the questions on a card


@action(Right.MEMBER, "reports.set_item")
async def set_item(work: Work, *, number: int, code: str) -> Answer:
    """The answer to *what is it*, or a later correction: limits count from the report's time again."""
    incident = await find.find(work, number)
    item = work.at_hand[BOOK].item(code)
    if item.retired:
        raise Refused("item-retired", item=item.named)
    actor = await kinds.actor(work, incident)
    if incident.item == item.code and "item" not in incident.asks:
        raise Refused("already-that-item", number=number)
    changed = await cases_perform.perform(
        work, incident, "recategorise", actor=actor, facts=Facts(given={"item": code, "item_version": item.version})
    )
    changed = await work.tx[INCIDENTS].get(changed.id) or changed
    if changed.state == State.OPEN and changed.point is not None:
        same = await duplicates.same_nearby(work, changed.point, item, changed.id)
        asks = incident_asks.in_order((*changed.asks, *same))
        until = work.now + timedelta(seconds=work.rules.ask_s) if same else changed.asked_until if asks else None
        changed = await work.tx[INCIDENTS].keep(replace(changed, asks=asks, asked_until=until))
        changes.note(work, changed)
        work.stir()
    return answer("item-set", number=number, item=item.named)


@action(Right.MEMBER, "reports.settle_question")
async def settle_question(work: Work, *, number: int, ask: str, choice: str) -> Answer:
    """A tap on *same/new*, *correct it/keep*, *arrived/new*, *not a case*, or on one of several places."""
    incident = await find.find(work, number)
    actor = await kinds.actor(work, incident)
    if not actor.parts & ANSWERS.get(ask, MOVES["recategorise"].by):
        raise Refused("not-yours", number=number, move="recategorise", state=incident.state)
    open_ask = next((a for a in incident.asks if a.partition(":")[0] == ask), None)
    if open_ask is None or ask not in {*_YES, incident_asks.PLACE}:
        raise Refused("question-settled", number=number)
    if ask == incident_asks.PLACE:
        return await which_place.answered(work, incident, choice, actor)
    value = open_ask.partition(":")[2]
    asks = tuple(a for a in incident.asks if a != open_ask)
    incident = await work.tx[INCIDENTS].keep(
        replace(incident, asks=asks, asked_until=incident.asked_until if asks else None)
    )
    changes.note(work, incident)
    work.stir()
    if choice == "yes":
        return await _YES[ask](work, incident, value, actor)
    if ask == incident_asks.DANGER:
        incident = await danger.denied(work, incident)
    await orders.card(work, incident)
    return answer("kept-as-it-is", number=number)


async def _yes_same(work: Work, incident: Incident, value: str, actor: Any) -> Answer:
    """The same as another live case: what was sent follows to that one, and this number ends as merged."""
    other = await find.find(work, int(value))
    await merging.merge_into(work, incident, other, by_reporter=True)
    return answer("merged-into", number=incident.number, into=other.number)


async def _yes_danger(work: Work, incident: Incident, value: str, actor: Any) -> Answer:
    """Somebody is in danger: the case is critical from now on, whatever severity a captain set before."""
    item = work.at_hand[BOOK].item(incident_asks.item_in_danger(value))
    given: dict[str, Any] = {"item": item.code, "item_version": item.version}
    if severity_of(incident, item) != "critical":
        given["severity"] = None if item.severity == "critical" else "critical"
    await cases_perform.perform(work, incident, "recategorise", actor=actor, facts=Facts(given=given))
    return answer("item-set", number=incident.number, item=item.named)


async def _yes_shifted(work: Work, incident: Incident, value: str, actor: Any) -> Answer:
    lat, lon = map(float, value.split(","))
    point = Point(lat, lon)
    place = await landmarks.nearest_name(work.tx, work.district, point)
    await work.tx.kept.put(incident_asks.shifts_of(incident.reporter_id, incident.program_id), True)
    await cases_perform.perform(
        work, incident, "relocate", actor=actor, facts=Facts(given={"point": point, "place": place})
    )
    return answer("pin-shifted", number=incident.number)


async def _yes_arrived(work: Work, incident: Incident, value: str, actor: Any) -> Answer:
    """It was no new report but an arrival at the case that the team is on."""
    held = await find.find(work, int(value))
    if incident.point is not None:
        await arrival.arrive_by_hand(work, held, incident.point, reason="pin")
    await cases_perform.perform(work, incident, "cancel", actor=actor, facts=Facts(given={"reason": "was an arrival"}))
    return answer("arrived-by-pin", number=held.number)


async def _yes_outside(work: Work, incident: Incident, value: str, actor: Any) -> Answer:
    await cases_perform.perform(
        work, incident, "cancel", actor=actor, facts=Facts(given={"reason": "outside the area"})
    )
    return answer("not-a-case-done", number=incident.number)


ANSWERS = {ask: frozenset({Part.REPORTER, Part.CAPTAIN}) for ask in ("same", "arrived", "outside")}
"""Who may answer a question that may end the case; the others are for whoever may correct it."""

_YES = {
    "danger": _yes_danger,
    "same": _yes_same,
    "shifted": _yes_shifted,
    "arrived": _yes_arrived,
    "outside": _yes_outside,
}


@action(Right.MEMBER, "reports.not_a_case")
async def not_a_case(work: Work, *, number: int) -> Answer:
    """*Not a case*: the reporter takes a pin back."""
    incident = await find.find(work, number)
    actor = await kinds.actor(work, incident)
    await cases_perform.perform(work, incident, "cancel", actor=actor, facts=Facts(given={"reason": "not a case"}))
    return answer("not-a-case-done", number=number)
