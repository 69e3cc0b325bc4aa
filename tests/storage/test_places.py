"""The register of places and its editions: nobody reads one before it is whole, and one writes at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.places import editions
from bot.places.editions import ALIVE, EDITIONS, Changes, Edition, From, Writing
from bot.places.files import planning
from bot.places.register import PLACES, Place, State
from bot.values.refused import Refused
from bot.values.slices import Pace
from bot.work.ports import Tx
from storage import places as stored

from .conftest import BOTH, HERE, KEPT, Town

DATABASES = BOTH

SCHOOL, MARKET = Place("S1", "小学", "school", HERE, "路1号"), Place("M1", "菜场", "market", HERE)


async def put(tx: Tx, town: Town, *wanted: Place, prune: bool = False) -> None:
    """Write what changes at once."""
    changes = (await planning.compare(tx, town.district.id, wanted, KEPT, prune=prune)).changes(From())
    await editions.write_at_once(tx, town.district.id, changes, KEPT)


async def there(tx: Tx, district_id: int) -> list[Place]:
    """What is there, as a file says it."""
    found = await tx[PLACES].stretch(district_id, "", 100)
    return [replace(one, version=1, changed_at=None) for one in found if one.is_there]


async def codes(town: Town) -> list[str]:
    """What somebody reads who looks now."""
    async with town.store.look() as tx:
        return [place.code for place in await there(tx, town.district.id)]


async def rows(tx: Tx) -> int:
    """How many rows there are, read or not."""
    found: int = (await tx.connection.execute(select(func.count()).select_from(stored.places))).scalar_one()  # type: ignore[attr-defined]
    return found


async def begun(town: Town, writer: str, *wanted: Place) -> Edition:
    """An edition with one slice."""
    async with town.store.begin() as tx:
        edition = await tx[EDITIONS].begin(town.district.id, writer, KEPT)
        await tx[EDITIONS].write(edition, wanted, KEPT)
    return edition


async def test_the_register_is_changed_by_code(town: Town) -> None:
    """Those not named stay, unless they are to be pruned."""
    async with town.store.begin() as tx:
        await put(tx, town, SCHOOL, MARKET)
        renamed = replace(SCHOOL, name="第一小学")
        await put(tx, town, renamed)
        assert await there(tx, town.district.id) == [MARKET, renamed]
        await put(tx, town, renamed, prune=True)
        assert await there(tx, town.district.id) == [renamed]


async def test_what_is_the_same_is_no_change(town: Town) -> None:
    """The same list once more changes nothing."""
    async with town.store.begin() as tx:
        await put(tx, town, SCHOOL, MARKET)
        assert len(await planning.compare(tx, town.district.id, [MARKET, SCHOOL], KEPT, prune=True)) == 0


async def test_nobody_reads_an_edition_before_the_switch(town: Town) -> None:
    """Neither what is new nor that something will be gone; then all of it at once."""
    async with town.store.begin() as tx:
        await put(tx, town, SCHOOL)
    edition = await begun(town, "one", MARKET, replace(SCHOOL, state=State.GONE, version=2))
    assert await codes(town) == ["S1"]
    async with town.store.begin() as tx:
        await tx[EDITIONS].switch(edition, town.district.id)
    assert await codes(town) == ["M1"]


async def test_one_that_is_given_up_leaves_nothing(town: Town) -> None:
    """Its rows go, and what it would have ended stays."""
    async with town.store.begin() as tx:
        await put(tx, town, SCHOOL)
    edition = await begun(town, "one", MARKET, replace(SCHOOL, name="x"))
    async with town.store.begin() as tx:
        await tx[EDITIONS].give_up(edition)
        while await tx[EDITIONS].tidy(edition.register_id, "one", 1):
            pass
        assert (await rows(tx), await there(tx, town.district.id)) == (1, [SCHOOL])
        await put(tx, town, MARKET)
        assert [one.name for one in await there(tx, town.district.id)] == ["菜场", "小学"]


async def test_what_was_replaced_goes_slice_by_slice(town: Town) -> None:
    """Only rows that nobody reads."""
    async with town.store.begin() as tx:
        await put(tx, town, SCHOOL, MARKET)
        await put(tx, town, replace(SCHOOL, name="x"), replace(MARKET, name="y"))
        own = (await tx[EDITIONS].begin(town.district.id, "one", KEPT)).register_id
        went = [await tx[EDITIONS].tidy(own, "one", 1) for _ in range(4)]
        assert (went, await rows(tx)) == ([1, 1, 0, 0], 2)
        assert [one.name for one in await there(tx, town.district.id)] == ["y", "x"]


async def test_one_writes_at_a_time(town: Town) -> None:
    """A second is refused while the first is heard of; once it is taken for dead its slices are refused."""
    first = await begun(town, "one", SCHOOL)
    async with town.store.begin() as tx:
        with pytest.raises(Refused, match="import-at-work"):
            await tx[EDITIONS].begin(town.district.id, "two", KEPT + ALIVE - timedelta(seconds=1))
        second = await tx[EDITIONS].begin(town.district.id, "two", KEPT + ALIVE)
        for late in (tx[EDITIONS].write(first, [MARKET], KEPT), tx[EDITIONS].switch(first, town.district.id)):
            with pytest.raises(Refused, match="import-taken-over"):
                await late
        assert await tx[EDITIONS].tidy(first.register_id, "two", 10) == 1
        await tx[EDITIONS].write(second, [MARKET], KEPT)
        await tx[EDITIONS].switch(second, town.district.id)
    assert await codes(town) == ["M1"]


@pytest.mark.parametrize("many", [1, 1001])
async def test_what_is_written_at_once_brings_nothing_to_light_of_a_dead_writer(town: Town, many: int) -> None:
    """The rest of it goes first, and what that had ended comes back; too much of it is refused, and goes in slices."""
    async with town.store.begin() as tx:
        await put(tx, town, SCHOOL)
    left = [replace(SCHOOL, name="x", version=2), *(replace(MARKET, code=f"D{n}") for n in range(many - 1))]
    await begun(town, "dead", *left)
    async with town.store.begin() as tx:
        await tx[EDITIONS].give_up(Edition(1, 2, "dead"))
    if many > 1:
        with pytest.raises(Refused, match="import-at-work"):
            async with town.store.begin() as tx:
                await put(tx, town, MARKET)
        await Writing(town.store, Pace(lambda: 0.0, _no_sleep), lambda: KEPT, "one").clear(town.district.id)
    async with town.store.begin() as tx:
        await put(tx, town, MARKET)
        assert await there(tx, town.district.id) == [MARKET, SCHOOL]


async def _no_sleep(_seconds: float) -> None:
    """Nobody waits."""


async def test_nobody_tidies_away_what_another_one_writes(town: Town) -> None:
    """Who is done with the edition before deletes only what is over."""
    edition = await begun(town, "one", SCHOOL)
    async with town.store.begin() as tx:
        assert await tx[EDITIONS].tidy(edition.register_id, "two", 10) == 0
        await tx[EDITIONS].switch(edition, town.district.id)
    assert await codes(town) == ["S1"]


async def test_places_of_a_district_that_is_still_to_come(town: Town) -> None:
    """They are written before it; where it never comes they go, once their writer is taken for dead."""
    async with town.store.begin() as tx:
        coming = await tx[EDITIONS].begin(None, "one", KEPT)
        await tx[EDITIONS].write(coming, [SCHOOL], KEPT)
        never = await tx[EDITIONS].begin(None, "two", KEPT)
        await tx[EDITIONS].write(never, [MARKET], KEPT)
        district = await tx.districts.add(replace(town.district, id=0, chat_id=-7))
        await tx[EDITIONS].switch(coming, district.id)
        assert await there(tx, district.id) == [SCHOOL]
        with pytest.raises(Refused, match="import-taken-over"):
            await tx[EDITIONS].switch(never, district.id)
        assert await tx[EDITIONS].abandoned(KEPT - ALIVE) == []
        assert await tx[EDITIONS].abandoned(KEPT) == [never.register_id]
        while await tx[EDITIONS].tidy(never.register_id, "two", 10):
            pass
        assert await tx[EDITIONS].abandoned(KEPT) == []
        assert await rows(tx) == 1


async def test_changes_count_what_is_new_and_what_is_gone() -> None:
    """Both are rows to write."""
    assert (len(Changes((SCHOOL,), (MARKET,))), len(Changes())) == (2, 0)
