"""A visit looked at hazards again: each passes, goes back, or stays as it was, and whoever signed hears what lacks."""

from dataclasses import replace
from typing import Any

from bot.cases import kinds, phrases
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.hazards import moving, parts, rules, told
from bot.hazards.table import FOUND, HAZARDS, LIMITED, RECTIFIED, Hazard, Severity
from bot.values.refused import Refused
from bot.work.history import Part
from bot.work.work import Work

_GIVEN = ("reason", "hours", "photos", "with", "on_spot")


async def rechecked(work: Work, case_id: int, *, passed: bool, facts: dict[str, Any]) -> None:
    """``Feature.rechecked``: looked at again in a visit. *facts*: ``reason``, ``hours``, ``photos`` where it failed.

    Also ``with``, the ids of the officers who are there together, and ``on_spot``, whether the visit knows where it is.
    What passes is put right by that, where nobody had said so; what may not pass stays as it was.
    """
    hazard = await work.tx[HAZARDS].get(case_id)
    if hazard is None or not hazard.is_open:
        return
    given = {key: facts[key] for key in _GIVEN if facts.get(key) is not None}
    actor = await kinds.actor(work, hazard)
    looked = replace(actor, parts=actor.parts | {Part.OFFICER})  # the visit asked who had the power over the item
    try:
        await (_passes if passed else _fails)(work, hazard, looked, given)
    except Refused as refused:
        await _not_settled(work, hazard, refused, [work.who.user_id, *given.get("with", ())])


async def _passes(work: Work, hazard: Hazard, looked: Actor, given: dict[str, Any]) -> None:
    if hazard.state != RECTIFIED:
        await _refuse_to_pass(work, hazard, looked, given)
        hazard = await _seen_rectified(work, hazard, given)
    await moving.move(work, hazard, "pass", actor=looked, **given)


async def _refuse_to_pass(work: Work, hazard: Hazard, looked: Actor, given: dict[str, Any]) -> None:
    """Refused where it could not pass after all: nothing may be written before, for then it would stand put right."""
    if not given.get("on_spot") and not given.get("photos") and hazard.severity is Severity.MINOR:
        raise Refused("hazard-recheck-from-photo", number=hazard.number)
    as_if = replace(hazard, state=RECTIFIED)
    prepared = await moving.looked_at(work, as_if, given)
    rules.pass_guard(as_if, looked, Facts(given=prepared))


async def _seen_rectified(work: Work, hazard: Hazard, given: dict[str, Any]) -> Hazard:
    """The place put it right without a word: whoever looks again sees it. It is the place's deed, not theirs."""
    actor = replace(await kinds.actor(work, hazard), parts=frozenset({Part.PLACE}))
    return await moving.move(work, hazard, "rectify", actor=actor, photos=given.get("photos"), seen=True)


async def _fails(work: Work, hazard: Hazard, looked: Actor, given: dict[str, Any]) -> None:
    """Said to be put right it goes back; else its limit runs on, and only one that is over, or none, is set anew."""
    if hazard.state == RECTIFIED:
        await moving.move(work, hazard, "send_back", actor=looked, **{"reason": "-", **given})
        return
    if photos := given.get("photos"):
        hazard = await moving.move(work, hazard, "picture", actor=looked, photos=photos, stage="before")
    is_without = hazard.state == FOUND or (hazard.state == LIMITED and hazard.is_overdue(work.now))
    if is_without and given.get("hours") is not None and not hazard.guidance:
        await moving.move(work, hazard, "set_limit", actor=looked, hours=given["hours"])


async def _not_settled(work: Work, hazard: Hazard, refused: Refused, user_ids: list[int]) -> None:
    """The visit is signed all the same; what it could not settle stays due, and who was there hears what lacks."""
    why = {"word": refused.key, **phrases.in_words(refused.facts, work.at_hand[kinds.KINDS])}
    waits = hazard.state == RECTIFIED
    first = "" if waits else {"word": "hazard-not-settled-first"}
    moves = ("show",) if waits else ("rectify", "show")
    await told.tell(
        work,
        hazard,
        await parts.members(work, user_ids),
        "hazard-not-settled",
        buttons=[told.button(work, hazard, one) for one in moves],
        alarm=True,
        why=why,
        first=first,
    )
