"""Reasons by one tap: those that captains of the district gave most often lately for the same move."""

from bot.incidents.requests import requests
from bot.values.refused import Refused
from bot.work import questions as work_questions
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.work import Work


@action(Right.MEMBER, "asking.quick_reason")
async def chosen(work: Work, *, number: int, which: int) -> Answer:
    """One of the reasons under the question why: it is what the next words would have been."""
    for chat_id in (work.who.chat_id, work.district.chat_id):
        draft = await work_questions.open_draft(work, "reason", chat_id)
        reasons = list(draft.data.get("reasons", ())) if draft and draft.data["number"] == number else []
        if draft is not None and 0 <= which < len(reasons):
            await work.tx.drafts.drop(draft)
            return await requests.move(work, name=str(draft.data["move"]), number=number, text=str(reasons[which]))
    raise Refused("stale-button")
