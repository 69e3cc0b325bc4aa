"""Calls for help as the bot has stored them, for the page: whether each is raised, taken or over."""

from bot.register.districts import District
from bot.sos.table import CALLS, Sos
from bot.work.ports import Tx
from handlers.drill.world.chats import Json


class Calls:
    """Which calls were live when they were read last: the end of each is read once."""

    def __init__(self) -> None:
        self._live: set[int] = set()

    async def read(self, tx: Tx, district: District) -> dict[str, Json]:
        """Those that may have changed, by their key (``call:7``)."""
        found = {one.number: one for one in await tx[CALLS].live(district.id)}
        for number in self._live - found.keys():
            if (ended := await tx[CALLS].by_number(district.id, number)) is not None:
                found[number] = ended
        self._live = {number for number, call in found.items() if call.is_live}
        return {f"call:{number}": part_of(call) for number, call in found.items()}


def part_of(call: Sos) -> Json:
    """One call for help; it has no card of its own here, and nobody is led through it."""
    return {
        "number": call.number,
        "kind": call.kind,
        "state": call.state,
        "overdue": False,
        "reached": "sent" if call.is_live else "over",
        "origin": None,
        "point": [call.point.lat, call.point.lon] if call.point else None,
        "have": 0,
        "need": 0,
        "card": None,
        "orders": [],
    }
