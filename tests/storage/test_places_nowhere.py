"""Places that lie nobody knows where: kept, found by name and code, near to nothing; also in an old database."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.places import editions, finding
from bot.places.asked.pages import PAGES, Wanted
from bot.places.asked.views import Eyes
from bot.places.editions import Changes, From
from bot.places.files import giving, planning, reading, telling
from bot.places.files.planning import Wishes
from bot.places.register import PLACES, Box, Place
from bot.register.districts import District
from bot.screens.places import chart
from bot.screens.places.shown import SHOWN, Order, Sorted, Which
from bot.work.at_door import Colour
from handlers.web.place_answers import PlaceFeature, feature
from storage import migrate, place_shown
from storage.engine import make_engine

from .conftest import BOTH, HERE, KEPT, Town
from .test_update import _as_it_was

DATABASES = BOTH
NOWHERES = Which(nowhere=True)
NOWHERE, SHOP = Place("N1", "阿婆面馆", "eatery"), Place("S1", "阿婆面馆", "eatery", HERE)
AROUND = Box(HERE.lat - 1, HERE.lon - 1, HERE.lat + 1, HERE.lon + 1)


async def put(town: Town, *there: Place) -> None:
    """A register of these."""
    async with town.store.begin() as tx:
        await editions.write_at_once(tx, town.district.id, Changes(there), KEPT)


async def test_it_is_found_by_name_and_code_and_near_to_nothing(town: Town) -> None:
    """Of two of one name the one that lies somewhere comes first; with a point it is near, too."""
    await put(town, NOWHERE, SHOP)
    async with town.store.begin() as tx:
        own = town.district.id
        found = await finding.search(tx, own, "阿婆面馆", HERE)
        assert [(one.place.code, one.near is None) for one in found] == [("S1", False), ("N1", True)]
        place = await tx[PLACES].get(own, "N1")
        assert place is not None
        assert place.point is None
        assert [one.place.code for one in await tx[PLACES].near(own, HERE, 2000, 9)] == ["S1"]
        assert [one.code for one in await tx[PLACES].within(own, AROUND, 9)] == ["S1"]
        listed = await tx[SHOWN].listed(own, Which(), Sorted(Order.NAME), None, 9)
        assert sorted(one.code for one in listed.places) == ["N1", "S1"]
        assert not Wanted(box=AROUND).fits(place)
        await tx[PLACES].save(own, replace(place, point=HERE), KEPT)
        assert {one.place.code for one in await tx[PLACES].near(own, HERE, 2000, 9)} == {"N1", "S1"}


@pytest.mark.parametrize("few", [0, 9])
async def test_those_are_listed_of_which_nobody_knows_where(
    town: Town, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Looked up where they are few, else looked for; of one colour, too; a map shows none."""
    monkeypatch.setattr(place_shown, "FEW", few)
    await put(town, NOWHERE, SHOP)
    async with town.store.look() as tx:
        own, shown = town.district.id, tx[SHOWN]
        for order in Order:
            listed = await shown.listed(own, NOWHERES, Sorted(order), None, 9)
            assert [one.code for one in listed.places] == ["N1"]
        for colour, many in ((None, 1), (Colour.GREEN, 1), (Colour.RED, 0)):
            assert (await shown.counted(own, replace(NOWHERES, colour=colour), None, 9)).count == many
        assert await shown.spots(own, AROUND, NOWHERES, (chart.BEFORE_ALL, None), 9) == []
        assert await tx[PAGES].nowhere(own) == ["N1"]


async def test_what_was_given_out_comes_back_unchanged(town: Town) -> None:
    """A row without coordinates changes nothing of it; the district's own file brings it to a new register.

    In a table of others as well, where it has a code; without one nothing says that it is a place.
    """
    await put(town, NOWHERE)
    async with town.store.look() as tx:
        told = giving.row(NOWHERE, personal=True)
        assert (told["lat"], told["lon"], told["coordinates"]) == (None, None, None)
        again = await planning.compare(tx, town.district.id, reading.Read(rows=reading.of_places([NOWHERE])), KEPT)
        assert (len(again.changes(From())), again.wrong) == (0, 0)
        [new] = (await planning.compare(tx, None, [NOWHERE], KEPT)).new
        assert (new.code, new.name, new.point) == (NOWHERE.code, NOWHERE.name, None)
        other = replace(NOWHERE, code="N2", name="新店")
        added = await planning.compare(tx, town.district.id, [other], KEPT, wishes=Wishes())
        assert ([one.code for one in added.new], added.notes, added.wrong) == (
            ["N2"],
            [("places-plan-nowhere", {"count": 1})],
            0,
        )
        coded = replace(SHOP, code="X9", point=None)
        asked = await planning.compare(tx, town.district.id, [coded], KEPT, wishes=Wishes())
        assert (len(asked.new), asked.doubtful[0][1][0].code) == (0, NOWHERE.code), "of the same name: it is asked"
        wrong = await planning.compare(tx, town.district.id, [replace(other, code="")], KEPT, wishes=Wishes(ours=True))
        assert [said.key for said in wrong.mistakes] == ["places-missing"]


async def test_a_list_that_has_its_location_is_asked_about(town: Town) -> None:
    """It is no new place before somebody has said so; taken for the one that is there it says where that lies."""
    await put(town, NOWHERE)
    row = replace(NOWHERE, code="", point=HERE, address="通盛路9号")
    async with town.store.look() as tx:
        asked = await planning.compare(tx, town.district.id, [row], KEPT, wishes=Wishes(prune=True))
        assert (len(asked.changes(From())), len(asked.doubtful)) == (0, 1)
        told = dict(telling.lines(asked, "x.csv", swapped=0))
        assert told["places-plan-doubtful-nowhere"]["other"] == "阿婆面馆 (N1)"
        same = await planning.compare(tx, town.district.id, [row], KEPT, wishes=Wishes(duplicates="same"))
        assert [(one.code, one.point) for one in same.changed] == [("N1", HERE)]


def test_its_geometry_is_null() -> None:
    """As GeoJSON has it for what lies nobody knows where."""
    district = District(-100, "九堡", "zh", "Asia/Shanghai", {})
    told = feature(district, NOWHERE, Eyes.CAPTAIN)
    assert PlaceFeature(**told).geometry is None
    assert PlaceFeature(**feature(district, SHOP, Eyes.CAPTAIN)).geometry is not None


OLD = """
INSERT INTO place_registers (id, edition) VALUES (7, 0);
INSERT INTO places (id, register_id, code, since, name, kind, lat, lon, cell, address, aliases, community, responsible,
contacts, licence, credit, outside, state, "into", version) VALUES (3, 7, 'K1', 0, 'Gate', 'shop', 30.3, 120.2, 5, '',
'[]', '', 'Wang', '[]', '', '', '{}', 'open', '', 2);
INSERT INTO place_keys (register_id, sort, key, place_id) VALUES (7, 'n', 'gate', 3)
"""
UNSET = "UPDATE places SET lat = NULL, lon = NULL, cell = NULL"


@pytest.mark.parametrize("which", BOTH)
async def test_a_database_of_the_version_before(tmp_path: Path, request: pytest.FixtureRequest, which: str) -> None:
    """What it held is as it was; what it refused, a place without a point, it takes."""
    url = f"sqlite:///{tmp_path / 'data' / 'patrol.db'}"
    if which == "sqlite":
        (tmp_path / "data").mkdir()
    else:
        url = await request.getfixturevalue("server").database()
    await _as_it_was(url, "0050")
    engine = make_engine(url, pool_size=1, writes=True)
    async with engine.begin() as connection:
        for statement in OLD.split(";"):
            await connection.execute(text(statement))
        before = (await connection.execute(text("SELECT * FROM places"))).mappings().all()
    with pytest.raises(IntegrityError):
        async with engine.begin() as connection:
            await connection.execute(text(UNSET))
    await engine.dispose()
    await migrate.to_newest(url)
    engine = make_engine(url, pool_size=1, writes=True)
    async with engine.begin() as connection:
        assert (await connection.execute(text("SELECT * FROM places"))).mappings().all() == before
        assert (await connection.execute(text("SELECT place_id FROM place_keys"))).scalars().all() == [3]
        await connection.execute(text(UNSET))
        with pytest.raises(IntegrityError):
            await connection.execute(text("UPDATE places SET lat = 91"))
    await engine.dispose()
