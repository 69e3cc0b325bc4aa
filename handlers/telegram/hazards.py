"""Hazards: found on the spot, shown, moved by words and buttons."""

from telegram import Message

from bot.hazards.talk import chat
from bot.outbox.letters import LetterKind
from bot.values.geo import Point
from handlers.telegram import forum
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, case_number, wants
from handlers.telegram.writing.told import Told

FEATURE = Feature("hazards", {LetterKind.HAZARD: lambda means: Told(means.board, means.plain, means.pairs)})


@FEATURE.command("hazard", For.DISTRICT, "[PLACE WHAT|42 STEP]", topic=Topic.REPORT)
async def hazard(said: Said) -> Wants:
    """One's own hazards; one by its number, with a step; a new one at a place."""
    point = _point(said.message)
    return wants(chat.command, text=said.text, number=said.number, reply_to=said.reply_to, point=point)


def _point(message: Message | None) -> Point | None:
    """The location that a message replies to."""
    reply = forum.replied(message) if message is not None else None
    spot = reply and (reply.venue.location if reply.venue else reply.location)
    return Point.read(spot.latitude, spot.longitude) if spot else None


@FEATURE.button("hazard")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """A step of a hazard, or a new one at the place of a card or of a case."""
    return wants(chat.press, number=case_number(said), move=move, choice=choice)
