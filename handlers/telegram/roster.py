"""The planned roster: looked at, page by page."""

from bot import rostering
from bot.refused import Refused
from handlers.telegram.commands import For, Said, Wants, button, command, wants, whole


@command("roster", For.MEMBERS)
async def roster(said: Said) -> Wants:
    """Who is planned on the next days."""
    return wants(rostering.show)


@button("roster")
async def roster_pressed(said: Said, move: str, choice: str) -> Wants:
    """Another page of one's own shifts, another day, another part of a day."""
    match move:
        case "own":
            return wants(rostering.own, page=whole(choice))
        case "day":
            return wants(rostering.whole, day=whole(choice))
        case "part":
            day, _, page = choice.partition(":")
            return wants(rostering.whole, day=whole(day), page=whole(page))
    raise Refused("stale-button")
