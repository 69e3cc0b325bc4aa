"""Answers and signatures of visits as they are kept, on both databases: sent twice is one, however many at once."""

from dataclasses import replace
from datetime import timedelta

from bot.inspections.table import KIND, VISITS, ListUsed, State, Visit
from bot.inspections.visit import Answered, How, Result, Signature, Signs
from bot.privacy.port import PRIVACY
from tests import handed

from .conftest import BOTH, KEPT, LI, Town

DATABASES = BOTH
CHEN, LU = 2001, 2002


async def _visit(town: Town) -> Visit:
    """One that is under way."""
    async with town.store.begin() as tx:
        number = await tx.districts.next_number(town.district.id)
        lists = (ListUsed("street_shop", 0),)
        made = Visit(
            town.district.id, KIND, number, State.UNDER_WAY, KEPT, place="P1", lists=lists, officers=(CHEN, LU)
        )
        return await tx[VISITS].add(replace(made, begun_at=KEPT))


def _said(visit: Visit, n: int, **changed: object) -> Answered:
    made = Answered(
        visit.id, f"street_shop/SS{n}", CHEN, "fire", Result.FAIL, KEPT, KEPT, f"7:{n}", photos=(3, 4), hours=72
    )
    return replace(made, **changed)  # type: ignore[arg-type]


async def test_what_was_sent_twice_is_one(town: Town) -> None:
    """By its id, among many and within one message; a correction has its own. The order is that of recording."""
    visit = await _visit(town)
    async with town.store.begin() as tx:
        first = await tx[VISITS].answer([_said(visit, n) for n in range(450)])
        assert len(first) == 450
        assert await tx[VISITS].answer([_said(visit, n, by_id=LU) for n in range(450)]) == []
        late = _said(visit, 3, sent_as="7:3@1", result=Result.PASS, said_at=KEPT - timedelta(minutes=40))
        assert len(await tx[VISITS].answer([late, late])) == 1
        assert await tx[VISITS].answer([]) == []
    async with town.store.look() as tx:
        kept = await tx[VISITS].answered(visit.id)
    assert [one.item for one in kept] == [*(f"street_shop/SS{n}" for n in range(450)), "street_shop/SS3"]
    assert len({one.id for one in kept}) == 451
    assert (kept[0].photos, kept[0].hours, kept[-1].said_at) == ((3, 4), 72, KEPT - timedelta(minutes=40))


async def test_who_signed_signs_once_in_a_round(town: Town) -> None:
    """The place too, whoever took it; another round is signed anew."""
    visit = await _visit(town)
    mine = Signature(visit.id, 1, Signs.OFFICER, CHEN, How.TAP, KEPT)
    place = Signature(visit.id, 1, Signs.PLACE, CHEN, How.REFUSED, KEPT, witness="Wang")
    async with town.store.begin() as tx:
        assert await tx[VISITS].sign(mine) is not None
        assert await tx[VISITS].sign(mine) is None
        assert await tx[VISITS].sign(replace(mine, by_id=LU)) is not None
        assert await tx[VISITS].sign(place) is not None
        assert await tx[VISITS].sign(replace(place, by_id=LU)) is None
        assert await tx[VISITS].sign(replace(mine, round=2)) is not None
    async with town.store.look() as tx:
        assert len(await tx[VISITS].signatures(visit.id)) == 4


async def test_who_stands_in_a_list_only_is_handed_the_visit(town: Town) -> None:
    """Officers, helpers, who was asked to step back; once each, however they are named, and nobody else's."""
    visits = [await _visit(town) for _ in range(5)]
    async with town.store.begin() as tx:
        await tx[VISITS].save(replace(visits[1], helpers=(LI,)))
        await tx[VISITS].save(replace(visits[3], officers=(LU, LI), approved_by=LI))
        await tx[VISITS].save(replace(visits[4], officers=(LU,), recused=(LI,)))
    for most in (2, 50):
        async with town.store.look() as tx:
            told = await handed.of(tx, LI, most)
        assert sorted(row["case_id"] for row in told["visits"]) == [visits[n].id for n in (1, 3, 4)]


async def test_who_is_erased_stands_in_no_list_of_a_visit(town: Town) -> None:
    """A live one keeps them; in one that is over nobody stands in their place, and the others stay, also in wishes."""
    live, over = await _visit(town), await _visit(town)
    async with town.store.begin() as tx:
        over = await tx[VISITS].save(
            replace(over, state=State.CLOSED, helpers=(20011,), recused=(CHEN,), ended_at=KEPT)
        )
    async with town.store.look() as tx:
        numbers, _ = await tx[PRIVACY].holds_back(CHEN)
        nobody, _ = await tx[PRIVACY].holds_back(200)
    assert (numbers, nobody) == ([live.number], [])
    async with town.store.begin() as tx:
        rest, rounds = None, 0
        while rounds == 0 or rest is not None:
            rest, rounds = (await tx[PRIVACY].erase(CHEN, KEPT, rest, 1)).rest, rounds + 1
    async with town.store.look() as tx:
        left = await tx[VISITS].get(over.id)
    assert left is not None
    assert (left.officers, left.helpers, left.recused) == ((0, LU), (20011,), (0,))
