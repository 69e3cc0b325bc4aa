"""One notice to everybody on duty."""

from bot.membership import announcements
from handlers.telegram.commands import Feature, For, Said, Wants, wants

FEATURE = Feature("announcements")


@FEATURE.command("all", For.CAPTAINS, "TEXT")
async def all_(said: Said) -> Wants:
    """Tell everybody on duty something."""
    return wants(announcements.to_all, text=said.words)
