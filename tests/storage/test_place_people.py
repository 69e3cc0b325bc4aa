"""Somebody who answers for a place is forgotten there too: in its row, its contacts and its history, in slices."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.places import editions
from bot.places.editions import Changes
from bot.places.register import PAST, PLACES, Contact, Line, Place
from bot.privacy.by_value import COPIES, Names
from bot.values.geo import Point
from tests.storage.conftest import BOTH, Town, plan

DATABASES = BOTH
NOW = datetime(2026, 3, 2, tzinfo=UTC)
WANG = Contact("老王", "13777776666", "owner")
OTHER = Contact("小周", "13900001111", "keeper")


async def _forget(town: Town, most: int) -> int:
    """Search for 老王 slice by slice; returns how many there were."""
    rest: Any = None
    for n in range(1, 500):
        async with town.store.begin() as tx:
            found = await tx[COPIES].erase(2, Names(("老王",)), NOW, rest, most)
        if (rest := found.rest) is None:
            return n
    raise AssertionError("it never ends")


async def test_the_name_and_its_number_go_and_all_else_stays(town: Town) -> None:
    """Also as they were before an edit; lines keep their shape, so that a history can be told and edits compared."""
    many = [Place(f"A{n:02}", f"Kiosk {n}", "shop", Point(30, 120), contacts=(OTHER,)) for n in range(40)]
    mine = Place("P1", "Corner", "shop", Point(30, 120), responsible="老王", contacts=(WANG, OTHER))
    line = Line("P1", 2, NOW, 2, "private", "edit", {"responsible": ["老王", "小周"], "contacts": [[WANG.plain], []]})
    async with town.store.begin() as tx:
        await editions.write_at_once(tx, town.district.id, Changes((*many, mine)), NOW)
        await tx[PAST].add(town.district.id, [line])
    slices = await _forget(town, 10)
    assert slices >= 5
    async with town.store.look() as tx:
        left = await tx[PLACES].get(town.district.id, "P1")
        told = (await tx[PAST].of(town.district.id, "P1", 5))[0]
        others = await tx[PLACES].get(town.district.id, "A07")
    assert left is not None
    assert (left.responsible, left.contacts) == ("", (Contact("", "", "owner"), OTHER))
    assert told.facts == {"responsible": ["", "小周"], "contacts": [[{"name": "", "phone": "", "role": "owner"}], []]}
    assert others is not None
    assert others.contacts == (OTHER,)
    assert told.at - NOW < timedelta(seconds=1)


async def test_places_without_people_are_not_read(town: Town) -> None:
    """However many there are: an index knows those of which somebody is known."""
    query = "SELECT id FROM places WHERE (responsible <> '' OR contacts <> '[]') AND id > 5 ORDER BY id LIMIT 150"
    assert "ix_places_people" in await plan(town, query)
