"""A captain's shift: its beginning, its handover."""

from bot.handovers import shift as handovers_shift
from bot.values import texts
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, wants

FEATURE = Feature("handovers")


@FEATURE.command("shift", For.CAPTAINS, "start|end [NOTES]|take [43]|withdraw", topic=Topic.SHIFT)
async def shift(said: Said) -> Wants:
    """Begin a shift, hand it over, take one over, take the offer back."""
    what, _, rest = said.text.partition(" ")
    match what.lower():
        case "start":
            return wants(handovers_shift.start)
        case "end":
            return wants(handovers_shift.end, notes=rest.strip())
        case "take":
            return wants(handovers_shift.take, number=_number(rest))
        case "withdraw":
            return wants(handovers_shift.withdraw, number=_number(rest))
    return wants(handovers_shift.how)


def _number(text: str) -> int | None:
    """A number that may be left out; Refused for what is none."""
    if not text.strip():
        return None
    number = texts.named_number(text.strip())
    if number is None:
        raise Refused("shift-how")
    return number


@FEATURE.button("shift")
async def shift_pressed(said: Said, move: str, choice: str) -> Wants:
    """How things stand now, hand over, take over, take the offer back."""
    match move:
        case "start":
            return wants(handovers_shift.start)
        case "end":
            return wants(handovers_shift.end)
        case "take":
            return wants(handovers_shift.take, number=said.number)
        case "withdraw":
            return wants(handovers_shift.withdraw, number=said.number)
    raise Refused("stale-button")
