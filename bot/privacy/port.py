"""What the memory knows of one person: the port."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.values.port import Port


@dataclass(frozen=True)
class Erased:
    """What went: how many texts of the history, and the pieces of evidence whose files go too."""

    texts: int = 0
    pieces: tuple[int, ...] = ()


@dataclass(frozen=True)
class Look:
    """Somebody looked at something of a case; *about* says which, where there are several."""

    user_id: int
    at: datetime
    about: str | None


class Privacy(Protocol):
    """Everything stored about one person, across all districts."""

    async def of(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Every row that names the person, by table; times as ISO texts."""

    async def holds_back(self, user_id: int) -> tuple[list[int], list[int]]:
        """Numbers of live cases that they reported or that their team holds; districts where they are on duty."""

    async def erase(self, user_id: int, now: datetime) -> Erased:
        """Erase what may be erased and end every membership."""

    async def looked(
        self, district_id: int, user_id: int, what: str, case_id: int | None, now: datetime, about: str | None = None
    ) -> None:
        """Write down that somebody looked at something; *about* says at which, where there are several."""

    async def looks_at(self, case_id: int, what: str) -> list[Look]:
        """Who looked at this of a case, newest first."""

    async def saw(self, user_id: int, what: str, case_id: int, since: datetime) -> bool:
        """Whether it is written down that this person looked at this of a case since then."""

    async def forget_before(self, looks_before: datetime, letters_before: datetime) -> int:
        """Delete old looks and letters; returns how many went."""


PRIVACY: Port[Privacy] = Port("privacy")
