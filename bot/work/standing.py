"""Where the bot stands in its groups, and where it does not stand well."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.work.ports import Kept

KEPT = "standing"
"""Under this name is kept where we do not stand well: by district ``{"what": …, "since": …}``. Plain JSON."""


class Standing(IntEnum):
    """What the bot may do in a group, the better the higher."""

    GONE = 0
    """Thrown out, or the group is deleted: it neither hears nor says anything there."""
    MUTED = 1
    """It may not write."""
    DEMOTED = 2
    """No administrator: it may not pin, and with privacy mode on it hears commands only."""
    WELL = 3

    @property
    def word(self) -> str:
        """As sentences and figures name it."""
        return self.name.lower()


@dataclass(frozen=True)
class Lost:
    """One group where we do not stand well, since when."""

    district_id: int
    standing: Standing
    since: datetime


async def of(kept: Kept, district_id: int) -> Standing:
    """Where we stand in the group of one district."""
    return next((one.standing for one in await lost(kept) if one.district_id == district_id), Standing.WELL)


async def lost(kept: Kept) -> tuple[Lost, ...]:
    """All the groups where we do not stand well, the longest lost first."""
    rows: dict[str, dict[str, str]] = await kept.get(KEPT) or {}
    found = (Lost(int(name), Standing[row["what"]], datetime.fromisoformat(row["since"])) for name, row in rows.items())
    return tuple(sorted(found, key=lambda one: one.since))
