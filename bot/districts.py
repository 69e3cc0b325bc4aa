"""A district: one group chat and all that belongs to it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.geo import Area, Point


@dataclass(frozen=True)
class District:
    """One sub-district with its own people, teams, places, cases and limits.

    *chat_id* is the present group; former ids point here through the store. *limits* holds seconds by name
    (``accept``, ``arrive``, ``close``, ``confirm``, ``remind_every``), and the same names below ``item:CODE``,
    ``group:CODE`` and ``severity:NAME``. *dispatch* is ``send`` or ``suggest``.
    """

    chat_id: int
    name: str
    language: str
    timezone: str
    limits: dict[str, Any]
    id: int = 0
    centre: Point | None = None
    area: dict[str, Any] | None = None
    dispatch: str = "send"
    drill: bool = False
    created_at: datetime | None = None
    last_number: int = 0
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def handbook(self) -> int:
        """The version of its own handbook; 0 while it uses the one that the program brings along."""
        return int(self.settings.get("handbook", 0))

    @property
    def zone(self) -> ZoneInfo:
        """The district's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def bounds(self) -> Area | None:
        """The district's area, None where none is known."""
        return None if self.area is None else Area.from_geojson(self.area)
