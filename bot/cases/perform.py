"""The one way in which a move is made, whatever the kind: apply it, save it, write it down, and what follows."""

from dataclasses import replace

from bot.cases import changes
from bot.cases.apply import apply
from bot.cases.case import CLOCK, Actor, AnyCase
from bot.cases.kinds import KINDS
from bot.cases.rulebook import Facts
from bot.work.work import Work


async def perform(
    work: Work, case: AnyCase, name: str, *, actor: Actor = CLOCK, facts: Facts | None = None, text: str = ""
) -> AnyCase:
    """Make the move *name* and everything that follows from it for people; raises Refused. *text* is free words.

    Its due times follow at the end of the work.
    """
    kind, given = work.at_hand[KINDS].of(case), facts or Facts()
    change = apply(kind.rulebook, case, name, actor, work.now, given)
    stored: AnyCase = await work.tx[kind.store].save(change.case)
    for record in change.records:
        await work.tx.history.add(work.district.id, stored.id, record, work.now, text or None)
    changes.note(work, stored, touched=True)
    for follow in kind.follows:
        await follow(work, replace(change, case=stored), given)
    return stored
