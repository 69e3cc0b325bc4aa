"""A visit that is signed from two phones, or twice: one signature of each, and whoever comes second reads so."""

from datetime import timedelta

from bot.checklists import starter
from bot.inspections.table import KIND, VISITS, ListUsed, State, Visit
from bot.inspections.visit import Answered, How, Result, Signature, Signs, key
from tests.stories.conftest import START, Street
from tests.stories.test_planning_visits import CHEN, LU, people

SHOP = starter.lists()[0]


async def _read_out(street: Street) -> Visit:
    """A visit of two officers, all of it passed and read out to the place, whose signature is there."""
    await people(street)
    async with street.house.store.begin() as tx:
        number = await tx.districts.next_number(1)
        visit = await tx[VISITS].add(
            Visit(
                1, KIND, number, State.READ_BACK, START, place="P1", lists=(ListUsed(SHOP.code, 0),), bodies=("fire",),
                approved=("fire",), officers=(CHEN, LU), since=START.date(), until=START.date() + timedelta(days=1),
                begun_at=START, found_by="scan", found_at=START, round=1, read_at=START,
            )
        )  # fmt: skip
        said = [key(SHOP.code, item.code) for item in SHOP.items]
        await tx[VISITS].answer([Answered(visit.id, one, CHEN, "fire", Result.PASS, START, START, one) for one in said])
        await tx[VISITS].sign(Signature(visit.id, 1, Signs.PLACE, CHEN, How.REFUSED, START, witness="王五"))
    return visit


async def test_who_signs_twice_reads_that_it_stands_already(street: Street) -> None:
    """The second tap of the same officer, from another phone, changes nothing; the other's own tap ends it."""
    visit = await _read_out(street)
    for user_id in (CHEN, LU):
        await street.say(user_id, f"/visit {visit.number}")
    shown = {one: [m for m in street.private(one) if m.labels][-1] for one in (CHEN, LU)}

    async def signs(user_id: int) -> str:
        query = street.who(user_id).press_data(shown[user_id], f"visit:1.{visit.number}:sign:{visit.round}")
        await street.turn(2)
        return (await street.who(user_id).answer(query)).text or ""

    assert await signs(CHEN) == street.said("visiting-signed-one", number=visit.number)
    assert await signs(CHEN) == street.said("visiting-you-signed")
    await signs(LU)
    assert await signs(CHEN) == street.said("visiting-signed-already", number=visit.number)
    async with street.house.store.look() as tx:
        signed = await tx[VISITS].signatures(visit.id)
        now = await tx[VISITS].get(visit.id)
    assert [(one.signs, one.by_id) for one in signed] == [("place", CHEN), ("officer", CHEN), ("officer", LU)]
    assert now is not None
    assert now.signed_at is not None
