"""Handovers, rules and swaps as rows: read back as they were, over their version only, and erased with their person."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.duty.plan import ROSTERS, Rule, Swap, SwapState
from bot.handovers import table as handovers_table
from bot.handovers.table import HANDOVERS, Handover, Listed
from bot.incidents.store import INCIDENTS
from bot.privacy.port import PRIVACY
from bot.work.ports import Stale
from tests import handed

from .conftest import BOTH, CAPTAIN, KEPT, LI, NOW, WANG, Town

DATABASES = BOTH


def a_handover(town: Town, number: int = 7) -> Handover:
    """An offer of the captain."""
    return Handover(
        town.district.id,
        handovers_table.KIND,
        number,
        handovers_table.OFFERED,
        NOW,
        reporter_id=CAPTAIN,
        by_id=CAPTAIN,
        notes="井盖",
        counted_from=NOW,
        listed=Listed(open=(1, 2), held=(3,)),
    )


async def test_a_handover_is_no_incident(town: Town) -> None:
    """It comes back as it was, by id, by number and among those offered; cases know nothing of it."""
    async with town.store.begin() as tx:
        made = await tx[HANDOVERS].add(a_handover(town))
        assert made.version == 1
    async with town.store.look() as tx:
        found = await tx[HANDOVERS].by_number(town.district.id, 7)
        assert found == await tx[HANDOVERS].get(made.id) == replace(made, reported_at=KEPT, counted_from=KEPT)
        assert await tx[HANDOVERS].offered(town.district.id) == [found]
        assert await tx[HANDOVERS].offered(town.district.id + 1) == []
        assert await tx[HANDOVERS].by_number(town.district.id, 10**12) is None
        assert await tx[INCIDENTS].by_number(town.district.id, 7) is None
        assert await tx[INCIDENTS].live(town.district.id) == []


async def test_a_handover_is_written_over_its_version_only(town: Town) -> None:
    """Of two who loaded it the second hears that it has changed."""
    async with town.store.begin() as tx:
        made = await tx[HANDOVERS].add(a_handover(town))
    taken = replace(made, state=handovers_table.TAKEN, taken_by=WANG, ended_at=NOW)
    async with town.store.begin() as tx:
        assert (await tx[HANDOVERS].save(taken)).version == 2
        assert await tx[HANDOVERS].offered(town.district.id) == []
    with pytest.raises(Stale):
        async with town.store.begin() as tx:
            await tx[HANDOVERS].save(replace(taken, taken_by=LI))


async def test_rules_and_swaps_come_back_as_they_were(town: Town) -> None:
    """A rule is of a person or of a team, never of both or of nobody."""
    person = Rule(town.district.id, ("mon", "2026-03-05"), "20:00", "08:00", user_id=WANG, last="2026-04-01")
    team = Rule(town.district.id, ("sun",), "08:00", "24:00", team_id=town.first.id)
    swap = Swap(town.district.id, WANG, LI, NOW, NOW + timedelta(hours=12), NOW)
    async with town.store.begin() as tx:
        for rule in (person, team):
            await tx[ROSTERS].add(rule)
        made = await tx[ROSTERS].add_swap(swap)
        await tx[ROSTERS].save_swap(replace(made, state=SwapState.CONFIRMED, confirmed_by=CAPTAIN))
    async with town.store.begin() as tx:
        stored = await tx[ROSTERS].rules(town.district.id)
        assert [replace(rule, id=0) for rule in stored] == [person, team]
        [found] = await tx[ROSTERS].swaps(town.district.id, KEPT)
        assert found == await tx[ROSTERS].swap(made.id)
        assert (found.state, found.confirmed_by, found.begins_at) == ("confirmed", CAPTAIN, KEPT)
        assert await tx[ROSTERS].swaps(town.district.id, KEPT + timedelta(seconds=1)) == []
        await tx[ROSTERS].drop(stored[0].id)
        assert len(await tx[ROSTERS].rules(town.district.id)) == 1
    for wrong in (replace(person, team_id=town.first.id), replace(person, user_id=None)):
        with pytest.raises(IntegrityError):
            async with town.store.begin() as tx:
                await tx[ROSTERS].add(wrong)


async def test_what_names_a_person_is_handed_over_and_erased(town: Town) -> None:
    """Their plan and swaps go; of a handover the notes go, the row stays."""
    async with town.store.begin() as tx:
        made = await tx[HANDOVERS].add(a_handover(town))
        await tx[ROSTERS].add(Rule(town.district.id, ("mon",), "20:00", "08:00", user_id=CAPTAIN))
        await tx[ROSTERS].add_swap(Swap(town.district.id, CAPTAIN, LI, NOW, NOW + timedelta(hours=1), NOW))
        await tx.kept.put(f"gaps-read:{CAPTAIN}:{town.district.id}", NOW.isoformat())
    async with town.store.begin() as tx:
        mine = await handed.of(tx, CAPTAIN)
        assert {"handovers", "roster_rules", "swaps", "kept"} <= set(mine)
        assert "swaps" in await handed.of(tx, LI)
        await tx[PRIVACY].erase(CAPTAIN, NOW, None, 10_000)
        found = await tx[HANDOVERS].get(made.id)
        assert found is not None
        assert found.notes == ""
        assert {"roster_rules", "swaps", "kept"}.isdisjoint(await handed.of(tx, CAPTAIN))
