"""Trials in the memory: kept like all cases, one at a time in a district, in no count of cases."""

from dataclasses import replace

import pytest

from bot.health import figures as health_figures
from bot.trials import table
from bot.trials.table import TRIALS, State, Trial
from bot.work.ports import Stale, Tx
from tests.storage.conftest import NOW, Town


async def _begun(town: Town, tx: Tx) -> Trial:
    number = await tx.districts.next_number(town.district.id)
    trial = Trial(town.district.id, table.KIND, number, State.DISPATCHED, NOW, drill=True, team_id=town.first.id)
    return await tx[TRIALS].add(trial)


async def test_a_second_one_is_refused_while_the_first_is_live(town: Town) -> None:
    """Who comes second is told so, and may begin when it is over; what is kept of each is what was given."""
    async with town.store.begin() as tx:
        first = await _begun(town, tx)
        assert await tx[TRIALS].live(town.district.id) == [first]
    with pytest.raises(Stale):
        async with town.store.begin() as tx:
            await _begun(town, tx)
    async with town.store.begin() as tx:
        over = await tx[TRIALS].save(replace(first, state=State.STOPPED, reason=table.TIME))
        second = await _begun(town, tx)
        assert await tx[TRIALS].live(town.district.id) == [second]
        assert await tx[TRIALS].get(first.id) == over
        assert await tx.teams.holds(town.district.id) == {}


async def test_it_is_in_no_count_of_cases(town: Town) -> None:
    """Neither in those that stand nor as a kind of which there are none."""
    async with town.store.begin() as tx:
        await _begun(town, tx)
    async with town.store.look() as tx:
        counts = await tx[health_figures.NUMBERS].counts(NOW)
    assert {kind for kind, _ in counts.cases} == {"incident", "sos", "handover", "inspection", "hazard"}
    assert sum(counts.cases.values()) == 0
