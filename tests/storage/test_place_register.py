"""The register as it is edited and found: by keys, pairs of letters, cells; on both databases."""

from dataclasses import replace

import pytest

from bot.places import finding
from bot.places.register import PAST, PLACES, Box, Contact, Line, Place, Sort, State
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.ports import Stale

from .conftest import BOTH, HERE, KEPT, Town

DATABASES = BOTH

SHOP = Place(
    "K7M4QX", "云河通盛路便利店", "shop", HERE, "通盛路12号", aliases=("老王小店",), licence="JY-1", state=State.OPEN
)
HOTEL = Place("P001", "东篱旅馆", "hotel", Point(HERE.lat + 0.01, HERE.lon), contacts=(Contact("王", "13800000000"),))


async def filled(town: Town) -> None:
    """Both are registered."""
    async with town.store.begin() as tx:
        for place in (SHOP, HOTEL):
            await tx[PLACES].add(town.district.id, place, KEPT)


@pytest.mark.parametrize(
    "words",
    ["通盛", "盛路便利", "老王", "K7M4QX", "k7m4qx", "JY1", "tsl", "tongsheng", "yhtslbld", "云河通圣路便利店", "店"],
)
async def test_a_place_is_found_however_it_is_called(town: Town, words: str) -> None:
    """By a part of its name, an alias, its code, its licence, by sound, with a mistake."""
    await filled(town)
    async with town.store.look() as tx:
        found = await finding.search(tx, town.district.id, words)
    assert [one.place.code for one in found] == ["K7M4QX"]


async def test_texts_find_what_they_name(town: Town) -> None:
    """Over the keys alone: neither is read whole."""
    await filled(town)
    async with town.store.look() as tx:
        for text, code in (("东篱旅馆门口打架", "P001"), ("打架 P001", "P001"), ("云河通圣路便利店 打架", "K7M4QX")):
            found = await finding.named(tx, town.district.id, text)
            assert found is not None, text
            assert [place.code for place in found.places] == [code], text
        assert await finding.named(tx, town.district.id, "河边有人打架") is None


async def test_what_is_stored_comes_back(town: Town) -> None:
    """With its version and history; over an older version nothing is stored."""
    await filled(town)
    async with town.store.begin() as tx:
        before = await tx[PLACES].get(town.district.id, "P001")
        assert before == replace(HOTEL, version=1, changed_at=KEPT)
        after = await tx[PLACES].save(town.district.id, replace(before, name="西篱旅馆"), KEPT)
        await tx[PAST].add(town.district.id, [Line("P001", 2, KEPT, 7, "chat", "edit", {"name": ["a", "b"]})])
        assert (after.version, await tx[PLACES].get(town.district.id, "P001")) == (2, after)
        with pytest.raises(Stale):
            await tx[PLACES].save(town.district.id, before, KEPT)
        assert [line.facts for line in await tx[PAST].since(town.district.id, "P001", 1)] == [{"name": ["a", "b"]}]
        assert await tx[PLACES].keyed(town.district.id, Sort.NAME, ["东篱旅馆"], 5) == []
        assert await tx[PLACES].keyed(town.district.id, Sort.NAME, ["西篱旅馆"], 5) == [after]
        with pytest.raises(Refused, match="place-code-given"):
            await tx[PLACES].add(town.district.id, HOTEL, KEPT)


async def test_lines_that_share_a_version_are_all_read(town: Town) -> None:
    """Notes and photos make none: page after page each line comes once; some moves alone may be asked for."""
    await filled(town)
    moves = ["new", "photo", "alert", "photo", "edit", "photo"]
    async with town.store.begin() as tx:
        for move, version in zip(moves, (1, 1, 1, 1, 2, 2), strict=True):
            await tx[PAST].add(town.district.id, [Line("P001", version, KEPT, 7, "chat", move)])
    read: list[Line] = []
    async with town.store.look() as tx:
        while more := await tx[PAST].of(town.district.id, "P001", 2, read[-1].id if read else None):
            read += more
        assert [one.move for one in read] == moves[::-1]
        [first] = await tx[PAST].of(town.district.id, "P001", 5, moves={"new", "merge"})
        assert first == read[-1]


async def test_the_nearest_come_first_and_gone_ones_not_at_all(town: Town) -> None:
    """Rings are looked at one after the other."""
    await filled(town)
    async with town.store.begin() as tx:
        near = await tx[PLACES].near(town.district.id, Point(HERE.lat + 0.002, HERE.lon), 2000, 5)
        assert [(one.place.code, round(one.metres)) for one in near] == [("K7M4QX", 222), ("P001", 887)]
        shop = await tx[PLACES].get(town.district.id, "K7M4QX")
        assert shop is not None
        await tx[PLACES].save(town.district.id, replace(shop, state=State.GONE), KEPT)
        assert [one.place.code for one in await tx[PLACES].near(town.district.id, HERE, 2000, 5)] == ["P001"]
        box = Box(HERE.lat - 0.001, HERE.lon - 0.001, HERE.lat + 0.001, HERE.lon + 0.001)
        assert [one.code for one in await tx[PLACES].within(town.district.id, box, 5)] == ["K7M4QX"]
        assert await tx[PLACES].anywhere("P001", 5) == [(town.district.id, replace(HOTEL, version=1, changed_at=KEPT))]
        assert (await tx[PLACES].count(town.district.id), await tx[PLACES].given("P001")) == (2, True)


async def test_a_code_of_many_districts_is_found_in_those_that_are_asked_for(town: Town) -> None:
    """However many have it; which codes several have is known of many at once."""
    await filled(town)
    async with town.store.begin() as tx:
        others = [
            await tx.districts.add(replace(town.district, id=0, chat_id=-200 - n, name=f"D{n}")) for n in range(4)
        ]
        for one in others:
            await tx[PLACES].add(one.id, replace(HOTEL, name=one.name), KEPT)
        own, ids = town.district.id, [one.id for one in others]
        assert [n for n, _ in await tx[PLACES].anywhere("P001", 3)] == [own, *ids[:2]]
        found = await tx[PLACES].anywhere("P001", 3, [ids[3], ids[2]])
        assert [(n, place.name) for n, place in found] == [(ids[2], "D2"), (ids[3], "D3"), (own, HOTEL.name)]
        assert await tx[PLACES].shared(["P001", "K7M4QX", "NOSUCH"]) == {"P001"}
        assert await tx[PLACES].shared([]) == set()
