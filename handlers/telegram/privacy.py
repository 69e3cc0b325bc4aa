"""What is stored about a person: told, handed over, erased."""

from bot import privacy
from bot.refused import Refused
from handlers.telegram.commands import For, Said, Wants, Where, button, command, wants


@command("privacy", For.EVERYBODY)
async def privacy_(said: Said) -> Wants:
    """What is stored, why and for how long."""
    return wants(privacy.notice)


@command("mydata", For.EVERYBODY, where=Where.PRIVATE)
async def mydata(said: Said) -> Wants:
    """One's own data as a file."""
    return wants(privacy.my_data)


@command("forgetme", For.EVERYBODY, where=Where.PRIVATE)
async def forgetme(said: Said) -> Wants:
    """Erase what may be erased."""
    return wants(privacy.forget_me)


@button("privacy")
async def forget_pressed(said: Said, move: str, choice: str) -> Wants:
    """The confirming tap of ``/forgetme``; it counts only under the thumb of the person it names."""
    if move != "forget" or said.number != said.speaker.user_id:
        raise Refused("stale-button")
    return wants(privacy.forget_me, sure=True)
