"""What holds in a district: limits, how teams are sent, its language, the hour of the morning report."""

from bot import limit_forms, limiting, texts
from bot.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, wants

FEATURE = Feature("limits")


@FEATURE.command(
    "limits", For.CAPTAINS, "[OF] [accept|arrive|close|confirm|remind] [12m|default]", topic=Topic.SETTINGS
)
async def limits(said: Said) -> Wants:
    """Read and set what holds in the district."""
    return wants(limiting.settle, text=said.text, number=said.number)


@FEATURE.button("limits")
async def limits_pressed(said: Said, move: str, choice: str) -> Wants:
    """A button is a text command, or turns a page."""
    if move == "say":
        first, _, rest = choice.partition(" ")
        number = texts.whole_number(first.removeprefix("#")) if first.startswith("#") else None
        return wants(limiting.settle, text=choice if number is None else rest, number=number)
    kind, _, page = choice.partition(".")
    at = texts.whole_number(page, digits=3)
    if move != "list" or at is None:
        raise Refused("stale-button")
    return wants(limit_forms.listed, kind=kind, page=at)
