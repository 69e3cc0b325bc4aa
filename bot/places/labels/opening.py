"""The link behind a label without a page of ours, and of the page itself: it opens the place in private."""

from collections.abc import Sequence

from bot.access import seats
from bot.outbox.letters import Button
from bot.places.labels import card, leading
from bot.places.register import PLACES
from bot.register.districts import District
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

MOST_DATA = 64
MOST = 12


@action(Right.DISTRICT, "places.scanned")
async def open_here(work: Work, *, code: str) -> Answer:
    """The place of a code in the district that a button named."""
    return await card.open_place(work, code)


async def of_link(work: Work, code: str) -> Answer | None:
    """What a link with this code shows whoever opened it; None for who belongs to no district.

    Where several of theirs have it they choose, unless the link named the one in which they speak.
    """
    own = await seats.seats_of(work.tx, work.who.user_id, work.rules, work.now)
    own += await seats.seats_in_bodies(work.tx, work.who.user_id, work.rules, work.now)
    mine = list({seat.district.id: seat.district for seat in own}.values())
    if not mine:
        return None
    ids = [one.id for one in mine]
    there = {n for said in (code, code.upper()) for n, _ in await work.tx[PLACES].anywhere(said, MOST, ids)}
    having = [one for one in mine if one.id in there]
    if not having:
        raise Refused("place-of-another-district" if there else "place-unknown-code", code=code[: leading.MOST_CODE])
    here = work.district_or_none
    if here is not None and here.id in {one.id for one in having}:
        return await card.open_place(work, code)
    return answer("place-which-district", _choices(having, code), code=code)


def _choices(districts: Sequence[District], code: str) -> tuple[tuple[Button, ...], ...]:
    named = leading.payload(code) or ""
    rows = []
    for one in districts:
        data = f"label:{one.id}.0:open:{named}"
        if named and len(data) <= MOST_DATA:
            rows.append((Button("label-button-district", data, {"district": one.name}),))
    return tuple(rows)
