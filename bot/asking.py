"""Questions of ours that wait for an answer: a place, a reason, an item, the next case to confirm."""

from dataclasses import replace
from typing import Any

from bot import drafts, figures, moving, report_form, reports, rescue, sos, steps, teamwork, touched, weighing
from bot.actions import Right, action
from bot.cases.apply import Facts
from bot.cases.moves import Part
from bot.drafts import Draft
from bot.geo import Point
from bot.handbook import Item
from bot.incidents import MOVES, ON_SCENE, RESOLVED, Incident
from bot.letters import Button
from bot.refused import Refused
from bot.work import Answer, Work, answer, case_button


def item_buttons(work: Work, incident: Incident, page: int = 0) -> tuple[tuple[Button, ...], ...]:
    """All items as buttons, eight a page."""
    items = list(work.book.items)
    chunk = items[page * 8 : page * 8 + 8]
    rows = [(item_button(work, incident, item),) for item in chunk]
    more = (page + 1) % ((len(items) + 7) // 8)
    rows.append((case_button(incident, work.district, "items", str(more), key="button-more"),))
    return tuple(rows)


def item_button(work: Work, incident: Incident, item: Item) -> Button:
    """One item as the answer to *what is it*."""
    button = case_button(incident, work.district, "item", item.code, key="button-item")
    return replace(button, facts={"item": item.named})


async def take_pin_back(work: Work, number: int) -> None:
    """Undo what a pin was first read as: the arrival, or the correction of the point."""
    incident = await moving.find(work, number)
    lead = incident.lead
    if lead and lead.team_id == work.who.team_id and incident.state == ON_SCENE:
        ready = await work.tx.cases.keep(replace(incident, undo_move="arrive", undo_state="accepted"))
        await steps.make(work, ready, "undo", actor=await work.actor(ready))
        return
    for row in reversed(await work.tx.history.of_case(incident.id)):
        was = row.record.facts.get("was")
        if row.record.move == "relocate" and isinstance(was, list | tuple):
            actor = await work.actor(incident)
            point = Point(float(was[0]), float(was[1]))
            place = await reports.nearest_place_name(work, point)
            given = Facts(given={"point": point, "place": place})
            await steps.make(work, incident, "relocate", actor=actor, facts=given)
            return


async def _open_drafts(work: Work) -> list[Draft]:
    """What the one who speaks was asked here lately and has not answered, in this district, newest first."""
    mine = await work.tx.drafts.of(work.who.user_id, work.who.chat_id)
    since = work.who.said_at - drafts.OPEN_FOR
    return [draft for draft in mine if draft.district_id == work.district.id and draft.started_at >= since]


async def open_draft(work: Work, kind: str) -> Draft | None:
    """The one of a kind."""
    return next((draft for draft in await _open_drafts(work) if draft.kind == kind), None)


async def point_was_asked_for(work: Work, point: Point) -> Answer | None:
    """A location that answers an open question: the base of a new team, the place of a case, the report form."""
    for draft in await _open_drafts(work):
        if draft.kind == "team-base":
            await work.tx.drafts.drop(draft)
            return await teamwork.set_base(work, draft, point)
        if draft.kind == "relocate":
            await work.tx.drafts.drop(draft)
            incident = await moving.find(work, int(draft.data["number"]))
            actor = await work.actor(incident)
            place = await reports.nearest_place_name(work, point)
            given = Facts(given={"point": point, "place": place, "was": incident.point})
            await steps.make(work, incident, "relocate", actor=actor, facts=given)
            return answer("place-set", number=incident.number)
        if draft.kind == "report":
            return await report_form.report_form(work, draft, point=point, text="")
    return None


async def words_were_asked_for(work: Work, text: str) -> Answer | None:
    """Words that answer an open question of ours (a reason)."""
    draft = await open_draft(work, "reason")
    if draft is None:
        return None
    await work.tx.drafts.drop(draft)
    number, name = int(draft.data["number"]), str(draft.data["move"])
    if "stage" in draft.data and not await _still_asked(work, draft):
        return None
    if name in sos.MOVES:
        return await rescue.move(work, name=name, number=number, text=text)
    return await moving.move(work, name=name, number=number, text=text)


async def want_decline_reason(work: Work, incident: Incident) -> None:
    """Why do they decline? Besides the six buttons the next words in the chat where they see these are the answer."""
    who = work.who
    held = incident.of_team(who.team_id or 0)
    is_private = who.in_private or bool(who.member and who.member.private_open)
    data = {"number": incident.number, "move": "decline", "stage": held.stage if held else None}
    chat_id = who.user_id if is_private else who.chat_id
    await work.tx.drafts.put(Draft(who.user_id, chat_id, "reason", work.now, 0, work.district.id, data))


async def _still_asked(work: Work, draft: Draft) -> bool:
    """Whether the team stands where it stood when asked: who has accepted or was passed over declines no more."""
    incident = await moving.find(work, int(draft.data["number"]))
    held = incident.of_team(work.who.team_id or 0)
    return bool(draft.data["stage"] == (held.stage if held else None))


@action(Right.MEMBER, "asking.ask_reason")
async def ask_reason(work: Work, *, number: int, name: str) -> Answer:
    """A button whose move wants a reason in words: the next text of this person is the reason."""
    incident = await moving.find(work, number)
    actor = await work.actor(incident)
    row = MOVES[name]
    if not row.by & actor.parts:
        raise Refused("not-yours", number=number, move=name, state=incident.state)
    if incident.state not in row.start:
        raise Refused("not-now", number=number, move=name, state=incident.state)
    await touched.touch(work, incident)
    await work.tx.drafts.put(
        Draft(
            work.who.user_id, work.who.chat_id, "reason", work.now, 0, work.district.id,
            {"number": number, "move": name},
        )
    )  # fmt: skip
    return answer("reason-which", number=number, move=moving.move_word(name))


@action(Right.MEMBER, "asking.confirm_and_next")
async def confirm_and_next(work: Work, *, number: int) -> Answer:
    """One tap confirms, which is said under the thumb, and the message turns to the next one that waits."""
    done = await moving.move(work, name="confirm", number=number)
    return replace(await confirm_next(work), toast=done)


@action(Right.MEMBER, "asking.confirm_next")
async def confirm_next(work: Work) -> Answer:
    """``/confirm`` alone: the next case that waits for it, one tap each."""
    waiting = await _may_confirm(work)
    return await _ask_confirm(work, waiting[0], waiting) if waiting else answer("nothing-to-confirm", turns=True)


@action(Right.MEMBER, "asking.compare")
async def compare(work: Work, *, number: int) -> Answer:
    """*Before and after* on a card: the same question about this case, with the pair, to who may confirm it."""
    incident, waiting = await moving.find(work, number), await _may_confirm(work)
    if incident.id not in {one.id for one in waiting}:
        key = "not-yours" if incident.state == RESOLVED else "not-now"
        raise Refused(key, number=number, move="confirm", state=incident.state)
    return await _ask_confirm(work, incident, waiting)


async def _may_confirm(work: Work) -> list[Incident]:
    """The cases that wait for it and that the one who speaks may confirm, oldest first."""
    found = []
    for incident in await work.tx.cases.waiting_confirm(work.district.id):
        actor = await work.actor(incident)
        if actor.parts & MOVES["confirm"].by and Part.HANDLER not in actor.parts:
            found.append(incident)
    return found


async def _ask_confirm(work: Work, first: Incident, waiting: list[Incident]) -> Answer:
    buttons = (
        (case_button(first, work.district, "confirm", "next"),),
        (case_button(first, work.district, "send_back"),),
    )
    seconds = int(((first.resolved_at or work.now) - first.reported_at).total_seconds())
    left = len(waiting) - 1
    shown = await _proof_of(work, first)
    return answer(
        "confirm-next", buttons=buttons, turns=True, number=first.number, took=figures.duration_word(seconds),
        left={"word": "confirm-left", "count": left} if left else "",
        outcome={"word": f"outcome-{first.outcome or 'fixed'}"}, **shown, **steps.what(work, first),
    )  # fmt: skip


async def _proof_of(work: Work, incident: Incident) -> dict[str, Any]:
    """What the one who confirms sees: the evidence, the criterion, whether a picture was used before, and the pair."""
    found = weighing.of(incident, work.item_of(incident), await work.tx.evidence.of_case(incident.id))
    have, need = found.proof.count
    seen = ", ".join(f"#{number}" for number in found.seen_in)
    return {
        "have": have, "need": need, "closure": found.closure or {"word": "closure-unknown"},
        "seen": {"word": "card-picture-seen", "numbers": seen} if seen else "",
    } | ({"pair": [piece.id for piece in found.pair]} if found.pair else {})  # fmt: skip
