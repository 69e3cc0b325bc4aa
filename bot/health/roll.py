"""Who would have to hear of a call for help: read while all is well, for the hour in which nothing can be stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.work import mustering
from bot.work.work import Work


@dataclass(frozen=True)
class Roll:
    """Of one district: its group's chat and language, its captains with the language of each, everybody's name.

    Everybody: those too who are only of a body, who call for help like the patrol.
    """

    chat_id: int
    name: str
    language: str
    captains: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)


async def call(work: Work) -> Roll:
    """The roll of the district; captains are those who hear of everything else, and the owners who belong here."""
    district = work.district
    heard = [*await mustering.captains(work), *await mustering.owners(work)]
    spoken = {}
    for one in heard:
        person = await work.tx.people.get(one.user_id)
        spoken[one.user_id] = (person.language if person else None) or district.language
    names = {one.user_id: one.name for one in await work.tx.people.known(district.id)}
    return Roll(district.chat_id, district.name, district.language, spoken, names)
