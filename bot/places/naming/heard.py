"""What a place is called in the answer to who speaks: its name where they alone read it, else as everybody may."""

from bot.places.naming import public
from bot.places.register import Place
from bot.work.work import Work

AMONG_OTHERS = frozenset({"group", "button"})
"""Channels whose answers stand in the group where somebody has no private chat."""


def is_alone(work: Work) -> bool:
    """Whether nobody but the one who speaks reads what they are answered; programs pass everything on."""
    who = work.who
    if who.program_id is not None:
        return False
    return who.in_private or who.channel not in AMONG_OTHERS or bool(who.member and who.member.private_open)


def name(work: Work, place: Place) -> str:
    """What *place* is called there."""
    return place.name if is_alone(work) else public.name(work.district, place)
