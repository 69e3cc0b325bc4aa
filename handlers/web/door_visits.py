"""Visits of whoever scanned the code on a door, which their label leads to; also of who is only of a body."""

from fastapi import Request

from bot.inspections.page import opening
from bot.places.labels.at_the_door import Here
from bot.work.speaker import Speaker
from handlers.web.visitors import Reception


async def here(reception: Reception, request: Request, door: Here) -> list[int]:
    """The numbers of the visits at a door that whoever is signed in may begin or go on with."""
    known = await reception.on_visits(request)
    seat = next((one for one in known.seats if one.district.id == door.district.id), None) if known else None
    if known is None or seat is None or known.session is None:
        return []
    now = reception.board.clock.now()
    who = Speaker(known.user_id, seat.name, 0, now, channel="web", district_id=door.district.id)
    found: list[int] = await reception.board.see(opening.at_door, who, code=door.place.code)
    return found
