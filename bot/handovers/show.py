"""A handover, shown whole."""

from bot.cases import show as cases_show
from bot.handovers import shift
from bot.handovers.table import Handover
from bot.values import formats
from bot.work import answer as work_answer
from bot.work.answer import Answer, answer
from bot.work.work import Work


async def handover(work: Work, one: Handover) -> Answer:
    """All about a handover: from whom, to whom, when, and what was handed over."""
    told = await shift.told_of(work, one)
    return answer(
        "case-handover",
        number=one.number,
        state=formats.state_word(one.state),
        name=told["name"],
        offered=work_answer.hour(work, one.reported_at),
        taker=await cases_show.name(work, one.taken_by),
        ended=work_answer.hour(work, one.ended_at),
        lines=told["lines"],
    )
