"""How some places stand at once: their colours, as they are kept, and the cases there."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from bot.handbook.versions import BOOK
from bot.incidents.store import INCIDENTS
from bot.places.standing.colours import COLOURS
from bot.places.standing.links import LINKS
from bot.work.work import Work

MOST_CASES, CASES_OF = 20, timedelta(days=365)
"""Cases that stand on a place's page, and how old they may be."""


async def colours(work: Work, codes: Collection[str]) -> dict[str, str]:
    """The colours of those of *codes* that are not green."""
    found = await work.tx[COLOURS].of(work.district.id, codes)
    return {code: one.colour.value for code, one in found.items()}


async def reasons(work: Work, *, codes: Collection[str]) -> dict[str, Any]:
    """Why some places have the colour that they have, as facts of the words."""
    found = await work.tx[COLOURS].of(work.district.id, codes)
    return {code: one.reason for code, one in found.items()}


async def cases(work: Work, code: str) -> list[dict[str, Any]]:
    """The cases at a place, the newest first."""
    links = await work.tx[LINKS].of_place(work.district.id, code, work.now - CASES_OF, MOST_CASES)
    told = []
    for link in links:
        incident = await work.tx[INCIDENTS].get(link.case_id)
        if incident is None:
            continue
        item = work.at_hand[BOOK].reading(incident.item, incident.item_version)
        name = {"code": item.code, "name_zh": item.name_zh, "name_en": item.name_en}
        state = {"kind": incident.kind, "state": incident.state, "outcome": incident.outcome}
        told.append({"number": incident.number, "item": name, "reported_at": incident.reported_at, **state})
    return told
