"""Who keeps what: every port is fulfilled, opened when it is asked for, and a kind more costs one file."""

import importlib
import pkgutil
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

import bot
from bot.handovers.table import HANDOVERS, Handover, State
from bot.health import figures as health_figures
from bot.incidents import store as incidents_store
from bot.privacy import port as privacy_port
from bot.privacy.port import PRIVACY
from bot.values.port import Port
from bot.work.ports import Stale, Tx
from storage.features import ROOMS
from storage.rooms import Room, Rooms
from storage.store import SqlStore, SqlTx

from .conftest import BOTH, CAPTAIN, KEPT, LI, NOW, WANG, Town, sent
from .viewings import OPEN, RAISED, ROOM, VIEWINGS, Viewing, viewings

DATABASES = BOTH

PORTS = sorted(
    {
        port
        for module in pkgutil.walk_packages(bot.__path__, "bot.")
        if module.name != "bot.__main__"
        for port in vars(importlib.import_module(module.name)).values()
        if isinstance(port, Port)
    },
    key=lambda port: port.name,
)


async def test_every_port_is_fulfilled(town: Town) -> None:
    """By one and the same for the whole transaction; what nobody keeps is told by name."""
    assert len(PORTS) > 20
    async with town.store.look() as tx:
        assert isinstance(tx, SqlTx)
        assert incidents_store.INCIDENTS not in tx._open
        for port in PORTS:
            assert tx[port] is tx[port]
        with pytest.raises(LookupError, match="nobody keeps viewings"):
            tx[VIEWINGS]


def test_no_port_has_two_rooms() -> None:
    """Which of them wrote would depend on their order."""
    with pytest.raises(ValueError, match="one port"):
        Rooms((*ROOMS, Room(incidents_store.INCIDENTS, ROOM.opened)))


@pytest.fixture
async def hosts(town: Town) -> AsyncIterator[SqlStore]:
    """The same memory with a kind more."""
    store = await SqlStore.open(town.url, rooms=(*ROOMS, ROOM))
    async with store.begin() as tx:
        await tx.connection.run_sync(viewings.create)  # type: ignore[attr-defined]
    yield store
    await store.close()


async def planned(town: Town, tx: Tx, **more: object) -> Viewing:
    number = await tx.districts.next_number(town.district.id)
    told: dict[str, object] = {"reporter_id": WANG, "host_id": LI, "remarks": ("two", "words"), **more}
    return await tx[VIEWINGS].add(Viewing(town.district.id, "viewing", number, RAISED, NOW, **told))  # type: ignore[arg-type]


async def test_a_kind_more_is_kept_like_all_others(town: Town, hosts: SqlStore) -> None:
    """Found by id, number and list, over its version only, with its teams; no other kind's store sees it."""
    async with hosts.begin() as tx:
        viewing = await planned(town, tx)
        begun = await tx[VIEWINGS].save(replace(viewing, state=OPEN, assignments=(sent(town.first),)))
        other = await town.incident(tx)
    async with hosts.begin() as tx:
        assert await tx[VIEWINGS].get(viewing.id) == await tx[VIEWINGS].by_number(1, 1) == begun
        assert (begun.version, begun.reported_at, begun.remarks) == (2, KEPT, ("two", "words"))
        assert await tx[VIEWINGS].live(town.district.id) == [begun]
        assert await tx[VIEWINGS].get(other.id) is None
        assert await tx[incidents_store.INCIDENTS].live(town.district.id) == [other]
        assert await tx[incidents_store.INCIDENTS].by_number(1, 1) is None
        assert await tx[VIEWINGS].live(town.district.id + 1) == []
        ended = await tx[VIEWINGS].save(replace(begun, state="seen"))
        assert await tx[VIEWINGS].live(town.district.id) == []
        assert await tx[VIEWINGS].get(viewing.id) == ended
    with pytest.raises(Stale):
        async with hosts.begin() as tx:
            await tx[VIEWINGS].save(begun)


async def test_rules_of_another_kind_are_none_of_it(town: Town, hosts: SqlStore) -> None:
    """One person may have two of them in a state that is called like that of a call for help."""
    async with hosts.begin() as tx:
        assert [(await planned(town, tx)).number, (await planned(town, tx)).number] == [1, 2]


async def test_each_kind_is_counted_by_itself(town: Town, hosts: SqlStore) -> None:
    """A viewing that is open is no incident that waits; states without any case are told too."""
    async with hosts.begin() as tx:
        await tx[VIEWINGS].save(replace(await planned(town, tx), state=OPEN))
        await town.incident(tx)
    async with hosts.look() as tx:
        counts = await tx[health_figures.NUMBERS].counts(NOW)
    assert (counts.cases["viewing", OPEN], counts.cases["viewing", RAISED], counts.cases["incident", OPEN]) == (1, 0, 1)
    assert (counts.cases["handover", "offered"], ("incident", "closed") in counts.cases) == (0, False)
    assert counts.waiting == 1


async def test_its_people_are_told_and_held(town: Town, hosts: SqlStore) -> None:
    """Whoever reported it, whose team holds it and whom it names cannot be forgotten while it is live."""
    async with hosts.begin() as tx:
        viewing = await planned(town, tx, reporter_id=None)
        told, after = list[dict[str, object]](), None
        for _ in range(1000):
            page = await tx[privacy_port.PRIVACY].page(LI, after, 100)
            told += page.rows if page.table == "viewings" else []
            if (after := page.after) is None:
                break
        assert told == [{"case_id": viewing.id, "host_id": LI, "remarks": "two\nwords"}]
        assert [await tx[privacy_port.PRIVACY].holds_back(who) for who in (LI, WANG)] == [([1], []), ([], [])]
        viewing = await tx[VIEWINGS].save(replace(viewing, assignments=(sent(town.first),)))
        assert await tx[privacy_port.PRIVACY].holds_back(WANG) == ([1], [])
        await tx[VIEWINGS].save(replace(viewing, state="seen"))
        assert [await tx[privacy_port.PRIVACY].holds_back(who) for who in (LI, WANG)] == [([], []), ([], [])]


async def test_handovers_hold_too(town: Town) -> None:
    """Whoever offers a shift waits until somebody has it."""
    async with town.store.begin() as tx:
        offered = await tx[HANDOVERS].add(Handover(town.district.id, "handover", 1, State.OFFERED, NOW, by_id=CAPTAIN))
        assert await tx[PRIVACY].holds_back(CAPTAIN) == ([1], [])
        await tx[HANDOVERS].save(replace(offered, state=str(State.WITHDRAWN), ended_at=NOW))
        assert await tx[PRIVACY].holds_back(CAPTAIN) == ([], [])
