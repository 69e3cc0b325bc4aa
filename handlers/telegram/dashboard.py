"""Keys for the pages and for trackers: asked for in chat, sent in private."""

from bot import signing_in
from handlers.telegram.commands import For, Said, Wants, command, wants


@command("dashboard", For.REGISTERED)
async def dashboard(said: Said) -> Wants:
    """A one-time link to the command centre."""
    return wants(signing_in.dashboard)
