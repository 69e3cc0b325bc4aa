"""A night over years of work on the real program: all of it is done, in little more memory than the bot's own.

How long the loop and the writer are held is measured beside it, by ``make bench``: on a busy machine that says nothing.
"""

import os

import pytest

from benchmarks import years

CASES = int(os.environ.get("YEARS_CASES", "20000"))
MORE_MB = 100


@pytest.mark.long
async def test_a_night_over_years_takes_little_memory() -> None:
    """The copy and its proof, the morning, what is too old, somebody's data, an erasure, an export; pins meanwhile."""
    quiet, *others = await years.measure(CASES)
    assert [one["what"] for one in (quiet, *others)] == list(years.PHASES)
    for one in others:
        assert one["mb"] - quiet["mb"] <= MORE_MB, one
