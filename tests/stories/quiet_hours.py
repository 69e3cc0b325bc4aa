"""Hours in which a story lets nothing happen: the bot asks for updates every ten minutes of them, not every 25 s.

An empty answer takes as long as any other, and a day has 3,456 of them. Each hour at which something comes due is
still stopped at; the last minutes are as always, so that what comes after finds a poll like any other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from bot.app.house import House
from bot.values.clock import Clock
from handlers.telegram.transport import intake

LONG = timedelta(minutes=30)
"""A turn of the clock of at least so long is quiet hours; what is said in one is said before it begins."""

POLL_S, USUAL_S = 600, intake.POLL_S
LAST = timedelta(seconds=POLL_S + USUAL_S)


class Hours:
    """A turn of the clock, up to *until*."""

    def __init__(self, clock: Clock, until: datetime, *, quiet: bool) -> None:
        self.clock = clock
        self.until = until
        self.is_quiet = quiet

    def stop_before(self, stop: datetime) -> datetime:
        """The next stop, *stop* at the latest; from the last minutes on polls are as always."""
        if self.is_quiet and self.clock.now() >= self.until - LAST:
            self.is_quiet = False
            intake.POLL_S = USUAL_S
        return min(stop, self.until - LAST) if self.is_quiet else stop


@contextmanager
def hours(house: House, clock: Clock, until: datetime, *, well: bool) -> Iterator[Hours]:
    """A turn up to *until* of the street's *clock*, whatever the house believes; *well*: Telegram answers just now."""
    if not well or until - clock.now() < LONG:
        yield Hours(clock, until, quiet=False)
        return
    with patch.object(intake, "POLL_S", POLL_S), patch.object(house.intake, "every_s", float(POLL_S)):
        yield Hours(clock, until, quiet=True)
