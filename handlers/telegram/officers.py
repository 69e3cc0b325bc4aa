"""Officers and approvers of bodies: the list of them, and what one body lends another.

How one is enrolled stands with membership.
"""

from bot.bodies import lending, listing
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, wants

FEATURE = Feature("officers")


@FEATURE.command("officers", For.CAPTAINS, "[delegate …|withdraw …]", topic=Topic.PEOPLE)
async def officers(said: Said) -> Wants:
    """Who is of which body, with certificate and its end; with words a delegation that is entered or withdrawn."""
    return wants(lending.said, text=said.words) if said.words else wants(listing.show)
