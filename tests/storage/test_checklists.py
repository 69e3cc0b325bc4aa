"""Checklists as rows: each edition whole, those of a district and those that came along."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.checklists import editions, starter
from bot.checklists.store import CHECKLISTS, Made
from bot.register.people import Who
from bot.values.refused import Refused
from bot.work.ports import Tx
from bot.work.rules import Rules
from bot.work.work import Work

from .conftest import BOTH, CAPTAIN, KEPT, NOW, Town

DATABASES = BOTH
SHOP, MARKET, *REST = starter.lists()


def at_work(tx: Tx, town: Town) -> Work:
    """A look of the captain."""
    return Work(tx, NOW, Who(CAPTAIN, "钱队", CAPTAIN, NOW), Rules(), town.district)


async def test_a_district_begins_with_what_comes_along(town: Town) -> None:
    """Also before the first start is through; then each edition stays readable as it was."""
    async with town.store.look() as tx:
        assert await editions.newest(at_work(tx, town)) == starter.lists()
        assert await editions.edition(at_work(tx, town), SHOP.code, 0) == SHOP
    await editions.keep(town.store, NOW)
    async with town.store.look() as tx:
        assert await editions.newest(at_work(tx, town)) == starter.lists()
        assert await editions.edition(at_work(tx, town), MARKET.code, 0) == MARKET


async def test_each_edition_that_comes_along_is_kept_once(town: Town) -> None:
    """A start with the same adds nothing; only a list that reads differently has a new edition."""
    shorter = replace(SHOP, items=SHOP.items[:3])
    for brought in ((SHOP, MARKET), (SHOP, MARKET), (shorter, MARKET), (shorter, MARKET), (SHOP, MARKET)):
        await editions.keep(town.store, NOW, brought)
    async with town.store.look() as tx:
        kept = {one.code: one.edition for one in await tx[CHECKLISTS].starter_newest()}
        assert kept == {SHOP.code: -2, MARKET.code: 0}
        assert await tx[CHECKLISTS].starter_edition(SHOP.code, -1) == replace(shorter, edition=-1)
        assert await tx[CHECKLISTS].starter_edition(SHOP.code, 0) == SHOP
        known = await tx[CHECKLISTS].editions(town.district.id, SHOP.code)
        assert [(one.edition, one.by_id, one.at) for one in known] == [(n, None, KEPT) for n in (-2, -1, 0)]


async def test_a_lists_own_editions_stand_in_its_place(town: Town) -> None:
    """Beside them stands one of another code; every edition can be read, of this district alone."""
    first = replace(SHOP, edition=1, name_en="Ours 🪁")
    second = replace(first, edition=2, items=first.items[:1])
    other = replace(MARKET, code="kiosk", edition=1)
    async with town.store.begin() as tx:
        for one in (first, other, second):
            await tx[CHECKLISTS].add(town.district.id, Made(one, CAPTAIN, NOW))
    async with town.store.look() as tx:
        work = at_work(tx, town)
        assert await editions.newest(work) == (second, MARKET, *REST, other)
        known = await tx[CHECKLISTS].editions(town.district.id, SHOP.code)
        assert [(one.edition, one.by_id) for one in known] == [(2, CAPTAIN), (1, CAPTAIN)]
        assert await editions.edition(work, SHOP.code, 1) == first
        assert await editions.edition(work, SHOP.code, 0) == SHOP
        assert (await editions.standing_one(work, "kiosk")).at == KEPT
        assert await tx[CHECKLISTS].newest(town.district.id + 1) == []
        for code, number in (("kiosk", 0), ("kiosk", 2), ("nothing", 1)):
            with pytest.raises(Refused) as refused:
                await editions.edition(work, code, number)
            assert refused.value.key == "no-such-list"


async def test_an_edition_is_never_written_over(town: Town) -> None:
    """Two captains who bring the same edition: the second has to begin anew."""
    async with town.store.begin() as tx:
        await tx[CHECKLISTS].add(town.district.id, Made(replace(SHOP, edition=1), CAPTAIN, NOW))
    with pytest.raises(IntegrityError):
        async with town.store.begin() as tx:
            await tx[CHECKLISTS].add(town.district.id, Made(replace(SHOP, edition=1), None, NOW))


async def test_elsewhere_the_law_of_china_is_left_out(town: Town) -> None:
    """Of what came along, in any edition."""
    abroad = replace(town, district=replace(town.district, country="IE"))
    async with town.store.look() as tx:
        work = at_work(tx, abroad)
        found = [*await editions.newest(work), await editions.edition(work, SHOP.code, 0)]
        assert not any(item.basis for one in found for item in one.items)
