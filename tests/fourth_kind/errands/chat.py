"""The second entry: commands and buttons of errands."""

from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Wants, case_number, wants
from tests.fourth_kind.errands import actions

FEATURE = Feature("errands")


@FEATURE.command("errand", For.REGISTERED, "WHAT")
async def errand(said: Said) -> Wants:
    """Something is to be fetched."""
    return wants(actions.ask, what=said.text)


def _move_command(name: str, audience: For, usage: str) -> None:
    @FEATURE.command(name, audience, usage)
    async def meaning(said: Said) -> Wants:
        return wants(actions.move, name=name, number=said.number, reply_to=said.reply_to, text=said.text)


_move_command("give", For.CAPTAINS, "42 TEAM")
_move_command("bring", For.MEMBERS, "42")
_move_command("drop", For.MEMBERS, "42 REASON")


@FEATURE.button("errand")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """The button on the card."""
    if move != "bring":
        raise Refused("stale-button")
    return wants(actions.move, name=move, number=case_number(said))
