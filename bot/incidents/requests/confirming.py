"""Questions of ours that wait for an answer: a place, a reason, an item, the next case to confirm."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.cases import kinds
from bot.cases.buttons import case_button
from bot.evidence.pieces import EVIDENCE
from bot.incidents import find, hours, limits, phrases
from bot.incidents.closing import review
from bot.incidents.requests import requests
from bot.incidents.store import INCIDENTS
from bot.incidents.table import MOVES, RESOLVED, Incident
from bot.matters import hearing
from bot.outbox.letters import Button, Priority
from bot.values import formats
from bot.values.refused import Refused
from bot.work import mustering
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Part
from bot.work.work import Work

ANEW = "confirm_anew"
"""The mark of a case that captains were asked to confirm once more after a gap: when it was done."""


@action(Right.MEMBER, "asking.confirm_and_next")
async def confirm_and_next(work: Work, *, number: int) -> Answer:
    """One tap confirms, which is said under the thumb, and the message turns to the next one that waits."""
    done = await requests.move(work, name="confirm", number=number)
    return replace(await confirm_next(work), toast=done)


@action(Right.MEMBER, "asking.confirm_next")
async def confirm_next(work: Work) -> Answer:
    """``/confirm`` alone: the next case that waits for it, one tap each."""
    waiting = await _may_confirm(work)
    return await _ask_confirm(work, waiting[0], waiting) if waiting else answer("nothing-to-confirm", turns=True)


@action(Right.MEMBER, "asking.compare")
async def compare(work: Work, *, number: int) -> Answer:
    """*Before and after* on a card: the same question about this case, with the pair, to who may confirm it."""
    incident, waiting = await find.find(work, number), await _may_confirm(work)
    if incident.id not in {one.id for one in waiting}:
        key = "not-yours" if incident.state == RESOLVED else "not-now"
        raise Refused(key, number=number, move="confirm", state=incident.state)
    return await _ask_confirm(work, incident, waiting)


async def _may_confirm(work: Work) -> list[Incident]:
    """The cases that wait for it and that the one who speaks may confirm, oldest first."""
    found = []
    for incident in await work.tx[INCIDENTS].waiting_confirm(work.district.id):
        actor = await kinds.actor(work, incident)
        if actor.parts & MOVES["confirm"].by and Part.HANDLER not in actor.parts:
            found.append(incident)
    return found


async def _ask_confirm(work: Work, first: Incident, waiting: list[Incident]) -> Answer:
    buttons = (
        (case_button(first, work.district, "confirm", "next"),),
        (case_button(first, work.district, "send_back"),),
    )
    seconds = int(hours.took_s(first) or 0)
    left = len(waiting) - 1
    shown = await _proof_of(work, first)
    return answer(
        "confirm-next",
        buttons=buttons,
        turns=True,
        number=first.number,
        took=formats.duration_word(seconds),
        left={"word": "confirm-left", "count": left} if left else "",
        outcome={"word": f"outcome-{first.outcome or 'fixed'}"},
        **shown,
        **phrases.what(work, first),
    )


async def _proof_of(work: Work, incident: Incident) -> dict[str, Any]:
    """What the one who confirms sees: the evidence, the criterion, whether a picture was used before, and the pair."""
    found = review.of(incident, limits.item_of(work, incident), await work.tx[EVIDENCE].of_case(incident.id))
    have, need = found.proof.count
    seen = ", ".join(f"#{number}" for number in found.seen_in)
    return {
        "have": have,
        "need": need,
        "closure": found.closure or {"word": "closure-unknown"},
        "seen": {"word": "card-picture-seen", "numbers": seen} if seen else "",
    } | ({"pair": [piece.id for piece in found.pair]} if found.pair else {})


async def ask_anew(work: Work, waiting: Sequence[Incident]) -> None:
    """The same after a time without contact, in which a tap on a card may have been lost: also before its limit."""
    kept = [await work.tx[INCIDENTS].keep(replace(one, marks={**one.marks, ANEW: _when(one)})) for one in waiting]
    await ask_confirmation(work, kept)


def is_asked_anew(incident: Incident) -> bool:
    """Whether captains were asked for it once more, since it was done last. Pure."""
    return incident.marks.get(ANEW) == _when(incident)


def _when(incident: Incident) -> str:
    return incident.resolved_at.isoformat() if incident.resolved_at else ""


async def ask_confirmation(work: Work, waiting: Sequence[Incident]) -> None:
    """Captains hear in one line of all that waits to be confirmed, with a button that pages through it."""
    await hearing.tell(
        work,
        await mustering.captains(work),
        "remind-confirm",
        priority=Priority.ANSWER,
        purpose="reminder-confirm",
        collapse="confirm",
        count=len(waiting),
        numbers=", ".join(f"#{i.number}" for i in waiting[:10]),
        buttons=((case_button(waiting[0], work.district, "confirm_all"),),),
    )


async def button(work: Work) -> Button | None:
    """The way to the first case that waits to be confirmed; None where none does."""
    waiting = [one for one in await work.tx[INCIDENTS].live(work.district.id) if one.state == RESOLVED]
    return case_button(waiting[0], work.district, "confirm_all") if waiting else None
