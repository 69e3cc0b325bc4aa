"""The memory at the door: what all features know of a place, what counts most first, and the colour that follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.places.register import Place
from bot.work.at_door import Colour, Look, Mark
from bot.work.features import FEATURES
from bot.work.work import Work

ORDER = tuple(Colour)
"""The worst last."""


@dataclass(frozen=True)
class Memory:
    """What is to be known before somebody goes in: *marks* in their order, and the worst *colour* of them."""

    marks: Sequence[Mark] = ()

    @property
    def colour(self) -> Colour:
        """Green where nothing says otherwise."""
        return max((one.colour for one in self.marks if one.colour), key=ORDER.index, default=Colour.GREEN)

    @property
    def look(self) -> Look:
        """How it is shown by these marks."""
        if self.colour is not Colour.GREEN:
            return Look(self.colour)
        if any(one.first for one in self.marks):
            return Look.FIRST
        return Look.GREEN if any(one.tells for one in self.marks) else Look.UNKNOWN

    @property
    def reasons(self) -> tuple[Mark, ...]:
        """The marks that make it this colour."""
        return tuple(one for one in self.marks if one.colour is self.colour)


async def memory(work: Work, place: Place) -> Memory:
    """What every feature says of *place*."""
    found = [mark for say in work.at_hand[FEATURES].at_door for mark in await say(work, place.code)]
    return Memory(tuple(sorted(found, key=lambda mark: mark.order)))
