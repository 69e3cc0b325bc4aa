"""Who belongs here: set-up, enrolling, private chats, help."""

from bot import enrolment, looks
from bot.refused import Refused
from handlers.telegram import api
from handlers.telegram.commands import COMMANDS, For, Said, Wants, button, command, wants


@command("start", For.EVERYBODY)
async def start(said: Said) -> Wants:
    """Link the private chat."""
    if said.speaker.chat_id != said.speaker.user_id:
        return wants(looks.say, key="start-in-private")
    return wants(enrolment.start)


@command("help", For.EVERYBODY)
async def help_(said: Said) -> Wants:
    """What each may use."""
    rows = [{"name": c.name, "usage": c.usage, "audience": str(c.audience)} for c in COMMANDS.values()]
    return wants(looks.help_for, commands=rows)


@command("setup", For.CAPTAINS)
async def setup(said: Said) -> Wants:
    """Make this group a district, or check it again."""
    bot, chat_id = said.bot, said.speaker.chat_id
    if bot is None or said.speaker.chat_id == said.speaker.user_id:
        return wants(enrolment.setup, title="", checks={})
    title, checks = await api.own_standing(bot, chat_id)
    return wants(enrolment.setup, title=title, checks=checks)


@command("enrol", For.CAPTAINS, "[captain|member|auxiliary|mediator|viewer] [2h]")
async def enrol(said: Said) -> Wants:
    """Register the person replied to."""
    words = said.text.split()
    role = words[0].lower() if words and not words[0][0].isdigit() else ""
    duration = words[-1] if words and words[-1][0].isdigit() else ""
    who = said.reply_user
    return wants(
        enrolment.enrol,
        user_id=who.user_id if who else None,
        name=who.name if who else "",
        username=who.username if who else None,
        role=role,
        duration=duration,
        is_bot=bool(who and who.is_bot),
    )


@command("dismiss", For.CAPTAINS)
async def dismiss(said: Said) -> Wants:
    """End the membership of the person replied to."""
    return wants(enrolment.dismiss, user_id=said.reply_user.user_id if said.reply_user else None)


@button("person")
async def person_pressed(said: Said, move: str, choice: str) -> Wants:
    """The confirming taps of ``/dismiss``, and of ``/enrol viewer`` for somebody who holds a case."""
    if move == "looks":
        return wants(
            enrolment.enrol, user_id=said.number, name="", username=None, role="viewer", duration="", is_bot=False,
            sure=True,
        )  # fmt: skip
    if move != "dismiss":
        raise Refused("stale-button")
    return wants(enrolment.dismiss, user_id=said.number, sure=True)
