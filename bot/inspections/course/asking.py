"""Words that a step still wants: asked in private as a message that stays, answered by the next words, or given up."""

from datetime import timedelta
from typing import Any

from bot.inspections.table import KIND
from bot.outbox.letters import Button
from bot.work.answer import Answer
from bot.work.drafts import Draft
from bot.work.work import Work

DRAFT = "visit-words"
"""The draft that waits for them: ``number`` and ``move``, or ``wish`` and ``choice``."""

FRESH = timedelta(minutes=15)
"""How long the next words are taken for the answer."""


async def ask_words(work: Work, data: dict[str, Any], key: str, **facts: Any) -> Answer:
    """The question, with the way back under it; the next words in private are the answer."""
    await work.tx.drafts.put(Draft(work.who.user_id, work.who.user_id, DRAFT, work.now, 0, work.district.id, data))
    return Answer(key, facts, ((_back(work, data),),), turns=True)


def _back(work: Work, data: dict[str, Any]) -> Button:
    """To what was asked about, with nothing done."""
    if "wish" in data:
        return Button("button-visiting-again", f"wish:{work.district.id}.{data['wish']}:look")
    return Button("button-visiting-again", f"{KIND}:{work.district.id}.{data['number']}:show")


async def give_up(work: Work) -> None:
    """Whoever looks at a visit or a wish again answers no question of before: their next words mean something else."""
    if (draft := await work.tx.drafts.get(work.who.user_id, work.who.user_id, DRAFT)) is not None:
        await work.tx.drafts.drop(draft)
