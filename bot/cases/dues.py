"""What comes due for cases of any kind: worked out anew after a change, and decided once when its time has come."""

from bot.cases import kinds
from bot.cases.case import Case
from bot.cases.kinds import KINDS
from bot.values import crash_points
from bot.work.actions import Right, action
from bot.work.schedule import Occasion
from bot.work.work import Work


async def schedule(work: Work, case: Case) -> None:
    """Make the stored occasions of *case* those that it has now."""
    kind = work.at_hand[KINDS].of(case)
    case_id = case.id if kind.together else None
    await work.tx.occasions.sync(work.district.id, case_id, kind.subject(case), kind.dues(work, case))


@action(Right.HOUSE, "cases.decide_together")
async def decide_together(work: Work, *, case_id: int) -> None:
    """Decide what has come due of a case whose kind decides it together."""
    case = await kinds.by_id(work, case_id)
    kind = work.at_hand[KINDS].of(case) if case is not None else None
    if kind is not None and kind.together is not None:
        await kind.together(work, case_id=case_id)
        _decided()


@action(Right.HOUSE, "cases.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """Decide one due thing of a case whose subject begins with its kind's name; moot where its reason is gone.

    Of several that fell into a gap and are the same but for their place in a row only the last is done.
    """
    name, _, rest = occasion.subject.partition(":")
    kind = work.at_hand[KINDS].named(name)
    case = await work.tx[kind.store].get(int(rest.partition("/")[0])) if kind else None
    due = kind.dues(work, case) if kind and case else ()
    same = [one for one in due if (one.subject, one.name) == (occasion.subject, occasion.name)]
    stands = any(one.n == occasion.n for one in same)
    later = any(one.n > occasion.n and one.due_at <= work.now for one in same)
    result = "moot" if not stands else "gap" if later else "done"
    if not await work.tx.occasions.decide(occasion.id, work.now, result) or kind is None or case is None:
        return
    if result == "done":
        await kind.decide[occasion.name](work, case, occasion)
        _decided()
    await schedule(work, await work.tx[kind.store].get(case.id) or case)


def _decided() -> None:
    """Something was decided, and nothing of it is committed yet."""
    crash_points.reached("in-tick")
