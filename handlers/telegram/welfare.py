"""The answer to *all well?*."""

from bot import welfare
from bot.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, case_number, wants

FEATURE = Feature("welfare")


@FEATURE.command("well", For.MEMBERS, "[TEAM]", topic=Topic.SAFETY)
async def well(said: Said) -> Wants:
    """All is well with one's own team, or with one that a captain heard by radio."""
    return wants(welfare.well, named=said.text or (str(said.number) if said.number is not None else ""))


@FEATURE.button("welfare")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """*All well*; the number is the team's."""
    if move != "well":
        raise Refused("stale-button")
    return wants(welfare.well, team_id=case_number(said))
