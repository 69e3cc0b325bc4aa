"""What the handbook asks of the memory."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.handbook.model import Item, Papers
from bot.values.port import Port


class Handbooks(Protocol):
    """Handbooks of districts, and of the program, by version; nothing in them is changed once it is there."""

    async def papers(self, district_id: int) -> dict[int, Papers]:
        """What each version holds besides its items; empty where the district has no handbook of its own."""

    async def readings(self, district_id: int) -> list[Item]:
        """Every item in each version in which it was changed, oldest first."""

    async def add(
        self, district_id: int, version: int, papers: Papers, readings: Sequence[Item], now: datetime
    ) -> None:
        """Keep a new version: its papers, and the items that read differently in it."""

    async def starter_papers(self) -> dict[int, Papers]:
        """The same of each edition that the program brought along; empty before the first start."""

    async def starter_readings(self) -> list[Item]:
        """Every item of those in each edition in which it was changed, oldest first."""

    async def add_starter(self, version: int, papers: Papers, readings: Sequence[Item], now: datetime) -> None:
        """Keep a new edition."""


HANDBOOKS: Port[Handbooks] = Port("handbooks")
