"""Officers and approvers of bodies: the list of them. How one is enrolled stands with membership."""

from bot.bodies import listing
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, wants

FEATURE = Feature("officers")


@FEATURE.command("officers", For.CAPTAINS, topic=Topic.PEOPLE)
async def officers(said: Said) -> Wants:
    """Who is of which body, with certificate and its end."""
    return wants(listing.show)
