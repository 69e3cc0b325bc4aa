"""At which places a case stands, as features tell it, and on which live cases the one who speaks is."""

from bot.places.merging import merging
from bot.places.register import PLACES
from bot.work import mustering
from bot.work.features import FEATURES
from bot.work.work import Work


async def places_of(work: Work, case_id: int) -> list[str]:
    """The codes of the places that a case is linked to, each once."""
    said = [code for ask in work.at_hand[FEATURES].case_places for code in await ask(work, case_id)]
    return list(dict.fromkeys(said))


async def led_to(work: Work, case_id: int) -> list[str]:
    """The codes of the places that these are today, where one was merged into another."""
    places = [await work.tx[PLACES].get(work.district.id, code) for code in await places_of(work, case_id)]
    found = [(await merging.leads_to(work, place)).code for place in places if place is not None]
    return list(dict.fromkeys(found))


async def own_cases(work: Work) -> tuple[int, ...]:
    """The ids of the live cases that the team of the one who speaks holds."""
    standing = (await mustering.of(work)).of(work.who.team_id)
    return standing.holds if standing is not None else ()
