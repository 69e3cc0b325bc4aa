"""Somebody who answers for a place is forgotten there too: in its row, its contacts and its history, in slices."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.outbox.letters import Letter, LetterKind, Priority
from bot.places import editions
from bot.places.editions import Changes
from bot.places.register import PAST, PLACES, Contact, Line, Place
from bot.privacy.by_value import COPIES, ERASED, Names
from bot.register.districts import District
from bot.values.geo import Point
from tests.storage.conftest import BOTH, Town, plan
from tests.storage.conftest import WANG as WHO

DATABASES = BOTH
NOW = datetime(2026, 3, 2, tzinfo=UTC)
WANG = Contact("老王", "13777776666", "owner")
OTHER = Contact("小周", "13900001111", "keeper")


def _told(district_id: int, text: str) -> Letter:
    """What a captain was told there."""
    return Letter(
        district_id, 1001, LetterKind.NOTE, Priority.ANSWER, NOW, user_id=1001, key="said", facts={"text": text}
    )


async def _forget(town: Town, most: int) -> int:
    """Search for 老王 slice by slice; returns how many there were."""
    rest: Any = None
    for n in range(1, 500):
        async with town.store.begin() as tx:
            found = await tx[COPIES].erase(WHO, Names(("老王",)), NOW, rest, most)
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


async def test_others_keep_their_names_and_other_districts_all(town: Town) -> None:
    """Who is called by more than the name, in every column that is searched; and whoever bears it, elsewhere."""
    more = Contact("老王头", "13777776666", "老王的人")
    mine = Place("P1", "Corner", "shop", Point(30, 120), responsible="小老王", contacts=(more,))
    same = Place("P2", "Corner", "shop", Point(30, 120), responsible="老王", contacts=(WANG,))
    line = Line("P1", 2, NOW, 2, "private", "edit", {"name": ["老王小店", "老王路店"], "contacts": [[more.plain], []]})
    async with town.store.begin() as tx:
        other = (await tx.districts.add(District(-1009, "西湖", "zh", "Asia/Shanghai", {}))).id
        await editions.write_at_once(tx, town.district.id, Changes((mine,)), NOW)
        await editions.write_at_once(tx, other, Changes((same,)), NOW)
        await tx[PAST].add(town.district.id, [line])
        await tx[PAST].add(other, [Line("P2", 2, NOW, 2, "private", "edit", {"responsible": ["", "老王"]})])
        await tx.outbox.add(_told(town.district.id, "老王头说"))
        await tx.outbox.add(_told(town.district.id, "老王说"))
        await tx.outbox.add(_told(other, "老王说"))
    await _forget(town, 10)
    async with town.store.look() as tx:
        left, theirs = await tx[PLACES].get(town.district.id, "P1"), await tx[PLACES].get(other, "P2")
        assert left is not None
        assert theirs is not None
        assert (left.responsible, left.contacts) == ("小老王", (more,))
        assert (theirs.responsible, theirs.contacts) == ("老王", (WANG,))
        assert (await tx[PAST].of(town.district.id, "P1", 5))[0].facts == line.facts
        assert (await tx[PAST].of(other, "P2", 5))[0].facts == {"responsible": ["", "老王"]}
        said = [one.facts["text"] for one in await tx.outbox.waiting(NOW, 10)]
    assert said == ["老王头说", f"{ERASED}说", "老王说"]


async def test_places_without_people_are_not_read(town: Town) -> None:
    """However many there are: an index knows those of which somebody is known."""
    query = "SELECT id FROM places WHERE (responsible <> '' OR contacts <> '[]') AND id > 5 ORDER BY id LIMIT 150"
    assert "ix_places_people" in await plan(town, query)
