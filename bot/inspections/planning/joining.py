"""One visit for several bodies: whoever wishes to go where another goes joins it, and the same item is asked once."""

from dataclasses import replace
from typing import Any

from bot.bodies import bodies, officers
from bot.cases import kinds, perform
from bot.cases.rulebook import Facts
from bot.checklists import editions
from bot.inspections import parts as inspections_parts
from bot.inspections import show
from bot.inspections.course import approving, people, told
from bot.inspections.planning import advice, consenting, planning
from bot.inspections.planning.wishes import WISHES, Became, Says, Wish
from bot.inspections.table import UNDER_WAY, VISITS, Visit
from bot.places.merging import merging
from bot.values.refused import Refused
from bot.work.answer import Answer
from bot.work.history import Part
from bot.work.work import Work


async def join(work: Work, wished: Wish) -> Answer:
    """One tap: the wish goes along with the visit on which its answer rests; the body's own approver says yes to it."""
    visit = await _still(work, wished)
    newest = {one.code: one.edition for one in await editions.newest(work)}
    actor = await kinds.actor(work, visit)
    given: dict[str, Any] = {
        "body": wished.body,
        "lists": [[code, newest[code]] for code in wished.lists if code in newest],
        "officers": [one for one in wished.officers if one not in visit.recused],
    }
    actor = replace(actor, parts=actor.parts | {Part.OFFICER})
    after = await perform.perform(work, visit, "join", actor=actor, facts=Facts(given=given))
    await work.tx[WISHES].save(replace(wished, became=Became.JOINED, visit_id=after.id))
    waits = wished.body in after.unapproved
    lines = await approving.ask(work, after, "visit-ask-part", of=[wished.body]) if waits else []
    if waits and after.state == UNDER_WAY and not after.emergency:
        lines.append({"word": "visit-part-waits", "lists": await show.lists_named(work, wished.lists)})
    facts = await show.facts(work, after)
    own = await inspections_parts.parts(work, after)
    return Answer(
        "visit-joined", facts | {"lines": lines}, show.buttons(work, after, own, work.who.user_id), turns=True
    )


async def _still(work: Work, wished: Wish) -> Visit:
    """The visit on which the answer rests, as it is at this moment; Refused where the wish cannot go along any more.

    Who was advised against goes along on the days of the other visit, whatever their own were.
    """
    visit = await work.tx[VISITS].get(wished.about or 0)
    codes = await merging.all_codes(work, (await planning.place_of(work, wished.place)).code)
    asked = advice.asked(wished)
    if wished.answer is Says.JOIN:
        planning.still_ahead(work, wished)
        fits = visit is not None and advice.may_join(visit, asked)
    else:
        fits = visit is not None and advice.would_check(visit, asked)
    if visit is None or not fits or visit.place not in codes or show.is_over(work, visit):
        raise Refused("visit-join-late", number=visit.number if visit else 0)
    for user_id in wished.officers:
        await consenting.not_who_approved(work, visit, user_id)
    return visit


async def leave(work: Work, visit: Visit, said: str = "") -> Answer:
    """A body that had joined goes again, with the lists that nobody else wished and its own officers.

    The body that leads may let go another one, that which has not approved its part first.
    """
    mine = {one.body for one in await people.mine(work)}
    wanted = bodies.meant(said) if said.strip() else ""
    may = [one for one in visit.bodies[1:] if one in mine or visit.bodies[0] in mine]
    may.sort(key=lambda one: (one not in mine, one not in visit.unapproved))
    body = next((one for one in may if wanted in {"", one}), "")
    wishes = await work.tx[WISHES].of_visits([visit.id])
    others = {code for one in wishes if one.body != body for code in one.lists}
    standing = await officers.of(work)
    own = [
        one.user_id
        for one in standing
        if one.body == body
        and not any(row.user_id == one.user_id and row.body in visit.bodies and row.body != body for row in standing)
    ]
    given: dict[str, Any] = {
        "body": body,
        "lists": [one.code for one in visit.lists if one.code not in others],
        "officers": own,
    }
    after = await perform.perform(work, visit, "leave", actor=await kinds.actor(work, visit), facts=Facts(given=given))
    for one in wishes:
        if one.body == body:
            await work.tx[WISHES].save(replace(one, became=Became.DROPPED, visit_id=None))
    theirs = [one.user_id for one in await officers.approvers(work, body)]
    hear = [one for one in (*visit.officers, *theirs) if one != work.who.user_id]
    await told.step(work, after, hear, "visit-told-left", body=show.body_named(body))
    return Answer("visit-left", {"number": visit.number, "body": show.body_named(body)})
