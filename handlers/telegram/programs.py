"""Keys of programs of other systems: asked for, listed and ended, in private."""

from bot.programs import allowing, keys
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, Where, case_number, wants

FEATURE = Feature("programs")


@FEATURE.command("apikey", For.CAPTAINS, "[NAME]", where=Where.PRIVATE, topic=Topic.SETTINGS)
async def apikey(said: Said) -> Wants:
    """A key for the program of another system, or the list of keys."""
    name = said.words.strip()
    return wants(keys.make, name=name) if name else wants(keys.shown)


@FEATURE.button("program")
async def program_pressed(said: Said, move: str, choice: str) -> Wants:
    """End a key, or see and set what it may do with places."""
    if move == "places":
        number = case_number(said)
        return (
            wants(allowing.allow, program_id=number, reach=choice)
            if choice
            else wants(allowing.asked, program_id=number)
        )
    if move != "end":
        raise Refused("stale-button")
    return wants(keys.end, program_id=case_number(said))
