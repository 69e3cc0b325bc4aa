"""The deployment's own figures."""

from dataclasses import dataclass
from typing import Any

from bot.register.districts import DECIDED


@dataclass(frozen=True)
class Rules:
    """The deployment's own figures: seconds of each default, and the owners' user ids.

    *public_url* is where strangers reach our pages; *pages_url* is the same, on a drill ground that of this machine.
    """

    ask_s: int = 30
    position_s: int = 900
    accept_s: int = 60
    arrive_s: int = 180
    close_s: int = 600
    remind_s: int = 300
    confirm_s: int = 600
    track_days: int = 30
    photo_days: int = 180
    welfare_s: int = 1200
    language: str = "zh"
    timezone: str = "Asia/Shanghai"
    zone_known: bool = False
    country: str = ""
    owners: frozenset[int] = frozenset()
    drill: bool = False
    bot_name: str = ""
    public_url: str = ""
    pages_url: str = ""
    webhooks_private: bool = False

    def district_limits(self) -> dict[str, Any]:
        """The limits that a new district begins with."""
        return {
            "accept": self.accept_s,
            "arrive": self.arrive_s,
            "close": self.close_s,
            "confirm": self.confirm_s,
            "remind_every": self.remind_s,
            DECIDED: [],
        }
