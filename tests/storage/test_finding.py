"""Cases found by key, a stretch at a time: nothing twice, nothing left out, and never more than a stretch at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest

from bot.incidents import search
from bot.incidents.search import FINDING, Counted, Key, Wanted
from storage import finding
from tests.storage.conftest import BOTH, NOW, Town, sent

DATABASES = BOTH
STRETCH = 5


@pytest.fixture
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stretch that a handful of cases is longer than."""
    assert search.STRETCH == 2_000
    monkeypatch.setattr(finding, "STRETCH", STRETCH)


async def _thirteen(town: Town) -> None:
    """Thirteen reports, three of them in the same moment; every fourth is of a bench, the second was sent a team."""
    async with town.store.begin() as tx:
        for n in range(1, 14):
            at = NOW + timedelta(minutes=min(n, 11))
            more: dict[str, Any] = {"item": "bench"} if n % 4 == 0 else {}
            more |= {"assignments": (sent(town.first),)} if n == 2 else {}
            case = await town.incident(tx, **more)
            state = "closed" if n < 9 else "open"
            await tx[FINDING].save(replace(case, reported_at=at, state=state, drill=n == 13))  # type: ignore[attr-defined]


async def _all(town: Town, wanted: Wanted, most: int = 2) -> list[Sequence[int]]:
    """Every page that leads to the next, as numbers of cases."""
    pages, after = [], wanted.after
    while True:
        async with town.store.look() as tx:
            found = await tx[FINDING].cases(replace(wanted, after=after), most)
        pages.append([case.number for case in found.cases])
        if (after := found.after) is None:
            return pages


@pytest.mark.usefixtures("short_stretches")
async def test_every_case_stands_on_one_page(town: Town) -> None:
    """Newest report first, those of the same moment by their order; the same whatever a page holds."""
    await _thirteen(town)
    everything = Wanted(town.district.id, drill=False)
    for most in (1, 2, 3, 5, 7, 50):
        pages = await _all(town, everything, most)
        assert [*chain(*pages)] == [*range(12, 0, -1)], most
        assert max(map(len, pages)) <= most
    assert await _all(town, replace(everything, drill=True), 50) == [[13], [], []]


@pytest.mark.usefixtures("short_stretches")
async def test_a_stretch_ends_though_nothing_fits(town: Town) -> None:
    """A page without a case leads on; what is live is found at once, however old it is."""
    await _thirteen(town)
    here = Wanted(town.district.id, drill=False)
    assert await _all(town, replace(here, item="bench"), 50) == [[12], [8, 4], []]
    assert await _all(town, replace(here, team_id=town.first.id), 50) == [[], [], [2]]
    assert await _all(town, replace(here, live=True), 50) == [[12, 11, 10, 9]]
    assert await _all(town, replace(here, state="open"), 50) == [[12, 11, 10, 9]]
    assert await _all(town, replace(here, live=False), 50) == [[], [8, 7, 6, 5, 4], [3, 2, 1]]
    bounds = {"since": NOW + timedelta(minutes=3), "until": NOW + timedelta(minutes=6)}
    assert await _all(town, replace(here, **bounds), 50) == [[5, 4, 3]]  # type: ignore[arg-type]
    assert await _all(town, replace(here, after=Key(NOW, 1)), 50) == [[]]


@pytest.mark.usefixtures("short_stretches")
async def test_counts_stop(town: Town) -> None:
    """Each look counts one stretch, and none farther than it is asked to."""
    await _thirteen(town)
    here = Wanted(town.district.id, drill=False)
    async with town.store.look() as tx:
        counted = await tx[FINDING].count(here, 50)
        assert (counted.count, counted.after is None) == (4, False), "five, of which one is a drill's"
        assert (await tx[FINDING].count(here, 3)).count == 3
        assert (await tx[FINDING].count(replace(here, after=counted.after), 50)).count == 5
        assert await tx[FINDING].count(replace(here, live=True), 50) == Counted(4, None)
