"""What happened to cases is put aside for receivers, in the transaction in which it happened.

Every line of every case passes here at the end of a work, however it came to be: a line is either there with its
deliveries, or neither is. A kind that does not say what other systems may hear of it is heard of by nobody.
"""

from collections import defaultdict

from bot.cases import kinds
from bot.cases.kinds import KINDS
from bot.webhooks import telling
from bot.webhooks.hooks import WEBHOOKS
from bot.work.work import Work


async def follow(work: Work) -> None:
    """One delivery for each line and receiver."""
    by_case: dict[int, list[int]] = defaultdict(list)
    for line_id, case_id in work.tx.history.fresh:
        if case_id is not None:
            by_case[case_id].append(line_id)
    if not by_case or work.district_or_none is None:
        return
    receivers = [one for one in await work.tx[WEBHOOKS].of(work.district.id) if one.collects]
    for case_id, lines in by_case.items() if receivers else ():
        if not await _may_leave(work, case_id):
            continue
        for receiver in receivers:
            given_up = await work.tx[WEBHOOKS].queue(receiver, case_id, lines, work.now)
            if given_up:
                await telling.once(work, receiver, "webhook-too-many")


async def _may_leave(work: Work, case_id: int) -> bool:
    """Of a kind that may be told of, in this district; drills only where all is a drill."""
    case = await kinds.by_id(work, case_id)
    if case is None or case.district_id != work.district.id or (case.drill and not work.district.drill):
        return False
    return work.at_hand[KINDS].of(case).outside is not None
