"""Visits of whoever scanned the code on a door, which their label leads to; also of who is only of a body."""

from fastapi import Request

from bot.inspections.page import opening
from bot.places.labels import opening as labels_opening
from bot.places.labels.at_the_door import Here
from bot.work.speaker import Speaker
from handlers.web.visitors import Reception


async def here(reception: Reception, request: Request, door: Here) -> list[int]:
    """The numbers of the visits at a door that whoever is signed in may begin or go on with."""
    who = await _signed_in(reception, request, door)
    return await _theirs(reception, who, door) if who is not None else []


async def scanned(reception: Reception, request: Request, door: Here, number: int) -> str:
    """The path of a visit's page for who came to it from the label on the door, as a scan; empty: it is not theirs."""
    who = await _signed_in(reception, request, door)
    if who is None or number not in await _theirs(reception, who, door):
        return ""
    await reception.desk.do(labels_opening.open_here, who, code=door.place.code)
    return opening.path(door.district.id, number)


async def _theirs(reception: Reception, who: Speaker, door: Here) -> list[int]:
    found: list[int] = await reception.board.see(opening.at_door, who, code=door.place.code)
    return found


async def _signed_in(reception: Reception, request: Request, door: Here) -> Speaker | None:
    known = await reception.on_visits(request)
    seat = next((one for one in known.seats if one.district.id == door.district.id), None) if known else None
    if known is None or seat is None or known.session is None:
        return None
    now = reception.board.clock.now()
    return Speaker(known.user_id, seat.name, 0, now, channel="web", district_id=door.district.id)
