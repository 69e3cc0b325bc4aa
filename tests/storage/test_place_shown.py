"""The register as maps and tables of pages read it, a stretch at a time."""

from dataclasses import replace

import pytest

from bot.places import editions
from bot.places.editions import Changes
from bot.places.register import PLACES as PLACES_PORT
from bot.places.register import Box, Place, State
from bot.places.standing.colours import COLOURS, Coloured
from bot.screens.places import chart
from bot.screens.places.shown import SHOWN, Cluster, Key, Order, Shown, Sorted, Which
from bot.values.geo import Point
from bot.work.at_door import Colour
from storage import place_shown
from tests.measured import many_places

from .conftest import BOTH, KEPT, Town
from .test_place_finding import READS_ALL, Said, plans

DATABASES = BOTH

ALL = Box(30.0, 120.0, 31.0, 121.0)
EVERY = Which()
KINDS = ("shop", "hotel", "eatery")
PLACES = [
    Place(f"P{n:02}", f"店{n % 4}号", KINDS[n % 3], Point(30.3 + n / 500, 120.3 + n / 700)) for n in range(20)
] + [Place("GONE", "旧店", "shop", Point(30.31, 120.31), state=State.GONE)]
HERE = [one for one in PLACES if one.is_there]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stretch is a few places."""
    monkeypatch.setattr(place_shown, "STRETCH", 3)
    monkeypatch.setattr(place_shown, "LISTED_STRETCH", 3)


async def put(town: Town, *wanted: Place) -> None:
    """They are the register."""
    async with town.store.begin() as tx:
        await editions.write_at_once(tx, town.district.id, Changes(wanted), KEPT)


async def drawn(shown: Shown, town: Town, box: Box = ALL, which: Which = EVERY) -> tuple[set[str], int]:
    """The codes of all stretches, and how many stretches there were."""
    found: list[str] = []
    after: int | None = chart.BEFORE_ALL
    for looks in range(1, 30):  # noqa: B007  # how many is told
        assert after is not None
        end = await shown.stretch(town.district.id, box, which, after)
        found += [one.code for one in await shown.spots(town.district.id, box, which, (after, end), 100)]
        if end is None:
            break
        after = end
    assert len(found) == len(set(found)), "each once"
    return set(found), looks


@pytest.mark.usefixtures("small")
async def test_a_map_finds_each_place_in_view_once(town: Town) -> None:
    """Over all stretches, with and without a filter; what is gone only where it is asked for."""
    await put(town, *PLACES)
    async with town.store.look() as tx:
        shown = tx[SHOWN]
        codes, stretches = await drawn(shown, town)
        assert (codes, stretches > 3) == ({one.code for one in HERE}, True)
        box = Box(30.3, 120.3, 30.311, 120.31)
        inside = {one.code for one in HERE if one.point.lat <= box.north and one.point.lon <= box.east}
        assert (await drawn(shown, town, box))[0] == inside
        assert (await drawn(shown, town, which=Which("hotel")))[0] == {p.code for p in HERE if p.kind == "hotel"}
        assert (await drawn(shown, town, which=Which(state=State.GONE)))[0] == {"GONE"}


@pytest.mark.usefixtures("small")
async def test_clusters_count_each_place_once(town: Town) -> None:
    """Whatever the size of their squares, and their middle is the middle of what they count."""
    await put(town, *PLACES)
    async with town.store.look() as tx:
        for side in (1, 4, 1000):
            found: dict[tuple[int, int], Cluster] = {}
            after: int | None = chart.BEFORE_ALL
            while after is not None:
                end = await tx[SHOWN].stretch(town.district.id, ALL, EVERY, after)
                some = await tx[SHOWN].clusters(town.district.id, ALL, Which(), (after, end), side)
                for square, one in some.items():
                    found[square] = chart.together(found.get(square), one)
                after = end
            assert sum(one.count for one in found.values()) == len(HERE)
        [whole] = found.values()
        assert whole.point.lat == pytest.approx(sum(one.point.lat for one in HERE) / len(HERE))
        assert whole.point.lon == pytest.approx(sum(one.point.lon for one in HERE) / len(HERE))


def _sorted(order: Order, which: Which = EVERY) -> list[str]:
    by = {Order.CODE: lambda p: p.code, Order.KIND: lambda p: (p.kind, p.code), Order.NAME: lambda p: (p.name, p.code)}
    found = [one for one in HERE if which.kind is None or one.kind == which.kind]
    return [one.code for one in sorted(found, key=by[order])]  # type: ignore[arg-type]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("order", list(Order))
async def test_a_table_goes_through_all_places_in_order_and_back(town: Town, order: Order) -> None:
    """Page by page, each once; a page may hold fewer than were asked for and lead on."""
    await put(town, *PLACES)
    async with town.store.look() as tx:
        for down in (False, True):
            for which in (Which(), Which("shop")):
                found: list[str] = []
                after: Key | None = None
                for _ in range(40):
                    some = await tx[SHOWN].listed(town.district.id, which, Sorted(order, down), after, 2)
                    assert len(some.places) <= 2
                    found += [one.code for one in some.places]
                    after = some.after
                    if after is None:
                        break
                wanted = _sorted(order, which)
                assert found == (wanted[::-1] if down else wanted), (order, down, which)


def _of_colour(colour: Colour) -> list[str]:
    """Every second is yellow, two are red, the others green; one that is gone was red."""
    return [one.code for n, one in enumerate(HERE) if colour is _colour(n)]


def _colour(n: int) -> Colour:
    return Colour.RED if n in {9, 18} else Colour.YELLOW if n % 2 else Colour.GREEN


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("few", [1, 2, 1000])
async def test_places_of_a_colour_are_found_however_many_have_another(
    town: Town, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """On the map, counted and in the table: looked up where they are few, else looked for, and none is left out."""
    monkeypatch.setattr(place_shown, "FEW", few)
    await put(town, *PLACES)
    async with town.store.begin() as tx:
        for n, one in enumerate(HERE):
            if _colour(n) is not Colour.GREEN:
                await tx[COLOURS].put(town.district.id, Coloured(one.code, _colour(n), "", "", KEPT))
        await tx[COLOURS].put(town.district.id, Coloured("GONE", Colour.RED, "", "", KEPT))
    async with town.store.look() as tx:
        for colour in (Colour.RED, Colour.YELLOW, Colour.GREEN):
            which, wanted = Which(colour=colour), _of_colour(colour)
            assert (await drawn(tx[SHOWN], town, which=which))[0] == set(wanted)
            box = Box(30.3, 120.3, 30.3199, 120.4)
            inside = {one.code for one in HERE if one.code in wanted and one.point.lat <= box.north}
            assert (await drawn(tx[SHOWN], town, box, which))[0] == inside
            for sorting in (Sorted(order, down) for order in Order for down in (False, True)):
                listed = [one for one in _sorted(sorting.order) if one in wanted]
                assert await _listed(tx[SHOWN], town, which, sorting) == (listed[::-1] if sorting.down else listed)
            counted, after, begun = 0, None, False
            while after is not None or not begun:
                some = await tx[SHOWN].counted(town.district.id, which, after, 100)
                counted, after, begun = counted + some.count, some.after, True
            assert counted == len(wanted)


async def _listed(shown: Shown, town: Town, which: Which, sorting: Sorted) -> list[str]:
    """The codes of all pages of a table."""
    found: list[str] = []
    after: Key | None = None
    for _ in range(60):
        some = await shown.listed(town.district.id, which, sorting, after, 2)
        found += [one.code for one in some.places]
        after = some.after
        if after is None:
            return found
    raise AssertionError("it never ends")


async def test_by_its_name_a_place_stands_once_whatever_else_it_is_called(town: Town) -> None:
    """Other names, and the name of its chain, are no line of their own."""
    one = Place("A1", "米其（东门店）", "shop", Point(30.3, 120.3), aliases=("阿米", "老米"))
    await put(town, one, replace(one, code="A2", name="安安", aliases=()))
    async with town.store.look() as tx:
        found = await tx[SHOWN].listed(town.district.id, EVERY, Sorted(Order.NAME), None, 10)
        assert [(one.code, one.name) for one in found.places] == [("A2", "安安"), ("A1", "米其（东门店）")]


@pytest.mark.usefixtures("small")
async def test_places_are_counted_stretch_by_stretch(town: Town) -> None:
    """Each once; and the kinds that there are."""
    await put(town, *PLACES)
    async with town.store.look() as tx:
        count, after, looks = 0, None, 0
        while looks == 0 or after is not None:
            some = await tx[SHOWN].counted(town.district.id, Which("eatery"), after, 100)
            count, after, looks = count + some.count, some.after, looks + 1
        assert (count, looks > 1) == (len([one for one in HERE if one.kind == "eatery"]), True)
        assert await tx[SHOWN].kinds(town.district.id) == sorted(KINDS)


async def test_a_district_without_a_register_has_none(town: Town) -> None:
    """No register, no place, no kind, no error."""
    async with town.store.look() as tx:
        assert await drawn(tx[SHOWN], town) == (set(), 1)
        assert await tx[SHOWN].kinds(town.district.id) == []
        assert (await tx[SHOWN].listed(town.district.id, EVERY, Sorted(Order.KIND), None, 5)).places == []


@pytest.mark.parametrize("few", [0, 1000])
async def test_no_statement_reads_a_whole_register(town: Town, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Each goes along an index of what it is asked for, never along that of editions, which all rows have in common.

    With statistics and without; on PostgreSQL with few rows as with many.
    """
    monkeypatch.setattr(place_shown, "FEW", few)
    monkeypatch.setattr(place_shown, "STRETCH", 100)
    monkeypatch.setattr(place_shown, "LISTED_STRETCH", 100)
    await many_places.fill(town.store, town.district.id, 2_500, KEPT)
    async with town.store.begin() as tx:
        for place in await tx[PLACES_PORT].stretch(town.district.id, "", 20):
            await tx[COLOURS].put(town.district.id, Coloured(place.code, Colour.RED, "", "", KEPT))
        await tx[PLACES_PORT].add(town.district.id, Place("N1", "旧店", "shop"), KEPT)
    for _ in range(2):
        said = Said(town)
        await look_everywhere(town)
        assert len(said.all) > 25
        for statement, plan in (await plans(town, said)).items():
            assert not [reads for reads in READS_ALL if reads in plan], f"{statement}\n{plan}"
        async with town.store._writer.connect() as connection:
            await connection.exec_driver_sql("ANALYZE")
            await connection.commit()


async def look_everywhere(town: Town) -> None:
    """All that maps and tables ask for."""
    async with town.store.look() as tx:
        shown, own = tx[SHOWN], town.district.id
        by_colour = (Which(colour=one) for one in Colour)
        for which in (EVERY, Which("shop"), Which(state=State.OPEN), Which(nowhere=True), *by_colour):
            end = await shown.stretch(own, ALL, which, chart.BEFORE_ALL)
            await shown.spots(own, ALL, which, (chart.BEFORE_ALL, end), 100)
            await shown.clusters(own, ALL, which, (chart.BEFORE_ALL, end), 4)
            await shown.counted(own, which, None, 100)
            for order in Order:
                await shown.listed(own, which, Sorted(order), None, 100)
        await shown.kinds(own)
