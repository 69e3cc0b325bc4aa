"""Questions of ours that the one who speaks was asked and has not answered."""

from bot.work import drafts
from bot.work.drafts import Draft
from bot.work.work import Work


async def open_drafts(work: Work, chat_id: int | None = None) -> list[Draft]:
    """What the one who speaks was asked here, or in *chat_id*, lately and has not answered; newest first."""
    mine = await work.tx.drafts.of(work.who.user_id, chat_id or work.who.chat_id)
    since = work.who.said_at - drafts.OPEN_FOR
    return [draft for draft in mine if draft.district_id == work.district.id and draft.started_at >= since]


async def open_draft(work: Work, kind: str, chat_id: int | None = None) -> Draft | None:
    """The one of a kind."""
    return next((draft for draft in await open_drafts(work, chat_id) if draft.kind == kind), None)
