"""Visits of whoever scanned the code on a door, which their label leads to; also of who is only of a body."""

from typing import Any

from bot.inspections.page import opening
from bot.inspections.visiting import spot
from bot.places.labels import opening as labels_opening
from bot.places.labels.at_the_door import Here
from bot.work.speaker import Speaker
from handlers.web.visitors import Reception


async def here(reception: Reception, who: Speaker, door: Here) -> list[int]:
    """The numbers of the visits at a door that whoever is signed in may begin or go on with."""
    found: list[int] = await reception.board.see(opening.at_door, who, code=door.place.code)
    return found


async def scanned(reception: Reception, who: Speaker, door: Here, number: int) -> str:
    """The path of a visit's page for who came to it from the label on the door, as a scan; empty: it is not theirs."""
    if number not in await here(reception, who, door):
        return ""
    await reception.desk.do(labels_opening.open_here, who, code=door.place.code)
    return opening.path(door.district.id, number)


async def begun(reception: Reception, who: Speaker, door: Here, number: int) -> tuple[str, dict[str, Any]]:
    """Begin a visit from a browser that opens no page of visits; what is said of it: a key and its facts."""
    if not await scanned(reception, who, door, number):
        return "visiting-not-yours", {"number": number}
    done = await reception.desk.do(spot.begin, who, number=number)
    if done.answer is None or not done.answer.key or not (done.refused or done.answer.alert):
        return "visit-web-at-door-begun", {"number": number}
    return done.answer.key, dict(done.answer.facts)
