"""Figures of a time in the chat."""

from bot.insight import stats
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, wants

FEATURE = Feature("stats")


@FEATURE.command("stats", For.CAPTAINS, "[today|week|month]", topic=Topic.LOOKS)
async def show(said: Said) -> Wants:
    """How today, the last seven or the last thirty days went."""
    return wants(stats.show, span=said.words)
