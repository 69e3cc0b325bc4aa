"""Past days: reports are counted where they lie, by the rule of those that are read one by one."""

from dataclasses import replace
from datetime import timedelta

from bot.incidents.store import INCIDENTS
from bot.insight import morning
from bot.insight.days import DAYS
from tests.bot.builders import an_incident
from tests.storage.conftest import BOTH, KEPT, Town

DATABASES = BOTH
CLOSE_S = 3600


async def test_what_is_counted_is_what_would_be_read(town: Town) -> None:
    """On time to the second, confirmed, no drill, neither cancelled nor merged; from the first moment, not the last."""
    states = ("open", "resolved", "closed", "closed", "closed", "cancelled", "merged", "closed")
    took = (None, 60, 60, CLOSE_S, CLOSE_S + 1, None, None, 60)
    async with town.store.begin() as tx:
        for n, (state, seconds) in enumerate(zip(states, took, strict=True)):
            at = KEPT - timedelta(hours=n)
            resolved = at + timedelta(seconds=seconds) if seconds is not None else None
            made = an_incident(
                state, number=100 + n, reported_at=at, resolved_at=resolved, drill=n == 2, reporter_id=None, item=None
            )
            await tx[INCIDENTS].add(replace(made, id=0, version=0, assignments=(), district_id=town.district.id))
    async with town.store.look() as tx:
        for since, until in (
            (KEPT - timedelta(hours=7), KEPT),
            (KEPT - timedelta(hours=6), KEPT + timedelta(seconds=1)),
        ):
            read = morning.figures(await tx[DAYS].reported(town.district.id, since, until), CLOSE_S)
            told = morning.of_reports(await tx[DAYS].counted(town.district.id, since, until, CLOSE_S))
            assert told == read
            assert told.on_time
