"""How often strangers may ask: so many times within a minute from one address."""

from bot.values.clock import Clock
from handlers import households
from handlers.web.paces import Counts

EACH = 60
"""How often a stranger may ask in the time."""

REMEMBERED = 10_000
"""So many strangers are remembered; beyond that the one who asked longest ago is forgotten."""


class Strangers:
    """Counts them by where they come from."""

    def __init__(self, clock: Clock, each: int = EACH) -> None:
        self.each = each
        self._asked = Counts(clock, REMEMBERED)

    def wait_s(self, address: str) -> int:
        """Counts one more from *address*; or, where that is too many, how many seconds whoever it is has to wait."""
        return self._asked.wait_s(households.visitor(address), self.each)
