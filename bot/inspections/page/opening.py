"""The way from the chat to the page of a visit: a link that signs in and leads to it, sent in private."""

from typing import Any

from bot.access import sign_in
from bot.access.keys import LINK
from bot.inspections import at_place
from bot.inspections.page import looking
from bot.inspections.table import VISITS
from bot.places.merging import merging
from bot.values.refused import Refused
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work

LETTER = "visit-web-link"


def path(district_id: int, number: int) -> str:
    """Where the page of a visit is."""
    return f"/v/{district_id}/{number}"


@action(Right.DISTRICT, "inspections.page")
async def page(work: Work, *, number: int) -> Answer:
    """A link to the page of a visit, for whoever may look at it; in private only, since it signs in."""
    visit = await looking.may_look(work, number)
    person = await work.tx.people.get(work.who.user_id)
    if not (work.who.in_private or (person and person.private_open)):
        raise Refused("link-only-in-private", link=work.link())
    about: dict[str, Any] = {"number": number, "to": path(work.district.id, number)}
    about["place"] = await at_place.name(work, visit)
    letter = telling.secret(work, LETTER, f"sign-in:{work.who.user_id}", minutes=sign_in.minutes(LINK), **about)
    await work.tx.outbox.add(letter)
    return QUIET if work.who.in_private else answer("sent-in-private")


async def at_door(work: Work, *, code: str) -> list[int]:
    """The numbers of the visits at a place, by its code, that whoever stands at its door may begin or go on with."""
    live = await work.tx[VISITS].live_at(work.district.id, await merging.all_codes(work, code))
    return [one.number for one in live if looking.takes_part(work, one)]
