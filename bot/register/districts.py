"""A district: one group chat and all that belongs to it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.register import countries
from bot.register.countries import Country
from bot.values import geo
from bot.values.geo import Area, Point
from bot.values.port import Port

DECIDED = "decided"
"""Under this name a district keeps which of its figures somebody decided for it, in chat or in its file."""


FAR_M = 100_000.0
"""A point so far from a district's centre is none of it: in the sea, in another system, the wrong way round."""


@dataclass(frozen=True)
class District:
    """One sub-district with its own people, teams, places, cases and limits.

    *chat_id* is the present group; former ids point here through the store. *limits* holds seconds by name
    (``accept``, ``arrive``, ``close``, ``confirm``, ``remind_every``), and the same names below ``item:CODE``,
    ``group:CODE`` and ``severity:NAME``. *dispatch* is ``send`` or ``suggest``. *country* is an ISO 3166 code, empty
    until somebody told it.
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
    country: str = countries.CHINA

    @property
    def land(self) -> Country:
        """What its country decides."""
        return countries.of(self.country, str(self.settings.get(countries.TOLD, "")))

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

    def may_hold(self, point: Point) -> bool:
        """Whether a place may stand at *point*: in the area; where none is known, not far from the centre."""
        if (area := self.bounds) is not None:
            return area.contains(point)
        return self.centre is None or geo.metres(self.centre, point) <= FAR_M


AT = time(8)
"""When the captains get it, in the district's zone, unless they chose another hour."""

KEPT = "report_at"
"""The district's setting that holds the chosen hour, as ``07:30``."""


def hour_of(district: District) -> time:
    """When the captains of *district* get it."""
    chosen = district.settings.get(KEPT)
    return time.fromisoformat(chosen) if chosen else AT


def begin_of(day: date, zone: ZoneInfo, hour: time = time.min) -> datetime:
    """An hour of a local day as an instant; where the clock left it out, the first one after."""
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


class Districts(Protocol):
    """Districts and the chat ids, present and former, that point to them."""

    async def get(self, district_id: int) -> District | None: ...
    async def by_chat(self, chat_id: int) -> District | None:
        """The district of a present or former chat id."""

    async def all(self) -> list[District]: ...
    async def add(self, district: District) -> District:
        """Store a new one with its chat id; returns it with its id."""

    async def save(self, district: District) -> None: ...
    async def move_chat(self, district: District, chat_id: int) -> District:
        """The group became *chat_id*: the former id keeps pointing here."""

    async def next_number(self, district_id: int) -> int:
        """The next case number: one gapless sequence per district, taken in this transaction."""


DISTRICTS: Port[Districts] = Port("districts")
