"""A file of places, or a checklist, sent in private: a captain's is looked at, anybody else's is a paper of a case."""

from typing import Any

from bot.conversation import listening
from bot.places.importing import actions
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.work import Work


@action(Right.ANYBODY, "places.file_sent")
async def sent(work: Work, *, name: str, piece: dict[str, Any], about: str = actions.PLACES) -> Answer:
    """*piece* is what it is as a paper, *about* what it holds as a file."""
    if work.who.is_captain and work.who.in_private:
        return await actions.sent(work, file_id=piece["file_id"], name=name, about=about)
    return await listening.piece(work, **piece)
