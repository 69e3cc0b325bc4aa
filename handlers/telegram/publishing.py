"""What strangers may read: a captain looks, chooses items, turns it on and off, in private."""

from bot.publishing import choosing
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, Where, wants

FEATURE = Feature("publishing")


@FEATURE.command("public", For.CAPTAINS, "[on|off]", where=Where.PRIVATE, topic=Topic.SETTINGS)
async def public(said: Said) -> Wants:
    """How it stands, with buttons."""
    return wants(choosing.settle, text=said.words)


@FEATURE.button("public")
async def public_pressed(said: Said, move: str, choice: str) -> Wants:
    """A page of it, one item, or on and off."""
    match move:
        case "look":
            return wants(choosing.look)
        case "groups":
            return wants(choosing.groups)
        case "group":
            return wants(choosing.group, code=choice)
        case "add" | "drop":
            return wants(choosing.choose, code=choice, chosen=move == "add")
        case "all" | "nothing":
            return wants(choosing.choose, code=choice, chosen=move == "all", whole_group=True)
        case "ask":
            return wants(choosing.ask)
        case "on" | "off":
            return wants(choosing.switch, on=move == "on")
    raise Refused("stale-button")
