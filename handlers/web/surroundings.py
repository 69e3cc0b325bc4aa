"""The situation of one district for routes that are asked now and then, read when they are asked."""

from collections.abc import Mapping
from typing import Any

from bot.places.naming.called import as_everybody_may
from bot.screens.board import Board
from bot.screens.ground import Grounds
from bot.screens.snapshot import Situation


class Surroundings:
    """Reads situations; what seldom changes of a district is kept from one reading to the next."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._grounds = Grounds()

    async def of(self, district_id: int) -> Situation:
        """The situation of a district that there is."""
        return (await self.board.situations({district_id}, self._grounds))[district_id]


def parts(seen: Situation, kind: str) -> list[Mapping[str, Any]]:
    """The parts of one kind, such as ``case`` or ``team``, for programs: places are called as everybody may read it."""
    return [as_everybody_may(part) for key, part in seen.parts.items() if key.startswith(f"{kind}:")]
