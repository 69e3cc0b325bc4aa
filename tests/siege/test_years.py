"""A night over years of work on the real program: what it holds, and how much memory it takes beside the bot's own."""

import os

import pytest

from benchmarks import years

CASES = int(os.environ.get("YEARS_CASES", "20000"))
MORE_MB = 100
ALLOWED_MS = 1000
"""Five times what is promised: other work runs beside the tests."""


@pytest.mark.long
async def test_a_night_over_years_holds_nobody() -> None:
    """The copy and its proof, the morning, what is too old, somebody's data, an erasure, an export; pins meanwhile."""
    quiet, *others = await years.measure(CASES)
    assert [one["what"] for one in (quiet, *others)] == list(years.PHASES)
    for one in others:
        assert one["lag_ms"] <= max(ALLOWED_MS, 2 * quiet["lag_ms"]), one
        assert one["mb"] - quiet["mb"] <= MORE_MB, one
