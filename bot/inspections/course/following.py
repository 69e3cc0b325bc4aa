"""What follows from a move for people: officers, approvers and helpers hear what concerns them, nobody else."""

from collections.abc import Mapping
from typing import Any

from bot.bodies import bodies, officers
from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.inspections import show
from bot.inspections.course import approving, ready, told
from bot.inspections.table import AHEAD, ON_SPOT, PLANNED, Visit
from bot.values import formats
from bot.work.answer import listed
from bot.work.work import Work

_ALL_HEAR = {
    "approve": "visit-told-approved",
    "turn_down": "visit-told-turned-down",
    "move_to": "visit-told-moved",
    "cancel": "visit-told-cancelled",
    "hand_over": "visit-told-handed-over",
    "no_access": "visit-told-no-access",
    "join": "visit-told-joined",
}
"""What everybody whom it concerns hears, but for whoever made the move; of who joins them there, by their step."""

_DECIDED = {
    **dict.fromkeys(("approve", "approve_part", "approve_late"), "visit-settled-approved"),
    "turn_down": "visit-settled-turned-down",
}
"""What the question to an approver says after the answer."""

_SETTLES = frozenset({"approve", "approve_part", "approve_late", "turn_down", "leave"})
"""Moves after which somebody who was asked has nothing to answer any more."""


async def follow(work: Work, change: Change[Visit], facts: Facts) -> None:
    """Tell those whom the move concerns; ask for the approval that it makes necessary."""
    visit, move = change.case, change.move
    given = facts.given
    if move == "begin":
        await ready.there(work, visit)
    said: dict[str, Any] = {"name": work.who.name, "reason": str(given.get("reason") or "-")}
    if "body" in given:
        said["body"] = show.body_named(str(given["body"]))
    if (key := _ALL_HEAR.get(move)) and not (move == "join" and visit.state in ON_SPOT):
        await told.step(
            work,
            visit,
            _others(work, await _concerned(work, change, given)),
            key,
            to=bodies.of(str(given.get("to", ""))).named,
            **said,
        )
    if move in {"name_officer", "name_helper", "recuse"}:
        await _named(work, change, move, int(given["user_id"]), said)
    if key := _approved(move, visit):
        await told.step(work, visit, _others(work, visit.officers), key, **said)
    if move == "move_to" and visit.state == PLANNED and not visit.emergency:
        await approving.ask(work, visit)
    if move == "begin" and visit.waits_for_approval:
        await _ask_late(work, visit)
    if move in _SETTLES or (change.before.state in AHEAD and visit.state not in AHEAD):
        await _quiet(work, change, said)


async def _concerned(work: Work, change: Change[Visit], given: Mapping[str, Any]) -> tuple[int, ...]:
    """Officers before and after it, and helpers.

    What is off or moved concerns who wished for it, too; what is off those who said yes; what is handed over those who
    decide for the body that goes on with it.
    """
    before, visit, move = change.before, change.case, change.move
    ids: list[int | None] = [*before.officers, *visit.officers, *visit.helpers]
    if move in {"turn_down", "move_to", "cancel"}:
        ids.append(visit.reporter_id)
    if move == "cancel":
        ids += [one for body in before.approved for one in await approving.who(work, before, body)]
    if move == "hand_over":
        ids += [one.user_id for one in await officers.approvers(work, str(given.get("to", "")))]
    return tuple(one for one in dict.fromkeys(ids) if one)


async def _ask_late(work: Work, visit: Visit) -> None:
    """Each body's approver is asked; where nobody can be, its officers hear that and what to do."""
    asked = await approving.ask(work, visit, "visit-ask-late")
    if not (lost := [one for one in asked if one["word"] != "visit-asked"]):
        return
    for member in await told.people(work, visit.officers):
        if member.private_open:
            facts: dict[str, Any] = {"number": visit.number, "lines": lost}
            await work.post(told.letter(work, None, member, "visit-late-unasked", purpose="note", **facts))


def _approved(move: str, visit: Visit) -> str:
    """What its officers hear of an approval that is not the first word on it; nothing while others are awaited.

    Where somebody is there, the room of the visit itself tells it.
    """
    if move == "approve_late" and visit.state not in ON_SPOT:
        return "visit-told-approved-late"
    return "visit-told-approved" if move == "approve_part" and visit.state in AHEAD and not visit.unapproved else ""


def _others(work: Work, ids: tuple[int, ...]) -> list[int]:
    return [one for one in ids if one != work.who.user_id]


async def _named(work: Work, change: Change[Visit], move: str, user_id: int, said: dict[str, Any]) -> None:
    """Whoever was named or taken out hears it; the officers hear that somebody was taken out."""
    key = {"name_officer": "visit-told-named", "name_helper": "visit-told-helper", "recuse": "visit-told-recused"}[move]
    await told.step(work, change.case, _others(work, (user_id,)), key, **said)
    if move == "recuse":
        who = listed(one.name for one in await told.people(work, [user_id]))
        facts = said | {"who": who or "-"}
        await told.step(work, change.case, _others(work, change.case.officers), "visit-told-recuses", **facts)


async def _quiet(work: Work, change: Change[Visit], said: Mapping[str, Any]) -> None:
    """What nobody has to answer any more loses its buttons; a question to an approver says how it was decided."""
    visit, before = change.case, change.before
    asked = visit.unapproved if visit.state in AHEAD | ON_SPOT or visit.waits_for_approval else ()
    still = {one for body in asked for one in await approving.who(work, visit, body)}
    were = {one for body in before.unapproved for one in await approving.who(work, before, body)}
    at = formats.day_clock(work.now, work.district.zone)
    for stands in await work.tx.outbox.postings(visit.id, told.STEP):
        if stands.gone or stands.user_id in {*visit.officers, *still}:
            continue
        if stands.user_id in were:
            facts = {**await show.facts(work, visit), **said}
            await told.settle(work, stands, _DECIDED.get(change.move, "visit-settled-over"), at=at, **facts)
        else:
            await told.clear(work, stands)
