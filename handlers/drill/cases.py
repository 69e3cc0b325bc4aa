"""The cases as the bot has stored them, for the page: how far each is, what it lacks, which messages are about it.

The page leads through a case and draws its pin by these; it never reads them out of what the bot says.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.evidence.pieces import EVIDENCE
from bot.handbook.book import Handbook
from bot.incidents import proof
from bot.incidents.limits import is_overdue, limits_for
from bot.incidents.store import INCIDENTS
from bot.incidents.table import ENDED, RESOLVED, Incident
from bot.outbox.letters import Posting
from bot.register.districts import District
from bot.work.ports import Tx
from handlers.drill.calls import Calls
from handlers.drill.world.chats import Json

LOOK_S = 0.4
"""Seconds of the machine from one reading to the next, however many windows look on."""

ORDER = "order"
"""How the purpose of an order begins; ``order:3`` is the one that holds, for team 3."""


class Cases:
    """What was read last: a part for each case by its key (``case:12``). One that has ended is not read again."""

    def __init__(self) -> None:
        self.parts: dict[str, Json] = {}
        self._open: set[int] = set()
        self._calls = Calls()
        self._newest = 0
        self._read_at = float("-inf")

    @property
    def is_fresh(self) -> bool:
        """Whether what was read last is new enough."""
        return time.monotonic() < self._read_at + LOOK_S

    async def read(self, tx: Tx, district: District, book: Handbook, now: datetime) -> None:
        """Read those that may have changed."""
        self._read_at = time.monotonic()
        wanted = self._open | set(range(self._newest + 1, district.last_number + 1))
        found = {one.number: one for one in await tx[INCIDENTS].live(district.id)}
        for number in wanted - found.keys():
            if (ended := await tx[INCIDENTS].by_number(district.id, number)) is not None:
                found[number] = ended
        ids = [one.id for one in found.values()]
        pieces, postings = await tx[EVIDENCE].outlines_of(ids), await tx.outbox.postings_of(ids)
        for number, one in found.items():
            item = book.reading(one.item, one.item_version)
            late = is_overdue(one, limits_for(district, one, item), now)
            count = proof.of(one, item, pieces.get(one.id, ())).count
            self.parts[f"case:{number}"] = part_of(one, count, postings.get(one.id, ()), district.chat_id, late=late)
        self.parts |= await self._calls.read(tx, district)
        self._newest = district.last_number
        self._open = {n for n, one in found.items() if one.state not in ENDED or not self.parts[f"case:{n}"]["card"]}


def part_of(case: Incident, count: tuple[int, int], postings: Sequence[Posting], group: int, *, late: bool) -> Json:
    """One case. *count* are the pieces that it has and needs, *postings* our messages about it, *group* its chat.

    ``card`` is the number of its newest card there, None before it is sent; ``orders`` are those in private, with
    whether they hold.
    """
    standing = sorted((p for p in postings if not p.gone), key=lambda p: (p.chat_id, p.message_id))
    have, need = count
    return {
        "number": case.number,
        "kind": case.kind,
        "state": case.state,
        "overdue": late,
        "reached": reached(case),
        "origin": [case.origin_chat_id, case.origin_message_id] if case.origin_message_id else None,
        "sent_by": sorted({one.by_id for one in case.assignments if one.by_id and not one.automatic}),
        "confirmed_by": case.confirmed_by,
        "point": [case.point.lat, case.point.lon] if case.point else None,
        "have": have,
        "need": need,
        "card": max((p.message_id for p in standing if p.chat_id == group and p.purpose == "card"), default=None),
        "orders": [
            {"user": p.chat_id, "message": p.message_id, "holds": _holds(case, p)}
            for p in standing
            if p.chat_id > 0 and p.purpose.startswith(ORDER)
        ],
    }


def _holds(case: Incident, posting: Posting) -> bool:
    return any(posting.purpose == f"{ORDER}:{one.team_id}" for one in case.assignments if one.is_open)


def reached(case: Incident) -> str:
    """How far a case is: ``reported``, ``sent``, ``accepted``, ``arrived``, ``done`` (to be confirmed) or ``over``."""
    if case.state in ENDED:
        return "over"
    if case.state == RESOLVED:
        return "done"
    return ("sent", "accepted", "arrived")[case.lead.stage] if case.lead else "reported"


def changed(parts: Mapping[str, Json], known: Mapping[str, Json]) -> dict[str, Json]:
    """The *parts* that are not as they are *known*."""
    return {key: part for key, part in parts.items() if known.get(key) != part}
