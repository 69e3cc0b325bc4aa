"""Words that a step still wants: asked in private, answered by the next words, whoever they belong to."""

from datetime import timedelta
from typing import Any

from bot.work.answer import Answer
from bot.work.drafts import Draft
from bot.work.work import Work

DRAFT = "visit-words"
"""The draft that waits for them: ``number`` and ``move``, or ``wish`` and ``choice``."""

FRESH = timedelta(minutes=15)
"""How long the next words are taken for the answer."""


async def ask_words(work: Work, data: dict[str, Any], key: str, **facts: Any) -> Answer:
    """The question; the next words in private are the answer."""
    await work.tx.drafts.put(Draft(work.who.user_id, work.who.user_id, DRAFT, work.now, 0, work.district.id, data))
    return Answer(key, facts, alert=True)
