"""How a letter comes to a group at this moment: into which topic, and with which sound."""

from dataclasses import dataclass

from bot.outbox import quiet
from bot.outbox.letters import Letter
from bot.preferences import topics
from bot.work.work import Work


@dataclass(frozen=True)
class Manner:
    """The topic of a forum (None: the main one), and whether it comes without a sound."""

    thread: int | None
    silent: bool


async def of(work: Work, letter: Letter) -> Manner:
    """As the letter's district has it."""
    district = await work.tx.districts.get(letter.district_id) if letter.district_id is not None else None
    if district is None:
        return Manner(letter.thread, silent=False)
    return Manner(await topics.place_of(work, district, letter), silent=quiet.hushes(district, letter))
