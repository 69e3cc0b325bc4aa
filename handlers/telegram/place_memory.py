"""What is known at the door of a case, and the taps that say at which place it is."""

from bot.places.standing import doors
from bot.places.talk import press
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, Said, Wants, case_number, wants

FEATURE = Feature("place-memory")


@FEATURE.button("door")
async def door_pressed(said: Said, move: str, choice: str) -> Wants:
    """Everything about the door of a case, or at which place it is."""
    number = case_number(said)
    match move:
        case "show":
            return wants(doors.show, number=number)
        case "other":
            return wants(doors.others, number=number)
        case "unlink":
            return wants(doors.unlink, number=number)
        case "at" if choice:
            return wants(doors.choose, number=number, code=press.unpacked(choice))
    raise Refused("stale-button")
